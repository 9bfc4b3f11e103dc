"""The lines around a screen's body: the header above it, the keys and the status below."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from rich.segment import Segment
from rich.style import Style
from textual.dom import DOMNode
from textual.geometry import Offset, Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from ce_tui.opaque import Opaque
from ce_tui.terminal.picture import draw_lines
from ce_tui.widgets.room import STATE_COLUMN, HeaderPart, StatusOnly, around, in_width, is_quiet, split_lead
from ce_tui.widgets.wrapping import (
    WIDEST,
    Piece,
    Row,
    Tone,
    cells,
    each_with_numbers,
    fit,
    fitted,
    in_room,
    row_width,
    with_numbers,
    wrap,
)


class PlainDrawing(Opaque):
    """How a widget is drawn that draws its own lines (`render_line`): in its style, and tones added to it.

    The widget asks for its `lines`, and tells it where its styles have changed (`notify_style_update`).
    """

    _widget: Widget
    _styles: dict[Tone, Style] = msgspec.field(default_factory=dict)
    _is_plain: bool | None = None

    def begin_again(self) -> None:
        """Styles have changed: they are worked out at the next drawing."""
        self._styles.clear()
        self._is_plain = None

    def style(self, tone: Tone = "") -> Style:
        """The widget's style with what a tone adds to it, kept until styles change."""
        if tone not in self._styles:
            plain = self.style() if tone else self._widget.rich_style
            self._styles[tone] = plain + _look_of(tone, self._widget) if tone else plain
        return self._styles[tone]

    def strip(self, row: Row) -> Strip:
        """A row, as it is or in pieces with their tones, as wide as the widget."""
        width = self._widget.size.width
        pieces: Iterable[Piece] = [(fit(row, width), "")] if isinstance(row, str) else fitted(row, width)
        return Strip([Segment(text, self.style(tone)) for text, tone in pieces if text])

    def lines(self, crop: Region) -> list[Strip]:
        """The lines within `crop`; where it has a frame or the like, Textual draws them."""
        widget, styles = self._widget, self._widget.styles
        if self._is_plain is None:
            framed = any(styles.gutter) or any(kind for kind, _ in styles.outline)
            seen_through = not widget.opacity == 1.0 == styles.text_opacity or styles.tint.a
            self._is_plain = not framed and not seen_through
        if not self._is_plain:
            return Widget.render_lines(widget, crop)
        width, style = widget.size.width, self.style()
        background, filters = widget.background_colors[1], widget.get_line_filters()
        strips = []
        for y in crop.line_range:
            strip = widget.render_line(y).adjust_cell_length(width, style)
            for each in filters:
                strip = strip.apply_filter(each, background)
            strips.append(strip if crop.column_span == (0, width) else strip.crop(*crop.column_span))
        return strips


def _look_of(tone: Tone, widget: Widget) -> Style:
    """The look of a tone in the style sheet.

    As component classes each widget that draws would hold a node for each tone, used or not: a MiB in all.
    """
    node = DOMNode(classes=f"tone--{tone}")
    node._attach(widget)
    widget.app.stylesheet.apply(node, animate=False)
    return node.styles.partial_rich_style


