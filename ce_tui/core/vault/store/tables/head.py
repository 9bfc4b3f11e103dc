"""The head of the store in the SQLCipher file: where its log ends, the tally, which list of slots holds. One row."""

from __future__ import annotations

import hmac

import msgspec

from ce_tui.core.vault.log.audit import Chain, Head, StoreState
from ce_tui.core.vault.store.opening import part_missing
from ce_tui.core.vault.store.records import Listing, Pending, Remembered
from ce_tui.core.vault.store.transactions import StoreFile

_NO_LISTING = Listing(0, bytes(32))


class Announced(msgspec.Struct, frozen=True):
    """A list of slots that may hold by now, and what is written once it does."""

    listing: Listing
    pending: Pending


class HeadRow(msgspec.Struct, frozen=True, kw_only=True):
    """What the row holds."""

    head: Head = Head()
    tally: bytes = bytes(32)
    listing: Listing = _NO_LISTING
    announced: Announced | None = None

    @property
    def state(self) -> StoreState:
        """What an anchor says of the store."""
        return StoreState(self.head, self.tally, self.listing.generation, self.listing.digest)

    @property
    def remembered(self) -> Remembered:
        """The lists of slots that the store knows."""
        return Remembered(self.listing, self.announced.listing if self.announced else None)


class HeadTable:
    """The table `head`. Its callers hold the transaction, or the look."""

    def __init__(self, file: StoreFile, chain: Chain) -> None:
        self._file = file
        self._chain = chain

    def get(self) -> HeadRow:
        """The row. Raises `Damaged` where there is none, or one that this store did not write."""
        found = self._file.db.execute(
            "SELECT seq, link, tally, generation, listed, announced, seal FROM head"
        ).fetchone()
        if found is None or not hmac.compare_digest(found[-1], self._chain.seal("head", *found[:-1])):
            raise part_missing("the head of its log")
        seq, link, tally, generation, listed, announced, _ = found
        return HeadRow(
            head=Head(seq, link),
            tally=tally,
            listing=Listing(generation, listed),
            announced=msgspec.msgpack.decode(announced, type=Announced) if announced else None,
        )

    def put(self, row: HeadRow) -> None:
        """Write the row."""
        announced = msgspec.msgpack.encode(row.announced) if row.announced else b""
        values = (
            row.head.seq,
            row.head.link,
            row.tally,
            row.listing.generation,
            row.listing.digest,
            announced,
        )
        self._file.db.execute(
            "INSERT OR REPLACE INTO head (id, seq, link, tally, generation, listed, announced, seal) "
            "VALUES (1, ?, ?, ?, ?, ?, ?, ?)",
            (*values, self._chain.seal("head", *values)),
        )
