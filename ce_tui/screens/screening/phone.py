"""Read on the phone: the referral as plain text, in the order in which a call taker asks."""

from __future__ import annotations

from typing import ClassVar, cast

from textual import work
from textual.app import ComposeResult

from ce_tui.core.pathway.answers.danger import WHETHER, SafetyName
from ce_tui.core.pathway.outcome.phone_script import CONSENT, DANGER
from ce_tui.screens.asking import DialogAsker
from ce_tui.screens.base import CeScreen
from ce_tui.screens.screening.unasked import CalmAsker
from ce_tui.session.jobs.conflict import settle_conflict
from ce_tui.session.jobs.danger import answer_now
from ce_tui.session.phone import read_on_phone, script_of, to_answer
from ce_tui.session.raised import raised_here
from ce_tui.widgets.text_view import Part, TextView


class PhoneScreen(CeScreen):
    """Opens over a section; Esc goes back. That it was read out is noted in the audit, not what."""

    called: ClassVar[str] = "Read on the phone"
    help_topic: ClassVar[str] = "phone"

    def body(self) -> ComposeResult:
        """The text."""
        yield TextView(id="phone")

    def on_mount(self) -> None:
        """The text from its top, and a note in the audit."""
        script = read_on_phone(self.draft)
        self._draw(script.parts)
        self.query_one("#phone", TextView).focus()
        self._unlogged = script.unlogged
        self._say_trouble()

    def _draw(self, script: list[tuple[str, list[str]]], at: str = "") -> None:
        """The script; what is not answered can be answered where it stands. `at`: the heading to stand at."""
        parts: list[Part] = []
        for heading, lines in script:
            parts.append(Part(heading, "heading", id=heading))
            parts += [Part(line, "line", head="  ") for line in lines]
            parts += [self._question(name) for name in to_answer(self.draft, heading)]
        self.query_one("#phone", TextView).set_parts(parts, at)

    def _question(self, name: SafetyName) -> Part:
        words = f"To answer {WHETHER[name]}: Enter here"
        return Part(words, "line", head=">>  ", id=name, follow="Enter answers it")

    def on_text_view_followed(self, event: TextView.Followed) -> None:
        """A question is answered."""
        self.answer(cast("SafetyName", event.part.id))

    @work(exclusive=True, group="answer")
    async def answer(self, name: SafetyName) -> None:
        """Ask it; what was answered stands in the script then, and what came of saving it in the status line."""
        result = await answer_now(DialogAsker(self.ce), self.draft, name)
        if self.draft.conflict is not None and not self.draft.put_off:
            result = await settle_conflict(CalmAsker(self.ce), self.draft)
        self._draw(script_of(self.draft), CONSENT if name == "family_involved" else DANGER)
        self.stand(raised_here(self.draft, "phone", name))
        if result.words:
            self.greet(result.words)
        self._say_trouble()

    def _say_trouble(self) -> None:
        self.refresh_frame()
        self.say(so_far=f"{self.draft.saving_words} {self._unlogged}".strip())
