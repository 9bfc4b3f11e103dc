"""Keeping and letting go in the line mode: rules, the review queue, holds, deletion with its undo, backup."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.around import Around
from ce_tui.core.vault.casebook.opening import sign_in
from support.people.conversation import NAME, PASSPHRASE, talk
from support.people.screens import CHEAP

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture
def ref(home: Path) -> str:
    talk(home, "new", "", "", "y", "", "", "", "y", "home")
    casebook = sign_in(home, NAME, PASSPHRASE, Around(argon=CHEAP))
    [summary] = casebook.index.all()
    casebook.close()
    return summary.ref


def test_a_screening_is_held_released_marked_and_brought_back_each_with_a_reason(
    home: Path, ref: str
) -> None:
    heard = talk(
        home, "keeping", ref, "hold", "A court asked for it", "list", "1", "y", "The court is done", ref, "delete", "y",
        "Made by mistake", "list", "where", "1", "undo", "list",
    )  # fmt: skip
    assert f"{ref} is on hold: nothing deletes it until it is released." in heard
    assert f"1. {ref}, on hold, draft, {NAME}; held by {NAME}" in heard
    assert f"{ref} is not on hold any more." in heard
    assert "Copies that left the store, referrals and backups, are not reached. Yes or no? [no]" in heard
    assert f"1. {ref}, marked for deletion, draft, {NAME}; marked by {NAME}" in heard
    assert f"{ref} is as it was, in its owner's list." in heard


def test_nothing_is_decided_without_a_reason_a_day_or_a_yes(home: Path, ref: str) -> None:
    heard = talk(
        home, "keeping", ref, "keep", "31 feb 2030", "", ref, "hold", "", ref, "delete", "n", ref, "", "nonsense", ref,
        "keep", "1 2 2030", "Asked for by the school",
    )  # fmt: skip
    assert "The day must be a real date. For example, 25 11 2030." in heard
    assert heard.count("Nothing was decided.") == 3
    assert "Type a reference such as CE-7K3M-2Q, or a number from the list." in heard
    assert f"{ref} is kept until 1 February 2030, and looked at again then." in heard


def test_the_owner_is_told_at_home_that_one_is_marked(home: Path, ref: str) -> None:
    talk(home, "keeping", ref, "delete", "y", "Made by mistake")
    heard = talk(home, "list")
    assert f"{ref} was marked for deletion by {NAME}" in heard


def test_rules_are_asked_said_and_set(home: Path, ref: str) -> None:
    heard = talk(home, "keeping", "rules", "set", "90 days", "", "6 years", "2x", "25", "n", "y", "where")
    assert "Type a whole number of years up to 120" in heard
    assert "The rules of keeping are set." in heard
    assert "90 days after the last change" in heard and "whichever is earlier" in heard
    assert "Retention, drafts: not a length of time" in talk(
        home, "keeping", "rules", "1", "soon", "", "", "", ""
    )


def test_a_backup_is_written_where_one_says(home: Path, ref: str, tmp_path: Path) -> None:
    target = tmp_path / "made.backup"
    heard = talk(
        home,
        "keeping",
        "backup",
        str(tmp_path / "nowhere" / "x"),
        str(target),
        "backup",
        str(target),
        "n",
        "back",
    )
    assert "There is no folder" in heard
    assert f"The backup is {target}" in heard
    assert "exists already. Replace it? Yes or no? [no]" in heard
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
