"""Whoever reads while others write sees one moment: nothing that is honest is ever taken for an older piece."""

from __future__ import annotations

import threading
from pathlib import Path

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import Screening
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.store.sealed import SealSums
from support.stores.vault import ADA, BEN, answers, entered, with_people

ROUNDS = 150


def changed(screening: Screening, notes: str) -> Screening:
    return msgspec.structs.replace(screening, answers=msgspec.structs.replace(screening.answers, notes=notes))


@pytest.fixture
def ada(home: Path) -> Casebook:
    return with_people(home)


def test_lists_searches_and_records_are_right_while_another_session_writes(home: Path, ada: Casebook) -> None:
    screening = ada.screenings.begin(answers(notes="harbour"))
    reader = entered(home)
    failed: list[BaseException] = []

    def write() -> None:
        nonlocal screening
        try:
            for number in range(ROUNDS):
                screening = ada.screenings.save(changed(screening, notes=f"harbour {number}"))
                ada.preferences.set("theme", str(number))
                if number % 10 == 0:
                    other = ada.screenings.begin(answers(notes="harbour too"))
                    ada.screenings.leave(other)
                if number % 25 == 0:
                    ada.keeping.hold(screening.ref, "the police asked")
                    ada.keeping.release(screening.ref, "they have it")
        except BaseException as error:
            failed.append(error)

    writer = threading.Thread(target=write)
    writer.start()
    looks = 0
    while writer.is_alive():
        assert reader.index.all()
        assert reader.index.search("harbour")
        reader.screenings.read(screening.ref)
        reader.keeping.holds()
        if looks % 20 == 0:
            assert reader.log.verify().faults == []
        looks += 1
    writer.join()
    assert failed == []
    assert looks
    reader.close()
    ada.close()


def test_what_others_wrote_between_two_verdicts_is_no_damage(home: Path, ada: Casebook) -> None:
    """The search index keeps in memory how it is laid out: what it knew at the first verdict is of before."""
    screening = ada.screenings.begin(answers(notes="harbour"))
    reader = entered(home)
    for _ in range(5):
        assert reader.log.verify().faults == []
        for number in range(40):
            screening = ada.screenings.save(changed(screening, notes=f"harbour {number}"))
    assert reader.log.verify().faults == []
    reader.close()
    ada.close()


@pytest.mark.parametrize("look", ["a list", "a record", "a search", "a hold", "a kept file"])
def test_a_save_between_two_looks_makes_nothing_look_older(
    home: Path, ada: Casebook, monkeypatch: pytest.MonkeyPatch, look: str
) -> None:
    screening = ada.screenings.begin(answers(notes="harbour"))
    reader = entered(home)
    real, real_all, saved = SealSums.of, SealSums.all, []

    def after_a_save(self: SealSums, kind: str) -> bytes:
        if not saved:
            saved.append(1)  # before the save, which looks at the sums too
            ada.screenings.save(changed(screening, notes="harbour again"))
            ada.keeping.hold(screening.ref, "the police asked")
        return real(self, kind)

    def all_after_a_save(self: SealSums) -> dict[str, bytes]:
        after_a_save(self, "settings")
        return real_all(self)

    monkeypatch.setattr(SealSums, "of", after_a_save)
    monkeypatch.setattr(SealSums, "all", all_after_a_save)
    if look == "a list":
        assert reader.index.all()
    elif look == "a record":
        assert reader.screenings.read(screening.ref).answers.notes.startswith("harbour")
    elif look == "a search":
        assert reader.index.search("harbour")
    elif look == "a hold":
        assert [each.ref for each in reader.keeping.holds()] in ([], [screening.ref])
    else:
        assert reader.referrals.audit_head(screening.ref, 1)
    assert saved
    reader.close()
    ada.close()


def test_sign_ins_are_right_while_a_screening_goes_from_hand_to_hand(home: Path, ada: Casebook) -> None:
    for number in range(3):
        ada.screenings.leave(ada.screenings.begin(answers(notes=f"number {number}")))
    failed: list[BaseException] = []

    def pass_on() -> None:
        try:
            for number in range(30):
                ada.people.hand_over(*((ADA, BEN) if number % 2 == 0 else (BEN, ADA)))
        except BaseException as error:
            failed.append(error)

    writer = threading.Thread(target=pass_on)
    writer.start()
    while writer.is_alive():
        casebook = entered(home)
        assert [words for words in casebook.alerts if "another day" in words] == []
        casebook.index.all()
        casebook.close()
    writer.join()
    assert failed == []
    ada.close()
