"""What is kept with a screening in the SQLCipher file: completed revisions and actions, which never change, and files.

The row of the screening counts the seals of all of them (`screening_rows`).
"""

from __future__ import annotations

from collections.abc import Sequence

import sqlcipher3.dbapi2 as sqlcipher

from ce_tui.core.vault.log.audit import Entry, Head
from ce_tui.core.vault.store.log import LogTable
from ce_tui.core.vault.store.records import Attached, KeptAction, KeptRevision, Named, Taken
from ce_tui.core.vault.store.screening_rows import ScreeningRows
from ce_tui.core.vault.store.sealed import ACTIONS, ATTACHMENTS, REVISIONS, Moved

_ILL = "What is kept of {}"
_FILE = "ref = ? AND revision = ? AND kind = ?"


class KeptTables:
    """What is kept with screenings. Raises `NotAsWritten` where it is not what the screening's row counts."""

    def __init__(self, log: LogTable, screenings: ScreeningRows) -> None:
        self._file = log.file
        self._screenings = screenings
        self._revisions = log.rows[REVISIONS]
        self._files = log.rows[ATTACHMENTS]
        self._actions = log.rows[ACTIONS]

    def keep(self, kept: KeptRevision) -> list[Moved]:
        """Within a transaction: keep a revision. Returns the seal that moved, to be counted in the screening's row."""
        seq, link = kept.head.seq, kept.head.link
        return self._revisions.add(
            kept.ref, kept.revision, kept.completed, kept.actor, kept.outcome, seq, link, kept.document
        )

    def revisions(self, ref: str) -> list[KeptRevision]:
        """The completed revisions of a screening, the first one first."""
        with self._file.one_moment():
            self._screenings.check_kept(ref)
            found = self._revisions.read(_ILL, "ref = ? ORDER BY revision", ref)
        return [
            KeptRevision(
                ref=ref,
                revision=revision,
                completed=completed,
                actor=actor,
                outcome=outcome,
                document=document,
                head=Head(seq, link),
            )
            for _, revision, completed, actor, outcome, seq, link, document in found
        ]

    def attach(
        self, ref: str, revision: int, kind: str, content: bytes, at: str, log: Sequence[Entry]
    ) -> None:
        """Keep a file with a revision; an earlier one of the same kind is replaced."""
        with self._file.change():
            before = self._files.take_out(_FILE, ref, revision, kind)
            made = self._files.add(ref, revision, kind, at, content)
            self._screenings.change_kept(ref, [*before, *made], log)

    def attachment(self, ref: str, revision: int, kind: str) -> bytes | None:
        """A kept file."""
        found = self._read_files(ref, _FILE, ref, revision, kind)
        return found[0].content if found else None

    def attached(self, ref: str, beginning: str) -> list[Attached]:
        """The files of a screening whose kinds begin so, the first one that was kept first."""
        which = "ref = ? AND substr(kind, 1, ?) = ? ORDER BY rowid"
        return self._read_files(ref, which, ref, len(beginning), beginning)

    def _read_files(self, ref: str, which: str, *values: str | int) -> list[Attached]:
        with self._file.one_moment():
            self._screenings.check_kept(ref)
            found = self._files.read(_ILL, which, *values)
        return [
            Attached(revision=revision, kind=kind, made=made, content=content)
            for _, revision, kind, made, content in found
        ]

    def named(self, words: str) -> list[Named]:
        """The files of all screenings that are kept under something with these words in it, as they came."""
        with self._file.one_moment():
            found = self._file.db.execute(
                "SELECT ref, revision, kind FROM attachments WHERE instr(kind, ?) > 0 ORDER BY rowid",
                (words,),
            ).fetchall()
        return [Named(*each) for each in found]

    def detach(self, ref: str, revision: int, kind: str, log: Sequence[Entry]) -> bool:
        """Keep a file no longer. Whether there was one; else nothing is logged."""
        with self._file.change():
            gone = self._files.take_out(_FILE, ref, revision, kind)
            if gone:
                self._screenings.change_kept(ref, gone, log)
        return bool(gone)

    def add_action(self, ref: str, action: KeptAction, followed: str, log: Sequence[Entry]) -> None:
        """Keep what was done; `followed` is what the screening's row says of all of it from now on.

        Raises `Stale` where there is no such screening, `Taken` where its number is in use.
        """
        with self._file.change():
            try:
                made = self._actions.add(
                    ref, action.number, action.recorded_at, action.recorded_by, action.content
                )
            except sqlcipher.IntegrityError:
                raise Taken from None
            self._screenings.change_kept(ref, made, log, followed)

    def actions(self, ref: str) -> list[KeptAction]:
        """What was done about a screening, in the order in which it was recorded."""
        with self._file.one_moment():
            self._screenings.check_kept(ref)
            found = self._actions.read(_ILL, "ref = ? ORDER BY number", ref)
        return [
            KeptAction(number=number, recorded_at=at, recorded_by=by, content=content)
            for _, number, at, by, content in found
        ]