class PlainLines(Widget, can_focus=False):
    """Rows of plain text, each a text or pieces of one with their tones."""

    def __init__(self, *, widget_id: str | None = None) -> None:
        self._drawing = PlainDrawing(self)
        super().__init__(id=widget_id)
        self._rows: list[Row] = []

    def notify_style_update(self) -> None:
        self._drawing.begin_again()
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        return self._drawing.lines(crop)

    def on_resize(self) -> None:
        self.lay_out()

    def lay_out(self) -> None:
        """Work out the rows anew: the window or the display is another. Here nothing; subclasses know theirs."""

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows. What has not changed is not sent."""
        before, self._rows = self._rows, list(rows)
        redraw(self, before, rows)

    def render_line(self, y: int) -> Strip:
        row = self._rows[y] if y < len(self._rows) else ""
        return self._drawing.strip(row)


def redraw(widget: Widget, before: Sequence[object], after: Sequence[object], view: int = 0) -> None:
    """Draw the rows that show something else than before; all if they are more or fewer. `view`: the first seen."""
    if len(before) != len(after):
        widget.refresh()
    else:
        draw_lines(widget, [y - view for y, row in enumerate(after) if row != before[y]])


def rule(widget: Widget, width: int, words: str = "") -> Row:
    """A rule across the screen, thin where lines are drawn; it says so where there is more than can be seen."""
    sign = "─" if around(widget).draws_lines else "-"
    return ((f"{f'{sign * 3} {words} ' if words else '':{sign}<{width}}", "rule"),)


class HeaderLine(PlainLines):
    """App, locality, state and reference, whose it is, when it was saved; at the right the section. Then a rule, or
    a strip of the screening's sections.
    """

    def __init__(self, *, widget_id: str | None = None) -> None:
        super().__init__(widget_id=widget_id)
        self._left: Sequence[HeaderPart] = ()
        self._right = ""
        self._warned = ""
        self._more = False
        self._strip: Callable[[int], Row] | None = None

    def warn(self, words: str) -> None:
        """Say this instead, whatever else is said, until it is taken back with no words."""
        self._warned = words
        self.lay_out()

    def say(self, left: Sequence[HeaderPart], right: str) -> None:
        """Left-hand words and right-hand words; the left ones give way where both do not fit."""
        self._left, self._right = left, right
        self.lay_out()

    def show_strip(self, strip: Callable[[int], Row]) -> None:
        """Have a strip in place of the rule: `strip` gives its row in a width."""
        self._strip = strip
        self.lay_out()

    def more(self, above: bool) -> bool:
        """Whether there is more above what can be seen. True: that is to be said elsewhere, a strip leaves no room."""
        self._more = above
        self.lay_out()
        return above and self._strip is not None

    def lay_out(self) -> None:
        width = self.size.width or 80
        if is_quiet(self):  # the title alone; all else stands in the last line
            self.show([fit(self._right, width), ""])
            return
        right = fit(self._right, min(cells(self._right), max(width - 2, 0)))
        room = max(width - cells(right) - 3, 0)
        left = fit(self._warned or in_width(self._left, room), room)
        named: Row = [(" ", ""), (left, "alert"), (f" {right}", "")] if self._warned else f" {left} {right}"
        ruled = rule(self, width, "more above" if self._more else "")
        self.show([named, self._strip(width) if self._strip else ruled])


def out_of_sight(scrolled: Sequence[Widget]) -> tuple[bool, bool]:
    """Whether anything scrolled has more above what can be seen, and whether more below."""
    shown = [each for each in scrolled if each.display]
    shown = [each for each in shown if not any(other in each.ancestors for other in shown)]
    above = any(each.scroll_offset.y > 0 for each in shown)
    return above, any(each.scroll_offset.y < each.max_scroll_y for each in shown)


class KeyLine(PlainLines):
    """The keys of this screen in one row; those that do not fit are left to the help.

    None is left out for the sake of a less important one. Where one is too long for the room that the more important
    ones leave, shorter ones after it still have that room.
    """

    def __init__(self) -> None:
        super().__init__(widget_id="keys")
        self._keys: list[tuple[str, str]] = []
        self._kept: Sequence[str] = ()

    def say(self, keys: list[tuple[str, str]], kept: Sequence[str] = ()) -> None:
        """Keys and their words, as they stand in the row. The last one (help) stays; before all others those of `kept`
        words have room, in that order, then the rest as they stand, each that still fits beside those before it.
        """
        self._keys, self._kept = keys, kept
        self.lay_out()

    def lay_out(self) -> None:
        if is_quiet(self):  # what is the same on every screen is read out once
            self.show([in_width(around(self).lasting_parts(), self.size.width or 80)])
            return
        kept = self._kept
        others = sorted(self._keys[:-1], key=lambda key: kept.index(key[1]) if key[1] in kept else len(kept))
        shown = self._keys[-1:]
        for key in others:
            more = [each for each in self._keys if each in shown or each is key]
            if row_width(_toned(more)) < (self.size.width or 80):  # the last cell stays blank
                shown = more
        self.show([_toned(shown)])


def _toned(keys: list[tuple[str, str]]) -> list[Piece]:
    """The keys and their words in one row, in pieces: the keys stand out where the theme has a colour for them."""
    pieces: list[Piece] = []
    for key, words in keys:
        pieces += [("   " if pieces else " ", ""), (key, "key"), (f" {words}", "")]
    return pieces


ROWS = 3  # of the status line, where its size is not known yet
TALL = 30  # rows of a window that has one more to spare for it
LEFT = 7  # rows of a screen that the status line leaves to the rest, however much it says


class StatusLine(PlainLines):
    """In words: what the focus is on and its state; what is marked and what it indicates so far.

    What cannot wait stands between the two, in bold, whole: the line grows by the rows that it needs. In the display
    for screen readers it is taller: there it carries a factor's whole text, the cursor stands in it, and there are no
    rules and no margin.
    """

    def __init__(self) -> None:
        super().__init__(widget_id="status")
        self._here = self._so_far = ""
        self._standing: tuple[str, ...] = ()
        self._strong = range(0)  # the rows of what stands
        self._grown = 0  # rows that it needs for it
        self._warned = ""
        self._more = ""
        self.place_of_state = Offset(0, 0)
        self._lead = ""
        self._note = self._noted_last = ""
        self._current: object = None
        self._lower = self._moved_in = False

    def more(self, below: bool, above: bool = False) -> None:
        """Whether there is more below what can be seen, or above it where no header says so."""
        self._more = " and ".join(where for where, more in (("above", above), ("below", below)) if more)
        self.lay_out()

    @property
    def words(self) -> str:
        """What the status line says, both parts, uncut."""
        said = (self._here, *self._standing, self._so_far)
        return self._warned or " ".join(part for part in said if part)

    def warn(self, words: str) -> None:
        """Say this instead, whatever else is said, until it is taken back with no words."""
        self._warned = words
        self.lay_out()

    def say(self, here: str | None = None, so_far: str | None = None) -> None:
        """Say either part anew; a part that is None stays as it was."""
        if here is not None:
            self._note = ""
            self._lead, self._here = split_lead(here)
        if so_far is not None:
            self._so_far = so_far
        self.lay_out()

    def note(self, words: str) -> None:
        """Say what a key came to, before the words on the focus, until the next `say`.

        Said twice it ends in another sign: what stood there before would not be read again.
        """
        self._note = self._noted_last = f"{words}:" if self._noted_last == f"{words}." else f"{words}."
        self.lay_out()

    def drop_note(self) -> None:
        """One comes back to where the note was said: what a key came to then is said no more."""
        if self._note:
            self._note = ""
            self.lay_out()

    def _with_note(self, here: str) -> str:
        """The words with the note before the state of what is current, where there is one."""
        if not self._note:
            return here
        focused: object = self.screen.focused if self.is_attached else None
        before = focused.said_before_state() if isinstance(focused, StatusOnly) else ""
        at = here.find(before, len(self._lead)) + len(before) if before in here else len(self._lead)
        return f"{here[:at]}{self._note} {here[at:]}"

    def stand(self, words: Sequence[str]) -> None:
        """Say these whole, each in rows of its own, until others are given."""
        if tuple(words) != self._standing:
            self._standing = tuple(words)
            self.lay_out()

    def lay_out(self) -> None:
        quiet = is_quiet(self)
        width = min((self.size.width or 80) - 2, WIDEST)
        here = wrap(self._with_note(self._here), width)
        # An empty row is nothing that could be left out.
        so_far = wrap(self._so_far, width) if self._so_far else []
        standing = [row for words in self._standing for row in wrap(words, width)]
        if self._warned:
            here, standing, so_far = wrap(self._warned, width), [], []
        if quiet:
            here = self._told_apart(here, width)
        room = self._room(len(here) + len(standing) + len(so_far) if standing else 0)
        standing = each_with_numbers(self._standing, max(room - 1, 1), width) if standing else []
        left = max(room - len(standing), 1)
        if quiet or self._warned:
            rows = in_room([*here, *so_far], left, width)
        else:
            rows = with_numbers(self._here, left, width, so_far)
        at = min(len(here), len(rows))
        self._strong = range(0) if quiet else range(at + 1, at + 1 + len(standing))
        above, below = rows[:at], [*standing, *rows[at:]]
        if quiet:  # what it comes to stays where it is, whatever is current: it is read when it changes
            self.show([*above, *[""] * (room - len(above) - len(below)), *below])
            return
        ruled = rule(self, self.size.width or 80, f"more {self._more}" if self._more else "")
        ahead = [_said(row, is_alert=bool(self._warned)) for row in above]
        self.show([ruled, *ahead, *(_said(row, is_alert=y < len(standing)) for y, row in enumerate(below))])

    def _room(self, needed: int) -> int:
        """The rows for words. It grows where more are needed, as long as the screen keeps some for the rest."""
        ruled = not is_quiet(self)
        grown = max(min(needed + ruled, self.screen.size.height - LEFT), 0) if needed else 0
        if ruled and self.size.width - 2 > WIDEST and self.screen.size.height >= TALL:
            # Its rows get no longer in a wider window: one more says as much.
            grown = max(grown, ROWS + 1 + ruled)
        if grown != self._grown:
            self._grown = grown
            self.styles.min_height = grown or None
        return max(max(self.size.height or ROWS + ruled, grown) - ruled, 1)

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        return strip.apply_style(Style(bold=True)) if y in self._strong else strip

    def _told_apart(self, rows: list[str], width: int) -> list[str]:
        """The rows so that a screen reader reads all of another item's, and of the same one only what has changed.

        It passes over a row that stood there before, and after an arrow key over all but the cursor's row, unless the
        cursor went up or down. So every other item begins a row lower, and its further rows a cell more to the right.
        """
        focused: object = self.screen.focused if self.is_attached else None
        current = (id(focused), focused.what_is_current() if isinstance(focused, StatusOnly) else None)
        is_another = current != self._current
        if is_another:
            self._current, self._moved_in = current, not self._moved_in
        if not isinstance(focused, StatusOnly):  # a line to type in, or the next part of a date
            return [" " * self._moved_in + row for row in rows]
        before = focused.said_before_state()
        at = len(wrap(self._lead, width)) - 1 if self._lead else 0
        at = next((y for y, row in enumerate(rows) if before and row.startswith(before)), at)
        if is_another:
            self._lower = at == self.place_of_state.y
        told = [" " * self._moved_in + row if y > at else row for y, row in enumerate(rows)]
        column = 0
        if before:
            column = max(STATE_COLUMN, len(before))
            told[at] = " " * (column - len(before)) + told[at]
        self.place_of_state = Offset(column, at + self._lower)
        return [*[""] * self._lower, *told]


def _said(row: str, *, is_alert: bool) -> Row:
    return [(f" {row}", "alert")] if is_alert else f" {row}"


def cursor_in_words(screen: Screen[Any]) -> Offset | None:
    """Where in the status line the cursor stands for a focus that draws nothing; None: it stands on the focus."""
    focused = screen.focused
    if not is_quiet(screen) or not (focused is None or isinstance(focused, StatusOnly)):
        return None
    status = screen.query(StatusLine)
    return status.first().content_region.offset + status.first().place_of_state if status else None
