"""Which of somebody's screenings are of another day: their rows by themselves, and by the store's sum of them.

Looking that over costs a look at every row of theirs, so what was found right is remembered until anybody writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from ce_tui.core.vault.log.audit import blend
from ce_tui.core.vault.store.database import Database
from ce_tui.core.vault.store.tables.kept import sum_of_kept
from ce_tui.core.vault.store.tables.log import LogTable
from ce_tui.core.vault.store.tables.screening_seals import is_screenings, owner_of, screenings_of, sha256
from ce_tui.core.vault.store.tables.seals import NOTHING
from ce_tui.core.vault.store.transactions import StoreFile

_HANDED_OVER = re.compile("handed over from [0-9a-f]{32} to ([0-9a-f]{32})")
_OF_ANOTHER = re.compile(r"\bof ([0-9a-f]{32})\b")
_THE_LIST = "The list of screenings"


class _Fit(NamedTuple):
    """When somebody's rows fitted: what others had written by then, and the sum of their seals."""

    written: int
    counted: bytes


class RightRows:
    """Looks over whether rows are of this day. Its callers hold the transaction, or the look."""

    def __init__(self, file: StoreFile, log: LogTable) -> None:
        self._file = file
        self._log = log
        self._right: dict[str, tuple[_Fit, frozenset[str]]] = {}

    def of_another_day(self, owner: str, mine: Iterable[str] = ()) -> set[str]:
        """The references of an owner's records that are genuine but of another day; empty only where all fit.

        `mine`: references that were found as this owner's. Each is among the rows that fit, or of another day. Where
        nothing tells which records are of another day, all of them may be.
        """
        right = self._found_right(owner)
        refs = right[1] if right is not None else frozenset[str]()
        if right is None:
            db, now = self._file.db, self._fit(owner)
            found = db.execute("SELECT ref, owner, seal FROM screenings WHERE owner = ?", (owner,)).fetchall()
            refs = frozenset(ref for ref, whose, _ in found if whose == owner)
            if len(refs) != len(found) or blend(NOTHING, *(seal for _, _, seal in found)) != now.counted:
                return suspects(db, owner) or set(mine) or {ref for ref, _, _ in found} or {_THE_LIST}
            self._right[owner] = now, refs
        return set(mine) - refs

    @contextmanager
    def following(self, owner: str, *moved: bytes) -> Iterator[None]:
        """What a save of this session changes within it fits too, and is not looked at again. `moved`: its seals."""
        right = self._found_right(owner)
        yield
        if right is not None:
            fit, refs = right
            self._right[owner] = _Fit(fit.written, blend(fit.counted, *moved)), refs

    def _found_right(self, owner: str) -> tuple[_Fit, frozenset[str]] | None:
        """When somebody's rows were found to fit, and their references; None where anything was written since."""
        right = self._right.get(owner)
        return right if right is not None and right[0] == self._fit(owner) else None

    def _fit(self, owner: str) -> _Fit:
        return _Fit(self._file.db.written_by_others(), self._log.sums.of(screenings_of(owner)))

    def all_of_another_day(self) -> set[str]:
        """The same of everybody's records."""
        found = self._file.db.execute("SELECT ref, owner, seal FROM screenings").fetchall()
        sums = {kind: total for kind, total in self._log.sums.all().items() if is_screenings(kind)}
        for kind, total in totals((owner, seal) for _, owner, seal in found).items():
            sums[kind] = blend(sums.get(kind, NOTHING), total)
        wrong = [kind for kind, total in sums.items() if total != NOTHING]
        theirs = {ref for ref, owner, _ in found if screenings_of(owner) in wrong}
        told = {ref for kind in wrong for ref in suspects(self._file.db, owner_of(kind))}
        return told or theirs or ({_THE_LIST} if wrong else set())


def suspects(db: Database, owner: str) -> set[str]:
    """The references of an owner's rows that do not fit what is kept of them, or what the log says of them.

    The log says whose each screening is, and of which version at least. Those that it knows to be this owner's and that
    have no row of theirs are given too. To be asked only where the rows do not fit the store's sum of them: it reads
    every document of the owner's, and the log of all screenings.
    """
    by_log = _by_log(db)
    found = db.execute(  # "+": without the index of owners, which may be the piece that is of another day
        "SELECT ref, version, digest, kept, document FROM screenings LEFT JOIN documents USING (id) WHERE +owner = ?",
        (owner,),
    ).fetchall()
    wrong = set[str]()
    for ref, version, digest, kept, document in found:
        whose, logged = by_log.get(ref, ("", 0))
        fits = sha256(document or b"") == digest and sum_of_kept(db, ref) == kept
        if whose != owner or logged > version or not fits:
            wrong.add(ref)
    theirs = {ref for ref, (whose, _) in by_log.items() if whose == owner}
    return wrong | (theirs - {ref for ref, *_ in found})


def _by_log(db: Database) -> dict[str, tuple[str, int]]:
    """Each screening's owner (an id) and version by the log, by its reference; without those that were deleted."""
    told = dict[str, tuple[str, int]]()
    for actor, kind, ref, version, detail in db.execute(
        "SELECT actor, kind, ref, version, detail FROM audit WHERE ref != '' ORDER BY seq"
    ):
        owner, known = told.get(ref, ("", 0))
        if kind in ("created", "imported"):
            others = _OF_ANOTHER.search(detail)
            told[ref] = others[1] if others else actor, version
        elif kind == "deletion" and detail.startswith("deleted"):
            told.pop(ref, None)
        elif owner:
            handed = _HANDED_OVER.fullmatch(detail) if kind == "account" else None
            told[ref] = handed[1] if handed else owner, max(known, version)
    return told


def totals(rows: Iterable[tuple[str, bytes]]) -> dict[str, bytes]:
    """The sums of the seals of rows, each of an owner, by their kinds."""
    seals = dict[str, list[bytes]]()
    for owner, seal in rows:
        seals.setdefault(screenings_of(owner), []).append(seal)
    return {kind: blend(NOTHING, *each) for kind, each in seals.items()}
