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
from textual.screen import Screen

from ce_tui.terminal.resting_loop import RestingLoop

_LONGEST = 0.5
"""Seconds after which it is sent, though the app has never come to rest."""
_MOST_DRAWN = 20
"""So many times in a row it is drawn at once: a widget that changes whenever it is drawn gets no more."""


class Pace:
    """Draws and sends when the app is at rest. It is kept where the app runs in a `RestingLoop`, and not elsewhere."""

    def __init__(self, app: App[Any], send: Callable[[], None]) -> None:
        self._app = app
        self._send = send
        self._has_to_send = False
        self._too_late: asyncio.TimerHandle | None = None
        self._loop: RestingLoop | None = None
        self._drawn = 0
        self._at_rest: list[asyncio.Future[None]] = []

    @property
    def is_kept(self) -> bool:
        """Whether what is to be sent may `wait`."""
        return self._loop is not None

    def keep(self, loop: asyncio.AbstractEventLoop) -> None:
        """Keep it from now on, where the loop allows it."""
        if isinstance(loop, RestingLoop):
            self._loop = loop
            loop.ask_before_waiting(self._before_waiting)

    @property
    def has_to_send(self) -> bool:
        """Whether something waits to be sent."""
        return self._has_to_send

    @property
    def lets_clock_draw(self) -> bool:
        """Whether Textual's clock may draw: where the pace is not kept, or the app has not come to rest for long."""
        return self._loop is None or self._loop.busy_for > _LONGEST

    def wait(self) -> None:
        """Send, once nothing more follows."""
        self._has_to_send = True
        if self._too_late is None and self._loop is not None:
            self._too_late = self._loop.call_later(_LONGEST, self._send_now)

    def _before_waiting(self) -> bool:
        """Whether there is something to draw or to send; it is done next."""
        app = self._app
        is_open = app._running and not app._closed and bool(app.screen_stack)
        screen = app.screen if is_open else None
        if screen is not None and self._drawn < _MOST_DRAWN and has_to_draw(screen):
            self._drawn += 1
            self._soon(self._draw, screen)
            return True
        self._drawn = 0
        if self._has_to_send:
            self._soon(self._send_now)
        elif self._at_rest:
            self._soon(self._tell)
        else:
            return False
        return True

    async def rest(self) -> None:
        """Return when all is done that there is to do, drawn and sent. Only where the pace is kept."""
        told = asyncio.get_running_loop().create_future()
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
                type(screen)._on_timer_update(screen)
            except Exception as error:  # as Textual's clock does
                app._handle_exception(error)

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


def draw_at_rest(screen: Screen[Any]) -> None:
    """Have Textual's clock leave the drawing of a screen to the pace of its app, where there is one that is kept."""
    on_clock = screen._on_timer_update

    def unless_at_rest() -> None:
        pace = getattr(getattr(screen.app, "picture", None), "pace", None)
        if pace is None or pace.lets_clock_draw:
            on_clock()

    screen._on_timer_update = unless_at_rest  # type: ignore[method-assign]
