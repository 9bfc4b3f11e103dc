"""How a window's columns are shared, and what widgets know of the app around them: keys, header parts, display."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple, Protocol, runtime_checkable

import msgspec
from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.containers import ScrollableContainer
from textual.dom import DOMNode
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from ce_tui.commands.keymap import Keys
from ce_tui.commands.table import Command, Where, commands_in
from ce_tui.opaque import Opaque
from ce_tui.widgets.wrapping import WIDEST, cells, fit

COLUMNS_FROM = 72
"""Columns from which what a list says of an item stands in columns: with fewer, in words one after the other."""
DRAWN_FROM = 80
"""Columns from which the strip of sections and the tiers at a glance are drawn: with fewer they are words alone.

The body of a section keeps as many.
"""
TABLE_FROM = 100
"""Columns from which such lists are tables (`ce_tui/widgets/item_rows.py`)."""
TWO_FROM = 110
"""Columns from which a pane stands beside the body of a section."""


def body_columns(width: int) -> int:
    """The columns of the body there: most of the window, as far as it needs them and they are read well."""
    return width if width < TWO_FROM else min(max(width * 7 // 10, DRAWN_FROM), WIDEST)


@dataclass(eq=False, repr=False)
class Paged(Message):
    """A page key was pressed in a list that stands in a form: the page is the form's."""

    by: int


class Faulted(Message):
    """What is wrong with something in a form has changed."""


class SentOff(Message):
    """The form that a widget stands in was sent off: whatever is wrong in it is listed now."""


def form_of(widget: Widget) -> Widget:
    """The form that a widget is scrolled with; its screen, if it stands in none."""
    return next((each for each in widget.ancestors if isinstance(each, ScrollableContainer)), widget.screen)


def once_scrolled(widget: Widget, show: Callable[[], object]) -> None:
    """Scroll to a widget once it is laid out, after all scrolling that its form has begun.

    The form may still be about to scroll to what had the focus before: that waits in its own queue. Nothing is shown
    where the widget was left meanwhile, and is gone.
    """

    def show_where_it_stands() -> None:
        if widget.is_attached:
            show()

    screen, form = widget.screen, form_of(widget)
    screen.call_after_refresh(
        screen.call_after_refresh, partial(form.call_after_refresh, show_where_it_stands)
    )


def show_together(first: Widget, last: Widget) -> None:
    """Scroll the form so that two widgets side by side in it can be read, and no further; the first in any case."""
    form = form_of(first)
    between = [each for each in first.ancestors if form in each.ancestors and isinstance(each, Widget)]
    above = sum(each.virtual_region.y for each in between)
    top, bottom = above + first.virtual_region.y, above + last.virtual_region.bottom
    scroll_to_row(form, max(min(top, bottom - form.size.height), 0))


def scroll_to_row(widget: Widget, y: int) -> None:
    """Scroll a widget, at once, so that a row is the first one seen."""
    widget.scroll_to(y=y, animate=False, immediate=True)


def show_rows(widget: Widget, top: int, bottom: int) -> None:
    """Scroll until a widget's rows from `top` to before `bottom` can be read."""
    region = Region(0, top, max(widget.size.width, 1), bottom - top)
    inner = widget
    for ancestor in widget.ancestors:
        if not isinstance(ancestor, Widget):
            return
        region = region.translate(inner.virtual_region.offset)
        if isinstance(ancestor, ScrollableContainer):
            ancestor.scroll_to_region(region, animate=False, immediate=True)
            return
        inner = ancestor


def bindings_for(where: Where, priority: bool = False) -> list[BindingType]:
    """The bindings of a place. Those with `priority` work from a text field too."""
    return [_binding(command, priority) for command in commands_in(where) if command.key]


def app_bindings() -> list[BindingType]:
    """What works anywhere: control and function keys from a text field too, single characters outside one."""
    return [
        _binding(command, priority=len(command.key) > 1 and command.key != "question_mark")
        for command in commands_in("anywhere")
        if command.key
    ]


