"""The key card: every key there is, place by place, as it is set now."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult

from ce_tui.commands import PLACES, commands_in
from ce_tui.screens.base import CeScreen
from ce_tui.screens.help import key_parts
from ce_tui.widgets.text_view import Part, TextView

FIELDS = (
    ("Tab", "The next field or list; Shift+Tab the one before"),
    ("Up, Down", "The field above, the field below"),
    ("Ctrl+A", "To the beginning of the line; Ctrl+E to its end"),
    ("Ctrl+W", "Delete the word before the cursor; Ctrl+U the line before it, Ctrl+K after it"),
    ("Ctrl+Z", "Take the last change back"),
    ("Ctrl+C", "Copy, within this app only; Ctrl+X cut, Ctrl+V paste"),
)


class KeysScreen(CeScreen):
    """Text to read; Esc goes back."""

    AUTO_FOCUS: ClassVar[str | None] = "#text"
    help_topic: ClassVar[str] = "keys"

    def section_words(self) -> str:
        return "Keys"

    def body(self) -> ComposeResult:
        yield TextView(id="text")

    def show(self) -> None:
        view = self.query_one("#text", TextView)
        if not view.parts:
            view.set_parts(self._parts())
        view.focus()
        self.say(so_far="Esc goes back.")

    def _parts(self) -> list[Part]:
        parts = [
            Part("Keys", "heading"),
            Part("Everything can be done by keyboard; what has no key of its own is in the go-to menu."),
        ]
        for place, words in PLACES.items():
            lines = key_parts(commands_in(place), self.ce.key_of)
            if lines:
                parts += [Part(words, "heading"), *lines]
        parts.append(Part("In a field", "heading"))
        return parts + [Part(words, "line", head=f"{keys:<10}") for keys, words in FIELDS]
