"""The store: unlocking, opening with 10,000 screenings, searching, saving; beside plain SQLite in the same run."""

from __future__ import annotations

import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from ce_tui.core.pathway.answers.screening import Answers, Child
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.opening import set_up, sign_in
from ce_tui.core.vault.keys.passphrases import NewStore
from ce_tui.core.vault.keys.slots import Argon, Derivation, derive
from ce_tui.core.vault.store.store import Store

NAME, PASSPHRASE = "Ada Example", "seven odd lanterns over a harbour"
SCREENINGS = 10_000
SAVES = 1_000
ENTRIES = 100_000
WORDS = "station harbour lantern school missing phone money friend older visit evening train shop hotel again".split()


def rows() -> list[str]:
    """Markdown rows: what, measured, budget, beside."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        casebook, _ = set_up(home, NewStore(name=NAME, passphrase=PASSPHRASE))
        casebook.screenings.import_answers([_answers(number) for number in range(SCREENINGS)])
        casebook.close()
        return [*_unlocking(home), *_searching(home), *_saving(home, Path(folder)), *_verifying(home)]


def _answers(number: int) -> Answers:
    notes = " ".join(WORDS[(number * 7 + place * place) % len(WORDS)] for place in range(150))
    child = Child(name=f"Made-up Child {number}", date_of_birth="2010-04-03", address="1 Nowhere Lane")
    return Answers(
        pathway="set-2026-06",
        locality="essex",
        child=child,
        notes=f"{notes} marker{number}",
        marks={"Y1": "yes"},
    )


def _milliseconds(work: Callable[[], object], times: int) -> float:
    """The median."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1000


def _unlocking(home: Path) -> Iterator[str]:
    casebooks: list[Casebook] = []
    whole = _milliseconds(lambda: casebooks.append(sign_in(home, NAME, PASSPHRASE)), 5)
    how = Derivation("0" * 32, NAME, Argon())
    argon = _milliseconds(lambda: derive("secret", how, home), 5)
    key = casebooks[0]._desk.unlocked.database_key
    for casebook in casebooks:
        casebook.close()
    opening = _milliseconds(lambda: _opened(home, key).close(), 11)
    budget = "≤ 400 ms, all but 30 of it Argon2id"
    yield f"| unlock with {SCREENINGS:,} screenings | {whole:.0f} ms | {budget} | Argon2id alone {argon:.0f} ms |"
    yield f"| open the store after the key is derived | {opening:.1f} ms | ≤ 50 ms | |"


def _opened(home: Path, key: bytes) -> Store:
    """The store opened by nobody else, and what signing in reads of it."""
    store = Store.open(home / "store.db", key)
    store.people.accounts()
    store.log.head()
    return store


def _searching(home: Path) -> Iterator[str]:
    casebook = sign_in(home, NAME, PASSPHRASE)
    for what, words in (
        ("a rare word", "marker4711"),
        ("a word in all of them", "station"),
        ("two words", "made-up 99"),
    ):
        took = _milliseconds(lambda words=words: casebook.index.search(words), 11)  # type: ignore[misc]
        yield f"| search among {SCREENINGS:,}: {what} | {took:.1f} ms | ≤ 20 ms | |"
    took = _milliseconds(casebook.index.all, 3)
    yield f"| list all {SCREENINGS:,} | {took:.0f} ms | | |"
    casebook.close()


def _verifying(home: Path) -> Iterator[str]:
    """The whole log, every row and the key file, as `ce-tui audit verify` looks them over."""
    casebook = sign_in(home, NAME, PASSPHRASE)
    desk = casebook._desk
    entry = desk.entry("search", detail="1 found")
    while (left := ENTRIES - desk.store.log.head().seq) > 0:
        desk.store.log.add([entry] * min(left, 10_000))
    start = time.perf_counter()
    verdict = casebook.log.verify()
    took = time.perf_counter() - start
    assert verdict.sound, verdict.findings
    casebook.close()
    yield f"| verify {verdict.entries:,} entries and {SCREENINGS:,} screenings | {took:.1f} s | ≤ 10 s | |"


def _saving(home: Path, folder: Path) -> Iterator[str]:
    """Both in turns, so that a busy moment of the machine hits both."""
    casebook = sign_in(home, NAME, PASSPHRASE)
    screening = casebook.screenings.begin(_answers(0))
    plain = _plain(folder / "plain.db", msgspec.json.encode(screening))
    typing, marking, beside = list[float](), list[float](), list[float]()
    for number in range(SAVES):
        start = time.perf_counter()
        answers = msgspec.structs.replace(
            screening.answers, notes=f"{screening.answers.notes[:1500]} {number}"
        )
        screening = casebook.screenings.save(msgspec.structs.replace(screening, answers=answers))
        typing.append(time.perf_counter() - start)
        start = time.perf_counter()
        answers = msgspec.structs.replace(screening.answers, marks={"Y1": "yes"} if number % 2 else {})
        screening = casebook.screenings.save(msgspec.structs.replace(screening, answers=answers))
        marking.append(time.perf_counter() - start)
        document = msgspec.json.encode(screening)
        start = time.perf_counter()
        plain.execute("UPDATE screenings SET version = version + 1, document = ? WHERE id = 1", (document,))
        beside.append(time.perf_counter() - start)
    plain.close()
    casebook.close()
    base = statistics.median(beside) * 1000
    for what, taken in (("typed text, searchable at once", typing), ("a mark", marking)):
        median = statistics.median(taken) * 1000
        slow = sorted(taken)[int(len(taken) * 0.99)] * 1000
        yield (
            f"| durable save: {what} | {median:.2f} ms (p99 {slow:.1f}), {median / base:.1f} × | ≤ 1 ms, ≤ 2 × | "
            f"one UPDATE in plain SQLite, synchronous=FULL {base:.2f} ms |"
        )


def _plain(path: Path, document: bytes) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE screenings (id INTEGER PRIMARY KEY, version INTEGER, document BLOB)")
    connection.execute("INSERT INTO screenings VALUES (1, 1, ?)", (document,))
    return connection


if __name__ == "__main__":
    print("\n".join(rows()))
