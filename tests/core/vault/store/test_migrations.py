"""A store of an earlier edition takes the steps it lacks when it is opened, whole or not at all."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlite_utils
from sqlite_utils import Migrations

from ce_tui.core.pathway.answers.screening import Decision
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.vault.casebook.around import Around
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.opening import NewStore, set_up, sign_in
from ce_tui.core.vault.casebook.rules import PathwayRules
from ce_tui.core.vault.store import sqlcipher
from ce_tui.core.vault.store.migrations import steps
from support.stores.vault import ADA, PASSPHRASE, QUICK, answers, database_of, entered, new_store


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Iterator[Migrations]:
    """The steps of a later edition: this one's, and room for more."""
    more = Migrations(steps.name)
    more._migrations = list(steps._migrations)
    monkeypatch.setattr(sqlcipher, "steps", more)
    yield more


def test_a_store_takes_the_steps_it_lacks_once(home: Path, later: Migrations) -> None:
    casebook, _ = new_store(home)
    ref = casebook.screenings.begin(answers(notes="kept")).ref
    casebook.close()
    taken = []

    @later()
    def m999_more(db: sqlite_utils.Database) -> None:
        taken.append(1)
        db.table("more").create({"id": int}, pk="id", strict=True)

    for _ in range(2):
        casebook = entered(home)
        assert casebook.screenings.open(ref).answers.notes == "kept"
        assert casebook.log.verify().faults == []
        casebook.close()
    assert taken == [1]


def test_a_step_that_fails_leaves_the_store_as_it_was(home: Path, later: Migrations) -> None:
    new_store(home)[0].close()

    @later()
    def m999_fails(db: sqlite_utils.Database) -> None:
        db.table("more").create({"id": int}, pk="id", strict=True)
        raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        entered(home)
    later._migrations.pop()
    casebook = entered(home)
    tables = [name for (name,) in database_of(casebook).conn.execute("SELECT name FROM sqlite_master")]
    assert "more" not in tables
    casebook.close()


def test_two_who_open_it_at_once_take_each_step_once(home: Path, later: Migrations) -> None:
    new_store(home)[0].close()

    @later()
    def m999_more(db: sqlite_utils.Database) -> None:
        db.table("more").create({"id": int}, pk="id", strict=True)

    opened: list[Casebook] = []
    people = [threading.Thread(target=lambda: opened.append(entered(home))) for _ in range(4)]
    for each in people:
        each.start()
    for each in people:
        each.join()
    assert len(opened) == 4
    for casebook in opened:
        casebook.close()


def test_an_account_whose_entry_was_cut_short_is_put_on_the_list_when_it_signs_in(home: Path) -> None:
    casebook, _ = new_store(home)
    database_of(casebook).execute("DELETE FROM accounts")
    casebook.close()
    again = entered(home)
    assert [each.name for each in again.people.accounts()] == [ADA]
    again.close()


@pytest.mark.parametrize(
    ("given", "decision", "acting_on"),
    [
        ({}, "", "none"),
        ({"marks": {"A3": "suspected"}}, "", "amber"),
        ({"marks": {"A3": "suspected"}, "decision": Decision("yellow", "known to us")}, "yellow", "amber"),
        ({"marks": {"A3": "suspected"}, "decision": Decision("red")}, "red", "red"),
        ({"decision": Decision("unsure")}, "unsure", "none"),
        ({"harm_today": True}, "red", "red"),
        ({"immediate_risk": True}, "", "red"),
    ],
)
def test_a_list_of_before_learns_what_is_acted_on(
    home: Path, given: dict[str, Any], decision: str, acting_on: str
) -> None:
    around = Around(argon=QUICK, rules=PathwayRules())
    casebook, _ = set_up(home, NewStore(name=ADA, passphrase=PASSPHRASE), around)
    casebook.screenings.begin(answers(pathway=default_pathway().id, **given))
    db = database_of(casebook)
    for name in ("decision", "acting_on"):
        db.execute(f"ALTER TABLE screenings DROP COLUMN {name}")
    db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm005_acting_on'")
    db.conn.commit()
    casebook.close()
    casebook = sign_in(home, ADA, PASSPHRASE, around)
    (row,) = casebook.index.all()
    assert (row.decision, row.acting_on) == (decision, acting_on)
    assert casebook.log.verify().faults == []
    casebook.close()


@pytest.mark.parametrize("missing", [None, False, True])
def test_a_list_of_before_learns_which_child_is_missing_now(home: Path, missing: bool | None) -> None:
    around = Around(argon=QUICK, rules=PathwayRules())
    casebook, _ = set_up(home, NewStore(name=ADA, passphrase=PASSPHRASE), around)
    casebook.screenings.begin(answers(pathway=default_pathway().id, missing_now=missing))
    db = database_of(casebook)
    db.execute("ALTER TABLE screenings DROP COLUMN missing_now")
    db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm006_missing_now'")
    db.conn.commit()
    casebook.close()
    casebook = sign_in(home, ADA, PASSPHRASE, around)
    (row,) = casebook.index.all()
    assert row.missing_now is bool(missing)
    assert casebook.log.verify().faults == []
    casebook.close()


def test_a_list_of_before_learns_why_and_what_was_set_aside(home: Path) -> None:
    around = Around(argon=QUICK, rules=PathwayRules())
    casebook, _ = set_up(home, NewStore(name=ADA, passphrase=PASSPHRASE), around)
    given: dict[str, Any] = {"harm_today": True, "known_to_practitioner": False}
    aside: Any = {"A3": "suspected", "A10": "suspected"}
    casebook.screenings.begin(answers(pathway=default_pathway().id, set_aside=aside, **given))
    db = database_of(casebook)
    for name in ("danger", "set_aside"):
        db.execute(f"ALTER TABLE screenings DROP COLUMN {name}")
    db.execute("UPDATE screenings SET decision = 'red'")
    db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm007_why_and_set_aside'")
    db.conn.commit()
    casebook.close()
    casebook = sign_in(home, ADA, PASSPHRASE, around)
    (row,) = casebook.index.all()
    assert (row.danger, row.set_aside) == (("harm_today",), ("A3", "A10"))
    assert (row.decision, row.acting_on) == ("", "red"), "harm told is no decision"
    assert casebook.log.verify().faults == []
    casebook.close()
