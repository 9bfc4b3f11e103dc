"""One answer, one write: what a key leads to is drawn and sent once nothing more follows from it.

Textual draws two thousandths of a second after a widget has changed, and again for each that changes later: a move in
a list was sent in three parts, and the last waited most of its time for that clock. Here the screen is drawn as soon
as the app has nothing else left to do, and sent as soon as nothing is left to draw.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from textual.app import App
from textual.screen import UPDATE_PERIOD, Screen
from textual.timer import Timer

from ce_tui.terminal.resting_loop import RestingLoop

_LONGEST = 2.0
"""Seconds after which it is sent, though the app has never come to rest."""
_MOST_DRAWN = 20
"""So many times in a row it is drawn at once: a widget that changes whenever it is drawn gets no more."""


class Pace:
    """Draws and sends when the app is at rest. It is kept where the app runs in a `RestingLoop`, and not elsewhere.

    `calm`: whether it draws by Textual's clock after all, because what is sent waits for longer than that anyway.
    """

    def __init__(self, app: App[Any], send: Callable[[], None], calm: Callable[[], bool]) -> None:
        self._app = app
        self._send = send
        self._calm = calm
        self._has_to_send = False
        self._too_late: asyncio.TimerHandle | None = None
        self._loop: RestingLoop | None = None
        self._drawn = 0
        self._at_rest: list[asyncio.Future[None]] = []
        self.rests = 0
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

    @property
    def has_to_send(self) -> bool:
        """Whether something waits to be sent."""
        return self._has_to_send

    def wait(self) -> None:
        """Send, once nothing more follows."""
        self._has_to_send = True
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
        if self._has_to_send:
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
        self._has_to_send = False
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


class RestClock:
    """What a screen has instead of Textual's clock, which says when it is drawn: the pace of its app, where it is kept.

    Elsewhere it is Textual's own.
    """

    def __init__(self, screen: Screen[Any]) -> None:
        self._screen = screen
        self._own: Timer | None = None

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


def draw_at_rest(screen: Screen[Any]) -> None:
    """Have a screen drawn when its app is at rest."""
    screen._Screen__update_timer = RestClock(screen)  # type: ignore[attr-defined]
