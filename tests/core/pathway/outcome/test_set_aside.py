"""Marks that were set aside and outrank what is acted on: advice on them is a step, before the others."""

from __future__ import annotations

from typing import Any

import pytest

from ce_tui.core.pathway.answers.screening import Answers, Decision
from ce_tui.core.pathway.dates import parse_at
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.following import set_aside_words
from ce_tui.core.pathway.outcome.outcome import Outcome, Reason
from ce_tui.core.pathway.outcome.phone_script import read_on_the_phone
from ce_tui.core.pathway.words import OutcomeName
from support.documents.other_colours import COLOURS

SET = default_pathway()
ASIDE = {"A3": "suspected", "R6": "reasonably believe"}
ASK = "Ask for advice on what was marked earlier in Red and Amber and set aside at a first meeting: R6, A3."


def outcome_of(area: str = "southend", **fields: Any) -> Outcome:
    answers = Answers(
        pathway=SET.id, locality=area, known_to_practitioner=False, **{"set_aside": ASIDE, **fields}
    )
    return evaluate(answers, SET, parse_at("2026-11-25T11:00"))


@pytest.mark.parametrize(
    ("acting_on", "words"),
    [
        ("none", "what was marked earlier in Red and Amber and set aside at a first meeting: R6, A3"),
        ("yellow", "what was marked earlier in Red and Amber and set aside at a first meeting: R6, A3"),
        ("amber", "what was marked earlier in Red and set aside at a first meeting: R6"),
        ("red", ""),
    ],
)
def test_what_outranks_the_tier_that_is_acted_on_is_asked_about_the_gravest_first(
    acting_on: OutcomeName, words: str
) -> None:
    assert set_aside_words(outcome_of().set_aside_marks, acting_on, SET) == words


def test_the_tiers_are_called_as_the_edition_calls_them() -> None:
    aside = [Reason("K1", "suspected", "")]
    assert set_aside_words(aside, "none", COLOURS) == (
        "what was marked earlier in Black and set aside at a first meeting: K1"
    )


@pytest.mark.parametrize("area", ["southend", "essex", "thurrock", "elsewhere"])
@pytest.mark.parametrize("marks", [{}, {"Y1": "yes"}])
def test_on_yellow_and_on_none_the_steps_begin_with_them_and_who_advises(area: str, marks: Any) -> None:
    first, advice, *rest = outcome_of(area, marks=marks).steps
    assert (first.text, first.provenance) == (ASK, "own")
    area_advice = next(step for step in SET.locality(area).procedure.amber if step.advice)
    assert advice.text == area_advice.text
    own = SET.locality(area).procedure.steps("yellow" if marks else "none")
    kept = own if marks else own[:1]  # the other is to phone for advice
    assert [step.text for step in rest] == [step.text for step in kept]


def test_no_advice_is_said_twice() -> None:
    unsure = [step.text for step in outcome_of(marks={"Y1": "yes"}, decision=Decision("unsure")).steps]
    amber = [step.text for step in outcome_of(decision=Decision("amber")).steps]
    for texts in (unsure, amber):
        assert len(set(texts)) == len(texts)
    assert (
        amber[0] == "Ask for advice on what was marked earlier in Red and set aside at a first meeting: R6."
    )
    assert amber[1:] == [step.text for step in SET.locality("southend").procedure.amber]


def test_calls_that_cannot_wait_stay_first_and_on_red_nothing_is_added() -> None:
    missing = outcome_of(missing_now=True).steps
    assert missing[0].text.startswith("Report the child missing") and missing[1].text == ASK
    assert not any("set aside" in step.text for step in outcome_of(harm_today=True).steps)


def test_the_first_sentence_on_the_phone_says_it_beside_the_tier() -> None:
    answers = Answers(
        pathway=SET.id,
        locality="southend",
        marks={"Y1": "yes"},
        set_aside=ASIDE,  # type: ignore[arg-type]
        known_to_practitioner=False,
    )
    outcome = evaluate(answers, SET, parse_at("2026-11-25T11:00"))
    first = dict(read_on_the_phone(answers, outcome, SET))["Say first"][0]
    assert first.endswith(
        "the SET Partnership Child Exploitation Pathway indicates Yellow so far, and I ask for advice on what was "
        "marked earlier in Red and Amber and set aside at a first meeting: R6, A3."
    )
