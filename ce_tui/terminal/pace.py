"""One answer, one write: what a key leads to is drawn and sent once nothing more follows from it; then the next key.

Textual draws two thousandths of a second after a widget has changed, and again for each that changes later: a move in
a list was sent in three parts, and the last waited most of its time for that clock. Here the screen is drawn as soon
as the app has nothing else left to do, and sent as soon as nothing is left to draw. asyncio tells nobody when that is,
so the event loop says it.
"""

from __future__ import annotations

import asyncio
import selectors
import sys
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any, cast

import msgspec
from textual.app import App, ScreenStackError
from textual.events import Key
from textual.geometry import Offset
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import UPDATE_PERIOD, Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from ce_tui.opaque import Opaque


class _Asking(selectors.DefaultSelector):
    """A selector that asks whether there is anything more to do, before it waits."""

    before_waiting: Callable[[], bool] | None = None

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """As ever; but where it would have waited and there is more to do, it only looks."""
        would_wait = timeout is None or timeout > 0
        if would_wait and self.before_waiting is not None and self.before_waiting():
            timeout = 0
        return super().select(timeout)


class RestingLoop(asyncio.SelectorEventLoop):
    """An event loop that calls a function each time it is about to wait."""

    def __init__(self) -> None:
        self._asking = _Asking()
        super().__init__(self._asking)

    def ask_before_waiting(self, whether: Callable[[], bool] | None) -> None:
        """`whether` may have something called soon, and says whether it has. It must be quick, and never raise."""
        self._asking.before_waiting = whether


_LONGEST = 2.0
"""Seconds after which it is sent, though the app has never come to rest, and after which the next key goes on all the
same: whatever takes so long must not lock the keyboard."""
_MOST_DRAWN = 20
"""So many times in a row it is drawn at once: a widget that changes whenever it is drawn gets no more."""


class Pace(Opaque):
    """Draws and sends when the app is at rest. It is kept where the app runs in a `RestingLoop`, and not elsewhere.

    `calm`: whether it draws by Textual's clock after all, because what is sent waits for longer than that anyway.
    """

    _app: App[Any]
    _send: Callable[[], None]
    _calm: Callable[[], bool]
    has_to_send: bool = False
    """Whether something waits to be sent."""
    _too_late: asyncio.TimerHandle | None = None
    _loop: RestingLoop | None = None
    _drawn: int = 0
    _at_rest: list[asyncio.Future[None]] = msgspec.field(default_factory=list)
    rests: int = 0
    """How many times the app came to rest: all was done, drawn and sent."""

    @property
    def is_kept(self) -> bool:
        """Whether what is to be drawn and sent may `wait`."""
        return self._loop is not None and not self._calm()

    def keep(self, loop: asyncio.AbstractEventLoop) -> None:
        """Keep it from now on, where the loop allows it."""
        if isinstance(loop, RestingLoop):
            self._loop = loop
            loop.ask_before_waiting(self._before_waiting)

    def wait(self) -> None:
        """Send, once nothing more follows."""
        self.has_to_send = True
        self.see_to_it()

    def see_to_it(self) -> None:
        """Draw and send before long, even if the app never comes to rest."""
        if self._too_late is None and self._loop is not None:
            self._too_late = self._loop.call_later(_LONGEST, self._draw_and_send)

    def _before_waiting(self) -> bool:
        """Whether there is something to draw or to send; it is done next."""
        app = self._app
        is_open = app._running and not app._closed and bool(app.screen_stack)
        screen = app.screen if is_open else None
        if screen is not None and self.is_kept and self._drawn < _MOST_DRAWN and has_to_draw(screen):
            self._drawn += 1
            self._soon(self._draw, screen)
            return True
        self._drawn = 0
        if self.has_to_send:
            self._soon(self._send_now)
            return True
        self.rests += 1
        if self._at_rest:
            self._soon(self._tell)
            return True
        return False

    async def rest(self) -> None:
        """Return when all is done that there is to do, drawn and sent. Only where the pace is kept."""
        told: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._at_rest.append(told)
        await told

    def _tell(self) -> None:
        told, self._at_rest = self._at_rest, []
        for each in told:
            if not each.done():
                each.set_result(None)

    def _soon(self, call: Callable[..., None], *given: object) -> None:
        if self._loop is not None:
            self._loop.call_soon(call, *given)

    def _draw(self, screen: Screen[Any]) -> None:
        app = self._app
        if not (app._running and screen.is_running):
            return
        with app._context(), screen._context():
            try:
                screen._on_timer_update()
            except Exception as error:  # as Textual's clock does
                app._handle_exception(error)

    def _draw_and_send(self) -> None:
        if self._app.screen_stack and has_to_draw(self._app.screen):
            self._draw(self._app.screen)
        self._send_now()

    def _send_now(self) -> None:
        self.has_to_send = False
        if self._too_late is not None:
            self._too_late.cancel()
            self._too_late = None
        with self._app._context():
            self._send()


