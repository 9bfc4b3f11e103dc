"""A command that takes long says what it is doing, to a person at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from ce_tui.cli import running
from ce_tui.cli.group import cli
from ce_tui.cli.running import while_it_takes
from support.people.cli import ANSWERS
from support.people.cli_people import Hub


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
    monkeypatch.setattr(running, "say_on_stderr", heard.tell)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    return heard


def test_what_takes_long_is_said_once(heard: Heard) -> None:
    with while_it_takes("Importing 3,000 screenings."):
        assert heard.something.wait(20)
    assert heard.words == ["Importing 3,000 screenings. Please wait."]


def test_what_is_soon_done_says_nothing(heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "AFTER", 600.0)
    with while_it_takes("Unlocking."):
        pass
    assert heard.words == []


def test_a_script_is_told_nothing(heard: Heard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "AFTER", 0.0)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: False, raising=False)
    with while_it_takes("Unlocking."):
        assert not heard.something.wait(0.1)
    assert heard.words == []


class AtOnce:
    """A timer whose time is up as soon as it is started: everything takes long."""

    def __init__(self, after: float, do: Callable[[str], None], words: list[str]) -> None:
        self._do, self._words = do, words

    def start(self) -> None:
        self._do(*self._words)

    def cancel(self) -> None:
        pass


@pytest.fixture
def everything_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "Timer", AtOnce)


@pytest.mark.usefixtures("everything_takes_long")
def test_whatever_may_take_long_says_so_once_beside_the_results_and_never_among_them(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    hub = Hub(tmp_path, home)
    unlocking, keys = "Unlocking. Please wait.", "Making the keys. Please wait."

    def heard(*arguments: object, whose: str = "") -> list[str]:
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
        whoever = ("--as", whose, "--passphrase-file", hub.words(whose)) if whose else ()
        cli.main(list(map(str, (*arguments, *whoever))), standalone_mode=False)
        said = capsys.readouterr()
        assert "Please wait" not in said.out
        return [line for line in said.err.splitlines() if line.endswith("Please wait.")]

    words, new = ("--passphrase-file", hub.words("Ada")), ("--new-passphrase-file", hub.words("Ben"))
    code, backup = tmp_path / "code", tmp_path / "backup"
    assert heard("account", "add", "Ada", *words, "--recovery-file", tmp_path / "first") == [keys]
    assert heard("account", "add", "Ben", "--role", "practitioner", *new, whose="Ada") == [unlocking, keys]
    assert heard("account", "passphrase", *new, whose="Ben") == [unlocking, keys]
    assert heard("account", "recovery-code", "--recovery-file", code, whose="Ada") == [
        unlocking,
        keys,
        keys,
        keys,
    ]
    assert heard("account", "recover", "Ben", "--recovery-file", code, *new) == [keys]
    assert heard("store", "check", whose="Ada") == [unlocking, "Checking the store. Please wait."]
    assert heard("audit", "verify", whose="Ada") == [unlocking, "Verifying the log. Please wait."]
    assert heard("store", "backup", backup, whose="Ada") == [unlocking, "Making the backup. Please wait."]
    assert heard("import", ANSWERS, whose="Ben") == [unlocking, "Importing 1 screening. Please wait."]
    assert heard("blank", "essex", "-o", tmp_path / "form.pdf") == ["Making the PDF. Please wait."]
    home.rename(tmp_path / "before")
    assert heard("store", "restore", backup, whose="Ada") == ["Restoring the backup. Please wait."]
