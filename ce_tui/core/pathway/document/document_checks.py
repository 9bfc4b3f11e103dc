"""Checks of a pathway file beyond its shape: tiers, factors, notices, localities, references between them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any, get_args

from ce_tui.core.pathway.dates import is_iso
from ce_tui.core.pathway.document.document import HIGHEST_TIER
from ce_tui.core.pathway.document.localities import Role, clock
from ce_tui.core.pathway.document.notices import ALERTS, PLACEHOLDERS
from ce_tui.core.pathway.document.toml_reading import (
    Table,
    UniqueTexts,
    empty,
    every_text,
    inside,
    slug,
    table,
    tables,
    text,
    texts,
)
from ce_tui.core.pathway.shape import Fault, one_of
from ce_tui.core.pathway.words import MARKS, OUTCOMES, TIERS, MarkName

_RULE = f'rule = "{HIGHEST_TIER}", and a pathway that is meant so: it counts no points and has no scales'
LABELS = (
    "practitioner.name", "practitioner.organisation", "practitioner.contact", "practitioner.phone",
    "practitioner.other", "practitioner.email", "child.name", "child.date_of_birth", "child.contact", "child.phone",
    "child.other", "child.email", "child.address",
)  # fmt: skip

_TIER_PLACEHOLDERS = tuple(f"{{{how}:{name}}}" for how in ("Tier", "tier") for name in TIERS)
_TIER_NAME = re.compile(r"\{[Tt]ier:[^{}]*\}")
_ID = re.compile(r"[A-Z][1-9][0-9]?")
_ENGLISH = re.compile(r"en(-[A-Za-z0-9]{2,8})*")
_ADDRESS = re.compile(r"(https?://)?[\w-]+(\.[\w-]+)+(:\d+)?(/\S*)?", re.ASCII)


def document_faults(pathway: Table) -> Iterator[Fault]:
    """Every fault of a pathway file beyond its shape, without its localities' (`locality_faults`)."""
    yield from slug(pathway, "id", "")
    if text(pathway, "lang") and not _ENGLISH.fullmatch(text(pathway, "lang")):
        yield Fault("lang", "is a language that the app's own words are not in", "en-GB or another English")
    if "rule" not in pathway:
        yield Fault("rule", "is missing", _RULE)
    elif isinstance(pathway["rule"], str) and pathway["rule"] != HIGHEST_TIER:
        yield Fault("rule", "is none by which this app can come to a result", _RULE)
    links = {text(link, "id"): text(link, "words") for _, link in tables(pathway, "links")}
    once = UniqueTexts("id")
    for where, link in tables(pathway, "links"):
        yield from once.see_slug(link, "id", where)
        yield from _unlike(
            link, "url", where, _ADDRESS, "is not a web address", "www.example.org/page or https://…"
        )
    once, holds = UniqueTexts("id"), UniqueTexts("content")
    for where, section in tables(pathway, "document"):
        yield from once.see_slug(section, "id", where)
        yield from holds.see_key(section, "holds", where)
        yield from _blocks(section, "blocks", where, links)
    yield from _tiers(pathway, links)
    yield from _labels(pathway)
    yield from _notices(pathway)


def factor_keys(pathway: Table) -> set[str]:
    """The keys of all factors."""
    return {
        text(factor, "key")
        for _, tier in tables(pathway, "tiers")
        for group in ("factors", "vulnerabilities")
        for _, factor in tables(tier, group)
    }


def _blocks(owner: Table, key: str, where: str, links: dict[str, str]) -> Iterator[Fault]:
    for at, block in tables(owner, key, where):
        words = text(block, "text")
        if text(block, "kind") == "definition" and not (
            text(block, "term") and words.startswith(text(block, "term"))
        ):
            yield Fault(inside(at, "term"), "is not the beginning of the text", "the words that are defined")
        for place, bold in texts(block, "bold", at):
            if bold not in words:
                yield Fault(place, "is not in the text", "words of the text")
        for place, link in texts(block, "links", at):
            if link not in links:
                yield Fault(place, "unknown link", "the id of one of the links")
            elif links[link] not in words:
                yield Fault(place, "the link's words are not in the text", "words of the text")
        for place, pointer in tables(block, "pointers", at):
            if text(pointer, "words") not in words:
                yield Fault(inside(place, "words"), "is not in the text", "words of the text")


