"""What the empty form says of an area, of made-up contacts: whom to phone, each result's steps, where all is from."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from ce_tui.core.pathway.document.document import LinkSlot, Pathway
from ce_tui.core.pathway.document.localities import (
    BANK_HOLIDAY_NOTE,
    Alternative,
    Contact,
    Locality,
    OwnForm,
    Procedure,
    Step,
)
from ce_tui.core.pathway.words import no_address
from ce_tui.core.referral.content.blank import about_area, phone_first, procedure, steps_of
from ce_tui.core.referral.content.follow_up import DO_NOT_WAIT
from ce_tui.core.referral.content.shapes import Bullets, ListItem, Para, Table
from support.documents.made_up import PATHWAY

DESK = Contact(
    id="desk",
    role="front-door",
    name="Imaginary desk",
    phone="01632 960101",
    email="desk@example.org",
    url="www.example.org/desk",
    hours="weekdays 9am–5pm",
    hours_source="hours.example.org",
    ask_for="the first line",
    disputed="Another page differs.",
    alternatives=(Alternative(phone="01632 960199", source="document"),),
    note="A mailbox besides.",
)
NIGHT = Contact(id="night", role="out-of-hours", name="Night line", phone="01632 960102", source="a page")
MAILBOX = Contact(id="post", role="other", name="Mailbox", email="post@example.org", note="For forms.")
OTHERS = Contact(id="others", role="other", name="Another council", note="Look its number up.")
DANGER = Contact(id="danger", role="emergency", name="Emergency", phone="999", hours="always", always=True)

STEPS = Procedure(
    none=(Step(text="Keep watching"),),
    yellow=(Step(text="Seek support:", provenance="own"),),
    amber=(Step(text="Phone the desk.", label="For advice", call=True, contacts=("desk", "post")),),
    red=(Step(text="Phone the desk now.", call=True, contacts=("desk",)), Step(text="Send the form.")),
)


def area(**parts: Any) -> Locality:
    made: dict[str, Any] = {
        "id": "northmoor",
        "name": "Northmoor",
        "title": "Northmoor procedure",
        "intro": "You found:",
        "procedure": STEPS,
        "contacts": (OTHERS, NIGHT, MAILBOX, DESK, DANGER),
    }
    return Locality(**{**made, **parts})


def items(locality: Locality, outcome: Any, pathway: Pathway = PATHWAY) -> list[ListItem]:
    [listed] = steps_of(outcome, locality, pathway).blocks
    assert isinstance(listed, Bullets) and listed.ordered
    return list(listed.entries)


def test_whom_to_phone_stands_in_the_order_of_red_with_number_and_hours() -> None:
    section = phone_first(area(), PATHWAY)
    table, *after = section.blocks
    assert isinstance(table, Table)
    assert (section.title, table.caption, table.head) == (
        "Whom to phone",
        "Whom to phone",
        ("Whom", "Number", "Hours"),
    )
    assert table.caption_in_head and sum(table.widths) == 100
    assert table.rows == (
        ("Emergency", "999", "Always"),
        ("Imaginary desk", DESK.phone, "Weekdays 9am–5pm. Ask for the first line."),
        ("Night line", "01632 960102", "Hours not known"),
        ("Another council", "No number known", "Look its number up."),
    ), "the mailbox is not to be phoned"
    assert after == [
        Para(
            "Imaginary desk: Another page differs. 01632 960199 according to the pathway document.", "warning"
        )
    ]


@pytest.mark.parametrize("rebuilt", ["", "This was rebuilt."])
def test_the_steps_of_red_stand_below_with_what_to_do_in_danger_first(rebuilt: str) -> None:
    locality = area(provenance=rebuilt)
    [red] = phone_first(locality, PATHWAY).parts
    note = [Para(rebuilt, "warning")] if rebuilt else []
    steps = steps_of("red", locality, PATHWAY)
    assert list(red.blocks) == [*note, *steps.blocks, Para(DO_NOT_WAIT, "strong")]
    assert (red.title, red.tier) == (steps.title, "red") and steps.tier == "red"
    assert [each.text for each in items(locality, "red")] == [
        locality.danger,
        "Phone the desk now. Imaginary desk: 01632 960101.",
        "Send the form.",
    ], "a step that says to phone has its number"


def test_elsewhere_a_call_has_the_number_in_it() -> None:
    [call] = items(area(), "amber")
    assert call == ListItem(
        f"Phone the desk. Imaginary desk: {DESK.phone} (weekdays 9am–5pm).", label="For advice"
    )
    assert items(area(), "none") == [ListItem("Keep watching.")]
    assert [each.text.partition(" Added")[0] for each in items(area(), "yellow")] == ["Seek support:"]


def test_the_steps_are_headed_by_the_result_and_its_heading() -> None:
    titles = {outcome: steps_of(outcome, area(), PATHWAY).title for outcome in ("none", "yellow", "red")}  # type: ignore[arg-type]
    assert titles == {
        "none": PATHWAY.heading("none").rstrip("."),
        "yellow": f"Yellow: {PATHWAY.heading('yellow')}".rstrip("."),
        "red": f"Red: {PATHWAY.heading('red')}".rstrip("."),
    }


@pytest.mark.parametrize(
    ("forms", "url", "said"),
    [
        ((), "", []),
        (
            (OwnForm(name="Their form", outcomes=("amber", "red"), link="page"),),
            "www.example.org/form",
            ["Their form, for a result of amber and red (at www.example.org/form)."],
        ),
        (
            (OwnForm(name="Their form", outcomes=("red",), link="page"),),
            "",
            [f"Their form, for a result of red. {no_address()}"],
        ),
        (
            (OwnForm(name="Their form", outcomes=("red",), confirm="Confirm it."),),
            "www.example.org/form",
            [f"Their form, for a result of red. {no_address()}", "Confirm it."],
        ),
    ],
    ids=["none", "where it stands", "an address that is not known", "no link, and to be confirmed"],
)
def test_which_forms_of_the_area_follow_is_said_with_where_the_steps_stand(
    forms: tuple[OwnForm, ...], url: str, said: list[str]
) -> None:
    linked = replace(PATHWAY, links=(LinkSlot(id="page", words="here", about="Page", url=url),))
    section = procedure(area(forms=forms), linked)
    first, intro = section.blocks
    assert isinstance(first, Para) and intro == Para("You found:")
    where, _, after = first.text.partition("on the first page.")
    assert "those of red" in where
    intro_of_forms = ["This form does not replace the area's own form or portal:"] if forms else []
    assert after.strip() == " ".join([*intro_of_forms, *said])
    assert (section.title, section.parts) == ("Northmoor procedure", (steps_of("none", area(), PATHWAY),))


def test_what_is_to_be_confirmed_is_not_said_again_where_it_stands_above() -> None:
    form = OwnForm(name="Their form", outcomes=("red",), confirm="Confirm it.")
    first, _ = procedure(area(forms=(form,), provenance="It was rebuilt. Confirm it."), PATHWAY).blocks
    assert isinstance(first, Para) and "Confirm it." not in first.text


def test_where_each_number_is_from_is_said_with_what_else_is_known_of_it() -> None:
    said = about_area(area(contacts=(DESK, NIGHT, OTHERS)))
    assert said.title == "Assessment, consent and contacts"
    assert said.blocks == (
        Bullets(
            (
                ListItem(
                    "desk@example.org. www.example.org/desk. A mailbox besides. Hours: hours.example.org. Source: the "
                    "pathway document.",
                    "Imaginary desk",
                ),
                ListItem("Source: a page.", "Night line"),
                ListItem("Source: the pathway document.", "Another council"),
            )
        ),
        Para(BANK_HOLIDAY_NOTE, "small"),
    )


def test_what_an_assessment_may_lead_to_and_the_sentence_on_consent_stand_before() -> None:
    first, second, *_ = about_area(area(assessment="It may lead on.", consent="Ask first.")).blocks
    assert (first, second) == (
        Para("It may lead on.", "quote"),
        Para(f"{area().title}: “Ask first.”", "quote"),
    )
