"""The Result's first page, whatever is said, marked, set aside and left open: the numbers to phone are on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from ce_tui.core.pathway.answers.screening import Answers, Child, Decision, Harm
from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.following import is_support_alone, worried_words
from ce_tui.core.pathway.outcome.whom_to_phone import first_to_phone
from ce_tui.screens.screening.result_items import first_page, items_cut_short, result_items
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.item_rows import Item, ItemRows
from support.people.screens import app_at

PATHWAY = default_pathway()
AREAS = [area.id for area in PATHWAY.localities]
ROWS, COLUMNS = 17, 80
HOURS = {
    "by day": datetime(2026, 11, 25, 10, tzinfo=LONDON),
    "by night": datetime(2026, 11, 25, 20, tzinfo=LONDON),
    "on Christmas day": datetime(2026, 12, 25, 10, tzinfo=LONDON),
}
SAID = (True, False, None)
ASIDE: tuple[dict[str, Any], ...] = (
    {},
    {factor_id: "suspected" for factor_id, tier in PATHWAY.tier_of.items() if tier in ("amber", "red")},
)
MARKS: tuple[dict[str, Any], ...] = (
    {},
    {"A2": "suspected", "A9": "suspected"},
    {
        factor_id: "suspected" for factor_id, tier in PATHWAY.tier_of.items() if tier == "red"
    },  # images, and a first and second R1x
)
LONG = "I was told to wait at the flat until he came back, and then he said that nobody would believe me"


def answers_of(area: str, **fields: Any) -> Answers:
    given = {
        "screened_on": "2026-11-25",
        "known_to_practitioner": True,
        "known_from": "work",
        "looked_at": (),
        "notes": "A1, A4, A5, A7, A10 and R11 were told by the school.",
        "decision": Decision("amber", "a team has it already"),
    }
    return Answers(pathway=PATHWAY.id, locality=area, **(given | fields))


def every_combination(area: str) -> Iterator[Answers]:
    """Risk × harm × family × missing × under 13, each yes, no or not answered; × marks, images too × set aside."""
    for danger in product(SAID, repeat=5):
        names = ("immediate_risk", "harm_today", "family_involved", "missing_now", "under_13")
        fields: dict[str, Any] = dict(zip(names, danger, strict=True))
        if fields["harm_today"]:
            fields["harm"] = Harm("2026-11-25", LONG)
        for marks, aside in product(MARKS, ASIDE):
            first = {"known_to_practitioner": False, "known_from": "", "set_aside": aside} if aside else {}
            yield answers_of(area, marks={"Y1": "yes", **({} if aside else marks)}, **fields, **first)


def page_of(answers: Answers, at: datetime) -> list[Item]:
    return first_page(answers, evaluate(answers, PATHWAY, at), PATHWAY)


def rows_of(page: list[Item]) -> list[str]:
    """Of the page in the list that goes on below it, with wider heads."""
    *rows, _ = ItemRows([*page, Item("", "", head="(x)")], COLUMNS).rows
    return [row.text for row in rows]


async def test_the_rows_are_those_of_the_screen(home: Path) -> None:
    async with app_at(home, "result", change=lambda _: everything("essex")) as app:
        shown = app.screen.query_one("#result", ItemList)
        page = [item for item in shown.items if not item.heading]
        last = max(n for n, item in enumerate(page) if item.id == "script")
        rows = rows_of(page[: last + 1])
        assert len(rows) <= ROWS and rows[-1] in app.text()
        assert all(row in app.text() for row in rows)


@pytest.mark.parametrize("hour", HOURS)
@pytest.mark.parametrize("area", AREAS)
def test_the_page_fits_and_has_the_numbers_the_alerts_the_next_step_and_what_is_open(
    area: str, hour: str
) -> None:
    for answers in every_combination(area):
        outcome = evaluate(answers, PATHWAY, HOURS[hour])
        page = first_page(answers, outcome, PATHWAY)
        assert len(rows_of(page)) <= ROWS, answers
        ids = [item.id for item in page]
        wanted = first_to_phone(outcome.contacts, outcome.age)
        phones = [item.text for item in page if item.id.startswith("phone:")]
        if is_support_alone(outcome):
            assert phones == [worried_words(outcome)]
        else:
            assert [item_id for item_id in ids if item_id.startswith("phone:")] == [
                f"phone:{each.id}" for each in wanted
            ]
            assert all(text.startswith(each.phone) for text, each in zip(phones, wanted, strict=True))
        assert ("police" in [item_id.partition(":")[0] for item_id in ids]) is (outcome.acting_on == "red")
        assert [item_id for item_id in ids if item_id.startswith("alert:")] == [
            f"alert:{a.key}" for a in outcome.alerts
        ]
        open_ = " ".join(item.words for item in page if item.id.startswith("unanswered"))
        assert not outcome.not_answered or open_, answers
        assert {"outcome", "to-decision", "script"} <= set(ids)
        assert ("aside:set-aside" in ids) == bool(outcome.set_aside)
        assert any(item_id.startswith("next-step:") for item_id in ids) or all(
            s.phones for s in outcome.steps
        )


def everything(area: str, **fields: Any) -> Answers:
    said = dict.fromkeys(("immediate_risk", "harm_today", "family_involved", "missing_now", "under_13"), True)
    harm = Harm("2026-11-25", fields.pop("words", LONG))
    return answers_of(area, marks={**MARKS[1], **MARKS[2]}, harm=harm, **(said | fields))


def test_beside_six_alerts_the_factors_are_fewer_and_what_was_cut_stands_in_full_below() -> None:
    answers = everything("essex")
    outcome = evaluate(answers, PATHWAY, HOURS["by day"])
    page = first_page(answers, outcome, PATHWAY)
    shown = {item.id: item for item in page}
    assert shown["outcome"].text.endswith(" ...")
    assert shown["outcome"].said.endswith("harm told on 25 November 2026."), "what is cut is heard in full"
    below = {item.id: item.text for item in items_cut_short(page, answers, outcome, PATHWAY)}
    assert below["full:outcome"].endswith("harm told on 25 November 2026.")
    assert any("and" in item.text and "more" in item.text for item in page if item.id == "more-factors")


def test_where_little_is_said_nothing_is_cut() -> None:
    answers = answers_of("southend", marks={"R2": "suspected"}, notes="", decision=Decision())
    outcome = evaluate(answers, PATHWAY, HOURS["by day"])
    page = first_page(answers, outcome, PATHWAY)
    assert not any(item.text.endswith("...") for item in page)
    assert list(items_cut_short(page, answers, outcome, PATHWAY)) == []


@pytest.mark.parametrize("words", ["虐" * 200, "x" * 300, LONG * 3])
@pytest.mark.parametrize("area", AREAS)
def test_long_words_of_any_script_push_no_number_off_the_page(area: str, words: str) -> None:
    assert len(rows_of(page_of(everything(area, words=words, council=words[:100]), HOURS["by day"]))) <= ROWS


def test_what_was_set_aside_takes_one_row_however_much_it_was_and_stands_in_full_below() -> None:
    aside: dict[str, Any] = dict.fromkeys(("A3", "R6", "A1", "A2", "A4", "A5", "A7", "R1"), "suspected")
    first = {"known_to_practitioner": False, "known_from": "", "set_aside": aside}
    answers = answers_of("southend", marks={}, harm_today=True, **first)
    outcome = evaluate(answers, PATHWAY, HOURS["by day"])
    page = first_page(answers, outcome, PATHWAY)
    item = next(each for each in page if each.id == "aside:set-aside")
    assert item.text == "Marked earlier, then set aside: R1, R6, A1, A2, A3, A4 and 2 more."
    below = {each.id: each.text for each in items_cut_short(page, answers, outcome, PATHWAY)}
    assert "R6 “Gang membership" in below["full:set-aside"] and "A7 “" in below["full:set-aside"]
    assert below["full:set-aside"] in item.said


@pytest.mark.parametrize("council", ["Kent", ""])
@pytest.mark.parametrize("mark", ["R2", "A3"])
def test_elsewhere_the_councils_children_s_social_care_is_to_be_phoned_though_its_number_is_not_known(
    council: str, mark: str
) -> None:
    answers = answers_of("elsewhere", marks={mark: "suspected"}, council=council)
    page = page_of(answers, HOURS["by day"])
    phones = [item.text for item in page if item.id.startswith("phone:")]
    where = council or "the council where the child lives"
    hours = "hours not known; try this first"
    call = f"Children's social care of {where}: its switchboard has the number; {hours}"
    danger = "999  Emergency: police, ambulance: day and night"
    police = "101  The police, not an emergency: day and night"
    assert phones == ([danger, call, police] if mark == "R2" else [call, police, danger])
    unanswered = next(item.words for item in page if item.id == "unanswered")
    assert ("which council's area the child lives in" in unanswered) is (not council)
    following = next(item.text for item in page if item.id.startswith("next-step:"))
    assert following.startswith("Next: make the referral in writing" if mark == "R2" else "Next: For advice")


@pytest.mark.parametrize("fields", [{"under_13": True}, {"child": Child(date_of_birth="2015-01-01")}])
def test_of_a_child_under_13_it_is_said_why_to_phone_now_and_for_which_line_to_ask(
    fields: dict[str, Any],
) -> None:
    given = answers_of("essex", marks={"A9": "suspected"}, **fields)
    outcome = evaluate(given, PATHWAY, HOURS["by day"])
    page = {item.id: item for item in first_page(given, outcome, PATHWAY)}
    assert outcome.acting_on == "amber"
    alert = page["alert:under_13"]
    assert alert.text == "Under 13 with a sexual indicator (A9): phone now, 999 in danger ..."
    assert "else the Children & Families' Hub on 0345 603 7627" in alert.said
    hub = page["phone:children-families-hub"]
    assert hub.text.endswith("Ask for the Priority Line") and "Consultation" not in hub.said
    assert "(ask for the Priority Line)" in outcome.alerts[0].text
    assert "(ask for the Priority Line)" in outcome.steps[0].text


def test_on_amber_without_such_an_alert_the_consultation_line_is_asked_for() -> None:
    page = page_of(answers_of("essex", marks={"A3": "suspected"}), HOURS["by day"])
    assert next(i for i in page if i.id == "phone:children-families-hub").text.endswith(
        "the Consultation Line"
    )


def test_of_a_child_who_goes_missing_it_is_asked_whether_it_is_missing_now_first_and_among_the_steps() -> (
    None
):
    given = answers_of("southend", marks={"A2": "suspected"})
    outcome = evaluate(given, PATHWAY, HOURS["by day"])
    first, *rest = first_page(given, outcome, PATHWAY)
    assert (first.id, first.head) == ("unanswered:missing_now", "!!")
    assert first.text == "Missing now? Phone 101, or 999 if in danger." == outcome.steps[0].text
    assert outcome.steps[0].phones == ("101", "999")
    assert "missing now" not in next(item.text for item in rest if item.id == "unanswered")


@pytest.mark.parametrize(
    "marks", [{}, {"Y1": "yes"}, {"A1": "suspected"}, {"A9": "suspected"}, {"R2": "suspected"}]
)
@pytest.mark.parametrize("area", AREAS)
def test_of_a_child_who_is_missing_now_the_next_thing_is_to_report_it(
    area: str, marks: dict[str, Any]
) -> None:
    given = answers_of(area, marks=marks, missing_now=True, under_13=True, notes="", decision=Decision())
    outcome = evaluate(given, PATHWAY, HOURS["by night"])
    number, step = next(
        (number, step) for number, step in enumerate(outcome.steps, 1) if "missing:" in step.text
    )
    (following,) = (item for item in first_page(given, outcome, PATHWAY) if item.id.startswith("next-step:"))
    assert following.id == f"next-step:{number}" and step.phones == ("101", "999")
    assert following.text == "Next: Report the child missing: phone 101, or 999 if in danger."
    assert following.text == f"Next: {step.text}"


@pytest.mark.parametrize("answer", [True, False])
def test_once_it_is_answered_it_is_not_asked(answer: bool) -> None:
    given = answers_of("southend", marks={"A2": "suspected"}, missing_now=answer)
    outcome = evaluate(given, PATHWAY, HOURS["by day"])
    assert "unanswered:missing_now" not in [item.id for item in first_page(given, outcome, PATHWAY)]
    assert not any(step.text.startswith("Missing now?") for step in outcome.steps)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"decision": Decision()}, "none yet"),
        ({"decision": Decision(), "immediate_risk": True}, "none yet; immediate risk was said: the steps of"),
        ({"decision": Decision(), "harm_today": True}, "none yet; harm told counts as Red"),
        ({"decision": Decision("amber", "")}, "Amber, as the marks indicate"),
        ({"decision": Decision("yellow", "no")}, "Yellow, lower than the marks indicate"),
        (
            {"decision": Decision("yellow", "no"), "immediate_risk": True},
            "Yellow, lower than the result; immediate risk cannot be decided down, so the steps of Red hold",
        ),
        (
            {"decision": Decision("amber", ""), "harm_today": True},
            "Amber, as the marks indicate; harm that was told counts as a decision for Red",
        ),
        ({"decision": Decision("unsure", "")}, "Unsure which action to take: advice is asked"),
    ],
)
def test_the_decision_is_the_practitioners_own_and_claims_nothing_that_was_not_answered(
    fields: dict[str, Any], said: str
) -> None:
    page = page_of(answers_of("southend", marks={"A3": "suspected"}, **fields), HOURS["by day"])
    item = next(item for item in page if item.id == "to-decision")
    assert item.said.startswith(f"Your decision: {said}")
    assert item.text.startswith(f"Your decision: {said}"[:60])
    assert "no immediate" not in item.said.casefold()


def test_where_harm_counts_as_red_the_lesser_decision_of_before_is_not_said_to_be_red() -> None:
    given = answers_of("southend", marks={"A3": "suspected"}, harm_today=True)
    items = result_items(given, evaluate(given, PATHWAY, HOURS["by day"]), PATHWAY, HOURS["by day"])
    red = next(item for item in items if item.id == "decide:red")
    assert red.head == "(x)" and red.said.endswith("not your decision: harm told counts as this.")
