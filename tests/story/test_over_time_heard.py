"""What goes on for weeks, heard line by line: a red at night, an amber screened again, one child of two colleagues."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from support.people.office import BEN, CHILD, LEAD
from support.people.over_time import (
    ADA,
    AT_NIGHT,
    BETTER,
    BORN,
    COMPARED,
    FOUR_WEEKS_LATER,
    FRIDAY,
    MONDAY,
    MORNING,
    NIGHT_LINE,
    NOT_ALONE,
    OFFICE,
    THEN_PHONE,
    amber_four_weeks_ago,
    ask_your_lead,
    colleagues,
    heard,
    in_order,
    is_a_colleagues,
    paper,
    passphrase_in,
    reference_in,
)

START = ("new", "", "no", "no", "no", "", "1", "")
DUE = ("due", "1", "stop")
"""The first thing that is due, at what was done."""
POLICE_DUE = "Tell the police: not recorded. Due now, since 25 November 2026, 23:00."
CLOSED = ("", "", "", "", "")
"""What is left out of a record, from their reference on."""


def begun_due(told: str) -> str:
    """What is said to be due at the sign-in; on a busy machine it is said before that this takes a moment."""
    signed_in = told.partition("Passphrase? ")[2].partition("Home.")[0]
    return signed_in.removeprefix("Unlocking. Please wait. ")


def test_a_red_at_night_is_chased_until_a_lead_ends_it(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    colleagues(home)

    # At eleven: red. The first number is proposed, and nobody answers there.
    told = heard(
        home, BEN, AT_NIGHT,
        *START, "go red", "R2", "b", "home", "due", "1",
        "record", "phone", "", "no answer", "",
    )  # fmt: skip
    ref = reference_in(told)
    in_order(
        told,
        f"1. {ref}, Red, child's name not given. Phone now: nobody was phoned yet, as far as is recorded. Due now,",
        POLICE_DUE,
        f"1 to 7? Now: {NIGHT_LINE}.",
        THEN_PHONE,
        f"Recorded as number 1: 25 November 2026, 23:00: Phone call to {NIGHT_LINE}. No answer.",
        POLICE_DUE,
    )

    # The office is closed; the police answer. Until somebody did, it is not Ben's to end.
    told = heard(
        home, BEN, AT_NIGHT + timedelta(minutes=10),
        *DUE, "record", "phone", OFFICE, "no answer", "", "end", "no",
    )  # fmt: skip
    assert begun_due(told).startswith("What is due: 2 overdue."), "the next number, and the police"
    in_order(told, THEN_PHONE, "Recorded as number 2", POLICE_DUE, NOT_ALONE, "Nothing was recorded.")
    told = heard(
        home, BEN, AT_NIGHT + timedelta(minutes=20),
        *DUE, "record", "police", "", "advice", "more", "", "PC Madeup", "They go there tonight", "P-1", *CLOSED,
    )  # fmt: skip
    assert begun_due(told).startswith("What is due: 2 overdue."), "one next number to phone, and the police"
    in_order(
        told,
        f"Not answered ({OFFICE}): phone the next number.",
        POLICE_DUE,
        "Recorded as number 3",
        "What is due:",
    )
    due = told.rpartition("Recorded as number 3")[2]
    assert "phone the next number" not in due and "police" not in due.partition("What is due:")[2].lower()
    in_order(
        due,
        "Send the written form after the call: by tomorrow, 26 November 2026, 23:20.",
        f"Not answered ({OFFICE}): nobody there knows yet, as far as is recorded. Phone them: by tomorrow,",
    )

    # In the morning the office opens, and is chased; at noon it accepts.
    told = heard(
        home, BEN, MORNING,
        *DUE, "record", "phone", OFFICE, "not known", "more", "", "W. Madeup", "They look at it now", "",
        "Ring them again", "today", "", "",
    )  # fmt: skip
    assert begun_due(told).startswith("What is due: 3 things today.")
    in_order(told, "Recorded as number 4", f"Ring them again ({OFFICE}): today.")
    told = heard(
        home, BEN, MORNING + timedelta(hours=3),
        *DUE, "record", "phone", OFFICE, "accepted", "", "home", "due",
    )  # fmt: skip
    assert begun_due(told).startswith("What is due: 3 things today.")
    in_order(told, "Recorded as number 5: 26 November 2026, 12:00", "Home.", f"1. {ref}, Red")
    assert "Ring them again" not in told.rpartition("Home.")[2]
    assert "Not answered" not in told.rpartition("Home.")[2], "the office sees to it"
    assert "Send the written form after the call: today, by 23:20." in told.rpartition("Home.")[2]

    # On Friday the form is overdue: it passes to a lead, who takes it on, and ends it after the strategy discussion.
    told = heard(home, BEN, FRIDAY, *DUE, "end", "yes", "They took it on the phone")
    assert "overdue" in begun_due(told)
    in_order(
        told,
        NOT_ALONE,
        "What does the lead have to know?",
        "Recorded as number 6: Passed on to a lead",
    )
    told = heard(home, LEAD, FRIDAY, "due", "1", "It was passed on to me", "stop", "take on", "yes")
    assert "overdue" in begun_due(told)
    in_order(
        told, f"1. {ref}, Red, by {BEN}, passed on to a lead.", "Recorded as number 7: Taken on by a lead."
    )
    told = heard(
        home, LEAD, MONDAY,
        "due", "1", "I took it on", "stop", "record", "meeting", OFFICE, "strategy", "",
        "end", "Social care leads it now", "home", "due",
    )  # fmt: skip
    in_order(
        told,
        "Recorded as number 8: 30 November 2026, 10:00: Meeting",
        "Recorded as number 9: Nothing more is to be done here.",
        "Home.",
        "Nothing is due.",
    )

    # Nothing is due with Ben any more; what was done stands in the plain text, in its order.
    told = heard(home, BEN, MONDAY, "due", ref, "go review", "text", "said.txt", "stop")
    assert begun_due(told) == ""
    assert "Nothing is due." in told
    in_order(
        (tmp_path / "said.txt").read_text("utf-8").partition("What was done")[2],
        *("25 November 2026, 23:00: Phone call", NIGHT_LINE, "No answer"),
        *("25 November 2026, 23:10: Phone call", OFFICE, "No answer"),
        *("25 November 2026, 23:20: Police told", "PC Madeup", "P-1", "They go there tonight"),
        *("26 November 2026, 09:00: Phone call", "W. Madeup", "Ring them again", "They look at it now"),
        *("26 November 2026, 12:00: Phone call", "Accepted"),
        *("27 November 2026, 10:00: Passed on to a lead", f"Recorded by: {BEN}"),
        *("27 November 2026, 10:00: Taken on by a lead", f"Recorded by: {LEAD}"),
        *("30 November 2026, 10:00: Meeting", "Strategy discussion", f"Recorded by: {LEAD}"),
        *("30 November 2026, 10:00: Nothing more is to be done here", f"Recorded by: {LEAD}"),
        *("Why:", "> Social care leads it now"),
    )


def test_an_amber_is_screened_again_after_four_weeks_and_compared(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    earlier = amber_four_weeks_ago(home)
    told = heard(home, BEN, FOUR_WEEKS_LATER - timedelta(days=1), "due", "more")
    assert begun_due(told) == "", "the day before nothing is due yet"
    assert f"1. {earlier}, Amber, {CHILD}. Screen again: by tomorrow, 25 November 2026." in told

    told = heard(
        home, BEN, FOUR_WEEKS_LATER,
        *("due", "1", "go review", "rescreen", "", "no", "no", "no", "", "1", ""),
        *("go yellow", "y", "go amber", "A3", "b", "A5", "s", "A9", "s", "go red"),
        *("notes", "Seen at the station again, A9 is new.", "", "go details", *["skip"] * 5, "", ""),
        *("go result", "", "", "", "stop", "go phone", *[""] * 8, "stop"),
        *("go review", "complete", "yes", "pdf", "said.pdf", "yes", "stop", "home", "due", "more"),
    )  # fmt: skip
    assert begun_due(told).startswith("What is due: 1 thing today.")
    new = reference_in(told.partition("Where does the child live?")[2].partition("came along")[2])
    assert new != earlier
    before = "Before, 28 October 2026: suspected, not confirmed. Suspected, believe or no? Now: not marked."
    in_order(
        told,
        f"1. {earlier}, Amber, {CHILD}. Screen again: today.",
        *("[Essex]", f"A new screening of the child of {earlier}."),
        *("Y1 of 15.", "Before, 28 October 2026: yes.", "A3 of 11.", before, "A5 of 11.", before),
        *(
            "As in the screening before, 28 October 2026: are these details still right?",
            f"Now: {CHILD}, as before.",
        ),
        *(
            "Compared with the screening of 28 October 2026:",
            "Then: Amber indicated, no decision made. Now: Amber indicated, no decision made.",
        ),
        *("Newly marked:", "A9, suspected: ", "Moved:", "A3, from suspected to reasonably believe: "),
        *("Marked as before:", "A5, suspected: ", "No longer marked:", "A7, suspected before: "),
        *("Since my screening before:", "before, on 28 October 2026."),
        *(
            "New: suspected, not confirmed. A9: ",
            "Was suspected, not confirmed. Now reasonably believed. A3: ",
        ),
        "suspected, not confirmed. A7: ",
    )
    assert not BETTER.search(told)
    due = told.rpartition("Home.")[2]
    assert f"1. {new}, Amber, {CHILD}. " in due and "Screen again: by 23 December 2026" in due
    assert earlier not in due, "it is not due to be screened again any more"

    said = paper(tmp_path / "said.pdf", passphrase_in(told))
    in_order(said, COMPARED, "28 October 2026", "25 November 2026")
    assert not BETTER.search(said)


def test_two_colleagues_who_screen_one_child_hear_of_each_other_only_through_their_lead(home: Path) -> None:
    colleagues(home)
    hers, his = "Ada saw her at the lighthouse.", "Ben has it from the school."

    def begins(name: str, at: datetime, notes: str) -> str:
        amber = ("go amber", "A3", "s", "notes", notes, "")
        return heard(home, name, at, *START, *amber, "go details", *["skip"] * 5, CHILD, BORN, "go child")

    told = begins(ADA, FOUR_WEEKS_LATER - timedelta(days=1), hers)
    adas = reference_in(told)
    assert "The hub knows" not in told
    told = begins(BEN, FOUR_WEEKS_LATER, his)
    bens = reference_in(told)
    in_order(told, "15 years old at the screening.", *[ask_your_lead(bens)] * 2)
    assert adas not in told and ADA not in told and hers not in told

    # Their lead finds the other one from Ben's, by its reference.
    told = heard(
        home, LEAD, FOUR_WEEKS_LATER,
        bens, "Ben asked me about it", "go child", "same 1", "yes", "Both name the same school and street",
    )  # fmt: skip
    in_order(
        told,
        f"1. {adas}: Probably the same child (birth date: the same; forename: the same; surname: the same).",
        f"Are {bens} and {adas} of the same child? Yes or no? [no]",
        "This is about a colleague's screening. Why do you say that?",
        f"{bens} and {adas} are of the same child now.",
        f"1. {adas}: The same child, as {LEAD} said on 25 November 2026.",
    )
    assert CHILD not in told and hers not in told

    # Each of them hears that a colleague's is, and nothing else of it.
    for name, own, other, words in ((BEN, bens, adas, hers), (ADA, adas, bens, his)):
        told = heard(
            home, name, FOUR_WEEKS_LATER, own, "go review", "go child", f"open {other}", other, "home"
        )
        assert told.count(is_a_colleagues(own)) >= 2 and "The hub knows" not in told
        others = ADA if name == BEN else BEN
        assert words not in told and others not in told and LEAD not in told

    # It was another child after all: it is taken back, and asked as before.
    told = heard(
        home, LEAD, FOUR_WEEKS_LATER + timedelta(hours=1),
        bens, "Ben asked me again", "go child", "take back 1", "The streets are two streets",
        "home", "log", "read", "", "", "stop",
    )  # fmt: skip
    in_order(
        told,
        f"1. {adas}: The same child, as {LEAD} said on 25 November 2026.",
        f"Taken back: it is open again whether {bens} and {adas} are of the same child.",
        f"1. {adas}: Probably the same child",
    )

    # The log says who said what, the newest first, and nobody's name but of those who work here.
    said = f"{LEAD} said whether two screenings are of one child"
    in_order(
        told.rpartition("The newest first")[2],
        f"{said}: taken back: {bens}.",
        f"{said}: taken back: {adas}.",
        f"{LEAD} looked at a screening: The streets are two streets.",
        f"{LEAD} looked at a screening: Ben asked me again.",
        f"{said}: of the same child: {bens}.",
        f"{said}: of the same child: {adas}.",
        f"{LEAD} looked at a screening: Both name the same school and street.",
    )
    assert CHILD not in told

    # Ben is told as before.
    told = heard(home, BEN, FOUR_WEEKS_LATER + timedelta(hours=2), bens, "go review", "go child")
    assert told.count(ask_your_lead(bens)) >= 2
    assert is_a_colleagues(bens) not in told and adas not in told
