"""The editions that a store has pinned: the source of a pathway, kept as it was when a screening first used it.

A screening's row names the SHA-256 of its source, and is read and saved with that one. New screenings use the
configured file, until its words are other ones than the first source that was pinned under its id: then that one,
because an edition is never edited in place. Only words count: contacts and links may change (`Rules.edition`).
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import msgspec

from ce_tui.core.vault.casebook.rules import Rules
from ce_tui.core.vault.errors import Damaged, VaultError
from ce_tui.core.vault.folder import home as homes
from ce_tui.core.vault.store.store import Edition, Store

NOTE_LIMIT = 1_000_000  # bytes
_NEWEST = "newest pathway "  # before an id, in the store's settings: the SHA-256 of what its file was last
_ALTERED = (
    "The edition of the pathway that the store keeps for this screening is not the one that it was made with. Nothing "
    "was changed. Tell whoever looks after this store to run “ce-tui store check”."
)


class FirstUsed(msgspec.Struct, frozen=True):
    """What a note says of an id: the SHA-256 of the first source, and the digest of its words."""

    sha256: str
    edition: str


class Note(msgspec.Struct, frozen=True):
    """What lies beside the store for whoever looks without a key (`doctor`): nothing secret, and no proof."""

    store: str = ""
    pathways: dict[str, FirstUsed] = {}


class ForNew(NamedTuple):
    """What a new screening of an id is made with. `changed`: the configured file has other words by now."""

    source: bytes
    changed: bool


class Pinning:
    """The pinned editions of one open store. Not for two threads at once: the casebook sees to that."""

    def __init__(self, store: Callable[[], Store], rules: Rules, now: Callable[[], str], note: Path) -> None:
        """`store` gives the one that is open now: a change of its key puts another in its place."""
        self._open_store = store
        self._rules = rules
        self._now = now
        self._note = note
        self._sources: dict[str, bytes] = {}
        self._editions: dict[str, str] = {}

    @property
    def _store(self) -> Store:
        return self._open_store()

    def source(self, sha256: str) -> bytes | None:
        """The source with that SHA-256; None where the store has none. Raises `Damaged`."""
        if sha256 and sha256 not in self._sources:
            source = self._store.pinned_source(sha256)
            if source is None:
                return None
            if hashlib.sha256(source).hexdigest() != sha256:
                raise Damaged(_ALTERED)
            self._sources[sha256] = source
        return self._sources.get(sha256)

    def of(self, sha256: str, pathway: str) -> bytes | None:
        """The source of a row; of one that names none the first of its id. None: the store has neither."""
        return self.source(sha256 or self.first(pathway))

    def first(self, pathway: str) -> str:
        """The SHA-256 of the first source that was pinned under an id; empty where there is none."""
        return next((sha256 for id, sha256 in self._store.pinned() if id == pathway), "")

    def last(self, pathway: str) -> bytes | None:
        """The source that a configured file gave last under an id: its contacts are the newest that the store knows."""
        found = [sha256 for id, sha256 in self._store.pinned() if id == pathway]
        newest = self._store.setting(_NEWEST + pathway)
        return self.source(newest if newest in found else found[-1]) if found else None

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id under which something is pinned, the first one first."""
        return tuple(dict.fromkeys(id for id, _ in self._store.pinned()))

    def for_new(self, pathway: str) -> ForNew | None:
        """What a new screening of an id is made with; None where nothing is known of it."""
        configured = self._rules.source(pathway)
        sha256 = self.first(pathway)
        first = self.source(sha256)
        if configured is None or first is None:
            known = first if configured is None else configured
            return None if known is None else ForNew(known, False)
        if _sha256(configured) == sha256 or self._edition(configured) == self._edition(first):
            return ForNew(configured, False)
        return ForNew(first, True)

    def pin(self, pathway: str, source: bytes | None = None) -> str:
        """Keep the source that a new screening is made with, once. Its SHA-256; empty where none is known."""
        found = ForNew(source, False) if source is not None else self.for_new(pathway)
        if found is None:
            return ""
        sha256 = _sha256(found.source)
        if (pathway, sha256) not in self._store.pinned():
            self._store.pin(Edition(id=pathway, sha256=sha256, source=found.source, first_used=self._now()))
            self.note()
        if not found.changed and self._store.setting(_NEWEST + pathway) != sha256:
            self._store.change_settings({_NEWEST + pathway: sha256}, [])
        return sha256

    def note(self) -> None:
        """Write beside the store which words each id was first used with. Not worth a failure."""
        if self._store.read_only:
            return
        with contextlib.suppress(VaultError):
            before = read_note(self._note)
            known = before.pathways if before.store == self._store.id else {}
            now = Note(self._store.id, {id: self._first_used(id, known.get(id)) for id in self.ids})
            if now != before and (now.pathways or before.pathways):
                homes.write_whole(self._note, msgspec.json.encode(now) + b"\n", durable=False)

    def _first_used(self, pathway: str, known: FirstUsed | None) -> FirstUsed:
        sha256 = self.first(pathway)
        if known is not None and known.sha256 == sha256:
            return known
        source = self.source(sha256)
        return FirstUsed(sha256, self._edition(source) if source is not None else "")

    def _edition(self, source: bytes) -> str:
        sha256 = _sha256(source)
        if sha256 not in self._editions:
            self._editions[sha256] = self._rules.edition(source)
        return self._editions[sha256]


def read_note(path: Path) -> Note:
    """The note beside a store; an empty one where there is none that can be read."""
    try:
        return msgspec.json.decode(homes.read_bounded(path, NOTE_LIMIT), type=Note)
    except (OSError, VaultError, msgspec.DecodeError):
        return Note()


def _sha256(source: bytes) -> str:
    return hashlib.sha256(source).hexdigest()
