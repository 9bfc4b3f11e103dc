"""The pages for the referrer, read from the top: what must be known first, then what to do."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import pytest

from ce_tui.core.pathway.answers.screening import Child, Consent, Decision, Harm
from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.referral.content.shapes import as_text
from support.documents.referrals import answers, made

DAY = datetime(2026, 11, 25, 10, tzinfo=LONDON)
FAMILY = (
    "Do not ask or tell the family yet, unless someone needs urgent help. Someone in the family may be involved. Phone "
    "C-SPOC on 01702 215007 first."
)
ASK_FIRST = "Ask the service before the family is told (not answered here)."
RISK = (
    "The child is at immediate risk. Phone 999 now. Then C-SPOC on 01702 215007, else 101. The rest of this can be "
    "filled in afterwards."
)
HARM = "Harm was seen or told of on 25 November 2026. Phone 999 now. Then C-SPOC on 01702 215007, else 101."
MISSING_TOO = "The child is missing now: phone 999 now."
IMAGES_TOO = (
    "Do not view, copy or share images: phone 999 now. Do not print, store or save them either. Tell your safeguarding "
    "lead."
)
UNDER_13 = (
    "Under 13 with a sexual indicator (A9): phone now, 999 in danger, else C-SPOC on 01702 215007, else 101. A child "
    "under 13 cannot legally consent to sexual activity."
)
MISSING = "The child is missing now: phone 101, or 999 if in danger."
IMAGES = (
    "Do not view, copy or share images: phone 101, or 999 if in danger. Do not print, store or save them "
    "either. Tell your safeguarding lead."
)


def annex(outcome: str, locality: str = "southend", at: datetime = DAY, **fields: Any) -> str:
    """The annex by itself in plain text, in one line, from its first heading on. Nothing is recorded of consent."""
    fields = {"consent": Consent(), **fields}
    text = as_text(made(answers(outcome, locality, **fields), at=at, annex="alone"))
    return re.sub(r"\s+", " ", text).partition("=== ")[2].partition("=== ")[2]


@pytest.mark.parametrize(
    ("answered", "first"),
    [
        pytest.param({"outcome": "amber"}, [], id="nothing to know first"),
        pytest.param(
            {"outcome": "yellow", "family_involved": True}, [FAMILY], id="the family may be involved"
        ),
        pytest.param({"outcome": "yellow", "notes": "A8: heard."}, [ASK_FIRST], id="A8 cited, not answered"),
        pytest.param({"outcome": "red"}, [ASK_FIRST], id="red, and nothing answered of the family"),
        pytest.param(
            {"outcome": "red", "family_involved": False}, [], id="red, and the family is not involved"
        ),
        pytest.param({"outcome": "amber", "missing_now": True}, [MISSING], id="missing now"),
        pytest.param(
            {"outcome": "none", "marks": {"A9": "suspected"}, "child": Child(), "under_13": True},
            [UNDER_13, ASK_FIRST],
            id="under 13 with a sexual indicator",
        ),
        pytest.param(
            {"outcome": "none", "marks": {"R3": "suspected"}, "family_involved": False}, [IMAGES], id="images"
        ),
        pytest.param(
            {
                "outcome": "none",
                "marks": {"R3": "suspected"},
                "immediate_risk": True,
                "harm_today": True,
                "harm": Harm("2026-11-25"),
                "family_involved": True,
                "missing_now": True,
            },
            [RISK, HARM, FAMILY, MISSING_TOO, IMAGES_TOO],
            id="all at once",
        ),
    ],
)
def test_the_alerts_with_their_numbers_stand_above_everything_else(
    answered: dict[str, Any], first: list[str]
) -> None:
    text = annex(**answered)
    assert text.startswith(" ".join([*first, "Southend CE Procedures, "]).strip())
    steps = text.partition("Contacts ====")[0]
    assert not first or steps.index(first[0]) < steps.index("Whom to phone, as of")


@pytest.mark.parametrize("fields", [{"family_involved": True}, {"notes": "A8: heard."}])
@pytest.mark.parametrize("locality", ["southend", "essex", "thurrock"])
def test_no_page_for_the_referrer_speaks_of_the_familys_consent_before_it_says_not_to_ask_them(
    locality: str, fields: dict[str, Any]
) -> None:
    text = annex("yellow", locality, **fields)
    words = "Do not ask or tell the family yet" if "family_involved" in fields else ASK_FIRST
    assert text.startswith(words) and text.count(words) >= 2, "at the top, and as the step before"
    assert 0 < text.index("1. " + words[:20]) < text.index("with the family's consent")


def test_consent_is_spoken_of_on_red_before_anything_is_answered_of_the_family() -> None:
    text = annex("red", consent=Consent("refused"))
    assert "- Consent is not needed to share information where a child is at risk of harm. Source: " in text
    assert "tell the child and the carers" not in text


@pytest.mark.parametrize(
    ("answered", "compile_first"),
    [
        ({"outcome": "yellow"}, True),
        ({"outcome": "amber"}, True),
        ({"outcome": "red"}, False),
        ({"outcome": "yellow", "immediate_risk": True}, False),
        ({"outcome": "yellow", "harm_today": True}, False),
    ],
)
def test_who_is_unsure_on_red_is_not_told_to_compile_information_before_seeking_support(
    answered: dict[str, Any], compile_first: bool
) -> None:
    text = annex(**answered, decision=Decision("unsure"))
    assert ("compiling as much information as possible before seeking support" in text) is compile_first


@pytest.mark.parametrize(
    ("answered", "as_of"),
    [
        (
            {"outcome": "yellow"},
            "Worried now? 999 in danger; C-SPOC, 01702 215007. Whom to phone, as of 25 November 2026, 10:00. For their "
            "hours see Contacts. Contacts",
        ),
        ({"outcome": "yellow", "missing_now": True}, "Whom to phone, as of 25 November 2026, 10:00. 1. "),
        (
            {"outcome": "amber"},
            "Whom to phone, as of 25 November 2026, 10:00. For their hours see Contacts. 1. ",
        ),
        (
            {"outcome": "amber", "locality": "essex"},
            "Whom to phone, as of 25 November 2026, 10:00. For their hours see Contacts. 1. ",
        ),
        ({"outcome": "amber", "locality": "thurrock"}, "Whom to phone, as of 25 November 2026, 10:00. 1. "),
        ({"outcome": "amber", "locality": "elsewhere"}, ""),
    ],
)
def test_whom_to_phone_is_as_of_a_moment_only_where_somebody_is_to_be_phoned(
    answered: dict[str, Any], as_of: str
) -> None:
    text = annex(**answered)
    assert as_of in text and ("Whom to phone, as of" in text) is bool(as_of)


def test_where_a_form_stands_and_that_it_is_to_be_sent_are_said_once() -> None:
    text = annex("red", "thurrock", family_involved=False)
    assert text.count("CAF Referral Form We do not have this web address.") == 1
    assert text.casefold().count("still to be") == 1
    assert "Still to be sent: the area's own form or portal" in text
    assert "The exported PDF supports a referral" not in text


def test_a_sentence_of_the_document_ends_where_its_quotation_does_and_a_number_has_its_own_source() -> None:
    text = annex("amber", "thurrock", child=Child(date_of_birth="2009-01-01"), family_involved=False)
    assert "what support might be available.” Source: the pathway document." in text
    number = text[text.index("- Thurrock Adult Social Care: 01375 511000.") :]
    assert number.startswith(
        "- Thurrock Adult Social Care: 01375 511000. Source: not in the pathway document"
    )


def test_by_its_table_somebody_answers_on_a_bank_holiday() -> None:
    holiday = datetime(2026, 12, 28, 10, 30, tzinfo=LONDON)
    text = annex("red", "essex", at=holiday)
    assert "out of hours Emergency Duty Team on 0345 606 1212 now. Should be open" in text
    hours = "Outside the Hub's hours: Mon–Thu 5:30pm–9am, Fri 4:30pm to Mon 9am, all day on bank holidays"
    assert hours in text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, True),
        ({"harm_today": True}, False),
        ({"immediate_risk": True}, False),
    ],
)
def test_at_a_first_meeting_nothing_says_that_the_result_speaks_of_yellow_alone_where_red_is_acted_on(
    fields: dict[str, Any], said: bool
) -> None:
    text = annex("yellow", known_to_practitioner=False, known_from="", **fields)
    assert ("this result speaks of Yellow alone" in text) is said
    assert "say so" not in text, "there is nothing to say it to on paper"
