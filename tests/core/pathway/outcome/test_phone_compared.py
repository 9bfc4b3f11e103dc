"""The screening before, read on the phone: its day, both tiers, what differs, and never that anything is over."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.outcome.comparison import (
    NOT_OVER,
    NOTHING_OTHERWISE,
    ComparedScreening,
    EarlierAction,
    compared_said,
)
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.phone_script import read_on_the_phone
from support.documents.compared import since
from support.documents.referrals import AT, answers

SET = default_pathway()
AMBER = answers("amber")  # Y3 yes, A3 suspected, A7 reasonably believe
HEADING = "Since my screening before"


def words_of(factor_id: str) -> str:
    text = SET.factors[factor_id].text
    return text if text.endswith((".", "?")) else f"{text}."


def said(marks: dict[str, Any], **then: Any) -> list[str]:
    return compared_said(since(AMBER, marks, **then), SET)


def test_the_day_and_both_tiers_come_first_then_what_is_new_what_moved_and_what_is_no_longer_marked() -> None:
    assert said({"A3": "suspected", "A7": "suspected", "R2": "reasonably believe"}) == [
        "The child was screened before, on 3 October 2026.",
        "Acted on then: Red. Acted on now: Amber.",
        f"New: seen. Y3: {words_of('Y3')}",
        f"Was suspected, not confirmed. Now reasonably believed. A7: {words_of('A7')}",
        f"Not marked now, was reasonably believed. R2: {words_of('R2')}",
        NOT_OVER,
    ]


def test_what_is_marked_as_before_is_not_read_once_more() -> None:
    lines = said(dict(AMBER.marks))
    assert lines[1:] == ["Acted on then: Amber. Acted on now: Amber.", NOTHING_OTHERWISE]


def test_what_one_of_the_two_did_not_look_at_is_neither_new_nor_gone() -> None:
    lines = said({"Y3": "yes"}, looked_at=("yellow", "red"))
    assert (
        f"Marked now, not asked or not looked at then: suspected, not confirmed. A3: {words_of('A3')}"
        in lines
    )
    assert "Amber not asked or not looked at then." in lines and NOTHING_OTHERWISE not in lines
    assert not any(line.startswith(("New: ", "No longer marked")) for line in lines)
    now = answers("amber", looked_at=("yellow", "amber"))
    lines = compared_said(since(now, {**AMBER.marks, "R2": "suspected"}), SET)
    assert f"Not asked or not looked at now, was suspected, not confirmed. R2: {words_of('R2')}" in lines
    assert "Red not asked or not looked at now." in lines and NOT_OVER in lines, "a lower tier is not over"


def test_where_nothing_was_marked_or_no_day_was_given_it_says_that() -> None:
    assert said({}, screened_on="")[:2] == [
        "The child was screened before. The day is not recorded.",
        "Then: Nothing marked, decided no action under this pathway. Acted on now: Amber.",
    ]


def test_what_was_done_then_and_what_was_said_of_danger_come_before_the_marks() -> None:
    found = since(AMBER, {"A3": "suspected"}, missing_now=True)
    done = EarlierAction(
        words="Then, as far as is recorded: phone call to the Hub, 3 October 2026; accepted."
    )
    graver = ComparedScreening("2026-05-01", "red")
    lines = compared_said(replace(found, done=done, graver=graver), SET)
    assert lines[1:5] == [
        "Acted on then: Amber. Acted on now: Amber.",
        done.words,
        "An earlier one, 1 May 2026, was acted on as red.",
        "Said before and not now: missing now (not answered now).",
    ]
    assert lines[5].startswith("New: ") and lines[-1] == NOT_OVER, "what is not said now is not over"


def script(**options: Any) -> list[tuple[str, list[str]]]:
    return read_on_the_phone(AMBER, evaluate(AMBER, SET, AT), SET, **options)


def test_it_stands_after_the_marks_and_without_a_screening_before_nothing_does() -> None:
    comparison = since(AMBER, {"R2": "suspected"})
    whole = script(comparison=comparison)
    headings = [heading for heading, _ in whole]
    assert headings[headings.index(HEADING) + 1] == "By the pathway"
    assert headings[headings.index(HEADING) - 1] == "Vulnerabilities that I see"
    assert dict(whole)[HEADING] == compared_said(comparison, SET)
    assert [part for part in whole if part[0] != HEADING] == script()


@pytest.mark.parametrize("marks", [{}, {"A3": "suspected"}, {"R2": "reasonably believe", "Y1": "yes"}])
def test_it_never_says_that_anything_is_better(marks: dict[str, Any]) -> None:
    words = " ".join(said(marks)).replace(NOT_OVER, "").casefold()
    assert not any(claim in words for claim in ("better", "improve", "worse", "resolved", "lower risk"))
