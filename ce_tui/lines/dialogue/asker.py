"""A job asks a line at a time. Nothing here ever suspends, so that a job needs no event loop (`at_once`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from ce_tui.core.pathway.clean import MAX_FIELD
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import Said
from ce_tui.lines.dialogue.state import State
from ce_tui.session.asker import Choice, Progress

Result = TypeVar("Result")
Answer = TypeVar("Answer")

CLEAR = "clear"
"""Typed in place of an answer, it takes the answer back."""


class LineAsker:
    """`back` and `skip` leave a question as Esc does in the full screen: no, nothing, cancelled.

    A command that leads elsewhere raises Said, through the job.
    """

    def __init__(self, state: State) -> None:
        self._state = state

    async def confirm(
        self, question: str, yes: str, no: str = "Go back", *, hint: Sequence[str] = ()
    ) -> bool:
        """Yes or no; Enter says no. Words that ask nothing by themselves end in what yes means."""
        words = _rows(question)
        meant = "" if words.endswith("?") else f"{yes}?"
        return _unless_left(
            lambda: asking.yes_or_no(
                self._state.dialogue,
                f"{words} {meant}".strip(),
                again=meant,
                hint=[*hint, f"yes: {yes}.", f"no: {no}."],
            ),
            False,
        )

    async def choose(self, question: str, choices: Sequence[Choice], *, safe: str = "") -> str:
        """By number or word; Enter takes the safe one."""
        return _unless_left(lambda: asking.choose(self._state.dialogue, question, choices, default=safe), "")

    async def text(
        self,
        question: str,
        label: str,
        *,
        start: str = "",
        hint: Sequence[str] = (),
        longest: int = MAX_FIELD,
        may_be_empty: bool = False,
    ) -> str | None:
        """A text; Enter takes what is proposed, or cancels where nothing is."""
        takes_away = may_be_empty and bool(start)
        enter = "Enter takes what stands in brackets" if start else "Enter: none"
        told = [
            *hint,
            f"{enter}; back goes no further with it.",
            f"{CLEAR} takes it away." if takes_away else "",
        ]
        typed = _unless_left(
            lambda: asking.text(
                self._state.dialogue,
                f"{question} {label}? [{start}]" if start else f"{question} {label}?",
                again=f"{label}? Enter takes the one proposed." if start else f"{label}?",
                hint=told,
            ).strip(),
            None,
        )
        if typed is None:
            return None
        if takes_away and typed.casefold() == CLEAR:
            return ""
        if len(typed) > longest:
            self._state.say(f"Too long: kept to the first {longest:,} characters.")
        return typed[:longest] or start or None

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


def _unless_left(ask: Callable[[], Answer], left: Answer) -> Answer:
    """The answer; `left` where the question was only left. Raises Said for what leads elsewhere."""
    try:
        return ask()
    except Said as said:
        if not said.only_leaves:
            raise
        return left


def _rows(question: str) -> str:
    """A question without what parts and indents its rows on a screen."""
    return "\n".join(row.strip() for row in question.split("\n") if row.strip())
