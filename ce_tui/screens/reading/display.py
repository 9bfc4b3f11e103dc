"""Display: colours, and the display for screen readers. Kept per account once signed in."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from ce_tui.core.vault.errors import VaultError
from ce_tui.core.words.choice import Choice
from ce_tui.screens.base import CeScreen
from ce_tui.settings.display_preference import LINES
from ce_tui.settings.themes import CHOICES
from ce_tui.widgets.choice_list import ChoiceList, MarkedList

READER = {
    "": "Ordinary: the current item has a > before it and is shown reversed",
    "screen-reader": "For screen readers: nothing is shown but where you are and its state, in words",
    LINES: "A line at a time, for screen readers and braille lines: questions and answers, and no screen",
}


class DisplayScreen(CeScreen):
    """What is chosen is shown at once."""

    AUTO_FOCUS: ClassVar[str | None] = ""
    help_topic: ClassVar[str] = "display"

    def section_words(self) -> str:
        return "Display"

    def body(self) -> ComposeResult:
        reader = "screen-reader" if self.ce.appearance.for_screen_readers else ""
        with VerticalScroll(classes="form", can_focus=False):
            yield ChoiceList(
                [Choice(id or "ordinary", words) for id, words in READER.items()],
                reader or "ordinary",
                label="Display",
                id="display",
            )
            yield Static("", classes="words", markup=False)
            yield ChoiceList(
                [Choice(id, words) for id, words in CHOICES.items()],
                self.ce.appearance.theme,
                label="Colours",
                id="theme",
            )

    def show(self) -> None:
        if self.focused is None:
            self.query_one("#display", ChoiceList).focus()
        signed_in = self.ce.kept_session is not None
        kept = "Kept for your account." if signed_in else "Kept for your account once you sign in."
        self.say(so_far=f"Space or Enter chooses. {kept} Esc goes back.")

    def on_marked_list_picked(self, event: MarkedList.Picked) -> None:
        """Show it, keep it."""
        key = event.list.id or ""
        value = "" if event.id == "ordinary" else event.id
        try:
            self.ce.appearance.choose(key, value)
        except VaultError as error:
            self.say(f"Shown, but not kept: {error.words}")
        if value == LINES:
            self.ce.handing_on.to_lines()