def _tiers(pathway: Table, links: dict[str, str]) -> Iterator[Fault]:
    found = list(tables(pathway, "tiers"))
    if isinstance(pathway.get("tiers"), list) and tuple(text(tier, "name") for _, tier in found) != TIERS:
        yield Fault("tiers", "are not the three tiers in their order", ", ".join(TIERS))
    ids, keys, printed, titles = (
        UniqueTexts("ID"),
        UniqueTexts("key"),
        UniqueTexts("printed ID"),
        UniqueTexts("title"),
    )
    for where, tier in found:
        name = text(tier, "name")
        title = text(tier, "title")  # it stands among others in one row
        yield from titles.see_key(tier, "title", where)
        if "\n" in title:
            yield Fault(inside(where, "title"), "has more than one line", "one line")
        if title.strip() and not any(sign.isalnum() for sign in title):
            yield Fault(inside(where, "title"), "has no letter", "a word")
        yield from _blocks(tier, "explanation", where, links)
        if not tier.get("factors"):
            yield Fault(inside(where, "factors"), "has no factor", "one or more")
        if tier.get("vulnerabilities") and name != "yellow":
            yield Fault(
                inside(where, "vulnerabilities"), "stand outside the yellow tier", "them in yellow only"
            )
        for group, taken_in in (("factors", name), ("vulnerabilities", "vulnerabilities")):
            marks = [mark for mark, row in MARKS.items() if taken_in in row.taken_in]
            for at, factor in tables(tier, group, where):
                yield from keys.see_slug(factor, "key", at)
                yield from ids.see_key(factor, "id", at)
                yield from printed.see_key(factor, "printed_id", at)
                yield from _factor(factor, at, marks)


def _factor(factor: Table, where: str, marks: list[MarkName]) -> Iterator[Fault]:
    if text(factor, "id").strip() and not _ID.fullmatch(text(factor, "id")):
        yield Fault(inside(where, "id"), "is not a factor's ID", "a capital letter and a number from 1 to 99")
    given = factor.get("marks")
    known = isinstance(given, list) and all(mark in MARKS for mark in given if isinstance(mark, str))
    if marks and known and given != marks:
        yield Fault(
            inside(where, "marks"), "do not suit this tier", " and ".join(f'"{mark}"' for mark in marks)
        )


def _labels(pathway: Table) -> Iterator[Fault]:
    if not (details := table(pathway, "details")):
        return
    labels = table(details, "labels")
    for name in LABELS:
        if name not in labels:
            yield Fault(f"details.labels.{name}", "is missing")
        elif isinstance(labels[name], str) and not labels[name].strip():
            yield Fault(f"details.labels.{name}", "is empty", "text")
    for name in labels:
        if name not in LABELS:
            yield Fault(f"details.labels.{name}", "unknown key", "one of " + ", ".join(LABELS))


def _notices(pathway: Table) -> Iterator[Fault]:
    keys, once = factor_keys(pathway), UniqueTexts("id")
    for where, notice in tables(pathway, "notices"):
        when = table(notice, "when")
        yield from once.see_slug(notice, "id", where)
        for key in ("text", "fact"):
            if any(found not in PLACEHOLDERS for found in re.findall(r"\{[^{}]*\}", text(notice, key))):
                yield _placeholder_fault(inside(where, key), (*PLACEHOLDERS, *_TIER_PLACEHOLDERS))
        if text(notice, "alert") not in (*ALERTS, ""):
            known = one_of((*ALERTS, ""))
            yield Fault(inside(where, "alert"), "is not one of the words known here", known)
        yield from _unknown(
            when, "any_marked", inside(where, "when"), keys, "unknown factor", "the key of a factor"
        )
        role = text(notice, "contact_role")
        if role and role not in get_args(Role):
            yield Fault(inside(where, "contact_role"), "unknown role", "one of " + ", ".join(get_args(Role)))
        lowest, below = when.get("age_from"), when.get("age_below")
        if isinstance(lowest, int) and isinstance(below, int) and lowest >= below:
            yield Fault(inside(where, "when.age_from"), "leaves no age", "less than age_below")


def _unlike(
    owner: Table, key: str, where: str, pattern: re.Pattern[str], what: str, expected: str
) -> Iterator[Fault]:
    """A fault if the text under a key does not have the form that it should."""
    if text(owner, key) and not pattern.fullmatch(text(owner, key)):
        yield Fault(inside(where, key), what, expected)


def _unknown(
    owner: Table, key: str, where: str, known: Collection[str], what: str, expected: str
) -> Iterator[Fault]:
    """A fault for each text of a list that names nothing known."""
    for at, named in texts(owner, key, where):
        if named not in known:
            yield Fault(at, what, expected)


def _placeholder_fault(where: str, known: tuple[str, ...]) -> Fault:
    return Fault(where, "holds an unknown placeholder", "one of " + ", ".join(known))


def with_tier_names(value: Any, pathway: Table) -> Any:
    """Decoded TOML with the pathway's own tier titles in place of placeholders.

    Notices and localities, which several pathways share, name tiers so: `{Tier:red}` is the tier's title ("Red"),
    `{tier:red}` the same within a sentence ("the red steps"). What is unknown stays.
    """
    names = {text(tier, "name"): text(tier, "title") for _, tier in tables(pathway, "tiers")}
    known = {f"{{Tier:{name}}}": title for name, title in names.items()}
    known |= {f"{{tier:{name}}}": title.lower() for name, title in names.items()}
    return _filled(value, known)


def _filled(value: Any, known: dict[str, str]) -> Any:
    if isinstance(value, str):
        return _TIER_NAME.sub(lambda found: known.get(found[0], found[0]), value)
    if isinstance(value, dict):
        return {key: _filled(inner, known) for key, inner in value.items()}
    return [_filled(inner, known) for inner in value] if isinstance(value, list) else value


