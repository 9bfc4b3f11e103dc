"""The rules of keeping: what they come to is said before they are set; one that cannot be followed is refused."""

from __future__ import annotations

import pytest

from ce_tui.core.vault.errors import Refused
from ce_tui.core.vault.retention_rules import Retention, Rule, read_after
from ce_tui.session.asker import JobResult
from ce_tui.session.jobs.keeping import read_age, set_rules
from ce_tui.session.office import kept_of
from ce_tui.session.terminal_state import JobContext
from ce_tui.session.words.people import rules_words
from support.people.asker import Answers

RULES = Retention(drafts=Rule(after="18 months", birthday=25))


async def test_they_are_set_after_it_was_said_what_they_come_to(station: JobContext) -> None:
    casebook = station.session.casebook
    assert rules_words(kept_of(casebook)).startswith("Rules, not changed in this store.")
    assert await set_rules(Answers(False), station, RULES) == JobResult(False)
    assert not casebook.reviews.sets_rules()
    asker = Answers(True)
    assert await set_rules(asker, station, RULES) == JobResult(True, "The rules of keeping are set.")
    assert "for review 18 months after the last change" in asker.asked[0]
    assert casebook.reviews.rules() == RULES
    assert rules_words(kept_of(casebook)).startswith("Rules, set in this store.")
    result = await set_rules(Answers(), station, None)
    assert result == JobResult(True, "The rules of keeping are those of this machine's configuration.")
    assert not casebook.reviews.sets_rules()


async def test_one_that_cannot_be_followed_is_refused_before_anything_is_asked(station: JobContext) -> None:
    result = await set_rules(Answers(), station, Retention(drafts=Rule(after="soon")))
    assert not result.done
    assert "not a length of time" in result.words


@pytest.mark.parametrize("typed", ["xx", "2x", "121", "-1", "²", "01200", "99999999999"])
def test_what_is_no_age_is_said(typed: str) -> None:
    with pytest.raises(Refused, match=r"^not an age; expected a whole number of years up to 120"):
        read_age(typed)


@pytest.mark.parametrize("typed", ["soon", "6", "six years", "0 days", "101 years"])
def test_what_is_no_length_of_time_is_said(typed: str) -> None:
    with pytest.raises(
        Refused, match=r"^not a length of time; expected a number and days, weeks, months or years"
    ):
        read_after(typed)


@pytest.mark.parametrize(
    ("typed", "after"), [("", ""), (" ", ""), (" 90 days ", "90 days"), ("6 years", "6 years")]
)
def test_a_length_of_time_is_read(typed: str, after: str) -> None:
    assert read_after(typed) == after


@pytest.mark.parametrize(("typed", "age"), [("", 0), (" ", 0), ("25", 25), (" 120 ", 120), ("0", 0)])
def test_an_age_is_read(typed: str, age: int) -> None:
    assert read_age(typed) == age
