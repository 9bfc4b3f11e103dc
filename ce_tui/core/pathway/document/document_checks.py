"""Checks of a pathway file beyond its shape: tiers, factors, notices, localities, references between them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any, get_args

from ce_tui.core.pathway.dates import is_iso
from ce_tui.core.pathway.document.document import HIGHEST_TIER
from ce_tui.core.pathway.document.localities import Role, time_of_day
from ce_tui.core.pathway.document.notices import ALERTS, PLACEHOLDERS
from ce_tui.core.pathway.document.toml_reading import PlacedTable, UniqueTexts, empty, every_text
from ce_tui.core.pathway.shape import Fault, one_of
from ce_tui.core.pathway.words import MARKS, OUTCOMES, TIERS, MarkName
from ce_tui.core.strict_json import with_texts

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
_NOT_IN_TEXT = ("is not in the text", "words of the text")


def document_faults(pathway: PlacedTable) -> Iterator[Fault]:
    """Every fault of a pathway file beyond its shape, without its localities' (`locality_faults`)."""
    yield from pathway.not_slug("id")
    language = "is a language that the app's own words are not in"
    yield from _unlike(pathway, "lang", _ENGLISH, language, "en-GB or another English")
    rule = pathway.content.get("rule", "")
    if "rule" not in pathway.content:
        yield Fault("rule", "is missing", _RULE)
    elif isinstance(rule, str) and rule != HIGHEST_TIER:
        yield Fault("rule", "is none by which this app can come to a result", _RULE)
    links: dict[str, str] = {}
    once = UniqueTexts("id")
    for link in pathway.tables("links"):
        links[link.text("id")] = link.text("words")
        yield from once.see_slug(link, "id")
        address = "www.example.org/page or https://…"
        yield from _unlike(link, "url", _ADDRESS, "is not a web address", address)
    once, holds = UniqueTexts("id"), UniqueTexts("content")
    for section in pathway.tables("document"):
        yield from once.see_slug(section, "id")
        yield from holds.see_key(section, "holds")
        yield from _blocks(section, "blocks", links)
    yield from _tiers(pathway, links)
    yield from _labels(pathway)
    yield from _notices(pathway)


def _blocks(owner: PlacedTable, key: str, links: dict[str, str]) -> Iterator[Fault]:
    for block in owner.tables(key):
        words, term = block.text("text"), block.text("term")
        if block.text("kind") == "definition" and not (term and words.startswith(term)):
            yield block.fault("term", "is not the beginning of the text", "the words that are defined")
        for at, bold in block.texts("bold"):
            if bold not in words:
                yield Fault(at, *_NOT_IN_TEXT)
        for at, link in block.texts("links"):
            if link not in links:
                yield Fault(at, "unknown link", "the id of one of the links")
            elif links[link] not in words:
                yield Fault(at, "the link's words are not in the text", "words of the text")
        for pointer in block.tables("pointers"):
            if pointer.text("words") not in words:
                yield pointer.fault("words", *_NOT_IN_TEXT)


def _tiers(pathway: PlacedTable, links: dict[str, str]) -> Iterator[Fault]:
    found = list(pathway.tables("tiers"))
    names = tuple(tier.text("name") for tier in found)
    if isinstance(pathway.content.get("tiers"), list) and names != TIERS:
        yield Fault("tiers", "are not the three tiers in their order", ", ".join(TIERS))
    ids, keys = UniqueTexts("ID"), UniqueTexts("key")
    printed, titles = UniqueTexts("printed ID"), UniqueTexts("title")
    for tier, name in zip(found, names, strict=True):
        title = tier.text("title")  # it stands among others in one row
        yield from titles.see_key(tier, "title")
        if "\n" in title:
            yield tier.fault("title", "has more than one line", "one line")
        if title.strip() and not any(sign.isalnum() for sign in title):
            yield tier.fault("title", "has no letter", "a word")
        yield from _blocks(tier, "explanation", links)
        if not tier.content.get("factors"):
            yield tier.fault("factors", "has no factor", "one or more")
        if tier.content.get("vulnerabilities") and name != "yellow":
            yield tier.fault("vulnerabilities", "stand outside the yellow tier", "them in yellow only")
        for group, taken_in in (("factors", name), ("vulnerabilities", "vulnerabilities")):
            marks = [mark for mark, row in MARKS.items() if taken_in in row.taken_in]
            for factor in tier.tables(group):
                yield from keys.see_slug(factor, "key")
                yield from ids.see_key(factor, "id")
                yield from printed.see_key(factor, "printed_id")
                yield from _factor(factor, marks)


