"""The database's tables, as steps that each store has taken in order. A step that has been released never changes.

Each runs in one transaction with the note that it was taken, so a store killed half-way is as it was before.
"""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database, Migrations

from ce_tui.core.strict_json import parse_as

steps = Migrations("ce-tui")
_RANKED = ("none", "yellow", "amber", "red")


@steps()
def m001_tables(db: Database) -> None:
    """Everything of the first edition."""
    _settings(db)
    _screenings(db)
    _kept(db)
    _log(db)


@steps()
def m002_presence(db: Database) -> None:
    """Who has which screening open to change it, so that two people at once are told of each other."""
    db.table("presence").create(
        {"ref": str, "session": str, "account": str, "since": str, "changed": str, "at": float},
        pk="ref",
        not_null={"session", "account", "since", "changed", "at"},
        strict=True,
    )


@steps()
def m003_keeping(db: Database) -> None:
    """What stands about the keeping of a screening: a legal hold, a later review, that it is to be deleted."""
    columns = {"ref": str, "kind": str, "content": bytes, "seal": bytes}
    db.table("keeping").create(columns, pk=("ref", "kind"), not_null={"content", "seal"}, strict=True)


@steps()
def m004_unanswered(db: Database) -> None:
    """No table: from here on documents tell "no" from "not answered", which a program of before could not read."""


@steps()
def m005_acting_on(db: Database) -> None:
    """The decision, and the tier that is acted on, beside the outcome: no list leads with less than what is done."""
    screenings = db.table("screenings")
    for name in ("decision", "acting_on"):
        screenings.add_column(name, str, not_null_default="")
    found = db.execute("SELECT id, outcome, document FROM screenings JOIN documents USING (id)").fetchall()
    for id, outcome, document in found:
        answers = parse_as(document, dict[str, Any])["answers"]
        decision = "red" if answers.get("harm_today") else answers.get("decision", {}).get("outcome", "")
        acting_on = max(outcome, decision, key=lambda each: _RANKED.index(each) if each in _RANKED else 0)
        screenings.update(id, {"decision": decision, "acting_on": acting_on})


@steps()
def m006_missing_now(db: Database) -> None:
    """That a child is missing now, beside the tier: no list leads with a calm result over it."""
    screenings = db.table("screenings")
    screenings.add_column("missing_now", str, not_null_default="")
    for id, document in db.execute("SELECT id, document FROM documents").fetchall():
        if parse_as(document, dict[str, Any])["answers"].get("missing_now"):
            screenings.update(id, {"missing_now": "yes"})


@steps()
def m007_why_and_set_aside(db: Database) -> None:
    """The danger that was said, and which marks were set aside, beside the tier: a list says why, and what it lacks.

    The decision is the one that was made: harm told is a danger of its own, and none.
    """
    screenings = db.table("screenings")
    for name in ("danger", "set_aside"):
        screenings.add_column(name, str, not_null_default="")
    for id, document in db.execute("SELECT id, document FROM documents").fetchall():
        answers = parse_as(document, dict[str, Any])["answers"]
        screenings.update(
            id,
            {
                "danger": " ".join(name for name in ("immediate_risk", "harm_today") if answers.get(name)),
                "set_aside": " ".join(answers.get("set_aside", {})),
                "decision": answers.get("decision", {}).get("outcome", ""),
            },
        )


def _settings(db: Database) -> None:
    db.table("settings").create({"key": str, "value": str}, pk="key", not_null={"value"}, strict=True)
    db.table("preferences").create(
        {"account": str, "key": str, "value": str}, pk=("account", "key"), not_null={"value"}, strict=True
    )
    db.table("accounts").create(
        {"id": str, "name": str, "roles": str, "created": str},
        pk="id",
        not_null={"name", "roles", "created"},
        strict=True,
    )
    db.table("editions").create(
        {"id": str, "sha256": str, "source": bytes, "first_used": str},
        pk=("id", "sha256"),
        not_null={"source", "first_used"},
        strict=True,
    )


def _screenings(db: Database) -> None:
    """Rows and documents lie apart, so that a list reads few pages; words too, so that a mark leaves them alone."""
    texts = ["ref", "owner", "state", "outcome", "locality", "screened_on", "child", "created", "updated"]
    texts += ["completed", "edition", "writer"]
    columns = {"id": int} | dict.fromkeys(texts, str) | {"version": int, "revision": int}
    screenings = db.table("screenings")
    screenings.create(columns, pk="id", not_null=set(columns) - {"id"}, strict=True)
    screenings.create_index(["ref"], unique=True)
    screenings.create_index(["owner"])
    db.table("documents").create(
        {"id": int, "document": bytes, "seal": bytes}, pk="id", not_null={"document", "seal"}, strict=True
    )
    words = db.table("words")
    words.create({"id": int, "text": str}, pk="id", not_null={"text"}, strict=True)
    words.enable_fts(["text"], create_triggers=True, tokenize="unicode61 remove_diacritics 2")


def _kept(db: Database) -> None:
    revisions = {
        "ref": str,
        "revision": int,
        "completed": str,
        "actor": str,
        "outcome": str,
        "seq": int,
        "link": bytes,
        "document": bytes,
        "seal": bytes,
    }
    db.table("revisions").create(revisions, pk=("ref", "revision"), not_null=set(revisions), strict=True)
    attachments = {"ref": str, "revision": int, "kind": str, "made": str, "content": bytes, "seal": bytes}
    db.table("attachments").create(
        attachments, pk=("ref", "revision", "kind"), not_null=set(attachments), strict=True
    )
    _forbid(db, "revisions", "UPDATE", "a completed revision never changes")


def _log(db: Database) -> None:
    """The log is only ever added to. `head` has one row: the log's end and the sum of all seals."""
    audit = {
        "seq": int,
        "at": str,
        "actor": str,
        "kind": str,
        "ref": str,
        "revision": int,
        "version": int,
        "detail": str,
        "link": bytes,
    }
    db.table("audit").create(audit, pk="seq", not_null=set(audit) - {"seq"}, strict=True)
    _forbid(db, "audit", "UPDATE", "the log is only ever added to")
    _forbid(db, "audit", "DELETE", "the log is only ever added to")
    head = db.table("head")
    head.create(
        {"id": int, "seq": int, "link": bytes, "tally": bytes},
        pk="id",
        not_null={"seq", "link", "tally"},
        strict=True,
    )
    head.insert({"id": 1, "seq": 0, "link": bytes(32), "tally": bytes(32)})


def _forbid(db: Database, table: str, what: str, why: str) -> None:
    db.execute(
        f"CREATE TRIGGER {table}_no_{what.lower()} BEFORE {what} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{why}'); END"
    )
