"""A job on the open screening asks a line at a time."""

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.core.words.choice import Choice
from ce_tui.lines.dialogue import typed
from ce_tui.lines.dialogue.asker import LineAsker
from ce_tui.lines.dialogue.dialogue import Leave, Said
from ce_tui.session.asker import Line

TO_KEEPING = "Type keeping to go there."
"""The way to Keeping, for jobs that say it."""


class SectionAsker(LineAsker):
    """`back` and `skip` leave a question as Esc does in the full screen: no, nothing, cancelled.

    So a job says itself what did not happen, and what it did before is not lost to sight; `left` says which of both it
    was. A command that leads elsewhere raises Said, through the job.
    """

    async def confirm(
        self, question: str, yes: str, no: str = "Go back", *, hint: Sequence[str] = ()
    ) -> bool:
        """Yes or no; left, it is no."""
        self.left = ""
        try:
            return await super().confirm(question, yes, no, hint=hint)
        except Said as said:
            self._leave(said)
            return False

    async def choose(self, question: str, choices: Sequence[Choice], *, safe: str = "") -> str:
        """By number or word; left, nothing is chosen."""
        self.left = ""
        try:
            return await super().choose(question, choices, safe=safe)
        except Said as said:
            self._leave(said)
            return ""

    async def text(self, question: str, line: Line) -> str | None:
        """A text; left, it is cancelled. One that is cut off by a hang-up is kept as far as it came."""
        self.left = ""
        try:
            return await super().text(question, line)
        except Said as said:
            self._leave(said)
            return None
        except Leave:
            begun = typed.answer(self._state.dialogue.console.take_begun()).strip()
            if line.keep is not None and begun:  # nothing typed takes nothing back that was kept before
                line.keep(begun, True)
            raise

    def _leave(self, said: Said) -> None:
        """Remember how. Raises Said again where it leads elsewhere."""
        if not said.goes_back:
            raise said
        self.left = "back" if said.wish.id == "back" else "skip"
