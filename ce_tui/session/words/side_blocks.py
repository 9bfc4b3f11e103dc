"""What stands beside a section in a wide window: what it is for, what the notes say, whom to phone now.

It never says a child's name, nor where the child lives or is reached: who reads along at a desk sees the pane, too.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import cached_property
from typing import Literal

from ce_tui.core.pathway.answers.screening import Answers, Child
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.factor_ids import citing_sentences
from ce_tui.core.pathway.document.help_texts import help_on
from ce_tui.core.pathway.outcome.area import area_of
from ce_tui.core.pathway.outcome.calling import asked_for
from ce_tui.core.pathway.outcome.contacts import contact_notes, is_phoned, to_be_shown
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.words import MARK_WORDS, TIERS
from ce_tui.core.referral.content.plain import QUOTED, WIDTH
from ce_tui.core.words.areas import in_area
from ce_tui.core.words.blocks import TextBlock, TextEntry
from ce_tui.core.words.contacts import phone_words
from ce_tui.core.words.drawn import without_rules
from ce_tui.session.draft import Draft
from ce_tui.session.words.notes import no_sentence_cites
from ce_tui.session.words.result import CALL
from ce_tui.session.words.screening import section_name
from ce_tui.session.words.without_who import WithoutWho

Lead = Literal["about", "notes", "phone"]
LEADS: tuple[Lead, ...] = ("about", "notes", "phone")
"""The blocks, in the order in which they follow the one that leads."""
LEADS_ON_RED: tuple[Lead, ...] = ("phone", "about", "notes")
"""The same where red is acted on: whatever leads, whom to phone comes next, or would have no room."""
WHAT_IT_SAYS = "What the PDF will say"
NOT_WRITTEN = "Nothing is written in your notes yet."
NOT_MARKED = "Nothing is marked yet."
_LABEL = re.compile(r"[A-Z][^:.]{0,40}: ")
_MOST = 500
"""Entries of a block: more than any window has rows."""


class BesideSection:
    """The blocks beside one section of a draft."""

    def __init__(self, draft: Draft, section: str) -> None:
        self._draft = draft
        self._section = section
        self._kept: tuple[tuple[str, Child, str], TextBlock] | None = None

    def lead(self, chosen: str) -> Lead:
        """The block that leads. `chosen`: the one that a person wants first; else it is what is needed first."""
        return next((each for each in LEADS if each == chosen), self.order[0])

    @property
    def order(self) -> tuple[Lead, ...]:
        """The blocks in the order in which they stand by themselves."""
        return LEADS_ON_RED if self.is_on_red else LEADS

    @property
    def is_on_red(self) -> bool:
        """Whether red is acted on."""
        return self._draft.outcome.acting_on == "red"

    @property
    def phone(self) -> TextBlock:
        """Whom to phone as it is now."""
        return whom_to_phone(self._draft.outcome, self._draft.pathway, self._draft.clock())

    def blocks(self, factor: str, lead: Lead) -> list[TextBlock]:
        """All of them, the one that leads first. `factor`: that at the cursor; empty: there is none.

        Where red is acted on, whom to phone comes before the notes, which may leave no room for it.
        """
        found: dict[Lead, TextBlock] = {
            "about": self._about,
            "notes": self._notes(factor),
            "phone": self.phone,
        }
        return [found[lead], *(found[each] for each in self.order if each != lead), *self._help]

    @cached_property
    def _about(self) -> TextBlock:
        pathway = self._draft.pathway
        if self._section in TIERS:
            return explained(self._section, pathway)
        return TextBlock(
            f"About {section_name(self._section, lambda: pathway)}", helped(self._section, pathway)
        )

    @cached_property
    def _help(self) -> list[TextBlock]:
        """Behind a tier's explanation, which may be short, what helps with it."""
        pathway = self._draft.pathway
        if self._section not in TIERS:
            return []
        name = section_name(self._section, lambda: pathway)
        return [TextBlock(f"Help on {name}", helped(self._section, pathway))]

    def _notes(self, factor: str) -> TextBlock:
        answers, pathway = self._draft.answers, self._draft.pathway
        if self._section == "notes":
            return marked(answers, pathway)
        of = answers.notes, answers.child, factor
        if self._kept is None or self._kept[0] != of:  # of long ones not with every key
            self._kept = of, cited_in_notes(factor, answers, pathway) if factor else narrative(answers)
        return self._kept[1]


