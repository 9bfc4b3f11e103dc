"""What is being typed when the line drops: kept in the place of nothing, said when one comes back, gone on with."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.people import office
from support.people.conversation import cut_off, talk
from support.people.kept import kept

pytestmark = pytest.mark.usefixtures("store")
BEGIN = ("new", "")
CUT_OFF = "Cut off or left as you typed it: "


def test_a_detail_takes_the_place_of_nothing_and_is_gone_on_with(home: Path) -> None:
    cut_off(home, *BEGIN, "go your phone", "01632 960101", "go your phone", typing="01632 9")
    assert kept(home).practitioner.phone == "01632 960101"
    heard = talk(home, "", "list", "...60 102", "go your phone", "")
    offered = (
        f"{CUT_OFF}“01632 9”. Enter takes it; three dots (...) and the rest go on with it; clear drops it."
    )
    assert f"Your phone? {offered} Now: 01632 960101.\n" in heard
    assert "9.3 Your phone: 01632 960101; typed and not taken: “01632 9”.\n" in heard
    assert "Your phone? Now: 01632 960 102.\n" in heard
    assert kept(home).practitioner.phone == "01632 960 102"


def test_a_detail_that_is_not_wanted_is_dropped_and_what_stood_stays(home: Path) -> None:
    cut_off(home, *BEGIN, "go organisation", "Imaginary Hub", "back", typing="Imag")
    heard = talk(home, "", "clear", "", "go review")
    assert (
        "What was not taken is dropped. Kept: Imaginary Hub.\nYour organisation? Now: Imaginary Hub.\n"
        in heard
    )
    assert kept(home).practitioner.organisation == "Imaginary Hub"


@pytest.mark.parametrize(("reply", "stands"), [("", "Imaginary Hub"), ("yes", "go revi ew")])
def test_a_command_that_was_cut_off_is_taken_by_enter_only_where_it_is_said_to_be_meant(
    home: Path, reply: str, stands: str
) -> None:
    cut_off(home, *BEGIN, "go organisation", "Imaginary Hub", "back", typing="go revi ew")
    heard = talk(home, "", "", reply, "quit")
    assert f"{CUT_OFF}“go revi ew”." in heard
    assert "No question is called revi ew. Is this your answer: go revi ew? Yes or no? [no]\n" in heard
    assert kept(home).practitioner.organisation == stands


@pytest.mark.parametrize(
    ("typed", "is_kept"), [("Find out which council it was", True), ("find council", False), ("stop", False)]
)
def test_a_sentence_that_is_asked_about_when_the_line_drops_is_not_lost(
    home: Path, typed: str, is_kept: bool
) -> None:
    cut_off(home, *BEGIN, "go organisation", typed, typing="ye")
    assert (f"{CUT_OFF}“{typed}”." in talk(home, "", "quit")) is is_kept
    assert kept(home).practitioner.organisation == ""


def test_half_of_a_date_is_no_date(home: Path) -> None:
    cut_off(home, *BEGIN, "go child's date of birth", "3 may 2012", "back", typing="3 4 20")
    heard = talk(home, "", "")
    assert "Child's date of birth? Typed and not taken: “3 4 20”. Now: 3 May 2012.\n" in heard
    assert "What you typed is kept, but it is not taken: until it is, 3 May 2012 stands." in heard
    assert kept(home).child.date_of_birth == "2012-05-03"


def test_a_line_of_the_notes_stands_there_and_is_gone_on_with(home: Path) -> None:
    cut_off(home, *BEGIN, "go notes", "Met at school.", typing="Seen at the pi")
    assert kept(home).notes == "Met at school.\nSeen at the pi"
    heard = talk(home, "", "read", "... er at noon.", "read")
    assert (
        "Line 2 was cut off as you typed it: “Seen at the pi”. Three dots (...) and the rest go on with it; change 2"
        in heard
    )
    assert kept(home).notes == "Met at school.\nSeen at the pi er at noon."
    assert "was cut off" not in talk(home, "", "")


def test_a_line_that_is_left_as_it_was_cut_off_is_no_news_any_more(home: Path) -> None:
    cut_off(home, *BEGIN, "go notes", typing="Seen at the pi")
    assert "Line 1 was cut off" in talk(home, "", "By her aunt.", "back")
    assert kept(home).notes == "Seen at the pi\nBy her aunt."
    assert "was cut off" not in talk(home, "", "go notes")


def test_a_line_that_was_being_typed_anew_leaves_the_old_one_until_it_is_taken(home: Path) -> None:
    cut_off(home, *BEGIN, "go notes", "Met at school.", "change 1", typing="Met in the sch")
    assert kept(home).notes == "Met at school."
    heard = talk(home, "", "change 1", "...ool yard.")
    assert "Change 1 was cut off as you typed it: change 1 goes on with it." in heard
    assert (
        f"{CUT_OFF}“Met in the sch”. Enter takes it; three dots (...) and the rest go on with it; clear drops it."
        in heard
    )
    assert kept(home).notes == "Met in the school yard."


def test_a_line_that_was_being_typed_anew_is_the_same_line_after_another_was_deleted(home: Path) -> None:
    cut_off(
        home, *BEGIN, "go notes", "At school.", "Met at noon.", "By her aunt.", "change 2", typing="Met at"
    )
    heard = talk(home, "", "delete 1", "change 2", "", "change 1", "...12.")
    assert "Line 2: By her aunt.\nType it anew. [as it is]\n" in heard
    assert f"Line 1: Met at noon.\n{CUT_OFF}“Met at”." in heard
    assert kept(home).notes == "Met at12.\nBy her aunt."
    cut_off(home, "", "change 2", typing="By her mo")
    assert "was cut off" not in talk(home, "", "delete 2", "home", "1").partition("is deleted.")[2]


@pytest.mark.parametrize("typed", ["find pier", "clear", "2", "read", "go line 1"])
def test_what_is_no_line_takes_the_place_of_none_unasked(home: Path, typed: str) -> None:
    heard = talk(home, *BEGIN, "go notes", "Met at the pier.", "change 1", typed, "", "", "quit")
    assert kept(home).notes == "Met at the pier."
    assert f"{typed}" in heard.partition("Type it anew. [as it is]\n")[2].partition(" Yes or no? [no]\n")[0]
    talk(home, "", "change 1", typed, "y")
    assert kept(home).notes == typed


def test_what_is_no_note_on_a_factor_is_asked_about_too(home: Path) -> None:
    heard = talk(home, *BEGIN, "go y2", "note", "find pier", "", "", "quit")
    assert "Is this your answer: find pier? If not, it is looked for here: pier." in heard
    assert "Nothing is found here.\nNote on Y2:\nY2. Yes or no?" in heard
    assert kept(home).notes == ""


def test_a_note_on_a_factor_is_offered_at_the_factor(home: Path) -> None:
    cut_off(home, *BEGIN, "go y2", "note", typing="Seen at th")
    assert kept(home).notes == ""
    heard = talk(home, "", "note", "")
    assert "Your note on Y2 was cut off as you typed it: at Y2, note goes on with it.\n" in heard
    assert kept(home).notes == "Y2: Seen at th"
    assert "was cut off" not in talk(home, "", "")


def test_what_was_recorded_of_a_call_stays_beside_what_was_cut_off(home: Path) -> None:
    to_the_name = ("record", "1", "1", "2", "more", "")
    cut_off(home, *BEGIN, "go y1", *to_the_name, "J. Worker", "back", typing="J. Wor")
    heard = talk(home, "", "record", "more", "", "clear", "")
    assert "The person's name, “J. Wor”." in heard
    assert f"{CUT_OFF}“J. Wor”." in heard
    assert "What was cut off is dropped. Now: J. Worker.\n" in heard


def test_a_reason_that_is_asked_for_before_a_screening_of_another_is_opened(home: Path) -> None:
    office.hub(home)
    ref = office.screening_of(home)
    cut_off(home, ref, typing="Super")
    heard = talk(home, ref, "...vision", "where", "home")
    assert f"{CUT_OFF}“Super”. Enter takes it; three dots (...) and the rest go on with it.\n" in heard
    assert f"{ref}, draft, by {office.BEN}." in heard
    assert CUT_OFF not in talk(home, ref, "Supervision")


def test_a_reason_that_was_cut_off_about_one_screening_is_never_offered_about_another(home: Path) -> None:
    office.hub(home)
    ref, another = office.screening_of(home), office.screening_of(home)
    cut_off(home, ref, typing="Her mother rang")
    heard = talk(home, another, "Supervision", "home", ref, "")
    before, _, after = heard.partition(f"{another}, draft, by {office.BEN}.")
    assert CUT_OFF not in before and f"{CUT_OFF}“Her mother rang”." in after
    lead = office.entered(home, office.LEAD)
    given = {each.ref: each.detail for each in lead.log.entries() if each.kind == "view"}
    lead.close()
    assert given == {another: "Supervision", ref: "Her mother rang"}


def test_a_number_that_was_being_typed_of_what_was_found_is_no_answer_to_the_text_before_it(
    home: Path,
) -> None:
    heard = cut_off(home, *BEGIN, "go your name", "find phone", "n", typing="2")
    assert heard.partition("Signed out.")[0].rstrip().endswith("Go to which? [stay]")
    assert CUT_OFF not in talk(home, "", "go your name")
    assert kept(home).practitioner.name == ""
