"""What stands about the keeping of screenings, and their deletion, in the SQLCipher file.

A deletion is one transaction that takes a screening out of every table; the next sweep of the file (`upkeep`) leaves
no trace of it.
"""

# ruff: noqa: D102, S608

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ce_tui.core.strict_json import NotJson, parse_as
from ce_tui.core.vault.errors import Damaged, NotAsWritten
from ce_tui.core.vault.log.audit import Entry, blend
from ce_tui.core.vault.store.children import PairingTable
from ce_tui.core.vault.store.database import DAMAGED, Database, StoreFile
from ce_tui.core.vault.store.log import LogTable
from ce_tui.core.vault.store.people import PresenceTable
from ce_tui.core.vault.store.records import Stand, StandKind
from ce_tui.core.vault.store.screening_rows import screenings_of
from ce_tui.core.vault.store.sealed import KEEPING, NOTHING
from ce_tui.core.vault.store.settings import SWEEP, SettingsTable


class KeepingTable:
    """The table `keeping`. See `KeepingStore`."""

    def __init__(
        self,
        file: StoreFile,
        log: LogTable,
        presence: PresenceTable,
        settings: SettingsTable,
        pairings: PairingTable,
    ) -> None:
        self._file = file
        self._log = log
        self._presence = presence
        self._settings = settings
        self._pairings = pairings

    def stands(self, kind: StandKind | None = None, ref: str = "") -> list[Stand]:
        with self._file.one_moment():
            found = self._file.db.execute(
                "SELECT ref, kind, content, seal FROM keeping ORDER BY ref, kind"
            ).fetchall()
            total = self._log.sums.of(KEEPING)
        for of, what, content, seal in found:
            if seal != self._log.chain.seal("keeping", of, what, content):
                raise NotAsWritten(f"What stands about the keeping of {of}")
        if blend(total, *(each[3] for each in found)) != NOTHING:
            raise NotAsWritten("What stands about the keeping of screenings")
        return [_stand(content) for of, what, content, _ in found if kind in (None, what) and ref in ("", of)]

    def put(self, stand: Stand, log: Sequence[Entry], lifts: Sequence[StandKind] = ()) -> None:
        content = msgspec.json.encode(stand)
        seal = self._log.chain.seal("keeping", stand.ref, stand.kind, content)
        with self._file.change():
            removed = [*self._take_out(stand.ref, stand.kind), *self._lift(stand.ref, lifts)]
            self._file.db.execute(
                "INSERT INTO keeping VALUES (?, ?, ?, ?)", (stand.ref, stand.kind, content, seal)
            )
            self._log.write(log, [(KEEPING, each) for each in (seal, *removed)])

    def lift(self, ref: str, kinds: Sequence[StandKind], log: Sequence[Entry]) -> bool:
        with self._file.change():
            removed = self._lift(ref, kinds)
            if removed:
                self._log.write(log, [(KEEPING, each) for each in removed])
        return bool(removed)

    def delete(self, ref: str, now: str, log: Sequence[Entry]) -> bool:
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
        stood = db.execute("SELECT seal FROM keeping WHERE ref = ?", (ref,)).fetchall()
        moved = [(screenings_of(owner), seal), *((KEEPING, each) for (each,) in stood)]
        _words_securely(db, on=True)
        for table in ("words", "documents", "screenings"):
            db.execute(f"DELETE FROM {table} WHERE id = ?", (at,))
        _words_securely(db, on=False)
        for table in ("revisions", "attachments", "actions", "keeping"):
            db.execute(f"DELETE FROM {table} WHERE ref = ?", (ref,))
        for key in (f"place.{ref}", f"begun action.{ref}", f"cut off.{ref}", "cut off."):
            moved += self._settings.drop_preference(key)
        self._presence.drop(ref)
        moved += self._pairings.drop(ref)
        moved += self._settings.put(SWEEP, "due")
        self._log.write(log, moved)

    def _take_out(self, ref: str, kind: StandKind) -> list[bytes]:
        """Take out what stood, and give its seal."""
        where = "WHERE ref = ? AND kind = ?"
        found = self._file.db.execute(f"SELECT seal FROM keeping {where}", (ref, kind)).fetchone()
        self._file.db.execute(f"DELETE FROM keeping {where}", (ref, kind))
        return list(found or ())

    def _lift(self, ref: str, kinds: Sequence[StandKind]) -> list[bytes]:
        return [seal for kind in kinds for seal in self._take_out(ref, kind)]


def _stand(content: bytes) -> Stand:
    try:
        return parse_as(content, Stand)
    except NotJson:
        raise Damaged(DAMAGED) from None


def _words_securely(db: Database, *, on: bool) -> None:
    """Let the search index overwrite what is deleted. Not always on: it would make each save slower."""
    db.execute("INSERT INTO words_fts (words_fts, rank) VALUES ('secure-delete', ?)", (int(on),))