def has_to_draw(screen: Screen[Any]) -> bool:
    """Whether a screen waits for Textual's clock to be laid out or drawn."""
    return bool(
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
    ) and not (screen.app._batch_count or not screen.is_current or not screen.is_running)


class RestClock(Opaque):
    """What a screen has instead of Textual's clock, which says when it is drawn: the pace of its app, where it is kept.

    Elsewhere it is Textual's own.
    """

    _screen: Screen[Any]
    _own: Timer | None = None

    def resume(self) -> None:
        """There is something to draw."""
        pace = getattr(getattr(self._screen.app, "picture", None), "pace", None)
        if pace is not None and pace.is_kept:
            pace.see_to_it()
            return
        if self._own is None:
            self._own = self._screen.set_interval(UPDATE_PERIOD, self._screen._on_timer_update, pause=True)
        self._own.resume()

    def pause(self) -> None:
        """It is drawn."""
        if self._own is not None:
            self._own.pause()


_ALONE = 0.1
"""Seconds after which a key counts as typed alone: then it is enough that nobody on its way is busy."""
_LOOK_AGAIN = 0.02


class TypeAhead(Opaque):
    """Keys typed ahead, handed to the app one at a time: each when all that the last one caused has been done.

    Textual hands a key to the widget that has the focus when the key arrives, not when its turn comes: typed fast (or
    pasted, or held up by a slow line) "name, Tab, passphrase" puts the passphrase into the field of the name.
    Letters that follow one another into one text field need no waiting, and neither does a key that comes alone.
    Used in the app's thread only.
    """

    _app: App[Any]
    _pace: Pace
    _waiting: deque[Message] = msgspec.field(default_factory=deque)
    _task: asyncio.Task[None] | None = None
    _begun: bool = False
    _last_was_text: bool = False
    _last_at: float = 0.0
    _rests: int = 0

    def take(self, message: Message) -> None:
        """Hand a key or a paste on, in its turn."""
        if isinstance(message, Key) and message.key == "ctrl+j":
            message = Key("enter", "\r")  # Enter, typed before the terminal was in raw mode
        self._waiting.append(message)
        if self._task is not None and not self._task.done():
            return
        if self._begun and self._app.is_running and self._is_free():
            self._hand_on_next()
        else:
            self._task = asyncio.get_running_loop().create_task(self._hand_on())

    async def _hand_on(self) -> None:
        if not self._begun:
            await self._first_screen()
            self._begun = True
        while self._waiting and self._app.is_running:
            if not (self._last_was_text and self._is_text(self._waiting[0])):
                with suppress(TimeoutError, ScreenStackError):
                    async with asyncio.timeout(_LONGEST):
                        await self._settled()
            self._hand_on_next()

    def _hand_on_next(self) -> None:
        message = self._waiting.popleft()
        self._last_was_text = self._is_text(message)
        self._last_at = asyncio.get_running_loop().time()
        self._rests = self._pace.rests
        self._app.post_message(message)

    async def _first_screen(self) -> None:
        """Return when what was typed before the first screen stood has somewhere to go."""
        loop = asyncio.get_running_loop()
        until = loop.time() + _LONGEST
        while loop.time() < until:
            with suppress(ScreenStackError):
                if self._app.is_running and self._app.screen.focused is not None:
                    break
            await asyncio.sleep(_LOOK_AGAIN)
        # As if a key had just come: all is waited for.
        self._last_at, self._rests = loop.time(), self._pace.rests

    def _is_text(self, message: Message) -> bool:
        """Whether it is a letter for a text field, which moves no focus and opens nothing."""
        if not isinstance(message, Key):
            return False
        try:
            focused = self._app.screen.focused
        except ScreenStackError:
            return False
        return focused is not None and focused.check_consume_key(message.key, message.character)

    def _is_free(self) -> bool:
        """Whether the last key has been dealt with: all came to rest after it, and nobody is busy with something."""
        if self._pace.rests == self._rests or not self._app.screen_stack:
            return False
        screen = self._app.screen
        if asyncio.get_running_loop().time() - self._last_at > _ALONE:
            way = (screen.focused or screen).ancestors_with_self  # whom a key passes
            return not any(map(_is_behind, [self._app, *way]))
        everyone = screen.walk_children(with_self=True)
        return not (screen._callbacks or any(map(_is_behind, [self._app, *everyone])))

    async def _settled(self) -> None:
        """Return when the last key has been dealt with."""
        await self._pace.rest()
        while not self._is_free():
            await asyncio.sleep(_LOOK_AGAIN)  # somebody waits for a thread, or for a moment
            await self._pace.rest()


