"""An action that is being filled in: its questions, what is wrong with a reply, and what is kept of it until when."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ce_tui.core.pathway.actions.action import Action
from ce_tui.core.pathway.interview import replies
from ce_tui.core.vault.casebook.own_account import OwnPreferences
from ce_tui.core.vault.errors import StoreFull
from ce_tui.session.begun_action import ELSE, FIRST_ASKED, PROPOSED, BegunAction, is_begun
from ce_tui.session.draft import Draft
from ce_tui.session.jobs.recording import begin, recorded_of
from ce_tui.session.terminal_state import JobContext
from support.people.acting import (
    DANGER,
    NIGHT_LINE,
    OFFICE,
    POLICE,
    Hour,
    at_work,
    begun,
    signed_in_again,
)
from support.people.marking import amber, red

FIELDS = {
    "kind": "meeting",
    "to": OFFICE,
    "came_of_it": "assessment",
    "at": "10:30",
    "person": "J. Worker",
    "said": "They visit her at school.",
    "reference": "LOG-17",
    "next": "they ring back",
    "by": "Friday",
    "significant": "yes",
}


@pytest.fixture
def station(home: Path, hour: Hour) -> Iterator[JobContext]:
    """At work at noon on Wednesday 25 November 2026."""
    made = at_work(home, hour)
    yield made
    made.session.close()


@pytest.fixture
def draft(station: JobContext) -> Draft:
    """A red draft of a child who lives in Essex, open."""
    draft = station.session.begin("essex")
    draft.apply(red)
    return draft


@pytest.fixture
def no_room(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The disk takes nothing, until this is undone."""

    def full(*_: object, **__: object) -> None:
        raise StoreFull

    monkeypatch.setattr(OwnPreferences, "set", full)
    return monkeypatch


def of(action: BegunAction, *ids: str) -> list[str]:
    return [action.value(each) for each in ids]


# What is asked


def test_what_matters_at_once_is_asked_first_and_is_enough(draft: Draft) -> None:
    found = begun(draft, to=OFFICE, came_of_it="no answer")
    assert tuple(each.id for each in found.questions()[:4]) == FIRST_ASKED
    assert found.faults() == {}
    assert found.action() == Action(at="2026-11-25T12:00", kind="phone", to=OFFICE, came_of_it="no answer")


def test_the_areas_contacts_are_offered_in_the_order_in_which_to_phone_them(draft: Draft, hour: Hour) -> None:
    offered = [option.id for option in begun(draft).question("to").options]
    assert offered[0] == DANGER and offered[-1] == ELSE
    assert offered.index(OFFICE) < offered.index(NIGHT_LINE)
    hour.passes(hours=11)
    offered = [option.id for option in begun(draft).question("to").options]
    assert offered.index(NIGHT_LINE) < offered.index(OFFICE)
    assert "Essex Adult Social Care" not in offered, "no age is known"


def test_all_of_it_becomes_the_action(draft: Draft) -> None:
    assert begun(draft, **FIELDS).action() == Action(
        at="2026-11-25T10:30",
        kind="meeting",
        to=OFFICE,
        person="J. Worker",
        said="They visit her at school.",
        reference="LOG-17",
        came_of_it="assessment",
        next="they ring back",
        by="2026-11-27",
        significant=True,
    )


def test_somebody_else_is_named_by_a_service_or_a_role(draft: Draft) -> None:
    found = begun(draft, to=ELSE)
    assert found.faults() == {"to_other": "Say to whom: a service or a role"}
    found.put("to_other", "  the school's safeguarding lead ")
    assert found.faults() == {} and found.action().to == "the school's safeguarding lead"


def test_what_is_left_out_is_not_claimed(draft: Draft) -> None:
    action = begun(draft).action()
    assert action == Action(at="2026-11-25T12:00", kind="phone")
    assert begun(draft).value("came_of_it") == "not known" and action.came_of_it == ""


# What is wrong


@pytest.mark.parametrize(
    ("question_id", "typed", "words"),
    [
        (
            "at",
            "13:00",
            "cannot be in the future: 25 November 2026, 13:00 is still to come. For yesterday, type",
        ),
        ("at", "31 November", "must be a real"),
        ("at", "25:61", "must be a real"),
        ("by", "the 12th of never", "must be a real"),
        ("by", "24 November 2026", "must be on or after the day on which it was done"),
        ("kind", "", "Choose what was done"),
    ],
)
def test_what_cannot_be_is_said_at_its_own_question(
    draft: Draft, question_id: str, typed: str, words: str
) -> None:
    found = begun(draft, to=OFFICE)
    found.put(question_id, typed)
    assert list(found.faults()) == [question_id] and words in found.fault_of(question_id)


def test_a_time_that_is_wrong_is_not_said_of_the_day_as_well(draft: Draft) -> None:
    assert list(begun(draft, at="never", by="tomorrow").faults()) == ["at"]


