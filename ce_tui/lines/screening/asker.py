"""A job on the open screening asks a line at a time."""

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.core.words.choice import Choice
from ce_tui.lines.dialogue import typed
from ce_tui.lines.dialogue.asker import LineAsker
from ce_tui.lines.dialogue.dialogue import Leave, Said
from ce_tui.session.asker import Line
from ce_tui.session.cut_off import CutOff
from ce_tui.session.words.cut_off import cut_off_words, gone_on_with

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
        """A text; left, it is cancelled. One that is cut off by a hang-up is kept as far as it came, and offered when
        the same is asked again.
        """
        self.left = ""
        cut_off = "" if line.keep or line.secret or line.start else self._cut_off(line).of(_asked(line))
        if cut_off:
            self._state.say(cut_off_words(cut_off))
            line = line._replace(start=cut_off)
        try:
            reply = await super().text(question, line)
        except Said as said:
            self._leave(said)
            return None
        except Leave:
            self._keep(
                line, gone_on_with(cut_off, typed.answer(self._state.dialogue.console.take_begun()).strip())
            )
            raise
        if cut_off and reply is not None:
            self._cut_off(line).drop(_asked(line))
            reply = gone_on_with(cut_off, reply)[: line.longest]
        return reply

    def _cut_off(self, line: Line) -> CutOff:
        """What was cut off about the open screening; where none is open, about the one that is to be."""
        draft = self._state.draft
        return CutOff(
            self._state.signed_in.casebook, draft.screening.ref if draft is not None else line.about
        )

    def _keep(self, line: Line, begun: str) -> None:
        """Keep what was typed; nothing typed takes nothing back that was kept before."""
        if begun and line.keep is not None:
            line.keep(begun, True)
        elif begun and not line.secret and self._state.session is not None:
            self._cut_off(line).keep(_asked(line), begun)

    def _leave(self, said: Said) -> None:
        """Remember how. Raises Said again where it leads elsewhere."""
        if not said.goes_back:
            raise said
        self.left = "back" if said.wish.id == "back" else "skip"


def _asked(line: Line) -> str:
    """What is asked: the same only where it is about the same."""
    return f"{line.label} {line.about}".strip()
