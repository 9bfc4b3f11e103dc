"""A TextArea that survives undo, long pastes and another window's size; and a date's field.

Textual's own works out how much there is to scroll while the cursor still stands on a line that an undo has taken
away, and ends the app when the scroll bar goes with it; scrolls to the cursor before there is room for the lines that
were put in, so that it is out of view; takes back, with a letter typed after an undo, what stood before it; leaves
lines as they were broken for a window of another size; and goes between a letter and its accent, where the next key
tears them apart. Overrides of Textual 8.2.8: `undo`, `redo`, `_refresh_size`, `_rewrap_and_refresh_virtual_size`,
`_word_pattern`, `move_cursor`, the locations that the cursor goes to and is deleted to, `action_delete_word_right`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Self

from rich.cells import get_character_cell_size
from textual.app import ComposeResult
from textual.document._document import EditResult, Location
from textual.document._edit import Edit
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import Input, Static, TextArea

from ce_tui.widgets.field import BESIDE, Field, LineInput
from ce_tui.widgets.room import is_quiet

_NON_JOINER, _JOINER = "\u200c", "\u200d"
_FIRST_MARK = "\u0300"


def letter_start(line: str, column: int) -> int:
    """`column`, or where it lies within a letter, the column at which that begins."""
    while _is_within(line, column):
        column -= 1
    return column


def letter_end(line: str, column: int) -> int:
    """`column`, or where it lies within a letter, the column at which that ends."""
    while _is_within(line, column):
        column += 1
    return column


def letter_before(line: str, column: int) -> int:
    """The column at which the letter before `column` begins; 0 at the beginning."""
    return letter_start(line, max(column - 1, 0))


def letter_after(line: str, column: int) -> int:
    """The column at which the letter after `column` ends; the line's end at most."""
    return letter_end(line, min(column + 1, len(line)))


@cache
def edges_of_words() -> re.Pattern[str]:
    """Finds where words begin and end; not told apart from letters, which `letter_start` and `letter_end` do."""
    marks = _marks()
    return re.compile(rf"(?<=[^\w{marks}])(?=\w)|(?<=[\w{marks}])(?=[^\w{marks}])")


def _is_within(line: str, column: int) -> bool:
    """Whether what stands at `column` belongs to the letter before it."""
    if not 0 < column < len(line):
        return False
    here = line[column]
    return line[column - 1] == _JOINER or (here >= _FIRST_MARK and get_character_cell_size(here) == 0)


@cache
def _marks() -> str:
    """Accents and joiners: they belong to the word of the letter before them, which Python's `\\w` does not know."""
    blocks = (range(0x300, 0x3100), range(0xA660, 0xAC00), range(0xFB00, 0xFE00), range(0xFE20, 0xFE30))
    marks = (
        chr(code) for block in blocks for code in block if unicodedata.category(chr(code)).startswith("M")
    )
    return "".join(marks) + _NON_JOINER + _JOINER


PARTS = (("Day", 14), ("Month", 11), ("Year", 7))


