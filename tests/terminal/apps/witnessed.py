"""The app itself, started as `ce-tui` is, with a witness inside: it tells a test what is in front.

    witnessed.py DESCRIPTOR [ARGUMENTS of ce-tui]      DESCRIPTOR: an open socket, a JSON line a question

{"ask": "rest", "typed": N}   once N bytes were read from the keyboard and all that they caused is done: the state
{"ask": "fail", "name": S}    a fault of ours, with S in a variable, in the message and in what led to it
{"ask": "dress", "theme": S, "depth": S}   other colours, and so many of them as a terminal of that depth gets
{"ask": "shown"}              what it means to be on the terminal: its lines, and the column and row of the cursor
{"ask": "choose", "key": S, "value": S}    the theme or the display, chosen as in Your account
{"ask": "patience", "seconds": N}     how long a key or a picture waits for the app to come to rest
{"ask": "redraw"}             all that is in front worked out, drawn and sent again, as if it had never been
{"ask": "live"}               how many screens, widgets and drawn ones are in memory, by kind; kB of its own
{"ask": "go", "to": S}        without a key, whatever the keys are now: "section:…", "command:…", "item:…" of a list

It says {"hello": N} when it begins, which it does again in the fresh process that somebody else signs in to. A question
says {"process": N}, too: one that was meant for the process before is left unanswered, and asked again after the hello.
"""

from __future__ import annotations

import asyncio
import gc
import heapq
import json
import socket
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import CancelledError
from contextlib import suppress
from functools import wraps
from pathlib import Path
from threading import Thread
from typing import Any

from ce_tui.terminal.safety import clean_environment

_DESCRIPTOR = int(sys.argv.pop(1))
clean_environment()

from textual._styles_cache import StylesCache  # noqa: E402
from textual.app import App  # noqa: E402
from textual.dom import DOMNode  # noqa: E402
from textual.screen import Screen  # noqa: E402
from textual.widget import Widget  # noqa: E402
from textual.widgets import Input, TextArea  # noqa: E402

from ce_tui.core.pathway.words import MARK_WORDS  # noqa: E402
from ce_tui.session import draft  # noqa: E402
from ce_tui.terminal import pace  # noqa: E402
from ce_tui.terminal.driver import (  # noqa: E402
    Keyboard,
    Output,
)
from ce_tui.terminal.pace import Pace, TypeAhead  # noqa: E402
from ce_tui.terminal.picture import Picture  # noqa: E402
from ce_tui.widgets.dialogs import InputDialog  # noqa: E402
from ce_tui.widgets.factor_list import FactorList  # noqa: E402
from ce_tui.widgets.field import Field  # noqa: E402
from ce_tui.widgets.forms import MarkedList  # noqa: E402
from ce_tui.widgets.header_line import PlainDrawing  # noqa: E402
from ce_tui.widgets.item_list import ItemList  # noqa: E402
from ce_tui.widgets.item_rows import Item  # noqa: E402
from ce_tui.widgets.text_view import TextView  # noqa: E402

draft.ENOUGH_TO_READ = 0.0  # what is recorded must not depend on how fast a machine is
_QUIET_ROUNDS = 3
_PAUSE = 0.003


