"""Text to read: paragraphs in rows, one row current. One focus stop; what a paragraph points to is followed by Enter.

The current row has a ">" in the margin; with a screen reader's display only the hardware cursor shows it, and the
status line carries the row's words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from textual.binding import BindingType
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from ce_tui.opaque import Opaque
from ce_tui.widgets.header_line import PlainDrawing
from ce_tui.widgets.item_list import end_words
from ce_tui.widgets.item_rows import hits_in, laid_over
from ce_tui.widgets.room import Noted, around, bindings_for, is_quiet, nothing, scroll_to_row
from ce_tui.widgets.wrapping import WIDEST, Piece, fit, wrap

Kind = Literal["paragraph", "heading", "line"]
MARGIN = 2


class Part(Opaque):
    """One paragraph. `id` finds it again; `follow` says what Enter does there ("Enter opens the result"), if anything.

    A "line" stands close to the one before it; every other kind has an empty row before it. `head` ("- ", "Y1  ")
    stands before the first row, the others are indented by it.
    """

    text: str
    kind: Kind = "paragraph"
    head: str = ""
    id: str = ""
    follow: str = ""


class TextView(ScrollView, can_focus=True):
    """Read by rows: Up, Down, Page Up, Page Down or Space, Home, End. Enter follows what the paragraph points to."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for("text")

    @dataclass(eq=False, repr=False)
    class Happened(Message):
        """Something happened to a paragraph."""

        view: TextView
        part: Part

    class Moved(Happened):
        """Another row is current."""

    class Followed(Happened):
        """Enter was pressed on a paragraph that points somewhere."""

    def __init__(self, *, widget_id: str | None = None) -> None:
        self._drawing = PlainDrawing(self)
        super().__init__(id=widget_id)
        self.parts: list[Part] = []
        self._hits: tuple[str, ...] = ()
        self._rows: list[tuple[int, str]] = []  # part (-1: an empty row), text
        self._current = 0
        self._wanted = ""  # where to go once there is a width to lay the text out in

    # What is shown

    def said_before_state(self) -> str:
        """Nothing: the words on what is current begin with what matters."""
        return ""

    def notify_style_update(self) -> None:
        self._drawing.begin_again()
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        return self._drawing.lines(crop)

    def on_blur(self) -> None:
        self.refresh()

    @property
    def part(self) -> Part | None:
        """The paragraph of the current row."""
        index = self._part_at(self._current)
        return self.parts[index] if index is not None else None

    def set_parts(self, parts: Sequence[Part], at: str = "", hits: Iterable[str] = ()) -> None:
        """Show another text, at its top or at the paragraph of that id. `hits`: words that were searched for."""
        self.parts = list(parts)
        self._hits = tuple(hits)
        self._current = 0
        self._lay_out()
        scroll_to_row(self, 0)
        self._wanted = "" if at and self.go_to(at) else at
        self.tell()

    def go_to(self, item_id: str) -> bool:
        """To the paragraph of that id: whether there is one."""
        for row, (index, _) in enumerate(self._rows):
            if index >= 0 and self.parts[index].id == item_id:
                self._move_to(row, to_top=True)
                return True
        return False

    @property
    def position(self) -> tuple[int, int]:
        """The current row, from 1, and how many there are."""
        return (self._current + 1 if self._rows else 0, len(self._rows))

    @property
    def words(self) -> str:
        """What the status line says: where Enter leads, and the row; for screen readers its words too."""
        part = self.part
        if part is None:
            return "Nothing to read here."
        row, of = self.position
        follow = f"{part.follow}. " if part.follow else ""
        if is_quiet(self):
            return f"{self._rows[self._current][1].strip()} {follow}".strip()
        return f"{follow}Line {row} of {of}."

    def what_is_current(self) -> object:
        return self._current

    def cursor_offset(self) -> Offset | None:
        """Where the hardware cursor stands: at the beginning of the current row."""
        if not self._rows:
            return None
        return Offset(MARGIN, min(max(self._current - self.scroll_offset.y, 0), max(self.size.height - 1, 0)))

    # Laying out

    def on_mount(self) -> None:
        self._lay_out()

    def on_resize(self) -> None:
        part = self.part
        self._lay_out()
        if self._wanted:
            wanted, self._wanted = self._wanted, ""
            self.go_to(wanted)
        elif part is not None:
            index = self.parts.index(part)
            self._current = next((row for row, (i, _) in enumerate(self._rows) if i == index), 0)
        self._show_current()
        if self.has_focus:
            self.tell()

    def _lay_out(self) -> None:
        width = self.size.width
        self._rows = []
        if not width:  # hidden: laid out when it is shown
            return
        for i, part in enumerate(self.parts):
            if i and part.kind != "line":
                self._rows.append((-1, ""))
            rest = " " * len(part.head)
            lines = wrap(part.text, max(min(width - MARGIN - 1, WIDEST) - len(rest), 10))
            self._rows += [(i, (rest if j else part.head) + line) for j, line in enumerate(lines)]
        self._current = min(self._current, max(len(self._rows) - 1, 0))
        self.virtual_size = Size(width, len(self._rows))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        width, row = self.size.width, y + self.scroll_offset.y
        if is_quiet(self):
            return nothing(self)
        if row >= len(self._rows):
            return self._drawing.strip("")
        index, text = self._rows[row]
        marker = "> " if row == self._current and self.has_focus else "  "
        is_heading = index >= 0 and self.parts[index].kind == "heading"
        pieces: Iterable[Piece] = [(fit(text, width - MARGIN), "heading" if is_heading else "")]
        for start, end in hits_in(text, self._hits):
            pieces = laid_over(pieces, start, end, "hit")
        return self._drawing.strip([(marker, ""), *pieces])

    def _part_at(self, row: int) -> int | None:
        """The paragraph of a row; an empty row belongs to the one after it."""
        return next((index for index, _ in self._rows[row : row + 2] if index >= 0), None)

    # Moving

    def _move_to(self, row: int, to_top: bool = False) -> None:
        row = min(max(row, 0), max(len(self._rows) - 1, 0))
        old, self._current = self._current, row
        top = self.scroll_offset.y
        if to_top:
            self.scroll_to(y=min(row, self.max_scroll_y), animate=False, immediate=True, force=True)
        else:
            self._show_current()
        if top == self.scroll_offset.y:
            self.refresh(*[Region(0, each - top, MARGIN, 1) for each in (old, row)])
        else:
            self.refresh()
        self.tell()

    def _show_current(self) -> None:
        top, height = self.scroll_offset.y, self.size.height
        if not height:
            return
        first = self._first_of_what_is_done()
        if first < top:
            scroll_to_row(self, first)
        elif self._current >= top + height:
            scroll_to_row(self, self._current - height + 1)

    def _first_of_what_is_done(self) -> int:
        """The row that is to be in sight with the current one: where Enter does something, the one that says what."""
        index, first = self._rows[self._current][0] if self._rows else -1, self._current
        if index < 0 or not self.parts[index].follow:
            return self._current
        while first > 0 and self._rows[first - 1][0] == index:
            first -= 1
        return first if self._current - first < self.size.height else self._current

    def tell(self) -> None:
        """Say anew what is current."""
        part = self.part
        if part is not None and self.is_mounted:
            self.post_message(self.Moved(self, part))
            around(self).show_cursor()

    def on_focus(self) -> None:
        self.refresh()
        self.tell()

    def action_move(self, by: int) -> None:
        """Up or down; empty rows are passed over."""
        row = self._current + by
        if 0 <= row < len(self._rows) and self._rows[row][0] < 0:
            row += by
        self._move_or_end(row, by)

    def action_page(self, by: int) -> None:
        """Up or down by a view's height."""
        height = max(self.size.height - 1, 1)
        scroll_to_row(self, self.scroll_offset.y + by * height)
        self._move_or_end(self._current + by * height, by)

    def _move_or_end(self, row: int, by: int) -> None:
        """To a row; where the current one is the last, or the first, there is none further on."""
        if self._current == (max(len(self._rows) - 1, 0) if by > 0 else 0):
            self.post_message(Noted(end_words(by)))
        else:
            self._move_to(row)

    def action_first(self) -> None:
        """To the beginning."""
        self._move_or_end(0, -1)

    def action_last(self) -> None:
        """To the end."""
        self._move_or_end(len(self._rows) - 1, 1)

    def action_next_part(self, by: int) -> None:
        """To the next paragraph that points somewhere, or the one before."""
        row = self._current + by
        here = self._part_at(self._current)
        while 0 <= row < len(self._rows):
            index = self._rows[row][0]
            first = row == 0 or self._rows[row - 1][0] != index
            if index >= 0 and index != here and first and self.parts[index].follow:
                last = max(at for at, (i, _) in enumerate(self._rows) if i == index)
                if last >= self.scroll_offset.y + self.size.height:
                    scroll_to_row(self, min(last - self.size.height + 1, row))
                    self.refresh()
                self._move_to(row)
                return
            row += by
        self.tell()

    def action_follow(self) -> None:
        """Follow what the current paragraph points to."""
        part = self.part
        if part is not None and part.follow:
            self.post_message(self.Followed(self, part))
        else:
            self.tell()
