"""A notice that names a contact says how to reach it and what is known of that number, in whose words, exactly."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from ce_tui.core.pathway.document.localities import Alternative, Contact
from ce_tui.core.pathway.document.notices import Notice
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.outcome import OutcomeNotice
from support.documents.made_up import MORNING, PATHWAY, answers

OWN = Notice(id="adults", text="Tell them.", source="ours", contact_role="adult-social-care")
PRINTED = replace(OWN, text="As printed.", source="document", quoted=True)
ADULTS = Contact(id="adults", role="adult-social-care", name="Adult services", source="example.org")


def said(notice: Notice, *contacts: Contact) -> tuple[OutcomeNotice, ...]:
    first, *others = PATHWAY.localities
    area = replace(first, contacts=contacts)
    pathway = replace(PATHWAY, localities=(area, *others), notices=(notice,))
    return tuple(each for each in evaluate(answers(), pathway, MORNING).notices if each.id[:6] == "adults")


@pytest.mark.parametrize(
    ("changes", "reached", "source"),
    [
        ({}, "no number known", "example.org"),
        ({"url": "example.org/a"}, "example.org/a", "example.org"),
        ({"url": "example.org/a", "email": "a@example.org"}, "a@example.org", "example.org"),
        ({"phone": "01632 960123", "email": "a@example.org"}, "01632 960123", "example.org"),
        (
            {"phone": "01632 960123", "source": "document"},
            "01632 960123",
            "the pathway document",
        ),
        (
            {
                "phone": "01632 960123",
                "disputed": "A page has 01632 960999.",
                "alternatives": (
                    Alternative(phone="01632 960999", source="a page"),
                    Alternative(phone="01632 960777", source="document"),
                    Alternative(phone="01632 960555", source="a leaflet"),
                ),
            },
            "01632 960123",
            "example.org",
        ),
    ],
)
def test_how_it_is_reached_and_where_that_comes_from(
    changes: dict[str, Any], reached: str, source: str
) -> None:
    contact = replace(ADULTS, **changes)
    (own,) = said(OWN, contact)
    assert own == OutcomeNotice(
        text=f"Tell them. Adult services: {reached} (source: {source}).", source="ours", id="adults"
    )
    printed, number = said(PRINTED, contact)
    assert printed == OutcomeNotice(text="As printed.", source="document", id="adults", quoted=True)
    assert number == OutcomeNotice(
        text=f"Adult services: {reached}.", source=contact.source, id="adults-adults"
    )


def test_each_contact_of_the_role_is_named_and_no_other() -> None:
    second = replace(ADULTS, id="more", name="More services", phone="01632 960124")
    police = Contact(id="police", role="police", name="Police", phone="101")
    (own,) = said(OWN, ADULTS, police, second)
    assert own.text == (
        "Tell them. Adult services: no number known (source: example.org). More services: 01632 960124 (source: "
        "example.org)."
    )
    assert [each.id for each in said(PRINTED, ADULTS, police, second)] == [
        "adults",
        "adults-adults",
        "adults-more",
    ]
    assert [each.text for each in said(replace(OWN, contact_role=""), ADULTS)] == ["Tell them."]


def test_the_office_is_named_with_who_answers_at_this_hour_and_without_a_number_as_any_other() -> None:
    notice = replace(OWN, contact_role="front-door")
    office = Contact(id="door", role="front-door", name="The desk", phone="01632 960101", hours="by day")
    (own,) = said(notice, office)
    assert own.text == "Tell them. The desk, 01632 960101: not known whether it is open today (by day)."
    (own,) = said(notice, replace(office, phone=""))
    assert own.text == "Tell them. The desk: no number known (source: the pathway document)."
    printed, number = said(
        replace(PRINTED, contact_role="front-door", place="tier"), replace(office, phone="")
    )
    assert (printed.text, printed.place, number.text, number.place) == (
        "As printed.",
        "tier",
        "The desk: no number known.",
        "tier",
    )