@pytest.mark.parametrize(
    ("question_id", "typed", "said"),
    [
        ("at", "", "25 November 2026, 12:00"),
        ("at", "yesterday 9.30", "24 November 2026, 09:30"),
        ("at", "24 November", "24 November 2026"),
        ("at", "never", ""),
        ("by", "tomorrow", "26 November 2026"),
        ("by", "", ""),
        ("person", "J. Worker", ""),
    ],
)
def test_how_a_time_was_understood_is_said_back(
    draft: Draft, question_id: str, typed: str, said: str
) -> None:
    assert begun(draft, **{question_id: typed}).read_as(question_id) == said


# What is kept


def test_what_was_typed_stands_there_at_the_next_sign_in(draft: Draft, home: Path, hour: Hour) -> None:
    begun(draft, **FIELDS).keep()
    again = signed_in_again(home, hour, draft.screening.ref)
    found = BegunAction(again.session.draft)  # type: ignore[arg-type]
    assert found.was_begun and found.action() == begun(draft, **FIELDS).action()
    again.session.close()


def test_whoever_finds_it_again_is_told_when_it_was_begun_and_what_it_is(draft: Draft, hour: Hour) -> None:
    begun(draft, to=OFFICE, person="J. Worker").keep()
    hour.passes(hours=2)
    assert BegunAction(draft).begun_words == (
        "You began this on 25 November 2026, 12:00, and it was not recorded yet: "
        f"Phone call to {OFFICE}, J. Worker."
    )


def test_a_time_means_on_the_next_day_what_it_meant_when_it_was_typed(draft: Draft, hour: Hour) -> None:
    found = begun(draft, at="11:50", by="tomorrow", to=OFFICE)
    found.keep()
    hour.passes(hours=20)
    for each in (found, BegunAction(draft)):
        assert (each.action().at, each.action().by) == ("2026-11-25T11:50", "2026-11-26")
    assert of(BegunAction(draft), "at", "by") == ["25 November 2026 11:50", "26 November 2026"]


def test_a_time_that_was_still_to_come_can_be_recorded_once_it_is_gone(draft: Draft, hour: Hour) -> None:
    found = begun(draft, at="14:05")
    assert "still to come" in found.fault_of("at")
    hour.passes(hours=3)
    assert found.action().at == "2026-11-25T14:05"


def test_whom_the_area_does_not_have_any_more_is_somebody_else(draft: Draft) -> None:
    begun(draft, to=OFFICE).keep()
    draft.apply(lambda answers: replies.answer(answers, draft.pathway, "locality", "southend"))
    assert of(BegunAction(draft), "to", "to_other") == [ELSE, OFFICE]


def test_a_choice_alone_is_kept_too(draft: Draft) -> None:
    begun(draft, came_of_it="no answer").keep()
    assert BegunAction(draft).value("came_of_it") == "no answer"


def test_what_is_proposed_is_not_kept_as_if_it_were_typed(draft: Draft) -> None:
    found = begun(draft)
    found.fill_in(OFFICE, "form")
    assert of(found, "to", "kind") == [OFFICE, "form"] and found.is_untouched
    found.keep()
    other = BegunAction(draft)
    other.fill_in("the school")
    assert not other.was_begun and of(other, "to", "to_other", "kind") == [ELSE, "the school", "phone"]


def test_a_proposal_never_takes_the_place_of_what_was_begun(draft: Draft) -> None:
    begun(draft, to=OFFICE, came_of_it="advice").keep()
    found = BegunAction(draft)
    found.fill_in(NIGHT_LINE)
    assert of(found, "to", "came_of_it") == [OFFICE, "advice"]


def test_who_is_to_be_phoned_now_is_proposed_in_both_front_ends_from_one_place(draft: Draft) -> None:
    found = begin(draft)
    assert of(found, "kind", "to") == ["phone", OFFICE] and found.is_proposed and found.is_untouched
    assert found.proposed_words == (
        f"Proposed: Phone call to {OFFICE}. Choose another if it was somebody else."
    )
    assert found.question("to").hint == PROPOSED
    found.keep()
    assert not is_begun(draft), "nobody has said it"


def test_whom_it_was_to_goes_with_what_was_done_until_somebody_says_it(draft: Draft) -> None:
    found = begin(draft)
    whom = {"police": POLICE, "form": "", "meeting": "", "other": "", "phone": OFFICE}
    for kind, to in whom.items():
        found.put("kind", kind)
        assert of(found, "to", "to_other") == [to, ""]
        assert found.is_proposed is bool(to) and bool(found.proposed_words) is bool(to)
    assert found.is_untouched
    found.put("to", OFFICE)
    assert not found.is_proposed, "it was chosen, though it stood there"
    found.put("kind", "police")
    assert found.value("to") == OFFICE


def test_nobody_is_proposed_where_it_is_known_whom_it_was_to_or_no_call_is_due_now(
    station: JobContext, draft: Draft
) -> None:
    for found in (begin(draft, NIGHT_LINE), begin(draft, kind="form"), begin(draft, "", "form")):
        assert not found.is_proposed and found.question("to").hint == found.proposed_words == ""
    assert begin(draft, NIGHT_LINE).value("to") == NIGHT_LINE
    other = station.session.begin("essex")
    other.apply(amber)
    assert begin(other).value("to") == "" and not begin(other).is_proposed


