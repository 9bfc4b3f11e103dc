"""What must hold in a locality beyond its shape: contacts, hours, steps, stages, references between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ce_tui.core.pathway.document.checking import Once, Table, empty, inside, slug, table, tables, text, texts
from ce_tui.core.pathway.document.hours import clock
from ce_tui.core.pathway.faults import Fault
from ce_tui.core.pathway.words import OUTCOMES

_PHONE = re.compile(r"\+?[0-9]+( [0-9]+)*")
_ESCALATION = ("escalation_at", "escalation_source", "escalation")
_OF_ESCALATION = frozenset({"escalation_at", "escalation_source", "who", "within", "note", "source"})
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


def locality_faults(locality: Table, links: set[str], where: str) -> Iterator[Fault]:
    """Every such fault of one locality; `links` are the ids of the pathway's link slots."""
    contacts = {text(contact, "id"): contact for _, contact in tables(locality, "contacts")}
    yield from slug(locality, "id", where)
    yield from _contacts(locality, contacts, where)
    yield from _procedure(locality, set(contacts), links, where)
    for at, form in tables(locality, "forms", where):
        yield from _confirmed(form, at)
        if text(form, "link") and text(form, "link") not in links:
            yield Fault(inside(at, "link"), "unknown link", "the id of one of the pathway's links")
        if form.get("outcomes") == []:
            yield Fault(inside(at, "outcomes"), "is empty", "the results that need this form")
    for at, link in texts(locality, "links", where):
        if link not in links:
            yield Fault(at, "unknown link", "the id of one of the pathway's links")
    yield from _escalation(locality, where)


def _contacts(locality: Table, contacts: dict[str, Table], where: str) -> Iterator[Fault]:
    if isinstance(locality.get("contacts"), list) and not any(
        text(contact, "role") == "emergency" and text(contact, "phone") for contact in contacts.values()
    ):
        yield Fault(
            inside(where, "contacts"), "have no emergency number", 'a contact with the role "emergency"'
        )
    once = Once("id")
    for at, contact in tables(locality, "contacts", where):
        yield from slug(contact, "id", at)
        yield from once.see(text(contact, "id"), inside(at, "id"))
        yield from _numbers(contact, at)
        yield from _hours(contact, contacts, at)


def _numbers(contact: Table, where: str) -> Iterator[Fault]:
    phones = [(inside(where, "phone"), text(contact, "phone"))]
    phones += [
        (inside(at, "phone"), text(other, "phone")) for at, other in tables(contact, "alternatives", where)
    ]
    for at, phone in phones:
        if phone and not _PHONE.fullmatch(phone):
            yield Fault(at, "is not a phone number", "digits and single blanks")
    if text(contact, "email") and not _EMAIL.fullmatch(text(contact, "email")):
        yield Fault(inside(where, "email"), "is not an e-mail address", "name@example.org")
    if contact.get("alternatives") and not text(contact, "disputed").strip():
        yield Fault(
            inside(where, "disputed"), "is missing", "what the sources disagree on, beside the alternatives"
        )
    if text(contact, "checked") and not _is_day(text(contact, "checked")):
        yield Fault(inside(where, "checked"), "is not a day", "a date such as 2026-11-25")


def _hours(contact: Table, contacts: dict[str, Table], where: str) -> Iterator[Fault]:
    ways = [key for key in ("always", "opening", "when_closed") if contact.get(key)]
    if len(ways) > 1:
        yield Fault(
            where, f"says its hours in two ways ({' and '.join(ways)})", "one of always, opening, when_closed"
        )
    if ways and not text(contact, "hours").strip():
        yield Fault(inside(where, "hours"), "is missing", "the hours in words")
    for at, opening in tables(contact, "opening", where):
        times = [_time(opening, key, at) for key in ("opens", "closes")]
        yield from (found for found in times if isinstance(found, Fault))
        if all(isinstance(found, str) for found in times) and text(opening, "opens") >= text(
            opening, "closes"
        ):
            yield Fault(inside(at, "closes"), "is not after it opens", "a later time of the same day")
        if opening.get("days") == []:
            yield Fault(inside(at, "days"), "is empty", "one or more of mon, tue, wed, thu, fri, sat, sun")
    other = text(contact, "when_closed")
    if other and other not in contacts:
        yield Fault(
            inside(where, "when_closed"), "unknown contact", "the id of one of this locality's contacts"
        )
    elif other and not contacts[other].get("opening"):
        yield Fault(
            inside(where, "when_closed"), "names a contact without opening hours", "one with `opening`"
        )


def _time(opening: Table, key: str, where: str) -> Fault | str | None:
    """The time, or what is wrong with it; None where it is no text."""
    given = opening.get(key)
    if not isinstance(given, str):
        return None
    try:
        clock(given)
    except ValueError:
        return Fault(inside(where, key), "is not a time of day", "00:00 to 24:00, such as 09:00")
    return given


def _procedure(locality: Table, contacts: set[str], links: set[str], where: str) -> Iterator[Fault]:
    procedure = locality.get("procedure")
    if not isinstance(procedure, dict):
        return
    for outcome in OUTCOMES:
        place = inside(where, f"procedure.{outcome}")
        if not procedure.get(outcome):
            yield Fault(place, "has no step", "one or more: what to do for this result")
        for at, step in tables(table(locality, "procedure"), outcome, inside(where, "procedure")):
            yield from _confirmed(step, at)
            for found, contact in texts(step, "contacts", at):
                if contact not in contacts:
                    yield Fault(found, "unknown contact", "the id of one of this locality's contacts")
            for found, link in texts(step, "links", at):
                if link not in links:
                    yield Fault(found, "unknown link", "the id of one of the pathway's links")


def _escalation(locality: Table, where: str) -> Iterator[Fault]:
    """Nothing of it is left blank, and stages are never without where they can be read."""
    own = {key: locality[key] for key in _ESCALATION if key in locality}
    yield from empty(own, _OF_ESCALATION, where)
    if own.get("escalation") and "escalation_at" not in own:
        yield Fault(inside(where, "escalation_at"), "is missing", "where the stages can be read")


def _confirmed(step: Table, where: str) -> Iterator[Fault]:
    if text(step, "provenance") in ("inferred", "rebuilt") and not text(step, "confirm").strip():
        yield Fault(inside(where, "confirm"), "is missing", "what to confirm, and with whom")


def _is_day(given: str) -> bool:
    try:
        return date.fromisoformat(given).isoformat() == given
    except ValueError:
        return False
