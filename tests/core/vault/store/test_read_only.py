"""A store that cannot be written: all can be read and exported, nothing changed; that nothing is logged is said."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ce_tui.core.vault import errors
from ce_tui.core.vault.casebook.open_store import CasebookSettings
from ce_tui.core.vault.casebook.opening import recover
from ce_tui.core.vault.errors import ReadOnly, StoreUnreadable, WrongCredentials
from support.stores.vault import (
    ADA,
    OTHER,
    PASSPHRASE,
    QUICK,
    PlainRules,
    answers,
    entered,
    needs_mount_as_root,
    new_store,
    read_only,
)

pytestmark = needs_mount_as_root


@pytest.fixture
def filled(home: Path) -> Iterator[tuple[Path, str, str]]:
    """A home, a reference in it, and the recovery code."""
    casebook, code = new_store(home)
    ref = casebook.screenings.begin(answers(notes="to be read")).ref
    casebook.preferences.set("theme", "ansi-light")
    casebook.close()
    yield home, ref, str(code)


def test_everything_can_be_read_and_nothing_is_changed(filled: tuple[Path, str, str]) -> None:
    home, ref, _ = filled
    before = contents(home)
    with read_only(home):
        casebook = entered(home)
        assert casebook.read_only
        assert any("read-only" in words and "not logged" in words for words in casebook.alerts)
        assert casebook.screenings.open(ref).answers.notes == "to be read"
        assert [each.ref for each in casebook.index.all()] == [ref]
        assert [each.ref for each in casebook.index.search("read")] == [ref]
        assert casebook.preferences.get("theme") == "ansi-light"
        assert casebook.presence.holder(ref) is None
        assert casebook.access.verify(PASSPHRASE)
        assert casebook.log.verify().faults == []
        casebook.close()
    assert contents(home) == before


def test_every_change_is_refused_in_words(filled: tuple[Path, str, str]) -> None:
    home, ref, _ = filled
    with read_only(home):
        casebook = entered(home)
        screening = casebook.screenings.open(ref)
        for change in (
            lambda: casebook.screenings.save(screening),
            lambda: casebook.screenings.complete(screening),
            lambda: casebook.screenings.begin(answers()),
            lambda: casebook.screenings.import_answers([answers()]),
            lambda: casebook.screenings.take_over(ref),
            lambda: casebook.people.add_account("Ben Example", OTHER, ["practitioner"]),
            lambda: casebook.people.set_hub("Imaginary Hub", "essex"),
        ):
            with pytest.raises(ReadOnly, match="read-only"):
                change()
        casebook.screenings.leave(screening)
        casebook.close()
    entered(home).close()


def test_an_export_is_made_and_its_passphrase_is_remembered_for_the_session(
    filled: tuple[Path, str, str],
) -> None:
    home, ref, _ = filled
    with read_only(home):
        casebook = entered(home)
        screening = casebook.screenings.open(ref)
        casebook.referrals.keep(screening, b"%PDF-")
        casebook.referrals.note_export(ref, "pdf")
        casebook.preferences.set("shown once", "six made up words")
        assert casebook.preferences.get("shown once") == "six made up words"
        casebook.close()
        assert entered(home).preferences.get("shown once") == ""


def test_a_wrong_passphrase_is_counted_there_too(filled: tuple[Path, str, str]) -> None:
    home, _, code = filled
    with read_only(home):
        for _ in range(5):
            with pytest.raises(WrongCredentials):
                entered(home, ADA, "not the passphrase at all")
        with pytest.raises(errors.Busy, match="Too many wrong tries"):
            entered(home)
        with pytest.raises(ReadOnly):
            recover(home, ADA, code, OTHER, CasebookSettings(argon=QUICK, rules=PlainRules()))


def test_what_was_saved_last_before_a_crash_is_read_from_the_log(home: Path, tmp_path: Path) -> None:
    casebook, _ = new_store(home)
    screening = casebook.screenings.begin(answers(notes="before"))
    crashed = tmp_path / "crashed"
    shutil.copytree(home, crashed)
    casebook.close()
    assert (crashed / "store.db-wal").stat().st_size > 0
    with read_only(crashed):
        left = entered(crashed)
        assert left.screenings.open(screening.ref).answers.notes == "before"
        left.close()
    (crashed / "store.db-shm").unlink()
    with read_only(crashed), pytest.raises(StoreUnreadable) as refused:
        entered(crashed)
    assert refused.value.words == (
        "The store is read-only, and what was saved last cannot be read before it is opened once where it can be "
        "written. Nothing was changed. Ask whoever looks after this machine to make its folder writable."
    )
    again = entered(crashed)
    assert again.screenings.open(screening.ref).answers.notes == "before"
    again.close()


def test_two_may_read_at_once(filled: tuple[Path, str, str]) -> None:
    home, ref, _ = filled
    found = []

    def read() -> None:
        casebook = entered(home)
        found.append(casebook.screenings.open(ref).answers.notes)
        casebook.close()

    with read_only(home):
        readers = [threading.Thread(target=read) for _ in range(2)]
        for each in readers:
            each.start()
        for each in readers:
            each.join()
    assert found == ["to be read"] * 2


def contents(home: Path) -> dict[str, bytes]:
    """Every file of a home."""
    return {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()}
