"""Recording what was done as a job: what is asked, what is told at once, and who may say that nothing more is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ce_tui.core.pathway.actions.due import NO_OTHER_LEAD
from ce_tui.core.pathway.answers.danger import say_danger
from ce_tui.core.pathway.answers.screening import Answers as Given
from ce_tui.core.vault.casebook.actions import Actions
from ce_tui.core.vault.errors import StoreFull, VaultError
from ce_tui.session.begun_action import ELSE, BegunAction
from ce_tui.session.draft import Draft
from ce_tui.session.jobs.recording import (
    FOR_THE_LEAD,
    SHORT,
    WHY_ENDED,
    begin,
    end,
    may_take_on,
    note,
    pass_on,
    record,
    recorded_of,
    take_back,
    take_on,
)
from ce_tui.session.terminal_state import JobContext
from support.people import office
from support.people.acting import DANGER, NIGHT, NIGHT_LINE, OFFICE, POLICE, Hour, at_work, begun, done
from support.people.asker import Answers
from support.people.marking import amber, marked, red
from support.people.screens import NAME, second_terminal
from support.stores.vault import read_only

WAITS = "Nobody answered, and this cannot wait. If the child is in danger now: 999. Phone "
OFFICE_LINE = "the Children & Families' Hub on 0345 603 7627"
LINE_AT_NIGHT = "the out of hours Emergency Duty Team on 0345 606 1212"
NOT_ALONE = (
    "Nobody was phoned yet, nobody has answered, the police were not told, or something was not sent: you cannot end "
    "that alone."
)


@pytest.fixture
def station(home: Path, hour: Hour) -> Iterator[JobContext]:
    """One person with all roles, the only lead, at noon on Wednesday 25 November 2026."""
    made = at_work(home, hour)
    yield made
    made.session.close()


@pytest.fixture
def draft(station: JobContext) -> Draft:
    """A draft of a child who lives in Essex, open; nothing is marked."""
    return station.session.begin("essex")


async def records(draft: Draft, asker: Answers | None = None, **replies: str) -> str:
    """Record something that was done: what is said of it."""
    result = await record(asker or Answers(), begun(draft, **replies))
    assert result.done, result.words
    return result.words


async def tried(draft: Draft, to: str, asker: Answers) -> None:
    await records(draft, asker, to=to, came_of_it="no answer")


def is_police_due(draft: Draft) -> bool:
    due = draft.casebook.follow_ups.of_opened(draft.screening.ref)
    return "police" in [each.what for each in due]


@pytest.mark.parametrize(("is_police", "kind"), [(True, "police"), (False, "phone")])
async def test_of_a_call_to_999_it_is_asked_whether_it_was_the_police(
    draft: Draft, is_police: bool, kind: str
) -> None:
    draft.apply(red)
    assert is_police_due(draft)
    asker = Answers(is_police)
    await records(draft, asker, to=DANGER, came_of_it="advice")
    assert asker.asked == ["Was it the police who answered on 999?"]
    assert [each.kind for each in done(draft)] == [kind]
    assert is_police_due(draft) is not is_police


async def test_nothing_is_asked_of_a_call_to_999_that_nobody_answered_nor_of_another(draft: Draft) -> None:
    draft.apply(red)
    await records(draft, to=DANGER, came_of_it="no answer")
    await records(draft, to=OFFICE, came_of_it="accepted")
    assert is_police_due(draft), "the office has answered, and the police do not know"
    await records(draft, kind="e-mail", to="Police contact (child exploitation triage team)")
    assert not is_police_due(draft)


@pytest.mark.parametrize("area", ["southend", "essex", "thurrock", "elsewhere"])
async def test_the_police_are_due_in_every_area_on_red_until_they_are_told(
    station: JobContext, area: str
) -> None:
    draft = station.session.begin(area)
    assert not is_police_due(draft)
    draft.apply(red)
    assert is_police_due(draft)
    await records(draft, kind="police")
    assert not is_police_due(draft)


# Recording


async def test_a_call_is_recorded_and_said_back_with_its_number(draft: Draft) -> None:
    words = await records(draft, to=OFFICE, came_of_it="advice", person="J. Worker")
    assert words == (
        f"Recorded as number 1: 25 November 2026, 12:00: Phone call to {OFFICE}, J. Worker. "
        "Information and advice."
    )
    assert [(each.to, each.came_of_it) for each in done(draft)] == [(OFFICE, "advice")]


async def test_what_was_recorded_is_not_begun_any_more(draft: Draft) -> None:
    found = begun(draft, to=OFFICE)
    found.keep()
    assert (await record(Answers(), found)).done
    assert not BegunAction(draft).was_begun


async def test_a_completed_screening_takes_it_and_stays_as_it_is(draft: Draft) -> None:
    draft.complete()
    before = draft.screening
    await records(draft, to=OFFICE, came_of_it="accepted")
    assert draft.casebook.screenings.open(before.ref).version == before.version


async def test_what_is_wrong_is_said_and_everything_is_kept(draft: Draft) -> None:
    found = begun(draft, to=ELSE, at="tomorrow", said="They visit her.")
    result = await record(Answers(), found)
    assert (result.done, result.words) == (False, "Say to whom: a service or a role.")
    found.put("to_other", "the school")
    result = await record(Answers(), found)
    assert not result.done and result.words.startswith("When it was done must be a real time.")
    assert found.value("said") == "They visit her." and done(draft) == []


async def test_what_was_long_before_the_screening_is_asked_about(draft: Draft) -> None:
    found = begun(draft, to=OFFICE, at="10 November 2026 9:30")
    asker = Answers(False)
    result = await record(asker, found)
    assert asker.asked == [
        "10 November 2026, 09:30 is more than a week before this screening, of 25 November 2026. Is that right?"
    ]
    assert asker.offered == [["Yes, it was then", "No, I will mend the time"]]
    assert (result.done, result.words, done(draft)) == (False, "", [])
    assert not found.is_untouched
    assert (await record(Answers(True), found)).done
    assert [each.at for each in done(draft)] == ["2026-11-10T09:30"]


async def test_a_week_before_is_not_asked_about(draft: Draft) -> None:
    await records(draft, to=OFFICE, at="18 November 2026 9:30")


# Nobody answered


async def test_no_answer_on_red_tells_whom_to_phone_next(draft: Draft) -> None:
    draft.apply(red)
    asker = Answers()
    await tried(draft, OFFICE, asker)
    assert asker.told == [f"{WAITS}Essex Police, not an emergency on 101."]


async def test_at_night_the_line_that_answers_then_comes_first(draft: Draft, hour: Hour) -> None:
    draft.apply(red)
    hour.at = NIGHT
    asker = Answers()
    await tried(draft, POLICE, asker)
    assert asker.told == [f"{WAITS}{LINE_AT_NIGHT}."]


async def test_a_call_begun_by_night_and_gone_on_with_by_day_is_proposed_as_one_to_who_answered_then(
    draft: Draft, hour: Hour
) -> None:
    draft.apply(red)
    hour.at = NIGHT
    await note(Answers("K. Worker"), draft, "person")
    hour.at = NIGHT + timedelta(hours=12)
    assert begin(draft).so_far_words == f"Phone call to {NIGHT_LINE}, K. Worker"


async def test_begun_from_whom_it_is_to_it_proposes_them_and_what_was_done(draft: Draft) -> None:
    made = begin(draft, OFFICE, "form")
    assert (made.value("to"), made.value("kind")) == (OFFICE, "form")


async def test_once_all_were_tried_all_are_told_again(draft: Draft) -> None:
    draft.apply(red)
    asker = Answers()
    for to in (OFFICE, POLICE):
        await tried(draft, to, asker)
    assert asker.told[-1].startswith(WAITS) and OFFICE_LINE in asker.told[-1] and "101" in asker.told[-1]


@pytest.mark.parametrize("name", ["immediate_risk", "harm_today", "missing_now"])
async def test_it_is_told_where_an_alert_says_to_phone(draft: Draft, name: str) -> None:
    draft.apply(lambda answers: say_danger(answers, name, True))  # type: ignore[arg-type]
    asker = Answers()
    await tried(draft, OFFICE, asker)
    begins = (
        "Nobody answered, and this cannot wait. Phone 999 now. Phone " if name == "immediate_risk" else WAITS
    )
    assert len(asker.told) == 1 and asker.told[0].startswith(begins)


def yellow(answers: Given) -> Given:
    return marked(answers, "Y1", "yes")


@pytest.mark.parametrize("change", [yellow, amber, lambda answers: answers])
async def test_what_can_wait_tells_nothing(draft: Draft, change: object) -> None:
    draft.apply(change)  # type: ignore[arg-type]
    asker = Answers()
    await tried(draft, OFFICE, asker)
    assert asker.told == []


async def test_it_is_not_told_where_a_service_has_answered_since(draft: Draft, hour: Hour) -> None:
    draft.apply(red)
    hour.passes(hours=1)
    asker = Answers()
    await records(draft, asker, to=POLICE, came_of_it="accepted")
    await records(draft, asker, to=OFFICE, came_of_it="no answer", at="12:10")
    assert asker.told == []


async def test_it_is_told_where_only_the_school_has_answered_since(draft: Draft, hour: Hour) -> None:
    draft.apply(red)
    hour.passes(hours=1)
    asker = Answers()
    await records(draft, asker, to=ELSE, to_other="the school", came_of_it="advice")
    await records(draft, asker, to=OFFICE, came_of_it="no answer", at="12:10")
    assert len(asker.told) == 1


async def test_in_an_area_whose_numbers_nobody_knows_it_says_what_to_do_meanwhile(
    station: JobContext,
) -> None:
    draft = station.session.begin("elsewhere")
    draft.apply(red)
    asker = Answers()
    await tried(draft, "The police, not an emergency", asker)
    assert "Phone the council of the area; 101 meanwhile." in asker.told[0]


# Mending it


async def test_a_correction_takes_the_place_of_what_it_corrects(draft: Draft) -> None:
    await records(draft, to=OFFICE, came_of_it="no answer")
    (before,) = recorded_of(draft)
    correction = BegunAction(draft, before)
    correction.put("came_of_it", "accepted")
    result = await record(Answers(), correction)
    assert result.words.startswith("Recorded as number 2: ")
    first, second = done(draft)
    assert (first.came_of_it, second.came_of_it, second.corrects) == ("no answer", "accepted", "1")
    assert not BegunAction(draft, before).was_begun


async def test_what_was_recorded_by_mistake_is_taken_back_after_a_question(draft: Draft) -> None:
    draft.apply(red)
    await records(draft, to=OFFICE, came_of_it="accepted")
    (before,) = recorded_of(draft)
    asker = Answers(False)
    assert not (await take_back(asker, draft, before)).done
    assert asker.asked == [
        f"25 November 2026, 12:00: Phone call to {OFFICE}. Accepted. Was this recorded by mistake? It stays to be "
        "read, and counts for nothing."
    ]
    result = await take_back(Answers(True), draft, before)
    assert result.words == "Recorded as number 2: Number 1 was recorded by mistake."
    assert [each.what for each in draft.casebook.follow_ups.of_opened(draft.screening.ref)] == [
        "call",
        "police",
    ]


# Ending it


async def test_it_is_ended_with_a_reason_of_three_words(draft: Draft) -> None:
    draft.apply(amber)
    await records(draft, to=OFFICE, came_of_it="advice")
    await records(draft, kind="form", to=OFFICE, came_of_it="accepted")
    asker = Answers("done", "the team has taken over")
    result = await end(asker, draft)
    assert asker.asked[0] == WHY_ENDED
    assert asker.asked[1].startswith(SHORT) and asker.lines[1].refused == "done"
    assert result.words == "Recorded as number 3: Nothing more is to be done here."
    assert draft.casebook.follow_ups.of_opened(draft.screening.ref) == []


async def test_whoever_gives_no_reason_has_not_ended_it(draft: Draft) -> None:
    assert not (await end(Answers("done", None), draft)).done
    assert done(draft) == []


async def test_an_unanswered_red_passes_to_a_lead_instead_and_stays_due_with_both(ben: JobContext) -> None:
    draft = ben.session.begin("essex")
    draft.apply(red)
    ref = draft.screening.ref
    await tried(draft, OFFICE, Answers())
    asker = Answers(False)
    assert not (await end(asker, draft)).done
    assert asker.asked[0].startswith(NOT_ALONE) and asker.offered == [
        ["Pass it on to a lead", "Leave it as it is"]
    ]
    asker = Answers(True, "Three calls, nobody answers")
    assert (
        await end(asker, draft)
    ).words == "Recorded as number 2: Passed on to a lead; no lead has it before one takes it on."
    assert asker.asked[1] == FOR_THE_LEAD
    assert [each.what for each in draft.casebook.follow_ups.of_opened(ref)][:1] == ["unanswered"]
    assert done(draft)[-1].said == "Three calls, nobody answers"


async def test_what_the_lead_has_to_know_may_be_left_empty_and_nothing_is_passed_on_by_esc(
    ben: JobContext,
) -> None:
    draft = ben.session.begin("essex")
    draft.apply(red)
    assert not (await end(Answers(True, None), draft)).done and done(draft) == []
    assert (await end(Answers(True, ""), draft)).done


async def test_a_practitioner_does_not_take_it_on(ben: JobContext) -> None:
    draft = ben.session.begin("essex")
    draft.apply(red)
    await end(Answers(True, ""), draft)
    assert not may_take_on(draft)
    result = await take_on(Answers(True), draft)
    assert not result.done and "lead" in result.words
    assert draft.casebook.follow_ups.opened(draft.screening.ref).followed.is_passed_on


async def test_a_lead_takes_it_on_and_may_end_it(ben: JobContext, home: Path, hour: Hour) -> None:
    draft = ben.session.begin("essex")
    draft.apply(red)
    ref = draft.screening.ref
    await end(Answers(True, ""), draft)
    ben.session.close_draft()
    lena = at_work(home, hour, office.entered(home, office.LEAD))
    theirs = lena.session.open(ref, "passed on to me")
    assert may_take_on(theirs)
    assert not (await take_on(Answers(False), theirs)).done
    asker = Answers(True)
    assert (await take_on(asker, theirs)).words == "Recorded as number 2: Taken on by a lead."
    assert asker.asked == ["Take this on? From now on it is due with you."] and not may_take_on(theirs)
    assert (await end(Answers("spoken to the team myself"), theirs)).done
    lena.session.close()


async def test_with_no_other_lead_what_nobody_answered_stays_due_and_says_so(draft: Draft) -> None:
    draft.apply(red)
    await tried(draft, OFFICE, Answers())
    asker = Answers()
    assert not (await end(asker, draft)).done
    assert asker.told == [NO_OTHER_LEAD]
    due = draft.casebook.follow_ups.of_opened(draft.screening.ref)
    assert [each.what for each in due] == ["unanswered", "police"]
    await records(draft, kind="police", came_of_it="accepted")
    await records(draft, to=OFFICE, came_of_it="accepted")
    await records(draft, kind="form", to=OFFICE, came_of_it="accepted")
    assert (
        await end(Answers("they took it on today"), draft)
    ).words == "Recorded as number 5: Nothing more is to be done here."


async def test_the_only_lead_ends_what_anybody_may_end(draft: Draft) -> None:
    draft.complete()
    await records(draft, to=OFFICE, came_of_it="advice", next="they ring back", by="tomorrow")
    asker = Answers("they rang back already")
    assert (await end(asker, draft)).done
    assert asker.asked == [WHY_ENDED]


# Where it cannot be recorded


def full(*_: object, **__: object) -> None:
    raise StoreFull


async def test_a_full_disk_is_said_and_what_was_typed_stays(
    draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft.apply(red)
    found = begun(draft, to=OFFICE, came_of_it="no answer")
    monkeypatch.setattr(Actions, "record", full)
    asker = Answers()
    result = await record(asker, found)
    assert (result.done, result.words) == (
        False,
        f"Not recorded: {StoreFull().words} What you typed is kept here.",
    )
    assert asker.told == [] and not found.is_untouched
    assert (await pass_on(Answers("nobody answers"), draft)).words == StoreFull().words
    monkeypatch.undo()
    assert (await record(asker, found)).done


async def test_where_it_cannot_be_read_again_whom_to_phone_is_told_all_the_same(
    draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft.apply(red)

    def unreadable(*_: object, **__: object) -> None:
        raise VaultError("It cannot be read just now.")

    found = begun(draft, to=OFFICE, came_of_it="no answer")
    monkeypatch.setattr(Actions, "of", unreadable)
    asker = Answers()
    assert (await record(asker, found)).done
    assert asker.told[0].startswith(WAITS) and OFFICE_LINE in asker.told[0]


async def test_one_that_is_marked_for_deletion_takes_nothing_and_says_so(
    ben: JobContext, home: Path, hour: Hour
) -> None:
    draft = ben.session.begin("essex")
    draft.complete()
    lena = at_work(home, hour, office.entered(home, office.LEAD))
    lena.session.casebook.keeping.mark(draft.screening.ref, "Kept long enough")
    found = begun(draft, to=OFFICE, said="They visit her.")
    result = await record(Answers(), found)
    assert not result.done
    assert result.words.startswith("Not recorded: This screening is marked for deletion")
    assert result.words.endswith("What you typed is kept here.") and found.value("said") == "They visit her."
    assert (await end(Answers(), draft)).words.startswith("This screening is marked for deletion")
    lena.session.close()


async def test_where_the_right_has_ended_meanwhile_it_is_said_and_what_was_typed_is_kept(
    ben: JobContext, home: Path
) -> None:
    draft = ben.session.begin("essex")
    found = begun(draft, to=OFFICE, said="They visit her.")
    office.administrator_does(home, office.hand_over_to(NAME))
    result = await record(Answers(), found)
    assert not result.done and f"passed on to {NAME}" in result.words
    assert result.words.endswith("What you typed is kept here.")
    draft.flush()
    assert BegunAction(draft).value("said") == "They visit her."


async def test_a_store_that_only_reads_says_so(
    station: JobContext, home: Path, hour: Hour, draft: Draft
) -> None:
    station.session.close_draft()
    with read_only(home):
        reading = at_work(home, hour, second_terminal(home))
        found = begun(reading.session.open(draft.screening.ref), to=OFFICE, said="They visit her.")
        result = await record(Answers(), found)
        assert not result.done and "read-only" in result.words
        assert found.value("said") == "They visit her."
        reading.session.close()
