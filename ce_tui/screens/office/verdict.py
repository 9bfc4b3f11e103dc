"""What verifying the log and the store found, with what to do about it, to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult

from ce_tui.screens.base import CeScreen
from ce_tui.session.words.log import verdict_words
from ce_tui.widgets.text_view import Part, TextView

if TYPE_CHECKING:
    from ce_tui.core.vault.store.verdict import Verdict


class VerdictScreen(CeScreen):
    """Text to read; Esc goes back."""

    called: ClassVar[str] = "Verified"
    AUTO_FOCUS: ClassVar[str | None] = "#text"
    help_topic: ClassVar[str] = "audit"

    def __init__(self, verdict: Verdict) -> None:
        super().__init__()
        self._verdict = verdict

    def body(self) -> ComposeResult:
        yield TextView(id="text")

    def show(self) -> None:
        view = self.query_one("#text", TextView)
        if not view.parts:
            view.set_parts([_part(kind, words) for kind, words in verdict_words(self._verdict)])
        view.focus()
        self.say(so_far=f"{self._verdict.words} Esc goes back to the log.")


def _part(kind: str, words: str) -> Part:
    return Part(words, "heading") if kind == "heading" else Part(words, head="- " if kind == "point" else "")