def test_what_is_proposed_stays_a_proposal_however_much_else_was_typed_before(draft: Draft) -> None:
    found = begin(draft)
    found.put("said", "They send somebody.")
    found.keep()
    again = begin(draft)
    assert (
        again.was_begun and again.is_proposed and of(again, "to", "said") == [OFFICE, "They send somebody."]
    )
    assert (
        again.begun_words.endswith("it was not recorded yet: Phone call.") and OFFICE in again.proposed_words
    )
    again.put("kind", "police")
    assert of(again, "to", "said") == [POLICE, "They send somebody."]
    again.keep()
    assert begin(draft).value("to") == POLICE and begin(draft).is_proposed
    again.put("to", OFFICE)
    again.keep()
    assert begin(draft).value("to") == OFFICE and not begin(draft).is_proposed


def test_nobody_is_proposed_in_the_place_of_what_was_begun_or_is_corrected(draft: Draft) -> None:
    begun(draft, to=NIGHT_LINE).keep()
    found = begin(draft)
    assert found.value("to") == NIGHT_LINE and not found.is_proposed
    call = Action(at="2026-11-25T11:00", kind="phone", to=NIGHT_LINE, came_of_it="no answer")
    corrects = draft.casebook.actions.record(draft.screening.ref, call)
    assert begin(draft, corrects=corrects).value("to") == NIGHT_LINE


def test_what_is_dropped_is_gone(draft: Draft) -> None:
    found = begun(draft, **FIELDS)
    found.keep()
    found.drop()
    assert found.is_untouched and not BegunAction(draft).was_begun
    assert draft.casebook.preferences.get(f"begun action.{draft.screening.ref}") == ""


def test_of_two_screenings_each_keeps_its_own(station: JobContext) -> None:
    first = station.session.begin("essex")
    begun(first, to=OFFICE, came_of_it="advice").keep()
    assert not BegunAction(station.session.begin("essex")).was_begun


def test_it_goes_with_a_screening_that_is_deleted(station: JobContext, hour: Hour) -> None:
    draft = station.session.begin("essex")
    begun(draft, said="Nobody else is to read this.").keep()
    casebook, ref = draft.casebook, draft.screening.ref
    assert "Nobody else" in casebook.preferences.get(f"begun action.{ref}")
    station.session.close_draft()
    casebook.keeping.mark(ref, "Kept long enough")
    hour.passes(days=2)
    casebook.deleting.purge_due()
    assert casebook.preferences.get(f"begun action.{ref}") == ""


# Corrections


def recorded(draft: Draft, **changes: str) -> None:
    draft.casebook.actions.record(draft.screening.ref, begun(draft, **(FIELDS | changes)).action())


def test_a_correction_begins_with_what_was_recorded(draft: Draft) -> None:
    recorded(draft, to=ELSE, to_other="the school")
    (before,) = recorded_of(draft)
    found = BegunAction(draft, before)
    assert found.is_untouched and not found.was_begun
    assert found.action() == Action(**(_fields(before.action) | {"corrects": "1"}))
    assert found.value("at") == "25 November 2026 10:30"


def test_a_correction_is_kept_beside_what_was_begun(draft: Draft) -> None:
    recorded(draft)
    (before,) = recorded_of(draft)
    begun(draft, to=NIGHT_LINE, came_of_it="no answer").keep()
    correction = BegunAction(draft, before)
    correction.put("person", "K. Worker")
    correction.keep()
    assert BegunAction(draft).value("to") == NIGHT_LINE
    assert BegunAction(draft, before).was_begun and BegunAction(draft, before).value("person") == "K. Worker"
    BegunAction(draft, before).drop()
    assert BegunAction(draft).value("to") == NIGHT_LINE and not BegunAction(draft, before).was_begun


def _fields(action: Action) -> dict[str, object]:
    return {name: getattr(action, name) for name in action.__struct_fields__}


# Where it cannot be kept


def test_a_full_disk_takes_nothing_and_the_screening_is_not_left_before_it_is_kept(
    draft: Draft, no_room: pytest.MonkeyPatch
) -> None:
    found = begun(draft, said="She is at the station.")
    with pytest.raises(StoreFull):
        found.keep()
    assert not draft.flush() and not draft.saved and draft.trouble.startswith("The disk is full.")
    assert found.value("said") == "She is at the station."
    no_room.undo()
    assert draft.catch_up() and draft.saved and draft.trouble == ""
    assert BegunAction(draft).value("said") == "She is at the station."


def test_what_was_typed_last_is_kept_as_the_screening_is_put_away(
    draft: Draft, home: Path, hour: Hour
) -> None:
    begun(draft, said="She is at the station.")  # within a second
    draft.flush()
    again = signed_in_again(home, hour, draft.screening.ref)
    assert BegunAction(again.session.draft).value("said") == "She is at the station."  # type: ignore[arg-type]
    again.session.close()


def test_what_cannot_be_dropped_now_holds_nobody_up(draft: Draft, no_room: pytest.MonkeyPatch) -> None:
    found = begun(draft, said="She is at the station.")
    assert not draft.flush()
    found.drop()
    assert draft.flush() and draft.saved
