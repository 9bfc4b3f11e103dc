"""Looking after the SQLCipher file as a whole: is it sound, a copy of it, no trace of what was deleted.

Is everything in it of one day is seen by the rows' seals, by the sums of their kinds, and by the head, which counts
those: an older page of the database is itself genuine, and does not fit the others.

A sweep merges the search index, writes every page anew and empties the write-ahead log. One that was cut short is
remembered in the settings and done again.
"""

# ruff: noqa: D102

from __future__ import annotations

import contextlib
import os
import resource
import time
from collections.abc import Callable, Iterable, Iterator
from hmac import compare_digest as same
from pathlib import Path
from typing import Any, NamedTuple

from ce_tui.core.vault.errors import Damaged, NotAsWritten, StoreFull
from ce_tui.core.vault.log.audit import Chain, Head, blend
from ce_tui.core.vault.store import inspection
from ce_tui.core.vault.store.against_log import Owned
from ce_tui.core.vault.store.children import PAIRINGS
from ce_tui.core.vault.store.database import StoreFile, connect, plain_words
from ce_tui.core.vault.store.kept import action_seal, revision_seal
from ce_tui.core.vault.store.log import ANCHORED, LogTable
from ce_tui.core.vault.store.people import ACCOUNTS, ATTENDANCE
from ce_tui.core.vault.store.records import KeptAction, KeptRevision, Older, Tallied, Trouble
from ce_tui.core.vault.store.screening_rows import COLUMNS, SEALED, read, screenings_of, sha256, sum_of_rows
from ce_tui.core.vault.store.sealed import KEEPING, NOTHING
from ce_tui.core.vault.store.settings import EDITIONS, SETTINGS, SWEEP, SettingsTable, preferences_of


class SealedRow(NamedTuple):
    """A row's seal, the kind that it is counted with, what people call it, and whether it fits the row."""

    kind: str
    name: str
    seal: bytes
    fits: bool


def shared(db: Any, chain: Chain) -> Iterator[SealedRow]:
    """What everybody depends on: settings, accounts, the names of the editions, what stands about screenings."""
    for key, value, seal in db.execute("SELECT key, value, seal FROM settings"):
        yield SealedRow(SETTINGS, "the settings", seal, same(seal, chain.seal("setting", key, value)))
    for *values, seal in db.execute("SELECT id, name, roles, created, seal FROM accounts"):
        yield SealedRow(ACCOUNTS, "the list of accounts", seal, same(seal, chain.seal("account", *values)))
    for *values, seal in db.execute("SELECT id, sha256, first_used, seal FROM editions"):
        yield SealedRow(EDITIONS, "the editions", seal, same(seal, chain.seal("edition", *values)))
    for ref, kind, content, seal in db.execute("SELECT ref, kind, content, seal FROM keeping"):
        fits = same(seal, chain.seal("keeping", ref, kind, content))
        yield SealedRow(KEEPING, f"the keeping of {ref}", seal, fits)
    for *values, seal in db.execute("SELECT ref, other, content, seal FROM pairings"):
        yield SealedRow(PAIRINGS, "which are of one child", seal, same(seal, chain.seal("pairing", *values)))
    for *values, seal in db.execute("SELECT session, account, since, over, seal FROM attendance"):
        yield SealedRow(ATTENDANCE, "who came in", seal, same(seal, chain.seal("attendance", *values)))
    for *values, seal in db.execute("SELECT place, number, digest, end, seal FROM anchored"):
        yield SealedRow(ANCHORED, "what was anchored", seal, same(seal, chain.seal("anchored", *values)))


def preferences(db: Any, chain: Chain, account: str = "") -> Iterator[SealedRow]:
    """The preferences of an account, or of all."""
    for of, key, value, seal in db.execute(
        "SELECT account, key, value, seal FROM preferences WHERE ?1 IN ('', account)", (account,)
    ):
        fits = same(seal, chain.seal("preference", of, key, value))
        yield SealedRow(preferences_of(of), "a preference", seal, fits)


def editions_are_right(db: Any) -> bool:
    """Whether every edition kept is the one that its SHA-256 names."""
    found = db.execute("SELECT sha256, source FROM editions")
    return all(sha256(source).hex() == digest for digest, source in found)


