"""What goes on for weeks, by keyboard in a real terminal: red at night, amber again, one child of two colleagues."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from support.people.office import BEN, CHILD, LEAD
from support.people.over_time import (
    ADA,
    AT_NIGHT,
    BETTER,
    BORN,
    COMPARED,
    FOUR_WEEKS_LATER,
    MONDAY,
    MORNING,
    NIGHT_LINE,
    NOT_ALONE,
    OFFICE,
    THEN_PHONE,
    Colleague,
    amber_four_weeks_ago,
    ask_your_lead,
    colleagues,
    in_order,
    is_a_colleagues,
    paper,
)
from support.terminal.pty_screen import END, ENTER, ESCAPE, SPACE, TAB, ctrl

NEXT = ctrl("n")
PAGE_DOWN = b"\x1b[6~"


def test_a_red_at_night_is_chased_until_nothing_more_is_to_be_done(tmp_path: Path) -> None:
    colleagues(tmp_path / "store")
    with Colleague(tmp_path, BEN) as ben:
        # At eleven: red. Home says to phone; the first number is proposed, and nobody answers there.
        ben.comes_in(AT_NIGHT)
        ref = ben.begins()
        ben.keys(NEXT, NEXT, NEXT, b"2b")
        ben.wait_for("Now Red.")
        ben.goes_home()
        ben.wait_for("What is due: 2 overdue")
        assert "Phone now: nobody was phoned yet, as far as is recorded. Due now, since 25" in ben.sees
        ben.opens(f"{ref}, Red", "What was done: 0")
        ben.opens("Phone now", f"Phone call to {NIGHT_LINE}.")
        ben.records("No answer", reads=THEN_PHONE)

        # The office is closed; the police answer. Until somebody did, it is not Ben's to end.
        ben.later(AT_NIGHT + timedelta(minutes=10))
        ben.keys(b"d")
        ben.wait_for_status("Proposed: Phone call to Essex Police, not an emergency.")
        ben.records("No answer", to=OFFICE, reads=THEN_PHONE)
        ben.opens("End it: ", NOT_ALONE)
        ben.keys(ESCAPE)
        ben.wait_for("What was done: 2")
        assert f"Not answered ({OFFICE}): phone the next number. Due now" in ben.sees
        ben.later(AT_NIGHT + timedelta(minutes=20))
        ben.opens("Phone 101", "Record what was done")
        ben.records("Information", kind="Police told", more=("PC Madeup", "They go there tonight", "P-1"))
        ben.wait_for("What was done: 3")
        assert "phone the next number" not in ben.sees
        assert "Send the written form after the call: by tomorrow, 26 November 2026, 23:20" in ben.sees
        ben.goes_home()
        assert "What is due" not in ben.sees, "nothing more tonight"
        assert ben.sign_out() == 0

        # In the morning the office opens, and is chased; at noon it accepts.
        ben.comes_in(MORNING)
        ben.wait_for("What is due: 3 things today")
        ben.opens(f"{ref}, Red", "What was done: 3")
        ben.opens(f"Not answered ({OFFICE})", f"Phone call to {OFFICE}.")
        ben.records("Not known", more=("W. Madeup", "They look at it now", "", "Ring them again", "today"))
        ben.goes_home()
        ben.wait_for(f"Ring them again ({OFFICE}): today")
        ben.later(MORNING + timedelta(hours=3))
        ben.opens(f"{ref}, Red", "What was done: 4")
        assert f"Not answered ({NIGHT_LINE})" in ben.sees, "the police alone do not take its place"
        ben.opens("Ring them again", f"Phone call to {OFFICE}.")
        ben.records("Accepted")
        assert "Ring them again" not in ben.sees
        assert "Not answered" not in ben.sees, "the office sees to it: the night line need not be phoned"

        # The form follows within the day.
        ben.later(MORNING + timedelta(hours=6))
        ben.opens("Send the written form", "Record what was done")
        ben.records("Not known", to=OFFICE)
        assert "Send the written form" not in ben.sees and "Not answered" not in ben.sees
        assert ben.sign_out() == 0

        # After the weekend it is overdue to ask; there was a strategy discussion, and Ben says that this is the end.
        ben.comes_in(MONDAY)
        ben.wait_for("What is due: 1 overdue")
        ben.opens(f"{ref}, Red", "What was done: 6")
        ben.opens(f"Ask what came of it: nothing is recorded ({OFFICE})", "Record what was done")
        ben.records("Strategy", kind="Meeting")
        assert "Nothing is due." in ben.sees
        ben.opens("End it: ", "Why is nothing more to be done here")
        ben.answers("Social care", "Say why in three words or more")
        ben.answers(" leads it now", "8 Nothing more is to be done here")
        ben.goes_home()
        assert "What is due" not in ben.sees

        # It is completed, too, and the PDF has what was done, in its order.
        ben.opens(ref, "6 Red")
        ben.goes("Review", "10 Review")
        file, passphrase = ben.completes_and_exports()
        ben.goes_home()
        assert "What is due" not in ben.sees and "Completed: 1" in ben.sees
        in_order(
            paper(file, passphrase),
            "in the order in which it was done",
            *("25 November 2026, 23:00: Phone call", NIGHT_LINE, "No answer"),
            *("25 November 2026, 23:10: Phone call", OFFICE, "No answer"),
            *("25 November 2026, 23:20: Police told", "PC Madeup", "P-1", "They go there tonight"),
            *("26 November 2026, 09:00: Phone call", "W. Madeup", "Ring them again", "They look at it now"),
            *("26 November 2026, 12:00: Phone call", "Accepted", "26 November 2026, 15:00: Form sent"),
            *("30 November 2026, 10:00: Meeting", "Strategy discussion"),
            *("Recorded by Ben Example, 30 November 2026 at 10:00", "Nothing more is to be done here"),
            *("Recorded by Ben Example, 30 November 2026 at 10:00", "Social care leads it now"),
        )


def test_an_amber_is_screened_again_after_four_weeks_and_compared(tmp_path: Path) -> None:
    earlier = amber_four_weeks_ago(tmp_path / "store")
    with Colleague(tmp_path, BEN) as ben:
        # What is due leads to Review, and there to the next screening.
        ben.comes_in(FOUR_WEEKS_LATER)
        ben.wait_for("What is due: 1 thing today")
        ben.opens(f"{earlier}, Amber", "What was done: 2")
        ben.opens("Screen again: today", "10 Review")
        assert "Screen this child again" in ben.status
        ben.keys(ENTER)
        ben.wait_for("2 Essex (as before)")
        ben.keys(ENTER)
        ben.wait_for(f"A new screening of the child of {earlier}.")
        ben.says_at_start()

        # Each factor that was marked says what it was; other marks are made.
        ben.keys(NEXT)
        ben.wait_for_status("Y1, 1 of 15: not marked. Before, 28 October 2026: yes.")
        ben.keys(SPACE, NEXT, b"3b")
        before = "Before, 28 October 2026: suspected, not confirmed"
        ben.wait_for_status(f"A3, 3 of 11: Reasonably believe. {before}.")
        ben.keys(b"5s")
        ben.wait_for_status(f"A5, 5 of 11: Suspected. {before}.")
        ben.keys(b"9s")
        ben.wait_for_status("A9, 9 of 11: Suspected.")
        assert ben.sees.count(before) == 3, "beside A3, A5 and A7"
        ben.keys(NEXT, NEXT, b"Seen at the station again with somebody older. A9 is new, as her school says.")

        # The result shows the comparison.
        ben.keys(NEXT)
        ben.wait_for("AMBER: ")
        ben.keys(END)
        ben.wait_for("No longer marked")
        in_order(
            ben.sees,
            *(
                "Compared with the screening of 28 October 2026",
                "Then: Amber indicated, no decision made. Now: Amber indicated, no decision made.",
            ),
            *("does not mean that it is over", "Newly marked", "A9 Suspected: "),
            *("Moved", "A3 From suspected to reasonably believe: ", "Marked as before", "Y1 Yes: "),
            *("A5 Suspected: ", "No longer marked", "A7 Suspected before: "),
        )
        assert not BETTER.search(ben.sees)

        # The name is there; the phone script says what is another.
        ben.keys(NEXT)
        ben.wait_for("As in the screening before, 28 October 2026: are these details still right?")
        assert CHILD in ben.sees and "1 Imaginary Road" in ben.sees
        ben.keys(NEXT)
        ben.wait_for("10 Review")
        new = ben.reference
        ben.keys(b"5", ENTER)
        ben.wait_for("Who to phone")
        ben.keys(PAGE_DOWN)
        ben.wait_for("By the pathway")
        in_order(
            ben.sees,
            *("Since my screening before", "before, on 28 October 2026."),
            *("New: suspected, not confirmed. A9: ", "Now reasonably believed. A3: "),
            *("suspected, not confirmed. A7: ", "does not mean that it is over"),
        )
        assert not BETTER.search(ben.sees)
        ben.keys(ESCAPE)
        ben.wait_for("10 Review")

        # So does the PDF; the one before is not due to be screened again any more.
        file, passphrase = ben.completes_and_exports()
        said = paper(file, passphrase)
        in_order(said, COMPARED, "Screened on 28 October 2026 and on 25 November 2026.")
        assert earlier not in said and not BETTER.search(said)
        ben.goes_home()
        ben.goes("What is due", "Later: ")
        assert "Screen again: by 23 December 2026" in ben.sees and new in ben.sees
        assert earlier not in ben.sees


def test_two_colleagues_who_screen_one_child_hear_of_each_other_only_through_their_lead(
    tmp_path: Path,
) -> None:
    colleagues(tmp_path / "store")
    with Colleague(tmp_path, ADA) as ada, Colleague(tmp_path, BEN) as ben, Colleague(tmp_path, LEAD) as lena:
        # Both screen the child; the second one is told to ask.
        for who, notes in ((ada, b"Seen at the lighthouse."), (ben, b"Heard of in the playground.")):
            who.comes_in(FOUR_WEEKS_LATER)
            who.begins()
            who.keys(NEXT, NEXT, b"3s", NEXT, NEXT, notes, NEXT, NEXT)
            who.wait_for("9 Details")
            who.keys(TAB * 5, CHILD.encode(), TAB, BORN.encode(), TAB * 3)
            who.wait_for("Read as 3 April 2011")
            who.goes("Known here already", "Nothing found among the screenings that you may see.")
        hers, his = ada.reference, ben.reference
        assert ask_your_lead(his) in ben.sees and hers not in ben.sees
        assert "The hub knows" not in ada.sees

        # Their lead opens Ben's, and finds the other one from there, by its reference.
        lena.comes_in(FOUR_WEEKS_LATER + timedelta(hours=1))
        lena.opens(his, "Ben Example has had it open since 10:00.")
        lena.keys(ENTER)
        lena.wait_for("Give your reason")
        lena.answers("Ben asked me about it", "VIEW ONLY")
        lena.goes("Review", "10 Review")
        lena.goes("Known here already", "Probably the same child")
        assert f"{hers} Probably the same child" in lena.sees and CHILD not in lena.sees
        lena.opens(hers, "2 It is the same child")
        lena.keys(b"2", ENTER)
        lena.wait_for("Both stay as they are.")
        lena.keys(b"2", ENTER)
        lena.wait_for("This is about a colleague's screening. Why do you say that?")
        lena.answers("Both name one school and street", f"{his} and {hers} are of the same child now.")
        assert f"{hers} The same child, as {LEAD} said on 25 November 2026." in lena.sees

        # Each of them is told that a colleague's is, and nothing else of it.
        for who, other in ((ben, ada), (ada, ben)):
            who.goes("Review", "10 Review")
            assert who.status.startswith(is_a_colleagues(who.reference))
            who.goes("Known here already", "Nothing found among the screenings that you may see.")
            assert is_a_colleagues(who.reference) in who.sees
            assert other.reference not in who.sees and other.name not in who.sees

        # It is taken back, and Ben is told as before.
        lena.later(FOUR_WEEKS_LATER + timedelta(minutes=90))
        lena.opens(hers, "2 Take that back: it stands by itself again")
        lena.keys(b"2", ENTER)
        lena.wait_for("Why do you take it back?")
        lena.answers("The streets are two streets", f"whether {his} and {hers} are of the same child.")
        assert f"{hers} Probably the same child" in lena.sees
        ben.goes("Review", "10 Review")
        assert ben.status.startswith(ask_your_lead(his))

        # The log says who said what, the newest first.
        lena.goes("The log", "The log")
        in_order(
            lena.sees,
            *("taken back", "The streets are two streets"),
            *("of the same child", "Both name one school and street", "Ben asked me about it"),
        )
        assert CHILD not in lena.sees
        assert b"lighthouse" not in ben.at.raw and b"playground" not in ada.at.raw
        for who in (ada, ben, lena):
            assert who.sign_out() == 0
