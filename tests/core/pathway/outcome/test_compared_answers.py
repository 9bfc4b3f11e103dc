"""What two screenings answered of danger and of the family: how it stands before and now, and never that it is over."""

from __future__ import annotations

from itertools import product
from typing import Any, get_args

import pytest

from ce_tui.core.pathway.answers.danger import SAFETY, as_from_file
from ce_tui.core.pathway.answers.screening import Answers, Child, Harm
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.outcome.comparison import (
    Answered,
    ComparedAnswer,
    answer_json,
    answers_said,
    compared_answers,
)

SET = default_pathway()
THEN, NOW = "2026-10-03", "2026-11-28"
HIT = Harm("2026-10-02", "He hits me")


def answers(on: str = NOW, **given: Any) -> Answers:
    return Answers(pathway=SET.id, locality="southend", screened_on=on, **given)


def both(then: Answers, now: Answers) -> tuple[ComparedAnswer, ...]:
    return compared_answers((then, SET), (now, SET))


def stands(then: dict[str, Any], now: dict[str, Any], name: str) -> tuple[Answered, Answered] | None:
    """How a question stood before and stands now; None: it matters in neither."""
    found = {each.name: (each.before, each.now) for each in both(answers(THEN, **then), answers(**now))}
    return found.get(name)  # type: ignore[call-overload,no-any-return]


def said(then: dict[str, Any], now: dict[str, Any]) -> list[str]:
    return list(answers_said(both(answers(THEN, **then), answers(**now))))


@pytest.mark.parametrize("name", ["immediate_risk", "harm_today", "missing_now"])
def test_what_nobody_answered_is_no_no_and_a_no_of_a_file_is_nobodys(name: str) -> None:
    assert stands({name: True}, {name: None}, name) == ("yes", "not answered")
    assert stands({name: True}, {name: False}, name) == ("yes", "no")
    given = as_from_file(answers(**{name: False}))
    [found] = [each for each in both(answers(THEN), given) if each.name == name]
    assert (found.before, found.now) == ("not answered", "given")


def test_each_kind_of_change_is_a_sentence_of_its_own_in_words_that_claim_no_more() -> None:
    then = {"immediate_risk": True, "missing_now": False, "harm_today": True, "harm": HIT}
    now = {"missing_now": True, "harm_today": True, "harm": HIT}
    assert said(then, now) == [
        "Newly said: missing now (answered No before).",
        "Said both times: harm told on 2 October 2026.",
        "Said before and not now: immediate risk (not answered now).",
    ]


def test_said_before_and_not_now_says_how_it_is_answered_now() -> None:
    then = {"missing_now": True}
    assert said(then, {}) == ["Said before and not now: missing now (not answered now)."]
    assert said(then, {"missing_now": False}) == ["Said before and not now: missing now (answered No now)."]
    given = as_from_file(answers(missing_now=False))
    assert list(answers_said(both(answers(THEN, **then), given))) == [
        "Said before and not now: missing now (now a No that was only given in answers)."
    ]


def test_newly_said_says_how_it_was_answered_before() -> None:
    now = {"harm_today": True, "harm": Harm(NOW)}
    told = "harm told on 28 November 2026"
    assert said({}, now) == [f"Newly said: {told} (not answered before)."]
    assert said({"harm_today": False}, now) == [f"Newly said: {told} (answered No before)."]
    given = as_from_file(answers(THEN, harm_today=False))
    assert list(answers_said(both(given, answers(**now)))) == [
        f"Newly said: {told} (before a No that was only given in answers)."
    ]


def test_a_harm_of_another_day_is_said_with_both_days_and_one_of_no_day_with_none() -> None:
    then = {"harm_today": True, "harm": HIT}
    assert said(then, {"harm_today": True, "harm": Harm(NOW)}) == [
        "Said both times: harm told on 28 November 2026 (before: on 2 October 2026)."
    ]
    assert said({"harm_today": True}, {"harm_today": True}) == ["Said both times: harm told."]
    assert said({"harm_today": True, "harm": HIT}, {"harm": HIT}) == [
        "Said before and not now: harm told on 2 October 2026 (not answered now)."
    ]


def test_of_a_harm_whose_day_nobody_gave_none_is_said() -> None:
    for before, now, words in (
        ("yes", "no", "Said before and not now: harm told (answered No now)."),
        ("no", "yes", "Newly said: harm told (answered No before)."),
        ("yes", "yes", "Said both times: harm told."),
    ):
        each = ComparedAnswer(name="harm_today", before=before, now=now)  # type: ignore[arg-type]
        assert list(answers_said([each])) == [words]


def test_what_neither_says_is_not_said() -> None:
    noes = {"immediate_risk": False, "missing_now": False, "harm_today": False}
    assert said({}, {}) == said(noes, {}) == said({}, noes) == said(noes, noes) == []


