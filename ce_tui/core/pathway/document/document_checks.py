"""What must hold in a pathway file beyond its shape: tiers, factors, references between its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

from ce_tui.core.pathway.document import tier_names
from ce_tui.core.pathway.document.checking import Once, Table, inside, slug, table, tables, text, texts
from ce_tui.core.pathway.document.document import HIGHEST_TIER
from ce_tui.core.pathway.document.localities import Role
from ce_tui.core.pathway.document.notices import ALERTS, PLACEHOLDERS
from ce_tui.core.pathway.faults import Fault
from ce_tui.core.pathway.shape import one_of
from ce_tui.core.pathway.words import TIERS, MarkName

MARKS: dict[str, tuple[MarkName, ...]] = {
    "yellow": ("yes",),
    "amber": ("suspected", "reasonably believe"),
    "red": ("suspected", "reasonably believe"),
    "vulnerabilities": ("noted",),
}

_RULE = f'rule = "{HIGHEST_TIER}", and a pathway that is meant so: it counts no points and has no scales'
LABELS = (
    "practitioner.name", "practitioner.organisation", "practitioner.contact", "practitioner.phone",
    "practitioner.other", "practitioner.email", "child.name", "child.date_of_birth", "child.contact", "child.phone",
    "child.other", "child.email", "child.address",
)  # fmt: skip

_ID = re.compile(r"[A-Z][1-9][0-9]?")
_ENGLISH = re.compile(r"en(-[A-Za-z0-9]{2,8})*")
_ADDRESS = re.compile(r"(https?://)?[\w-]+(\.[\w-]+)+(:\d+)?(/\S*)?", re.ASCII)


def document_faults(pathway: Table) -> Iterator[Fault]:
    """Every such fault of a pathway file, notices included; its localities are `locality_checks`'s."""
    yield from slug(pathway, "id", "")
    if text(pathway, "lang") and not _ENGLISH.fullmatch(text(pathway, "lang")):
        yield Fault("lang", "is a language that the app's own words are not in", "en-GB or another English")
    if "rule" not in pathway:
        yield Fault("rule", "is missing", _RULE)
    elif isinstance(pathway["rule"], str) and pathway["rule"] != HIGHEST_TIER:
        yield Fault("rule", "is none by which this app can come to a result", _RULE)
    links = {text(link, "id"): text(link, "words") for _, link in tables(pathway, "links")}
    yield from _links(pathway)
    yield from _sections(pathway, links)
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


def _links(pathway: Table) -> Iterator[Fault]:
    once = Once("id")
    for where, link in tables(pathway, "links"):
        yield from slug(link, "id", where)
        yield from once.see(text(link, "id"), inside(where, "id"))
        if text(link, "url") and not _ADDRESS.fullmatch(text(link, "url")):
            yield Fault(inside(where, "url"), "is not a web address", "www.example.org/page or https://…")


def _sections(pathway: Table, links: dict[str, str]) -> Iterator[Fault]:
    ids, holds = Once("id"), Once("content")
    for where, section in tables(pathway, "document"):
        yield from slug(section, "id", where)
        yield from ids.see(text(section, "id"), inside(where, "id"))
        yield from holds.see(text(section, "holds"), inside(where, "holds"))
        yield from _blocks(section, "blocks", where, links)


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
    ids, keys, printed, titles = Once("ID"), Once("key"), Once("printed ID"), Once("title")
    for where, tier in found:
        name = text(tier, "name")
        yield from titles.see(text(tier, "title"), inside(where, "title"))
        yield from _title_in_one_row(tier, where)
        yield from _blocks(tier, "explanation", where, links)
        if not tier.get("factors"):
            yield Fault(inside(where, "factors"), "has no factor", "one or more")
        if tier.get("vulnerabilities") and name != "yellow":
            yield Fault(
                inside(where, "vulnerabilities"), "stand outside the yellow tier", "them in yellow only"
            )
        for group, marks in (("factors", MARKS.get(name)), ("vulnerabilities", MARKS["vulnerabilities"])):
            for at, factor in tables(tier, group, where):
                yield from slug(factor, "key", at)
                yield from keys.see(text(factor, "key"), inside(at, "key"))
                yield from ids.see(text(factor, "id"), inside(at, "id"))
                yield from printed.see(text(factor, "printed_id"), inside(at, "printed_id"))
                yield from _factor(factor, at, marks)


def _title_in_one_row(tier: Table, where: str) -> Iterator[Fault]:
    """A fault where a tier's title, which stands among others in one row, has several rows or no letter."""
    title = text(tier, "title")
    if "\n" in title:
        yield Fault(inside(where, "title"), "has more than one line", "one line")
    if title.strip() and not any(sign.isalnum() for sign in title):
        yield Fault(inside(where, "title"), "has no letter", "a word")


def _factor(factor: Table, where: str, marks: tuple[MarkName, ...] | None) -> Iterator[Fault]:
    if text(factor, "id").strip() and not _ID.fullmatch(text(factor, "id")):
        yield Fault(inside(where, "id"), "is not a factor's ID", "a capital letter and a number from 1 to 99")
    given = factor.get("marks")
    known = isinstance(given, list) and all(
        mark in get_args(MarkName) for mark in given if isinstance(mark, str)
    )
    if marks and known and tuple(given or ()) != marks:
        yield Fault(
            inside(where, "marks"), "do not suit this tier", " and ".join(f'"{mark}"' for mark in marks)
        )


def _labels(pathway: Table) -> Iterator[Fault]:
    labels = table(table(pathway, "details"), "labels")
    if not table(pathway, "details"):
        return
    for name in LABELS:
        if name not in labels:
            yield Fault(f"details.labels.{name}", "is missing")
        elif isinstance(labels[name], str) and not labels[name].strip():
            yield Fault(f"details.labels.{name}", "is empty", "text")
    for name in labels:
        if name not in LABELS:
            yield Fault(f"details.labels.{name}", "unknown key", "one of " + ", ".join(LABELS))


def _notices(pathway: Table) -> Iterator[Fault]:
    keys, once = factor_keys(pathway), Once("id")
    for where, notice in tables(pathway, "notices"):
        when = table(notice, "when")
        yield from slug(notice, "id", where)
        yield from once.see(text(notice, "id"), inside(where, "id"))
        yield from _placeholders(notice, where)
        if text(notice, "alert") not in (*ALERTS, ""):
            known = one_of((*ALERTS, ""))
            yield Fault(inside(where, "alert"), "is not one of the words known here", known)
        for place, key in texts(when, "any_marked", inside(where, "when")):
            if key not in keys:
                yield Fault(place, "unknown factor", "the key of a factor")
        role = text(notice, "contact_role")
        if role and role not in get_args(Role):
            yield Fault(inside(where, "contact_role"), "unknown role", "one of " + ", ".join(get_args(Role)))
        lowest, below = when.get("age_from"), when.get("age_below")
        if isinstance(lowest, int) and isinstance(below, int) and lowest >= below:
            yield Fault(inside(where, "when.age_from"), "leaves no age", "less than age_below")


def _placeholders(notice: Table, where: str) -> Iterator[Fault]:
    for key in ("text", "fact"):
        unknown = [
            found for found in re.findall(r"\{[^{}]*\}", text(notice, key)) if found not in PLACEHOLDERS
        ]
        if unknown:
            yield Fault(
                inside(where, key),
                "holds an unknown placeholder",
                "one of " + ", ".join((*PLACEHOLDERS, *tier_names.PLACEHOLDERS)),
            )
