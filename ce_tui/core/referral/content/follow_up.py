"""What to do and whom to call: the locality's steps and contacts. On paper nothing is ever called open now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.hours import BANK_HOLIDAY_NOTE
from ce_tui.core.pathway.document.localities import Contact, Locality, Step
from ce_tui.core.pathway.document.tier_words import within
from ce_tui.core.pathway.outcome.outcome import FormDue, Outcome, OutcomeNotice, OutcomeStep
from ce_tui.core.pathway.words import OutcomeName, no_address, say_source, with_capital
from ce_tui.core.referral.content.shapes import Block, Bullets, Division, ListItem, Para, Table
from ce_tui.core.referral.content.wording import say_moment, say_provenance
from ce_tui.core.words.outcomes import link_words

HOURS_NOT_KNOWN = "Hours not known"
DO_NOT_WAIT = (
    "Where an office is closed, do not wait for it to open: phone the out-of-hours line, in danger 999."
)
_PHONES_FIRST = ("emergency", "front-door", "out-of-hours")


def steps_section(outcome: Outcome, pathway: Pathway, at: datetime) -> Division:
    """The steps for the tier that is acted on, each with where its words come from. Whom to phone is as of `at`."""
    locality = pathway.locality(outcome.locality)
    blocks: list[Block] = []
    title = within(outcome.acting_on, pathway)
    blocks.append(Para(f"{locality.title}, {title} result: {pathway.heading(outcome.acting_on)}"))
    blocks += provenance_note(locality)
    blocks.append(Para(f"Whom to phone, as of {say_moment(at)}. Their hours stand under Contacts.", "small"))
    above, service = locality.provenance, locality.service
    items = (step_item(step, pathway, above, _now(step), service) for step in outcome.steps)
    blocks.append(Bullets(tuple(items), ordered=True))
    if outcome.acting_on == "red":
        blocks.append(Para(DO_NOT_WAIT, "strong"))
    blocks += forms_note(outcome, service)
    blocks += assessment_note(locality)
    where = f" in {locality.name}" if locality.id != "elsewhere" else ""
    return Division(f"For the referrer: what to do{where}", tuple(blocks))


def forms_note(outcome: Outcome, service: str = "") -> list[Block]:
    """The area's own forms and portals: where they stand, whose words say so, what is to be confirmed.

    `service`: the area's, to be asked for an address that is not known.
    """
    if not outcome.forms_due:
        return []
    intro = "Still to be sent: the area's own form or portal, which this document does not replace."
    return [Para(intro, "strong"), Bullets(tuple(_form(form, service) for form in outcome.forms_due))]


def _form(form: FormDue, service: str) -> ListItem:
    text = f"{form.name} (at {form.url})." if form.url else f"{form.name}. {no_address(service)}"
    return ListItem(text, remarks=say_provenance(form.provenance, form.confirm))


def contacts_section(locality: Locality, acting_on: OutcomeName) -> Division:
    """All of the locality's contacts, in an order that does not depend on the hour."""
    rows = tuple(contact_row(contact) for contact in in_paper_order(locality.contacts, acting_on))
    table = Table("Whom to call", ("Whom", "Phone, e-mail", "Hours, source"), rows, (29, 33, 38))
    return Division("Contacts", (table, Para(BANK_HOLIDAY_NOTE, "small")))


def document_sentences(outcome: Outcome, pathway: Pathway) -> list[Block]:
    """What the document says of this result: for its receiver too, unlike the other notices."""
    of_a_result = {each.id for each in pathway.notices if each.quoted and each.when.outcomes}
    return [Para(_worded(notice), "quote") for notice in outcome.notices if notice.id in of_a_result]


def notices_section(notices: Sequence[OutcomeNotice]) -> Division | None:
    """The notices of this result, with their sources: without the alerts. While someone in the family may be involved,
    or until it is known, none prompts to tell the family.
    """
    guarded = any(each.on_family or each.alert == "family_involved" for each in notices)
    shown = [
        each
        for each in notices
        if not each.alert and not each.on_family and not (each.place == "consent" and guarded)
    ]
    if not shown:
        return None
    entries = tuple(
        ListItem(_worded(notice), remarks=(f"Source: {say_source(notice.source)}.",)) for notice in shown
    )
    return Division("Notices for whoever acts on this", (Bullets(entries),))


def step_item(
    step: OutcomeStep | Step,
    pathway: Pathway,
    above: str = "",
    whom: tuple[str, ...] = (),
    service: str = "",
) -> ListItem:
    """A step, whom to phone for it, the addresses of the links that it names, and where its words come from.

    `above`: what is printed above all of the steps, and not again with each. `service`: as of `forms_note`.
    """
    links = tuple(link_words(id, pathway, service) for id in step.links)
    confirm = "" if step.confirm in above else step.confirm
    return ListItem(step.text, step.label, (*whom, *links, *say_provenance(step.provenance, confirm)))


def _now(step: OutcomeStep) -> tuple[str, ...]:
    return (step.now,) if step.now else ()


def assessment_note(locality: Locality) -> list[Block]:
    """What an assessment may lead to."""
    return [Para(locality.assessment, "quote")] if locality.assessment else []


def provenance_note(locality: Locality) -> list[Block]:
    """How far the procedure is the document's own."""
    return [Para(locality.provenance, "warning")] if locality.provenance else []


def in_paper_order(contacts: Sequence[Contact], acting_on: OutcomeName) -> list[Contact]:
    """The data's order; on red 999 first, then the front door and who answers when it is closed."""
    if acting_on != "red":
        return list(contacts)
    places = {role: place for place, role in enumerate(_PHONES_FIRST)}
    return sorted(contacts, key=lambda contact: places.get(contact.role, len(places)))


def contact_row(contact: Contact) -> tuple[str, str, str]:
    """Whom, how to reach them with any dispute beside the number, and hours with sources."""
    whom = [contact.name]
    if contact.ask_for:
        whom.append(f"Ask for {contact.ask_for}.")
    if contact.note:
        whom.append(contact.note)
    reach = [part for part in (contact.phone, contact.email, contact.url) if part] or ["No number known"]
    if contact.phone:
        reach[0] = contact.number
    if contact.disputed:
        reach.append(contact.disputed)
    reach += [f"{other.phone} according to {say_source(other.source)}" for other in contact.alternatives]
    hours = []
    if contact.hours:
        source = f" (source: {say_source(contact.hours_source)})" if contact.hours_source else ""
        hours.append(f"{with_capital(contact.hours)}{source}")
    elif contact.phone:
        hours.append(HOURS_NOT_KNOWN)
    hours.append(f"Source: {say_source(contact.source)}")
    return "\n".join(whom), "\n".join(reach), "\n".join(hours)


def _worded(notice: OutcomeNotice) -> str:
    return f"“{notice.text}”" if notice.quoted else notice.text
