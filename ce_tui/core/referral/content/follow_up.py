"""What to do and whom to call: the locality's steps and contacts. On paper nothing is ever called open now."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from msgspec.structs import replace

from ce_tui.core.pathway.answers.danger import IMMEDIATE_RISK
from ce_tui.core.pathway.document.document import Pathway, in_sentence
from ce_tui.core.pathway.document.localities import BANK_HOLIDAY_NOTE, ELSEWHERE, Contact, Locality, Step
from ce_tui.core.pathway.document.notices import ALERTS
from ce_tui.core.pathway.outcome.following import FORM_DUE, adviser_now, is_support_alone, worried_words
from ce_tui.core.pathway.outcome.outcome import (
    Outcome,
    OutcomeContact,
    OutcomeNotice,
    OutcomeStep,
    area_of,
)
from ce_tui.core.pathway.outcome.whom_to_phone import to_be_shown
from ce_tui.core.pathway.words import (
    OutcomeName,
    grade,
    no_address,
    say_source,
    with_capital,
    with_small,
)
from ce_tui.core.referral.content.shapes import (
    Block,
    Bullets,
    Division,
    ListItem,
    Para,
    Table,
    Tone,
    say_moment,
    say_provenance,
)
from ce_tui.core.words.outcomes import PROVENANCE_WORDS, links_of

HOURS_NOT_KNOWN = "Hours not known"
DO_NOT_WAIT = (
    "Where an office is closed, do not wait for it to open: phone the out-of-hours line, in danger 999."
)
_DO_NOT_WAIT_NOW = f"{DO_NOT_WAIT.removesuffix(', in danger 999.')}."
_PHONES_FIRST = ("emergency", "front-door", "out-of-hours")
_AT_ANY_HOUR = ("emergency", "police")


def steps_section(outcome: Outcome, pathway: Pathway, at: datetime) -> Division:
    """The alerts with their numbers, then the steps for the tier acted on, each with the source of its words.

    Whom to phone is as of `at`, and stands below the steps of a yellow that asks for support alone.
    """
    locality, support_alone = area_of(outcome, pathway), is_support_alone(outcome)
    blocks: list[Block] = [Para(alert.text, "danger") for alert in outcome.alerts]
    blocks += [Para(each.text, "danger") for each in outcome.notices if _is_on_family(each)]
    blocks += [Para(_which(outcome, pathway)), *provenance_note(locality)]
    blocks += [] if support_alone else _as_of(outcome, at)
    above, service = locality.provenance, locality.service
    said: set[str] = set()
    items = []
    for step in outcome.steps:  # where a link leads is said with the first step that has it
        links = tuple(link for link in step.links if link not in said)
        said.update(step.links)
        now = (step.now,) if step.now else ()
        items.append(step_item(replace(step, links=links), pathway, above, now, service))
    blocks.append(Bullets(tuple(items), ordered=True))
    if outcome.grade.is_red:
        blocks.append(Para(_DO_NOT_WAIT_NOW if outcome.immediate_risk else DO_NOT_WAIT, "strong"))
    if support_alone:
        blocks += [Para(worried_words(outcome)), *_as_of(outcome, at)]
    blocks += forms_note(outcome, service, said={form.name for form in locality.forms if form.link in said})
    if outcome.grade.is_referred:  # below it nothing is sent to be assessed
        blocks += assessment_note(locality)
    where = f" in {locality.name}" if locality.id != ELSEWHERE else ""
    return Division(f"For the referrer: what to do{where}", tuple(blocks))


def _is_on_family(notice: OutcomeNotice) -> bool:
    return notice.on_family and not notice.alert and notice.place != "consent"


def _which(outcome: Outcome, pathway: Pathway) -> str:
    """Whose steps these are, and for what. The document's reassuring heading is quoted only where it holds; red's
    speaks of immediate risk: what was not answered of that is said before it, as on the first page.
    """
    title, heading = pathway.locality(outcome.locality).headed, pathway.heading(outcome.acting_on)
    if outcome.grade.is_nothing:
        return f"{title}: {with_small(heading)}"
    result = f"{title}, {in_sentence(outcome.acting_on, pathway)} result."
    if not outcome.grade.is_red and not outcome.heading_holds:
        return result
    risk = "Immediate risk: not answered. " if outcome.immediate_risk is None else ""
    if IMMEDIATE_RISK in outcome.by_file:
        risk = "Immediate risk: no, as given in the answers. "
    return f"{result} {risk}The pathway's heading: “{heading}”"


def _as_of(outcome: Outcome, at: datetime) -> list[Block]:
    """At which moment it is that these are to be phoned, where anybody is, and where more stands about them."""
    phones = {phone for alert in outcome.alerts for phone in alert.phones}
    phones.update(phone for step in outcome.steps for phone in step.phones)
    if is_support_alone(outcome) and (adviser := adviser_now(outcome)):
        phones.add(adviser.phone)
    ids = {contact for step in outcome.steps if step.phones for contact in step.contacts}
    called = [each for each in outcome.contacts if each.phone in phones or (each.phone and each.id in ids)]
    if not called:
        return []
    more = ["their hours"] if any(each.hours for each in called if each.role not in _AT_ANY_HOUR) else []
    more += ["what is disputed"] if any(each.disputed for each in called) else []
    see = f" For {' and '.join(more)} see Contacts." if more else ""
    return [Para(f"Whom to phone, as of {say_moment(at)}.{see}", "small")]


def forms_note(outcome: Outcome, service: str, said: Collection[str]) -> list[Block]:
    """The area's own forms and portals: where they stand, whose words say so, what is to be confirmed.

    `service`: the area's, to be asked for an address that is not known. `said`: the names of those of which it is said
    already.
    """
    if not outcome.forms_due:
        return []
    intro = "Still to be sent: the area's own form or portal, which this document does not replace."
    items = []
    for form in outcome.forms_due:
        item = ListItem(f"{form.name}.")
        if form.name not in said:
            where = f" (at {form.url})." if form.url else f". {no_address(service)}"
            item = ListItem(form.name + where, remarks=say_provenance(form.provenance, form.confirm))
        items.append(item)
    return [Para(intro, "strong"), Bullets(tuple(items))]


def contacts_as_of(outcome: Outcome, at: datetime) -> Division:
    """The contacts that concern a child of this age, in the order in which to phone them at a moment.

    Each says whether to expect an answer then.
    """
    shown = to_be_shown(outcome.contacts, outcome.age)
    rows = tuple(map(contact_row, shown))
    table = Table("Whom to call", ("Whom", "Phone, e-mail", "Hours, source"), rows, (29, 33, 38))
    order = Para(f"In the order in which to phone, as of {say_moment(at)}: “today” is that day.", "lead")
    return Division("Contacts", (order, table, *disputes(shown), Para(BANK_HOLIDAY_NOTE, "small")))


def document_sentences(outcome: Outcome, pathway: Pathway) -> list[Block]:
    """What the document says of this result: for its receiver too, unlike the other notices."""
    of_a_result = {each.id for each in pathway.notices if each.quoted and each.when.outcomes}
    return [Para(_worded(notice), "quote") for notice in outcome.notices if notice.id in of_a_result]


def notices_section(notices: Sequence[OutcomeNotice]) -> Division | None:
    """The notices of this result that do not stand above the steps, with their sources; None: none.

    While someone in the family may be involved, or until it is known, none prompts to tell the family.
    """
    on_family = [key for key, each in ALERTS.items() if each.on_family]
    guarded = any(each.on_family or each.alert in on_family for each in notices)
    entries = tuple(
        ListItem(_worded(each), remarks=(f"Source: {say_source(each.source)}.",))
        for each in notices
        if not each.alert
        and not _is_on_family(each)
        and each.id != FORM_DUE  # the steps say it, with the form
        and (each.on_family or each.place != "consent" or not guarded)
    )
    return Division("For the referrer: notices", (Bullets(entries),)) if entries else None


def step_item(
    step: OutcomeStep | Step, pathway: Pathway, above: str, whom: tuple[str, ...], service: str
) -> ListItem:
    """A step with whom to phone for it, the addresses of its links, and the source of its words.

    `above`: what is printed above all of the steps, and not again with each. `service` as in `forms_note`.
    """
    links = tuple(links_of(step, pathway, service))
    confirm = "" if step.confirm in above else step.confirm
    return ListItem(step.text, step.label, (*whom, *links, *say_provenance(step.provenance, confirm)))


def assessment_note(locality: Locality) -> list[Block]:
    """The area's sentence on what an assessment may lead to, if it has one."""
    return [Para(locality.assessment, _tone(locality))] if locality.assessment else []


