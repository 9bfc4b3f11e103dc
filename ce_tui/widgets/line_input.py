"""One line to type in, without label or words: what a field and a dialog are made of."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import Reactive, reactive
from textual.strip import Strip
from textual.widgets import Input

from ce_tui.core.pathway.clean import MAX_FIELD, clean_line
from ce_tui.widgets.speaking import Noted, is_quiet, nothing


class LineInput(Input):
    """One line of text: what is pasted is cleaned, too much is said, Ctrl+Z takes the last change back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+z", "undo", "Take the last change back", show=False),
        Binding("up", "app.focus_previous", "Previous field", show=False),
        Binding("down", "app.focus_next", "Next field", show=False),
    ]

    # Its size on the screen never follows from what is typed: a letter lays nothing out anew.
    value: Reactive[str] = reactive("", layout=False, init=False)
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)

    class Said(Message):
        """Words about what was typed or pasted: it was cut, or cleaned."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    def __init__(self, value: str = "", *, max_length: int = MAX_FIELD, id: str | None = None) -> None:
        self.closed = ""  # why nothing can be typed; empty: it can
        self._before: list[tuple[str, int]] = []
        self._undoing = True  # what it begins with is nothing to take back
        super().__init__(value, max_length=max_length, select_on_focus=False, id=id)
        # As `compact=True`, which would have the styles of a widget worked out that is nowhere yet.
        self.add_class("-textual-compact", update=False)
        self.cursor_blink = False
        self._undoing = False

    @property
    def _value(self) -> Text:
        """What is drawn. A passphrase is drawn as asterisks: every terminal font has them."""
        if self.password:
            return Text("*" * len(self.value), no_wrap=True, overflow="ignore", end="")
        return Text(self.value, no_wrap=True, overflow="ignore", end="")

    def render_line(self, y: int) -> Strip:
        """Draw; for screen readers only while its field has the focus."""
        if not is_quiet(self) or any(each.has_class("-entered") for each in (self, *self.ancestors)):
            return super().render_line(y)
        return nothing(self)

    def watch_value(self, old: str, new: str) -> None:
        """Keep what was there, for taking it back. Passphrases are not kept."""
        if self.password or self._undoing:
            return
        self._before = [*self._before[-99:], (old, self.cursor_position)]

    def action_undo(self) -> None:
        """Take the last change back."""
        if not self._before:
            self.post_message(self.Said("Nothing to take back."))
            return
        value, at = self._before.pop()
        self._undoing = True
        self.value = value
        self._undoing = False
        self.cursor_position = min(at, len(value))

    def on_resize(self) -> None:
        self._show_cursor_place()

    def on_focus(self) -> None:
        self._show_cursor_place()

    def _show_cursor_place(self) -> None:
        """Show where the cursor is, however much fits now; without the focus a text shows its beginning."""
        if self.has_focus:
            place = Region(self._cursor_offset, 0, 1, 1)
            self.scroll_to_region(place, force=True, animate=False, immediate=True)

    def replace(self, text: str, start: int, end: int) -> None:
        """Whatever changes the text comes here; where nothing can be typed it is said why.

        By ear a line that was emptied says so: a screen reader tells one sign that went, and nothing of several.
        """
        if self.closed:
            self.post_message(self.Said(self.closed))
            return
        several = len(self.value) > 1
        super().replace(text, start, end)
        if several and not self.value and is_quiet(self):
            self.post_message(Noted("Empty"))

    def restricted(self) -> None:
        """Nothing more fits."""
        self.post_message(self.Said(f"Not added: no more than {self.max_length} characters fit here."))

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        selected = abs(self.selection.end - self.selection.start)
        room = max((self.max_length or MAX_FIELD) - len(self.value) + selected, 0)
        cleaned = clean_line(event.text, room)
        self.replace(cleaned.text, *sorted(self.selection))
        if cleaned.cut:
            self.post_message(self.Said(f"The pasted text was cut: {self.max_length} characters fit here."))
        elif cleaned.changed:
            self.post_message(self.Said("Characters that cannot be shown were taken out of the pasted text."))