def explained(tier: str, pathway: Pathway) -> TextBlock:
    """A tier's explanation, as the document has it."""
    found = pathway.tier(tier)
    entries = (
        TextEntry(block.text, block.kind if block.kind in ("heading", "bullet") else "text")
        for block in found.explanation
    )
    return TextBlock(f"About {found.title}", tuple(entries))


def helped(topic: str, pathway: Pathway) -> tuple[TextEntry, ...]:
    """What a section is for, and the sentences of the document where they answer."""
    help = help_on(topic, pathway)
    entries = [TextEntry(help.summary)]
    for each in help.entries:
        entries += [TextEntry(each.heading, "heading"), TextEntry(each.text)]
        entries += [TextEntry(f'The document: "{quote}"') for quote in each.quotes]
    return tuple(entries)


def cited_in_notes(factor: str, answers: Answers, pathway: Pathway) -> TextBlock:
    """The sentences of the notes that cite a factor."""
    sentences = citing_sentences(answers.notes, factor, pathway)
    shown = WithoutWho(answers.child)
    said = [shown(sentence) for _, _, sentence in sentences[:_MOST]]
    entries = tuple(TextEntry(each) for each in said or [no_sentence_cites(factor)])
    return TextBlock(f"Your notes on {factor}", entries)


def narrative(answers: Answers) -> TextBlock:
    """The notes as they stand."""
    said = WithoutWho(answers.child)(answers.notes).split("\n")
    lines = [line for line in said if line.strip()]
    return TextBlock("Your notes", tuple(TextEntry(each) for each in lines[:_MOST] or [NOT_WRITTEN]))


def marked(answers: Answers, pathway: Pathway) -> TextBlock:
    """What is marked so far, for who writes about it: the notes themselves stand in their section already."""
    entries = [
        TextEntry(f"{id}  {MARK_WORDS[answers.marks[id]]}: {factor.text}", "whole", id)
        for id, factor in pathway.factors.items()
        if id in answers.marks
    ]
    return TextBlock("Marked so far", tuple(entries or [TextEntry(NOT_MARKED)]))


def previewed(text: str) -> TextBlock:
    """What the PDF will say, by the paragraphs of its text."""
    said = (without_rules(_as_one(paragraph)) for paragraph in text.split("\n\n"))
    return TextBlock(WHAT_IT_SAYS, tuple(TextEntry(each) for each in said if each))


def _as_one(paragraph: str) -> str:
    """A paragraph without rules, the lines that were broken for want of room put together again."""
    lines: list[str] = []
    before = ""
    for line in filter(without_rules, paragraph.split("\n")):
        words = line.removeprefix(QUOTED) if before.startswith(QUOTED) else line.strip()
        was_broken = len(before) + 1 + len(words.split(" ", 1)[0]) > WIDTH and not _LABEL.match(words)
        lines = [*lines[:-1], f"{lines[-1]} {words}"] if before and was_broken else [*lines, line]
        before = line
    return "\n".join(lines)


def whom_to_phone(outcome: Outcome, pathway: Pathway, at: datetime) -> TextBlock:
    """Whom to phone in the area of a result at this hour, in order (rule 12 of the design)."""
    area = area_of(outcome, pathway)
    contacts = [each for each in to_be_shown(outcome.contacts, outcome.age) if is_phoned(each)]
    entries = [
        TextEntry(phone_words(each, asked_for(each, outcome)), "whole", each.phone) for each in contacts
    ]
    notes = [TextEntry(words) for words in contact_notes(at)]
    return TextBlock(f"{CALL}: {in_area(area.id, area.name)}", (*entries, *notes))