def _binding(command: Command, priority: bool) -> Binding:
    return Binding(command.key, command.action, command.words, id=command.id, priority=priority, show=False)


class HeaderPart(NamedTuple):
    """Words of a header. The lowest `rank` gives way first: to its `shorter` words, which may be none. 0: it stays."""

    words: str
    rank: int = 0
    shorter: str = ""


def in_width(parts: Sequence[HeaderPart], width: int) -> str:
    """The parts in no more than `width` cells; what still does not fit is cut out of the longest."""
    shown = list(parts)
    while cells(_joined(shown)) > width and (giving := [part for part in shown if part.rank]):
        least = min(giving, key=lambda part: part.rank)
        shown[shown.index(least)] = HeaderPart(least.shorter)
    if (over := cells(_joined(shown)) - width) > 0:
        longest = max(shown, key=lambda part: cells(part.words))
        shown[shown.index(longest)] = HeaderPart(fit(longest.words, max(cells(longest.words) - over, 0)))
    return _joined(shown)


def _joined(parts: Sequence[HeaderPart]) -> str:
    return "   ".join(part.words for part in parts if part.words)


class Surroundings(Opaque):
    """How it is shown now, and what the app does for its widgets. The defaults are for an app without `surroundings`.

    `theme`: the theme that was chosen; empty: as it comes. `children`: how lists show children, as the account or the
    deployment has it. `draws_lines`: whether the theme draws thin lines, and the terminal has them. `keys`: those in
    force. `header_parts`: the left-hand words of every header. `lasting_parts`: the last line in the display for screen
    readers, which stays the same and is read out once. `can_lock`: whether there is anything to lock. `show_cursor`
    moves the hardware cursor after a change that painted nothing. `in_turn` does a job that shows or takes away a
    screen: now, or from beneath a lock once it is open.
    """

    theme: str = ""
    for_screen_readers: bool = False
    children: str = ""
    draws_lines: bool = False
    keys: Keys = msgspec.field(default_factory=Keys)
    keys_pressed: int = 0
    header_parts: Callable[[], Sequence[HeaderPart]] = tuple
    lasting_parts: Callable[[], Sequence[HeaderPart]] = tuple
    can_lock: Callable[[], bool] = lambda: True
    show_cursor: Callable[[], None] = lambda: None
    in_turn: Callable[[Callable[[], Any]], Any] = lambda job: job()


_NONE = Surroundings()


def around(node: DOMNode) -> Surroundings:
    """The surroundings of a widget or a screen."""
    found = getattr(node.app, "surroundings", None)
    return found if isinstance(found, Surroundings) else _NONE


def is_quiet(widget: Widget) -> bool:
    """Whether the app's display is the one for screen readers."""
    return around(widget).for_screen_readers


def nothing(widget: Widget) -> Strip:
    """A line with nothing on it."""
    return Strip([Segment(" " * widget.size.width, widget.rich_style)])


STATE_COLUMN = 16
"""Where a factor's state stands in the status line: the same for all, so that the cursor moves with no key there."""


_LED = "\v"


def led(leads: list[str], words: str) -> str:
    """Words behind what leads to them (a question, a heading), each on lines of its own; the cursor is on the words."""
    return "".join(f"{lead}\n" for lead in leads) + (_LED if leads else "") + words


def split_lead(said: str) -> tuple[str, str]:
    """What leads to words, and all that is said."""
    lead, led, _ = said.rpartition(_LED)
    return (lead.replace(_LED, "") if led else "", said.replace(_LED, ""))


@dataclass(eq=False, repr=False)
class Noted(Message):
    """What a key came to that left all as it is: said in the display for screen readers; with no full stop."""

    words: str


@runtime_checkable
class StatusOnly(Protocol):
    """A widget that draws nothing in the display for screen readers: the status line says what is current in it."""

    def said_before_state(self) -> str:
        """The words in the status line before the state of what is current; empty: they begin with what matters."""

    def what_is_current(self) -> object:
        """Tells what is current from what was before: its words are new then, even where some are the same."""
