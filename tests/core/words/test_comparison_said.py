"""What is said of two screenings: never that it is better, and that what is no longer marked is not over (rule 19)."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from ce_tui.core.pathway.answers.screening import Answers, Decision
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.outcome.comparison import ComparedScreening, ScreenedAnswers, compare, compared_said
from ce_tui.core.words.actions import NOTHING_THEN, earlier_action
from ce_tui.core.words.comparison import (
    NOT_OVER,
    NOTHING_OTHERWISE,
    acted_on_words,
    between_words,
    change_groups,
    graver_before,
    remarks,
    then_and_now,
)

PATHWAY = default_pathway()
ALL = ("yellow", "amber", "red")


def screened(on: str, marks: dict[str, Any], looked_at: tuple[Any, ...] = ALL) -> ScreenedAnswers:
    answers = Answers(
        pathway=PATHWAY.id, locality="essex", screened_on=on, marks=marks, looked_at=looked_at,
        known_to_practitioner=True,
    )  # fmt: skip
    return ScreenedAnswers(answers, PATHWAY)


def said(earlier: ScreenedAnswers, later: ScreenedAnswers) -> list[str]:
    found = compare(earlier, later)
    lines = [between_words(found), acted_on_words(found, PATHWAY)]
    for title, factors in change_groups(found):
        lines += [title, *(f"{each.id} {words}" for each, words in factors)]
    return [*lines, *remarks(found, PATHWAY)]


def test_both_days_and_both_tiers_are_said_and_a_lower_one_is_not_called_over() -> None:
    lines = said(
        screened("2026-10-03", {"R2": "suspected", "A3": "suspected"}),
        screened("2026-11-28", {"A3": "reasonably believe"}),
    )
    assert lines[:2] == [
        "Screened on 3 October 2026 and on 28 November 2026.",
        "Then: Red indicated, no decision made. Now: Amber indicated, no decision made.",
    ]
    assert f"A3 from suspected to reasonably believe: {PATHWAY.factors['A3'].text}" in lines
    assert f"R2 suspected before: {PATHWAY.factors['R2'].text}" in lines
    assert NOT_OVER in lines


def test_what_was_not_asked_then_is_said_apart_from_what_is_new() -> None:
    lines = said(
        screened("2026-10-03", {"A3": "suspected"}, ("yellow", "amber")),
        screened("2026-11-28", {"A3": "suspected", "R2": "suspected"}),
    )
    apart = lines.index("Marked now, not asked or not looked at before")
    assert lines[apart + 1].startswith("R2 suspected: ")
    assert "Newly marked" not in lines and "Red not asked or not looked at then." in lines


def test_where_nothing_is_otherwise_it_says_so_and_nothing_of_an_end() -> None:
    lines = said(screened("2026-10-03", {"A3": "suspected"}), screened("2026-11-28", {"A3": "suspected"}))
    assert NOTHING_OTHERWISE in lines and NOT_OVER not in lines


def test_what_was_done_then_and_a_graver_one_stand_with_the_tiers_and_the_graver_one_with_the_result() -> (
    None
):
    same = screened("2026-11-28", {"A3": "suspected"})
    found = compare(screened("2026-10-03", {"A3": "suspected"}), same)
    assert graver_before(found, PATHWAY) == "" and graver_before(None, PATHWAY) == ""
    told = replace(found, done=earlier_action([]), graver=ComparedScreening("2026-05-01", "red"))
    earlier = "An earlier one, 1 May 2026, was acted on as red."
    assert then_and_now(told, PATHWAY) == [
        "Then: Amber indicated, no decision made. Now: Amber indicated, no decision made.",
        NOTHING_THEN,
        earlier,
    ]
    assert graver_before(told, PATHWAY) == earlier
    less = compare(screened("2026-10-03", {"A3": "suspected"}), screened("2026-11-28", {"Y1": "yes"}))
    both = graver_before(replace(less, graver=told.graver), PATHWAY)
    assert both == f"Before, on 3 October 2026: Amber indicated, no decision made. {earlier}"


@pytest.mark.parametrize("marks", [{}, {"A3": "suspected"}, {"R2": "reasonably believe", "Y1": "yes"}])
def test_nothing_is_ever_said_to_be_better(marks: dict[str, Any]) -> None:
    for one, other in (({"R2": "suspected"}, marks), (marks, {"R2": "suspected"})):
        words = " ".join(said(screened("2026-10-03", one), screened("2026-11-28", other))).casefold()
        own = words.replace(NOT_OVER.casefold(), "")
        assert not any(claim in own for claim in ("better", "improve", "worse", "resolved", "lower risk"))


@pytest.mark.parametrize(
    ("then", "now", "words"),
    [
        ({"decision": Decision("amber")}, {"decision": Decision("red")}, "Acted on: Amber then, Red now."),
        (
            {"decision": Decision("amber")},
            {},
            "Acted on then: Amber. Now: Red indicated, no decision made.",
        ),
        ({}, {"harm_today": True}, "Then: Amber indicated, no decision made. Acted on now: Red."),
        (
            {"decision": Decision("red")},
            {"decision": Decision("yellow", "Known to the school already")},
            "Acted on then: Red. Now: Red indicated, decided Yellow.",
        ),
        (
            {"decision": Decision("unsure")},
            {"immediate_risk": True},
            "Then: Amber indicated, decided Unsure. Now: Red: immediate risk was said, no decision made.",
        ),
    ],
)
def test_what_nobody_decided_on_is_never_said_to_be_acted_on(
    then: dict[str, Any], now: dict[str, Any], words: str
) -> None:
    before = screened("2026-10-03", {"A3": "suspected"})
    later = screened("2026-11-28", {"R2": "suspected"})
    found = compare(
        ScreenedAnswers(replace(before.answers, **then), PATHWAY),
        ScreenedAnswers(replace(later.answers, **now), PATHWAY),
    )
    assert acted_on_words(found, PATHWAY) == words
    [_, said, *_] = compared_said(found, PATHWAY)
    assert ("no decision made" in said) == ("no decision made" in words), "on the phone, too"
    assert "Acted on now" not in said or "Acted on" in words


def test_of_a_graver_one_before_that_nobody_decided_on_it_says_what_was_indicated() -> None:
    same = screened("2026-10-03", {"A3": "suspected"})
    graver = ComparedScreening("2026-05-01", "red", "")
    found = replace(compare(same, same), graver=graver)
    assert graver_before(found, PATHWAY) == "An earlier one, 1 May 2026: Red indicated, no decision made."
    told = replace(found, graver=replace(graver, decided="", immediate_risk=True))
    assert graver_before(told, PATHWAY).endswith("Red: immediate risk was said, no decision made.")
