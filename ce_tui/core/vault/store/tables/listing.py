"""Which list of slots holds, in the head of the SQLCipher file."""

# ruff: noqa: D102 - what the methods of the protocol do stands in `parts`

from __future__ import annotations

import msgspec

from ce_tui.core.vault.store.records import Listing, Pending, Remembered
from ce_tui.core.vault.store.tables.head import Announced
from ce_tui.core.vault.store.tables.log import LogTable
from ce_tui.core.vault.store.tables.people import PeopleTable
from ce_tui.core.vault.store.transactions import StoreFile


class ListingTable:
    """See `ListingStore`."""

    def __init__(self, file: StoreFile, log: LogTable, people: PeopleTable) -> None:
        self._file = file
        self._log = log
        self._people = people

    def remembered(self) -> Remembered:
        with self._file.reading():
            return self._log.heads.get().remembered

    def announce(self, now: Listing, coming: Listing, pending: Pending) -> None:
        with self._file.change():
            row = self._log.heads.get()
            announced = Announced(coming, pending)
            self._log.heads.put(msgspec.structs.replace(row, listing=now, announced=announced))

    def settle(self, listing: Listing) -> None:
        if self.remembered().coming != listing:
            return
        with self._file.change():
            row = self._log.heads.get()
            if row.announced is None or row.announced.listing != listing:
                return  # someone else has settled it
            self._log.heads.put(msgspec.structs.replace(row, listing=listing, announced=None))
            pending = row.announced.pending
            if pending.account is None:
                self._log.write(pending.log)
            else:
                self._people.put(pending.account, pending.log)
