"""Every sealed row of the SQLCipher file, of what kind it is, and whether it holds what its seal says."""

from __future__ import annotations

from collections.abc import Iterator
from hmac import compare_digest as same
from typing import Any, NamedTuple

from ce_tui.core.vault.errors import NotAsWritten
from ce_tui.core.vault.log.audit import Chain, Head, blend
from ce_tui.core.vault.store.records import KeptAction, KeptRevision
from ce_tui.core.vault.store.tables.attendance import ATTENDANCE
from ce_tui.core.vault.store.tables.editions import EDITIONS
from ce_tui.core.vault.store.tables.keeping import KEEPING
from ce_tui.core.vault.store.tables.kept import action_seal, revision_seal
from ce_tui.core.vault.store.tables.log import ANCHORED
from ce_tui.core.vault.store.tables.pairings import PAIRINGS
from ce_tui.core.vault.store.tables.people import ACCOUNTS
from ce_tui.core.vault.store.tables.screening_seals import COLUMNS, SEALED, read, screenings_of, sha256
from ce_tui.core.vault.store.tables.seals import NOTHING
from ce_tui.core.vault.store.tables.settings import SETTINGS, preferences_of


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