def screenings(db: Any, chain: Chain) -> Iterator[SealedRow]:
    """All screenings with their documents, words, revisions and files."""
    kept = _kept(db, chain)
    joined = "screenings LEFT JOIN documents USING (id) LEFT JOIN words USING (id)"
    query = f"SELECT {COLUMNS}, document, text FROM {joined}"  # noqa: S608 - our own column names
    seen = set[str]()
    for *values, document, text in db.execute(query):
        row, (digest, found_by, counted) = _row(values, chain)
        seen.add(row.name)
        fits = document is not None and text is not None
        fits = fits and sha256(document) == digest and sha256(text) == found_by
        yield row._replace(fits=row.fits and fits and kept.get(row.name, NOTHING) == counted)
    for ref in sorted(kept.keys() - seen):
        yield SealedRow("", f"what is kept of {ref}, which is no screening here", NOTHING, fits=False)


def _row(values: Any, chain: Chain) -> tuple[SealedRow, tuple[bytes, bytes, bytes]]:
    ref, owner = values[0], values[1]
    digest, found_by, kept, seal = values[len(SEALED) - 4 : len(SEALED)]
    try:
        read(values, chain)
        fits = True
    except NotAsWritten:
        fits = False
    return SealedRow(screenings_of(owner), ref, seal, fits), (digest, found_by, kept)


def _kept(db: Any, chain: Chain) -> dict[str, bytes]:
    """The sum of the seals of what is kept of each screening; of an altered one it is no sum."""
    sums: dict[str, bytes] = {}
    for ref, revision, completed, actor, outcome, document, seq, link, seal in db.execute(
        "SELECT ref, revision, completed, actor, outcome, document, seq, link, seal FROM revisions"
    ):
        kept = KeptRevision(
            ref=ref,
            revision=revision,
            completed=completed,
            actor=actor,
            outcome=outcome,
            document=document,
            head=Head(seq, link),
        )
        sums[ref] = blend(sums.get(ref, NOTHING), seal if same(seal, revision_seal(chain, kept)) else b"?")
    for ref, revision, kind, made, content, seal in db.execute(
        "SELECT ref, revision, kind, made, content, seal FROM attachments"
    ):
        right = same(seal, chain.seal("attachment", ref, revision, kind, made, sha256(content)))
        sums[ref] = blend(sums.get(ref, NOTHING), seal if right else b"!")
    for ref, number, at, by, content, seal in db.execute(
        "SELECT ref, number, recorded_at, recorded_by, content, seal FROM actions"
    ):
        action = KeptAction(number=number, recorded_at=at, recorded_by=by, content=content)
        right = same(seal, action_seal(chain, ref, action))
        sums[ref] = blend(sums.get(ref, NOTHING), seal if right else b"%")
    return sums


_SHARED = {
    SETTINGS: "the settings",
    ACCOUNTS: "the list of accounts",
    EDITIONS: "the editions of the pathway",
    KEEPING: "what stands about the keeping of screenings",
    PAIRINGS: "which screenings are of one child",
    ATTENDANCE: "who came in",
    ANCHORED: "what was anchored",
}
_SAY_EVERY = 500  # rows

Progress = Callable[[int, int], None]


def older(db: Any, log: LogTable, account: str) -> Older:
    """What a sign-in of this account looks over: the head, what everybody depends on, and what is this account's."""
    try:
        if not _ends_as_counted(db, log) or log.sums.tally() != log.heads.get().tally:
            return Older(whole="the log, or the sums of all records")
        whole = _unfit(shared(db, log.chain), log, tuple(_SHARED))
    except Damaged:
        return Older(whole="the head of its log")
    if whole:
        return Older(whole=" and ".join(_SHARED[kind] for kind in whole))
    own_rows = sum_of_rows(db, account) != log.sums.of(screenings_of(account))
    own_ways = _unfit(preferences(db, log.chain, account), log, (preferences_of(account),))
    own = [*(["your screenings"] if own_rows else []), *(["your preferences"] if own_ways else [])]
    return Older(own=" and ".join(own))