class Witness(Thread):
    """Answers a test's questions about one app."""

    def __init__(self, app: Any) -> None:
        super().__init__(daemon=True, name="witness")
        self._app = app
        self._loop = asyncio.get_running_loop()
        self._line = socket.socket(fileno=_DESCRIPTOR)
        self._questions = self._line.makefile("r")
        self._name = time.monotonic_ns()
        self._answer({"hello": self._name})

    def run(self) -> None:
        with suppress(CancelledError, Exception):  # the app is ending
            for line in self._questions:
                asked = json.loads(line)
                if asked.pop("process") != self._name:
                    continue
                number, ask = asked.pop("number"), getattr(self, f"_{asked.pop('ask')}")
                answer = asyncio.run_coroutine_threadsafe(ask(**asked), self._loop).result()
                self._answer({"number": number, "answer": answer})
        if not self._app.hands_on:  # the process that follows goes on with it
            with suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)

    def _answer(self, answer: Any) -> None:
        """Send it at once. What a buffer still holds would be written when it is thrown away, and where the line is
        closed by then, that stands in the app's own log of faults (since Python 3.13).
        """
        self._line.sendall(json.dumps(answer).encode() + b"\n")

    async def _rest(self, typed: int) -> dict[str, Any]:
        quiet = 0
        while (quiet := 0 if typed > bytes_read["done"] or self._busy() else quiet + 1) < _QUIET_ROUNDS:
            await asyncio.sleep(_PAUSE)
        return self._state()  # as it was looked at last: nothing may come in between

    async def _dress(self, theme: str, depth: str) -> None:
        depths["sent"] = depth
        self._app.appearance.register_themes()
        # By way of another one, so that all is worked out anew: a theme has other colours where there are only 16.
        self._app.theme = "none" if theme != "none" else "ansi-dark"
        await asyncio.sleep(_PAUSE)
        self._app.appearance.dress_in(theme)
        await asyncio.sleep(0)
        self._app.picture._terminal = None
        self._app.screen.refresh(layout=True)

    async def _fail(self, name: str) -> None:
        def fail() -> None:
            child = name
            try:
                raise KeyError(child)
            except KeyError as error:
                raise ValueError(f"no such child: {child}") from error

        self._app.screen.call_later(fail)

    async def _go(self, to: str) -> None:
        kind, _, what = to.partition(":")
        listed = self._app.screen.focused
        if kind == "section":
            self._app.call_later(self._app.navigator.show_section, what)
        elif kind == "command":
            self._app.call_later(self._app.run_action, what)
        elif isinstance(listed, ItemList):
            listed.post_message(
                ItemList.Chosen(listed, next(item for item in listed.items if item.id == what))
            )

    async def _shown(self) -> dict[str, Any]:
        picture = self._app.picture
        rows = picture._terminal.frame.rows
        return {"lines": ["".join(row.characters) for row in rows], "cursor": list(picture.cursor_now())}

    async def _choose(self, key: str, value: str) -> None:
        self._app.appearance.choose(key, value)

    async def _patience(self, seconds: float) -> None:
        pace._LONGEST = seconds

    async def _redraw(self) -> None:
        screen = self._app.screen
        self._app.stylesheet.update(screen, animate=False)
        for widget in screen.walk_children(with_self=True):
            widget.notify_style_update()
            _forget_tones(widget)
            widget._styles_cache.clear()
            widget.refresh(layout=True)
        if self._app.picture._terminal is not None:
            self._app.picture._terminal.blank()

    async def _live(self) -> dict[str, Any]:
        _forget_stopped_timers(self._loop)
        gc.collect()
        nodes = Counter(
            type(each).__name__ for each in gc.get_objects() if isinstance(each, DOMNode | StylesCache)
        )
        lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
        private = sum(int(line.split()[1]) for line in lines if line.startswith("Private_"))
        return {"nodes": nodes, "private": private}

    def _busy(self) -> bool:
        app = self._app
        if not len(app.screen_stack) or app._driver is None:
            return True
        waiting = app._driver._type_ahead
        if _has_to_send(app.picture) and not app.picture.calm.is_on:
            return True
        if waiting._waiting or not (waiting._task is None or waiting._task.done()) or app._driver.is_busy:
            return True
        screen: Screen[Any] = app.screen
        if self._reads_list() or (type(screen).__name__ == "HomeScreen" and not screen._shown):
            return True  # there is no list yet, and Enter chooses nothing
        nodes = [app, *screen.walk_children(with_self=True)]
        return bool(screen._callbacks) or any(node.message_queue_size for node in nodes)

    def _reads_list(self) -> bool:
        front = self._app.screen
        return any(
            each.group == "load" and each.node is front and not each.is_finished for each in self._app.workers
        )

    def _state(self) -> dict[str, Any]:
        screen, focused = self._app.screen, self._app.screen.focused
        path = (
            [] if focused is None else [each for each in focused.ancestors_with_self if each is not self._app]
        )
        session = self._app.seat.kept_session
        draft = session.draft if session is not None else None
        listed = focused if isinstance(focused, ItemList) else None
        field = next((each for each in path if isinstance(each, Field)), focused)
        visited.update(type(each).__name__ for each in self._app.screen_stack)  # the first one is not pushed
        return {
            "front": type(screen).__name__,
            "keys": self._app.surroundings.keys_pressed,
            "visited": sorted(visited),
            "stack": [type(each).__name__ for each in self._app.screen_stack],
            "focus": id(focused) if focused is not None else 0,
            "name": (field.id or "") if field is not None else "",
            "takes_text": isinstance(focused, Input | TextArea),
            "hidden": isinstance(focused, Input) and focused.password,
            "value": focused.value if isinstance(focused, Input) else getattr(focused, "text", ""),
            "made_at": made_at(path),
            "texts": {
                str(id(each)): made_at(each.ancestors_with_self)
                for each in screen.query("Input, TextArea")
                if can_be_reached(each)
            },
            "items": [item.id for item in listed.items if not item.heading] if listed is not None else [],
            "current": listed.current.id if listed is not None and listed.current is not None else "",
            "text": listed.current.text if listed is not None and listed.current is not None else "",
            "draft": draft.screening.ref if draft is not None else "",
            "menu": [item.id for item in self._app.goto.menu()] if not self._app.front.in_dialog else [],
            "demo": bool(self._app.seat.demo),
            "locked": bool(self._app.seat.locked),
            "busy": bool(getattr(screen, "busy", False)),
            "workers": sum(not each.is_finished for each in self._app.workers),
            "drawing": _has_to_send(self._app.picture)
            or self._app.picture.pace.has_to_send
            or self._app.front.unanswered._looking is not None
            or pace.has_to_draw(screen),
            "writes": writes["made"],
            "late": late["answers"],
            "saving": getattr(screen, "_saving", None) is not None,
            "kind": type(focused).__name__ if focused is not None else "",
            "said": getattr(screen.query("StatusLine").first(), "words", "") if screen.query("StatusLine") else "",
            "topic": getattr(screen, "section", "") or getattr(screen, "help_topic", ""),
            "stops": len(screen.focus_chain),
            "named": named(focused, field),
        }  # fmt: skip


