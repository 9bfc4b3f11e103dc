"""What was marked, suspected and reasonably believed apart, and what the practitioner wrote about it."""

from __future__ import annotations

import re

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.clean import MAX_NOTES
from ce_tui.core.pathway.document.document import Factor, Pathway, Tier
from ce_tui.core.pathway.document.tier_words import rule_words, written_words
from ce_tui.core.pathway.outcome.indication import marked_tiers
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.words import GRAVEST_FIRST, MARK_WORDS, joined
from ce_tui.core.referral.content.follow_up import document_sentences
from ce_tui.core.referral.content.shapes import Block, Cell, Division, Para, Prose, Table, TierMap, TierRow
from ce_tui.core.referral.content.wording import MAX_LINES, WHOLE_TEXT_ATTACHED
from ce_tui.core.referral.fonts import tidy
from ce_tui.core.words.board import BoardFactor, board
from ce_tui.core.words.factors import KNOWN
from ce_tui.core.words.outcomes import aside_words
from ce_tui.core.words.short import in_short

_ENTRY = re.compile(r"^(?:[-*•–]|\d{1,2}[.)]) ")  # how a line of a list begins
FIRST_WORDS = 320  # characters of the narrative on the first page
MEANING = (
    "Suspected: suspected, but not confirmed. Reasonably believe: reasonably believed to be taking place, on the "
    "balance of probabilities. Both count, and they are shown apart."
)
LEGEND = "In the boxes: B reasonably believe, S suspected, Y yes, N noted; no letter: not marked."
NOTHING_WRITTEN = "Nothing was written in the notes."
NOTHING_ELSE = "Nothing else was written. What was seen or said of the harm stands above."


def evidence_section(answers: Answers, outcome: Outcome, pathway: Pathway) -> Division:
    """The marks: at a glance, then each tier that has some with the document's words, the gravest first."""
    blocks: list[Block] = [
        Para(f"{MEANING} {rule_words(pathway)}", "lead"),
        tier_map(answers, outcome, pathway),
    ]
    if outcome.set_aside:
        blocks.append(Para(aside_words(outcome, pathway)))
    blocks += document_sentences(outcome, pathway)
    marked = marked_tiers(answers, pathway)
    tiers = tuple(_tier_section(tier, answers) for tier in reversed(pathway.tiers) if tier.name in marked)
    return Division("What was marked", tuple(blocks), tiers)


def narrative_section(answers: Answers, outcome: Outcome, pathway: Pathway) -> Division | None:
    """The practitioner's own words, followed by the document's words for each factor that they cite."""
    notes = tidy(answers.notes).strip()
    if not notes:
        return None  # the first page says so
    printed = "\n".join(notes[:MAX_NOTES].split("\n")[:MAX_LINES])
    blocks: list[Block] = [Prose(printed)]
    if len(notes) > len(printed):
        cut = f"Cut here after {len(printed):,} of {len(notes):,} characters: {WHOLE_TEXT_ATTACHED}."
        blocks.append(Para(cut, "warning"))
    parts = (_cited(answers, outcome, pathway),) if outcome.citations or outcome.unknown_ids else ()
    title = pathway.details.notes_title.removesuffix(":")
    if written_words(pathway) == "narrative":
        title = "Narrative: the child's context and professional opinion"
    return Division(title, tuple(blocks), parts)


def first_words_section(answers: Answers, room: int = FIRST_WORDS) -> Division:
    """How the narrative begins, for the first page; all of it stands further down. Where there is none it says so.

    `room`: how many characters of it. Where they are few, that there is more stands in the heading.
    """
    words = _in_a_row(tidy(answers.notes))
    if not words:
        above = answers.harm_today and answers.harm.words.strip()
        return Division("What was seen", (Para(NOTHING_ELSE if above else NOTHING_WRITTEN),))
    first = in_short(words, room)
    if first == words:
        return Division("What was seen", (Prose(first),))
    if room < FIRST_WORDS:
        return Division("What was seen (all of it stands further down)", (Prose(first),))
    more = Para("All of it stands further down.", "small")
    return Division("What was seen", (Prose(first), more))


def _in_a_row(notes: str) -> str:
    """The notes without their lines. Between the entries of a list stands a semicolon instead of their signs."""
    row = ""
    for line in filter(None, (" ".join(line.split()) for line in notes.split("\n"))):
        entry = _ENTRY.sub("", line)
        listed = entry != line and row and row[-1] not in ".:;,!?"
        row = f"{row}{';' if listed else ''} {entry}".lstrip()
    return row


def tier_map(answers: Answers, outcome: Outcome, pathway: Pathway) -> TierMap:
    """Every tier with its factors and marks, and the same in words."""
    tiers = board(answers, outcome, pathway).tiers
    rows = tuple(
        TierRow(tier.name, tier.title, tier.words, tuple(map(_cell, tier.factors))) for tier in tiers
    )
    return TierMap("The three tiers at a glance.", tuple(tier.said for tier in tiers), rows, LEGEND)


def printed_words(factor: Factor) -> str:
    """The document's words, and on a line of its own that the factor is black in the document."""
    return f"{factor.text}\n{KNOWN}" if factor.known_to_authorities else factor.text


def id_words(factor: Factor) -> str:
    """The software's number, with the document's own where it is known."""
    return f"{factor.id}\n(printed {factor.printed_id})" if factor.printed_id else factor.id


def _tier_section(tier: Tier, answers: Answers) -> Division:
    """A table for each mark: its words head the column, so that they stand on every page that it goes on to."""
    tables: list[Block] = []
    for mark in GRAVEST_FIRST:
        marked = [factor for factor in tier.all_factors if answers.marks.get(factor.id) == mark]
        if marked:
            rows = tuple((id_words(factor), printed_words(factor)) for factor in marked)
            caption = f"{tier.title}: {MARK_WORDS[mark].lower()}"
            tables.append(Table(caption, ("ID", caption), rows, (11, 89), caption_in_head=True))
    return Division(f"{tier.title}: {tier.heading}".removesuffix("."), tuple(tables))


def _cited(answers: Answers, outcome: Outcome, pathway: Pathway) -> Division:
    blocks: list[Block] = []
    rows = []
    for id, factor in pathway.factors.items():
        if id in outcome.citations:
            mark = answers.marks.get(id)
            rows.append((id_words(factor), printed_words(factor), MARK_WORDS[mark] if mark else "Not marked"))
    if rows:
        head = ("ID", "Factor, in the words of the pathway", "Mark")
        blocks.append(
            Table(
                f"Cited in the {written_words(pathway)}",
                head,
                tuple(rows),
                (11, 66, 23),
                caption_in_head=True,
            )
        )
    if outcome.unknown_ids:
        unknown = joined(outcome.unknown_ids)
        blocks.append(Para(f"Written like an ID, but not one of this pathway: {unknown}."))
    return Division(f"Factors cited in the {written_words(pathway)}", tuple(blocks))


def _cell(factor: BoardFactor) -> Cell:
    """Only what is marked has a letter: the rest of it stands in words."""
    if not (factor.mark and factor.counts):
        return Cell(factor.id)
    return Cell(factor.id, factor.sign, MARK_WORDS[factor.mark])
