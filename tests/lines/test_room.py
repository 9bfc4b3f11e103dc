"""A disk that fills while somebody is at work in the line mode: said once each time, and so is that there is room."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.casebook import DISK_FULL
from ce_tui.core.vault.folder.sessions import Headroom
from support.people.conversation import NAME, PASSPHRASE, Conversation


def fill(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """The room kept back was given up, and there is no other."""
    monkeypatch.setattr(Headroom, "_free", lambda _: 0)
    (home / "headroom").unlink()


def test_it_is_said_once_and_again_when_it_fills_again(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Conversation(store) as person:
        person.answer("Your name?\n", NAME)
        person.answer("Passphrase?\n", PASSPHRASE)
        person.hear("[new]\n")
        fill(monkeypatch, store)
        person.hear(DISK_FULL)
        person.answer("[new]\n", "where")
        person.hear("[new]\n")
        assert person.text.count(DISK_FULL) == 1
        monkeypatch.undo()
        person.hear("There is room on the disk again.")
        fill(monkeypatch, store)
        person.hear(DISK_FULL)
        person.hang_up()
        assert person.end() == 0


def test_who_was_told_at_the_sign_in_is_not_told_again(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(monkeypatch, store)
    with Conversation(store) as person:
        person.answer("Your name?\n", NAME)
        person.answer("Passphrase?\n", PASSPHRASE)
        person.hear(DISK_FULL)
        for _ in range(5):
            person.answer("[new]\n", "where")
        person.hear("[new]\n")
        assert person.text.count(DISK_FULL) == 1
        person.hang_up()
        assert person.end() == 0
