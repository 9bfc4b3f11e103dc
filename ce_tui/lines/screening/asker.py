"""A job on the open screening asks a line at a time."""

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.core.words.choice import Choice
from ce_tui.lines.dialogue.asker import LineAsker
from ce_tui.lines.dialogue.dialogue import Said
from ce_tui.session.asker import Line


class SectionAsker(LineAsker):
    """`back` and `skip` leave a question as Esc does in the full screen: no, nothing, cancelled.

    So a job says itself what did not happen, and what it did before is not lost to sight. A command that leads
    elsewhere raises Said, through the job.
    """

    async def confirm(
        self, question: str, yes: str, no: str = "Go back", *, hint: Sequence[str] = ()
    ) -> bool:
        """Yes or no; left, it is no."""
        try:
            return await super().confirm(question, yes, no, hint=hint)
        except Said as said:
            _only_back(said)
            return False

    async def choose(self, question: str, choices: Sequence[Choice], *, safe: str = "") -> str:
        """By number or word; left, nothing is chosen."""
        try:
            return await super().choose(question, choices, safe=safe)
        except Said as said:
            _only_back(said)
            return ""

    async def text(self, question: str, line: Line) -> str | None:
        """A text; left, it is cancelled."""
        try:
            return await super().text(question, line)
        except Said as said:
            _only_back(said)
            return None


def _only_back(said: Said) -> None:
    """Raises Said again where it leads elsewhere."""
    if not said.goes_back:
        raise said
