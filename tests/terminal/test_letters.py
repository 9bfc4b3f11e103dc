"""A letter that is typed is sent alone and what follows from it a moment later: together both would be read out."""

from __future__ import annotations

import asyncio

import pytest
from textual.geometry import Offset

from ce_tui.terminal import picture as pictures
from ce_tui.terminal.picture import Letters
from support.terminal.bare_picture import BarePicture

ROW, BELOW, HEADER = 5, 9, 0


class _Text:
    """Somebody types in a line, and what that comes to stands below it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Letters, "field", "the notes")
        self.bare = BarePicture(monkeypatch)
        self._typed = ""
        self.bare.cursor = Offset(0, ROW)
        self.bare.paint(*("" for _ in range(24)))
        self.bare.sent()

    def type(self, letter: str) -> str:
        """What is sent at once."""
        self._typed += letter
        self.bare.cursor = Offset(len(self._typed), ROW)
        self.bare.paint(self._typed, at=ROW)
        return self.bare.sent()

    def show(self, words: str, *, at: int) -> str:
        """Show words in another line: what is sent at once."""
        self.bare.paint(words, at=at)
        return self.bare.sent()

    async def rest(self) -> str:
        """What is sent once nothing more follows."""
        while self.bare.picture._rest is not None:
            await asyncio.sleep(0.01)
        return self.bare.sent()

    @property
    def due(self) -> float:
        """When the rest is sent, in the loop's time."""
        rest = self.bare.picture._rest
        assert rest is not None
        return rest.when()


async def test_what_follows_from_a_letter_and_whatever_else_is_drawn_meanwhile_come_together_after_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = _Text(monkeypatch)
    assert text.show("So far: nothing", at=BELOW), "where nobody types it comes at once"
    assert text.type("a") == "a"
    assert text.show("So far: a word", at=BELOW) == ""
    assert text.show("Saved", at=HEADER) == "", "with the rest, and no sooner"
    rest = await text.rest()
    assert "a word" in rest and "Saved" in rest
    assert "Locks soon" in text.show("Locks soon", at=HEADER), "the letter was read out by then"


async def test_each_letter_puts_off_what_follows_but_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    text = _Text(monkeypatch)
    text.type("a")
    text.show("So far: one", at=BELOW)
    first = text.due
    assert text.type("b") == "b"
    assert text.due > first
    assert "one" in await text.rest()

    monkeypatch.setattr(pictures, "_LATEST", 0.01)
    text.type("c")
    text.show("So far: two", at=BELOW)
    first = text.due
    assert text.type("d") == "d"
    assert text.due == first
    assert "two" in await text.rest()


async def test_another_place_comes_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list that has the cursor next is not waited for; nor is a screen that is sent anew."""
    text = _Text(monkeypatch)
    text.type("a")
    text.show("So far: one", at=BELOW)
    monkeypatch.setattr(Letters, "field", "another text")
    assert "Another" in text.show("Another", at=HEADER)

    text.type("b")
    text.show("So far: two", at=BELOW)
    text.bare.picture.forget()
    assert "two" in text.bare.sent()
