"""Which of somebody's screenings are of another day: their rows by themselves, and by the store's sum of them.

Looking that over costs a look at every row of theirs, so what was found right is remembered until anybody writes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from ce_tui.core.vault.log.audit import blend
from ce_tui.core.vault.store.tables.log import LogTable
from ce_tui.core.vault.store.tables.screening_seals import is_screenings, owner_of, screenings_of
from ce_tui.core.vault.store.tables.seals import NOTHING
from ce_tui.core.vault.store.tables.suspects import suspects
from ce_tui.core.vault.store.transactions import StoreFile


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
        """Which of an owner's records are genuine but of another day, as far as the log tells; empty where all fit.

        `mine` are some that were found as theirs: they are among the rows that fit, or of another day. Where the log
        does not tell which, all of them may be.
        """
        right = self._found_right(owner)
        refs = right[1] if right is not None else frozenset[str]()
        if right is None:
            db, now = self._file.db, self._fit(owner)
            found = db.execute("SELECT ref, owner, seal FROM screenings WHERE owner = ?", (owner,)).fetchall()
            refs = frozenset(ref for ref, whose, _ in found if whose == owner)
            if len(refs) != len(found) or blend(NOTHING, *(seal for _, _, seal in found)) != now.counted:
                return suspects(db, owner) or set(mine) or {ref for ref, _, _ in found}
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
        return told or theirs or ({"screenings"} if wrong else set())


def totals(rows: Iterable[tuple[str, bytes]]) -> dict[str, bytes]:
    """The sums of the seals of rows, each of an owner, by their kinds."""
    seals = dict[str, list[bytes]]()
    for owner, seal in rows:
        seals.setdefault(screenings_of(owner), []).append(seal)
    return {kind: blend(NOTHING, *each) for kind, each in seals.items()}
