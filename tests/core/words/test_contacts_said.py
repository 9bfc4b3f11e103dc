"""A contact as each place says it: nothing that the data says of it is left out, and paper calls nothing open."""

from __future__ import annotations

from datetime import datetime

import msgspec
import pytest

from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.pathway.document.guidance import chapters
from ce_tui.core.pathway.document.guidance import contact_lines as in_guidance
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.document.localities import Alternative, Contact, Locality, OpeningHours
from ce_tui.core.pathway.outcome.phone_script import read_on_the_phone
from ce_tui.core.pathway.outcome.whom_to_phone import contacts_now
from ce_tui.core.pathway.words import say_source
from ce_tui.core.referral.content.follow_up import contact_row, disputes, in_paper_order
from ce_tui.core.referral.content.shapes import Para
from ce_tui.core.words.outcomes import contact_lines as beside_its_number
from support.documents.made_up import PATHWAY, found

MORNING = datetime(2026, 11, 25, 10, tzinfo=LONDON)
SET = default_pathway()
REAL = [(area, contact) for area in SET.localities for contact in area.contacts]
of_every_area = pytest.mark.parametrize(
    ("area", "contact"), REAL, ids=[f"{area.id}-{contact.id}" for area, contact in REAL]
)

WHOLE = Contact(
    id="desk",
    role="front-door",
    name="Imaginary desk",
    phone="01632 960101",
    email="desk@example.org",
    url="https://example.org/desk",
    ask_for="the first line",
    printed="Desk 01632 960199",
    hours="weekdays 9am–5pm",
    hours_source="hours.example.org",
    opening=(OpeningHours(days=("wed",), opens="09:00", closes="17:00"),),
    source="document",
    checked="2026-11-01",
    disputed="The document prints another.",
    alternatives=(
        Alternative(phone="01632 960199", source="document"),
        Alternative(phone="01632 960198", source="page.example.org"),
    ),
    note="A mailbox besides.",
)
NO_HOURS = Contact(id="line", role="other", name="Imaginary line", phone="01632 960102", source="example.org")
NO_NUMBER = Contact(id="other", role="other", name="Another council")


def now(contact: Contact, at: datetime = MORNING) -> str:
    area = msgspec.structs.replace(PATHWAY.localities[0], contacts=(contact,))
    (shown,) = contacts_now(area, at)
    return "\n".join(beside_its_number(shown))


def on_the_phone(contact: Contact) -> str:
    area = msgspec.structs.replace(PATHWAY.localities[0], contacts=(contact,))
    given, outcome = found()
    outcome = msgspec.structs.replace(outcome, contacts=contacts_now(area, MORNING))
    parts = dict(read_on_the_phone(given, outcome, PATHWAY))
    return "\n".join([*parts["Who to phone"], *parts["Other numbers"]])


def test_on_paper() -> None:
    assert contact_row(WHOLE) == (
        "Imaginary desk\nAsk for the first line.\nA mailbox besides.",
        "01632 960101\ndesk@example.org\nhttps://example.org/desk",
        "Weekdays 9am–5pm (source: hours.example.org)\nSource: the pathway document",
    )
    assert contact_row(NO_HOURS) == (
        "Imaginary line",
        "01632 960102",
        "Hours not known\nSource: example.org",
    )
    assert contact_row(NO_NUMBER) == (
        "Another council",
        "No number known",
        "Source: the pathway document",
    )
    assert contact_row(msgspec.structs.replace(WHOLE, hours_source=""))[2] == (
        "Weekdays 9am–5pm\nSource: the pathway document"
    )


def test_why_a_number_is_disputed_stands_below_all_of_them_on_paper() -> None:
    assert list(disputes([NO_HOURS, WHOLE, NO_NUMBER])) == [
        Para(
            "Imaginary desk: The document prints another. 01632 960199 according to the pathway document. 01632 960198 "
            "according to page.example.org.",
            "warning",
        )
    ]


