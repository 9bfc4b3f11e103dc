"""Details by ear: a question says what it is about where it stands alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.people.conversation import talk

AT_CONSENT = ("new", "", "go details", *[""] * 11)
AT_CONTACT = (*AT_CONSENT, *[""] * 4)


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("answer", "asked"),
    [
        ("", "Reason, where consent was refused or not sought? Now: empty."),
        ("agreed", "Reason, where consent was refused or not sought? Now: empty."),
        ("refused", "Reason why consent was refused? Now: empty."),
        ("not sought", "Reason why consent was not sought? Now: empty."),
        ("not yet asked", "Reason why consent was not asked for yet? Now: empty."),
    ],
)
def test_the_reason_is_asked_of_what_was_answered(home: Path, answer: str, asked: str) -> None:
    heard = talk(home, *AT_CONSENT, answer, "A made-up reason", "list")
    assert f"{asked}\nWas the child told what is shared" in heard
    assert f"{asked.removesuffix('? Now: empty.')}: A made-up reason." in heard


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("typed", "stands"),
    [("yes", "yes"), ("n", "no"), ("do not know", "do not know"), ("3", "do not know"), ("", "not answered")],
)
def test_whether_it_is_safe_to_contact_the_family_is_asked_and_heard(
    home: Path, typed: str, stands: str
) -> None:
    heard = talk(home, *AT_CONTACT, typed, "go details", "list all").splitlines()
    assert "Is it safe to contact the family? Yes, no, or do not know? Now: not answered." in heard
    listed = [line for line in heard if line.endswith(f"Is it safe to contact the family? {stands}.")]
    assert len(listed) == 1, heard


@pytest.mark.usefixtures("store")
def test_that_one_does_not_know_of_the_family_is_heard_and_stays_not_answered(home: Path) -> None:
    at_family = ("new", "", "risk", "yes", "go start", "", "")
    heard = talk(home, *at_family, "do not know", "list", "review").splitlines()
    asked = "Could someone in the family or household, or a parent's partner, be involved?"
    assert f"{asked} Yes, no, or do not know? Now: not answered." in heard
    assert any(line.endswith(f" {asked} do not know.") for line in heard), heard
    assert "Not answered, holds nothing up: whether someone in the family could be involved." in heard
