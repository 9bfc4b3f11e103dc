"""`ce-tui account suspend|resume|revoke|roles|hand-over`: what an administrator changes about other accounts."""

from __future__ import annotations

import json

import pytest

from support.cli import Ended, ce_tui
from support.cli_people import Hub


def states(hub: Hub) -> dict[str, str]:
    ended = hub.run("Ada", "account", "list", "--json")
    assert ended.code == 0, ended.err
    return {each["name"]: each["state"] for each in ended.json}


def done(ended: Ended) -> str:
    assert ended.code == 0, ended.err
    return ended.out


def test_a_suspended_account_is_told_so_and_comes_back_with_its_passphrase(staffed: Hub) -> None:
    assert "cannot sign in" in done(staffed.run("Ada", "account", "suspend", "Ben"))
    ended = staffed.run("Ben", "list")
    assert (ended.code, ended.out) == (77, "")
    assert "suspended" in ended.err
    assert states(staffed)["Ben"] == "suspended"
    assert "suspended" in done(staffed.run("Lea", "account", "list"))
    assert staffed.run("Ada", "account", "suspend", "Ben").code == 65
    assert "can sign in again" in done(staffed.run("Ada", "account", "resume", "Ben"))
    done(staffed.run("Ben", "list"))


def test_a_revoked_account_is_gone_and_its_screenings_go_to_someone_else(staffed: Hub) -> None:
    many = [{"pathway": "set-2026-06", "locality": "essex", "marks": {}}] * 2
    refs = staffed.imports("Ben", *many)
    ended = staffed.run("Ada", "account", "revoke", "Ben")
    assert "the keys of the store are changed" in done(ended)
    assert "shut out" in ended.err.splitlines()[0]
    wrong = staffed.run("Ben", "list")
    assert (wrong.code, wrong.err) == (77, "The name or the passphrase is not right.\n")
    assert states(staffed) == {"Ada": "active", "Ben": "revoked", "Cy": "active", "Lea": "active"}
    said = done(staffed.run("Ada", "account", "hand-over", "Ben", "Cy"))
    assert said == "2 screenings of Ben handed over to Cy.\n"
    listed = json.loads(done(staffed.run("Cy", "list", "--json")))
    assert sorted(each["ref"] for each in listed) == sorted(refs)
    done(staffed.run("Lea", "store", "check"))
    assert staffed.run("Ada", "account", "revoke", "Ben").code == 65


def test_roles_are_changed_to_exactly_those_that_are_said(staffed: Hub) -> None:
    assert staffed.run("Ben", "account", "list").code == 77
    said = done(staffed.run("Ada", "account", "roles", "Ben", "--role", "administrator", "--role", "lead"))
    assert said == "Ben may do: lead, administrator.\n"
    done(staffed.run("Ben", "account", "list"))
    assert staffed.run("Ada", "account", "roles", "Ben").code == 2
    done(staffed.run("Ben", "account", "roles", "Ada", "--role", "practitioner"))
    ended = staffed.run("Ben", "account", "roles", "Ben", "--role", "lead")
    assert ended.code == 65
    assert "last administrator" in ended.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("suspend", "Cy"),
        ("resume", "Cy"),
        ("revoke", "Cy"),
        ("roles", "Cy", "--role", "lead"),
        ("hand-over", "Cy", "Ben"),
    ],
)
def test_only_an_administrator_changes_accounts(staffed: Hub, arguments: tuple[str, ...]) -> None:
    ended = staffed.run("Lea", "account", *arguments)
    assert (ended.code, ended.out) == (77, "")
    assert "administrator" in ended.err


def test_a_recovery_code_that_cannot_be_written_down_changes_nothing(hub: Hub) -> None:
    there = hub.folder / "there"
    there.write_text("kept")
    assert hub.run("Ada", "account", "recovery-code", "--recovery-file", there).code == 73
    assert there.read_text() == "kept"
    recover = ("account", "recover", "Ada", "--recovery-file", hub.folder / "recovery")
    done(ce_tui(*recover, "--new-passphrase-file", hub.words("Cy")))
