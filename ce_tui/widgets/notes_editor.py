"""The editor of the notes: wrapping text with undo, which completes factor IDs while they are typed.

The widget knows the IDs of a pathway and no more: what is typed goes to `on_text` at once, key by key, so that not
even the last letter before a change of screens is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.document._document import EditResult, Location
from textual.document._edit import Edit
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import TextArea

from ce_tui.core.pathway.document.document import Pathway, complete, letters
from ce_tui.core.pathway.shape import MAX_NOTES, clean_text
from ce_tui.widgets.room import Noted, bindings_for, is_quiet
from ce_tui.widgets.text_area import FrugalTextArea
from ce_tui.widgets.wrapping import fit

ROWS = 6
_FULL = f"Not added: the notes hold no more than {MAX_NOTES:,} characters."


class CompletionPopup(Widget, can_focus=False):
    """Rows of an ID and its words. `chosen` is the index of a row, None: nothing is chosen."""

    class Offered(Message):
        """What fits is shown, or another one of it is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[str, str]] = []
        self.chosen: int | None = None
        self.is_open = self.display = False

    @property
    def chosen_id(self) -> str:
        """The ID of the chosen row; empty: none is."""
        return self._rows[self.chosen][0] if self.chosen is not None else ""

    @property
    def words(self) -> str:
        if self.chosen is None:
            fits = ", ".join(item_id for item_id, _ in self._rows)
            return f"{fits}: Down chooses, Esc closes."
        item_id, text = self._rows[self.chosen]
        return f"{item_id}, {self.chosen + 1} of {len(self._rows)}: {text} Enter takes it."

    def open_below(self, row: int, rows: list[tuple[str, str]]) -> None:
        """Show what fits below a row of the screen, nothing chosen."""
        self._rows, self.chosen = rows, None
        self.styles.height = min(len(rows), ROWS) + 2
        self.stand_below(row)
        self.is_open = True
        self.display = not is_quiet(self)  # there the status line says what fits
        self.refresh(layout=True)
        self.post_message(self.Offered())

    def stand_below(self, row: int) -> None:
        """Stand at a row of the screen: under it, where there is room."""
        if (place := Offset(0, row + 1)) != self.absolute_offset:
            self.absolute_offset = place
            self.refresh(layout=True)

    def close(self) -> None:
        self.is_open = self.display = False

    def move(self, by: int) -> None:
        """Choose the next or previous row; above the first one nothing is chosen."""
        at = -1 if self.chosen is None else self.chosen
        at = min(at + by, len(self._rows) - 1)
        self.chosen = at if at >= 0 else None
        self.refresh()
        self.post_message(self.Offered())

    def render_line(self, y: int) -> Strip:
        """A row, from the top one that shows the chosen one."""
        at = max((self.chosen or 0) - ROWS + 1, 0) + y
        if at >= len(self._rows):
            return Strip([Segment(" " * self.size.width, self.rich_style)])
        item_id, text = self._rows[at]
        here = at == self.chosen
        style = self.rich_style + Style(reverse=True) if here else self.rich_style
        return Strip([Segment(fit(f" {'>' if here else ' '} {item_id}  {text}", self.size.width), style)])


