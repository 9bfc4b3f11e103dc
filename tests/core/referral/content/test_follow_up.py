"""What to do and which notices go with a result, exact."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import Decision
from ce_tui.core.pathway.document.document import LinkSlot
from ce_tui.core.pathway.document.localities import Step
from ce_tui.core.pathway.outcome.outcome import OutcomeNotice
from ce_tui.core.referral.content.follow_up import notices_section, step_item, steps_section
from ce_tui.core.referral.content.shapes import Bullets, ListItem, Para
from support.documents.made_up import PATHWAY, found

OWN = "Not in the pathway document: this software's own words."
DO_NOT_WAIT = Para(
    "Where an office is closed, do not wait for it to open: phone the out-of-hours line, in danger 999.",
    "strong",
)


@pytest.mark.parametrize(
    ("fields", "heading", "steps", "after"),
    [
        (
            {},
            "nothing marked result: Nothing was marked. That is not the same as safe.",
            ["Keep watching."],
            [],
        ),
        (
            {"marks": {"G1": "yes"}},
            "yellow result: Worries only.",
            ["Northmoor: seek support in the community."],
            [],
        ),
        (
            {"marks": {"H2": "suspected"}},
            "amber result: Early signs.",
            ["Northmoor: phone the desk for advice.", "Northmoor: fill in the form."],
            [],
        ),
        (
            {"marks": {"G1": "yes"}, "decision": Decision("red")},
            "red result: Harm now.",
            ["Northmoor: send the form now."],
            [DO_NOT_WAIT],
        ),
        (
            {"marks": {"K1": "suspected"}, "decision": Decision("none", "x")},
            "red result: Harm now.",
            ["Northmoor: send the form now."],
            [DO_NOT_WAIT],
        ),
    ],
)
def test_the_steps_are_those_of_the_higher_of_result_and_decision(
    fields: Any, heading: str, steps: list[str], after: list[Para]
) -> None:
    section = steps_section(found(**fields)[1], PATHWAY)
    assert section.title == "What to do in Northmoor"
    first, listed, *rest = section.blocks
    assert first == Para(f"Northmoor procedure, {heading}")
    assert isinstance(listed, Bullets) and listed.ordered
    assert [entry.text for entry in listed.entries] == steps
    assert rest == after


def test_what_the_area_says_of_its_procedure_stands_below_the_steps() -> None:
    areas = tuple(
        msgspec.structs.replace(area, assessment="It may lead to a plan.", provenance="Rebuilt.")
        for area in PATHWAY.localities
    )
    pathway = msgspec.structs.replace(PATHWAY, localities=areas)
    section = steps_section(found(locality="elsewhere")[1], pathway)
    assert section.title == "What to do"
    assert section.blocks[2:] == (Para("It may lead to a plan.", "quote"), Para("Rebuilt.", "warning"))


def test_a_step_says_whose_words_it_is_and_where_its_links_lead() -> None:
    slots = (
        LinkSlot(id="page", words="here", about="The page", url="https://example.org/page"),
        LinkSlot(id="lost", words="there", about="The form", warning="Ask the desk."),
    )
    pathway = msgspec.structs.replace(PATHWAY, links=slots)
    step = Step(
        text="Send it.", label="For referral", provenance="own", confirm="Confirm.", links=("page", "lost")
    )
    assert step_item(step, pathway) == ListItem(
        "Send it.",
        "For referral",
        (
            "The page: https://example.org/page.",
            "The form: address not in the copy used. Ask the desk.",
            f"{OWN} Confirm.",
        ),
    )
    assert step_item(Step(text="Send it."), pathway) == ListItem("Send it.")


def test_notices_go_with_their_sources_but_not_those_on_consent_or_of_the_hour() -> None:
    section = notices_section(
        (
            OutcomeNotice(text="Said by the document.", source="document", quoted=True),
            OutcomeNotice(text="Ours.", source="example.org"),
            OutcomeNotice(text="On consent.", source="ours", place="consent"),
            OutcomeNotice(text="Now.", source="ours", id="lines-that-answer"),
        )
    )
    assert section is not None
    assert section.blocks == (
        Bullets(
            (
                ListItem("“Said by the document.”", remarks=("Source: the pathway document.",)),
                ListItem("Ours.", remarks=("Source: example.org.",)),
            )
        ),
    )
    assert notices_section((OutcomeNotice(text="On consent.", source="ours", place="consent"),)) is None
