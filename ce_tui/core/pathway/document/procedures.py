"""A locality's page as Guidance shows it: its steps result by result, contacts, how a disagreement is taken further."""

from __future__ import annotations

from collections.abc import Iterator

from ce_tui.core.pathway.document.document import Block, Pathway
from ce_tui.core.pathway.document.escalation import NOT_MOVING, danger_words, stage_lines, where_words
from ce_tui.core.pathway.document.localities import Contact, Locality, Step
from ce_tui.core.pathway.words import OUTCOMES, grade, say_source

HOURS_NOT_KNOWN = "hours not known"


def procedure_blocks(locality: Locality, pathway: Pathway) -> Iterator[Block]:
    """The page, in the document's order; what the document does not print says so (`own`, notes)."""
    if locality.provenance:
        yield _note(locality.provenance)
    yield Block(text=locality.intro)
    for outcome in (*OUTCOMES[1:], OUTCOMES[0]):
        yield Block(kind="heading", text=pathway.heading(outcome), own=grade(outcome).is_nothing)
        if grade(outcome).is_red:
            yield Block(kind="bullet", text=locality.danger, own=True)
        for step in locality.procedure.steps(outcome):
            yield from _step(step, locality)
    for sentence in (locality.assessment, locality.consent):
        if sentence:
            yield Block(text=sentence)
    yield from _contacts(locality)
    yield from _escalation(locality)
    yield from _links(locality, pathway)


def contact_lines(contact: Contact) -> list[str]:
    """A contact in lines: how to reach it, hours, source, dispute and other numbers, note. Never "open now"."""
    reach = [part for part in (contact.phone, contact.email, contact.url) if part] or ["no number known"]
    lines = [f"{contact.name}: {', '.join(reach)}"]
    if contact.ask_for:
        lines.append(f"Ask for {contact.ask_for}.")
    if contact.disputed:
        lines.append(f"Disputed: {contact.disputed}")
    lines += [f"{other.phone}: source: {say_source(other.source)}" for other in contact.alternatives]
    hours = contact.hours or "not known"
    lines.append(
        f"Hours: {hours}" + (f" (source: {say_source(contact.hours_source)})" if contact.hours_source else "")
    )
    checked = f"; last compared on {contact.checked}" if contact.checked else ""
    lines.append(f"Source: {say_source(contact.source)}{checked}")
    if contact.whole_note:
        lines.append(contact.whole_note)
    return lines


def whom_to_phone(step: Step, locality: Locality) -> list[str]:
    """Whom a call is to, with number and hours, where no clock says who answers."""
    called = (locality.contact(id) for id in step.contacts if step.call)
    return [f"{each.name}: {each.phone} ({each.hours or HOURS_NOT_KNOWN})" for each in called if each.phone]


def _step(step: Step, locality: Locality) -> Iterator[Block]:
    label = f"{step.label}: " if step.label else ""
    yield Block(kind="bullet", text=f"{label}{step.text}", links=step.links, own=step.provenance == "own")
    for words in whom_to_phone(step, locality):
        yield _note(words)
    if step.confirm and step.confirm not in locality.provenance:
        yield _note(step.confirm)


def _contacts(locality: Locality) -> Iterator[Block]:
    if locality.printed:
        yield Block(kind="heading", text=locality.printed[0])
    for contact in locality.contacts:
        if contact.printed:
            yield Block(kind="table-line", text=contact.printed)
        if contact.printed and contact.disputed:
            yield _note(f"Disputed: {contact.disputed} Shown by this software: {contact.phone}.")
    for line in locality.printed[1:]:
        yield Block(kind="table-line", text=line)
    yield Block(kind="heading", text="Contacts, with hours and sources", own=True)
    for contact in locality.contacts:
        first, *rest = contact_lines(contact)
        yield Block(kind="bullet", text=first, own=True)
        for line in rest:
            yield _note(line)


def _escalation(locality: Locality) -> Iterator[Block]:
    """In this software's words, with where each thing comes from."""
    yield Block(kind="heading", text=NOT_MOVING, own=True)
    yield Block(kind="bullet", text=danger_words(locality), own=True)
    yield Block(kind="bullet", text=where_words(locality), own=True)
    if locality.escalation_source:
        yield _note(f"Source: {locality.escalation_source}")
    for line in stage_lines(locality):
        yield Block(kind="paragraph" if locality.escalation else "bullet", text=line, own=True)
    for source in dict.fromkeys(stage.source for stage in locality.escalation):
        yield _note(f"Source of the stages: {say_source(source)}")


def _links(locality: Locality, pathway: Pathway) -> Iterator[Block]:
    if locality.links:
        yield Block(kind="heading", text="Links", own=True)
    for id in locality.links:
        yield Block(kind="bullet", text=pathway.link(id).about, links=(id,), own=True)


def _note(text: str) -> Block:
    return Block(kind="note", text=text, own=True)
