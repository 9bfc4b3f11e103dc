"""What the tests kill half-way: work on a store of `support.stores.vault`, by the people in it."""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database, Migrations

from ce_tui.core.vault.store import store
from ce_tui.core.vault.store.upkeep import steps
from support.stores.vault import ADA, BEN, CLEO, OTHER, PASSPHRASE, entered


def revoke_ben(home: Path) -> None:
    """Ada revokes Ben, which changes the key of the database."""
    entered(home, ADA, PASSPHRASE).revoking.revoke(BEN)


def sign_in(home: Path) -> None:
    """Cleo comes in and goes."""
    entered(home, CLEO, OTHER).close()


def with_a_long_step() -> Migrations:
    """The steps of this edition, and one of a later edition that copies every document."""
    more = Migrations(steps.name)
    more._migrations = list(steps._migrations)

    @more()
    def m999_copied(db: Database) -> None:
        db.execute("CREATE TABLE copied AS SELECT * FROM documents WHERE 0")
        for (at,) in db.execute("SELECT id FROM documents ORDER BY id").fetchall():
            db.execute("INSERT INTO copied SELECT * FROM documents WHERE id = ?", (at,))

    return more


def open_with_a_long_step(home: Path) -> None:
    """Ada comes in with a later edition."""
    store.steps = with_a_long_step()
    entered(home, ADA, PASSPHRASE)
