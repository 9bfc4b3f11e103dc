"""The questions on a harm that was told, by ear: `back` and `skip` go from one to the next, as everywhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.screening import Harm
from support.people.conversation import talk
from support.people.kept import kept

pytestmark = pytest.mark.usefixtures("store")

AT_HARM = ("new", "", "harm", "y")
DAY = "On which day was it seen or told? Day? ["
WORDS = "What was seen or said?"
FAMILY = "Could someone in the family or household, or a parent's partner, be involved?\n1."


def test_back_leads_to_the_question_before_with_what_was_answered(home: Path) -> None:
    heard = talk(home, *AT_HARM, "24 11 2026", "back", "", "Seen at the gate.", "back", "", "2", "stop")
    assert f"{DAY}24 November 2026; - for none]" in heard
    assert heard.count(WORDS) == 3 and "One line? [Seen at the gate.; - for none]" in heard
    assert heard.count(FAMILY) == 2 and "Not said yet" not in heard
    answers = kept(home)
    assert answers.harm == Harm("2026-11-24", "Seen at the gate.") and answers.family_involved is False


def test_back_at_the_first_leaves_them_and_says_what_is_open(home: Path) -> None:
    heard = talk(home, *AT_HARM, "back", "stop")
    assert WORDS not in heard
    assert (
        "Harm is said and kept. Not said yet: what was seen or said and who could be involved. Start" in heard
    )
    assert kept(home).harm_today


def test_skip_goes_on_to_the_next_and_leaves_the_one_as_it_is(home: Path) -> None:
    heard = talk(home, *AT_HARM, "skip", "skip", "yes", "stop")
    assert heard.index(DAY) < heard.index(WORDS) < heard.index(FAMILY)
    assert "Not said yet: what was seen or said. Start asks it." in heard
    assert kept(home).family_involved


@pytest.mark.parametrize("said", [("harm", "2"), ("go start", "skip", "y")])
def test_harm_that_is_told_a_day_after_the_screening_is_of_that_day(
    home: Path, said: tuple[str, ...]
) -> None:
    to_its_date = ("new", "", *(["skip"] * 5), "24 11 2026")
    talk(home, *to_its_date, *said, "stop")
    answers = kept(home)
    assert answers.screened_on == "2026-11-24" and answers.harm == Harm("2026-11-25")
