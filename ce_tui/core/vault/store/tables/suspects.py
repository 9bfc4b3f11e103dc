"""Which of an owner's screenings are of another day, by what the log says of them.

It is asked only where the rows do not fit the store's sum of them, and costs a look at the whole log.
"""

from __future__ import annotations

from collections.abc import Iterable

from ce_tui.core.vault.log.audit import Entry
from ce_tui.core.vault.log.history import History, ToldScreening
from ce_tui.core.vault.store.against_log import Owned
from ce_tui.core.vault.store.database import Database


def suspects(db: Database, owner: str) -> set[str]:
    """The references of rows that the log knows to be another's by now, of a later version, of other actions, or gone.

    Also of those that the log knows to be this owner's, and that are not among their rows.
    """
    history = History()
    for entry in _entries(db):
        history.feed(entry)
    told = history.screenings
    found = db.execute(
        "SELECT ref, owner, version, (SELECT count(*) FROM actions WHERE actions.ref = screenings.ref) FROM screenings"
    ).fetchall()
    rows = {ref: Owned(ref, *about) for ref, *about in found}
    theirs = {ref for ref, each in rows.items() if each.owner == owner}
    wrong = {ref for ref in theirs if not _fits(told.get(ref), owner, rows[ref])}
    lost = {
        ref for ref, each in told.items() if each.owner == owner and not each.deleted and ref not in theirs
    }
    return wrong | lost


def _fits(told: ToldScreening | None, owner: str, row: Owned) -> bool:
    if told is None:
        return False
    as_recorded = told.version <= row.version and told.actions == row.actions
    return not told.deleted and told.owner in ("", owner) and as_recorded


def _entries(db: Database) -> Iterable[Entry]:
    for at, actor, kind, ref, revision, version, detail in db.execute(
        "SELECT at, actor, kind, ref, revision, version, detail FROM audit WHERE ref != '' ORDER BY seq"
    ):
        yield Entry(kind=kind, actor=actor, at=at, ref=ref, revision=revision, version=version, detail=detail)
