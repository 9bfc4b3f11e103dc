"""Killed while a store of an earlier edition takes the steps it lacks: it takes them whole the next time."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import sqlite_utils
from sqlite_utils import Migrations

from ce_tui.core.vault.folder.home import Home
from ce_tui.core.vault.keys.keyring import unlock
from ce_tui.core.vault.store import sqlcipher
from ce_tui.core.vault.store.database import connect
from ce_tui.core.vault.store.migrations import steps
from support.people.at_work import with_a_long_step
from support.stores.killing import runner
from support.stores.vault import ADA, PASSPHRASE, answers, database_of, entered, new_store

SCREENINGS = 150


class Made(msgspec.Struct):
    """A store of the first edition."""

    home: Path
    notes: dict[str, str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Made by this edition and brought back to the first: what the later steps made is taken out again."""
    home = tmp_path_factory.mktemp("migrate") / "home"
    casebook, _ = new_store(home)
    begun = [
        casebook.screenings.begin(answers(notes=f"number {number} " + "words " * 400))
        for number in range(SCREENINGS)
    ]
    casebook.close()
    _back_to_the_first(home)
    return Made(home, {each.ref: each.answers.notes for each in begun})


def _back_to_the_first(home: Path) -> None:
    db = connect(home / "store.db", unlock(Home(home), ADA, PASSPHRASE).database_key)
    fresh = sqlite_utils.Database(memory=True, execute_plugins=False)
    first = Migrations(steps.name)
    first._migrations = list(steps._migrations)[:1]
    first.apply(fresh)
    known = set(fresh.table_names())
    for name in sorted(set(db.table_names()) - known):
        db.execute(f"DROP TABLE {name}")
    for name in sorted(known):
        for column in sorted(_columns(db, name) - _columns(fresh, name)):
            db.execute(f"ALTER TABLE {name} DROP COLUMN {column}")
    db.execute("DELETE FROM _sqlite_migrations WHERE name != 'm001_tables'")
    db.close()


def _columns(db: sqlite_utils.Database, table: str) -> set[str]:
    return {name for _, name, *_ in db.execute(f"PRAGMA table_info({table})")}


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Iterator[Migrations]:
    """This edition's steps and one more that takes long, as in the process that is killed."""
    more = with_a_long_step()
    monkeypatch.setattr(sqlcipher, "steps", more)
    yield more


def taken(home: Path) -> list[str]:
    """The steps that the store has taken, looked up without taking any."""
    db = connect(home / "store.db", unlock(Home(home), ADA, PASSPHRASE).database_key)
    names = [name for (name,) in db.execute("SELECT name FROM _sqlite_migrations ORDER BY rowid")]
    db.close()
    return names


def kills(made: Made, later: Migrations, folder: Path, count: int, seed: int) -> Counter[int]:
    chosen, stages = random.Random(seed), Counter[int]()
    wanted = [step.name for step in later._migrations]
    with runner("support.people.at_work:open_with_a_long_step") as opening:
        first = folder / "first"
        shutil.copytree(made.home, first)
        took = opening.whole(first)
        for number in range(count):
            home = folder / str(number)
            shutil.copytree(made.home, home)
            opening.for_a_while(home, chosen.uniform(0, 1.2 * took))
            done = taken(home)
            assert done in (["m001_tables"], wanted), "some of the steps and not the others"
            stages[len(done)] += 1
            casebook = entered(home)
            assert taken(home) == wanted
            assert casebook.log.verify().faults == []
            assert {
                each.ref: casebook.screenings.open(each.ref).answers.notes for each in casebook.index.all()
            } == made.notes
            counted = database_of(casebook).execute("SELECT count(*) FROM copied").fetchone()
            assert counted == (SCREENINGS,)
            casebook.close()
            shutil.rmtree(home)
    return stages


def test_killed_at_random_moments_a_store_takes_its_steps_whole(
    made: Made, later: Migrations, tmp_path: Path
) -> None:
    assert taken(made.home) == ["m001_tables"]
    kills(made, later, tmp_path, 10, seed=21)


@pytest.mark.soak
def test_killed_at_a_hundred_random_moments_a_store_takes_its_steps_whole(
    made: Made, later: Migrations, tmp_path: Path
) -> None:
    stages = kills(made, later, tmp_path, 100, seed=22)
    assert len(stages) == 2