def _factor(factor: PlacedTable, marks: list[MarkName]) -> Iterator[Fault]:
    if factor.text("id").strip() and not _ID.fullmatch(factor.text("id")):
        yield factor.fault("id", "is not a factor's ID", "a capital letter and a number from 1 to 99")
    given = factor.content.get("marks")
    known = isinstance(given, list) and all(mark in MARKS for mark in given if isinstance(mark, str))
    if marks and known and given != marks:
        yield factor.fault("marks", "do not suit this tier", " and ".join(f'"{mark}"' for mark in marks))


def _labels(pathway: PlacedTable) -> Iterator[Fault]:
    details = pathway.table("details")
    if not details.content:
        return
    labels = details.table("labels")
    for name in LABELS:
        if name not in labels.content:
            yield labels.fault(name, "is missing")
        elif isinstance(labels.content[name], str) and not labels.text(name).strip():
            yield labels.fault(name, "is empty", "text")
    unknown = (name for name in labels.content if name not in LABELS)
    yield from (labels.fault(name, "unknown key", one_of(LABELS)) for name in unknown)


def _notices(pathway: PlacedTable) -> Iterator[Fault]:
    factors = (
        factor
        for tier in pathway.tables("tiers")
        for group in ("factors", "vulnerabilities")
        for factor in tier.tables(group)
    )
    keys, once = {factor.text("key") for factor in factors}, UniqueTexts("id")
    for notice in pathway.tables("notices"):
        when = notice.table("when")
        yield from once.see_slug(notice, "id")
        for key in ("text", "fact"):
            if any(found not in PLACEHOLDERS for found in re.findall(r"\{[^{}]*\}", notice.text(key))):
                known = one_of((*PLACEHOLDERS, *_TIER_PLACEHOLDERS))
                yield notice.fault(key, "holds an unknown placeholder", known)
        if notice.text("alert") not in (*ALERTS, ""):
            yield notice.fault("alert", "is not one of the words known here", one_of((*ALERTS, "")))
        yield from _unknown(when, "any_marked", keys, "unknown factor", "the key of a factor")
        if notice.text("contact_role") not in (*get_args(Role), ""):
            yield notice.fault("contact_role", "unknown role", one_of(get_args(Role)))
        lowest, below = when.content.get("age_from"), when.content.get("age_below")
        if isinstance(lowest, int) and isinstance(below, int) and lowest >= below:
            yield when.fault("age_from", "leaves no age", "less than age_below")


def _unlike(
    owner: PlacedTable, key: str, pattern: re.Pattern[str], what: str, expected: str
) -> Iterator[Fault]:
    """A fault if the text under a key does not have the form that it should."""
    if owner.text(key) and not pattern.fullmatch(owner.text(key)):
        yield owner.fault(key, what, expected)


def _unknown(
    owner: PlacedTable, key: str, known: Collection[str], what: str, expected: str
) -> Iterator[Fault]:
    """A fault for each text of a list that names nothing known."""
    return (Fault(at, what, expected) for at, named in owner.texts(key) if named not in known)


def with_tier_names(value: Any, pathway: PlacedTable) -> Any:
    """Decoded TOML with the pathway's own tier titles in place of placeholders.

    Notices and localities, which several pathways share, name tiers so: `{Tier:red}` is the tier's title ("Red"),
    `{tier:red}` the same within a sentence ("the red steps"). What is unknown stays.
    """
    known: dict[str, str] = {}
    for tier in pathway.tables("tiers"):
        name, title = tier.text("name"), tier.text("title")
        known |= {f"{{Tier:{name}}}": title, f"{{tier:{name}}}": title.lower()}
    return with_texts(value, lambda words: _TIER_NAME.sub(lambda name: known.get(name[0], name[0]), words))


def unnamed(value: object, where: str) -> Iterator[Fault]:
    """A fault for each text that asks for the title of an unknown tier."""
    for found, at in every_text(value, where):
        if _TIER_NAME.search(found):
            yield Fault(at, "holds an unknown placeholder", one_of(_TIER_PLACEHOLDERS))


_PHONE = re.compile(r"\+?[0-9]+( [0-9]+)*")
_ESCALATION = ("escalation_at", "escalation_source", "escalation")
_OF_ESCALATION = frozenset({"escalation_at", "escalation_source", "who", "within", "note", "source"})
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_UNKNOWN_LINK = ("unknown link", "the id of one of the pathway's links")
_UNKNOWN_CONTACT = ("unknown contact", "the id of one of this locality's contacts")


