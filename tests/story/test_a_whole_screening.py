"""The main job by keyboard alone, in a real terminal: from a fresh machine to a referral, and back another day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from support.people.practitioner import Practitioner
from support.terminal.pty_screen import DOWN, END, ENTER, SPACE, TAB, UP, ctrl


@pytest.fixture
def pat(tmp_path: Path) -> Iterator[Practitioner]:
    practitioner = Practitioner(tmp_path, 80, 24)
    yield practitioner
    practitioner.get_up()


def test_pat_sets_up_screens_a_child_exports_the_referral_and_finds_it_again(pat: Practitioner) -> None:
    pat.set_up()

    # A new screening, where the hub's area is preselected and Pat knows the child.
    pat.press(b"n")
    pat.wait_for("Where does the child live?")
    pat.press(ENTER)
    pat.wait_for("3 Start")
    reference = re.search(r"CE-[0-9A-Z]{4}-[0-9A-Z]{2}", pat.sees)
    assert reference
    pat.wait_for_status("Is the child at immediate risk: Not answered: chosen.")
    pat.press(UP, SPACE, TAB, UP, SPACE, TAB, UP, SPACE, TAB, TAB, SPACE)
    pat.wait_for_status("Yes, from working with them.")
    pat.fit()

    # Yellow: two signs and a vulnerability.
    pat.press(ctrl("n"))
    pat.wait_for_status("Y1, 1 of 15: not marked.")
    pat.press(SPACE)
    pat.wait_for_status("Y1, 1 of 15: Yes. So far: vulnerabilities raised. Amber and Red not looked at.")
    pat.press(b"8", b"y", b"v", b"3", SPACE)
    pat.wait_for_status("V3, 12 of 15: Noted.")
    pat.fit()

    # Amber: one suspected, one believed; a note on the first.
    pat.press(ctrl("n"))
    pat.wait_for_status("A1, 1 of 11: not marked.")
    pat.press(b"2", b"b", DOWN, b"s")
    pat.wait_for_status("A3, 3 of 11: Suspected.")
    assert "Now Amber. For advice: " in pat.sees, "news that has not stood long stays at the next mark"
    assert "So far: early or potential exploitation indicated." in pat.sees
    pat.press(b"n")
    pat.wait_for("A3:")
    pat.type("at the seafront on school nights, and a1")
    pat.wait_for("A10 Carrying weapons")
    pat.press(DOWN, DOWN, ENTER)
    pat.type(" by hearsay. Seen on the A127 and the A12. In my opinion this is new.")
    pat.wait_for("A12 not in this pathway")
    pat.fit()
    pat.press(TAB, END, ENTER)
    pat.wait_for("you said that this is not an ID")
    pat.press(ctrl("t"))
    pat.wait_for_status("A3, 3 of 11: Suspected.")
    assert "1 citation" in pat.sees

    # Red is looked at to its last row, nothing marked.
    pat.press(ctrl("n"))
    pat.wait_for_status("R1, 1 of 11: not marked.")
    pat.wait_for("So far: early or potential exploitation indicated.")
    pat.press(END)
    pat.wait_for_status("R11, 11 of 11: not marked.")

    # The result, in the document's words, and the decision.
    pat.press(ctrl("n"), ctrl("n"))
    pat.wait_for("AMBER: Early or potential exploitation indicated.")
    pat.fit()
    for _ in range(60):
        if "Amber: early or potential exploitation indicated" in pat.status:
            break
        pat.press(DOWN)
    pat.press(SPACE)
    pat.wait_for_status("Amber: early or potential exploitation indicated: your decision")

    # Details.
    pat.press(ctrl("n"))
    pat.wait_for("9 Details")
    pat.wait_for("filled in as you gave them at the set-up")
    pat.wait_for("Imaginary Hub")
    pat.press(TAB, ctrl("u"))  # the name is right, Pat's organisation is another
    pat.fill_in("Imaginary School", "01632 960001", "", "")
    pat.fill_in("Robin Madeup", "31 feb 2010", "", "")
    pat.wait_for("Date of birth must be a real date")
    pat.press(b"\x1b[Z", b"\x1b[Z", b"\x1b[Z", ctrl("u"))
    pat.fill_in("3 apr 2010", "", "", "", "", "", "1 Imaginary Road")
    pat.press(DOWN, DOWN, DOWN, SPACE)
    pat.wait_for_status("Recorded: Not yet asked.")
    pat.fit()

    # Review and export.
    pat.press(ctrl("n"))
    pat.wait_for("Complete revision 1")
    pat.fit()
    pat.press(b"1", ENTER)
    pat.wait_for("Your notes cite A10, which is not marked.")
    pat.fit()
    pat.press(b"2", ENTER)
    pat.wait_for_status("Completed as revision 1.")
    pat.press(b"2", ENTER)
    pat.wait_for("Where should the file be?")
    pat.press(ENTER)
    pat.wait_for("Its passphrase")
    password = pat.found(r"^ +([a-z]+(?:-[a-z]+){4})$")
    pat.fit()
    pat.press(b"2", ENTER)
    pat.wait_for_status("Still to be done, in order, 1: ")
    assert pat.sign_out() == 0

    # The PDF holds what was recorded, suspicion apart from belief, under a name without a name.
    [exported] = pat.home.glob("*.pdf")
    assert exported.name == f"ce-referral-{reference[0]}-r1.pdf"
    pages = PdfReader(exported, password=password).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    for words in (
        "Robin Madeup",
        "3 April 2010",
        "1 Imaginary Road",
        "Pat Practitioner",
        "at the seafront on school nights, and a10 by hearsay",
        "Indication of early/ potential CE",
        "Carrying weapons",
        reference[0],
        "OFFICIAL-SENSITIVE",
    ):
        assert words in text, words
    assert "DRAFT" not in text

    # Another day: everything is there.
    pat.sign_in()
    pat.wait_for("Robin Madeup")
    pat.press(b"/")
    pat.type("seafront")
    pat.press(ENTER)
    pat.wait_for("Enter opens it")
    assert reference[0] in pat.sees
    pat.press(ENTER)
    pat.wait_for(f"completed {reference[0]}")
    pat.press(ctrl("t"))
    pat.wait_for("at the seafront on school nights, and a10 by hearsay")
    assert pat.sign_out() == 0


def test_pat_sees_harm_at_a_first_meeting_and_reads_the_referral_on_the_phone(pat: Practitioner) -> None:
    pat.set_up()
    pat.press(b"n")
    pat.wait_for("Where does the child live?")
    pat.press(ENTER)
    pat.wait_for("3 Start")
    pat.press(*[TAB] * 4, END, SPACE)
    pat.wait_for_status("No. Amber and Red not asked")
    pat.press(ctrl("n"), SPACE, ctrl("n"))
    pat.wait_for("first meeting with the child")
    pat.wait_for("I saw or was told of harm today")
    pat.fit()
    pat.press(b"2", ENTER)  # Enter alone goes to the result
    pat.wait_for("Did you see, or were you told of, harm today?")
    pat.press(b"2", ENTER)
    pat.wait_for("On which day was it seen or told?")
    pat.press(ENTER)
    pat.wait_for("What was seen or said?")
    pat.type("bruises on both arms")
    pat.press(ENTER)
    pat.wait_for("Could someone in the family or household, or a parent's partner, be involved?")
    pat.press(ENTER)
    pat.wait_for("RED: harm told on")
    pat.wait_for("999 Emergency")
    assert "Amber and Red not asked (first meeting)" in pat.sees
    for _ in range(14):
        if "Read on the phone" in pat.status:
            break
        pat.press(DOWN)
    pat.press(ENTER)
    pat.wait_for("Who to phone")
    assert "“bruises on both arms”" in pat.sees
    pat.fit()
    pat.press(END)
    assert pat.sign_out() == 0


def test_the_last_word_typed_before_signing_out_is_kept(pat: Practitioner) -> None:
    pat.set_up()
    pat.press(b"n")
    pat.wait_for("Where does the child live?")
    pat.press(ENTER)
    pat.wait_for("3 Start")
    pat.press(ctrl("t"))
    pat.wait_for("7 Notes")
    pat.at.send(b"the very last word" + ctrl("q"))
    assert pat.at.wait_for_end() == 0
    pat.get_up()
    pat.sign_in()
    pat.press(ENTER)
    pat.wait_for("the very last word")


def hears(pat: Practitioner, words: str) -> None:
    """Wait for words of the display for screen readers, which draws no lines around them."""
    pat.at.wait_until(lambda: words in " ".join(pat.at.text.split()), words)


def test_with_a_screen_reader_the_status_line_carries_the_factor_and_little_else_is_sent(
    pat: Practitioner,
) -> None:
    pat.set_up(for_screen_reader=True)
    pat.press(b"n")
    pat.wait_for("Where does the child live?")
    pat.press(ENTER)
    pat.wait_for("3 Start")
    pat.press(ctrl("n"))
    hears(pat, "Y1, 1 of 15: not marked. Alcohol and/or substance use")
    assert not re.search(r"(?<![\w-])Y2\b", pat.at.text), (
        "only what is current is drawn; a reference may hold a Y2"
    )
    assert ">" not in pat.at.text
    for number in range(2, 10):
        sent = pat.at.press(DOWN)
        hears(pat, f"Y{number}, {number} of 15: not marked.")
        assert sent <= 400
        assert f"Y{number}," in pat.at.line(pat.at.cursor[0]), "the cursor is on the words"
    assert pat.at.press(SPACE) <= 400
    hears(pat, "Y9, 9 of 15: Yes.")
    hears(pat, "So far: vulnerabilities raised.")
