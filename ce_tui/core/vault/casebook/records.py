"""Records of screenings: the document, the row, the words that find one, and the pinned edition of the pathway.

Forms of the document: 1, before the answers told "no" from "not answered": immediate risk and harm were written as a no
that nobody may have given (the first screen chose it beforehand), so a no in it is read as not answered, in completed
revisions too. 2: what is written is what was said. A document of form 1 is only read so; nothing rewrites it.

The store pins the source of a pathway as it was when a screening first used it. A screening's row names the SHA-256 of
its source, and it is read and saved with that one. New screenings use the configured file, unless its words are other
ones than the first source that was pinned under its id: then that one, because an edition is never edited in place.
Only words count: contacts and links may change (`PathwayRules.edition`).
"""

from __future__ import annotations

import contextlib
import hashlib
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec.structs import asdict, replace

from ce_tui.core.pathway.actions.action import Gravity
from ce_tui.core.pathway.actions.rules import gravity_since
from ce_tui.core.pathway.answers.danger import DANGERS
from ce_tui.core.pathway.answers.screening import Answers, GravitySince, Screening
from ce_tui.core.pathway.dates import say_iso
from ce_tui.core.pathway.document.notices import urgent
from ce_tui.core.strict_json import NotJson, parse_as
from ce_tui.core.vault.casebook.open_store import CasebookPart, OpenStore
from ce_tui.core.vault.casebook.permission import edit_lock
from ce_tui.core.vault.errors import Damaged, VaultError
from ce_tui.core.vault.folder import home as homes
from ce_tui.core.vault.folder.home import read_bounded
from ce_tui.core.vault.log.audit import Kind
from ce_tui.core.vault.references import new_reference
from ce_tui.core.vault.store.records import Record, ReferenceTaken, Row

FORM = 2


def as_document(screening: Screening) -> bytes:
    """The document of a screening. The form is part of it, so that the seal covers it."""
    return msgspec.json.encode(replace(screening, form=FORM))


def from_document(document: bytes) -> Screening:
    """The screening that a document holds; `form` is that of the document."""
    screening = parse_as(document, Screening)
    if screening.form >= FORM:
        return screening
    answers = screening.answers
    unanswered = {name: None for name in DANGERS if not getattr(answers, name)}
    return replace(screening, answers=replace(answers, **unanswered))


def stood_by_row(row: Row) -> Gravity:
    """How grave a screening stands by its row: the tier acted on, and the alerts that say to phone now."""
    held = row.danger.split() + (["missing_now"] if row.missing_now else [])
    danger = tuple(key for key, now in urgent().items() if now.kept in held) if held else ()
    return Gravity(row.acting_on or row.outcome, danger)


def remembered(screening: Screening, row: Row) -> tuple[GravitySince, ...]:
    """How grave a screening stood at its saves.

    `row`: as it was last saved. Of a screening from before this was kept only that is known, from its last save on.
    """
    return screening.stood or gravity_since((), stood_by_row(row), row.updated)


_EXCERPT = 80


def searchable(ref: str, answers: Answers) -> str:
    """Everything that someone may remember of a screening, one thing a line."""
    child, practitioner = asdict(answers.child), answers.practitioner
    lines = [
        ref,
        *(child | {"date_of_birth": _said(answers.child.date_of_birth)}).values(),
        answers.notes,
        answers.decision.reason,
        answers.consent.reason,
        practitioner.name,
        practitioner.organisation,
        answers.placed_by,
    ]
    return "\n".join(filter(None, lines))


