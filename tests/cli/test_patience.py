"""A command that takes long says what it is doing, to a person at a terminal."""

from __future__ import annotations

import sys
from threading import Event

import pytest

from ce_tui.cli import patience
from ce_tui.cli.patience import patiently


class Heard:
    def __init__(self) -> None:
        self.words: list[str] = []
        self.something = Event()

    def tell(self, *lines: str) -> None:
        self.words += lines
        self.something.set()


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    heard = Heard()
    monkeypatch.setattr(patience, "tell", heard.tell)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    return heard


def test_what_takes_long_is_said_once(heard: Heard) -> None:
    with patiently("Importing 3,000 screenings."):
        assert heard.something.wait(20)
    assert heard.words == ["Importing 3,000 screenings. Please wait."]


def test_what_is_soon_done_says_nothing(heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "AFTER", 600.0)
    with patiently("Unlocking."):
        pass
    assert heard.words == []


def test_a_script_is_told_nothing(heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "AFTER", 0.0)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: False, raising=False)
    with patiently("Unlocking."):
        assert not heard.something.wait(0.1)
    assert heard.words == []
