"""Recording what was done, a line at a time, as a person types and hears it."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest

from ce_tui.core.pathway.actions.action import Action
from support.people import office
from support.people.conversation import Conversation, listen
from support.people.followed_up import (
    AMBER,
    NIGHT,
    NOON,
    RED,
    record_elsewhere,
    recorded_of,
    screening_with,
)
from support.stores.vault import read_only

HUB = "Children & Families' Hub"
TEAM = "Out of hours Emergency Duty Team"
OPENED = "1"
PHONE, BACK_TO_FORM = "", "home"


@pytest.fixture(autouse=True)
def _hub(home: Path) -> None:
    office.hub(home)


def bens(home: Path, *lines: str, now: datetime = NOON) -> str:
    """What Ben hears who signs in, opens his first screening, and types; without breaks within a row."""
    return listen(home, office.BEN, office.SECRET, OPENED, *lines, now=now)


def test_a_call_is_recorded_in_five_lines(home: Path) -> None:
    ref = screening_with(home, RED)
    heard = bens(home, "record", PHONE, HUB, "accepted", "")
    assert (
        f"25 November 2026, 12:00: Phone call to {HUB}. Accepted. Record it? Enter: yes; more: when, who, what was "
        "said, what happens next. [record]\n"
    ) in heard
    assert f"Recorded as number 1: 25 November 2026, 12:00: Phone call to {HUB}. Accepted.\n" in heard
    assert (
        "What is due:\n"
        "Tell the police: not recorded. Due now, since 25 November 2026, 12:00.\n"
        "Send the written form after the call: by tomorrow, 26 November 2026, 12:00.\n"
    ) in heard
    [recorded] = recorded_of(home, ref)
    assert recorded.action == Action(at="2026-11-25T12:00", kind="phone", to=HUB, came_of_it="accepted")
    assert recorded.recorded_by == office.BEN


def test_afterwards_one_is_where_one_was(home: Path) -> None:
    screening_with(home, RED)
    heard = bens(home, "skip", "record", PHONE, HUB, "accepted", "")
    before, _, after = heard.partition("Recorded as number 1")
    asked = "Did you see, or were you told of, harm today?"
    assert asked in before and asked in after


def test_nobody_answers_at_night_on_red_and_the_next_number_is_heard_at_once(home: Path) -> None:
    screening_with(home, RED)
    heard = bens(
        home, "record", PHONE, HUB, "no answer", "", "record", PHONE, TEAM, "no answer", "", now=NIGHT
    )
    first, second = heard.split(
        "Nobody answered, and this cannot wait. If the child is in danger now: 999. "
    )[1:]
    assert first.startswith("Phone the out of hours Emergency Duty Team on 0345 606 1212")
    assert "then Essex Police, not an emergency on 101.\nRecorded as number 1: " in first
    assert second.startswith("Phone Essex Police, not an emergency on 101.\nRecorded as number 2: ")


def test_on_amber_nobody_is_sent_on_to_the_next_number(home: Path) -> None:
    screening_with(home, AMBER)
    heard = bens(home, "record", PHONE, HUB, "no answer", "")
    assert "cannot wait" not in heard
    expected = f"Not answered ({HUB}): nobody there knows yet, as far as is recorded. Phone them: "
    assert expected + "by tomorrow, 26 November 2026." in heard


def test_the_rest_is_asked_of_whoever_has_the_time_and_said_back_as_it_was_understood(home: Path) -> None:
    ref = screening_with(home, AMBER)
    heard = bens(
        home, "record", PHONE, "somebody else", "The school", "advice", "more",
        "yesterday 2pm", "J. Worker", "They will keep an eye on it", "12", "ring back", "friday", "yes", "",
    )  # fmt: skip
    assert "Somebody else: who? Now: empty.\n" in heard
    assert "When it was done? Now: now.\n24 November 2026, 14:00.\n" in heard
    assert "By when? Now: no day.\n27 November 2026.\n" in heard
    assert "Record it? Enter: yes. [record]" in heard, "there is no more to be asked"
    [recorded] = recorded_of(home, ref)
    assert recorded.action == Action(
        at="2026-11-24T14:00",
        kind="phone",
        to="The school",
        person="J. Worker",
        said="They will keep an eye on it",
        reference="12",
        came_of_it="advice",
        next="ring back",
        by="2026-11-27",
        significant=True,
    )


def test_a_time_to_come_and_an_impossible_date_are_refused_in_words_and_asked_again(home: Path) -> None:
    ref = screening_with(home, AMBER)
    heard = bens(
        home, "record", PHONE, HUB, "advice", "more", "14:05", "31 feb", "yesterday 9.30", "go record", "",
    )  # fmt: skip
    assert (
        "When it was done cannot be in the future: 25 November 2026, 14:05 is still to come. For yesterday, type: "
        "yesterday 14:05.\nWhen it was done? Now: 14:05, not right yet.\n"
    ) in heard
    assert "When it was done? Now: 31 feb, not right yet.\n24 November 2026, 09:30.\n" in heard
    assert recorded_of(home, ref)[0].action.at == "2026-11-24T09:30"


def test_what_is_not_right_is_asked_once_more_before_it_is_recorded(home: Path) -> None:
    ref = screening_with(home, AMBER)
    heard = bens(
        home, "record", PHONE, HUB, "advice", "more", "", "", "", "", "", "31 feb", "", "no", "clear", "",
    )  # fmt: skip
    assert "What you typed is kept, but it is not right yet" in heard
    asked = heard.split("A significant event for the chronology:")[1]
    assert "By when? Now: 31 feb, not right yet.\n" in asked, "what is wrong is asked anew"
    assert "Record it?" in asked.split("By when? Now: 31 feb, not right yet.\n")[1], "and then nothing else"
    assert [each.action.by for each in recorded_of(home, ref)] == [""]


def test_long_before_the_screening_is_asked_about_and_can_be_mended(home: Path) -> None:
    ref = screening_with(home, AMBER)
    lines = (
        "record",
        PHONE,
        HUB,
        "advice",
        "more",
        "3 november 2026",
        "go record",
        "",
        "no",
        "yesterday",
        "",
    )
    heard = bens(home, *lines)
    assert (
        "3 November 2026 is more than a week before this screening, of 25 November 2026. Is that right?"
        in heard
    )
    assert "When it was done? Now: 3 november 2026.\n24 November 2026.\n" in heard
    assert [each.action.at for each in recorded_of(home, ref)] == ["2026-11-24"]


@pytest.mark.parametrize(
    "leaving", [("home",), ("quit",), ("no",), ("skip",), ("back", "back", "back"), ()], ids=" ".join
)
def test_what_was_begun_and_left_is_still_there_after_signing_in_again(
    home: Path, leaving: tuple[str, ...]
) -> None:
    ref = screening_with(home, RED)
    heard = bens(home, "record", PHONE, HUB, "accepted", *leaving)
    assert "Not recorded yet. What you typed is kept: record goes on with it.\n" in heard
    assert recorded_of(home, ref) == []
    heard = bens(home, "done", "record", "")
    assert "Something was begun here and is not recorded yet: record goes on with it.\n" in heard
    assert (
        f"and it was not recorded yet: Phone call to {HUB}. What you typed stands; Enter leaves it as it is.\n"
        f"25 November 2026, 12:00: Phone call to {HUB}. Accepted. Record it?"
    ) in heard
    assert [each.action.to for each in recorded_of(home, ref)] == [HUB]
    assert "You began this" not in bens(home, "record", "home")


def test_a_line_that_a_hang_up_cut_off_is_kept_as_far_as_it_came(home: Path) -> None:
    screening_with(home, RED)
    with Conversation(home) as talking:
        talking.answer("Your name", office.BEN)
        talking.answer("Passphrase?", office.SECRET)
        for question, line in (("new, list", OPENED), ("immediate risk?", "record"), ("1 to 7?", PHONE)):
            talking.answer(question, line)
        talking.answer("1 to 7?", HUB)
        talking.answer("1 to 10?", "accepted")
        talking.answer("Record it?", "more")
        talking.hear("When it was done? Now: now.")
        talking.type("yesterday")
        talking.hear("The person's name?")
        talking.type("J. Worker")
        talking.answer("What was said?", "They will")
        talking.hear("Their reference?")
        talking.hang_up()
        assert talking.end() == 0
        assert "What you typed is kept: record goes on with it." in talking.text
    heard = bens(home, "record", "?", "")
    for kept in (
        "The person's name: J. Worker.",
        "What was said: They will.",
    ):
        assert kept in heard
    assert re.search(r"When it was done: \d{1,2} [A-Z]\w+ \d{4}\.", heard), (
        "the day itself, whenever one goes on"
    )


def test_whoever_typed_nothing_is_told_that_nothing_was_recorded(home: Path) -> None:
    ref = screening_with(home, RED)
    heard = bens(home, "record", "back")
    assert "Nothing was recorded.\n" in heard and "is kept" not in heard
    assert recorded_of(home, ref) == []


def test_what_was_begun_can_be_dropped(home: Path) -> None:
    screening_with(home, RED)
    heard = bens(home, "record", PHONE, TEAM, "accepted", "drop", "no", "drop", "yes", "record", PHONE)
    assert heard.count("Drop what you typed here? Nothing of it is recorded. Yes or no? [no]") == 2
    assert "Nothing was recorded.\n" in heard
    assert "You began this" not in heard and heard.count(f"1 to 7? Now: {HUB}.") == 2


def test_from_any_choice_drop_leads_out_and_it_says_so(home: Path) -> None:
    screening_with(home, RED)
    heard = bens(home, "record", PHONE, "?", TEAM, "drop", "yes")
    assert (
        "back leads to the question before, and from the first one out of here. drop throws it away.\n"
        in heard
    )
    assert heard.count("Enter leaves what stands now.") == 1
    assert "Drop what you typed here?" in heard and "Nothing was recorded.\n" in heard


def test_record_in_the_brackets_records_it(home: Path) -> None:
    ref = screening_with(home, RED)
    heard = bens(home, "record", PHONE, HUB, "accepted", "record")
    assert "Recorded as number 1" in heard
    assert len(recorded_of(home, ref)) == 1


def test_record_typed_while_the_phone_script_is_read_over_it_only_leads_back(home: Path) -> None:
    ref = screening_with(home, RED)
    heard = bens(home, "record", PHONE, HUB, "accepted", "phone", "record")
    assert heard.count("Accepted. Record it? Enter: yes;") == 2
    assert recorded_of(home, ref) == []


def test_phone_chooses_the_phone_call_where_it_is_asked_what_was_done(home: Path) -> None:
    ref = screening_with(home, RED)
    heard = bens(home, "record", "phone", HUB, "accepted", "")
    assert "go on" not in heard, "nothing was read out"
    assert [each.action.kind for each in recorded_of(home, ref)] == ["phone"]


def test_the_next_number_to_phone_is_proposed_and_after_it_nobody(home: Path) -> None:
    ref = screening_with(home, RED)
    record_elsewhere(home, ref, Action(at="2026-11-25T11:00", kind="phone", to=HUB, came_of_it="no answer"))
    heard = bens(home, "record", PHONE, "", "advice", "", "record", PHONE)
    assert "1 to 7? Now: Essex Police, not an emergency." in heard
    assert recorded_of(home, ref)[-1].action.to == "Essex Police, not an emergency"


def test_a_call_to_the_police_ticks_itself_off_what_is_still_to_be_done(home: Path) -> None:
    screening_with(home, RED)
    show = ("go review", "now", "1", "")
    heard = bens(home, *show, "record", "police", "", "advice", "", *show)
    before, _, after = heard.partition(
        "Recorded as number 1: 25 November 2026, 12:00: Police told: Essex Police"
    )
    for words in (
        "Done 25 November 2026, 12:00: Police: Tell Essex Police",
        "was this sent to them, too? Share it",
    ):
        assert words in after and words not in before


def test_the_numbers_are_said_once_after_a_call_that_nobody_answered(home: Path) -> None:
    screening_with(home, RED)
    heard = bens(home, "record", PHONE, "somebody else", "The school", "no answer", "")
    assert heard.partition("Nobody answered, and this cannot wait.")[2].count("0345 603 7627") == 1


def test_where_no_call_is_due_now_nobody_is_proposed(home: Path) -> None:
    screening_with(home, AMBER)
    assert "1 to 7? Now: nobody named." in bens(home, "record", PHONE)


def test_all_of_it_is_read_back_before_it_is_recorded(home: Path) -> None:
    screening_with(home, AMBER)
    heard = bens(
        home, "record", PHONE, HUB, "advice", "more", "", "", "They ring back", "L-12", "ring", "friday", "yes",
    )  # fmt: skip
    assert (
        f"Phone call to {HUB}. Information and advice. Said: They ring back. Reference: L-12. Next: ring, by "
        "27 November 2026. A significant event. Record it?"
    ) in heard


def test_a_time_that_is_wrong_stays_asked_until_it_is_right_or_one_leads_out(home: Path) -> None:
    ref = screening_with(home, AMBER)
    to_the_time = ("record", PHONE, HUB, "advice", "more", "nonsense", "go record")
    heard = bens(home, *to_the_time, "", "more", "?", "no")
    assert (
        "It cannot be recorded like that. Type another, or clear; no keeps it all for later; drop throws it away.\n"
        "When it was done? Now: nonsense, not right yet.\n"
    ) in heard
    assert "[more]" not in heard, "more is no time"
    assert "Enter leaves what stands" not in heard
    assert "Not recorded yet. What you typed is kept: record goes on with it.\n" in heard
    assert "Nothing was recorded.\n" in bens(home, "record", "drop", "yes")
    assert recorded_of(home, ref) == []


def test_a_wrong_choice_reads_the_question_and_not_all_of_it_again(home: Path) -> None:
    screening_with(home, RED)
    heard = bens(home, "record", "nonsense", "again")
    assert heard.count("2. Form sent\n") == 2, "at first, and when it is asked for"
    assert "or again to hear them. Kept: Phone call.\nWhat was done: 1 to 7? Now: Phone call.\n" in heard


def test_whoever_types_record_while_recording_goes_to_the_end(home: Path) -> None:
    ref = screening_with(home, RED)
    heard = bens(home, "record", PHONE, HUB, "record", "")
    assert f"Phone call to {HUB}. What came of it is not known yet. Record it?" in heard
    assert [each.action.came_of_it for each in recorded_of(home, ref)] == [""]


def test_what_is_asked_says_what_it_expects_and_where_one_is(home: Path) -> None:
    screening_with(home, RED)
    heard = bens(home, "record", "where", "list all", "?", PHONE, HUB, "accepted", "more", "?", "help")
    assert "Record what was done: a call, a form, a meeting.\nQuestion 1 of 3.\n" in heard
    assert "By when: no day.\n" in heard and f"To whom, or with whom: {HUB}.\n" in heard
    assert "\nrecord goes to the end: it can be recorded as it is." in heard
    assert "what stands now. go record goes to the end: it can be recorded as it is." in heard, "in a text"
    assert "Empty: now. Else now, 14:05, yesterday 14:05" in heard
    assert "What was done, to whom and what came of it are enough" in heard


def test_two_who_record_at_once_both_do(home: Path) -> None:
    ref = screening_with(home, RED)
    with Conversation(home) as talking:
        talking.answer("Your name", office.BEN)
        talking.answer("Passphrase?", office.SECRET)
        talking.answer("new, list", OPENED)
        talking.answer("immediate risk?", "record")
        talking.answer("1 to 7?", PHONE)
        talking.answer("1 to 7?", HUB)
        talking.answer("1 to 10?", "accepted")
        talking.hear("Record it?")
        record_elsewhere(home, ref, Action(at="2026-11-25T11:30", kind="police", to="Essex Police"))
        talking.type("")
        talking.hear("Recorded as number 2: ")
        talking.type("done")
        talking.hear("1. 25 November 2026, 11:30: Police told: Essex Police.")
        talking.hear(f"2. 25 November 2026, 12:00: Phone call to {HUB}. Accepted.")
        talking.type("quit")
        assert talking.end() == 0
    assert [each.action.kind for each in recorded_of(home, ref)] == ["police", "phone"]


def test_a_completed_screening_is_recorded_about_and_stays_as_it_was_completed(home: Path) -> None:
    ref = screening_with(home, RED, completed=True)
    bens(home, "record", PHONE, HUB, "accepted", "")
    assert len(recorded_of(home, ref)) == 1
    casebook = office.entered(home, office.BEN)
    assert casebook.index.all()[0].state == "completed"
    casebook.close()


def test_a_read_only_store_says_at_once_that_nothing_can_be_recorded(home: Path) -> None:
    screening_with(home, RED)
    with read_only(home):
        heard = bens(home, "record", "done")
    assert "The folder of the store is read-only, so nothing can be saved in it." in heard
    assert "What was done:\n1. Phone call" not in heard
    assert "Nothing is recorded as done yet." in heard, "what is recorded is read all the same"


def test_after_the_phone_script_it_is_said_how_the_call_is_recorded(home: Path) -> None:
    screening_with(home, RED)
    whole = ["", *[""] * 30]
    heard = bens(home, "phone", *whole)
    assert "record: records the call, once it was made.\n" in heard
    assert "record: records the call" not in bens(home, "phone", "stop")