def _has_to_send(picture: Picture) -> bool:
    """Whether there is more, which is sent in a moment."""
    return picture._rest is not None or picture.calm.has_to_send


def _forget_tones(widget: Widget) -> None:
    """Have the looks of its tones worked out anew, whether it was told that they are others or not."""
    for each in vars(widget).values():
        if isinstance(each, PlainDrawing):
            each._styles = {}


def _forget_stopped_timers(loop: Any) -> None:
    """As the loop does by itself when they would have been due: until then each holds what it was made for."""
    loop._scheduled[:] = [each for each in loop._scheduled if not each.cancelled()]
    heapq.heapify(loop._scheduled)
    loop._timer_cancelled_count = 0


def named(focused: Any, field: Any) -> list[str]:
    """What the focus is on and its state: words that the status line has to say."""
    if isinstance(field, Field):
        held = field.value or "empty"
        return [
            field.label.rstrip(":? "),
            ("something typed" if field.value else "empty") if field.password else held,
        ]
    if isinstance(focused, FactorList):
        mark = focused._marks.get(focused.current_id)
        return [focused.current_id, MARK_WORDS[mark] if mark else "not marked"]
    if isinstance(focused, MarkedList):
        chosen = focused.current.id in focused._marked
        return [focused.label.rstrip(":?. "), ": chosen" if chosen else ": not chosen"]
    if isinstance(focused, ItemList) and focused.current is not None:
        item = focused.current
        says_more = item.said or type(item) is not Item
        return [item.words if says_more else item.text.partition("\n")[0]]
    if isinstance(focused, TextView) and focused.part is not None:
        return ["Line {} of {}".format(*focused.position)]
    return []


def made_at(path: Iterable[Any]) -> list[str]:
    """The lines of code that made a widget and what it stands in."""
    return sorted({place for each in path for place in getattr(each, "made_at", ())})