# Under 13: by the date of birth where there is one


BORN_12 = Child(date_of_birth="2013-11-01")
"""12 on the first day, 13 on the second."""
SIGN: dict[str, Any] = {"marks": {"A9": "suspected"}}


def test_that_a_child_is_under_13_follows_from_the_age_and_is_told_with_a_sign_of_a_sexual_kind() -> None:
    assert stands({"child": BORN_12}, {"child": BORN_12}, "under_13") is None
    grown = ({"child": BORN_12, **SIGN}, {"child": BORN_12})
    assert stands(*grown, "under_13") == ("yes", "no")
    assert said(*grown) == ["Said before and not now: under 13 (13 or over now)."]
    young = Child(date_of_birth="2015-01-01")
    assert said({"child": young}, {"child": young, **SIGN}) == ["Said both times: under 13."]


def test_without_a_date_of_birth_it_is_what_was_answered() -> None:
    assert stands({}, {"under_13": True, **SIGN}, "under_13") == ("not asked", "yes")
    assert said({}, {"under_13": True, **SIGN}) == ["Newly said: under 13 (not asked before)."]
    assert stands(SIGN, {"under_13": False, **SIGN}, "under_13") == ("not answered", "no")
    assert said({"under_13": False}, {"under_13": True, **SIGN}) == [
        "Newly said: under 13 (13 or over before)."
    ]
    assert said({"under_13": True, **SIGN}, SIGN) == ["Said before and not now: under 13 (not answered now)."]


# The family


MAY_BE = "someone in the family may be involved"


def test_that_the_family_may_be_involved_is_said_by_an_answer_or_a_mark() -> None:
    marked: dict[str, Any] = {"marks": {"A8": "suspected"}}
    aside: dict[str, Any] = {"set_aside": {"A8": "suspected"}, "known_to_practitioner": False}
    for then, now in product((marked, aside, {"family_involved": True}), repeat=2):
        assert said(then, now) == [f"Said both times: {MAY_BE}."]
    assert stands(marked, {}, "family_involved") == ("yes", "not asked")
    assert said(marked, {}) == [f"Said before and not now: {MAY_BE} (not asked now)."]
    assert stands({}, {}, "family_involved") is None
    assert stands({}, {"missing_now": True}, "family_involved") is None


def test_what_came_along_and_is_not_answered_anew_holds_and_is_not_less() -> None:
    then, along = {"family_involved": True}, {"family_before": THEN}
    assert stands(then, along, "family_involved") == ("yes", "before")
    assert said(then, along) == [f"Said earlier, and not answered anew: {MAY_BE}."]
    assert said(along, {"family_involved": True}) == [f"Said both times: {MAY_BE}."]
    assert said(then, {**along, "family_involved": False}) == [
        f"Said before and not now: {MAY_BE} (answered No now)."
    ]
    by_answer = {"family_involved": False}
    assert said(by_answer, {"immediate_risk": True, "family_involved": True}) == [
        f"Newly said: immediate risk (not answered before); {MAY_BE} (answered No before)."
    ]


@pytest.mark.parametrize(("before", "now"), list(product(get_args(Answered), repeat=2)))
def test_every_way_of_answering_has_words_that_never_say_that_it_is_over_or_better(
    before: Answered, now: Answered
) -> None:
    is_said = "yes" in (before, now) or "before" in (before, now)
    for name in SAFETY:
        each = ComparedAnswer(name=name, before=before, now=now)
        lines = list(answers_said([each]))
        assert bool(lines) == is_said, lines
        words = " ".join(lines).casefold()
        assert not any(claim in words for claim in ("better", "resolved", " over.", "over)", "safe", "{"))
        assert each.is_less == (before in ("yes", "before") and now not in ("yes", "before"))


def test_for_machines_each_has_both_answers_and_a_harm_its_days() -> None:
    again = both(answers(THEN, harm_today=True, harm=HIT), answers(harm_today=True, harm=Harm(NOW)))
    assert answer_json(again[1]) == {
        "name": "harm_today",
        "before": "yes",
        "now": "yes",
        "on_before": "2026-10-02",
        "on_now": "2026-11-28",
    }
    found = both(answers(THEN, harm_today=True, harm=HIT), answers(missing_now=True))
    assert [answer_json(each) for each in found] == [
        {"name": "immediate_risk", "before": "not answered", "now": "not answered"},
        {"name": "harm_today", "before": "yes", "now": "not answered", "on_before": "2026-10-02"},
        {"name": "missing_now", "before": "not answered", "now": "yes"},
        {"name": "family_involved", "before": "not answered", "now": "not asked"},
    ]
