"""The screening before, heard line by line: in the result, in Review, on the phone."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.words.actions import NOTHING_THEN
from ce_tui.core.words.comparison import NOT_OVER
from support.people.before import also_screened
from support.people.conversation import talk
from support.people.screens import second_terminal

pytestmark = pytest.mark.usefixtures("store")

PATHWAY = default_pathway()
TITLE = "Compared with the screening of 3 October 2026:\n"
SHORT = f"{TITLE[:-1]} 1 newly marked; 1 moved; 1 no longer marked. changes reads it.\n"
GOES_ON = " more. Enter goes on, stop ends. [go on]\n"
HINT = "changes: what is marked otherwise than in the screening before."


@pytest.fixture
def ref(home: Path) -> str:
    """A screening of today, whose child was screened before."""
    talk(home, "new", "", "", "", "", "", "1", "", "a3", "s", "", "a5", "b", "")
    casebook = second_terminal(home)
    [summary] = casebook.index.all()
    casebook.pairings.say(
        summary.ref, also_screened(casebook, {"A5": "suspected", "A7": "suspected"}), same=True
    )
    casebook.close()
    return summary.ref


def at_result(home: Path, ref: str, *typed: str) -> str:
    """What is heard from the result on."""
    return talk(home, ref, "go result", *typed)


def test_it_is_read_out_after_the_reasons(home: Path, ref: str) -> None:
    heard = at_result(home, ref, "", "", "", "")
    order = (
        *(
            "Because of these marks:",
            TITLE,
            "Then: Amber indicated, no decision made. Now: Amber indicated, no decision made.",
            NOTHING_THEN,
            NOT_OVER,
        ),
        *("Newly marked:", "A3, suspected: ", "Moved:", "A5, from suspected to reasonably believe: "),
        *("No longer marked:", f"A7, suspected before: {PATHWAY.factors['A7'].text}"),
    )
    places = [heard.index(each) for each in order]
    assert places == sorted(places)


def test_before_the_first_pause_it_is_heard_that_and_how_much_differs_and_the_word_that_reads_it(
    home: Path, ref: str
) -> None:
    heard = at_result(home, ref).partition("8 Result.")[2]
    first, pause, _ = heard.partition(GOES_ON)
    assert pause and SHORT in first and "Newly marked:" not in first
    before, after = first.split(SHORT)
    assert before.splitlines()[-1] == "Result: AMBER so far. Yellow and Red were not looked at."
    assert "Whom to call now:" in after, "which is heard with it all the same"


def test_at_a_pause_changes_reads_it_and_the_reading_goes_on_where_it_was(home: Path, ref: str) -> None:
    heard = at_result(home, ref, "?", "changes", "reasons", "", "", "")
    heard = heard.partition(GOES_ON)[2]
    hint, asked, heard = heard.partition(GOES_ON)
    assert HINT in hint and "steps, numbers, reasons, notices or forms: " in hint
    compared, pause, heard = heard.partition(GOES_ON)
    assert compared.startswith(TITLE) and "No longer marked:\nA7, suspected before: " in compared
    reasons, again, rest = heard.partition(GOES_ON)
    assert reasons.startswith("Because of these marks:\n")
    assert "Because of these marks:\n" in rest and rest.count(TITLE) == 1
    left = [said.rpartition("\n")[2] for said in (hint, compared, reasons)]
    assert asked and pause and again and len(set(left)) == 1, "nothing of it was passed over"


def test_where_all_is_marked_as_before_that_is_said_at_once(home: Path, ref: str) -> None:
    heard = talk(home, ref, "go a3", "n", "a5", "s", "a7", "s", "go result")
    same = "Compared with the screening of 3 October 2026: the same factors are marked as before. changes reads it."
    assert same in heard.partition("8 Result.")[2].partition(GOES_ON)[0]


def test_changes_reads_it_again_and_the_hint_says_so(home: Path, ref: str) -> None:
    heard = at_result(home, ref, "skip", "?", "changes")
    _, hint, after = heard.partition(HINT)
    assert hint and TITLE in after and "Newly marked:" in after and "Because of" not in after


def test_without_a_screening_before_the_word_is_not_offered_and_is_no_word(home: Path) -> None:
    heard = talk(home, "new", "", "", "go result", "skip", "?", "changes")
    assert "steps, numbers, reasons" in heard
    assert HINT not in heard and "Compared with" not in heard


def test_review_reads_it_with_what_the_referral_says(home: Path, ref: str) -> None:
    heard = talk(home, ref, "go review", "read", *[""] * 12)
    assert "Compared with the screening before" in heard
    assert "Screened on 3 October 2026 and on 25 November 2026." in heard


def test_it_is_read_on_the_phone(home: Path, ref: str) -> None:
    heard = talk(home, ref, "phone", *[""] * 12)
    said = heard.partition("Since my screening before:")[2].partition("By the pathway:")[0]
    assert "The child was screened before, on 3 October 2026." in said
    assert "Not marked now, was suspected, not confirmed. A7: " in said