def can_be_reached(widget: Widget) -> bool:
    """Whether the focus can come to it."""
    return widget.focusable and all(
        each.display for each in widget.ancestors_with_self if isinstance(each, Widget)
    )


# What the witness sees to from the start: where each text field is made, and how much was read from the keyboard.

bytes_read = {"taken": 0, "done": 0}


visited: set[str] = set()
"""Every screen that was ever there."""


writes = {"made": 0}
"""How often something was written to the terminal."""


def _counting_writes(write: Callable[[Output, bytes], None]) -> None:
    def write_and_count(self: Output, data: bytes) -> None:
        writes["made"] += 1
        write(self, data)

    Output.write = write_and_count  # type: ignore[method-assign]


_counting_writes(Output.write)


late = {"answers": 0}
"""How often something was sent, or a key handed on, only because it had waited for so long."""


def _counting_late_ones(send: Callable[[Pace], None], settled: Callable[[TypeAhead], Any]) -> None:
    def send_and_count(self: Pace) -> None:
        late["answers"] += 1
        send(self)

    async def settled_or_count(self: TypeAhead) -> None:
        try:
            await settled(self)
        except asyncio.CancelledError:
            late["answers"] += 1
            raise

    Pace._draw_and_send = send_and_count  # type: ignore[method-assign]
    TypeAhead._settled = settled_or_count  # type: ignore[method-assign]


_counting_late_ones(Pace._draw_and_send, TypeAhead._settled)


depths: dict[str, str] = {}
"""The depth that a test asked for, where it did."""


def _send_other_depths(depth: property) -> None:
    Picture.colour_depth = property(  # type: ignore[method-assign,assignment]
        lambda self: depths.get("sent") or depth.__get__(self)
    )


_send_other_depths(Picture.colour_depth)  # type: ignore[arg-type]


def _remember_screens(show: Callable[..., Any]) -> Callable[..., Any]:
    def show_and_remember(self: App[Any], screen: Screen[Any], *args: Any, **kwargs: Any) -> Any:
        visited.add(type(screen).__name__)
        return show(self, screen, *args, **kwargs)

    return show_and_remember


App.push_screen = _remember_screens(App.push_screen)  # type: ignore[method-assign]
App.switch_screen = _remember_screens(App.switch_screen)  # type: ignore[method-assign]


def _remember_where_made(kind: type[Any]) -> None:
    begin = kind.__init__

    @wraps(begin)
    def begin_and_remember(self: Any, *args: Any, **kwargs: Any) -> None:
        frame = sys._getframe(1)
        while frame.f_code.co_name == "__init__" and frame.f_locals.get("self") is self and frame.f_back:
            frame = frame.f_back
        self.made_at = {*getattr(self, "made_at", ()), f"{frame.f_globals['__name__']}:{frame.f_lineno}"}
        begin(self, *args, **kwargs)

    kind.__init__ = begin_and_remember


for each in (Input, TextArea, Field, InputDialog):
    _remember_where_made(each)


def _counting(read: Callable[[Keyboard], bytes], tick: Callable[[Keyboard], None]) -> None:
    def read_and_count(self: Keyboard) -> bytes:
        data = read(self)
        bytes_read["taken"] += len(data)
        return data

    def tick_and_count(self: Keyboard) -> None:
        tick(self)
        bytes_read["done"] = bytes_read["taken"]

    Keyboard._read = read_and_count  # type: ignore[method-assign]
    Keyboard._tick = tick_and_count  # type: ignore[method-assign]


_counting(Keyboard._read, Keyboard._tick)


def _begin_to_watch(run: Callable[..., Any]) -> None:
    async def watched(self: App[Any], *args: Any, **kwargs: Any) -> Any:
        with suppress(OSError):  # the process before this one had closed the line
            Witness(self).start()
        return await run(self, *args, **kwargs)

    App.run_async = watched  # type: ignore[method-assign]


_begin_to_watch(App.run_async)

if __name__ == "__main__":
    from ce_tui.__main__ import main

    main()