class NotesEditor(FrugalTextArea):
    """Text with factor IDs in it.

    `on_text` is called with the whole text at each change, `on_moved` after each move of the cursor.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings_for("notes", priority=True)
    _in_edit = False

    @dataclass(eq=False, repr=False)
    class Said(Message):
        """Words about what was typed or pasted."""

        words: str

    class PickWanted(Message):
        """The list of all factors is wanted."""

    def __init__(
        self,
        text: str,
        pathway: Pathway,
        on_text: Callable[[str], None],
        on_moved: Callable[[], None] = lambda: None,
        *,
        widget_id: str | None = None,
    ) -> None:
        self._pathway = pathway
        self._on_text = on_text
        self._on_moved = on_moved
        self._length = len(text)
        self._typing = False
        self._taken: Location | None = None  # where an ID ends that was taken from the list just now
        self._rows_drawn = range(0)  # in the display for screen readers
        self._hides_rest = False  # there: of the line that is typed in, what stands below the cursor
        self._row_was = 0
        self._told = text
        heads = "|".join(letters(pathway)) or "(?!)"
        self._token = re.compile(rf"(?<![^\W_])(?:{heads})[0-9]{{1,2}}$", re.IGNORECASE)
        super().__init__(
            text,
            soft_wrap=True,
            tab_behavior="focus",
            compact=True,
            highlight_cursor_line=False,
            id=widget_id,
        )
        self.cursor_blink = False

    def post_message(self, message: Message) -> bool:
        """Post a message; but not a TextArea's two for each letter, which every widget up to the app would look at.

        What was typed goes to `on_text`, and `on_moved` is called once the letter is done with.
        """
        if isinstance(message, TextArea.Changed):
            return False
        if isinstance(message, TextArea.SelectionChanged):
            self.call_next(self._on_moved)
            return False
        return super().post_message(message)

    # Where the cursor is

    @property
    def offset_in_text(self) -> int:
        """The cursor's place, as an offset in code points."""
        row, column = self.cursor_location
        return sum(len(self.document[above]) + 1 for above in range(row)) + column

    def go_to_offset(self, offset: int) -> None:
        """Put the cursor at an offset and show it."""
        before = self.text[: max(offset, 0)]
        row = before.count("\n")
        self.move_cursor((row, len(before) - before.rfind("\n") - 1), center=True)

    def cursor_offset(self) -> Offset:
        """Where the hardware cursor stands, within this widget."""
        return self.cursor_screen_offset - self.content_region.offset

    # For screen readers the line with the cursor is drawn, and no other: it is read out where one comes to it

    def _rows_here(self) -> range:
        """The rows to draw: those of the cursor's line, while one types only down to the cursor.

        What stands below the cursor is broken anew at almost any letter, and would be read out.
        """
        if not self.has_focus:
            return range(0)
        wrapped, line = self.wrapped_document, self.cursor_location[0]
        first = wrapped.location_to_offset((line, 0)).y
        rows = len(wrapped.get_offsets(line)) + 1
        if self._hides_rest:
            rows = wrapped.location_to_offset(self.cursor_location).y - first + 1
        return range(first, first + rows)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw; for screen readers the line with the cursor alone."""
        lines = super().render_lines(crop)
        if not is_quiet(self):
            return lines
        here, top = self._rows_here(), crop.y + self.scroll_offset.y
        return [line if y in here else self._blank(line) for y, line in enumerate(lines, top)]

    def _blank(self, line: Strip) -> Strip:
        """Nothing, as wide as a line with its margins: what is narrower is not drawn at all."""
        return Strip([Segment(" " * line.cell_length, self.rich_style)])

    def _draw_where_one_is(self) -> None:
        """For screen readers other rows may have to be drawn. In another row what was hidden of a line is shown again.

        Only where the text is broken into rows as it is now: not amid a change.
        """
        if not self.is_mounted or not is_quiet(self) or self._in_edit or self._size_waits:
            return
        self._hides_rest = self._hides_rest and self.row == self._row_was
        self._row_was = self.row
        if (here := self._rows_here()) != self._rows_drawn:
            self._rows_drawn = here
            self.refresh()

    watch_selection = on_focus = on_blur = _draw_where_one_is

    def edit(self, edit: Edit) -> EditResult:
        self._in_edit = True
        try:
            return super().edit(edit)
        finally:
            self._in_edit = False
            if self.is_mounted and is_quiet(self):
                self._hides_rest, self._row_was = True, self.row
                self._draw_where_one_is()

    def _go(self, step: Callable[[], None]) -> None:
        super()._go(step)
        self._draw_where_one_is()

    @property
    def row(self) -> int:
        """The row of the folded text in which the cursor is."""
        return int(self.wrapped_document.location_to_offset(self.cursor_location).y)

    def action_cursor_up(self, select: bool = False) -> None:
        """A row up. For screen readers the cursor stays where it is in the first one, which is said."""
        if is_quiet(self) and self.row == 0:
            self.post_message(Noted("First line"))
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """A row down. For screen readers the cursor stays where it is in the last one, which is said."""
        if is_quiet(self) and self.row == self.wrapped_document.height - 1:
            self.post_message(Noted("Last line"))
        else:
            super().action_cursor_down(select)

    def on_resize(self) -> None:
        """Where there is less room now, the cursor stays in view, and what is offered stays at it."""
        self.call_after_refresh(self._stay_in_view)

    def _stay_in_view(self) -> None:
        if not self.is_attached:  # what lay over it was left for another place, and it went with that
            return
        self.scroll_cursor_visible()
        for popup in self.screen.query(CompletionPopup):  # it may be gone a moment before
            popup.stand_below(self.cursor_screen_offset.y)

    # Putting in

    def put_id(self, item_id: str) -> None:
        """Put a factor's ID in at the cursor, parted from what stands before it."""
        row, column = self.cursor_location
        before = self.document[row][:column]
        self._put(f" {item_id} " if before[-1:].isalnum() else f"{item_id} ")

    def put_note_on(self, item_id: str) -> None:
        """Begin a line on a factor at the end of the notes."""
        self.move_cursor(self.document.end)
        gap = "" if self.text.endswith("\n") or not self.text else "\n"
        self._put(f"{gap}{item_id}: ")

    def _put(self, text: str) -> None:
        if self._length + len(text) > MAX_NOTES:
            self.post_message(self.Said(_FULL))
        else:
            self.replace(text, *self.selection, maintain_selection_offset=False)

    def action_pick(self) -> None:
        if not self.read_only:
            self.post_message(self.PickWanted())

    # Typing

    def update_suggestion(self) -> None:
        """After each change: tell the text, show which IDs fit."""
        text = self.text
        if text != self._told:
            self._told, self._length = text, len(text)
            self._on_text(text)
        if self.is_attached and self.screen.query(CompletionPopup):
            self._offer() if self._typing else self._popup.close()

    @property
    def _popup(self) -> CompletionPopup:
        return self.screen.query_one(CompletionPopup)

    def typed_id(self) -> str:
        """The ID that is being typed, right before the cursor; empty: none is."""
        if self.selection.start != self.selection.end:
            return ""
        row, column = self.cursor_location
        line = self.document[row]
        if line[column : column + 1].isalnum():
            return ""
        found = self._token.search(line[:column])
        return found[0] if found else ""

    def _offer(self) -> None:
        fits = complete(self.typed_id(), self._pathway)
        if fits:
            rows = [(factor.id, factor.text) for factor in fits]
            self._popup.open_below(self.cursor_screen_offset.y, rows)
        else:
            self._popup.close()

    async def _on_key(self, event: events.Key) -> None:
        if self._popup.is_open and self._steer_popup(event.key):
            event.stop()
            event.prevent_default()
            return
        puts_in = event.is_printable or event.key == "enter"
        if puts_in and self._length >= MAX_NOTES and self.selection.is_empty and not self.read_only:
            event.stop()
            event.prevent_default()
            self.post_message(self.Said(_FULL))
            return
        begins_word = event.character and event.character.isalnum() and self.selection.is_empty
        if begins_word and self._taken == self.cursor_location and self._length + 1 < MAX_NOTES:
            self.insert(" ")  # a word right behind an ID that was taken would make it no citation
        self._taken = None
        self._typing = event.is_printable or event.key == "backspace"
        if not self._typing:
            self._popup.close()
        # TextArea's own handler follows.

    def _steer_popup(self, key: str) -> bool:
        """Whether the box took the key: Enter and Tab only once something was chosen."""
        popup = self._popup
        if key == "down":
            popup.move(1)
        elif key == "escape":
            popup.close()
            self.post_message(self.Said("Closed. What you typed stays."))
        elif popup.chosen is None:
            return False
        elif key == "up":
            popup.move(-1)
        elif key in ("enter", "tab"):
            self._take(popup.chosen_id)
        else:
            return False
        return True

    def _take(self, item_id: str) -> None:
        """Put in the rest of a chosen ID: what was typed of it stays as it was typed. "R03" becomes the "R3" chosen."""
        typed = self.typed_id()
        rest = item_id[len(typed) :]
        self._typing = False
        self._popup.close()
        if not item_id.upper().startswith(typed.upper()):
            row, column = self.cursor_location
            self.replace(item_id, (row, column - len(typed)), (row, column), maintain_selection_offset=False)
        elif rest:
            self._put(rest)
        else:
            self.post_message(self.Said(f"{item_id} stands in the notes."))
        self._taken = self.cursor_location

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self._take_in(event.text)

    def action_paste(self) -> None:
        """Put in what was cut or copied in this app."""
        self._take_in(self.app.clipboard)

    def _take_in(self, text: str) -> None:
        """Put a text in, cleaned, as much as there is room for."""
        if self.read_only:
            return
        self._typing = False
        room = max(MAX_NOTES - self._length + len(self.selected_text), 0)
        cleaned = clean_text(text, room)
        if cleaned.text:  # else it would only take away what is selected
            self.replace(cleaned.text, *self.selection, maintain_selection_offset=False)
        if cleaned.cut:
            self.post_message(
                self.Said(
                    f"The pasted text was cut: the notes hold {MAX_NOTES:,} characters. "
                    f"{len(cleaned.text):,} characters of it were put in."
                )
            )
        elif cleaned.changed:
            self.post_message(self.Said("Characters that cannot be shown were taken out of the pasted text."))
