"""The whole document in reading order, to read, search and give out without a screening."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

import msgspec

from ce_tui.core.pathway.document.document import Block, Pathway, Tier
from ce_tui.core.pathway.document.localities import Contact, Locality, Step
from ce_tui.core.pathway.shape import folded
from ce_tui.core.pathway.words import OUTCOMES, ended, grade, leads_to, say_source

NOT_MOVING = "If it does not move, or you do not agree"
NOT_FILLED_IN = "The stages are not filled in here: read them there; your lead can have them filled in."


def danger_words(locality: Locality) -> str:
    """What a child in danger needs at once; it stands before all stages."""
    return (
        f"A child in danger does not wait for a stage: phone {locality.emergency} now. What cannot wait: phone the "
        "numbers in Contacts again."
    )


def where_words(locality: Locality) -> str:
    """Where to read how a disagreement is taken further."""
    councils_own = "the procedures of the safeguarding partnership of the council where the child lives"
    return ended(
        "If nothing happens, or you do not agree with what was decided, take it further. Read how in "
        f"{locality.escalation_at or councils_own}"
    )


def stage_lines(locality: Locality) -> list[str]:
    """The stages, numbered: "1. Who, with whom, within so many days"; or that they are not filled in."""
    if not locality.escalation:
        return [NOT_FILLED_IN] if locality.escalation_at else []
    lines = []
    for number, stage in enumerate(locality.escalation, 1):
        within = f", within {stage.within}" if stage.within else ""
        lines.append(f"{number}. {stage.who}{within}{f'. {stage.note}' if stage.note else ''}")
    return lines


HOURS_NOT_KNOWN = "hours not known"


def procedure_blocks(locality: Locality, pathway: Pathway) -> Iterator[Block]:
    """An area's page in the document's order; what the document does not print says so (`own`, notes)."""
    if locality.provenance:
        yield _note(locality.provenance)
    yield Block(text=locality.intro)
    for outcome in (*OUTCOMES[1:], OUTCOMES[0]):
        yield Block(kind="heading", text=pathway.heading(outcome), own=grade(outcome).is_nothing)
        if grade(outcome).is_red:
            yield _bullet(locality.danger)
        for step in locality.procedure.steps(outcome):
            words = f"{step.label}: {step.text}" if step.label else step.text
            yield Block(kind="bullet", text=words, links=step.links, own=step.provenance == "own")
            yield from map(_note, whom_to_phone(step, locality))
            if step.confirm and step.confirm not in locality.provenance:
                yield _note(step.confirm)
    yield from (Block(text=sentence) for sentence in (locality.assessment, locality.consent) if sentence)
    yield from _contacts(locality)
    yield from _escalation(locality)
    if locality.links:
        yield _heading("Links")
    for slot in map(pathway.link, locality.links):
        yield Block(kind="bullet", text=slot.about, links=(slot.id,), own=True)


def contact_lines(contact: Contact) -> list[str]:
    """A contact in lines: how to reach it, hours, source, dispute and other numbers, note. Never "open now"."""
    reach = ", ".join(filter(None, (contact.phone, contact.email, contact.url))) or "no number known"
    hours = f" (source: {say_source(contact.hours_source)})" if contact.hours_source else ""
    checked = f"; last compared on {contact.checked}" if contact.checked else ""
    lines = [
        f"{contact.name}: {reach}",
        f"Ask for {contact.ask_for}." if contact.ask_for else "",
        f"Disputed: {contact.disputed}" if contact.disputed else "",
        *(f"{other.phone}: source: {say_source(other.source)}" for other in contact.alternatives),
        f"Hours: {contact.hours or 'not known'}{hours}",
        f"Source: {say_source(contact.source)}{checked}",
        contact.whole_note,
    ]
    return list(filter(None, lines))


def whom_to_phone(step: Step, locality: Locality) -> list[str]:
    """Whom a call is to, with number and usual hours, for pages that know no time of day."""
    called = map(locality.contact, step.contacts if step.call else ())
    return [f"{each.name}: {each.phone} ({each.hours or HOURS_NOT_KNOWN})" for each in called if each.phone]


def _contacts(locality: Locality) -> Iterator[Block]:
    if locality.printed:
        yield Block(kind="heading", text=locality.printed[0])
    for contact in locality.contacts:
        if contact.printed:
            yield Block(kind="table-line", text=contact.printed)
            if contact.disputed:
                yield _note(f"Disputed: {contact.disputed} Shown by this software: {contact.phone}.")
    for line in locality.printed[1:]:
        yield Block(kind="table-line", text=line)
    yield _heading("Contacts, with hours and sources")
    for contact in locality.contacts:
        first, *rest = contact_lines(contact)
        yield _bullet(first)
        yield from map(_note, rest)


def _escalation(locality: Locality) -> Iterator[Block]:
    """In this software's words, with where each thing comes from."""
    yield _heading(NOT_MOVING)
    yield from map(_bullet, (danger_words(locality), where_words(locality)))
    if locality.escalation_source:
        yield _note(f"Source: {locality.escalation_source}")
    for line in stage_lines(locality):
        yield Block(kind="paragraph" if locality.escalation else "bullet", text=line, own=True)
    for source in dict.fromkeys(stage.source for stage in locality.escalation):
        yield _note(f"Source of the stages: {say_source(source)}")


