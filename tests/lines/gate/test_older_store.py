"""The sign-in to an older copy of the store line by line: nobody is let in, and an administrator can accept it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.settings.config import Config
from support.people.conversation import NAME, PASSPHRASE, listen
from support.people.office import BEN, SECRET
from support.stores.anchored import REASON
from support.stores.older import set_back


@pytest.fixture
def config(home: Path, tmp_path: Path) -> Config:
    return set_back(home, tmp_path)


def test_a_practitioner_is_told_what_it_is_and_what_stays_open(home: Path, config: Config) -> None:
    heard = listen(home, BEN, SECRET, "contacts", "1", "stop", config=config)
    assert "older than its anchors" in heard and "Nobody is let in" in heard
    assert "put back on purpose, and is there no way" not in heard
    assert "999" in heard.partition("Nothing was changed.")[2]


def test_an_administrator_accepts_it_and_signs_in(home: Path, config: Config) -> None:
    heard = listen(
        *(home, NAME, PASSPHRASE, "y", REASON, "not the passphrase", PASSPHRASE),
        *(PASSPHRASE, "quit"),
        config=config,
    )
    at = 0
    for words in (
        "older than its anchors",
        "put back on purpose, and is there no way",
        "Why was it put back?",
        "Your passphrase, once more.",
        "The name or the passphrase is not right.",
        "The store is as it was on",
        "The older copy is accepted. Sign in.",
        "Passphrase?",
        "Home.",
    ):
        assert words in heard[at:], f"{words}, after\n{heard[:at]}"
        at = heard.index(words, at)


@pytest.mark.parametrize("lines", [["n"], ["back"], ["y", "back"], ["y", REASON, "back"]])
def test_one_can_leave_it(home: Path, config: Config, lines: list[str]) -> None:
    heard = listen(home, NAME, PASSPHRASE, *lines, PASSPHRASE, config=config)
    assert "Nothing was accepted." in heard
    assert heard.count("older than its anchors") == 2, "said once each time"


def test_contacts_and_help_are_open_meanwhile(home: Path, config: Config) -> None:
    heard = listen(home, NAME, PASSPHRASE, "contacts", "1", "stop", "?", "n", config=config)
    assert "999" in heard.partition("is there no way")[2]