def locality_faults(locality: PlacedTable, links: set[str]) -> Iterator[Fault]:
    """Every fault of one locality beyond its shape; `links` are the ids of the pathway's link slots."""
    contacts = {contact.text("id"): contact for contact in locality.tables("contacts")}
    yield from locality.not_slug("id")
    yield from _contacts(locality, contacts)
    yield from _procedure(locality, contacts, links)
    for form in locality.tables("forms"):
        yield from _confirmed(form)
        if form.text("link") and form.text("link") not in links:
            yield form.fault("link", *_UNKNOWN_LINK)
        if form.content.get("outcomes") == []:
            yield form.fault("outcomes", "is empty", "the results that need this form")
    yield from _unknown(locality, "links", links, *_UNKNOWN_LINK)
    # nothing of a disagreement's stages is left blank, and they are never without where they can be read
    own = {key: locality.content[key] for key in _ESCALATION if key in locality.content}
    yield from empty(own, _OF_ESCALATION, locality.where)
    if own.get("escalation") and "escalation_at" not in own:
        yield locality.fault("escalation_at", "is missing", "where the stages can be read")


def _contacts(locality: PlacedTable, contacts: dict[str, PlacedTable]) -> Iterator[Fault]:
    emergency = (each for each in contacts.values() if each.text("role") == "emergency")
    if isinstance(locality.content.get("contacts"), list) and not any(
        each.text("phone") for each in emergency
    ):
        missing = 'a contact with the role "emergency"'
        yield locality.fault("contacts", "have no emergency number", missing)
    once = UniqueTexts("id")
    for contact in locality.tables("contacts"):
        yield from once.see_slug(contact, "id")
        for each in (contact, *contact.tables("alternatives")):
            yield from _unlike(each, "phone", _PHONE, "is not a phone number", "digits and single blanks")
        yield from _unlike(contact, "email", _EMAIL, "is not an e-mail address", "name@example.org")
        if contact.content.get("alternatives") and not contact.text("disputed").strip():
            disputed = "what the sources disagree on, beside the alternatives"
            yield contact.fault("disputed", "is missing", disputed)
        if contact.text("checked") and not is_iso(contact.text("checked")):
            yield contact.fault("checked", "is not a day", "a date such as 2026-11-25")
        yield from _hours(contact, contacts)


def _hours(contact: PlacedTable, contacts: dict[str, PlacedTable]) -> Iterator[Fault]:
    ways = [key for key in ("always", "opening", "when_closed") if contact.content.get(key)]
    if len(ways) > 1:
        what = f"says its hours in two ways ({' and '.join(ways)})"
        yield Fault(contact.where, what, "one of always, opening, when_closed")
    if ways and not contact.text("hours").strip():
        yield contact.fault("hours", "is missing", "the hours in words")
    for opening in contact.tables("opening"):
        wrong = [key for key in ("opens", "closes") if not _is_time(opening.text(key))]
        for key in wrong:
            if isinstance(opening.content.get(key), str):  # that it is no text is said of its shape
                yield opening.fault(key, "is not a time of day", "00:00 to 24:00, such as 09:00")
        if not wrong and opening.text("opens") >= opening.text("closes"):
            yield opening.fault("closes", "is not after it opens", "a later time of the same day")
        if opening.content.get("days") == []:
            yield opening.fault("days", "is empty", "one or more of mon, tue, wed, thu, fri, sat, sun")
    other = contact.text("when_closed")
    if other and other not in contacts:
        yield contact.fault("when_closed", *_UNKNOWN_CONTACT)
    elif other and not contacts[other].content.get("opening"):
        yield contact.fault("when_closed", "names a contact without opening hours", "one with `opening`")


def _is_time(given: str) -> bool:
    try:
        time_of_day(given)
    except ValueError:
        return False
    return True


def _procedure(locality: PlacedTable, contacts: Collection[str], links: set[str]) -> Iterator[Fault]:
    if not isinstance(locality.content.get("procedure"), dict):
        return
    procedure = locality.table("procedure")
    for outcome in OUTCOMES:
        if not procedure.content.get(outcome):
            yield procedure.fault(outcome, "has no step", "one or more: what to do for this result")
        for step in procedure.tables(outcome):
            yield from _confirmed(step)
            yield from _unknown(step, "contacts", contacts, *_UNKNOWN_CONTACT)
            yield from _unknown(step, "links", links, *_UNKNOWN_LINK)


def _confirmed(step: PlacedTable) -> Iterator[Fault]:
    if step.text("provenance") in ("inferred", "rebuilt") and not step.text("confirm").strip():
        yield step.fault("confirm", "is missing", "what to confirm, and with whom")