def unnamed(value: object, where: str) -> Iterator[Fault]:
    """A fault for each text that asks for the title of an unknown tier."""
    for found, at in every_text(value, where):
        if _TIER_NAME.search(found):
            yield _placeholder_fault(at, _TIER_PLACEHOLDERS)


_PHONE = re.compile(r"\+?[0-9]+( [0-9]+)*")
_ESCALATION = ("escalation_at", "escalation_source", "escalation")
_OF_ESCALATION = frozenset({"escalation_at", "escalation_source", "who", "within", "note", "source"})
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_UNKNOWN_LINK = ("unknown link", "the id of one of the pathway's links")
_A_CONTACT = "the id of one of this locality's contacts"


def locality_faults(locality: Table, links: set[str], where: str) -> Iterator[Fault]:
    """Every fault of one locality beyond its shape; `links` are the ids of the pathway's link slots."""
    contacts = {text(contact, "id"): contact for _, contact in tables(locality, "contacts")}
    yield from slug(locality, "id", where)
    yield from _contacts(locality, contacts, where)
    yield from _procedure(locality, contacts, links, where)
    for at, form in tables(locality, "forms", where):
        yield from _confirmed(form, at)
        if text(form, "link") and text(form, "link") not in links:
            yield Fault(inside(at, "link"), *_UNKNOWN_LINK)
        if form.get("outcomes") == []:
            yield Fault(inside(at, "outcomes"), "is empty", "the results that need this form")
    yield from _unknown(locality, "links", where, links, *_UNKNOWN_LINK)
    # nothing of a disagreement's stages is left blank, and they are never without where they can be read
    own = {key: locality[key] for key in _ESCALATION if key in locality}
    yield from empty(own, _OF_ESCALATION, where)
    if own.get("escalation") and "escalation_at" not in own:
        yield Fault(inside(where, "escalation_at"), "is missing", "where the stages can be read")


def _contacts(locality: Table, contacts: dict[str, Table], where: str) -> Iterator[Fault]:
    if isinstance(locality.get("contacts"), list) and not any(
        text(contact, "role") == "emergency" and text(contact, "phone") for contact in contacts.values()
    ):
        yield Fault(
            inside(where, "contacts"), "have no emergency number", 'a contact with the role "emergency"'
        )
    once = UniqueTexts("id")
    for at, contact in tables(locality, "contacts", where):
        yield from once.see_slug(contact, "id", at)
        yield from _numbers(contact, at)
        yield from _hours(contact, contacts, at)


def _numbers(contact: Table, where: str) -> Iterator[Fault]:
    for at, other in ((where, contact), *tables(contact, "alternatives", where)):
        yield from _unlike(other, "phone", at, _PHONE, "is not a phone number", "digits and single blanks")
    yield from _unlike(contact, "email", where, _EMAIL, "is not an e-mail address", "name@example.org")
    if contact.get("alternatives") and not text(contact, "disputed").strip():
        yield Fault(
            inside(where, "disputed"), "is missing", "what the sources disagree on, beside the alternatives"
        )
    if text(contact, "checked") and not is_iso(text(contact, "checked")):
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
        times = {key: opening.get(key) for key in ("opens", "closes")}
        wrong = [key for key, given in times.items() if not _is_time(given)]
        for key in wrong:
            if isinstance(times[key], str):  # that it is no text is said of its shape
                yield Fault(inside(at, key), "is not a time of day", "00:00 to 24:00, such as 09:00")
        if not wrong and text(opening, "opens") >= text(opening, "closes"):
            yield Fault(inside(at, "closes"), "is not after it opens", "a later time of the same day")
        if opening.get("days") == []:
            yield Fault(inside(at, "days"), "is empty", "one or more of mon, tue, wed, thu, fri, sat, sun")
    other = text(contact, "when_closed")
    if other and other not in contacts:
        yield Fault(inside(where, "when_closed"), "unknown contact", _A_CONTACT)
    elif other and not contacts[other].get("opening"):
        yield Fault(
            inside(where, "when_closed"), "names a contact without opening hours", "one with `opening`"
        )


def _is_time(given: object) -> bool:
    if not isinstance(given, str):
        return False
    try:
        clock(given)
    except ValueError:
        return False
    return True


def _procedure(locality: Table, contacts: Collection[str], links: set[str], where: str) -> Iterator[Fault]:
    procedure = locality.get("procedure")
    if not isinstance(procedure, dict):
        return
    place = inside(where, "procedure")
    for outcome in OUTCOMES:
        if not procedure.get(outcome):
            yield Fault(inside(place, outcome), "has no step", "one or more: what to do for this result")
        for at, step in tables(procedure, outcome, place):
            yield from _confirmed(step, at)
            yield from _unknown(step, "contacts", at, contacts, "unknown contact", _A_CONTACT)
            yield from _unknown(step, "links", at, links, *_UNKNOWN_LINK)


def _confirmed(step: Table, where: str) -> Iterator[Fault]:
    if text(step, "provenance") in ("inferred", "rebuilt") and not text(step, "confirm").strip():
        yield Fault(inside(where, "confirm"), "is missing", "what to confirm, and with whom")
