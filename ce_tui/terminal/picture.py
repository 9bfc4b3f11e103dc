"""The picture on the terminal: only the cells that differ from what it already shows are sent.

It stands between Textual's compositor and its driver: widgets draw as they like, and a repaint that changes nothing
sends nothing. It reads private parts of Textual 8.2.8; a test of pins holds what it relies on.

A screen reader takes the cursor that goes on by a cell or so for a letter typed, and all that changes with it for what
was typed: it reads it out letter by letter, and then once more as new on the screen. So the line that is typed in is
sent alone, and the rest a moment later (`Letters`).

In the display for screen readers a picture is sent once it is all there, not in stages (`ScreenReaderPace`).
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from time import monotonic
from typing import Any, TypeGuard, cast

from rich.console import RenderableType
from rich.segment import Segment
from textual._compositor import (
    ChopsUpdate,
    Compositor,
    CompositorMap,
    CompositorUpdate,
    LayoutUpdate,
    ReflowResult,
)
from textual.app import App
from textual.geometry import Offset, Region, Size
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from ce_tui.opaque import Opaque
from ce_tui.terminal.cells import Depth, StyleTable
from ce_tui.terminal.pace import Pace, RestClock, place_of_focus, takes_letters
from ce_tui.terminal.sparse import Abilities, SparseTerminal, is_as_typed


class Letters(Opaque):
    """Tells whether a picture is that of a letter typed, with more. Asked once for each that is sent."""

    _app: App[Any]
    _picture: Picture
    _typed_in: object = None
    came_in_another_row: bool = False
    """Whether the line that is typed in moved with the letter: it cannot be sent alone where it stood."""
    stay_in_line: bool = False
    """Whether the cursor stayed in one line of the text that had the focus before."""
    went_on: bool = False
    """Whether the line that is typed in has changed, or the cursor moved in that text."""

    @property
    def field(self) -> object:
        """The text that has the focus; None where none has."""
        focused = self._app.screen.focused if self._app.screen_stack else None
        return focused if takes_letters(focused) else None

    def come_with_more(self) -> bool:
        """Whether the cursor went on in the same text, and other lines changed too."""
        self.came_in_another_row = self.stay_in_line = self.went_on = False
        before, self._typed_in = self._typed_in, self.field
        if self._typed_in is None or self._typed_in is not before:
            return False
        rows, now, sent = self._picture.changed_rows, self._picture.cursor_now(), self._picture.cursor_sent
        self.stay_in_line = sent is not None and sent[1] == now.y
        self.went_on = now.y in rows or (sent is not None and sent[0] != now.x)
        if not any(row != now.y for row in rows):
            return False
        if sent is not None and sent[1] != now.y:
            self.came_in_another_row = sent[0] < now.x
            return False
        return self.went_on


_PAUSE = 0.03
"""Seconds without anything to do before a picture is sent."""
_LONGEST = 3.0
"""Seconds after which it is sent whatever still goes on."""
_BEHIND_A_LETTER = 0.12
"""Seconds by which words follow the letter that they are about, and a picture the cursor that was moved away."""


class ScreenReaderPace(Opaque):
    """Sends a picture once the app is at rest, for screen readers. Used while it `is_on`.

    A screen reader reads out every line that changed in what arrives together, and the next arrival interrupts it. So
    nothing is sent while the app still works on a key; and a letter that was typed is sent before the words that follow
    from it. Where the cursor would come to stand right behind where it was, as behind a letter, though another text or
    list has it now, it is moved out of the way before: else all that is new is taken for something typed, and read sign
    by sign. (In the ordinary display, where the answer to a key is one write, the cursor stands a little further right
    instead: `sparse`. Here braille has it exactly where it belongs.)
    """

    _app: App[Any]
    _picture: Picture
    is_on: bool = False
    _resting: asyncio.TimerHandle | None = None
    _waited: float = 0.0
    _made_way: bool = False  # the cursor was moved out of the way: now for the picture

    @property
    def has_to_send(self) -> bool:
        """Whether a picture waits to be sent."""
        return self._resting is not None

    def wait(self) -> None:
        """Send what changed, once nothing more follows."""
        if self._resting is None and self._app._running:
            self._waited = 0.0
            self._rest(_PAUSE)

    def _rest(self, seconds: float) -> None:
        self._resting = asyncio.get_running_loop().call_later(seconds, self._rested)

    def _rested(self) -> None:
        self._resting = None
        self._waited += _PAUSE
        if not self._app._running or self._app._closed:
            return
        if self.is_at_work() and self._waited < _LONGEST:
            self._rest(_PAUSE)
            return
        picture, made_way = self._picture, self._made_way
        self._made_way = False
        if made_way:
            picture.send_now()
        elif picture.letters.come_with_more():
            picture.send_now(only_row=picture.cursor_now().y)
            self._send_rest_soon()
        elif (
            (sent := picture.cursor_sent) is not None
            and not picture.letters.stay_in_line
            and picture.changed_rows
            and is_as_typed(sent, picture.cursor_now())
        ):
            picture.send_cursor((self._app.size.width - 1, sent[1]))
            self._made_way = True
            self._send_rest_soon()
        else:
            picture.send_now()

    def _send_rest_soon(self) -> None:
        self._waited = _LONGEST
        self._rest(_BEHIND_A_LETTER)

    def is_at_work(self) -> bool:
        """Whether something is still on its way that may be drawn."""
        if not self._app.screen_stack:
            return False
        screen = self._app.screen
        if screen._callbacks or screen._layout_required or screen._repaint_required or screen._dirty_widgets:
            return True
        return any(node.message_queue_size for node in [self._app, *screen.walk_children(with_self=True)])


_BEHIND = 0.05
"""Seconds by which other lines follow the one that is typed in."""
_LATEST = 0.5
"""Seconds by which they follow the first such line at the latest, where someone types on and on."""


def pieces(update: CompositorUpdate) -> Iterator[tuple[int, int, list[Segment]]]:
    """Column, row and segments of everything that a compositor update paints."""
    if isinstance(update, LayoutUpdate):
        for y, line in enumerate(update.strips, update.region.y):
            yield update.region.x, y, [segment for strip in line for segment in strip]
    elif isinstance(update, ChopsUpdate):
        for y, left, right in update.spans:
            for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=True):
                if strip is not None and x < right and end > left:
                    yield x, y, list(strip)
    else:
        raise TypeError(f"not a full-screen update: {type(update).__name__}")


class Picture:
    """Paints an app's compositor updates, and sends what changed, the cursor's place included.

    `may_be_seen` says whether a screen may be shown after `hide`.
    """

    def __init__(self, app: App[Any], may_be_seen: Callable[[Screen[Any]], bool]) -> None:
        self._app = app
        self._may_be_seen = may_be_seen
        self._terminal: SparseTerminal | None = None
        self.is_hidden = False
        self.times_sent = 0
        """How often something was sent: a key after which it is the same as before has changed nothing."""
        self.letters = Letters(app, self)
        self._rest: asyncio.TimerHandle | None = None
        self._rest_latest = 0.0  # in the loop's time
        self._typed_at = 0.0  # when a letter was sent last, in seconds of the monotonic clock
        self.calm = ScreenReaderPace(app, self)
        self.pace = Pace(app, self.send_now, lambda: self.calm.is_on)

    # Painting

    def takes(self, renderable: RenderableType | None) -> TypeGuard[CompositorUpdate]:
        """Whether it is one that is painted here, now; Textual does what it does with every other."""
        app = self._app
        driver = app._driver
        return (
            isinstance(renderable, LayoutUpdate | ChopsUpdate)
            and driver is not None
            and not (driver.is_inline or app.is_headless or app._batch_count)
            and self._is_open
        )

    def paint(self, screen: Screen[Any], update: CompositorUpdate) -> None:
        """Paint an update of a screen, and send what it changed; while it is hidden, only of one that may be seen.

        In the size that the screen is laid out in: where the window had another one for a moment, nothing is laid out
        anew, and all that is there stays.
        """
        terminal = self._terminal_of(screen._compositor.size)
        if self.is_hidden and not self._may_be_seen(screen):
            return
        for x, y, segments in pieces(update):
            terminal.frame.paint(x, y, segments)
        if self.is_hidden:
            self.reveal()
        self.send()

    @property
    def _is_open(self) -> bool:
        return self._app._running and not self._app._closed

    def _terminal_of(self, size: Size) -> SparseTerminal:
        if self._terminal is None:
            self._terminal = SparseTerminal(
                *size,
                StyleTable(self.colour_depth),
                Abilities.of(os.environ.get("TERM", "")),
                getattr(self._app._driver, "encoding", "utf-8"),
            )
            if self.calm.is_on:
                self._terminal.be_plain(True)
        self._terminal.resize(*size)
        return self._terminal

    @property
    def colour_depth(self) -> Depth:
        """How many colours the terminal gets."""
        console = self._app.console
        if self._app.no_color or console.color_system is None:
            return "none"
        return cast(Depth, console.color_system)

    # Sending

    def send(self) -> None:
        """Send what changed since the last time, once nothing more follows; now, where nobody can tell that."""
        if self.calm.is_on and not self.is_hidden:
            self.calm.wait()
        elif self.pace.is_kept and self.times_sent:  # the first one is waited for
            self.pace.wait()
        else:
            self.send_now()

    def send_now(self, only_row: int | None = None) -> None:
        """Send what changed since the last time; nothing where nothing did.

        While the line is still busy with the last batch nothing is sent: the driver calls again when it is free,
        and what was overtaken meanwhile is never sent at all.
        """
        driver = self._app._driver
        if self._terminal is None or driver is None or not self._is_open:
            return
        if getattr(driver, "is_busy", False) or getattr(driver, "is_hidden", False):
            return
        cursor: tuple[int, int] = self.cursor_now()
        if only_row is None and not self.calm.is_on:
            if self.letters.come_with_more():
                only_row = cursor[1]
                self._send_rest_soon()
            elif self.letters.came_in_another_row and self.cursor_sent is not None:
                # It goes on when its line has been read out where it is.
                cursor = self.cursor_sent[0], cursor[1]
                self._send_rest_soon()
            elif (
                self.letters.stay_in_line
                and not self.letters.went_on
                and monotonic() < self._typed_at + _BEHIND
            ):
                # A letter was sent just now, and other lines would be taken together with it.
                if self._rest is None:
                    self._send_rest_soon()
                return
            if self.letters.went_on:
                self._typed_at = monotonic()
        exactly = self.calm.is_on or self.letters.field is not None
        if out := self._terminal.differences(cursor, only_row, exactly=exactly):
            self._write(out)

    def send_cursor(self, cursor: tuple[int, int]) -> None:
        """Move the hardware cursor alone, and send nothing else."""
        if self._terminal is not None and not self.is_hidden:
            self._write(self._terminal.cursor_to(cursor))

    def _write(self, out: str) -> None:
        driver = self._app._driver
        if driver is not None:
            self.times_sent += 1
            driver.write(out)
            driver.flush()

    def _send_rest_soon(self) -> None:
        loop = asyncio.get_running_loop()
        if self._rest is None:
            self._rest_latest = loop.time() + _LATEST
        else:
            self._rest.cancel()
        self._rest = loop.call_at(min(loop.time() + _BEHIND, self._rest_latest), self._send_rest)

    def _send_rest(self) -> None:
        self._rest, self._typed_at = None, 0.0
        with self._app._context():
            self.send_now()

    @property
    def cursor_sent(self) -> tuple[int, int] | None:
        """Where the terminal has its cursor; None: nobody knows."""
        return self._terminal.cursor if self._terminal is not None else None

    @property
    def changed_rows(self) -> Sequence[int]:
        """The lines that the terminal shows differently."""
        return self._terminal.changed_rows if self._terminal is not None else ()

    def forget(self) -> None:
        """Someone else may have written on the terminal: send the whole screen again, now."""
        if self._terminal is not None:
            self._terminal.forget()
            self.send()

    def size_changed(self) -> None:
        """The terminal's size may have changed, and with it what it shows: send the whole screen again, soon."""
        if self._terminal is not None:
            self._terminal.forget()
            self._app.call_later(self.send)

    def be_calm(self, calm: bool) -> None:
        """Be calm, or as ever; everything is sent again."""
        if calm != self.calm.is_on:
            self.calm.is_on = calm
            if self._terminal is not None:
                self._terminal.be_plain(calm)

    # Hiding

    def hide(self) -> None:
        """Clear the terminal now, and show nothing until something is painted that may be seen."""
        self.is_hidden = not self._app.is_headless
        if self._terminal is not None:
            self._terminal.blank()
        if (hide := getattr(self._app._driver, "hide", None)) is not None:
            hide()

    def reveal(self) -> None:
        """Show again what is in front, all of it."""
        self.is_hidden = False
        if (reveal := getattr(self._app._driver, "reveal", None)) is not None:
            reveal()
        self.forget()

    # The cursor

    def cursor_now(self) -> Offset:
        """Where the hardware cursor should be, within the screen and what is drawn of it; the app is told, too."""
        place = self._app.size.clamp_offset(place_of_focus(self._app))
        if self._terminal is not None:  # a window that has just grown is not drawn in its new size yet
            place = Size(*self._terminal.size).clamp_offset(place)
        self._app.cursor_position = place
        return place

    def show_cursor(self) -> None:
        """Move the cursor after a change that painted nothing. Widgets whose `cursor_offset` changed may call it."""
        if self.pace.is_kept:
            self.pace.wait()
        else:
            self._app.call_after_refresh(self._send_cursor)

    def _send_cursor(self) -> None:
        self.cursor_now()
        self.send()


