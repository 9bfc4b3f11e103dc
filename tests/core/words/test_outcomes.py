"""What a result leads to, in words: exact, with where each of them comes from."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import structs

from ce_tui.core.pathway.answers.screening import Decision, Harm
from ce_tui.core.pathway.document.document import LinkSlot
from ce_tui.core.pathway.outcome.outcome import FormDue, OutcomeNotice, OutcomeStep
from ce_tui.core.pathway.words import TIERS
from ce_tui.core.words.outcomes import (
    area_consent,
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

CHECKED: dict[str, Any] = {
    "immediate_risk": False,
    "harm_today": False,
    "missing_now": False,
    "looked_at": TIERS,
}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Nothing was marked. That is not the same as safe."),
        (
            {"marks": {"G1": "yes"}, "looked_at": TIERS},
            "YELLOW so far. Not answered: immediate risk, harm told and missing now.",
        ),
        ({"marks": {"G1": "yes"}, **CHECKED, "family_involved": True}, "YELLOW: Vulnerabilities raised."),
        (
            {"marks": {"G1": "yes"}, **CHECKED, "looked_at": ("yellow",)},
            "YELLOW so far. Amber and Red were not looked at.",
        ),
        (
            {"marks": {"G1": "yes"}, **CHECKED},
            "YELLOW: Vulnerabilities raised. The pathway's words: “Worries only.”",
        ),
        (
            {"marks": {"G1": "yes"}, **CHECKED, "looked_at": None, "decision": Decision("yellow")},
            "YELLOW so far. Whether Amber and Red were looked at is not recorded.",
        ),
        (
            {"marks": {"K1": "suspected"}, **CHECKED},
            "RED: Exploitation or immediate risk indicated. The pathway's words: “Harm now.”",
        ),
        (
            {"marks": {"K1": "suspected"}, "immediate_risk": True},
            "RED: Exploitation or immediate risk indicated. Also: immediate risk was said.",
        ),
        (
            {"marks": {"K1": "suspected"}, "harm_today": True, "harm": Harm("2026-11-25", "")},
            "RED: Exploitation or immediate risk indicated. Also: harm told on 25 November 2026.",
        ),
        (
            {"immediate_risk": True},
            "RED: immediate risk was said. The marks alone indicate: nothing, which is not the same as safe.",
        ),
        (
            {"marks": {"G1": "yes"}, "harm_today": True, "harm": Harm("2026-11-25", "said so")},
            "RED: harm told on 25 November 2026. The marks alone indicate: yellow.",
        ),
        (
            {"marks": {"H2": "suspected"}, "harm_today": True, "immediate_risk": True},
            "RED: immediate risk was said; harm was told. The marks alone indicate: amber.",
        ),
        (
            {"marks": {"G1": "yes"}, "decision": Decision("amber")},
            "AMBER: your decision. The marks alone indicate: yellow.",
        ),
    ],
)
def test_the_tier_that_is_acted_on_leads_with_why_and_what_the_marks_alone_indicate(
    fields: Any, words: str
) -> None:
    given, outcome = found(**fields)
    assert result_words(outcome, given, PATHWAY) == words


def test_beside_the_sentence_on_consent_stands_that_its_exception_may_apply() -> None:
    area = PATHWAY.localities[0]
    assert area_consent(area, found()[1]) == area.consent
    assert area_consent(area, found(family_involved=True)[1]) == (
        f"{area.consent} The exception may apply here: someone in the family may be involved."
    )
    open_ = area_consent(area, found(immediate_risk=True)[1])
    assert open_ == f"{area.consent} Ask the service before the family is told (not answered here)."
    assert area_consent(structs.replace(area, consent=""), found(family_involved=True)[1]) == ""


@pytest.mark.parametrize(
    ("provenance", "said"),
    [
        ("document", ""),
        ("inferred", "\nInferred from the pathway document."),
        ("rebuilt", "\nRebuilt by this software."),
        ("own", "\nAdded by this software."),
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
        "there. We do not have this web address. Ask the service or your safeguarding lead for it. Ask the desk.",
    ]
    assert link_words("page", LINKED) == "The page: https://example.org/page."


def test_a_form_is_said_with_where_it_is_or_that_nobody_knows() -> None:
    form = FormDue(name="Northmoor form", url="", provenance="document", confirm="Ask the desk.")
    assert form_words(form, service="the Northmoor desk") == (
        "Northmoor form. We do not have this web address. Ask the Northmoor desk or your safeguarding lead for it. "
        "Ask the desk."
    )
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
