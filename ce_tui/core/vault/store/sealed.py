"""The sums of the seals in the SQLCipher file: one for each kind of rows, and all of them in the store's tally.

A row has its own seal, which shows that it holds what was written. That it is the newest that was written, that none is
missing and none came back, its kind's sum shows; that the sum is the newest, the tally in the head of the log; and the
head moves with every entry. So an older page of the database, wherever it lies, does not fit the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ce_tui.core.vault.log.audit import Chain, blend
from ce_tui.core.vault.store.database import StoreFile

NOTHING = bytes(32)
KEEPING = "keeping"
"""The kind of the seals of what stands about screenings."""

Moved = tuple[str, bytes]
"""The kind of a row, and a seal of that kind that was added or taken away."""


class SealSums:
    """The table `sums`. Its callers hold the transaction."""

    def __init__(self, file: StoreFile, chain: Chain) -> None:
        self._file = file
        self._chain = chain

    def of(self, kind: str) -> bytes:
        """The sum of all seals of a kind, as it was counted."""
        found = self._file.db.execute("SELECT sum FROM sums WHERE kind = ?", (kind,)).fetchone()
        return found[0] if found else NOTHING

    def all(self) -> dict[str, bytes]:
        """Every kind with its sum."""
        return dict(self._file.db.execute("SELECT kind, sum FROM sums ORDER BY kind").fetchall())

    def move(self, moved: Iterable[Moved]) -> bytes:
        """Take seals into the sums of their kinds, or out of them. Returns by what the tally changes."""
        changes: dict[str, bytes] = {}
        for kind, seal in moved:
            changes[kind] = blend(changes.get(kind, NOTHING), seal)
        tally = NOTHING
        for kind, change in changes.items():
            if change == NOTHING:
                continue
            before = self.of(kind)
            after = blend(before, change)
            self._file.db.execute(
                "INSERT INTO sums (kind, sum) VALUES (?, ?) ON CONFLICT (kind) DO UPDATE SET sum = excluded.sum",
                (kind, after),
            )
            tally = blend(tally, self._mark(kind, before), self._mark(kind, after))
        return tally

    def mark_of(self, kind: str) -> bytes:
        """What a kind adds to the tally."""
        return self._mark(kind, self.of(kind))

    def tally(self) -> bytes:
        """The tally that the sums come to."""
        return blend(NOTHING, *self._marks())

    def _marks(self) -> Iterator[bytes]:
        for kind, total in self.all().items():
            yield self._mark(kind, total)

    def _mark(self, kind: str, total: bytes) -> bytes:
        """What a sum adds to the tally; an empty one nothing, so that a kind comes and goes unseen."""
        return self._chain.seal("sum", kind, total) if total != NOTHING else NOTHING
