"""A picture by itself: its app says how large the window is and where the cursor belongs, and keeps what is sent."""

from __future__ import annotations

import re

import pytest
from rich.segment import Segment
from textual._compositor import LayoutUpdate
from textual.app import App
from textual.geometry import Offset, Region, Size
from textual.screen import Screen
from textual.strip import Strip

from ce_tui.terminal import picture as pictures
from ce_tui.terminal.picture import Picture


class _Driver:
    is_inline = False

    def __init__(self) -> None:
        self.written = ""

    def write(self, data: str) -> None:
        self.written += data

    def flush(self) -> None:
        """It is all there."""


class _Window(App[None]):
    window = Size(80, 24)

    @property
    def size(self) -> Size:
        return self.window


class BarePicture:
    """What is painted on it is sent at once, as its `picture` has it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.cursor = Offset(0, 0)
        monkeypatch.setattr(pictures, "place_of_focus", lambda app: self.cursor)
        self._app, self._driver = _Window(), _Driver()
        self._app._running = True
        self._app._driver = self._driver  # type: ignore[assignment]
        self.picture = Picture(self._app, lambda screen: True)
        self._screen = Screen[None]()
        self._screen._compositor.size = self._app.window

    def is_in_a_window(self, size: Size) -> None:
        """It has another size; nothing is laid out in it yet."""
        self._app.window = size

    def paint(self, *rows: str, at: int = 0) -> None:
        """Paint rows, the first of them in that one."""
        width = max(map(len, rows))
        strips = [[Strip([Segment(row.ljust(width))])] for row in rows]
        self.picture.paint(self._screen, LayoutUpdate(strips, Region(0, at, width, len(rows))))

    def sent(self) -> str:
        """The words of all that was sent since the last time."""
        written, self._driver.written = self._driver.written, ""
        return re.sub(r"\x1b\[[^a-zA-Z]*[a-zA-Z]", "", written)
