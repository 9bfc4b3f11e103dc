"""What the empty form says of its area: whom to phone, the steps of each result, where numbers and words come from."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.hours import BANK_HOLIDAY_NOTE
from ce_tui.core.pathway.document.localities import Contact, Locality, Step
from ce_tui.core.pathway.document.procedures import whom_to_phone
from ce_tui.core.pathway.document.tier_words import tier_title, within
from ce_tui.core.pathway.words import (
    OUTCOMES,
    OutcomeName,
    ended,
    grade,
    no_address,
    say_source,
    with_capital,
)
from ce_tui.core.referral.content.follow_up import (
    DO_NOT_WAIT,
    HOURS_NOT_KNOWN,
    assessment_note,
    consent_note,
    disputes,
    in_paper_order,
    provenance_note,
    step_item,
)
from ce_tui.core.referral.content.shapes import Bullets, Division, ListItem, Para, Table
from ce_tui.core.referral.content.wording import say_provenance

GRAVEST = OUTCOMES[-1]
NO_NUMBER = "No number known"


def phone_first(locality: Locality, pathway: Pathway) -> Division:
    """The first page: every number with its hours, then the gravest result's steps."""
    in_order = in_paper_order(locality.contacts, GRAVEST)
    called = [each for each in in_order if each.phone or _is_note_alone(each)]
    rows = tuple(_row(each) for each in called)
    table = Table("Whom to phone", ("Whom", "Number", "Hours"), rows, (37, 17, 46), caption_in_head=True)
    steps = steps_of(GRAVEST, locality, pathway)
    said = (*provenance_note(locality), *steps.blocks, Para(DO_NOT_WAIT, "strong"))
    return Division("Whom to phone", (table, *disputes(called)), (Division(steps.title, said, tier=GRAVEST),))


def procedure(locality: Locality, pathway: Pathway) -> Division:
    """Where the steps of each result stand, those of none, and which forms of the area follow."""
    where = f"The steps of each result stand below its factors, those of {within(GRAVEST, pathway)} on the first page."
    said = (Para(" ".join((where, *_forms(locality, pathway)))), Para(locality.intro))
    return Division(locality.headed, said, (steps_of("none", locality, pathway),))


def about_area(locality: Locality) -> Division:
    """What an assessment may lead to, the sentence on consent; where each number and its hours come from."""
    said = (*assessment_note(locality), *consent_note(locality))
    items = tuple(ListItem(" ".join(_about(each)), each.name) for each in locality.contacts)
    return Division(
        "Assessment, consent and contacts", (*said, Bullets(items), Para(BANK_HOLIDAY_NOTE, "small"))
    )


def _row(contact: Contact) -> tuple[str, str, str]:
    if _is_note_alone(contact):
        return contact.name, NO_NUMBER, contact.whole_note
    ask = f". Ask for {contact.ask_for}." if contact.ask_for else ""
    return contact.name, contact.phone, f"{with_capital(contact.hours) or HOURS_NOT_KNOWN}{ask}"


def _reach(contact: Contact) -> list[str]:
    """How to reach it otherwise than by phone."""
    return [each for each in (contact.email, contact.url) if each]


def _is_note_alone(contact: Contact) -> bool:
    """Whether no number, no address is known: its note says how to find it."""
    return not (contact.phone or _reach(contact))


def _about(contact: Contact) -> Iterator[str]:
    """Its addresses, what is to be known, where number and hours come from, in sentences."""
    yield from (f"{each}." for each in _reach(contact))
    if contact.whole_note and not _is_note_alone(contact):
        yield contact.whole_note
    if contact.hours_source:
        yield f"Hours: {say_source(contact.hours_source)}."
    yield f"Source: {say_source(contact.source)}."


def steps_of(outcome: OutcomeName, locality: Locality, pathway: Pathway) -> Division:
    """What to do with this result."""
    hours = outcome != GRAVEST
    steps = [_step(each, locality, pathway, hours) for each in locality.procedure.steps(outcome)]
    if outcome == GRAVEST:
        steps.insert(0, ListItem(locality.danger))
    heading = pathway.heading(outcome)
    title = heading if grade(outcome).is_nothing else f"{tier_title(outcome, pathway)}: {heading}"
    return Division(
        title.removesuffix("."), (Bullets(tuple(steps), ordered=True),), tier=outcome, together=True
    )


def _step(step: Step, locality: Locality, pathway: Pathway, hours: bool) -> ListItem:
    """A step with whom to phone and what is said of it in the same lines. `hours`: with theirs, where none stand
    above. That it was rebuilt stands once, above the first steps, where the area says so of all.
    """
    whom = tuple(f"{each}." for each in whom_to_phone(step, locality)) if hours else _numbers(step, locality)
    if step.confirm and step.confirm in locality.provenance:
        step = replace(step, provenance="document")
    item = step_item(step, pathway, locality.provenance, whom, locality.service)
    return ListItem(" ".join((ended(item.text), *item.remarks)), item.label)


def _numbers(step: Step, locality: Locality) -> tuple[str, ...]:
    """The numbers of a call that its own words lack, and the police's for when nobody answers (rule 12)."""
    if not step.call:
        return ()
    called = [locality.contact(id) for id in step.contacts]
    said = [f"{each.name}: {each.phone}." for each in called if each.phone and each.phone not in step.text]
    police = [each.phone for each in locality.contacts if each.role == "police" and each.phone]
    if said and police and not any(each.role == "police" for each in called):
        said.append(f"If nobody answers: {police[0]}.")
    return tuple(said)


def _forms(locality: Locality, pathway: Pathway) -> list[str]:
    """The area's own forms in sentences: for which results they are and where they stand."""
    said = ["This form does not replace the area's own form or portal:"] if locality.forms else []
    for form in locality.forms:
        url = pathway.link(form.link).url if form.link else ""
        results = " and ".join(within(outcome, pathway) for outcome in form.outcomes)
        name = f"{form.name}, for a result of {results}"
        said.append(f"{name} (at {url})." if url else f"{name}. {no_address(locality.service)}")
        said += say_provenance(form.provenance, "" if form.confirm in locality.provenance else form.confirm)
    return said
