"""The editions that a store has pinned: the source of a pathway, kept as it was when a screening first used it.

A screening's row names the SHA-256 of its source, and is read and saved with that one. New screenings use the
configured file, until its words are other ones than the first source that was pinned under its id: then that one,
because an edition is never edited in place. Only words count: contacts and links may change (`Rules.edition`).
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.casebook.edition_note import FirstUsed, Note, read_note
from ce_tui.core.vault.errors import Damaged, VaultError
from ce_tui.core.vault.folder import home as homes
from ce_tui.core.vault.store.records import Edition

_NEWEST = "newest pathway "  # before an id, in the store's settings: the SHA-256 of what its file was last
_FILE = "pathway file "  # before its name, in the store's settings: the id that it had when it was sound
_ALTERED = (
    "The edition of the pathway that the store keeps for this screening is not the one that it was made with. Nothing "
    "was changed. Tell whoever looks after this store to run 'ce-tui store check'."
)


class ForNew(NamedTuple):
    """What a new screening of an id is made with. `changed`: the configured file has other words by now."""

    source: bytes
    changed: bool


class PinnedEditions:
    """The pinned editions of one open store."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._sources: dict[str, bytes] = {}
        self._digests: dict[str, str] = {}

    def for_new(self, pathway: str) -> ForNew | None:
        """What a new screening of an id is made with; None where nothing is known of it."""
        with self._desk.lock:
            configured = self._desk.around.rules.source(pathway)
            sha256 = self._first(pathway)
            first = self._source(sha256)
            if configured is None or first is None:
                known = first if configured is None else configured
                return None if known is None else ForNew(known, False)
            if _sha256(configured) == sha256 or self._digest(configured) == self._digest(first):
                return ForNew(configured, False)
            return ForNew(first, True)

    def newest(self, pathway: str) -> bytes | None:
        """The source that a configured file gave last under an id: its contacts are the newest that the store knows."""
        with self._desk.lock:
            found = [sha256 for id, sha256 in self._desk.store.editions.pinned() if id == pathway]
            newest = self._desk.store.settings.get(_NEWEST + pathway)
            return self._source(newest if newest in found else found[-1]) if found else None

    def known(self) -> list[bytes]:
        """The first and the newest source of every pathway that is pinned: every area that a list may name."""
        with self._desk.lock:
            found = [
                source for id in self._ids() for source in (self._source(self._first(id)), self.newest(id))
            ]
            return [source for source in found if source is not None]

    def ids_for(self, sound: Mapping[str, str], unsound: Mapping[str, str]) -> dict[str, str]:
        """Which pinned pathway goes on for each file of the configuration that is not sound; empty: none does.

        `sound`: the id of each sound file, which is remembered. `unsound`: the id of each other one, as far as it can
        be read; where nothing is pinned under it, it is the one that the file had before; where none can be read and
        none is known, what alone is left.
        The note beside the store is brought up to date.
        """
        with self._desk.lock:
            store = self._desk.store
            self._note()
            pinned = self._ids()
            before = {file: store.settings.get(_FILE + file) or "" for file in (*sound, *unsound)}
            news = {_FILE + file: id for file, id in sound.items() if before[file] != id}
            if news and not store.read_only:
                with contextlib.suppress(VaultError):  # it is tried again at the next sign-in
                    store.settings.change(news, [])
            left = [id for id in pinned if id not in sound.values()]
            only = left[0] if len(left) == len(unsound) == 1 else ""
            return {
                file: next((each for each in (id, before[file], "" if id else only) if each in left), "")
                for file, id in unsound.items()
            }

    # For the other parts, which hold the desk's lock

    def of(self, sha256: str, pathway: str) -> bytes | None:
        """The source of a row; of one that names none the first of its id. None: the store has neither."""
        return self._source(sha256 or self._first(pathway))

    def pin(self, pathway: str) -> str:
        """Keep the source that a new screening is made with, once. Its SHA-256; empty where none is known."""
        found = self.for_new(pathway)
        if found is None:
            return ""
        store, sha256 = self._desk.store, _sha256(found.source)
        if (pathway, sha256) not in store.editions.pinned():
            made = Edition(id=pathway, sha256=sha256, source=found.source, first_used=self._desk.now())
            store.editions.pin(made)
            self._note()
        if not found.changed and store.settings.get(_NEWEST + pathway) != sha256:
            store.settings.change({_NEWEST + pathway: sha256}, [])
        return sha256

    def _source(self, sha256: str) -> bytes | None:
        """The source with that SHA-256; None where the store has none. Raises `Damaged`."""
        if sha256 and sha256 not in self._sources:
            source = self._desk.store.editions.source(sha256)
            if source is None:
                return None
            if hashlib.sha256(source).hexdigest() != sha256:
                raise Damaged(_ALTERED)
            self._sources[sha256] = source
        return self._sources.get(sha256)

    def _first(self, pathway: str) -> str:
        """The SHA-256 of the first source that was pinned under an id; empty where there is none."""
        pinned = self._desk.store.editions.pinned()
        return next((sha256 for id, sha256 in pinned if id == pathway), "")

    def _ids(self) -> tuple[str, ...]:
        """Every id under which something is pinned, the first one first."""
        return tuple(dict.fromkeys(id for id, _ in self._desk.store.editions.pinned()))

    def _note(self) -> None:
        """Write beside the store which words each id was first used with. Not worth a failure."""
        store, path = self._desk.store, self._desk.home.pathways
        if store.read_only:
            return
        with contextlib.suppress(VaultError):
            before = read_note(path)
            known = before.pathways if before.store == store.id else {}
            now = Note(store.id, {id: self._first_used(id, known.get(id)) for id in self._ids()})
            if now != before and (now.pathways or before.pathways):
                homes.write_whole(path, msgspec.json.encode(now) + b"\n", durable=False)

    def _first_used(self, pathway: str, known: FirstUsed | None) -> FirstUsed:
        sha256 = self._first(pathway)
        if known is not None and known.sha256 == sha256:
            return known
        source = self._source(sha256)
        return FirstUsed(sha256, self._digest(source) if source is not None else "")

    def _digest(self, source: bytes) -> str:
        sha256 = _sha256(source)
        if sha256 not in self._digests:
            self._digests[sha256] = self._desk.around.rules.edition(source)
        return self._digests[sha256]


def _sha256(source: bytes) -> str:
    return hashlib.sha256(source).hexdigest()
