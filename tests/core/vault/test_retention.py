"""When a screening is due for review: the rules alone, day by day."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from ce_tui.core.vault.errors import Refused
from ce_tui.core.vault.retention_rules import (
    Retention,
    Rule,
    check,
    due_on,
    hangs_on_birth,
    say,
    say_rule,
    why,
)

CHANGED = date(2024, 2, 29)
BORN = date(2008, 2, 29)


@pytest.mark.parametrize(
    ("after", "day"),
    [
        ("1 day", date(2024, 3, 1)),
        ("2 weeks", date(2024, 3, 14)),
        ("90 days", date(2024, 5, 29)),
        ("1 month", date(2024, 3, 29)),
        ("18 months", date(2025, 8, 29)),
        ("1 year", date(2025, 2, 28)),
        (" 4  Years ", date(2028, 2, 29)),
        ("6 years", date(2030, 2, 28)),
    ],
)
def test_a_length_of_time_after_the_last_change_ends_on_a_day(after: str, day: date) -> None:
    assert due_on(Rule(after=after), CHANGED, None) == day


def test_an_empty_rule_keeps_for_ever() -> None:
    assert Rule().keeps_for_ever and Rule(after="  ").keeps_for_ever
    assert due_on(Rule(), CHANGED, BORN) is None
    assert "until someone decides" in say_rule(Rule())


def test_a_birthday_counts_only_where_the_date_of_birth_is_known() -> None:
    rule = Rule(birthday=25)
    assert due_on(rule, CHANGED, BORN) == date(2033, 3, 1)  # there is no 29 February in 2033
    assert due_on(Rule(birthday=24), CHANGED, BORN) == date(2032, 2, 29)
    assert due_on(rule, CHANGED, None) is None
    assert "not known" in why(rule, "completed", CHANGED, None)


@pytest.mark.parametrize(("whichever", "day"), [("later", date(2033, 3, 1)), ("earlier", date(2030, 2, 28))])
def test_where_both_apply_the_later_or_the_earlier_counts(whichever: str, day: date) -> None:
    rule = Rule(after="6 years", birthday=25, whichever=whichever)  # type: ignore[arg-type]
    assert due_on(rule, CHANGED, BORN) == day
    assert f"whichever is {whichever}" in say_rule(rule)
    assert due_on(rule, CHANGED, None) == date(2030, 2, 28)


def test_a_rule_says_later_or_earlier_and_nothing_else() -> None:
    for word in ("later", "earlier"):
        assert msgspec.convert({"whichever": word}, Rule).whichever == word
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"whichever": "sooner"}, Rule)


def test_a_reopened_screening_follows_the_rule_for_completed_ones() -> None:
    rules = Retention(drafts=Rule(after="90 days"), completed=Rule(after="6 years"))
    assert rules.rule_of("draft") == rules.drafts
    assert rules.rule_of("completed") == rules.rule_of("reopened") == rules.completed


@pytest.mark.parametrize(
    ("rule", "state", "born", "words"),
    [
        (Rule(after="6 years"), "completed", None, "Completed, {}: kept for 6 years after that."),
        (Rule(after="1 years"), "draft", BORN, "Draft, {}: kept for 1 year after that."),
        (Rule(birthday=22), "reopened", BORN, "Reopened, {}: kept until the child's 22nd birthday."),
        (Rule(birthday=25), "completed", None, "Completed, {}: the child's date of birth is not known."),
        (
            Rule(after="6 years", birthday=25),
            "completed",
            BORN,
            "Completed, {}: kept for 6 years after that, kept until the child's 25th birthday.",
        ),
    ],
)
def test_the_words_say_why_and_never_the_date_of_birth(
    rule: Rule, state: str, born: date | None, words: str
) -> None:
    assert why(rule, state, CHANGED, born) == words.format("last changed on 29 February 2024")


@pytest.mark.parametrize(
    ("age", "said"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (10, "10th"), (11, "11th"), (12, "12th"), (13, "13th"),
     (20, "20th"), (21, "21st"), (23, "23rd"), (101, "101st"), (111, "111th"), (113, "113th"), (120, "120th")],
)  # fmt: skip
def test_a_birthday_is_counted_in_words(age: int, said: str) -> None:
    assert say_rule(Rule(birthday=age)) == f"for review on the child's {said} birthday"


def test_the_rules_are_said_in_one_line() -> None:
    said = say(Retention(drafts=Rule(after="1 years"), completed=Rule(birthday=21)))
    assert said == (
        "drafts: for review 1 year after the last change; completed: for review on the child's 21st birthday"
    )


@pytest.mark.parametrize(
    "after",
    [
        "soon",
        "6",
        "years",
        "6 fortnights",
        "-6 years",
        "0 days",
        "6.5 years",
        "101 years",
        "1201 months",
        "36526 days",
        "5218 weeks",
        "000006 years",
        "٦ years",
        "1 2 days",
    ],
)
def test_what_is_no_length_of_time_is_refused_in_words(after: str) -> None:
    with pytest.raises(Refused, match="drafts: not a length of time"):
        check(Retention(drafts=Rule(after=after)))


@pytest.mark.parametrize(
    "after", ["1 day", "36525 days", "5217 weeks", "1200 months", "100 years", "00006 YEARS"]
)
def test_a_hundred_years_in_whichever_unit_are_the_longest(after: str) -> None:
    check(Retention(drafts=Rule(after=after), completed=Rule(birthday=120)))


@pytest.mark.parametrize("age", [-1, 121])
def test_what_is_no_age_is_refused_in_words(age: int) -> None:
    with pytest.raises(Refused, match="completed: a birthday"):
        check(Retention(completed=Rule(birthday=age)))


def test_a_day_beyond_the_calendar_is_never_reached() -> None:
    assert due_on(Rule(after="100 years"), date(9950, 1, 1), None) is None
    assert due_on(Rule(birthday=100), CHANGED, date(9950, 1, 1)) is None


def test_the_date_of_birth_is_looked_up_only_where_it_matters() -> None:
    both = Rule(after="6 years", birthday=25)
    assert not hangs_on_birth(both, CHANGED, date(2030, 2, 27))  # not due, whatever the birthday
    assert hangs_on_birth(both, CHANGED, date(2030, 2, 28))
    either = Rule(after="6 years", birthday=25, whichever="earlier")
    assert hangs_on_birth(either, CHANGED, CHANGED)
    assert hangs_on_birth(Rule(birthday=25), CHANGED, CHANGED)
    assert not hangs_on_birth(Rule(after="1 day"), CHANGED, date(2030, 1, 1))
