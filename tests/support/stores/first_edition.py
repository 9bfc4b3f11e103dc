"""A store as the first edition left it: before what was done about screenings could be recorded."""

from __future__ import annotations

from pathlib import Path

import sqlite_utils
from sqlite_utils import Migrations

from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.index import BEFORE
from ce_tui.core.vault.folder.home import Home
from ce_tui.core.vault.keys.keyring import unlock
from ce_tui.core.vault.store.database import connect
from ce_tui.core.vault.store.sealed import SETTINGS
from ce_tui.core.vault.store.upkeep import steps
from support.stores.vault import ADA, PASSPHRASE

FIRST = "m001_tables"
"""The step that the first edition took."""


def closed_by_the_first_edition(casebook: Casebook) -> None:
    """Close Ada's store so that nothing in it is of a later edition. Nothing was recorded as done in it."""
    store, home = casebook._desk.store, casebook._desk.home.folder
    db = store._file.db
    assert db.execute("SELECT count(*) FROM actions").fetchone() == (0,)
    with store._file.change():
        (seal,) = db.execute("DELETE FROM settings WHERE key = ? RETURNING seal", (BEFORE,)).fetchone()
        store.log.write([], [(SETTINGS.table, seal)])
    casebook.close()  # what its anchor says is without the setting, too
    _without_the_later_steps(home)


def steps_taken(home: Path) -> list[str]:
    """The steps that a store has taken, looked up without taking any."""
    db = connect(home / "store.db", unlock(Home(home), ADA, PASSPHRASE).database_key)
    names = [name for (name,) in db.execute("SELECT name FROM _sqlite_migrations ORDER BY rowid")]
    db.close()
    return names


def first_edition() -> sqlite_utils.Database:
    """A database in memory with what the first step makes."""
    fresh = sqlite_utils.Database(memory=True, execute_plugins=False)
    first = Migrations(steps.name)
    first._migrations = list(steps._migrations)[:1]
    first.apply(fresh)
    return fresh


def _without_the_later_steps(home: Path) -> None:
    db = connect(home / "store.db", unlock(Home(home), ADA, PASSPHRASE).database_key)
    fresh = first_edition()
    known = set(fresh.table_names())
    with db.atomic():
        for name in sorted(set(db.table_names()) - known):
            db.execute(f"DROP TABLE {name}")
        for name in sorted(known):
            for column in sorted(_columns(db, name) - _columns(fresh, name)):
                db.execute(f"ALTER TABLE {name} DROP COLUMN {column}")
        db.execute("DELETE FROM _sqlite_migrations WHERE name != ?", (FIRST,))
    db.execute("VACUUM")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    db.close()


def _columns(db: sqlite_utils.Database, table: str) -> set[str]:
    return {name for _, name, *_ in db.execute(f"PRAGMA table_info({table})")}