def excerpt(words: str, typed: str, listed: Collection[str]) -> str:
    """The line with most of the typed words, cut to about 80 characters around one.

    Empty if a list that shows the screening says it already: `listed`. It is cut between words, with dots for the rest.
    """
    wanted = [_plain(word) for word in typed.split()]
    best = max(words.split("\n"), key=lambda line: sum(_place(line, word) >= 0 for word in wanted))
    if best in listed:
        return ""
    iso = best.partition(" ")[0]
    is_date = best != iso and _said(iso) == best  # read out once, as people write it
    text = " ".join((say_iso(iso) if is_date else best).split())
    at = min((place for word in wanted if (place := _place(text, word)) >= 0), default=0)
    start = max(0, min(at - _EXCERPT // 4, len(text) - _EXCERPT))
    if start:
        start = text.find(" ", start, at) + 1 or start
    end = start + _EXCERPT
    if end < len(text) and " " in text[at:end]:
        end = text.rfind(" ", at, end)
    return ("... " if start else "") + text[start:end].strip() + (" ..." if end < len(text) else "")


def _place(text: str, word: str) -> int:
    """Where a word begins in a text, or stands in it at all; -1: nowhere."""
    plain = _plain(text)
    begins = f" {plain}".find(f" {word}")
    return begins if begins >= 0 else plain.find(word)


def _said(iso: str) -> str:
    """A date as it is stored and as people write it: both are searched for."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{iso} {day.day} {day:%B %Y} {day:%d/%m/%Y}"


def _plain(text: str) -> str:
    """Without accents and case, letter for letter, as the index has it."""
    if text.isascii():
        return text.lower()
    others = {
        ord(letter): unicodedata.normalize("NFD", letter)[0].casefold()[:1] or letter
        for letter in set(text)
        if not letter.isascii()
    }
    return text.translate(others).lower()


class FirstSource(msgspec.Struct, frozen=True):
    """The first source of an id, in a note: its SHA-256, and the digest of its words."""

    sha256: str
    edition: str


class Note(msgspec.Struct, frozen=True):
    """A note beside the store for whoever looks without a key (`doctor`): nothing secret, and no proof."""

    store: str = ""
    pathways: dict[str, FirstSource] = {}


def read_note(path: Path) -> Note:
    """The note beside a store; an empty one if there is none that can be read."""
    try:
        return parse_as(read_bounded(path, 1_000_000), Note)
    except (OSError, VaultError, NotJson):
        return Note()


_NEWEST = "newest pathway "  # before an id, in the store's settings: the SHA-256 of what its file was last
_FILE = "pathway file "  # before its name, in the store's settings: the id that it had when it was sound


class SourceForNew(NamedTuple):
    """The source of a new screening. `changed`: the configured file has other words by now."""

    source: bytes
    changed: bool


class PinnedEditions(CasebookPart):
    """The pinned editions of one open store."""

    _sources: dict[str, bytes] = msgspec.field(default_factory=dict)
    _digests: dict[str, str] = msgspec.field(default_factory=dict)

    def for_new(self, pathway: str) -> SourceForNew | None:
        """The source for a new screening of a pathway; None if nothing is known of it."""
        configured = self._desk.around.rules.source(pathway)
        sha256 = self._firsts().get(pathway, "")
        first = self._source(sha256)
        if configured is None or first is None:
            known = first if configured is None else configured
            return None if known is None else SourceForNew(known, False)
        if _sha256(configured) == sha256 or self._digest(configured) == self._digest(first):
            return SourceForNew(configured, False)
        return SourceForNew(first, True)

    def newest(self, pathway: str) -> bytes | None:
        """The source that a configured file gave last under an id: its contacts are the newest known."""
        found = [sha256 for pinned, sha256 in self._desk.store.editions.pinned() if pinned == pathway]
        newest = self._desk.store.settings.get(_NEWEST + pathway)
        return self._source(newest if newest in found else found[-1]) if found else None

    def known(self) -> list[bytes]:
        """The first and the newest source of every pinned pathway: every area that a list may name."""
        return [
            source
            for pathway, first in self._firsts().items()
            for source in (self._source(first), self.newest(pathway))
            if source is not None
        ]

    def ids_for(self, sound: Mapping[str, str], unsound: Mapping[str, str]) -> dict[str, str]:
        """The pinned pathway that goes on for each unsound file of the configuration; empty: none does.

        `sound`: the id of each sound file, which is remembered. `unsound`: the id of each other one, as far as it can
        be read; if nothing is pinned under it, it is the one that the file had before; if none can be read and none is
        known, what alone is left.
        The note beside the store is brought up to date.
        """
        store = self._desk.store
        self._note()
        left = [pathway for pathway in self._firsts() if pathway not in sound.values()]
        before = {file: store.settings.get(_FILE + file) or "" for file in (*sound, *unsound)}
        news = {_FILE + file: pathway for file, pathway in sound.items() if before[file] != pathway}
        if news and not store.read_only:
            with contextlib.suppress(VaultError):  # it is tried again at the next sign-in
                store.settings.change(news, [])
        only = left[0] if len(left) == len(unsound) == 1 else ""
        return {
            file: next(
                (each for each in (pathway, before[file], "" if pathway else only) if each in left), ""
            )
            for file, pathway in unsound.items()
        }

    # For the other parts, which hold the desk's lock

    def of(self, sha256: str, pathway: str) -> bytes | None:
        """The source that a row names, else the first of its pathway. None: the store has neither."""
        return self._source(sha256 or self._firsts().get(pathway, ""))

    def pin(self, pathway: str) -> str:
        """Keep the source of a new screening, once. Returns its SHA-256; empty if none is known."""
        found = self.for_new(pathway)
        if found is None:
            return ""
        store, sha256 = self._desk.store, _sha256(found.source)
        if (pathway, sha256) not in store.editions.pinned():
            store.editions.pin(pathway, sha256, found.source, self._desk.now())
            self._note()
        if not found.changed and store.settings.get(_NEWEST + pathway) != sha256:
            store.settings.change({_NEWEST + pathway: sha256}, [])
        return sha256

    def _source(self, sha256: str) -> bytes | None:
        """The source with that SHA-256; None if the store has none. Raises `Damaged`."""
        if sha256 and sha256 not in self._sources:
            source = self._desk.store.editions.source(sha256)
            if source is None:
                return None
            if _sha256(source) != sha256:
                raise Damaged(
                    "The edition of the pathway that the store keeps for this screening is not the one that it was "
                    "made with. Nothing was changed. Tell whoever looks after this store to run 'ce-tui store check'."
                )
            self._sources[sha256] = source
        return self._sources.get(sha256)

    def _firsts(self) -> dict[str, str]:
        """The SHA-256 of the first source that was pinned under each id, the first id first."""
        found = dict[str, str]()
        for pathway, sha256 in self._desk.store.editions.pinned():
            found.setdefault(pathway, sha256)
        return found

    def _note(self) -> None:
        """Write beside the store which words each id was first used with. Not worth a failure."""
        store, path = self._desk.store, self._desk.home.pathways
        if store.read_only:
            return
        with contextlib.suppress(VaultError):
            before = read_note(path)
            known = before.pathways if before.store == store.id else {}
            firsts = dict[str, FirstSource]()
            for pathway, sha256 in self._firsts().items():
                noted = known.get(pathway)
                if noted is None or noted.sha256 != sha256:
                    source = self._source(sha256)
                    noted = FirstSource(sha256, self._digest(source) if source is not None else "")
                firsts[pathway] = noted
            now = Note(store.id, firsts)
            if now != before and (now.pathways or before.pathways):
                homes.write_whole(path, msgspec.json.encode(now) + b"\n", durable=False)

    def _digest(self, source: bytes) -> str:
        sha256 = _sha256(source)
        if sha256 not in self._digests:
            self._digests[sha256] = self._desk.around.rules.edition(source)
        return self._digests[sha256]


def _sha256(source: bytes) -> str:
    return hashlib.sha256(source).hexdigest()


class NewDraft(msgspec.Struct, frozen=True, kw_only=True):
    """A draft to be made: `edition` is the SHA-256 of its pathway's source, `owner` an account's id."""

    answers: Answers
    edition: str
    owner: str
    unfinished: dict[str, str] = {}


def add_drafts(
    desk: OpenStore,
    editions: PinnedEditions,
    many: Sequence[NewDraft],
    kind: Kind,
    detail: str = "",
    *,
    to_edit: bool = False,
) -> list[Record]:
    """Add drafts, all or none, each logged. `to_edit`: there is one, and it is open to be changed here.

    Raises `VaultError` if no free reference is found, `StoreFull`, `ReadOnly`, ….
    """
    for _ in range(20):
        refs = dict[str, None]()
        while len(refs) < len(many):
            refs[new_reference()] = None
        now, records = desk.now(), []
        for ref, fresh in zip(refs, many, strict=True):
            screening = Screening(
                ref=ref,
                owner=desk.name_of(fresh.owner),
                answers=fresh.answers,
                version=1,
                created=now,
                updated=now,
                unfinished=fresh.unfinished,
            )
            records.append(record_of(desk, editions, screening, fresh.owner, fresh.edition))
        log = [desk.entry(kind, record.row, detail=detail) for record in records]
        lock = edit_lock(desk, records[0].row.ref, changed=False) if to_edit else None
        try:
            desk.store.screenings.add(records, log, lock)
        except ReferenceTaken:
            continue
        return records
    raise VaultError("No free reference was found. Nothing was saved.")


def record_of(
    desk: OpenStore, editions: PinnedEditions, screening: Screening, owner: str, edition: str
) -> Record:
    """The record of a screening: of an account's id, made with an edition (the SHA-256 of its source)."""
    answers = screening.answers
    standing = desk.around.rules.standing(answers, editions.of(edition, answers.pathway))
    kept = [now.kept for key, now in urgent().items() if key in standing.danger]
    row = Row(
        ref=screening.ref,
        owner=owner,
        state=screening.state,
        outcome=standing.outcome,
        decision=standing.decision,
        acting_on=standing.acting_on,
        missing_now="yes" if answers.missing_now else "",
        danger=" ".join(name for name in kept if name not in Row.__struct_fields__),
        set_aside=" ".join(standing.set_aside),
        locality=answers.locality,
        screened_on=answers.screened_on,
        child=answers.child.name,
        created=screening.created,
        updated=screening.updated,
        completed=screening.completed,
        version=screening.version,
        revision=screening.revision,
        edition=edition,
        writer=desk.account.id,
    )
    stood = gravity_since(screening.stood, stood_by_row(row), row.updated)
    document = as_document(replace(screening, stood=stood))
    return Record(row=row, document=document, words=searchable(screening.ref, answers))


def screening_of(desk: OpenStore, record: Record) -> Screening:
    """The screening that a record holds; what stands in its row counts."""
    row = record.row
    return replace(
        from_document(record.document),
        ref=row.ref,
        owner=desk.name_of(row.owner),
        state=row.state,
        version=row.version,
        revision=row.revision,
        created=row.created,
        updated=row.updated,
        completed=row.completed,
    )
