"""What was read is not read again where a command led nowhere; of what is missing only what is new is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.people.conversation import talk

pytestmark = pytest.mark.usefixtures("store")
BEGIN = ("new", "")
MISSING = "Not answered, holds nothing up: whether the child is missing now.\n"


def test_what_is_missing_is_read_once_and_then_what_is_new_of_it(home: Path) -> None:
    heard = talk(
        home,
        *BEGIN,
        "go review",
        "go",
        "",
        "go start",
        "go review",
        "go notes",
        "A99",
        "go review",
        "left",
        "stop",
    )
    first, nowhere, again, new = (
        heard.partition("\nReview: 1 complete")[0],
        *heard.split("\nReview: 1 complete")[1:4],
    )
    assert MISSING in first
    assert "Go where?" in nowhere and "Left open" not in nowhere and MISSING not in nowhere
    assert "Left open as before: 6. left says all of it." in again and MISSING not in again
    assert "New, left open:\nIn the notes, not in this pathway: A99.\n" in new and MISSING not in new
    assert "Else left open as before: " in new
    assert heard.count(MISSING) == 2, "left says all of it"


@pytest.mark.parametrize(
    ("place", "once"),
    [
        ("result", "What to do: "),
        ("notes", "Professional notes and comments: "),
        ("details", "If you plan on making an onward referral"),
    ],
)
def test_nothing_is_read_again_after_go_that_leads_nowhere(home: Path, place: str, once: str) -> None:
    heard = talk(home, *BEGIN, f"go {place}", "stop", "go", "", "go zzz")
    assert heard.count(once) == heard.partition("Go where?")[0].count(once) <= 1


def test_what_stands_above_a_question_of_details_is_not_read_again_either(home: Path) -> None:
    heard = talk(home, *BEGIN, "go 9.12", "go zzz", "go email", "back", "go child phone", "go 9.12")
    above = "Consent.\nConsent is not needed to share information"
    there, _, back = heard.partition("Child's home address? Now: empty.\n")
    assert there.count(above) == 1 and there.count("Consent: what has happened so far?\n") == 3
    assert "Child's phone? Now: empty.\n" in back and back.count(above) == 1, "whoever goes there hears it"