def consent_note(locality: Locality) -> list[Block]:
    """The area's sentence on consent, quoted if its page has it; a rebuilt one says that it is that."""
    words = f"{locality.title}: “{locality.consent}”"
    if locality.is_rebuilt:
        words = f"{locality.consent} {PROVENANCE_WORDS['rebuilt']}"
    return [Para(words, _tone(locality))] if locality.consent else []


def _tone(locality: Locality) -> Tone:
    """Only what the document prints looks like a quotation."""
    return "plain" if locality.is_rebuilt else "quote"


def provenance_note(locality: Locality) -> list[Block]:
    """The area's warning on how far the procedure is the document's own, if it has one."""
    return [Para(locality.provenance, "warning")] if locality.provenance else []


def in_paper_order(contacts: Sequence[Contact], acting_on: OutcomeName) -> list[Contact]:
    """The contacts in the data's order; on red 999 first, then the front door and its out-of-hours line."""
    first = _PHONES_FIRST if grade(acting_on).is_red else ()
    return sorted(contacts, key=lambda each: first.index(each.role) if each.role in first else len(first))


def disputes(contacts: Sequence[Contact | OutcomeContact]) -> Iterator[Para]:
    """The reasons why numbers are disputed, and which others are given: once, below all of the numbers."""
    for each in contacts:
        others = (
            f"{other.phone} according to {say_source(other.source)}."
            for other in each.alternatives
            if other.phone not in each.disputed
        )
        if said := " ".join(filter(None, (each.disputed, *others))):
            yield Para(f"{each.name}: {said}", "warning")


def contact_row(contact: Contact | OutcomeContact) -> tuple[str, str, str]:
    """Whom, how to reach them, and hours with sources. What is disputed never stands between two numbers.

    Of an outcome's: with whether to expect an answer at its hour.
    """
    ask = f"Ask for {contact.ask_for}." if contact.ask_for else ""
    whom = filter(None, (contact.name, ask, contact.whole_note))
    reach = filter(None, (contact.phone, contact.email, contact.url))
    state = contact.state.partition(" (")[0] if isinstance(contact, OutcomeContact) else ""
    hours = [state] if state and state != with_capital(contact.hours) else []
    if contact.hours:
        source = f" (source: {say_source(contact.hours_source)})" if contact.hours_source else ""
        hours.append(f"{with_capital(contact.hours)}{source}")
    elif contact.phone and not state:
        hours.append(HOURS_NOT_KNOWN)
    hours.append(f"Source: {say_source(contact.source)}")
    return "\n".join(whom), "\n".join(reach) or "No number known", "\n".join(hours)


def _worded(notice: OutcomeNotice) -> str:
    return f"“{notice.text}”" if notice.quoted else notice.text
