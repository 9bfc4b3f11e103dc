"""Keeping and letting go a line at a time: by number or reference; what is decided is told by the jobs' own tests."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.open_store import CasebookSettings
from ce_tui.core.vault.casebook.opening import sign_in
from ce_tui.settings.config import BackupSettings, Config
from support.people.conversation import NAME, PASSPHRASE, talk
from support.people.screens import CHEAP

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture
def ref(home: Path) -> str:
    talk(home, "new", "", "", "", "", "", "1", "", "y", "home")
    casebook = sign_in(home, NAME, PASSPHRASE, CasebookSettings(argon=CHEAP))
    [summary] = casebook.index.all()
    casebook.close()
    return summary.ref


def test_one_is_decided_on_by_reference_and_by_its_number_in_the_list(home: Path, ref: str) -> None:
    heard = talk(
        home, "keeping", ref, "hold", "A court asked for it", "list", "1", "y", "The court is done", ref, "delete",
        "Made by mistake", "y", "list", "where", "1", "undo", "list",
    )  # fmt: skip
    assert (
        "It is logged, and stays in the log when the screening is gone: name nobody in it. Your reason?"
        in heard
    )
    assert f"{ref} is on hold: nothing deletes it until it is released." in heard
    assert f"1. {ref}, on hold, draft, {NAME}; held by {NAME}" in heard
    assert f"{ref} is not on hold any more." in heard
    assert "Copies that left the store, referrals and backups, are not reached. Yes or no? [no]" in heard
    assert f"1. {ref}, marked for deletion, draft, {NAME}; marked by {NAME}" in heard
    assert f"{ref} is as it was, in its owner's list." in heard


def test_back_enter_and_what_is_neither_a_reference_nor_a_number_decide_nothing(home: Path, ref: str) -> None:
    heard = talk(
        home, "keeping", ref, "keep", "31 feb 2030", "", ref, "hold", "back", ref, "", "nonsense", ref, "keep",
        "1 2 2030", "Asked for by the school. " * 12,
    )  # fmt: skip
    assert "The day must be a real date. Day, month and year, such as 25 11 2030." in heard
    assert heard.count("Nothing was decided.") == 2
    assert f"Until which day is {ref} kept? Day, such as 25 11 2030?" in heard
    assert "Type a reference such as CE-7K3M-2Q, or a number from the list." in heard
    assert "What you typed was cut: 200 characters fit here." in heard
    assert f"{ref} is kept until 1 February 2030, and looked at again then." in heard


def test_it_can_be_read_first_or_looked_up_in_the_log(home: Path, ref: str) -> None:
    heard = talk(home, "keeping", ref, "5", "read", "back", ref, "open", "where", "home", "list")
    assert f"The log of {ref}. read, older," in heard
    assert f"{ref}, draft. Opened where you left it." in heard
    assert heard.index("Opened where you left it.") < heard.rindex("Home. 1 draft")


def test_one_that_was_opened_from_within_another_takes_its_place(home: Path, ref: str) -> None:
    heard = talk(home, "new", "", "go keeping", ref, "open", "where")
    assert heard.rpartition("Begun: ")[2].count(f"{ref}, draft") == 2


def test_the_owner_is_told_at_home_that_one_is_marked(home: Path, ref: str) -> None:
    talk(home, "keeping", ref, "delete", "Made by mistake", "y")
    heard = talk(home, "list")
    assert f"{ref} was marked for deletion by {NAME}" in heard


def test_rules_are_asked_said_and_set(home: Path) -> None:
    heard = talk(home, "keeping", "rules", "set", "90 days", "", "6 years", "2x", "25", "n", "y", "where")
    assert "This is not an age; expected a whole number of years up to 120, such as 25, or nothing." in heard
    assert "what is due comes before the lead. Set these rules? Yes or no? [no]" in heard
    assert "The rules of keeping are set." in heard
    assert "90 days after the last change" in heard and "whichever is earlier" in heard
    heard = talk(home, "keeping", "rules", "1", "?")
    assert "A number and days, weeks, months or years, such as 90 days or 6 years." in heard
    heard = talk(home, "keeping", "rules", "2")
    assert "The rules of keeping are those of this machine's configuration." in heard


def test_each_part_of_a_rule_is_checked_as_it_is_typed(home: Path) -> None:
    heard = talk(home, "keeping", "rules", "1", "soon", "90 days")
    refused = (
        "This is not a length of time; expected a number and days, weeks, months or years, such as “6 years”"
    )
    assert refused in heard
    _, asked_again, after = heard.partition(refused)[2].partition(
        "For review how long after the last change?"
    )
    assert asked_again and after.index("On the child's birthday of which age?") > 0
    assert heard.count("Screenings that were completed:") == 0, (
        "the next rule is not asked before this one is right"
    )


def test_a_backup_is_written_where_one_says(home: Path, tmp_path: Path) -> None:
    target = tmp_path / "made.backup"
    nowhere = str(tmp_path / "nowhere" / "x")
    heard = talk(home, "keeping", "backup", nowhere, str(target), "backup", str(target), "n", "back")
    assert "There is no folder" in heard
    assert f"The backup is {target}" in heard
    assert "exists already. Replace it? Yes or no? [no]" in heard
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_in_a_deployment_a_backup_goes_where_that_says_and_nowhere_else(home: Path, tmp_path: Path) -> None:
    (tmp_path / "incoming").mkdir()
    config = Config(backup=BackupSettings(folder=str(tmp_path / "incoming")))
    heard = talk(
        home,
        "keeping",
        "backup",
        str(tmp_path / "x.backup"),
        "a.backup",
        "backup",
        "a.backup",
        "y",
        "back",
        config=config,
    )
    assert "What should the backup be called? Who looks after this machine moves it on." in heard
    assert f"On this machine such files go into {tmp_path / 'incoming'} and nowhere else." in heard
    assert heard.count(f"The backup is {tmp_path / 'incoming' / 'a.backup'}") == 2
    (tmp_path / "incoming" / "a.backup").write_text("another's")
    heard = talk(home, "keeping", "backup", "a.backup", config=config)
    assert "exists already, and was not written in this session. It was left as it is." in heard
    assert (tmp_path / "incoming" / "a.backup").read_text() == "another's"
