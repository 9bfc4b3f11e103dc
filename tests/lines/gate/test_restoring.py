"""A backup put back at the set-up of the line mode, instead of setting up; then everybody signs in."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.session.jobs.target import SIGN_IN_NOW
from support.people.conversation import NAME, PASSPHRASE, listen
from support.people.screens import second_terminal
from support.stores.backups import backup_in


@pytest.fixture
def backup(store: Path, tmp_path: Path) -> Path:
    casebook = second_terminal(store)
    made = backup_in(tmp_path, casebook)
    casebook.close()
    return made


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    return tmp_path / "empty"


def test_the_set_up_says_how_and_it_leads_to_the_sign_in_and_home(backup: Path, empty: Path) -> None:
    heard = listen(
        empty,
        "Restore",
        str(backup),
        NAME,
        "some other passphrase",
        NAME,
        PASSPHRASE,
        NAME,
        PASSPHRASE,
        "quit",
    )
    at = 0
    for words in (
        "restore: put a backup back instead.",
        "Nothing is changed before all of it was found whole. Backup file?",
        "the passphrase of an administrator of the day of the backup. Name?",
        "The passphrase of that day. Passphrase?",
        "Opening the backup with the passphrase.",
        "The name or the passphrase is not right.",
        "Copying the store out of it.",
        "Looking whether all of it is whole.",
        "The store is restored, and was found whole. The store is as it was on",
        SIGN_IN_NOW,
        "Your name?",
        "Home. No drafts",
    ):
        assert words in heard[at:], f"{words}, after\n{heard[:at]}"
        at = heard.index(words, at)


@pytest.mark.parametrize("lines", [["back"], [""], ["skip"], ["{backup}", NAME, "back"]])
def test_one_can_leave_it_and_set_up(backup: Path, empty: Path, lines: list[str]) -> None:
    heard = listen(
        empty, "restore", *(line.replace("{backup}", str(backup)) for line in lines), "Pat Example"
    )
    assert "Nothing was restored." in heard
    assert heard.rstrip().endswith("Your hub or team? [none]")
    assert not empty.exists()


def test_a_folder_with_other_files_is_said_and_the_set_up_goes_on(empty: Path) -> None:
    empty.mkdir()
    (empty / "letter.txt").write_text("mine")
    heard = listen(empty, "restore", "Pat Example")
    assert "holds files already" in heard
    assert heard.rstrip().endswith("Your hub or team? [none]")


def test_help_and_contacts_are_open_meanwhile(backup: Path, empty: Path) -> None:
    heard = listen(
        empty, "restore", "?", "contacts", "1", "stop", str(backup), "where", "back", "back", "quit"
    )
    assert "The whole path, from / on." in heard
    assert "999" in heard.partition("The whole path")[2]
    assert "Restoring a backup. Nothing is written yet." in heard
