"""Details by ear: a question says what it is about where it stands alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.people.conversation import talk

AT_CONSENT = ("new", "", "go details", *[""] * 11)


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
