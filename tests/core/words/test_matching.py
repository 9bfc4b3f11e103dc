"""What is said of children who may be one."""

from __future__ import annotations

from typing import get_args

from ce_tui.core.pathway.children.matching import LEVELS, Level, Match
from ce_tui.core.words.comparison import KNOWN_HERE, LEVEL_WORDS, NOTHING_FOUND, asked_too_often, reasons


def test_every_level_has_its_words_and_none_says_that_they_are_the_same() -> None:
    assert set(LEVEL_WORDS) == set(LEVELS) == set(get_args(Level))
    assert all(words.startswith(("Probably", "Perhaps")) for words in LEVEL_WORDS.values())


def test_the_weightiest_reason_comes_first() -> None:
    found = Match(level="likely", born="the same", forename="sounds alike", family="the same", postcode=True)
    assert reasons(found) == [
        "birth date: the same",
        "forename: sounds alike",
        "surname: the same",
        "postcode: the same",
    ]


def test_what_is_said_of_the_others_names_nobody_and_says_whom_to_ask() -> None:
    assert "ask your lead" in KNOWN_HERE and "may still be known" in NOTHING_FOUND
    assert "Look again from 13:05 on, or ask your lead." in asked_too_often("2026-11-25T13:05:00.000+00:00")
    assert "from 13:06 on" in asked_too_often("2026-11-25T13:05:00.001+00:00"), "never too early"
