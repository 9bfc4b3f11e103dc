"""Deletion deletes: a day after the decision, out of every table, and out of every page of every file."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic, sleep

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import Child, Screening
from ce_tui.core.vault.casebook.backups import read_beginning
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.keeping import DeletionQueue
from ce_tui.core.vault.errors import NotFound
from ce_tui.core.vault.store.database import connect
from support.stores.pages import holding, pages_in, pages_of
from support.stores.vault import ADA, BEN, CLEO, OTHER, answers, entered, set_clock, with_people

# Words that are in nothing else, and what is looked for of each: the search index leaves out a beginning that a word
# shares with the one before it, which may be a part of a reference, four letters long.
WORDS = ("Xylquorbit", "Vexithrump", "Quagmirelda", "Plonkwimble", "Drabznarf", "glimmerkrux")
TAILS = tuple(word[4:] for word in WORDS)
NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)


def at(**later: float) -> datetime:
    return NOW + timedelta(**later)


def full(casebook: Casebook) -> Screening:
    """A screening with a word in everything that is kept of it; one of them was taken out again later."""
    screening = casebook.screenings.begin(
        answers(notes=f"{WORDS[0]} was here. " * 300, child=Child(name=WORDS[1]))
    )
    screening = casebook.screenings.save(
        msgspec.structs.replace(
            screening,
            answers=msgspec.structs.replace(screening.answers, notes=f"{WORDS[2]} came instead"),
            unfinished={"child.date_of_birth": WORDS[3]},
        )
    )
    casebook.referrals.keep(screening, f"%PDF {WORDS[4]} ".encode() * 3000)
    screening = casebook.screenings.reopen(casebook.screenings.complete(screening))
    casebook.preferences.set(f"place.{screening.ref}", WORDS[5])
    casebook.screenings.leave(screening)
    return screening


@pytest.fixture
def ada(home: Path) -> Iterator[Casebook]:
    """Ada, who has all roles, among much that stays."""
    casebook = with_people(home)
    set_clock(casebook, lambda: NOW)
    for number in range(30):
        casebook.screenings.leave(
            casebook.screenings.begin(answers(notes=f"number {number} stays " + "words " * 200))
        )
    yield casebook
    casebook.close()


def marked(casebook: Casebook) -> str:
    """The reference of a screening full of words that is marked for deletion."""
    made = full(casebook)
    casebook.keeping.mark(made.ref, "made twice")
    return made.ref


def later(home: Path, name: str = ADA, **span: float) -> Casebook:
    words = {} if name == ADA else {"passphrase": OTHER}
    return entered(home, name, **words, clock=lambda: at(**span))


def found(home: Path, casebook: Casebook) -> list[str]:
    return holding(pages_of(home, casebook._desk.unlocked.database_key), *TAILS)


def test_after_the_deletion_no_page_of_any_file_holds_a_word_of_it(
    ada: Casebook, home: Path, tmp_path: Path
) -> None:
    ref = marked(ada)
    ada.close()
    lea = later(home, hours=23)
    assert found(home, lea) == list(TAILS)  # so the search finds what there is to find
    assert [each.ref for each in lea.deleting.marked()] == [ref]
    lea.close()
    casebook = later(home, hours=25)
    assert casebook.alerts == [f"1 screening that a lead had marked for deletion was deleted: {ref}."]
    assert found(home, casebook) == []
    assert casebook.log.verify().faults == []
    with (tmp_path / "made.backup").open("w+b") as file:
        casebook.backups.make(file, tmp_path)
        file.seek(0)
        database = file.read(read_beginning(file).header.database)
    assert holding(pages_in(database, casebook._desk.unlocked.database_key), "stays") == ["stays"]
    assert holding(pages_in(database, casebook._desk.unlocked.database_key), *TAILS) == []
    casebook.close()
    casebook = later(home, hours=26)
    assert found(home, casebook) == []
    assert len(casebook.index.all()) == 30
    with pytest.raises(NotFound):
        casebook.screenings.open(ref)
    with pytest.raises(NotFound):
        casebook.deleting.undo(ref)
    (gone,) = casebook.deleting.deleted()
    assert (gone.ref, gone.by) == (ref, ADA)
    assert [each.detail for each in casebook.log.entries(ref=ref, kinds=["deletion"])] == [
        "marked, to be deleted from 2 January 2026 at 12:00 on: made twice",
        "deleted; marked on 1 January 2026 at 12:00",
    ]
    casebook.close()


def test_everything_else_is_found_and_opened_as_before(ada: Casebook, home: Path) -> None:
    marked(ada)
    kept = [each.ref for each in ada.index.all()]
    ada.close()
    casebook = later(home, days=2)
    assert [each.ref for each in casebook.index.all()] == kept
    assert len(casebook.index.search("stays")) == 30
    assert casebook.index.search("Vexithrump") == []
    assert all(casebook.screenings.open(ref).answers.notes.startswith("number") for ref in kept[:3])
    casebook.close()


def test_it_is_undone_for_a_day_and_only_a_lead_or_administrator_deletes(ada: Casebook, home: Path) -> None:
    ref = marked(ada)
    assert ada.deleting.purge_due() == []
    ada.close()
    ben = later(home, BEN, days=9)
    ben.close()  # a practitioner's sign-in deletes nothing
    before = later(home, hours=23, minutes=59)
    assert [each.ref for each in before.deleting.marked()] == [ref]
    before.deleting.undo(ref)
    before.close()
    after = later(home, days=9)
    assert ref in [each.ref for each in after.index.all()]
    after.keeping.mark(ref, "made twice after all")
    after.close()
    cleo = later(home, CLEO, days=10, minutes=1)
    assert cleo.deleting.purged == [ref]
    cleo.close()


def test_a_clock_that_was_set_back_deletes_nothing(ada: Casebook, home: Path) -> None:
    marked(ada)
    ada.close()
    casebook = later(home, days=-30)
    assert casebook.deleting.purge_due() == []
    casebook.close()


def test_each_hour_it_is_deleted_unless_the_screen_is_hidden(ada: Casebook) -> None:
    ref = marked(ada)
    set_clock(ada, lambda: at(days=2))
    assert ada.hourly(hidden=True) == []
    assert [each.ref for each in ada.deleting.marked()] == [ref]
    (said,) = ada.hourly(hidden=False)
    assert ref in said and ada.deleting.marked() == []
    ada.close()
    assert ada.hourly(hidden=False) == []


def test_a_sweep_that_was_cut_short_is_done_at_the_next_sign_in(ada: Casebook, home: Path) -> None:
    """Killed between the deletion and the sweep: the traces in the file go with the next sign-in."""
    ref = marked(ada)
    ada.close()
    pid = os.fork()
    if pid == 0:
        try:
            DeletionQueue.keep_house = lambda self: None  # type: ignore[method-assign]
            casebook = later(home, days=2)
            casebook._desk.store.upkeep.sweep = lambda: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[assignment]
            casebook.deleting.purge_due()
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL
    casebook = later(home, BEN, days=2)
    assert found(home, casebook) != []
    casebook.close()
    casebook = later(home, days=2)
    assert casebook.deleting.purged == []
    assert [each.ref for each in casebook.deleting.deleted()] == [ref]
    assert found(home, casebook) == []
    assert casebook.log.verify().faults == []
    casebook.close()


def test_a_sweep_waits_for_a_reader_and_says_that_it_is_not_done(
    ada: Casebook, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ce_tui.core.vault.store.upkeep._PATIENCE", 0.1)
    ref = marked(ada)
    reader = connect(home / "store.db", ada._desk.unlocked.database_key)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM screenings").fetchone()
    casebook = later(home, days=2)
    assert casebook.deleting.purged == [ref]
    assert "others were reading" in casebook.alerts[0]
    reader.close()
    assert casebook.hourly(hidden=False) == []
    assert found(home, casebook) == []
    casebook.close()


def test_without_room_to_sweep_it_is_said_and_done_later(
    ada: Casebook, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = marked(ada)
    ada.close()
    with monkeypatch.context() as patched:
        patched.setattr("ce_tui.core.vault.store.upkeep.free_bytes", lambda folder: 0)
        casebook = later(home, days=2)
        assert any("The disk is full" in words for words in casebook.alerts)
        assert [each.ref for each in casebook.deleting.deleted()] == [ref]
        casebook.close()
    casebook = later(home, days=2)
    assert found(home, casebook) == []
    casebook.close()


def test_two_who_come_in_at_once_delete_it_once(ada: Casebook, home: Path) -> None:
    ref = marked(ada)
    one, two = later(home, hours=1), later(home, hours=1)
    for casebook in (one, two):
        set_clock(casebook, lambda: at(days=2))
    stands = two._desk.store.keeping.stands("delete")
    assert one.deleting.purge_due() == [ref]
    assert [stand for stand in stands if two.deleting._purge(stand)] == []
    assert [each.kind for each in ada.log.entries(ref=ref)].count("deletion") == 2
    for casebook in (one, two):
        casebook.close()


def test_a_hold_that_comes_in_between_is_heeded(ada: Casebook, home: Path) -> None:
    """The store itself looks for the hold, in the transaction that deletes."""
    ref = marked(ada)
    store = ada._desk.store
    (stand,) = store.keeping.stands("delete")
    ada.keeping.hold(ref, "the police asked")
    store.keeping.put(stand, [])
    assert not store.keeping.delete(ref, at(days=2).isoformat(timespec="milliseconds"), [])
    assert ref in [row.ref for row in store.screenings.rows(None, marked=True)]


def test_others_go_on_saving_while_it_is_deleted_and_swept(ada: Casebook, home: Path) -> None:
    refs = [marked(ada) for _ in range(3)]
    ada.close()
    over, faults, saves = threading.Event(), list[Exception](), [0]

    def work() -> None:
        try:
            casebook = entered(home, BEN, OTHER)
            made = casebook.screenings.begin(answers(notes="0"))
            while not over.is_set():
                given = msgspec.structs.replace(made.answers, notes=f"{saves[0] + 1}")
                made = casebook.screenings.save(msgspec.structs.replace(made, answers=given))
                saves[0] += 1
            casebook.screenings.leave(made)
            assert casebook.screenings.open(made.ref).answers.notes == str(saves[0])
            casebook.close()
        except Exception as error:
            faults.append(error)

    ben = threading.Thread(target=work)
    ben.start()
    end = monotonic() + 300
    while not saves[0] and not faults:
        assert monotonic() < end
        sleep(0.01)
    casebook = later(home, days=2)
    over.set()
    ben.join()
    assert faults == [] and sorted(casebook.deleting.purged) == sorted(refs)
    assert casebook.hourly(hidden=False) == [] and found(home, casebook) == []
    assert casebook.log.verify().faults == []
    casebook.close()