def _heading(text: str) -> Block:
    return Block(kind="heading", text=text, own=True)


def _bullet(text: str) -> Block:
    return Block(kind="bullet", text=text, own=True)


def _note(text: str) -> Block:
    return Block(kind="note", text=text, own=True)


EXCERPT = 90  # characters about the words that were found


class Chapter(msgspec.Struct, frozen=True, kw_only=True):
    """A chapter as Guidance shows it, of a `tier`, a `locality` or neither; `own`: the app's title."""

    id: str
    title: str
    number: str = ""
    blocks: tuple[Block, ...] = ()
    tier: str = ""
    locality: str = ""
    own: bool = False

    @property
    def numbered(self) -> str:
        """The title behind the document's number of its section: "4. Local procedures"."""
        return f"{self.number}. {self.title}" if self.number else self.title

    @property
    def listed(self) -> str:
        """The title in a list: "Local procedures (section 4)"."""
        return f"{self.title} (section {self.number})" if self.number else self.title


class FoundParagraph(msgspec.Struct, frozen=True):
    """A paragraph that was found, with an excerpt of it, cut at words."""

    chapter_id: str
    block_index: int
    excerpt: str


def chapters(pathway: Pathway) -> list[Chapter]:
    """Every chapter in the document's order: sections, tiers with their factors, notes and details, procedures.

    The last one holds what this software has to say about its copy. The same pathway gives the same ids.
    """
    found, details = [], _details(pathway)
    held = {
        "tiers": [_tier(tier, pathway) for tier in pathway.tiers],
        "procedures": [
            Chapter(
                id=f"procedure-{area.id}",
                title=area.title,
                locality=area.id,
                blocks=tuple(procedure_blocks(area, pathway)),
            )
            for area in pathway.localities
        ],
        "details": [Chapter(id="details", title="Notes and details", blocks=details, own=True)],
    }
    for section in pathway.document:
        within, blocks = held.pop(section.holds, []), section.blocks
        if section.holds == "details":
            within, blocks = [], blocks + details
        # a bare title of the app's over others is left out
        if blocks or not (section.own and within):
            title, number, own = section.title, section.number, section.own
            found.append(Chapter(id=section.id, title=title, number=number, blocks=blocks, own=own))
        found += within
    return [*found, *chain(*held.values()), _about(pathway)]


def search(pathway: Pathway, words: str) -> list[FoundParagraph]:
    """The paragraphs that hold all of the words, whatever their case and accents, in order. No words: nothing.

    A chapter's title stands for words that a paragraph lacks, if it has one of them at least.
    """
    wanted = folded(words).split()
    if not wanted:
        return []
    return [
        FoundParagraph(chapter.id, index, _excerpt(block.text, wanted[0]))
        for chapter in chapters(pathway)
        for index, block in enumerate(chapter.blocks)
        if all(word in folded(f"{chapter.title} {block.text}") for word in wanted)
        and any(word in folded(block.text) for word in wanted)
    ]


