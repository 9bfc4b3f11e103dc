"""A list with one focus stop: items of wrapped text, one of them current. Factors, choices and menus are such lists.

The current item has a ">" and reversed text, never colour alone; with a screen reader's display only the hardware
cursor shows it (drawn markers would be read out: measured with Fenrir). Digits move to the item of that number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from ce_tui.terminal.picture import draw_lines
from ce_tui.widgets.header_line import PlainDrawing, redraw
from ce_tui.widgets.item_rows import INDENT, Item, ItemRow, ItemRows, item_pieces, laid_over
from ce_tui.widgets.room import (
    Noted,
    Paged,
    around,
    bindings_for,
    form_of,
    is_quiet,
    nothing,
    scroll_to_row,
    show_rows,
)
from ce_tui.widgets.wrapping import Piece, fit


def next_open(items: Sequence[Item], start: int, step: int) -> int | None:
    """The first item from `start` on, forwards or backwards, that can be current: it is no heading."""
    ahead = range(start, len(items) if step > 0 else -1, step)
    return next((index for index in ahead if not items[index].heading), None)


def end_words(by: int) -> str:
    """The words on a key that goes beyond the first or the last item; no full stop."""
    return "First" if by < 0 else "Last"


class ItemList(ScrollView, can_focus=True):
    """Items in rows; Up, Down, Home, End, Page keys and numbers move; Enter or Space chooses.

    In the display for screen readers it draws nothing: the status line says what is current (`StatusOnly`).
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings_for("list")
    SHORT: ClassVar[bool] = False
    """Whether it is as tall as its items, stands in a form and is scrolled with it; the ">" goes with the focus."""
    MARKER_CELL = 0
    """Column of the character that the hardware cursor stands on, from the head's start."""

    @dataclass(eq=False, repr=False)
    class Happened(Message):
        """Something happened to an item."""

        list: ItemList
        item: Item

    class Moved(Happened):
        """Another item is current."""

    class Chosen(Happened):
        """The current item was chosen."""

    @dataclass(eq=False, repr=False)
    class Ended(Happened):
        """A key was to go on beyond the last item, or before the first: there is nothing."""

        by: int

        @property
        def words(self) -> str:
            """What is said of it, with no full stop."""
            return end_words(self.by)

    def __init__(self, items: Sequence[Item] = (), *, widget_id: str | None = None) -> None:
        self._drawing = PlainDrawing(self)
        super().__init__(id=widget_id)
        self.items = list(items)
        self._current = next_open(self.items, 0, 1) or 0
        self._laid = ItemRows((), 0)
        self._typed = ""

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
    def current(self) -> Item | None:
        """The current item; None in an empty list."""
        return self.items[self._current] if self.items else None

    @property
    def current_id(self) -> str:
        """The id of the current item; empty in an empty list."""
        return self.current.id if self.current else ""

    @property
    def position(self) -> tuple[int, int]:
        """The current item's place among those that can be current, from 1, and how many there are."""
        open_items = [i for i, item in enumerate(self.items) if not item.heading]
        return (open_items.index(self._current) + 1 if self._current in open_items else 0, len(open_items))

    def what_is_current(self) -> object:
        return self.current.id if self.current else None

    def headings_above(self) -> list[str]:
        """The words of the headings right above the current item, for those who only hear."""
        at = self._current
        while at > 0 and self.items[at - 1].heading:
            at -= 1
        return [item.text for item in self.items[at : self._current]]

    def set_items(self, items: Sequence[Item], current: str | None = None) -> None:
        """Show other items. The current one stays current, and in sight, if it is still there; or is that of an id."""
        in_sight = not self.SHORT and self._laid.meets(self._current, self.scroll_offset.y, self.size.height)
        wanted = current or (self.current.id if self.current else None)
        shown, self.items = self._laid.as_shown(self.items, self._current), list(items)
        at = self._index_of(wanted)
        self._current = at if at is not None else (next_open(self.items, 0, 1) or 0)
        self._lay_out(shown)
        if in_sight:
            self._show_current()
        self.tell()
        if self.SHORT and not 0 < len(self._laid) == len(shown):
            self.refresh(layout=True)

    def go_to(self, item_id: str) -> bool:
        """Make the item of that id current: whether there is one."""
        found = self._index_of(item_id)
        if found is not None:
            self._move_to(found)
        return found is not None

    def _index_of(self, item_id: str | None) -> int | None:
        """Where the item of an id stands that can be current."""
        same = (i for i, item in enumerate(self.items) if item.id == item_id and not item.heading)
        return next(same, None)

    def show_through(self, item_id: str) -> None:
        """Scroll until that item can be read, too, as long as the current one can be."""
        last = next((at for at, item in enumerate(self.items) if item.id == item_id), None)
        if last is None or not self._laid.tops:  # asked for a moment before, it may be gone by now
            return
        wanted = max(self.scroll_offset.y, self._laid.span(last)[1] - self.size.height)
        above = self._laid.tops[self._current - len(self.headings_above())]
        scroll_to_row(self, min(wanted, above))

    def cursor_offset(self) -> Offset | None:
        """Where the hardware cursor stands: on the current item's mark, within this widget."""
        if not self.items or self._current >= len(self._laid.tops):
            return Offset(INDENT + self.MARKER_CELL, 0)  # from beside that, it would seem to type a letter
        y = self._laid.tops[self._current] - self.scroll_offset.y
        head = self.items[self._current].head
        blanks = 0 if self.MARKER_CELL else len(head) - len(head.lstrip())
        return Offset(INDENT + self.MARKER_CELL + blanks, min(max(y, 0), max(self.size.height - 1, 0)))

    # Laying out

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Of a short list the rows that its items take at this width."""
        if self.SHORT:
            return max(len(ItemRows(self.items, width)), 1)
        return super().get_content_height(container, viewport, width)

    def on_mount(self) -> None:
        self._lay_out()

    def on_resize(self) -> None:
        self._lay_out()
        self._show_current()
        self.call_after_refresh(self._show_current)  # once more, when it is known how far it can be scrolled

    def _lay_out(self, before: Sequence[object] = ()) -> None:
        width = self.size.width
        self._laid = ItemRows(self.items if width else (), width)
        if width:  # else it is hidden, and laid out when it is shown
            self.virtual_size = Size(width, len(self._laid))
            redraw(self, before, self._laid.as_shown(self.items, self._current), self.scroll_offset.y)

    def emphasised(self, head: str) -> str:
        """The beginning of the head that is reversed where the item is current; empty: the text is."""
        return head.rstrip()

    def render_line(self, y: int) -> Strip:
        width, y = self.size.width, y + self.scroll_offset.y
        if is_quiet(self):
            return nothing(self)
        if y >= len(self._laid):
            return self._drawing.strip("")
        row = self._laid.rows[y]
        item = self.items[row.item]
        if item.heading:
            return self._drawing.strip([(fit(f" {row.text}", width), item.tone or "heading")])
        return self._item_strip(item, row, width)

    def _item_strip(self, item: Item, row: ItemRow, width: int) -> Strip:
        """A row of an item. The current one has a ">" and is reversed at its beginning."""
        is_current = row.within == 0 and row.item == self._current
        another = isinstance(self.screen.focused, ItemList)  # there is one ">" at a time
        marked = is_current and (self.has_focus or not (self.SHORT or another))
        head = self._laid.head_of(item, row)
        pieces: Iterable[Piece] = item_pieces(item, row, head, width, "> " if marked else "  ")
        if is_current and self.has_focus:
            lead = "" if item.flush else self.emphasised(item.head)
            start = INDENT if lead else INDENT + (0 if item.flush else head)
            pieces = laid_over(pieces, start, start + len(lead or row.text.rstrip()), "here")
        return self._drawing.strip(list(pieces))

    # Moving

    def _move_to(self, index: int) -> None:
        if index != self._current:
            before, self._current = self._current, index
            self._show_current()
            spans = [self._laid.span(item) for item in (before, index) if item < len(self._laid.tops)]
            draw_lines(self, [y - self.scroll_offset.y for span in spans for y in range(*span)])
        self.tell()

    def _show_current(self) -> None:
        """Scroll so that the current item can be read. Asked for a moment before, it may be gone by now."""
        if not self.SHORT:
            self._show_here()
        elif self._laid.tops and self.is_attached and self.screen.focused is self:
            show_rows(self, *self._laid.span(self._current))

    def _show_here(self) -> None:
        """Scroll the list itself; headings just above the first item are shown with it."""
        view, height = self.scroll_offset.y, self.size.height
        if not (self._laid.tops and height):
            return
        top, bottom = self._laid.span(self._current)
        target = view
        if bottom <= height and next_open(self.items, 0, 1) == self._current:
            target = 0
        elif top < view or bottom - top > height:
            target = top
        elif bottom > view + height:
            # a screen reader reads every row that changed: most moves are to scroll nothing
            target = top if is_quiet(self) else bottom - height
        if target != view:
            scroll_to_row(self, target)

    def tell(self) -> None:
        """Say anew what is current."""
        if self.current is not None and self.is_mounted:
            self.post_message(self.Moved(self, self.current))
            around(self).show_cursor()

    def on_focus(self) -> None:
        self._typed = ""
        self._show_current()
        self.tell()
        self.refresh()

    def action_move(self, by: int) -> None:
        """Move by items; an item taller than the view is read on to its end first."""
        self._typed = ""
        if not is_quiet(self) and self._scroll_within(by):
            return
        if (i := next_open(self.items, self._current + by, by)) is not None:
            self._move_to(i)
        elif by < 0 and self.scroll_offset.y and not is_quiet(self):
            scroll_to_row(self, 0)
        elif self.current is not None:
            self.post_message(self.Ended(self, self.current, by))

    def _move_or_end(self, index: int, by: int) -> None:
        """Only an arrow goes on beyond an end: of the others it is said that there is nothing."""
        is_end = index == self._current
        self._move_to(index)
        if is_end:
            self.post_message(Noted(end_words(by)))

    def _scroll_within(self, by: int) -> bool:
        if not self._laid.tops or not self.size.height:
            return False
        top, bottom = self._laid.span(self._current)
        view, height = self.scroll_offset.y, self.size.height
        goes_on = bottom > view + height if by > 0 else top < view
        if bottom - top <= height or not goes_on:
            return False
        target = min(view + height - 1, bottom - height) if by > 0 else max(view - height + 1, top)
        scroll_to_row(self, target)
        return True

    def action_page(self, by: int) -> None:
        """Move by a view's height; in a form that is the form's. Nowhere in a list that is gone."""
        if not self.is_attached:
            return
        if self.SHORT and isinstance(form_of(self), VerticalScroll):
            self.post_message(Paged(by))
            return
        tops = self._laid.tops
        inside = [i for i in range(len(tops)) if not self.items[i].heading]
        if not inside:
            return
        target = tops[self._current] + by * max(self.size.height - 1, 1)
        best = min(inside, key=lambda index: abs(tops[index] - target))
        if best == self._current:
            best = next_open(self.items, self._current + by, by) or self._current
        self._typed = ""
        self._move_or_end(best, by)

    def action_first(self) -> None:
        self._to_end(-1)

    def action_last(self) -> None:
        self._to_end(1)

    def _to_end(self, by: int) -> None:
        self._typed = ""
        if (i := next_open(self.items, 0 if by < 0 else len(self.items) - 1, -by)) is not None:
            self._move_or_end(i, by)

    def action_choose(self) -> None:
        self._typed = ""
        if self.current is not None:
            self.post_message(self.Chosen(self, self.current))

    action_choose_here = action_choose
    """Space: as Enter, where that does not go on as well."""

    # Numbers

    def number_of(self, item: Item) -> str:
        """What to type to get to an item: its place among the others, unless a list numbers otherwise."""
        open_items = [other for other in self.items if not other.heading]
        return str(open_items.index(item) + 1)

    def on_key(self, event: events.Key) -> None:
        character = (event.character or "").lower()
        if not self.takes_for_number(character):
            if event.key not in ("enter", "space"):  # which come after a number
                self._typed = ""
            return
        event.stop()
        numbers = ["" if item.heading else self.number_of(item).lower() for item in self.items]
        longer = self._typed + character
        self._typed = longer if longer in numbers else character  # which begins a number afresh
        at = numbers.index(self._typed) if self._typed in numbers else None
        is_begun = any(number.startswith(longer) for number in numbers)
        is_there = is_begun if at is None else self._typed == longer
        if not is_there and at in (None, self._current):
            self.post_message(Noted(f"There is no {longer}"))
        elif at is not None:
            self._move_to(at)

    def takes_for_number(self, character: str) -> bool:
        """Whether a character belongs to a number being typed."""
        return len(character) == 1 and character.isascii() and character.isdigit()
