"""What is drawn with signs is not heard; what may stand for something is."""

from __future__ import annotations

import pytest

from ce_tui.core.words.plain import without_rules


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("Result\n======\nRED: by the marks.", "Result\nRED: by the marks."),
        ("Newly marked\n------------\n- Y3 yes: seen", "Newly marked\n- Y3 yes: seen"),
        ("> Seen.\n> -----\n> -- -- --\n> Told.", "> Seen.\n> Told."),
        ("──────── A3 ────", "A3"),
        ("┌────┐\n│ A3 │\n└────┘", "A3"),
        ("Seen. ----- Told.", "Seen. Told."),
        ("======", ""),
    ],
)
def test_rules_and_boxes_are_not_heard(text: str, heard: str) -> None:
    assert without_rules(text) == heard


@pytest.mark.parametrize(
    "text", ["f*** off", "...", "***", "?", "10-12", "well-known - so", "-", "- one\n- two"]
)
def test_what_may_stand_for_something_is_heard(text: str) -> None:
    assert without_rules(text) == text
