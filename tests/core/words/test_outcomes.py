"""What a result leads to, in words: exact, with where each of them comes from."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import structs

from ce_tui.core.pathway.answers.screening import Decision
from ce_tui.core.pathway.document.document import LinkSlot
from ce_tui.core.pathway.outcome.outcome import FormDue, OutcomeNotice, OutcomeStep
from ce_tui.core.words.outcomes import (
    OUTCOME_WORDS,
    acting_words,
    form_words,
    link_words,
    notice_words,
    result_words,
    step_words,
)
from support.documents.made_up import PATHWAY, found

LINKED = structs.replace(
    PATHWAY,
    links=(
        LinkSlot(id="page", words="here", about="The page", url="https://example.org/page"),
        LinkSlot(id="lost", words="there", about="", warning="Ask the desk."),
    ),
)


def test_a_result_has_its_colour_as_a_word() -> None:
    assert OUTCOME_WORDS == {"none": "Nothing marked", "yellow": "Yellow", "amber": "Amber", "red": "Red"}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Nothing was marked. That is not the same as safe."),
        ({"marks": {"G1": "yes"}}, "YELLOW: Worries only."),
        (
            {"immediate_risk": True},
            "RED: Harm now. You said that the child is at immediate risk.",
        ),
    ],
)
def test_what_the_marks_indicate_and_immediate_risk(fields: Any, words: str) -> None:
    assert result_words(found(**fields)[1], PATHWAY) == words


def test_nothing_marked_has_no_colour_before_it_also_where_risk_was_said() -> None:
    none = structs.replace(found()[1], immediate_risk=True)
    assert result_words(none, PATHWAY) == (
        "Nothing was marked. That is not the same as safe. You said that the child is at immediate risk."
    )


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, ""),
        ({"marks": {"G1": "yes"}}, ""),
        ({"decision": Decision("amber")}, "Steps and contacts follow Amber, because you decided so."),
        ({"harm_today": True}, "Steps and contacts follow Red, because you saw or were told of harm today."),
    ],
)
def test_why_steps_follow_more_than_the_marks(fields: Any, words: str) -> None:
    assert acting_words(found(**fields)[1], PATHWAY) == words


@pytest.mark.parametrize(
    ("provenance", "said"),
    [
        ("document", ""),
        ("inferred", "\nInferred from the pathway document."),
        ("rebuilt", "\nRebuilt by this software."),
        ("own", "\nNot in the pathway document: this software's own words."),
    ],
)
def test_a_step_says_whose_words_it_is(provenance: Any, said: str) -> None:
    assert step_words(OutcomeStep(text="Phone the desk.", provenance=provenance), PATHWAY) == (
        f"Phone the desk.{said}"
    )


def test_a_step_with_all_that_it_can_have() -> None:
    step = OutcomeStep(
        text="Send it.",
        provenance="inferred",
        label="For referral",
        confirm="Confirm.",
        links=("page", "lost"),
    )
    assert step_words(step, LINKED).splitlines() == [
        "For referral: Send it.",
        "Confirm.",
        "The page: https://example.org/page.",
        "there: address not in the copy used. Ask the desk.",
    ]
    assert link_words("page", LINKED) == "The page: https://example.org/page."


def test_a_form_is_said_with_where_it_is_or_that_nobody_knows() -> None:
    form = FormDue(name="Northmoor form", url="", provenance="document", confirm="Ask the desk.")
    assert form_words(form) == "Northmoor form: address not in the copy used. Ask the desk."
    form = FormDue(name="Northmoor form", url="https://example.org/form", provenance="document")
    assert form_words(form) == "Northmoor form: https://example.org/form."


def test_a_notice_is_said_with_its_source_and_one_full_stop() -> None:
    assert notice_words(OutcomeNotice(text="Phone first.", source="the Act.")) == (
        "Phone first. (Source: the Act.)"
    )
    assert notice_words(OutcomeNotice(text="Phone first.", source="document", quoted=True)) == (
        "The pathway says: “Phone first.” (Source: the pathway document.)"
    )
    assert notice_words(OutcomeNotice(text="Phone first.", source="SSCP EXX")) == (
        "Phone first. (Source: SSCP EXX.)"
    )
