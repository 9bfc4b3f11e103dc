"""A job asks a line at a time. Nothing here ever suspends, so that a job needs no event loop (`at_once`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from ce_tui.core.words.choice import Choice
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import Asked
from ce_tui.lines.dialogue.speech import sentence
from ce_tui.lines.dialogue.state import State
from ce_tui.session.asker import Left, Line, Progress

Result = TypeVar("Result")

EMPTY = "-"
"""What is typed where Enter takes what is proposed, and nothing is wanted instead."""


class LineAsker:
    """Every question can be left by a command that leads away: that raises Said, through the job."""

    left: Left = ""

    def __init__(self, state: State) -> None:
        self._state = state

    async def confirm(
        self, question: str, yes: str, no: str = "Go back", *, hint: Sequence[str] = ()
    ) -> bool:
        """Yes or no; Enter says no. What a yes does is asked where the words before only say it."""
        words = _rows(question)
        meant = "" if "?" in words.rpartition("\n")[2] else f"{yes}?"
        return asking.yes_or_no(
            self._state.dialogue,
            f"{words}{_apart(words)}{meant}".strip(),
            again=meant,
            hint=[*hint, f"yes: {yes}.", f"no: {no}."],
        )

    async def choose(self, question: str, choices: Sequence[Choice], *, safe: str = "") -> str:
        """By number or word; Enter takes the safe one."""
        return asking.choose(self._state.dialogue, question, choices, default=safe)

    async def text(self, question: str, line: Line) -> str | None:
        """A text; Enter takes what is proposed, or cancels where nothing is. What was refused is not proposed.

        A secret is not shown as it is typed, and is taken just as it was.
        """
        if line.wrong:
            says_what_to_type = "type" in line.wrong.casefold()
            self._state.say(sentence(line.wrong, *(() if says_what_to_type else line.hint)))
        proposed = line.proposed
        none = (f"; {EMPTY} for none" if proposed else "none") if line.may_be_empty else ""
        on_the_line = proposed.replace("\n", "\\n")  # a folder's name may hold one
        shown = f" [{on_the_line}{none}]" if proposed or none else ""
        words = _rows(question)
        asked = Asked(
            words=f"{words}{shown}" if _asks_for(line.label, words) else f"{words} {line.label}?{shown}",
            again=f"{line.label}? Enter takes the one proposed." if proposed else f"{line.label}?{shown}",
            hint=_hint(line),
            text=True,
            secret=line.secret,
        )
        typed = asking.text_as_meant(self._state.dialogue, asked)
        if line.secret:
            return typed[: line.longest] if typed.strip() else None
        typed = typed.strip()
        if line.may_be_empty and typed == EMPTY:
            return ""
        if len(typed) > line.longest:
            self._state.say(f"What you typed was cut: {line.longest} characters fit here.")
        return typed[: line.longest] or proposed or ("" if line.may_be_empty else None)

    async def tell(self, words: str) -> None:
        """Say it: what is said here has been heard."""
        self._state.say(words)

    async def wait(self, words: str, job: Callable[[], Result]) -> Result:
        """Do it; where it takes long, say so."""
        return self._state.patiently(words, job)

    async def steps(
        self, words: str, job: Callable[[Progress], Result], *, only_seen: bool = False
    ) -> Result:
        """Do it, and say each step once, however often it is reported."""
        if only_seen:
            return await self.wait(words, lambda: job(lambda _: None))
        last = ""

        def tell(step: str) -> None:
            nonlocal last
            if step != last:
                self._state.say(step)
            last = step

        return self._state.patiently(words, lambda: job(tell))


def _hint(line: Line) -> Sequence[str]:
    """What `?` says of it, and what Enter alone does."""
    if line.secret or line.proposed:
        return line.hint
    if line.may_be_empty:
        return *line.hint, "It can be left out: Enter leaves it empty."
    return *line.hint, "Enter: none, and nothing is changed."


def _asks_for(label: str, words: str) -> bool:
    """Whether the words ask what the label would only ask again: "Why is it? Why?"."""
    return words.endswith("?") and words.split()[0] == label.split()[0]


def _apart(words: str) -> str:
    """What a yes does stands on a row of its own below several, so that a braille line shows it with the answer."""
    return "\n" if "\n" in words else " "


def _rows(question: str) -> str:
    """A question without what parts and indents its rows on a screen."""
    return "\n".join(row.strip() for row in question.split("\n") if row.strip())