class CroppingCompositor(Compositor):
    """A compositor that asks widgets only for lines to be painted that nothing covers."""

    _lines: Sequence[int] | None = None

    def __init__(self) -> None:
        super().__init__()
        self._laid: CompositorMap = {}

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        """As ever, but in the window as it is now; and what was moved since it was last laid out is to be painted.

        Of a size that came late Textual would lay it out, tell the screen, and do so at that again: two sizes that
        crossed kept each other going for ever.
        """
        result = super().reflow(parent, parent.app.size)
        self._paint_what_moved(self._full_map)
        return result

    def reflow_visible(self, parent: Widget, size: Size) -> set[Widget]:
        """As ever; and what was moved since it was last laid out is to be painted."""
        exposed = super().reflow_visible(parent, parent.app.size)
        self._paint_what_moved(self._visible_map or {})
        return exposed

    def _paint_what_moved(self, laid: CompositorMap) -> None:
        moved = laid.items() ^ self._laid.items()
        self._laid = laid
        if self.size.region not in self._dirty_regions:
            places = (place.clip.intersection(place.region) for _, place in moved)
            self._dirty_regions.update(place for place in places if place)

    def render_partial_update(self) -> ChopsUpdate | None:
        """As ever, without what lies between the lines that have changed."""
        self._lines = sorted({y for region in self._dirty_regions for y in region.line_range})
        try:
            return super().render_partial_update()
        finally:
            self._lines = None

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        crop = crop or self.size.region
        lines = list(crop.line_range if self._lines is None else self._lines)
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            was_taken_out = widget._parent is None  # since it was laid out
            if seen.width <= 0 or seen.height <= 0 or was_taken_out:
                continue
            here = [y for y in lines if seen.y <= y < seen.bottom]
            covered: set[int] = set()
            for top, bottom in bands(here):
                band = Region(seen.x, top, seen.width, bottom - top)
                strips = widget.render_lines(band.translate(-region.offset))
                covered.update(y for y, strip in enumerate(strips, top) if strip.cell_length >= seen.width)
                yield band, clip, strips
            if seen.x <= crop.x and seen.right >= crop.right:  # the front one covers all of these
                lines = [y for y in lines if y not in covered]
                if not lines:
                    return


def bands(lines: Iterable[int]) -> list[tuple[int, int]]:
    """Lines in order, as few bands from one line to before another."""
    found: list[tuple[int, int]] = []
    for y in lines:
        if found and y == found[-1][1]:
            found[-1] = (found[-1][0], y + 1)
        else:
            found.append((y, y + 1))
    return found


def draw_what_changed(screen: Screen[Any]) -> None:
    """Have a screen draw only what has changed, and only once nothing more changes."""
    screen._compositor = CroppingCompositor()
    screen._Screen__update_timer = RestClock(screen)  # type: ignore[attr-defined]


def draw_lines(widget: Widget, lines: Iterable[int]) -> None:
    """Have lines of a widget, counted from the first seen, drawn anew without a layout.

    Textual's `refresh` of a region does the same by three messages for each widget.
    """
    height, width = widget.size.height, widget.size.width
    regions = [Region(0, y, width, 1) for y in lines if 0 <= y < height]
    if not (widget.is_mounted and widget.is_attached and widget.display):
        widget.refresh()
    elif regions:
        screen = widget.screen
        widget._set_dirty(*regions)
        screen._dirty_widgets.add(widget)
        screen.check_idle()
