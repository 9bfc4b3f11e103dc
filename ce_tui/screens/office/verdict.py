"""What verifying the log and the store found, with what to do about it, to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult

from ce_tui.screens.base import CeScreen
from ce_tui.session.words.log import SOUND, UNCHANGED
from ce_tui.widgets.text_view import Part, TextView

if TYPE_CHECKING:
    from ce_tui.core.vault.store.verdict import Verdict


class VerdictScreen(CeScreen):
    """Text to read; Esc goes back."""

    AUTO_FOCUS: ClassVar[str | None] = "#text"
    help_topic: ClassVar[str] = "audit"

    def __init__(self, verdict: Verdict) -> None:
        super().__init__()
        self._verdict = verdict

    def section_words(self) -> str:
        return "Verified"

    def body(self) -> ComposeResult:
        yield TextView(id="text")

    def show(self) -> None:
        view = self.query_one("#text", TextView)
        if not view.parts:
            view.set_parts(verdict_parts(self._verdict))
        view.focus()
        self.say(so_far=f"{self._verdict.words} Esc goes back to the log.")


def verdict_parts(verdict: Verdict) -> list[Part]:
    """The verdict, its findings, what is to be known besides, and what to do."""
    parts = [Part(verdict.words, "heading")]
    parts += [Part(each.words, head="- ") for each in verdict.findings]
    parts += [Part(remark) for remark in verdict.remarks]
    if verdict.sound:
        return [*parts, Part(SOUND)]
    parts.append(Part("What to do", "heading"))
    parts += [Part(words, head="- ") for words in verdict.advice]
    return [*parts, Part(UNCHANGED)]
