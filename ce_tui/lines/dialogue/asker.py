"""A job asks a line at a time. Nothing here ever suspends, so that a job needs no event loop (`at_once`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from ce_tui.core.pathway.clean import MAX_FIELD
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.state import State
from ce_tui.session.asker import Choice, Progress

Result = TypeVar("Result")


class LineAsker:
    """Every question can be left by a command that leads away: that raises Said, through the job."""

    def __init__(self, state: State) -> None:
        self._state = state

    async def confirm(self, question: str, yes: str, no: str = "") -> bool:
        """Yes or no; Enter says no."""
        return asking.yes_or_no(self._state.dialogue, question)

    async def choose(self, question: str, choices: Sequence[Choice], *, safe: str = "") -> str:
        """By number or word; Enter takes the safe one."""
        return asking.choose(self._state.dialogue, question, choices, default=safe)

    async def text(
        self,
        question: str,
        label: str,
        *,
        start: str = "",
        hint: Sequence[str] = (),
        longest: int = MAX_FIELD,
        secret: bool = False,
    ) -> str | None:
        """A text; Enter takes what is proposed, or cancels where nothing is. A secret is not shown as it is typed."""
        typed = asking.text(
            self._state.dialogue,
            f"{question} {label}? [{start}]" if start else f"{question} {label}?",
            again=f"{label}? Enter takes the one proposed." if start else f"{label}?",
            hint=hint,
            secret=secret,
        )
        if not secret:
            typed = typed.strip()
        return typed[:longest] if typed.strip() else start or None

    async def tell(self, words: str) -> None:
        """Say it: what is said here has been heard."""
        self._state.say(words)

    async def wait(self, words: str, job: Callable[[], Result]) -> Result:
        """Do it; where it takes long, say so."""
        return self._state.patiently(words, job)

    async def steps(self, words: str, job: Callable[[Progress], Result]) -> Result:
        """Do it, and say each step once, however often it is reported."""
        last = ""

        def tell(step: str) -> None:
            nonlocal last
            if step != last:
                self._state.say(step)
            last = step

        return self._state.patiently(words, lambda: job(tell))