def tallied(db: Any, log: LogTable, progress: Progress) -> Tallied:
    """Compare every row with its seal, and the sums with what was counted."""
    (many,) = db.execute("SELECT count(*) FROM screenings").fetchone()
    sums: dict[str, bytes] = {}
    altered = set[str]()
    for number, row in enumerate(_everything(db, log.chain)):
        if number % _SAY_EVERY == 0:
            progress(min(number, many), many)
        sums[row.kind] = blend(sums.get(row.kind, NOTHING), row.seal)
        if not row.fits:
            altered.add(row.name)
    if not editions_are_right(db):
        altered.add("the editions")
    counted = log.sums.all()
    unfit = [
        kind for kind in sorted({*sums, *counted}) if sums.get(kind, NOTHING) != counted.get(kind, NOTHING)
    ]
    if log.sums.tally() != log.heads.get().tally:
        unfit.append("sums")
    return Tallied(altered=tuple(sorted(altered)), unfit=tuple(unfit))


def _everything(db: Any, chain: Chain) -> Iterable[SealedRow]:
    yield from screenings(db, chain)
    yield from shared(db, chain)
    yield from preferences(db, chain)


def _unfit(rows: Iterable[SealedRow], log: LogTable, kinds: tuple[str, ...]) -> list[str]:
    """Which of these kinds do not fit their seals or their sums."""
    sums = {kind: log.sums.of(kind) for kind in kinds}
    wrong = set[str]()
    for row in rows:
        sums[row.kind] = blend(sums.get(row.kind, NOTHING), row.seal)
        if not row.fits:
            wrong.add(row.kind)
    return [kind for kind in kinds if kind in wrong or sums[kind] != NOTHING]


def _ends_as_counted(db: Any, log: LogTable) -> bool:
    head = log.heads.get().head
    last = db.execute("SELECT seq, link FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    return (head.seq, head.link) == (last or (0, bytes(32)))


_PATIENCE = 10.0  # seconds for others to end what they are reading


class Upkeep:
    """See `UpkeepStore`."""

    def __init__(self, file: StoreFile, log: LogTable, settings: SettingsTable) -> None:
        self._file = file
        self._log = log
        self._settings = settings

    def faults(self) -> list[Trouble]:
        with self._file.reading():
            return inspection.faults(self._file.db.conn)

    def tallied(self, progress: Progress = lambda done, of: None) -> Tallied:
        with self._file.one_moment():
            return tallied(self._file.db, self._log, progress)

    def older(self, account: str) -> Older:
        with self._file.one_moment():
            return older(self._file.db, self._log, account)

    def kept(self) -> list[Owned]:
        with self._file.reading():
            found = self._file.db.execute(
                "SELECT ref, owner, version, (SELECT count(*) FROM actions WHERE actions.ref = screenings.ref) "
                "FROM screenings ORDER BY ref"
            ).fetchall()
        return [Owned(*each) for each in found]

    def sweep(self) -> bool:
        if self._settings.get(SWEEP) != "due":
            return True
        self._need_room()
        if not self._has_memory():
            return False
        with self._file.change():
            self._file.db.execute("INSERT INTO words_fts (words_fts) VALUES ('optimize')")
        with self._file.reading():
            self._file.db.execute("VACUUM")
            until = time.monotonic() + _PATIENCE
            while self._file.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                if time.monotonic() > until:
                    return False
                time.sleep(0.05)
        self._settings.change({SWEEP: "done"}, [])
        return True

    def copy_to(self, path: Path, key: bytes) -> Head:
        file = self._file
        with plain_words(), contextlib.closing(connect(file.path, key, read_only=file.read_only)) as db:
            db.execute("VACUUM INTO ?", (str(path),))
            db.execute("ATTACH DATABASE ? AS copied", (str(path),))  # under the same key
            return Head(*db.execute("SELECT seq, link FROM copied.head").fetchone())

    def _has_memory(self) -> bool:
        """Whether this process may have memory for the file, which is written anew there, and as much beside it."""
        bound, _ = resource.getrlimit(resource.RLIMIT_AS)
        return bound == resource.RLIM_INFINITY or 2 * self._file.path.stat().st_size < bound

    def _need_room(self) -> None:
        """Writing every page anew takes as much room again, in the write-ahead log. Raises `StoreFull`."""
        path = self._file.path
        about = os.statvfs(path.parent)
        if about.f_bavail * about.f_frsize < 1.2 * path.stat().st_size:
            raise StoreFull
