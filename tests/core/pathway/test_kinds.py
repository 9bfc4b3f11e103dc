"""Where answers are sorted into kinds, each kind that the type names comes about, and no other."""

from __future__ import annotations

from typing import Any, get_args

from ce_tui.core.pathway.actions.action import stands
from ce_tui.core.pathway.answers.danger import (
    AT_ANY_TIME,
    DANGERS,
    QUESTIONS,
    SAFETY,
    DangerName,
    SafetyName,
    raised_alerts,
)
from ce_tui.core.pathway.answers.screening import Answers, Child, Consent, Grown, HowKnown, grown, how_known
from ce_tui.core.pathway.document.localities import PhoneOrder
from ce_tui.core.pathway.document.notices import ALERTS, PLACE_OF_RED, urgent
from ce_tui.core.pathway.interview.interview import SECTIONS
from ce_tui.core.pathway.interview.questions import Group, Kind, Question, Source, questions
from ce_tui.core.pathway.outcome.alerts import phone_order
from ce_tui.core.pathway.outcome.asks import ASKS, asks, situation
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.indication import Cause, Family, cause, family
from ce_tui.core.pathway.outcome.outcome import Outcome
from support.documents.made_up import MORNING
from support.documents.said import PATHWAY, found, situations

BESIDES: tuple[dict[str, Any], ...] = (
    {"family_involved": True, "consent": Consent(family_told=True)},
    {"harm_today": True, "family_involved": False, "by_file": {"family_involved": "2026-11-24"}},
    {"contact_family": "no"},
    {"child": Child(date_of_birth="2006-01-01"), "placed_by": "Kent"},
    *({"marks": {"A2": "suspected"}, "consent": Consent(status)} for status in ("refused", "not sought")),
)


def judged() -> list[tuple[Answers, Outcome]]:
    besides = [Answers(pathway=PATHWAY.id, locality="southend", **fields) for fields in BESIDES]
    return [
        *(found(given) for given in situations()),
        *((each, evaluate(each, PATHWAY, MORNING)) for each in besides),
    ]


def test_how_a_child_is_known_and_whether_it_is_grown() -> None:
    ways = [(None, ""), (False, ""), (True, "work"), (True, "file"), (True, "")]
    known = [
        how_known(Answers(pathway="", locality="", known_to_practitioner=known, known_from=how))  # type: ignore[arg-type]
        for known, how in ways
    ]
    assert known == ["not recorded", "first meeting", "work", "file", "unsaid"] == [*get_args(HowKnown)]
    assert [grown(age) for age in (None, 16, 17, 18)] == ["", "", "nearly", "adult"]
    assert get_args(Grown) == ("", "nearly", "adult")


def test_the_questions_on_safety() -> None:
    assert get_args(SafetyName) == SAFETY == (*QUESTIONS,)
    assert get_args(DangerName) == DANGERS == (*AT_ANY_TIME,)


def test_each_alert_is_raised_by_a_question_or_by_marks_and_each_notice_is_of_one() -> None:
    for key, each in ALERTS.items():
        assert each.question in QUESTIONS if each.question else each.needs_mark, key
        assert each.own is None or each.own.alert == key
    assert {each.alert for each in PATHWAY.notices} - {""} == {*ALERTS}
    assert all(now.place <= PLACE_OF_RED for now in urgent().values())
    kept = [now.kept for now in urgent().values()]
    assert sum(one in other for one in kept for other in kept) == len(kept), (
        "SQL tells them apart by their letters"
    )


def test_lists_keep_by_answers_and_marks_alone_what_the_outcome_says_to_phone_about() -> None:
    for answers, outcome in judged():
        assert raised_alerts(answers, PATHWAY) == stands(outcome).danger


def test_what_is_asked() -> None:
    asked = {ask for answers, outcome in judged() for ask in asks(situation(answers, outcome, PATHWAY))}
    assert asked == {*ASKS}


def test_whether_the_family_may_be_involved() -> None:
    assert {family(answers, PATHWAY) for answers, _ in judged()} == {*get_args(Family)}
    causes = {kind for kinds in get_args(Cause) for kind in get_args(kinds)}
    assert {cause(answers, PATHWAY) for answers, _ in judged()} == causes


def test_in_which_order_to_phone() -> None:
    held = [[each for each in PATHWAY.notices if each.alert == alert] for alert in ("", "missing_now")]
    orders = [phone_order("red", []), *(phone_order("none", notices) for notices in held)]
    assert orders == ["red", "advice", "missing"]
    assert {*get_args(PhoneOrder)} == {*orders}


def test_how_a_question_is_answered_where_it_stands_and_whose_words_it_is_in() -> None:
    asked: list[Question] = [
        each
        for answers, _ in judged()
        for section in SECTIONS
        for each in questions(section, answers, PATHWAY)
    ]
    assert {each.kind for each in asked} == {*get_args(Kind)}
    assert {each.group for each in asked} == {*get_args(Group)}
    assert {each.source for each in asked} == {*get_args(Source)}
