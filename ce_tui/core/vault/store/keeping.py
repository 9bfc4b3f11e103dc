"""What stands about the keeping of screenings, and their deletion, in the SQLCipher file.

A deletion is one transaction that takes a screening out of every table; the next sweep of the file (`upkeep`) leaves
no trace of it.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ce_tui.core.strict_json import NotJson, parse_as
from ce_tui.core.vault.errors import Damaged
from ce_tui.core.vault.log.audit import Entry
from ce_tui.core.vault.store.children import PairingTable
from ce_tui.core.vault.store.database import DAMAGED, Database
from ce_tui.core.vault.store.log import LogTable
from ce_tui.core.vault.store.people import PresenceTable
from ce_tui.core.vault.store.records import Stand, StandKind
from ce_tui.core.vault.store.screening_rows import screenings_of
from ce_tui.core.vault.store.sealed import KEEPING, KEPT, Moved
from ce_tui.core.vault.store.settings import SWEEP, SettingsTable


class KeepingTable:
    """What stands about the keeping of records, and their deletion."""

    def __init__(
        self, log: LogTable, presence: PresenceTable, settings: SettingsTable, pairings: PairingTable
    ) -> None:
        self._log = log
        self._file = log.file
        self._rows = log.rows[KEEPING]
        self._presence = presence
        self._settings = settings
        self._pairings = pairings

    def stands(self, kind: StandKind | None = None, ref: str = "") -> list[Stand]:
        """What stands about the keeping of records: all of it, of one kind, of one record."""
        with self._file.one_moment():
            found = self._rows.read_all("What stands about the keeping of {}")
        return [_stand(content) for of, what, content in found if kind in (None, what) and ref in ("", of)]

    def put(self, stand: Stand, log: Sequence[Entry], lifts: Sequence[StandKind] = ()) -> None:
        """Let this stand, in place of what stood of its kind; what stood of the kinds in `lifts` stands no more."""
        with self._file.change():
            lifted = self._lift(stand.ref, lifts)
            put = self._rows.put(stand.ref, stand.kind, msgspec.json.encode(stand))
            self._log.write(log, [*lifted, *put])

    def lift(self, ref: str, kinds: Sequence[StandKind], log: Sequence[Entry]) -> bool:
        """Let nothing of these kinds stand about the record. Whether anything did; else nothing is logged."""
        with self._file.change():
            removed = self._lift(ref, kinds)
            if removed:
                self._log.write(log, removed)
        return bool(removed)

    def delete(self, ref: str, now: str, log: Sequence[Entry]) -> bool:
        """Delete the record with all that is kept of it, if it is marked, its time has come and no hold stands.

        Whether it was deleted; else nothing is logged. What is left of it in the file goes with the next `sweep`.
        """
        with self._file.change():
            content = self._file.db.execute(
                "SELECT content FROM keeping WHERE ref = ? AND kind = 'delete' AND NOT EXISTS "
                "(SELECT 1 FROM keeping AS other WHERE other.ref = keeping.ref AND other.kind = 'hold')",
                (ref,),
            ).fetchone()
            if content is None or _stand(content[0]).until > now:
                return False
            self._delete(ref, log)
        return True

    def _delete(self, ref: str, log: Sequence[Entry]) -> None:
        """Take everything of a screening out of every table, and its seals out of the sums."""
        db = self._file.db
        at, owner, seal = db.execute(
            "SELECT id, owner, seal FROM screenings WHERE ref = ?", (ref,)
        ).fetchone()
        moved = [(screenings_of(owner), seal), *self._rows.take_out("ref = ?", ref)]
        _words_securely(db, on=True)
        for table in ("words", "documents", "screenings"):
            db.execute(f"DELETE FROM {table} WHERE id = ?", (at,))  # noqa: S608 - our own names
        _words_securely(db, on=False)
        for kept in KEPT:
            self._log.rows[kept].take_out("ref = ?", ref)
        for key in (f"place.{ref}", f"begun action.{ref}", f"cut off.{ref}", "cut off."):
            moved += self._settings.drop_preference(key)
        self._presence.drop(ref)
        moved += self._pairings.drop(ref)
        moved += self._settings.put(SWEEP, "due")
        self._log.write(log, moved)

    def _lift(self, ref: str, kinds: Sequence[StandKind]) -> list[Moved]:
        return [each for kind in kinds for each in self._rows.take_out("ref = ? AND kind = ?", ref, kind)]


def _stand(content: bytes) -> Stand:
    try:
        return parse_as(content, Stand)
    except NotJson:
        raise Damaged(DAMAGED) from None


def _words_securely(db: Database, *, on: bool) -> None:
    """Let the search index overwrite what is deleted. Not always on: it would make each save slower."""
    db.execute("INSERT INTO words_fts (words_fts, rank) VALUES ('secure-delete', ?)", (int(on),))
