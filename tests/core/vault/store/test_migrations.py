"""A store of an earlier edition takes the steps it lacks when it is opened, whole or not at all."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlite_utils
from sqlite_utils import Migrations

from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.store import store
from ce_tui.core.vault.store.sealed import KEPT, PREFERENCES, SHARED
from ce_tui.core.vault.store.upkeep import steps
from support.stores.vault import answers, database_of, entered, new_store


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Iterator[Migrations]:
    """The steps of a later edition: this one's, and room for more."""
    more = Migrations(steps.name)
    more._migrations = list(steps._migrations)
    monkeypatch.setattr(store, "steps", more)
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


def test_every_table_with_seals_is_looked_over_and_its_seals_cover_every_column(home: Path) -> None:
    casebook, _ = new_store(home)
    db = database_of(casebook)
    tables = {name: {*db.table(name).columns_dict} for name in db.table_names()}
    sealed = {name: columns for name, columns in tables.items() if "seal" in columns}
    covered = {each.table: {*each.columns, "seal"} for each in (*SHARED, PREFERENCES, *KEPT)}
    assert sealed.keys() - covered.keys() == {"head", "screenings"}  # sealed by code of their own
    uncovered = {name: sealed[name] - columns for name, columns in covered.items() if sealed[name] - columns}
    assert uncovered == {
        "accounts": {"place"},
        "editions": {"place", "source"},
    }  # a source's SHA-256 is covered
    casebook.close()