class DateField(Field):
    """Like a Field; its `value` is the three parts joined by "/", or what stands in the first where it stands alone."""

    def __init__(
        self,
        label: str,
        value: str = "",
        *,
        hint: str = "",
        beside: int = BESIDE,
        widget_id: str | None = None,
    ) -> None:
        super().__init__(label, "", hint=hint, beside=beside, widget_id=widget_id)
        self._lines = [LineInput(part, max_length=40) for part in _split(value)]
        for line in self._lines:
            line.select_on_focus = True  # what is typed replaces the part
        self._line = self._lines[0]

    def edged(self) -> ComposeResult:
        """Each of its lines between its edges, behind its name."""
        for (name, width), line in zip(PARTS, self._lines, strict=True):
            line.styles.width, line.styles.max_width = "1fr", width
            yield Static(f"{name} [", classes="date-edge", markup=False)
            yield line
            yield Static("] ", classes="date-edge", markup=False)

    @property
    def value(self) -> str:
        """What is typed."""
        return _join([line.value for line in self._lines])

    @value.setter
    def value(self, value: str) -> None:
        """Put a date in, without a message."""
        with self.prevent(Input.Changed):
            for line, part in zip(self._lines, _split(value), strict=True):
                line.value = part

    def drawn(self, value: str) -> str:
        """A date in its three parts."""
        return _join(list(_split(value)))

    @property
    def parts(self) -> str | tuple[str, str, str]:
        """What is typed, as dates are read: a whole date, or three parts."""
        day, month, year = (line.value.strip() for line in self._lines)
        return (day, month, year) if month or year else day

    @property
    def words(self) -> str:
        """What the status line says: which part, and the whole."""
        said = super().words
        if is_quiet(self):
            return said.removesuffix(self.hint).rstrip() if self.goes_on else said
        return f"{PARTS[self._part][0]}. {said}" if self._part >= 0 else said

    @property
    def goes_on(self) -> bool:
        """Whether another part than the first has the focus: that one has said what is the same for all."""
        return self._part > 0

    @property
    def _part(self) -> int:
        """Which part has the focus; -1: none."""
        return next((at for at, line in enumerate(self._lines) if line.has_focus), -1)

    @property
    def held_words(self) -> str:
        """ "Month: 2.": the part with the focus, and what it holds. From one to another nothing is drawn anew."""
        if self._part < 0 or self._typed_in or not is_quiet(self):
            return ""
        return f"{PARTS[self._part][0]}: {self._lines[self._part].value or 'empty'}."

    def _line_left(self) -> None:
        """Left only when the focus goes on from all three."""
        self.call_after_refresh(self._perhaps_left)

    def _perhaps_left(self) -> None:
        if self.is_attached and self.screen.focused not in self._lines:
            self.post_message(self.Left(self))


def _split(value: str) -> tuple[str, str, str]:
    """The parts of an ISO date, of parts joined by "/"; anything else stands in the first."""
    iso = value.split("-")
    if len(iso) == 3 and all(part.isdigit() for part in iso) and len(iso[0]) == 4:
        return str(int(iso[2])), str(int(iso[1])), iso[0]
    parts = [part.strip() for part in value.split("/")]
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 else (value, "", "")


def _join(parts: list[str]) -> str:
    parts = [part.strip() for part in parts]
    return "/".join(parts) if any(parts[1:]) else parts[0]


