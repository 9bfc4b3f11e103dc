"""A window has another size before it is drawn in it: what is sent in between is of the size before."""

from __future__ import annotations

import pytest
from textual.geometry import Offset, Size

from support.terminal.bare_picture import BarePicture


@pytest.mark.parametrize("exactly", [False, True], ids=["list", "line that is typed in"])
def test_what_is_sent_before_a_grown_window_is_drawn_keeps_the_cursor_in_what_is_drawn(
    exactly: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = BarePicture(monkeypatch)
    picture, bare.cursor = bare.picture, Offset(70, 20)
    picture.letters.come_with_more = lambda: exactly  # type: ignore[method-assign]
    picture._send_rest_soon = lambda: None  # type: ignore[method-assign]
    picture._terminal_of(Size(80, 24))
    picture.send_now()
    assert picture.cursor_sent == (70, 20)

    bare.is_in_a_window(Size(200, 60))
    bare.cursor = Offset(150, 50)
    picture.send_now()
    assert picture.cursor_sent == (79, 23)
    picture._terminal_of(Size(200, 60))
    picture.send_now()
    assert picture.cursor_sent == (150, 50)


def test_a_window_that_has_its_size_back_before_a_screen_was_laid_out_anew_shows_all_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bare = BarePicture(monkeypatch)
    bare.paint(*(f"Row {y}" for y in range(24)))
    assert "Row 23" in bare.sent()

    bare.is_in_a_window(Size(60, 20))  # a letter comes, and only its row is drawn
    bare.picture.size_changed()
    bare.paint("typed", at=5)
    bare.is_in_a_window(Size(80, 24))
    bare.sent()
    bare.picture.forget()
    sent = bare.sent()
    assert "Row 23" in sent and "typed" in sent
