"""What is asked: one list, which the phone script says in the first person and page 1 prints."""

from __future__ import annotations

from typing import Any

import pytest

from ce_tui.core.pathway.answers.screening import Answers, Child, Consent, Decision
from ce_tui.core.pathway.outcome.asks import asked_on_the_phone, asks, asks_somebody, situation
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.referral.content.people import asked_section
from ce_tui.core.referral.content.shapes import Bullets
from support.documents.made_up import MORNING
from support.documents.said import PATHWAY, found, situations

BOTH_ASIDE = "what was marked earlier in Red and Amber and set aside at a first meeting: R6, A3."
FIRST_MEETING = {"known_to_practitioner": False}


def outcome_of(**fields: Any) -> tuple[Answers, Outcome]:
    given = Answers(pathway=PATHWAY.id, locality="southend", **fields)
    return given, evaluate(given, PATHWAY, MORNING)


def printed(answers: Answers, outcome: Outcome) -> list[str]:
    (listed,) = (
        block for block in asked_section(outcome, PATHWAY, answers).blocks if isinstance(block, Bullets)
    )
    return [entry.text for entry in listed.entries]


def test_the_phone_asks_all_that_page_one_asks_whatever_was_answered() -> None:
    for given in situations():
        answers, outcome = found(given)
        spoken = [
            line
            for line in asked_on_the_phone(answers, outcome, PATHWAY)
            if not line.startswith(("A form of", "This will also need"))
        ]
        listed = asks(situation(answers, outcome, PATHWAY))
        assert len(spoken) == len(printed(answers, outcome)) == len(listed), given
        assert len(set(listed)) == len(listed), given


@pytest.mark.parametrize(
    ("fields", "spoken", "on_paper"),
    [
        pytest.param(
            {"marks": {"Y1": "yes"}, "set_aside": {"A9": "suspected"}, "under_13": True, **FIRST_MEETING},
            [
                "The child is under 13, with signs of a sexual kind: I ask for an answer at once on what is done.",
                "I ask for advice on what was marked earlier in Amber and set aside at a first meeting: A9.",
                "I ask which support in the community there is for this child.",
            ],
            [
                "The child is under 13, with signs of a sexual kind: an answer at once on what is done.",
                "Advice on what was marked earlier in Amber and set aside at a first meeting: A9.",
                "Support from community-based agencies for the vulnerabilities marked below.",
            ],
            id="a child under 13 below amber",
        ),
        pytest.param(
            {"marks": {"Y1": "yes"}, "contact_family": "no"},
            [
                "I ask for advice before anyone in the family is asked or told.",
                "I ask which support in the community there is for this child.",
            ],
            [
                "Advice before anyone in the family is asked or told.",
                "Support from community-based agencies for the vulnerabilities marked below.",
            ],
            id="a family that it is not safe to contact, on yellow",
        ),
        pytest.param(
            {"marks": {"Y1": "yes"}, "set_aside": {"A3": "suspected", "R6": "suspected"}, **FIRST_MEETING},
            [
                f"I ask for advice on {BOTH_ASIDE}",
                "I ask which support in the community there is for this child.",
            ],
            [
                f"Advice on {BOTH_ASIDE}",
                "Support from community-based agencies for the vulnerabilities marked below.",
            ],
            id="yellow, with red and amber set aside",
        ),
        pytest.param(
            {"family_involved": True, "consent": Consent("agreed", family_told=True)},
            [
                "I ask for advice before anyone contacts the family again.",
                "I ask for advice about this child.",
            ],
            ["Advice before anyone contacts the family again.", "Advice about this child."],
            id="the family was told already",
        ),
        pytest.param(
            {
                "marks": {"A2": "suspected"},
                "notes": "A8: I heard it from the school.",
                "consent": Consent("agreed", family_told=True),
            },
            [
                "I ask for advice before anyone contacts the family again.",
                "I ask for advice, and want to refer this child.",
                "A form of the area is still to be sent: C-SPOC form.",
            ],
            [
                "Advice before anyone contacts the family again.",
                "A consultation about these concerns, and an answer on a referral.",
            ],
            id="the family was told, and it is open whether someone in it is involved",
        ),
        pytest.param(
            {
                "marks": {"A2": "suspected"},
                "placed_by": "Kent",
                "decision": Decision("yellow", "they are seen"),
            },
            [
                "I ask for advice, and want to refer this child.",
                "The marks ask for this. I decided less.",
                "I ask that both councils know: the child was placed here by Kent.",
                "A form of the area is still to be sent: C-SPOC form.",
            ],
            [
                "A consultation about these concerns, and an answer on a referral.",
                "The marks ask for this. The practitioner decided less: Yellow.",
                "Both councils to know: the child was placed here by Kent.",
            ],
            id="placed by another council, and less was decided",
        ),
        pytest.param(
            {},
            ["I ask for advice about this child."],
            [
                "Advice about this child. Beyond that this is a record of what was looked at. It does not say that the "
                "child is safe."
            ],
            id="nothing marked",
        ),
        pytest.param(
            {"child": Child(date_of_birth="2006-01-01"), "placed_by": "Kent"},
            [
                "I ask for advice about this child.",
                "I ask which adult services are to be told too: 18 or over.",
                "I ask that both councils know: the child was placed here by Kent.",
            ],
            [
                "Advice about this child.",
                "An answer on which adult services are to be told too: 18 or over.",
                "Both councils to know: the child was placed here by Kent.",
            ],
            id="18 or over, and placed here",
        ),
    ],
)
def test_each_is_said_and_printed(fields: Any, spoken: list[str], on_paper: list[str]) -> None:
    answers, outcome = outcome_of(**fields)
    assert asked_on_the_phone(answers, outcome, PATHWAY) == spoken
    assert printed(answers, outcome) == on_paper


@pytest.mark.parametrize(
    ("fields", "somebody"),
    [
        ({}, False),
        ({"marks": {"Y1": "yes"}}, False),
        ({"marks": {"Y1": "yes"}, "placed_by": "Kent"}, False),
        ({"marks": {"A2": "suspected"}}, True),
        ({"harm_today": True}, True),
        ({"marks": {"Y1": "yes"}, "set_aside": {"R6": "suspected"}}, True),
        ({"marks": {"Y1": "yes"}, "decision": Decision("unsure")}, True),
        ({"decision": Decision("unsure")}, True),
        ({"missing_now": True}, True),
        ({"family_involved": True}, True),
    ],
)
def test_the_areas_service_is_asked_where_more_than_support_is(fields: Any, somebody: bool) -> None:
    assert asks_somebody(situation(*outcome_of(**fields), PATHWAY)) is somebody
