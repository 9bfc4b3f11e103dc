"""The database's tables, as steps that each store has taken in order. A step that has been released never changes.

Each runs in one transaction with the note that it was taken, so a store killed half-way is as it was before. What a
later step adds is sealed as these rows are: a seal in each row, and a kind of seals of its own (`sealed`).
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

steps = Migrations("ce-tui")


@steps()
def m001_tables(db: Database) -> None:
    """Everything of the first edition."""
    _settings(db)
    _screenings(db)
    _kept(db)
    _log(db)
    _anchored(db)


@steps()
def m002_actions(db: Database) -> None:
    """What was done about screenings, and what lists need of it. Rows of before have nothing and keep their seal.

    Nothing but the deletion of its screening takes an action away, and nothing changes one.
    """
    columns = "ref TEXT, number INTEGER, recorded_at TEXT, recorded_by TEXT, content BLOB, seal BLOB"
    _keyed(db, "actions", columns, "ref, number")
    _forbid(db, "actions", "UPDATE", "an action is never changed")
    db.execute("ALTER TABLE screenings ADD COLUMN followed TEXT NOT NULL DEFAULT ''")


@steps()
def m003_pairings(db: Database) -> None:
    """Which screenings somebody said to be of one child, or of two: `ref` is before `other`."""
    _keyed(db, "pairings", "ref TEXT, other TEXT, content BLOB, seal BLOB", "ref, other")


def _settings(db: Database) -> None:
    """Settings, preferences, accounts, editions: each row with its seal, and long content behind it."""
    sealed = {"seal": bytes}
    _keyed(db, "settings", "key TEXT, value TEXT, seal BLOB", "key")
    _keyed(db, "preferences", "account TEXT, key TEXT, value TEXT, seal BLOB", "account, key")
    accounts = {"place": int, "id": str, "name": str, "roles": str, "created": str} | sealed
    db.table("accounts").create(accounts, pk="place", not_null=set(accounts) - {"place"}, strict=True)
    db.table("accounts").create_index(["id"], unique=True)
    editions = {"place": int, "id": str, "sha256": str, "first_used": str} | sealed | {"source": bytes}
    db.table("editions").create(editions, pk="place", not_null=set(editions) - {"place"}, strict=True)
    db.table("editions").create_index(["id", "sha256"], unique=True)


def _screenings(db: Database) -> None:
    """Rows and documents lie apart, so that a list reads few pages; words too, so that a mark leaves them alone."""
    texts = [
        "ref",
        "owner",
        "state",
        "outcome",
        "decision",
        "acting_on",
        "missing_now",
        "danger",
        "set_aside",
    ]
    texts += ["locality", "screened_on", "child", "created", "updated", "completed", "edition", "writer"]
    seals = dict.fromkeys(("digest", "found_by", "kept", "seal"), bytes)
    columns = {"id": int} | dict.fromkeys(texts, str) | {"version": int, "revision": int} | seals
    screenings = db.table("screenings")
    screenings.create(columns, pk="id", not_null=set(columns) - {"id"}, strict=True)
    screenings.create_index(["ref"], unique=True)
    screenings.create_index(["owner"])
    db.table("documents").create({"id": int, "document": bytes}, pk="id", not_null={"document"}, strict=True)
    words = db.table("words")
    words.create({"id": int, "text": str}, pk="id", not_null={"text"}, strict=True)
    words.enable_fts(["text"], create_triggers=True, tokenize="unicode61 remove_diacritics 2")
    db.table("presence").create(
        {"ref": str, "session": str, "account": str, "since": str, "changed": str, "at": float},
        pk="ref",
        not_null={"session", "account", "since", "changed", "at"},
        strict=True,
    )


def _kept(db: Database) -> None:
    """Completed revisions, files, and what stands about the keeping of a screening."""
    revisions = {"ref": str, "revision": int, "completed": str, "actor": str, "outcome": str, "seq": int}
    revisions |= {"link": bytes, "seal": bytes, "document": bytes}
    db.table("revisions").create(revisions, pk=("ref", "revision"), not_null=set(revisions), strict=True)
    attachments = {"ref": str, "revision": int, "kind": str, "made": str, "seal": bytes, "content": bytes}
    db.table("attachments").create(
        attachments, pk=("ref", "revision", "kind"), not_null=set(attachments), strict=True
    )
    _keyed(db, "keeping", "ref TEXT, kind TEXT, content BLOB, seal BLOB", "ref, kind")
    _forbid(db, "revisions", "UPDATE", "a completed revision never changes")


def _log(db: Database) -> None:
    """The log is only ever added to. `head` has one row; `sums` one for each kind of seals (`sealed`)."""
    audit = {"seq": int, "at": str, "actor": str, "kind": str, "ref": str, "revision": int, "version": int}
    audit |= {"detail": str, "link": bytes}
    db.table("audit").create(audit, pk="seq", not_null=set(audit) - {"seq"}, strict=True)
    _forbid(db, "audit", "UPDATE", "the log is only ever added to")
    _forbid(db, "audit", "DELETE", "the log is only ever added to")
    head = {"id": int, "seq": int, "link": bytes, "tally": bytes, "generation": int, "listed": bytes}
    head |= {"announced": bytes, "seal": bytes}
    db.table("head").create(head, pk="id", not_null=set(head) - {"id"}, strict=True)
    _keyed(db, "sums", "kind TEXT, sum BLOB", "kind")


def _anchored(db: Database) -> None:
    """What was anchored where, so that numbers go on; and who came in, so that a missing sign-out is noticed."""
    _keyed(db, "anchored", "place TEXT, number INTEGER, digest BLOB, end INTEGER, seal BLOB", "place")
    _keyed(db, "attendance", "session TEXT, account TEXT, since TEXT, over INTEGER, seal BLOB", "session")


def _keyed(db: Database, name: str, columns: str, key: str) -> None:
    """A table whose rows lie in the order of their key: a second tree of it could be of another day than the rows."""
    columns = ", ".join(f"{column} NOT NULL" for column in columns.split(", "))
    db.execute(f"CREATE TABLE {name} ({columns}, PRIMARY KEY ({key})) STRICT, WITHOUT ROWID")


def _forbid(db: Database, table: str, what: str, why: str) -> None:
    db.execute(
        f"CREATE TRIGGER {table}_no_{what.lower()} BEFORE {what} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{why}'); END"
    )
