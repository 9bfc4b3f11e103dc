"""A window has another size before it is drawn in it: what is sent in between is of the size before."""

from __future__ import annotations

from typing import Any

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
    """Keeps what is written."""

    is_inline = False

    def __init__(self) -> None:
        self.written = ""

    def write(self, data: str) -> None:
        self.written += data

    def flush(self) -> None:
        """It is all there."""


class _Grown(App[None]):
    """Says how large its window is."""

    window = Size(80, 24)

    @property
    def size(self) -> Size:
        return self.window


@pytest.mark.parametrize("exactly", [False, True], ids=["list", "line that is typed in"])
def test_what_is_sent_before_a_grown_window_is_drawn_keeps_the_cursor_in_what_is_drawn(
    exactly: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    at: dict[str, Any] = {"place": Offset(70, 20)}
    monkeypatch.setattr(pictures, "place_of_focus", lambda app: at["place"])
    app, driver = _Grown(), _Driver()
    app._running = True
    app._driver = driver  # type: ignore[assignment]
    picture = Picture(app, lambda screen: True)
    picture.letters.come_with_more = lambda: exactly  # type: ignore[method-assign]
    picture._send_rest_soon = lambda: None  # type: ignore[method-assign]
    picture._terminal_of(app.size)
    picture.send_now()
    assert picture.cursor_sent == (70, 20)

    app.window, at["place"] = Size(200, 60), Offset(150, 50)
    picture.send_now()
    assert picture.cursor_sent == (79, 23)
    picture._terminal_of(app.size)
    picture.send_now()
    assert picture.cursor_sent == (150, 50)


def test_a_window_that_has_its_size_back_before_a_screen_was_laid_out_anew_shows_all_of_it() -> None:
    app, driver = _Grown(), _Driver()
    app._running = True
    app._driver = driver  # type: ignore[assignment]
    picture, screen = Picture(app, lambda screen: True), Screen[None]()
    screen._compositor.size = app.window
    rows = [[Strip([Segment(f"Row {y}")])] for y in range(24)]
    picture.paint(screen, LayoutUpdate(rows, app.window.region))
    assert "Row 23" in driver.written

    app.window = Size(60, 20)  # a letter comes, and only its row is drawn
    picture.size_changed()
    picture.paint(screen, LayoutUpdate([[Strip([Segment("typed")])]], Region(0, 5, 5, 1)))
    app.window = Size(80, 24)
    driver.written = ""
    picture.forget()
    assert "Row 23" in driver.written
    assert "typed" in driver.written
