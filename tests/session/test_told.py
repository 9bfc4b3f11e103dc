"""From when on what the changes raise is news."""

from __future__ import annotations

import pytest

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.interview import replies
from ce_tui.session.draft import ENOUGH_TO_READ, DraftNews
from support.people.marking import PATHWAY, known, marked

OPENED = known(Answers(pathway=PATHWAY.id, locality="essex", looked_at=()))
ONE = marked(OPENED, "A1")
TWO = marked(ONE, "A2")
THREE = marked(TWO, "A3")


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds

    def go_on(self) -> None:
        self.seconds += ENOUGH_TO_READ


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def told(clock: Clock) -> DraftNews:
    told = DraftNews(clock)
    assert told.before("amber", "A1", OPENED) == OPENED, "what it was opened with is no news"
    return told


def test_news_stays_while_one_moves_on_until_something_else_is_changed(told: DraftNews, clock: Clock) -> None:
    assert told.before("amber", "A1", ONE) == OPENED
    clock.go_on()
    assert told.before("amber", "A7", ONE) == OPENED
    assert told.before("amber", "A2", TWO) == ONE


def test_changed_again_it_is_measured_against_what_was_there_before_it(told: DraftNews) -> None:
    assert told.before("amber", "A1", ONE) == OPENED
    assert told.before("amber", "A1", marked(OPENED, "A1", "reasonably believe")) == OPENED


def test_another_section_has_no_news_of_it(told: DraftNews, clock: Clock) -> None:
    told.before("amber", "A1", ONE)
    clock.go_on()
    assert told.before("red", "R1", ONE) == ONE
    assert told.before("amber", "A1", ONE) == ONE


def test_what_went_by_too_fast_to_be_read_stays_in_the_next_section(told: DraftNews, clock: Clock) -> None:
    told.before("amber", "A1", ONE)
    assert told.before("red", "R1", ONE) == OPENED
    clock.go_on()
    assert told.before("red", "R2", ONE) == OPENED, "it does not go by itself while one is there"
    assert told.before("notes", "", ONE) == ONE


def test_what_went_by_too_fast_to_be_read_stays_beside_what_is_changed_next(
    told: DraftNews, clock: Clock
) -> None:
    told.before("amber", "A1", ONE)
    assert told.before("amber", "A2", TWO) == OPENED
    clock.go_on()
    assert told.before("amber", "A3", THREE) == TWO


def test_what_a_section_says_by_itself_is_no_news_there_or_after_it(told: DraftNews) -> None:
    told.before("amber", "A1", ONE)
    told.tells_all("result", TWO)
    assert told.before("result", "", TWO) == TWO
    assert told.before("amber", "A1", TWO) == TWO
    assert told.before("amber", "A3", THREE) == TWO


def test_what_was_not_told_yet_is_told_wherever_one_is_then(told: DraftNews) -> None:
    assert told.before("review", "", ONE) == OPENED


def test_to_have_looked_at_a_tier_makes_nothing_old(told: DraftNews) -> None:
    told.before("amber", "A1", ONE)
    assert told.before("amber", "A3", replies.look_at(ONE, "amber")) == OPENED
