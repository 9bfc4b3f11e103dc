"""What to do and which notices go with a result, exact."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import Child, Decision
from ce_tui.core.pathway.document.document import LinkSlot
from ce_tui.core.pathway.document.localities import Step
from ce_tui.core.pathway.document.notices import Notice, NoticeCondition
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.outcome import FormDue, OutcomeNotice, OutcomeStep
from ce_tui.core.referral.content.follow_up import (
    document_sentences,
    forms_note,
    notices_section,
    step_item,
    steps_section,
)
from ce_tui.core.referral.content.shapes import Bullets, ListItem, Para
from support.documents.made_up import MORNING, PATHWAY, answers, found

OWN = "Added by this software."
AS_OF = Para("Whom to phone, as of 25 November 2026, 10:00. For what is disputed see Contacts.", "small")
DANGER = "Phone 999 if the child is in danger now."
CALL = "Phone Northmoor children's desk on 01632 960101 now. Hours not known."
DO_NOT_WAIT = Para(
    "Where an office is closed, do not wait for it to open: phone the out-of-hours line, in danger 999.",
    "strong",
)


@pytest.mark.parametrize(
    ("fields", "heading", "steps", "after"),
    [
        (
            {},
            ": nothing was marked. That is not the same as safe.",
            ["Keep watching."],
            [],
        ),
        (
            {"marks": {"G1": "yes"}},
            ", yellow result.",
            ["Northmoor: seek support in the community."],
            [Para("Worried now? 999 in danger; Northmoor children's desk, 01632 960101."), AS_OF],
        ),
        (
            {"marks": {"H2": "suspected"}},
            ", amber result.",
            ["Northmoor: phone the desk for advice.", "Northmoor: fill in the form."],
            [],
        ),
        (
            {"marks": {"G1": "yes"}, "decision": Decision("red")},
            ", red result. The pathway's heading: “Harm now.”",
            [DANGER, CALL, "Northmoor: send the form now."],
            [DO_NOT_WAIT],
        ),
        (
            {"marks": {"K1": "suspected"}, "decision": Decision("none", "x")},
            ", red result. The pathway's heading: “Harm now.”",
            [DANGER, CALL, "Northmoor: send the form now."],
            [DO_NOT_WAIT],
        ),
    ],
)
def test_the_steps_are_those_of_the_higher_of_result_and_decision(
    fields: Any, heading: str, steps: list[str], after: list[Para]
) -> None:
    outcome = found(**fields, family_involved=False, immediate_risk=False)[1]
    section = steps_section(msgspec.structs.replace(outcome, forms_due=()), PATHWAY, MORNING)
    assert section.title == "For the referrer: what to do in Northmoor"
    as_of = [AS_OF] if any("phone" in step.lower() for step in steps) else []
    assert section.blocks[: 1 + len(as_of)] == (Para(f"Northmoor procedure{heading}"), *as_of)
    listed, *rest = section.blocks[1 + len(as_of) :]
    assert isinstance(listed, Bullets) and listed.ordered
    assert [entry.text for entry in listed.entries] == steps
    assert rest == after


def test_what_an_assessment_may_lead_to_stands_below_the_steps_and_what_was_rebuilt_above_them() -> None:
    areas = tuple(
        msgspec.structs.replace(area, assessment="It may lead to a plan.", provenance="Rebuilt.")
        for area in PATHWAY.localities
    )
    pathway = msgspec.structs.replace(PATHWAY, localities=areas)
    elsewhere = steps_section(found(locality="elsewhere")[1], pathway, MORNING)
    assert elsewhere.title == "For the referrer: what to do"
    assert elsewhere.blocks[1] == Para("Rebuilt.", "warning")
    plan = Para("It may lead to a plan.", "quote")
    for marks, sent in (
        ({}, False),
        ({"G1": "yes"}, False),
        ({"H2": "suspected"}, True),
        ({"K1": "suspected"}, True),
    ):
        blocks = steps_section(found(marks=marks, family_involved=False)[1], pathway, MORNING).blocks
        assert blocks[1] == Para("Rebuilt.", "warning")
        assert (blocks[-1] == plan) is sent, "below amber nothing is sent to be assessed"


def test_what_is_to_be_confirmed_of_every_step_is_printed_once_above_them() -> None:
    step = OutcomeStep(text="Send it.", provenance="rebuilt", confirm="Confirm with the desk.")
    assert step_item(step, PATHWAY, "It was rebuilt. Confirm with the desk.", (), "").remarks == (
        "Rebuilt by this software.",
    )
    assert step_item(step, PATHWAY, "", (), "").remarks == (
        "Rebuilt by this software. Confirm with the desk.",
    )


def test_whom_to_phone_stands_with_the_step() -> None:
    steps = steps_section(found(marks={"H2": "suspected"})[1], PATHWAY, MORNING).blocks[2]
    assert isinstance(steps, Bullets)
    assert steps.entries[0].remarks == ("Northmoor children's desk, 01632 960101: hours not known.",)


def test_a_step_says_whose_words_it_is_and_where_its_links_lead() -> None:
    slots = (
        LinkSlot(id="page", words="here", about="The page", url="https://example.org/page"),
        LinkSlot(id="lost", words="there", about="The form", warning="Ask the desk."),
    )
    pathway = msgspec.structs.replace(PATHWAY, links=slots)
    step = Step(
        text="Send it.", label="For referral", provenance="own", confirm="Confirm.", links=("page", "lost")
    )
    assert step_item(step, pathway, "", ("Phone it.",), "the desk") == ListItem(
        "Send it.",
        "For referral",
        (
            "Phone it.",
            "The page: https://example.org/page.",
            "The form. We do not have this web address. Ask the desk or your safeguarding lead for it. Ask the desk.",
            f"{OWN} Confirm.",
        ),
    )
    assert step_item(Step(text="Send it."), pathway, "", (), "") == ListItem("Send it.")


def test_notices_go_with_their_sources_but_not_alerts() -> None:
    section = notices_section(
        (
            OutcomeNotice(text="Said by the document.", source="document", quoted=True),
            OutcomeNotice(text="Ours.", source="example.org"),
            OutcomeNotice(text="On consent.", source="ours", place="consent"),
            OutcomeNotice(text="An alert.", source="ours", alert="images"),
        )
    )
    assert section is not None
    assert section.blocks == (
        Bullets(
            (
                ListItem("“Said by the document.”", remarks=("Source: the pathway document.",)),
                ListItem("Ours.", remarks=("Source: example.org.",)),
                ListItem("On consent.", remarks=("Source: ours.",)),
            )
        ),
    )
    assert notices_section((OutcomeNotice(text="An alert.", source="ours", alert="images"),)) is None


@pytest.mark.parametrize(
    "guard",
    [
        OutcomeNotice(text="On the family.", source="ours", on_family=True),
        OutcomeNotice(text="The family.", source="ours", alert="family_involved"),
    ],
)
def test_no_notice_prompts_to_tell_a_family_that_may_be_involved(guard: OutcomeNotice) -> None:
    on_consent = OutcomeNotice(text="On consent.", source="ours", place="consent")
    assert notices_section((guard, on_consent)) is None


def test_what_the_document_says_of_a_result_is_for_the_receiver_too_and_nothing_else_is() -> None:
    notices = (
        *PATHWAY.notices,
        Notice(
            id="quote",
            text="A sentence.",
            source="document",
            when=NoticeCondition(outcomes=("red",)),
            quoted=True,
        ),
        Notice(
            id="age",
            text="You should ask.",
            source="document",
            when=NoticeCondition(age_from=17),
            quoted=True,
        ),
    )
    pathway = msgspec.structs.replace(PATHWAY, notices=notices)
    given = answers(marks={"K1": "suspected"}, child=Child(date_of_birth="2009-01-01"))
    outcome = evaluate(given, pathway, MORNING)
    assert {"quote", "age"} <= {notice.id for notice in outcome.notices}
    assert document_sentences(outcome, pathway) == [Para("“A sentence.”", "quote")]


def test_the_areas_own_forms_are_listed_with_where_they_are_and_whose_words_say_so() -> None:
    outcome = found(marks={"K1": "suspected"})[1]
    due = (
        FormDue(name="A form", url="https://example.org/form", provenance="document"),
        FormDue(name="Another", url="", provenance="inferred", confirm="Confirm it."),
    )
    assert forms_note(msgspec.structs.replace(outcome, forms_due=due), "the desk", ()) == [
        Para(
            "Still to be sent: the area's own form or portal, which this document does not replace.", "strong"
        ),
        Bullets(
            (
                ListItem("A form (at https://example.org/form)."),
                ListItem(
                    "Another. We do not have this web address. Ask the desk or your safeguarding lead for it.",
                    remarks=("Inferred from the pathway document. Confirm it.",),
                ),
            )
        ),
    ]
    assert forms_note(msgspec.structs.replace(outcome, forms_due=()), "", ()) == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"immediate_risk": None}, "Immediate risk: not answered. The pathway's heading: “Harm now.”"),
        ({"immediate_risk": False}, "The pathway's heading: “Harm now.”"),
        (
            {"immediate_risk": False, "by_file": {"immediate_risk": ""}},
            "Immediate risk: no, as given in the answers. The pathway's heading: “Harm now.”",
        ),
    ],
)
def test_before_a_heading_that_speaks_of_immediate_risk_it_is_said_that_nobody_answered_that(
    fields: Any, said: str
) -> None:
    outcome = found(marks={"K1": "suspected"}, **fields)[1]
    texts = [each.text for each in steps_section(outcome, PATHWAY, MORNING).blocks if isinstance(each, Para)]
    assert f"Northmoor procedure, red result. {said}" in texts
