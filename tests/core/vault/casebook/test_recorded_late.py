"""What is recorded late answers what a screening was as it was done, and nothing of what has come since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ce_tui.core.pathway.actions.action import Action
from ce_tui.core.pathway.actions.due import NOT_ALONE, FollowUp
from ce_tui.core.pathway.answers.screening import Screening
from ce_tui.core.pathway.shape import InputInvalid
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.records import as_document, from_document
from support.stores.vault import BEN, OTHER, answers, entered, set_clock, with_people

AMBER, RED = {"A1": "suspected"}, {"R2": "suspected"}
OFFICE = "C-SPOC"


@dataclass
class Work:
    """Ben's, with a screening open; the time is the store's."""

    casebook: Casebook
    screening: Screening
    at: datetime = datetime(2026, 11, 25, 9, tzinfo=UTC)

    def on(self, time: str) -> Work:
        hour, minute = map(int, time.split(":"))
        self.at = self.at.replace(hour=hour, minute=minute)
        return self

    def mark(self, **changes: Any) -> None:
        given = msgspec.structs.replace(self.screening.answers, **changes)
        self.screening = self.casebook.screenings.save(msgspec.structs.replace(self.screening, answers=given))

    def record(self, at: str, **about: Any) -> None:
        usual = {
            "at": f"2026-11-25T{at}" if at else "2026-11-25",
            "kind": "phone",
            "to": OFFICE,
            "came_of_it": "accepted",
        }
        self.casebook.actions.record(self.screening.ref, msgspec.convert(usual | about, Action))

    @property
    def due(self) -> list[FollowUp]:
        return self.casebook.follow_ups.of_opened(self.screening.ref)

    @property
    def calls(self) -> list[bool]:
        """Of each call that is due at once, whether it is because it became graver since."""
        return [each.lacks == "not phoned since" for each in self.due if each.what == "call"]


@pytest.fixture
def work(home: Path) -> Iterator[Work]:
    """A screening that was begun at nine, and is amber."""
    with_people(home).close()
    casebook = entered(home, BEN, OTHER)
    moment = Work(casebook, None)  # type: ignore[arg-type]  # which is begun by its clock
    set_clock(casebook, lambda: moment.at)
    begun = answers(locality="southend", marks=AMBER, notes="words", screened_on="2026-11-25")
    moment.screening = casebook.screenings.begin(begun)
    yield moment
    casebook.close()


def test_a_call_about_an_amber_that_is_recorded_once_it_is_red_leaves_the_red_to_be_phoned_about(
    work: Work,
) -> None:
    work.on("12:00").mark(marks=AMBER | RED)
    work.on("13:00").record("10:00")
    assert work.calls == [True]
    work.on("13:10").record("13:05")
    assert work.calls == []


def test_a_call_since_it_is_red_answers_it_whatever_is_written_after_it(work: Work) -> None:
    work.on("12:00").mark(marks=AMBER | RED)
    for minute in range(11, 20):
        work.on(f"12:{minute}").mark(notes=f"words {minute}")
    work.on("12:40").record("12:10")
    assert work.calls == []


def test_who_phones_first_and_writes_it_down_then_has_phoned(work: Work) -> None:
    work.on("09:10").mark(marks=RED)
    work.on("09:30").record("08:40")
    assert work.calls == []


@pytest.mark.parametrize(("phoned", "calls"), [("11:30", [True]), ("13:00", [])])
def test_that_a_child_is_missing_since_noon_was_said_to_nobody_who_was_phoned_before(
    work: Work, phoned: str, calls: list[bool]
) -> None:
    work.on("11:00").mark(marks=AMBER | RED)
    work.on("11:05").record("11:02")
    work.on("12:00").mark(missing_now=True)
    work.on("13:30").record(phoned)
    assert work.calls == calls


def test_the_answer_to_an_amber_lets_nobody_end_the_red_alone(work: Work) -> None:
    work.on("12:00").mark(marks=AMBER | RED)
    work.on("13:00").record("10:00")
    work.record("10:30", kind="form")
    end = {"kind": "other", "to": "", "came_of_it": "", "settles": "ended", "said": "It is all done"}
    with pytest.raises(InputInvalid) as refused:
        work.record("13:00", **end)
    assert [fault.what for fault in refused.value.faults] == [NOT_ALONE]
    work.record("12:30")
    work.record("13:00", **end)
    assert work.due == []


def test_what_is_ended_with_a_day_alone_is_over(work: Work) -> None:
    work.on("12:00").mark(marks=AMBER | RED, missing_now=True)
    work.on("13:00").record("12:05")
    work.record("12:30", kind="form")
    assert [each.what for each in work.due] == ["police"], "a child is missing"
    work.record("12:35", kind="police")
    work.record("", kind="other", to="", came_of_it="", settles="ended", said="It is all done")
    assert work.due == []


def test_what_was_ended_before_it_became_red_is_not_over(work: Work) -> None:
    work.on("10:00").record("09:30")
    work.record("09:40", kind="form")
    work.on("12:00").mark(marks=AMBER | RED)
    work.on("12:10").record("12:05")
    work.record("11:00", kind="other", to="", came_of_it="", settles="ended", said="It is all done")
    assert not [each for each in work.due if each.what == "call"], "it was phoned about, as red"
    work.record("11:30", kind="other", to="", came_of_it="", settles="ended", said="It is all done")
    assert work.casebook.follow_ups.opened(work.screening.ref).followed.ended.acting_on == "amber"


def test_a_time_that_is_mended_counts_from_then_on_and_for_no_more_than_it_did(work: Work) -> None:
    work.on("12:00").mark(marks=AMBER | RED)
    work.on("13:00").record("10:00")
    work.record("12:30", corrects="1")
    assert work.calls == [], "it was after it became red"
    work.record("09:30", corrects="2")
    assert work.calls == [True]
    work.record("12:40", corrects="3")
    assert work.calls == []
    work.on("14:00").mark(missing_now=True)
    work.on("15:00").record("14:30", corrects="4")
    assert work.calls == [True], "a slip that is mended answers nothing of what came since it was recorded"


def test_what_was_marked_by_a_clock_that_was_ahead_can_be_phoned_about_and_ended_all_the_same(
    work: Work,
) -> None:
    work.at = datetime(2027, 11, 25, 12, tzinfo=UTC)
    work.mark(marks=AMBER | RED, missing_now=True)
    work.at = datetime(2026, 11, 25, 13, tzinfo=UTC)
    work.record("12:30")
    assert work.calls == [True]
    work.record("13:00")
    assert work.calls == []
    work.record("13:00", kind="form")
    work.record("13:00", kind="police")
    work.record("13:00", kind="other", to="", came_of_it="", settles="ended", said="It is all done")
    assert work.due == []


def test_how_it_stood_goes_on_over_a_completion_and_another_sign_in(home: Path, work: Work) -> None:
    screenings = work.casebook.screenings
    work.on("10:30").screening = screenings.reopen(screenings.complete(work.screening))
    screenings.leave(work.screening)
    other = entered(home, BEN, OTHER, clock=lambda: work.at)
    before, work.casebook = work.casebook, other
    work.screening = other.screenings.open(work.screening.ref)
    work.on("12:00").mark(marks=AMBER | RED)
    work.on("13:00").record("11:00")
    assert work.calls == [True]
    assert [each.acting_on for each in work.screening.stood] == ["amber", "red"]
    other.close()
    work.casebook = before


def as_before(work: Work) -> None:
    """As an edition of before kept it, which did not remember how it stood."""
    store = work.casebook._desk.store
    record = store.screenings.load(work.screening.ref)
    assert record is not None
    document = as_document(msgspec.structs.replace(from_document(record.document), stood=()))
    row = msgspec.structs.replace(record.row, version=record.row.version + 1)
    store.screenings.save(msgspec.structs.replace(record, row=row, document=document), [])
    work.screening = work.casebook.screenings.again(work.screening)
    assert work.screening.stood == ()


def test_of_one_of_before_only_what_was_done_since_its_last_save_is_known_to_be_of_what_it_says(
    work: Work,
) -> None:
    work.on("12:00").mark(marks=AMBER | RED)
    as_before(work)
    work.on("13:00").record("10:00")
    assert work.calls == [True]
    work.record("12:30")
    assert work.calls == []
    work.on("14:00").mark(missing_now=True)
    assert [each.since[11:16] for each in work.screening.stood] == ["12:00", "14:00"]
    work.on("15:00").record("13:00")
    assert work.calls == [True]
