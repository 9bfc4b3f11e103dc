"""Nobody answered: whom to phone next, in every area at every hour."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from ce_tui.core.pathway.actions.action import (
    DANGER_FIRST,
    Recorded,
    next_to_phone,
    phone_next_words,
    stands,
    then_phone_words,
    tried_in_vain,
)
from ce_tui.core.pathway.answers.screening import Answers, Child
from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.outcome.whom_to_phone import first_to_phone
from support.documents.made_actions import recorded
from support.documents.made_up import MORNING
from support.documents.made_up import PATHWAY as MADE_UP

SET = default_pathway()
AREAS = [(pathway, area.id) for pathway in (SET, MADE_UP) for area in pathway.localities]
WEEK = datetime(2026, 11, 23, tzinfo=LONDON)
CHRISTMAS = datetime(2026, 12, 24, tzinfo=LONDON)
HOURS = [
    first + timedelta(hours=hour) for first, hours in ((WEEK, 168), (CHRISTMAS, 96)) for hour in range(hours)
]


def red(pathway: Pathway = SET, area: str = "essex", at: datetime = MORNING, born: str = "") -> Outcome:
    answers = Answers(pathway=pathway.id, locality=area, harm_today=True, child=Child(date_of_birth=born))
    return evaluate(answers, pathway, at)


def in_vain(*names: str) -> list[Recorded]:
    return [recorded(number, to=name, came_of_it="no answer") for number, name in enumerate(names, 1)]


@pytest.mark.parametrize(("pathway", "area"), AREAS, ids=lambda given: getattr(given, "id", given))
def test_at_every_hour_the_next_number_was_not_tried_in_vain_while_another_may_answer(
    pathway: Pathway, area: str
) -> None:
    for at in HOURS:
        outcome = red(pathway, area, at)
        everyone = [each.name for each in next_to_phone(outcome, [])]
        tried: list[str] = []
        while len(tried) < len(everyone):
            words = then_phone_words(outcome, in_vain(*tried))
            assert "999" in words and "Nobody answered, and this cannot wait." in words
            named = [each.name for each in next_to_phone(outcome, in_vain(*tried))]
            assert named == [each for each in everyone if each not in tried], (at, tried)
            tried.append(named[0])
        assert [each.name for each in next_to_phone(outcome, in_vain(*tried))] == everyone, (
            "all of them again"
        )
        assert "999" in then_phone_words(outcome, in_vain(*tried))


@pytest.mark.parametrize(("pathway", "area"), AREAS, ids=lambda given: getattr(given, "id", given))
def test_what_is_closed_is_never_named_and_those_that_answer_are_in_the_order_in_which_to_phone(
    pathway: Pathway, area: str
) -> None:
    for at in HOURS[::7]:
        outcome = red(pathway, area, at)
        named = next_to_phone(outcome, [])
        assert all(
            each.open_now is not False and each.role not in ("emergency", "early-help") for each in named
        )
        first = [each for each in first_to_phone(outcome.contacts, None) if each in named]
        assert named[: len(first)] == first


def test_whoever_is_recorded_as_they_are_called_or_in_other_letters_was_tried_too() -> None:
    outcome = red()
    first, second, *_ = next_to_phone(outcome, [])
    for name in (first.name, first.called, first.name.upper(), f"  {first.called} "):
        assert next_to_phone(outcome, in_vain(name))[0] == second, name


def test_whoever_answered_after_all_was_not_tried_in_vain() -> None:
    found = [
        recorded(1, "2026-11-25T09:00", to="The Hub", came_of_it="no answer"),
        recorded(2, "2026-11-25T09:05", to="Night Line", came_of_it="no answer"),
        recorded(3, "2026-11-25T09:10", to="the hub", came_of_it="advice"),
        recorded(4, "2026-11-25T09:15", kind="form", to="School", came_of_it="no answer"),
        recorded(5, "2026-11-25T09:20", came_of_it="no answer"),
    ]
    assert tried_in_vain(found) == ["Night Line"]
    by_mistake = recorded(6, kind="other", corrects="3", settles="mistake")
    assert sorted(tried_in_vain([*found, by_mistake])) == ["Night Line", "The Hub"]


def test_of_an_adult_adult_social_care_is_named_too() -> None:
    of_adults = {each.id for each in red().contacts if each.role == "adult-social-care"}
    assert of_adults
    assert not of_adults & {each.id for each in next_to_phone(red(), [])}
    assert of_adults & {each.id for each in next_to_phone(red(born="2007-01-01"), [])}


@pytest.mark.parametrize("area", ["essex", "southend", "thurrock"])
def test_of_a_child_of_17_nobody_is_sent_to_adult_social_care_however_many_did_not_answer(area: str) -> None:
    for at in (MORNING, MORNING + timedelta(hours=13)):
        outcome = red(area=area, at=at, born="2009-04-03")
        assert outcome.age == 17 and any(each.role == "adult-social-care" for each in outcome.contacts)
        everyone = [each.name for each in next_to_phone(outcome, [])]
        for number in range(len(everyone) + 1):
            words = phone_next_words(outcome, in_vain(*everyone[:number]))
            assert "Adult Social Care" not in words, words
            assert "Essex Police" in words or number, words


def test_the_words_name_the_next_numbers_and_999_before_them() -> None:
    outcome = red(at=MORNING.replace(hour=2))
    first, second, *others = next_to_phone(outcome, [])
    assert [then.name for then in next_to_phone(outcome, in_vain(first.name))] == [
        each.name for each in (second, *others)
    ]
    assert then_phone_words(outcome, in_vain(first.name)) == (
        "Nobody answered, and this cannot wait. If the child is in danger now: 999. "
        f"Phone {', then '.join(f'{each.called} on {each.phone}' for each in (second, *others))}."
    )


def test_where_the_child_is_in_danger_999_is_phoned_now() -> None:
    given = Answers(pathway=SET.id, locality="southend", immediate_risk=True)
    assert then_phone_words(evaluate(given, SET, MORNING), in_vain("C-SPOC")) == (
        "Nobody answered, and this cannot wait. Phone 999 now. Phone Essex Police, not an emergency on 101."
    )


def test_where_no_number_is_known_the_council_is_to_be_phoned() -> None:
    outcome = replace(red(), contacts=())
    assert then_phone_words(outcome, []) == (
        "Nobody answered, and this cannot wait. If the child is in danger now: 999. Phone the council of the area; "
        "101 meanwhile."
    )


def test_what_can_wait_says_nothing() -> None:
    amber = evaluate(
        Answers(pathway=SET.id, locality="essex", known_to_practitioner=True, marks={"A1": "suspected"}),
        SET,
        MORNING,
    )
    assert not stands(amber).cannot_wait and then_phone_words(amber, []) == ""
    missing = evaluate(Answers(pathway=SET.id, locality="essex", missing_now=True), SET, MORNING)
    assert missing.acting_on != "red" and stands(missing).cannot_wait
    family = evaluate(
        Answers(
            pathway=SET.id,
            locality="essex",
            known_to_practitioner=True,
            marks={"A8": "suspected"},
        ),
        SET,
        MORNING,
    )
    assert [each.key for each in family.alerts] == ["family_involved"] and not stands(family).cannot_wait


def test_a_council_whose_number_nobody_knows_is_named_all_the_same() -> None:
    words = phone_next_words(red(SET, "elsewhere"), [])
    council, police = next_to_phone(red(SET, "elsewhere"), [])[:2]
    assert not council.phone and police.phone
    assert words.startswith(f"{DANGER_FIRST} Phone {council.called}, then {police.called} on {police.phone}")
