"""What stands about the keeping of screenings, and their deletion, in the SQLCipher file.

A deletion is one transaction that takes a screening out of every table; `sweep` then leaves no trace of it in the file:
the search index is merged, every page is written anew, and the write-ahead log is emptied. A sweep that was cut short
is remembered in the settings and done again.
"""

# ruff: noqa: D102 - what the methods do stands in `Store`

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ce_tui.core.vault.errors import Damaged, StoreFull
from ce_tui.core.vault.log.audit import Entry, Head
from ce_tui.core.vault.store.database import DAMAGED, connect, plain_words
from ce_tui.core.vault.store.sqlcipher_part import Part
from ce_tui.core.vault.store.store import Stand, StandKind

if TYPE_CHECKING:
    from ce_tui.core.vault.store.database import Database

_SWEEP = "sweep"  # the setting: "due" from a deletion until the file has been swept
_PATIENCE = 10.0  # seconds for others to end what they are reading
_BIRTH = "$.answers.child.date_of_birth"


class KeepingTable(Part):
    """A part of `SqlCipherStore`: its table `keeping`."""

    def stands(self, kind: StandKind | None = None, ref: str = "") -> list[Stand]:
        with self._reading():
            found = self._db.execute(
                "SELECT content FROM keeping WHERE (?1 IS NULL OR kind = ?1) AND (?2 = '' OR ref = ?2) "
                "ORDER BY ref, kind",
                (kind, ref),
            ).fetchall()
        return [_stand(content) for (content,) in found]

    def put_stand(self, stand: Stand, log: Sequence[Entry], lifts: Sequence[StandKind] = ()) -> None:
        content = msgspec.json.encode(stand)
        seal = self.chain.seal(f"{stand.ref} keeping {stand.kind}", 0, content)
        with self._change():
            removed = [*self._take_out(stand.ref, stand.kind), *self._lift(stand.ref, lifts)]
            self._db.execute(
                "INSERT INTO keeping VALUES (?, ?, ?, ?)", (stand.ref, stand.kind, content, seal)
            )
            self._log(log, added=[seal], removed=removed)

    def lift_stands(self, ref: str, kinds: Sequence[StandKind], log: Sequence[Entry]) -> bool:
        with self._change():
            removed = self._lift(ref, kinds)
            if removed:
                self._log(log, removed=removed)
        return bool(removed)

    def births(self, refs: Sequence[str]) -> dict[str, str]:
        with self._reading():
            found = self._db.execute(
                "SELECT ref, json_extract(CAST(document AS TEXT), ?) FROM screenings JOIN documents USING (id) "
                "WHERE ref IN (SELECT value FROM json_each(?))",
                (_BIRTH, msgspec.json.encode(list(refs)).decode()),
            ).fetchall()
        return {ref: birth for ref, birth in found if birth}

    def delete(self, ref: str, now: str, log: Sequence[Entry]) -> bool:
        with self._change():
            content = self._db.execute(
                "SELECT content FROM keeping WHERE ref = ? AND kind = 'delete' AND NOT EXISTS "
                "(SELECT 1 FROM keeping AS other WHERE other.ref = keeping.ref AND other.kind = 'hold')",
                (ref,),
            ).fetchone()
            if content is None or _stand(content[0]).until > now:
                return False
            self._delete(ref, log)
        return True

    def _delete(self, ref: str, log: Sequence[Entry]) -> None:
        """Take everything of a screening out of every table, and its seals out of the tally."""
        db = self._db
        (at,) = db.execute("SELECT id FROM screenings WHERE ref = ?", (ref,)).fetchone()
        seals = db.execute("SELECT seal FROM documents WHERE id = ?", (at,)).fetchall()
        for table in ("revisions", "attachments", "keeping"):
            seals += db.execute(f"SELECT seal FROM {table} WHERE ref = ?", (ref,)).fetchall()  # noqa: S608
        _words_securely(db, on=True)
        for table in ("words", "documents", "screenings"):
            db.execute(f"DELETE FROM {table} WHERE id = ?", (at,))  # noqa: S608
        _words_securely(db, on=False)
        for table in ("revisions", "attachments", "keeping"):
            db.execute(f"DELETE FROM {table} WHERE ref = ?", (ref,))  # noqa: S608
        db.execute("DELETE FROM preferences WHERE key = ?", (f"place.{ref}",))
        self._lay_down(ref)
        db.execute("INSERT OR REPLACE INTO settings (key, value) VALUES (?, 'due')", (_SWEEP,))
        self._log(log, removed=[seal for (seal,) in seals])

    def sweep(self) -> bool:
        if self.setting(_SWEEP) != "due":
            return True
        self._need_room()
        with self._change():
            self._db.execute("INSERT INTO words_fts (words_fts) VALUES ('optimize')")
        with self._reading():
            self._db.execute("VACUUM")
            until = time.monotonic() + _PATIENCE
            while self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                if time.monotonic() > until:
                    return False
                time.sleep(0.05)
        self.change_settings({_SWEEP: "done"}, [])
        return True

    def copy_to(self, path: Path, key: bytes) -> Head:
        with plain_words(), contextlib.closing(connect(self._path, key, read_only=self.read_only)) as db:
            db.execute("VACUUM INTO ?", (str(path),))
            db.execute("ATTACH DATABASE ? AS copied", (str(path),))  # under the same key
            return Head(*db.execute("SELECT seq, link FROM copied.head").fetchone())

    def _need_room(self) -> None:
        """Writing every page anew takes as much room again, in the write-ahead log. Raises `StoreFull`."""
        about = os.statvfs(self._path.parent)
        if about.f_bavail * about.f_frsize < 1.2 * self._path.stat().st_size:
            raise StoreFull

    def _take_out(self, ref: str, kind: StandKind) -> list[bytes]:
        """Take out what stood, and give its seal."""
        where = "WHERE ref = ? AND kind = ?"
        found = self._db.execute(f"SELECT seal FROM keeping {where}", (ref, kind)).fetchone()  # noqa: S608
        self._db.execute(f"DELETE FROM keeping {where}", (ref, kind))  # noqa: S608
        return list(found or ())

    def _lift(self, ref: str, kinds: Sequence[StandKind]) -> list[bytes]:
        return [seal for kind in kinds for seal in self._take_out(ref, kind)]


def _stand(content: bytes) -> Stand:
    try:
        return msgspec.json.decode(content, type=Stand)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise Damaged(DAMAGED) from None


def _words_securely(db: Database, *, on: bool) -> None:
    """Let the search index overwrite what is deleted. Not always on: it would make each save slower."""
    db.execute("INSERT INTO words_fts (words_fts, rank) VALUES ('secure-delete', ?)", (int(on),))
