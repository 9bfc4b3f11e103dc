"""Is everything in the SQLCipher file of one day: rows by their seals, their kinds by the sums, those by the head.

An older page of the database is itself genuine; that it does not fit the others shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ce_tui.core.vault.errors import Damaged
from ce_tui.core.vault.log.audit import Chain, blend
from ce_tui.core.vault.store import sealed_rows
from ce_tui.core.vault.store.records import Older, Tallied
from ce_tui.core.vault.store.sealed_rows import SealedRow
from ce_tui.core.vault.store.tables.attendance import ATTENDANCE
from ce_tui.core.vault.store.tables.editions import EDITIONS
from ce_tui.core.vault.store.tables.keeping import KEEPING
from ce_tui.core.vault.store.tables.log import ANCHORED, LogTable
from ce_tui.core.vault.store.tables.pairings import PAIRINGS
from ce_tui.core.vault.store.tables.people import ACCOUNTS
from ce_tui.core.vault.store.tables.right_rows import suspects
from ce_tui.core.vault.store.tables.screening_seals import (
    is_screenings,
    owner_of,
    screenings_of,
    sum_of_rows,
)
from ce_tui.core.vault.store.tables.seals import NOTHING
from ce_tui.core.vault.store.tables.settings import SETTINGS, preferences_of

_SHARED = {
    SETTINGS: "the settings",
    ACCOUNTS: "the list of accounts",
    EDITIONS: "the editions of the pathway",
    KEEPING: "what stands about the keeping of screenings",
    PAIRINGS: "which screenings are of one child",
    ATTENDANCE: "who came in",
    ANCHORED: "what was anchored",
}
_SAY_EVERY = 500  # rows

Progress = Callable[[int, int], None]


def older(db: Any, log: LogTable, account: str) -> Older:
    """What a sign-in of this account looks over: the head, what everybody depends on, and what is this account's."""
    try:
        if not _ends_as_counted(db, log) or log.sums.tally() != log.heads.get().tally:
            return Older(whole="the log, or the sums of all records")
        whole = _unfit(sealed_rows.shared(db, log.chain), log, tuple(_SHARED))
    except Damaged:
        return Older(whole="the head of its log")
    if whole:
        return Older(whole=" and ".join(_SHARED[kind] for kind in whole))
    own_rows = sum_of_rows(db, account) != log.sums.of(screenings_of(account))
    own_ways = _unfit(sealed_rows.preferences(db, log.chain, account), log, (preferences_of(account),))
    own = [*(["your screenings"] if own_rows else []), *(["your preferences"] if own_ways else [])]
    return Older(own=" and ".join(own))


def tallied(db: Any, log: LogTable, progress: Progress) -> Tallied:
    """Compare every row with its seal, and the sums with what was counted."""
    (many,) = db.execute("SELECT count(*) FROM screenings").fetchone()
    sums: dict[str, bytes] = {}
    altered = set[str]()
    for number, row in enumerate(_everything(db, log.chain)):
        if number % _SAY_EVERY == 0:
            progress(min(number, many), many)
        sums[row.kind] = blend(sums.get(row.kind, NOTHING), row.seal)
        if not row.fits:
            altered.add(row.name)
    if not sealed_rows.editions_are_right(db):
        altered.add("the editions")
    counted = log.sums.all()
    unfit = [
        kind for kind in sorted({*sums, *counted}) if sums.get(kind, NOTHING) != counted.get(kind, NOTHING)
    ]
    for kind in filter(is_screenings, unfit):
        altered |= suspects(db, owner_of(kind))
    if log.sums.tally() != log.heads.get().tally:
        unfit.append("sums")
    return Tallied(altered=tuple(sorted(altered)), unfit=tuple(unfit))


def _everything(db: Any, chain: Chain) -> Iterable[SealedRow]:
    yield from sealed_rows.screenings(db, chain)
    yield from sealed_rows.shared(db, chain)
    yield from sealed_rows.preferences(db, chain)


def _unfit(rows: Iterable[SealedRow], log: LogTable, kinds: tuple[str, ...]) -> list[str]:
    """Which of these kinds do not fit their seals or their sums."""
    sums = {kind: log.sums.of(kind) for kind in kinds}
    wrong = set[str]()
    for row in rows:
        sums[row.kind] = blend(sums.get(row.kind, NOTHING), row.seal)
        if not row.fits:
            wrong.add(row.kind)
    return [kind for kind in kinds if kind in wrong or sums[kind] != NOTHING]


def _ends_as_counted(db: Any, log: LogTable) -> bool:
    head = log.heads.get().head
    last = db.execute("SELECT seq, link FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    return (head.seq, head.link) == (last or (0, bytes(32)))