def test_in_guidance() -> None:
    assert in_guidance(WHOLE) == [
        "Imaginary desk: 01632 960101, desk@example.org, https://example.org/desk",
        "Ask for the first line.",
        "Disputed: The document prints another.",
        "01632 960199: source: the pathway document",
        "01632 960198: source: page.example.org",
        "Hours: weekdays 9am–5pm (source: hours.example.org)",
        "Source: the pathway document; last compared on 2026-11-01",
        "A mailbox besides.",
    ]
    assert in_guidance(NO_NUMBER) == [
        "Another council: no number known",
        "Hours: not known",
        "Source: the pathway document",
    ]


def test_beside_its_number_on_the_screen() -> None:
    assert now(WHOLE).split("\n") == [
        "Imaginary desk",
        "Disputed. The document prints another.",
        "Also given: 01632 960199 (the pathway document); 01632 960198 (page.example.org)",
        "Ask for the first line",
        "Hours: weekdays 9am–5pm",
        "Hours from: hours.example.org",
        "desk@example.org",
        "https://example.org/desk",
        "A mailbox besides.",
        "Source: the pathway document, compared on 1 November 2026",
    ]
    assert now(NO_HOURS).split("\n") == ["Imaginary line", "Source: example.org"]
    always = msgspec.structs.replace(NO_HOURS, hours="day and night", hours_source="document")
    assert now(always).split("\n") == ["Imaginary line", "Source: example.org"]


def test_read_on_the_phone() -> None:
    assert on_the_phone(WHOLE) == (
        "Imaginary desk, 01632 960101: should be open (weekdays 9am–5pm). Ask for the first line.\nNone."
    )
    assert on_the_phone(NO_HOURS) == "Imaginary line, 01632 960102: hours not known.\nNone."
    assert on_the_phone(NO_NUMBER) == ("No number is known for this area.\nAnother council, no number known.")


def test_the_first_three_numbers_that_may_answer_are_whom_to_phone() -> None:
    given, outcome = found()
    numbers = [msgspec.structs.replace(NO_HOURS, id=f"line {n}", name=f"Line {n}") for n in range(1, 6)]
    area = msgspec.structs.replace(PATHWAY.localities[0], contacts=tuple(numbers))
    outcome = msgspec.structs.replace(outcome, contacts=contacts_now(area, MORNING))
    parts = dict(read_on_the_phone(given, outcome, PATHWAY))
    said = [[line.split(",")[0] for line in parts[heading]] for heading in ("Who to phone", "Other numbers")]
    assert said == [["Line 1", "Line 2", "Line 3"], ["Line 4", "Line 5"]]


@of_every_area
def test_every_contact_of_every_area_is_said_whole(area: Locality, contact: Contact) -> None:
    row = [*contact_row(contact), *(each.text for each in disputes([contact]))]
    assert row[0].split("\n")[0] == contact.name
    others = [part for each in contact.alternatives for part in (each.phone, say_source(each.source))]
    words = [contact.note, contact.disputed, contact.ask_for, contact.email, contact.url, *others]
    words += [say_source(contact.source), say_source(contact.hours_source)]
    for text in ("\n".join(row), "\n".join(in_guidance(contact))):
        assert [each for each in (*words, contact.phone) if each not in text] == []


@of_every_area
def test_a_dispute_stands_right_below_the_number_that_the_document_prints(
    area: Locality, contact: Contact
) -> None:
    (chapter,) = (each for each in chapters(SET) if each.id == f"procedure-{area.id}")
    texts = [block.text for block in chapter.blocks]
    dispute = f"Disputed: {contact.disputed} Shown by this software: {contact.phone}."
    if contact.printed and contact.disputed:
        assert texts[texts.index(contact.printed) + 1] == dispute
    else:
        assert dispute not in texts
    lines = in_guidance(contact)
    at = texts.index(lines[0], texts.index("Contacts, with hours and sources"))
    assert texts[at : at + len(lines)] == lines
    assert all(block.own for block in chapter.blocks[at : at + len(lines)])


def test_on_paper_a_red_result_leads_with_999_the_front_door_and_the_night_line() -> None:
    roles = ("other", "out-of-hours", "police", "front-door", "emergency")
    listed = [Contact(id=role, role=role, name=role) for role in roles]
    assert [each.role for each in in_paper_order(listed, "red")] == [
        "emergency",
        "front-door",
        "out-of-hours",
        "other",
        "police",
    ]
    assert in_paper_order(listed, "amber") == listed
