"""What was done about a screening, read out: correcting it, taking it back, ending it, passing it on to a lead."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ce_tui.core.pathway.actions.action import Action
from ce_tui.core.strict_json import write_json
from ce_tui.core.vault.casebook.index import BEFORE
from support.people import office
from support.people.conversation import listen
from support.people.followed_up import (
    AMBER,
    NOON,
    RED,
    at_noon,
    record_elsewhere,
    recorded_of,
    screening_with,
)

HUB = "Children & Families' Hub"
IN_VAIN = Action(at="2026-11-25T10:00", kind="phone", to=HUB, came_of_it="no answer")
CALL = Action(at="2026-11-25T11:00", kind="phone", to=HUB, came_of_it="accepted", said="They send somebody")


@pytest.fixture(autouse=True)
def _hub(home: Path) -> None:
    office.hub(home)


def bens(home: Path, *lines: str) -> str:
    """What Ben hears who opens his first screening, and types."""
    return listen(home, office.BEN, office.SECRET, "1", *lines, now=NOON)


def leads(home: Path, *lines: str) -> str:
    """What the lead hears who signs in, and types."""
    return listen(home, office.LEAD, office.SECRET, *lines, now=NOON)


def test_nothing_is_recorded_yet_and_it_says_what_is_due(home: Path) -> None:
    screening_with(home, RED)
    heard = bens(home, "done")
    assert (
        "Nothing is recorded as done yet.\nWhat is due:\nPhone now: nobody was phoned yet, as far as is recorded. Due "
        "now, since 25 November 2026, 12:00.\nIf the child is in danger now: 999. Phone the "
        "Children & Families' Hub on 0345 603 "
        "7627 (ask for the Priority Line), then Essex Police, not an emergency on 101.\n"
        "Tell the police: not recorded. Due now, since 25 November 2026, 12:00.\n"
        "What was done: record, end? [back]\n"
    ) in heard


def test_at_a_pause_of_it_one_is_in_it_already_and_words_are_looked_for_there(home: Path) -> None:
    ref = screening_with(home, RED)
    said = f"They asked for the form. {'And so on. ' * 80}"
    for came_of_it in ("advice", "accepted"):
        record_elsewhere(
            home, ref, Action(at="2026-11-25T11:00", kind="phone", to=HUB, came_of_it=came_of_it, said=said)
        )
    heard = bens(home, "go done", "where", "find asked for the form", "stop", "")
    assert "[go on]\nWhat was done: 2 things recorded.\n" in heard
    assert "[go on]\n2 found.\n1. 25 November 2026, 11:00: " in heard


def test_whom_to_phone_next_is_heard_wherever_it_is_due_now(home: Path) -> None:
    ref = screening_with(home, RED)
    record_elsewhere(home, ref, IN_VAIN)
    for heard in (bens(home, "done"), leads(home, "due", "1", "Follow-up")):
        due = heard.rpartition("Not answered")[2]
        assert "If the child is in danger now: 999. Phone Essex Police, not an emergency on 101.\n" in due
    heard = bens(home, "home", "due")
    assert "If the child is in danger now: 999. A number opens it, and says whom to phone.\n" in heard


def test_once_somebody_answered_no_number_is_read(home: Path) -> None:
    ref = screening_with(home, RED)
    record_elsewhere(home, ref, CALL)
    assert " on 101" not in bens(home, "done").rpartition("What is due:")[2].partition("What was done")[0]


def test_how_to_take_it_further_is_heard_where_it_was_not_accepted_and_where_each_limit_comes_from(
    home: Path,
) -> None:
    screening_with(home, AMBER)
    heard = bens(home, "record", "", HUB, "not accepted", "", "done", "", "")
    recorded, _, done = heard.partition("Recorded as number 1")[2].partition("\n1. 25 November")
    assert "How to take it further where it does not move: done says it.\n" in recorded
    assert "If nothing happens, or you do not agree with what was decided, take it further." in done
    assert "Send the written form after the call: by tomorrow, 26 November 2026, 12:00 (" in done


def test_a_correction_says_what_it_replaces_and_nothing_changed_is_not_recorded(home: Path) -> None:
    ref = screening_with(home, RED)
    record_elsewhere(home, ref, CALL)
    heard = bens(home, "done", "correct 1", "record", "", "no")
    assert (
        f"Phone call to {HUB}. Accepted. Said: They send somebody. This takes the place of number 1. Record it?"
        in heard
    )
    assert "Nothing is changed in it, so there is nothing to record." in heard
    assert len(recorded_of(home, ref)) == 1


def test_where_says_which_screening_it_is_in_what_was_done_and_in_the_recording(home: Path) -> None:
    ref = screening_with(home, RED)
    heard = bens(home, "done", "where", "record", "where")
    assert f"Nothing is recorded as done yet.\n{ref}, {office.CHILD}.\n" in heard
    assert f"Question 1 of 3.\n{ref}, {office.CHILD}.\n" in heard


def test_what_the_lead_has_to_know_is_asked_once_and_can_be_left_out(home: Path) -> None:
    ref = screening_with(home, RED)
    record_elsewhere(home, ref, IN_VAIN)
    heard = bens(home, "done", "end", "yes", "?", "")
    assert "What does the lead have to know? [none]\n" in heard
    assert "It can be left out: Enter leaves it empty.\n" in heard
    assert "Recorded as number 2: Passed on to a lead; no lead has it before one takes it on.\n" in heard


def test_what_was_recorded_is_read_with_the_newest_last(home: Path) -> None:
    ref = screening_with(home, RED)
    record_elsewhere(home, ref, IN_VAIN)
    record_elsewhere(home, ref, CALL)
    heard = bens(home, "done", "where", "list", "?")
    first = f"1. 25 November 2026, 10:00: Phone call to {HUB}. No answer. Recorded by {office.BEN}"
    second = f"2. 25 November 2026, 11:00: Phone call to {HUB}. Accepted. Said: They send somebody."
    assert heard.index(first) < heard.index(second)
    assert "What was done: record, correct, take back, end? [back]\n" in heard
    assert "What was done: 2 things recorded.\n" in heard
    assert heard.count(first) == 2, "list reads it again"
    assert "take back and a number: it was recorded by mistake.\n" in heard


def test_a_correction_takes_the_place_of_what_was_recorded(home: Path) -> None:
    ref = screening_with(home, RED)
    record_elsewhere(home, ref, CALL)
    heard = bens(home, "done", "correct 1", "", "", "advice", "", "list")
    assert f"Correcting number 1: 25 November 2026, 11:00: Phone call to {HUB}. Accepted.\n" in heard
    assert (
        f"Recorded as number 2: 25 November 2026, 11:00: Phone call to {HUB}. Information and advice.\n"
        in heard
    )
    assert f"1. Corrected by number 2: 25 November 2026, 11:00: Phone call to {HUB}. Accepted." in heard
    before, after = recorded_of(home, ref)
    assert before.action == CALL
    assert (after.action.corrects, after.action.came_of_it, after.action.said) == ("1", "advice", CALL.said)


def test_a_correction_that_was_left_goes_on_where_it_was(home: Path) -> None:
    ref = screening_with(home, RED)
    record_elsewhere(home, ref, CALL)
    heard = bens(home, "done", "correct", "", "", "advice", "home")
    assert "Not recorded yet. What you typed is kept" in heard
    bens(home, "done", "correct", "record", "")
    assert [each.action.came_of_it for each in recorded_of(home, ref)] == ["accepted", "advice"]


def test_what_was_recorded_by_mistake_stays_to_be_read_and_counts_for_nothing(home: Path) -> None:
    ref = screening_with(home, RED)
    record_elsewhere(home, ref, CALL)
    heard = bens(home, "done", "take back", "no", "take back 1", "yes", "list")
    assert "Was this recorded by mistake? It stays to be read, and counts for nothing." in heard
    assert "Nothing was recorded.\n" in heard, "of the first time"
    assert "Recorded as number 2: Number 1 was recorded by mistake.\nWhat is due:\nPhone now: nobody" in heard
    assert f"1. Recorded by mistake: 25 November 2026, 11:00: Phone call to {HUB}. Accepted." in heard
    assert len(recorded_of(home, ref)) == 2


def test_a_number_that_does_not_hold_any_more_is_refused_in_words(home: Path) -> None:
    ref = screening_with(home, RED)
    record_elsewhere(home, ref, CALL)
    record_elsewhere(home, ref, IN_VAIN)
    heard = bens(home, "done", "correct", "correct 7", "2", "nonsense", "take back 1", "yes", "correct 1")
    assert heard.count("Type correct and a number: 1 and 2 can be meant.\n") == 2
    assert "correct 2, or take back 2? Type the word with it.\n" in heard
    assert "end: nothing more is to be done here.\n" in heard, "of what was not understood"
    assert "Type correct and a number: 2 can be meant.\n" in heard


def test_an_unanswered_red_is_not_ended_by_its_practitioner_alone_and_passes_to_a_lead(home: Path) -> None:
    ref = screening_with(home, RED)
    record_elsewhere(home, ref, IN_VAIN)
    heard = bens(home, "done", "end", "no", "end", "yes", "They do not pick up", "list")
    assert "you cannot end that alone. Pass it on to a lead: it stays due with both of you" in heard
    assert (
        "Recorded as number 2: Passed on to a lead; no lead has it before one takes it on.\nWhat is due:\nNot answered"
        in heard
    ), "it stays due"
    assert "2. Passed on to a lead; no lead has it before one takes it on. They do not pick up." in heard
    assert "take on" not in heard, "he is no lead"
    assert [each.action.settles for each in recorded_of(home, ref)] == ["", "passed on"]


def test_a_lead_takes_on_what_was_passed_on(home: Path) -> None:
    ref = screening_with(home, RED)
    record_elsewhere(home, ref, IN_VAIN)
    record_elsewhere(home, ref, Action(at="2026-11-25T11:00", kind="other", settles="passed on"))
    heard = leads(home, "due", "1", "Follow-up", "take on", "yes", "list")
    assert f"1. {ref}, Red, by {office.BEN}, passed on to a lead. Not answered ({HUB})" in heard
    assert "What was done: record, correct, take back, end, take on? [back]\n" in heard
    assert "Recorded as number 3: Taken on by a lead.\n" in heard
    assert (
        "What was done: record, correct, take back, end? [back]" in heard.partition("Taken on by a lead")[2]
    )
    assert [each.action.settles for each in recorded_of(home, ref)] == ["", "passed on", "taken on"]


def test_what_was_not_passed_on_is_not_taken_on(home: Path) -> None:
    ref = screening_with(home, RED)
    record_elsewhere(home, ref, IN_VAIN)
    heard = leads(home, "due", "1", "Follow-up", "take on", "list")
    assert "Only what was passed on to a lead is taken on, and only by a lead.\n" in heard
    assert [each.action.settles for each in recorded_of(home, ref)] == [""]


def test_what_was_answered_is_ended_with_a_reason_and_then_nothing_is_due(home: Path) -> None:
    ref = screening_with(home, AMBER)
    record_elsewhere(home, ref, CALL)
    record_elsewhere(home, ref, Action(at="2026-11-25T11:10", kind="form", to=HUB, came_of_it="accepted"))
    heard = bens(home, "done", "end", "Enough", "The family moved to Kent", "list")
    assert "Say why in three words or more" in heard
    assert "Recorded as number 3: Nothing more is to be done here.\nNothing is due.\n" in heard
    assert "3. Nothing more is to be done here. The family moved to Kent." in heard
    assert recorded_of(home, ref)[-1].action.settles == "ended"


def test_that_it_was_ended_is_taken_back_too(home: Path) -> None:
    ref = screening_with(home, AMBER)
    record_elsewhere(home, ref, CALL)
    record_elsewhere(home, ref, Action(at="2026-11-25T11:10", kind="form", to=HUB, came_of_it="accepted"))
    heard = bens(home, "done", "end", "The family moved to Kent", "correct 3", "take back 3", "yes")
    assert "Type correct and a number: 1 and 2 can be meant.\n" in heard, "nothing was done by it"
    assert "Nothing more is to be done here. Was this recorded by mistake?" in heard
    assert "Recorded as number 4: Number 3 was recorded by mistake." in heard


def test_review_says_first_that_nobody_was_phoned_and_leads_to_recording_it(home: Path) -> None:
    screening_with(home, RED)
    heard = bens(home, "go review", "done", "record", "", HUB, "accepted", "", "", "left")
    nobody = "Nobody was phoned yet, as far as is recorded.\n"
    before, _, after = heard.partition("Recorded as number 1")
    assert f"Left open:\n{nobody}" in before
    assert re.search(r"\d done, \d now", before) and "Left open:" in after and nobody not in after


def test_on_amber_review_says_that_nothing_was_done(home: Path) -> None:
    screening_with(home, AMBER)
    assert "Nothing was done yet, as far as is recorded.\n" in bens(home, "go review")


def test_of_a_screening_from_before_nobody_claims_that_nothing_was_done(home: Path) -> None:
    screening_with(home, RED)
    casebook = at_noon(home)
    there = casebook._desk.store.upkeep.versions()
    casebook._desk.store.settings.change({BEFORE: write_json(there)}, [])
    casebook.close()
    heard = listen(home, office.BEN, office.SECRET, "list", "1", "done", "go review", "home", "due", now=NOON)
    assert "as far as is recorded" not in heard and "nobody phoned yet" not in heard
    assert "Nothing is recorded as done yet.\nWhat was done: record" in heard
    assert "What is due:" not in heard


def test_what_was_begun_of_a_new_one_and_of_a_correction_stand_beside_each_other(home: Path) -> None:
    ref = screening_with(home, RED)
    record_elsewhere(home, ref, CALL)
    bens(home, "record", "", "police contact", "advice", "home")
    bens(home, "done", "correct 1", "", "", "assessment", "home")
    bens(home, "record", "", "done", "correct 1", "record", "")
    [_, new, correction] = recorded_of(home, ref)
    assert (new.action.came_of_it, new.action.corrects) == ("advice", "")
    assert (correction.action.came_of_it, correction.action.corrects) == ("assessment", "1")