def _is_behind(node: MessagePump) -> bool:
    """Whether it has something to do still: it does not wait for a message yet, though it is there and stays."""
    if not node.is_running or node._closing or node._closed:
        return False
    came = cast(Any, node._message_queue.ready_event)
    return came.is_set() or not came._waiters


def takes_letters(widget: object) -> bool:
    """Whether a widget takes letters for text: a line, or a TextArea, which is imported where the first one is made."""
    if isinstance(widget, Input):
        return True
    text_areas = sys.modules.get("textual.widgets._text_area")
    return text_areas is not None and isinstance(widget, text_areas.TextArea)


def set_focus_and_show_it(
    screen: Screen[Any], widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False
) -> None:
    """A screen's `set_focus`, which scrolls at once to a widget that cannot be seen whole.

    Textual does so later, by a clock, whatever the widget has scrolled itself meanwhile: that was a second write for
    one key, and where one then was came by chance.
    """
    before = screen.focused
    Screen.set_focus(screen, widget, scroll_visible=False, from_app_focus=from_app_focus)
    focused = screen.focused
    if not scroll_visible or focused is None or focused is before or screen.can_view_entire(focused):
        return
    screen.scroll_to_center(focused, animate=False, immediate=True)


def place_of_focus(app: App[Any]) -> Offset:
    """Where on the terminal the focused widget has its cursor.

    A widget, or a screen without focus, that offers `cursor_offset()` is asked at every paint: column and row within
    its visible content, None for the upper left. Input and TextArea (anything with `cursor_screen_offset`) say it
    themselves; of others it is the upper left of their content.
    """
    try:
        screen = app.screen
    except ScreenStackError:
        return Offset(0, 0)
    if (instead := getattr(screen, "cursor_instead", None)) is not None and (place := instead()) is not None:
        return Offset(*place)
    widget: Widget = screen.focused or screen
    region = widget.content_region
    if (offered := getattr(widget, "cursor_offset", None)) is not None:
        within = offered() or Offset(0, 0)
        return region.offset + Offset(
            min(within.x, max(0, region.width - 1)), min(within.y, max(0, region.height - 1))
        )
    own = getattr(widget, "cursor_screen_offset", None)
    if not isinstance(own, Offset):
        return region.offset
    # Behind its last letter an Input counts a cell more, for scrolling, and would place the cursor beside it.
    return own - Offset(1 if getattr(widget, "cursor_at_end", False) else 0, 0)