def as_json(pathway: Pathway) -> dict[str, Any]:
    """The pathway as plain values for JSON: every sentence, label and contact line, all localities, all notices."""
    built: dict[str, Any] = msgspec.to_builtins(pathway)
    return built


def as_text(pathway: Pathway) -> str:
    """The pathway as plain text, a paragraph a line, each link with its address."""
    lines = [f"{pathway.title}, {pathway.edition}", pathway.attribution]
    for chapter in chapters(pathway):
        lines += ["", chapter.numbered, ""]
        for block in chapter.blocks:
            text = f"- {block.text}" if block.kind == "bullet" else block.text
            lines.append(f"({text})" if block.kind == "note" else text)
            lines += [f"  [{said}]" for said in link_words(block, pathway)]
    return "\n".join(lines)


def link_words(block: Block, pathway: Pathway) -> list[str]:
    """For each link of a paragraph: its words, where it leads, its source and its warning, on one line."""
    said = []
    for slot in map(pathway.link, block.links):
        source = f"source: {slot.source}" if slot.source else ""
        parts = (leads_to(slot.about, slot.url), source, slot.warning)
        said.append(". ".join(part.rstrip(".") for part in parts if part))
    return said


def _tier(tier: Tier, pathway: Pathway) -> Chapter:
    first, *columns = tier.printed or (tier.heading,)
    blocks = [Block(kind="heading", text=first), *tier.explanation]
    if title := ", ".join(columns):
        blocks.append(Block(kind="heading", text=title))
    black = " (black: it is likely that the case will be known to the authorities)"
    for factor in tier.all_factors:
        flag = black if factor.known_to_authorities else ""
        blocks.append(Block(kind="table-line", text=f"{factor.printed_id or factor.id}  {factor.text}{flag}"))
    blocks += map(_note, filter(None, (pathway.numbering_note, pathway.black_note)))
    return Chapter(id=f"tier-{tier.name}", title=tier.title, tier=tier.name, blocks=tuple(blocks))


def _details(pathway: Pathway) -> tuple[Block, ...]:
    form = pathway.details

    def group(name: str) -> Iterator[Block]:
        fields = form.labels.items()
        return (Block(kind="bullet", text=label) for field, label in fields if field.startswith(name))

    return (
        Block(kind="heading", text=form.notes_title),
        Block(text=form.notes_hint),
        Block(kind="heading", text=form.details_intro),
        Block(text=form.leave_blank),
        Block(kind="heading", text=form.yours),
        *group("practitioner."),
        Block(kind="heading", text=form.child),
        *group("child."),
    )


def _about(pathway: Pathway) -> Chapter:
    """What this software says of its copy: attribution, numbering, black, addresses."""
    texts = (pathway.attribution, pathway.numbering_note, pathway.black_note)
    blocks = [_note(text) for text in texts if text]
    if pathway.links:
        blocks.append(_heading("Links, and where they lead"))
    for slot in pathway.links:
        source = f" (source: {slot.source})" if slot.source else ""
        warning = f" {slot.warning}" if slot.warning else ""
        text = f"{leads_to(slot.about, slot.url).rstrip('.')}{source}.{warning}"
        blocks.append(_bullet(text))
    return Chapter(id="about", title="About this copy of the pathway", blocks=tuple(blocks), own=True)


def _excerpt(text: str, word: str) -> str:
    """About `EXCERPT` characters of a text around a word, cut between words, with marks where it was cut."""
    at = max(folded(text).find(word), 0)
    start = max(0, min(at - EXCERPT // 3, len(text) - EXCERPT))
    end = start + EXCERPT
    if start:
        start = text.find(" ", start, at) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", start, end), min(at + len(word), len(text)))
    return ("... " if start else "") + text[start:end].strip() + (" ..." if end < len(text) else "")
