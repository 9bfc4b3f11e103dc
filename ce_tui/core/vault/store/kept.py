"""What is kept with a screening in the SQLCipher file: completed revisions and actions, which never change, and files.

The row of the screening counts the seals of all of them (`screening_rows`).
"""

from __future__ import annotations

from hmac import compare_digest as same
from typing import Any

from ce_tui.core.vault.errors import NotAsWritten
from ce_tui.core.vault.log.audit import Chain, Head, blend
from ce_tui.core.vault.store.database import StoreFile
from ce_tui.core.vault.store.records import Attached, KeptAction, KeptRevision, Named
from ce_tui.core.vault.store.screening_rows import sha256
from ce_tui.core.vault.store.sealed import NOTHING


class KeptTables:
    """The tables `revisions`, `attachments` and `actions`. Its callers hold the transaction, or the look."""

    def __init__(self, file: StoreFile, chain: Chain) -> None:
        self._file = file
        self._chain = chain

    def keep(self, kept: KeptRevision) -> bytes:
        """Keep a revision. Returns its seal."""
        head = kept.head
        values = (kept.ref, kept.revision, kept.completed, kept.actor, kept.outcome, head.seq, head.link)
        seal = revision_seal(self._chain, kept)
        self._file.db.execute(
            "INSERT INTO revisions (ref, revision, completed, actor, outcome, seq, link, seal, document) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*values, seal, kept.document),
        )
        return seal

    def revisions(self, ref: str) -> list[KeptRevision]:
        """The revisions of a screening, the first one first. Raises `NotAsWritten`."""
        found = self._file.db.execute(
            "SELECT ref, revision, completed, actor, outcome, document, seq, link, seal FROM revisions WHERE ref = ? "
            "ORDER BY revision",
            (ref,),
        ).fetchall()
        return [self._revision(each) for each in found]

    def attach(self, ref: str, revision: int, kind: str, content: bytes, at: str) -> bytes:
        """Keep a file; an earlier one of the same kind is replaced. Returns by what the sum of its seals changes."""
        key = (ref, revision, kind)
        seal = self._chain.seal("attachment", *key, at, sha256(content))
        before = self._file.db.execute(
            "SELECT seal FROM attachments WHERE ref = ? AND revision = ? AND kind = ?", key
        ).fetchone()
        self._file.db.execute(
            "INSERT OR REPLACE INTO attachments (ref, revision, kind, made, seal, content) VALUES (?, ?, ?, ?, ?, ?)",
            (*key, at, seal, content),
        )
        return blend(seal, *(before or ()))

    def attachment(self, ref: str, revision: int, kind: str) -> bytes | None:
        """A file that is kept. Raises `NotAsWritten`."""
        key = (ref, revision, kind)
        found = self._file.db.execute(
            "SELECT made, content, seal FROM attachments WHERE ref = ? AND revision = ? AND kind = ?", key
        ).fetchone()
        if found is None:
            return None
        made, content, seal = found
        if not same(seal, self._chain.seal("attachment", *key, made, sha256(content))):
            raise NotAsWritten(f"What is kept of {ref}")
        return bytes(content)

    def attached(self, ref: str, beginning: str) -> list[Attached]:
        """The files whose kind begins so, in the order in which they came. Raises `NotAsWritten`."""
        found = self._file.db.execute(
            "SELECT revision, kind, made FROM attachments WHERE ref = ? AND substr(kind, 1, ?) = ? ORDER BY rowid",
            (ref, len(beginning), beginning),
        ).fetchall()
        return [
            Attached(
                revision=revision, kind=kind, made=made, content=self.attachment(ref, revision, kind) or b""
            )
            for revision, kind, made in found
        ]

    def named(self, words: str) -> list[Named]:
        """The files of all screenings that are kept under something with these words in it, as they came."""
        found = self._file.db.execute(
            "SELECT ref, revision, kind FROM attachments WHERE instr(kind, ?) > 0 ORDER BY rowid", (words,)
        ).fetchall()
        return [Named(*each) for each in found]

    def detach(self, ref: str, revision: int, kind: str) -> bytes:
        """Take a file away. Returns by what the sum of the seals changes: by nothing where there was none."""
        found = self._file.db.execute(
            "DELETE FROM attachments WHERE ref = ? AND revision = ? AND kind = ? RETURNING seal",
            (ref, revision, kind),
        ).fetchone()
        return found[0] if found else NOTHING

    def act(self, ref: str, action: KeptAction) -> bytes:
        """Keep an action. Returns its seal."""
        seal = action_seal(self._chain, ref, action)
        values = (ref, action.number, action.recorded_at, action.recorded_by, action.content, seal)
        self._file.db.execute("INSERT INTO actions VALUES (?, ?, ?, ?, ?, ?)", values)
        return seal

    def actions(self, ref: str) -> list[KeptAction]:
        """The actions of a screening in the order in which they were recorded. Raises `NotAsWritten`."""
        found = self._file.db.execute(
            "SELECT number, recorded_at, recorded_by, content, seal FROM actions WHERE ref = ? ORDER BY number",
            (ref,),
        ).fetchall()
        kept = []
        for number, at, by, content, seal in found:
            action = KeptAction(number=number, recorded_at=at, recorded_by=by, content=bytes(content))
            if not same(seal, action_seal(self._chain, ref, action)):
                raise NotAsWritten(f"What is kept of {ref}")
            kept.append(action)
        return kept

    def sum_of(self, ref: str) -> bytes:
        """The sum of the seals of all that is kept of a screening."""
        found = self._file.db.execute(
            "SELECT seal FROM revisions WHERE ref = ?1 UNION ALL SELECT seal FROM attachments WHERE ref = ?1 "
            "UNION ALL SELECT seal FROM actions WHERE ref = ?1",
            (ref,),
        ).fetchall()
        return blend(NOTHING, *(seal for (seal,) in found))

    def _revision(self, values: tuple[Any, ...]) -> KeptRevision:
        names = ("ref", "revision", "completed", "actor", "outcome", "document")
        *fields, seq, link, seal = values
        kept = KeptRevision(**dict(zip(names, fields, strict=True)), head=Head(seq, link))
        if not same(seal, revision_seal(self._chain, kept)):
            raise NotAsWritten(f"What is kept of {kept.ref}")
        return kept


def action_seal(chain: Chain, ref: str, action: KeptAction) -> bytes:
    """The seal of an action."""
    about = (ref, action.number, action.recorded_at, action.recorded_by)
    return chain.seal("action", *about, sha256(action.content))


def revision_seal(chain: Chain, kept: KeptRevision) -> bytes:
    """The seal of a revision."""
    head = kept.head
    return chain.seal(
        "revision",
        kept.ref,
        kept.revision,
        kept.completed,
        kept.actor,
        kept.outcome,
        head.seq,
        head.link,
        sha256(kept.document),
    )
