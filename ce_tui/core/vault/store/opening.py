"""What is looked at before a database is worked in: that it is one of ours, and not of a later edition.

SQLite takes a file without anything in it for a new database, and a table of a later edition is no fault to it; so an
emptied store would be filled with a fresh one, and a later one be written to by a program that does not know it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ce_tui.core.vault.errors import PUT_BACK, Damaged, StoreUnreadable

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

_LATER = (
    "This store was last used by a later edition of this program, and this one could do harm in it. Nothing was "
    "changed. Use the later edition here too."
)


def check_steps(db: Database, steps: Migrations) -> None:
    """Raise `Damaged` where there is no store in the file, `StoreUnreadable` where it is of a later edition."""
    if not db.table("_sqlite_migrations").exists():
        raise part_missing("all of it")
    taken = db.execute(
        "SELECT name FROM _sqlite_migrations WHERE migration_set = ?", (steps.name,)
    ).fetchall()
    if {name for (name,) in taken} - {step.name for step in steps._migrations}:
        raise StoreUnreadable(_LATER)


def audit_key(spelled: str | None) -> bytes:
    """The key of the log, 32 bytes. Raises `Damaged` for anything else: nothing is to be logged with it."""
    try:
        key = bytes.fromhex(spelled or "")
    except ValueError:
        key = b""
    if len(key) != 32:
        raise part_missing("the key of its log")
    return key


def count_of(spelled: str | None) -> int:
    """What counts something; 0 where it is not there yet. Raises `Damaged` where it is no number."""
    if not (spelled or "0").isascii() or not (spelled or "0").isdigit():
        raise part_missing("a count")
    return int(spelled or "0")


def part_missing(part: str) -> Damaged:
    """A database that is readable and lacks something that this program always writes."""
    return Damaged(
        f"The database store.db is damaged: {part} is missing or is not as this program writes it. Nothing was "
        f"changed. {PUT_BACK}"
    )
