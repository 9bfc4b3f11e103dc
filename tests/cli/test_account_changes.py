"""`ce-tui account suspend|resume|revoke|roles|hand-over|recovery-code`: what an administrator changes."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from ce_tui.core.vault.folder.home import Home
from ce_tui.core.vault.keys import slots
from ce_tui.session.words.people import CODE_REPLACED, KEYS_CHANGED, KEYS_LATER
from support.people.cli import Ended, ce_tui
from support.stores.vault import ADA, BEN, CLEO, OTHER, PASSPHRASE, answers, entered, new_store

LEA = "Lea Example"
DOT = "Dot Example"
ROLES = {BEN: "practitioner", CLEO: "administrator", LEA: "lead", DOT: "practitioner"}
NEW = "ribbon glacier pantry yodel"


@dataclass(frozen=True)
class Office:
    """A store with Ada, who has all roles, Ben and Dot, practitioners, Cleo, an administrator, and Lea, a lead."""

    folder: Path
    home: Path

    def run(self, name: str, *arguments: object, passphrase: str = "") -> Ended:
        """A command as this person."""
        words = self.file("words", passphrase or (PASSPHRASE if name == ADA else OTHER))
        return self.bare(*arguments, "--as", name, "--passphrase-file", words)

    def bare(self, *arguments: object) -> Ended:
        """A command as nobody."""
        return ce_tui(*arguments, CE_TUI_HOME=str(self.home))

    def file(self, name: str, text: str) -> Path:
        """A file of one line."""
        path = self.folder / name
        path.write_text(f"{text}\n")
        return path

    def states(self) -> dict[str, str]:
        """The state of each account, as a lead sees it."""
        listed = json.loads(done(self.run(LEA, "account", "list", "--json")))
        return {each["name"]: each["state"] for each in listed}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    casebook, code = new_store(folder / "home")
    for name, role in ROLES.items():
        casebook.people.add_account(name, OTHER, [role])
    casebook.close()
    (folder / "recovery").write_text(f"{code}\n")
    return folder


@pytest.fixture
def office(model: Path, tmp_path: Path) -> Office:
    shutil.copytree(model, tmp_path / "office")
    return Office(tmp_path / "office", tmp_path / "office" / "home")


def done(ended: Ended) -> str:
    assert ended.code == 0, ended.err
    return ended.out


def with_screenings(office: Office, count: int) -> set[str]:
    """Ben begins some screenings. Returns their references."""
    ben = entered(office.home, BEN, OTHER)
    refs = {ben.screenings.begin(answers()).ref for _ in range(count)}
    ben.close()
    return refs


def test_a_suspended_account_is_told_so_and_comes_back_with_its_passphrase(office: Office) -> None:
    assert "cannot sign in" in done(office.run(ADA, "account", "suspend", BEN))
    ended = office.run(BEN, "list")
    assert (ended.code, ended.out) == (77, "")
    assert "suspended" in ended.err
    assert office.states()[BEN] == "suspended"
    assert office.run(ADA, "account", "suspend", BEN).code == 65
    assert "can sign in again" in done(office.run(ADA, "account", "resume", BEN))
    done(office.run(BEN, "list"))


def test_a_revoked_account_is_gone_and_its_screenings_go_to_someone_else(office: Office) -> None:
    refs = with_screenings(office, 2)
    ended = office.run(ADA, "account", "revoke", BEN)
    assert "the keys of the store are changed" in done(ended)
    assert ended.err.splitlines()[0] == "The account is shut out: nobody can sign in with it any more."
    assert "recovery code" not in ended.out
    wrong = office.run(BEN, "list")
    assert (wrong.code, wrong.err) == (77, "The name or the passphrase is not right.\n")
    assert office.states() == {ADA: "active", BEN: "revoked", CLEO: "active", LEA: "active", DOT: "active"}
    assert done(office.run(ADA, "account", "hand-over", BEN, DOT)) == (
        f"2 screenings of {BEN} handed over to {DOT}.\n"
    )
    listed = json.loads(done(office.run(DOT, "list", "--json")))
    assert {each["ref"] for each in listed} == refs
    done(office.run(LEA, "store", "check"))
    assert office.run(ADA, "account", "revoke", BEN).code == 65
    assert "recovery-code" in done(office.run(ADA, "account", "revoke", CLEO))


def test_where_someone_stays_signed_in_it_says_so_and_an_administrators_next_sign_in_finishes_it(
    office: Office,
) -> None:
    dot = entered(office.home, DOT, OTHER)
    ended = office.run(ADA, "account", "revoke", BEN, "--wait", "0.2")
    assert ended.code == 75
    assert "one other person is still signed in" in ended.err
    assert office.run(BEN, "list").code == 77
    dot.close()
    assert slots.read(Home(office.home)).due is True
    ended = office.run(CLEO, "account", "list")
    assert ended.err.splitlines()[0] == (
        "The keys of the store were still to be changed. That is done now, and everyone signs in as before."
    )
    assert slots.read(Home(office.home)).epoch == 2
    assert office.run(ADA, "account", "revoke", BEN).code == 65


def test_roles_are_changed_to_exactly_those_that_are_said(office: Office) -> None:
    assert office.run(BEN, "account", "list").code == 77
    said = done(office.run(ADA, "account", "roles", BEN, "--role", "administrator", "--role", "lead"))
    assert said == f"{BEN} may do: lead, administrator.\n"
    done(office.run(BEN, "account", "list"))
    assert office.run(ADA, "account", "roles", BEN).code == 2
    for name in (ADA, CLEO):
        done(office.run(BEN, "account", "roles", name, "--role", "practitioner"))
    ended = office.run(BEN, "account", "roles", BEN, "--role", "lead")
    assert ended.code == 65
    assert "last administrator" in ended.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("suspend", BEN),
        ("resume", BEN),
        ("revoke", BEN),
        ("roles", BEN, "--role", "lead"),
        ("hand-over", BEN, DOT),
    ],
)
def test_only_an_administrator_changes_accounts(office: Office, arguments: tuple[str, ...]) -> None:
    ended = office.run(LEA, "account", *arguments)
    assert (ended.code, ended.out) == (77, "")
    assert "administrator" in ended.err


def test_a_recovery_code_is_replaced_once_it_is_written_down(office: Office) -> None:
    new = office.folder / "new code"
    assert done(office.run(ADA, "account", "recovery-code", "--recovery-file", new)).splitlines() == [
        f"The recovery code is in {new}. Keep it in a safe place away from this machine.",
        f"{CODE_REPLACED} {KEYS_CHANGED}",
    ]
    assert slots.read(Home(office.home)).epoch == 2
    assert new.stat().st_mode & 0o777 == 0o600
    recover = ("account", "recover", BEN, "--new-passphrase-file", office.file("new words", NEW))
    assert office.bare(*recover, "--recovery-file", office.folder / "recovery").code == 77
    done(office.bare(*recover, "--recovery-file", new))
    done(office.run(BEN, "list", passphrase=NEW))


def test_while_others_are_in_a_new_codes_keys_wait_and_that_is_said_first_to_each_administrator(
    office: Office,
) -> None:
    dot = entered(office.home, DOT, OTHER)
    new = office.folder / "new code"
    said = done(office.run(ADA, "account", "recovery-code", "--recovery-file", new)).splitlines()
    assert said[1:] == [f"{CODE_REPLACED} {KEYS_LATER}"]
    for name in (CLEO, ADA):
        assert office.run(name, "account", "list").err.splitlines()[0] == (
            "The keys of the store are still to be changed: an account was revoked or recovered, or a passphrase or "
            "the recovery code was replaced. Until then the old one opens the store with an old copy of its files. It "
            "is done when an administrator is in and nobody else: sign in again then."
        )
    assert not dot.asked_out_words
    dot.close()
    assert office.run(LEA, "account", "list").err == ""
    assert slots.read(Home(office.home)).epoch == 1
    assert "That is done now" in office.run(CLEO, "account", "list").err
    assert slots.read(Home(office.home)).epoch == 2


def test_a_recovery_code_that_cannot_be_written_down_changes_nothing(office: Office) -> None:
    there = office.file("there", "kept")
    assert office.run(ADA, "account", "recovery-code", "--recovery-file", there).code == 73
    assert there.read_text() == "kept\n"
    new = ("--new-passphrase-file", office.file("new words", NEW))
    done(office.bare("account", "recover", BEN, "--recovery-file", office.folder / "recovery", *new))


def test_a_recovery_is_told_on_standard_error_to_a_lead_and_to_whose_account_it_is(office: Office) -> None:
    done(
        office.bare(
            *("account", "recover", BEN, "--recovery-file", office.folder / "recovery"),
            *("--new-passphrase-file", office.file("new", NEW)),
        )
    )
    told = f"somebody with the recovery code gave the account {BEN} a new passphrase"
    for _ in range(2):  # nobody is there to read it where the passphrase comes from a file
        ended = office.run(LEA, "account", "list")
        assert done(ended) and told in ended.err
    assert told not in office.run(CLEO, "account", "list").err
    assert "gave your account a new passphrase" in office.run(BEN, "list", passphrase=NEW).err


@pytest.mark.parametrize(
    "change", [("suspend", CLEO), ("revoke", CLEO), ("roles", CLEO, "--role", "practitioner")]
)
def test_whoever_takes_the_administrators_role_away_is_told_that_a_new_recovery_code_is_due(
    office: Office, change: tuple[str, ...]
) -> None:
    due = f"{CLEO} is no administrator any more, and may know the recovery code"
    ended = office.run(ADA, "account", *change)
    assert done(ended)
    if change[0] != "revoke":  # which says so in words of its own
        assert ended.err.startswith(due)
    assert office.run(ADA, "account", "list").err.startswith(due)
    assert due not in office.run(LEA, "account", "list").err
    done(office.run(ADA, "account", "recovery-code", "--recovery-file", office.folder / "another"))
    assert office.run(ADA, "account", "list").err == ""