class SoundTextArea(TextArea):
    """Use it as a TextArea."""

    _size_waits = False

    def on_mount(self) -> None:
        """Know words by their letters, accents included."""
        self._word_pattern = edges_of_words()

    def move_cursor(
        self, location: Location, select: bool = False, center: bool = False, record_width: bool = True
    ) -> None:
        """Move the cursor; where that would be within a letter, to its beginning."""
        super().move_cursor(self._begun(self.clamp_visitable(location)), select, center, record_width)

    def get_cursor_left_location(self) -> Location:
        """Where the letter before the cursor begins."""
        row, column = self.cursor_location
        if column == 0:
            return super().get_cursor_left_location()
        return row, letter_before(self.document[row], column)

    def get_cursor_right_location(self) -> Location:
        """Where the letter after the cursor ends."""
        row, column = self.cursor_location
        if self.cursor_at_end_of_line:
            return super().get_cursor_right_location()
        return row, letter_after(self.document[row], column)

    def get_cursor_word_left_location(self) -> Location:
        """Where the word before the cursor begins."""
        return self._begun(super().get_cursor_word_left_location())

    def get_cursor_word_right_location(self) -> Location:
        """Where the word after the cursor ends."""
        row, column = super().get_cursor_word_right_location()
        return row, letter_end(self.document[row], column)

    def get_cursor_line_start_location(self, smart_home: bool = False) -> Location:
        """Where the row on the screen begins, which may be folded within a letter."""
        return self._begun(super().get_cursor_line_start_location(smart_home))

    def get_cursor_line_end_location(self) -> Location:
        """Where the row on the screen ends."""
        return self._begun(super().get_cursor_line_end_location())

    def _begun(self, location: Location) -> Location:
        row, column = location
        return row, letter_start(self.document[row], column)

    def action_delete_word_right(self) -> None:
        """Delete to the end of the next word; where there is none, of the line."""
        if not self.selection.is_empty or self.cursor_at_end_of_line:
            super().action_delete_word_right()
            return
        row, column = self.cursor_location
        line = self.document[row]
        word = re.compile(rf"[\w{_marks()}]+").search(line, column)
        end = len(line) if word is None else letter_end(line, word.end())
        self._delete_via_keyboard((row, column), (row, end))

    def undo(self) -> None:
        """Take the last change back."""
        self._go(super().undo)

    def redo(self) -> None:
        """Make a change again that was taken back."""
        self._go(super().redo)

    def _go(self, step: Callable[[], None]) -> None:
        """Back or forth: the size follows once text and cursor agree; what is typed next is a change of its own."""
        if self.read_only:
            return
        self._size_waits = True
        try:
            step()
        finally:
            self._size_waits = False
        self.history.checkpoint()
        self._refresh_size()

    def _refresh_size(self) -> None:
        """Scroll as far as the text goes now, and where that is another length, to the cursor."""
        if self._size_waits:
            return
        before = self.virtual_size
        super()._refresh_size()
        if self.virtual_size != before and self.is_mounted:
            self.scroll_cursor_visible()

    def _rewrap_and_refresh_virtual_size(self) -> None:
        """Break the lines anew, and draw them: they may have been drawn as they were broken before."""
        super()._rewrap_and_refresh_virtual_size()
        self.refresh()

    def on_unmount(self) -> None:
        """Watch the app's theme no longer: its list of who does would hold this text for as long as the app runs."""
        watchers = getattr(self.app, "__watchers", {}).get("theme", [])
        watchers[:] = [each for each in watchers if each[0] is not self]


class FrugalTextArea(SoundTextArea):
    """Use it as a TextArea."""

    _in_one_line = False
    _wants_refresh = False
    _styled = False

    def edit(self, edit: Edit) -> EditResult:
        """Perform an edit; where it stays in one line of text and moves no other, only that line is drawn."""
        line = edit.top[0]
        if edit.bottom[0] != line or "\n" in edit.text or "\r" in edit.text or not self._is_in(line):
            return super().edit(edit)
        rows, scrolled = len(self.wrapped_document.get_offsets(line)), self.scroll_offset
        partner = self._matching_bracket_location
        self._in_one_line, self._wants_refresh = True, False
        try:
            result = super().edit(edit)
        finally:
            self._in_one_line = False
        if self._wants_refresh:
            moved = len(self.wrapped_document.get_offsets(line)) != rows or self.scroll_offset != scrolled
            if moved or self._matching_bracket_location != partner or not self._is_in(line):
                self.refresh()
            else:
                first = self.wrapped_document.location_to_offset((line, 0)).y
                self.refresh_lines(first, rows + 1)
        return result

    def _is_in(self, line: int) -> bool:
        """Whether the selection lies within this line."""
        start, end = self.selection
        return start[0] == end[0] == line

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Ask to be drawn. During an edit within one line it is put off: what is drawn is decided at its end."""
        if self._in_one_line and repaint and not (layout or recompose):
            self._wants_refresh = True
            return self
        if regions and not (layout or recompose):
            styles = dict(self._rich_style_cache)  # a line that is drawn anew has no other styles
            super().refresh(*regions, repaint=repaint)
            self._rich_style_cache.update(styles)
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        """Styles have changed: work them out at the next drawing."""
        self._styled = False
        super().notify_style_update()

    def _set_theme(self, theme: str) -> None:
        self._styled = False
        super()._set_theme(theme)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw; the styles are worked out where they have changed."""
        if not self._styled and self._theme is not None:
            self._theme.apply_css(self)
            self._styled = True
        return super(TextArea, self).render_lines(crop)
