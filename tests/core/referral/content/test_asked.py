"""What page one asks, of whom, and which form follows, exact."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import Answers, Child, Decision
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.outcome import FormDue
from ce_tui.core.referral.content.people import asked_section
from ce_tui.core.referral.content.shapes import Bullets, Division, ListItem, Para
from support.documents.made_up import MORNING, PATHWAY, found


def paragraphs(section: Division) -> list[tuple[str, str]]:
    return [(block.text, block.tone) for block in section.blocks if isinstance(block, Para)]


MARKS: dict[str, dict[str, str]] = {
    "none": {},
    "yellow": {"G1": "yes"},
    "amber": {"H2": "suspected"},
    "red": {"K1": "suspected"},
}


IMMEDIATE_RESPONSE = ["An immediate response."]
TASK = "The referrer's task (not recorded if done)"
SHARED = "This will also need to be shared with the police."
POLICE = f"{TASK}: {SHARED}"
REPORT = "report the child missing to the police, on 101, or 999 if in danger."
REPORT_HERE = "report the child missing to the police, on 999."  # this area has no other number of the police
CONSULTATION = ["A consultation about these concerns, and an answer on a referral."]
SUPPORT = ["Support from community-based agencies for the vulnerabilities marked below."]
NOTHING = [
    "Advice about this child. Beyond that this is a record of what was looked at. It does not say that the child is "
    "safe."
]
ADVICE = "Advice: the practitioner is unsure which action to take."
LESS = "The marks ask for this. The practitioner decided less"
UNMARKED = "An answer on which support there is for this child."
MISSING = "The child is missing now: an answer at once on what is done."
FAMILY = "Advice before anyone in the family is asked or told."
DESK = ["Asked of: the Northmoor children's desk."]


@pytest.mark.parametrize(
    ("fields", "door", "asked"),
    [
        ({"marks": MARKS["red"]}, DESK, IMMEDIATE_RESPONSE),
        (
            {"marks": MARKS["red"], "decision": Decision("none", "x")},
            DESK,
            [*IMMEDIATE_RESPONSE, f"{LESS}: no action under this pathway."],
        ),
        (
            {"marks": MARKS["red"], "decision": Decision("yellow", "x")},
            DESK,
            [*IMMEDIATE_RESPONSE, f"{LESS}: Yellow."],
        ),
        (
            {"marks": MARKS["red"], "decision": Decision("unsure"), "harm_today": True},
            DESK,
            [*IMMEDIATE_RESPONSE, ADVICE],
        ),
        ({"harm_today": True}, DESK, IMMEDIATE_RESPONSE),
        ({"immediate_risk": True, "decision": Decision("none", "x")}, DESK, IMMEDIATE_RESPONSE),
        ({"marks": MARKS["amber"]}, DESK, CONSULTATION),
        ({"marks": MARKS["amber"], "decision": Decision("unsure")}, DESK, [ADVICE]),
        ({"marks": MARKS["yellow"]}, [], SUPPORT),
        ({"marks": MARKS["yellow"], "decision": Decision("unsure")}, DESK, [ADVICE]),
        (
            {"marks": MARKS["none"], "decision": Decision("unsure")},
            DESK,
            ["Advice about this child: the practitioner is unsure which action to take."],
        ),
        ({"marks": MARKS["none"], "decision": Decision("yellow")}, [], [UNMARKED]),
        ({"marks": MARKS["none"], "missing_now": True}, DESK, [MISSING, "Advice about this child."]),
        ({"marks": MARKS["amber"], "missing_now": True}, DESK, [MISSING, *CONSULTATION]),
        (
            {"marks": MARKS["red"], "missing_now": True, "family_involved": True},
            DESK,
            [MISSING, *IMMEDIATE_RESPONSE],
        ),
        ({"marks": MARKS["yellow"], "family_involved": True}, DESK, [FAMILY, *SUPPORT]),
        ({"marks": MARKS["none"]}, [], NOTHING),
        (
            {
                "marks": MARKS["none"],
                "known_to_practitioner": False,
                "set_aside": {"K1": "reasonably believe"},
            },
            DESK,
            ["Advice on what was marked earlier in Red and set aside at a first meeting: K1."],
        ),
        ({"marks": MARKS["none"], "placed_by": "  "}, [], NOTHING),
        (
            {"marks": MARKS["none"], "placed_by": " Imaginary Council "},
            [],
            [
                "Advice about this child.",
                "Both councils to know: the child was placed here by Imaginary Council.",
            ],
        ),
    ],
)
def test_what_is_asked_follows_the_higher_of_result_and_decision(
    fields: Any, door: list[str], asked: list[str]
) -> None:
    given, outcome = found(**fields)
    section = asked_section(msgspec.structs.replace(outcome, forms_due=()), PATHWAY, given)
    shared = [SHARED] if outcome.acting_on == "red" else []
    own = [*([REPORT_HERE] if fields.get("missing_now") else []), *shared]
    apart = [f"{TASK}: {' '.join(own)}"] if own else []
    assert [text for text, _ in paragraphs(section)] == [*door, *apart]
    assert (section.title, section.panel) == ("What is asked", "asked")
    (listed,) = (block for block in section.blocks if isinstance(block, Bullets))
    assert listed == Bullets(tuple(map(ListItem, asked)))


def test_an_area_without_a_name_for_its_front_door_is_asked_as_childrens_services() -> None:
    areas = tuple(msgspec.structs.replace(area, front_door="") for area in PATHWAY.localities)
    given, outcome = found(marks=MARKS["red"])
    section = asked_section(outcome, msgspec.structs.replace(PATHWAY, localities=areas), given)
    assert [text for text, _ in paragraphs(section)][:1] == ["Asked of: children's services in Northmoor."]


def test_of_the_areas_own_forms_it_says_that_they_follow_and_where_they_stand() -> None:
    given, outcome = found(marks=MARKS["red"])
    due = (
        FormDue(name="A form", url="https://example.org/form", provenance="document"),
        FormDue(name="Another", url="", provenance="inferred", confirm="Confirm it."),
    )
    section = asked_section(msgspec.structs.replace(outcome, forms_due=due), PATHWAY, given)
    assert section.blocks[1:] == (
        Bullets((*map(ListItem, IMMEDIATE_RESPONSE),)),
        Para(POLICE),
        Para(
            "Still to come from the referrer, and not replaced by this: A form (https://example.org/form); Another."
        ),
    )


SET = default_pathway()


def test_a_child_under_13_with_signs_of_a_sexual_kind_is_answered_at_once() -> None:
    given = Answers(pathway=SET.id, locality="essex", marks={"A9": "suspected"}, under_13=True)
    section = asked_section(evaluate(given, SET, MORNING), SET, given)
    listed = section.blocks[1]
    assert isinstance(listed, Bullets) and listed.entries[0] == ListItem(
        "The child is under 13, with signs of a sexual kind: an answer at once on what is done."
    )


def test_of_somebody_of_18_it_is_asked_which_adult_services_are_to_be_told() -> None:
    grown = Child(date_of_birth="2008-01-01")
    given = Answers(pathway=SET.id, locality="essex", marks={"A5": "suspected"}, child=grown)
    listed = asked_section(evaluate(given, SET, MORNING), SET, given).blocks[1]
    words = "An answer on which adult services are to be told too: 18 or over."
    assert isinstance(listed, Bullets) and ListItem(words) in listed.entries


@pytest.mark.parametrize(
    ("council", "door"),
    [
        ("Kent", "children's social care of Kent."),
        (
            " ",
            "children's social care of the council where the child lives; which council that is was not recorded.",
        ),
    ],
)
def test_elsewhere_the_council_is_named_that_is_asked(council: str, door: str) -> None:
    given = Answers(
        pathway=SET.id, locality="elsewhere", council=council, marks={"A5": "suspected"}, placed_by="Essex"
    )
    section = asked_section(evaluate(given, SET, MORNING), SET, given)
    assert [text for text, _ in paragraphs(section)] == [f"Asked of: {door}"]
    assert "the child was placed there by Essex" in str(section)


@pytest.mark.parametrize(
    ("marks", "also"),
    [({}, ""), ({"Y1": "yes"}, ""), ({"A1": "suspected"}, ""), ({"R1": "suspected"}, f" {SHARED}")],
)
def test_that_a_missing_child_is_reported_to_the_police_is_the_referrers_task_whatever_is_marked(
    marks: Any, also: str
) -> None:
    night = MORNING.replace(hour=2)
    given = Answers(pathway=SET.id, locality="essex", marks=marks, missing_now=True)
    told = paragraphs(asked_section(evaluate(given, SET, night), SET, given))
    assert (f"{TASK}: {REPORT}{also}", "plain") in told
    not_missing = msgspec.structs.replace(given, missing_now=False)
    assert "missing" not in str(asked_section(evaluate(not_missing, SET, night), SET, not_missing))
