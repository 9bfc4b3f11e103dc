"""The evidence of a referral: the marks, suspected and believed apart, the narrative, and what was done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from ce_tui.core.pathway.actions.action import Recorded, in_force
from ce_tui.core.pathway.actions.rules import dump_recorded, say_at
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.dates import say_moment
from ce_tui.core.pathway.document.document import Factor, Pathway, Tier, rule_words, written_words
from ce_tui.core.pathway.outcome.indication import marked_tiers
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.shape import MAX_NOTES
from ce_tui.core.pathway.words import GRAVEST_FIRST, MARK_WORDS, joined, with_capital
from ce_tui.core.referral.content.follow_up import document_sentences
from ce_tui.core.referral.content.shapes import (
    MAX_FIELD,
    MAX_LINES,
    WHOLE_TEXT_ATTACHED,
    Block,
    Cell,
    Division,
    Para,
    Prose,
    Rows,
    Table,
    TierMap,
    TierRow,
)
from ce_tui.core.referral.fonts import tidy
from ce_tui.core.words.actions import (
    SETTLED,
    WHAT_WAS_DONE,
    action_result,
    next_words,
    settled_words,
)
from ce_tui.core.words.outcomes import KNOWN, BoardFactor, aside_words, board
from ce_tui.core.words.plain import in_short

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
    """The marks at a glance, then each tier that has some, in the document's words, the gravest first."""
    blocks = (
        Para(f"{MEANING} {rule_words(pathway)}", "lead"),
        tier_map(answers, outcome, pathway),
        *((Para(aside_words(outcome, pathway)),) if outcome.set_aside else ()),
        *document_sentences(outcome, pathway),
    )
    marked = marked_tiers(answers, pathway)
    tiers = tuple(_tier_section(tier, answers) for tier in reversed(pathway.tiers) if tier.name in marked)
    return Division("What was marked", blocks, tiers)


def narrative_section(answers: Answers, outcome: Outcome, pathway: Pathway) -> Division | None:
    """The practitioner's own words, followed by the document's words for each factor that they cite."""
    notes = tidy(answers.notes).strip()
    if not notes:
        return None  # the first page says so
    parts = (_cited(answers, outcome, pathway),) if outcome.citations or outcome.unknown_ids else ()
    title = pathway.details.notes_title.removesuffix(":")
    if written_words(pathway) == "narrative":
        title = "Narrative: the child's context and professional opinion"
    return Division(title, tuple(_as_written(notes, MAX_NOTES, MAX_LINES)), parts)


def _as_written(words: str, characters: int, lines: int) -> Iterator[Block]:
    """What somebody wrote, line by line; cut if it is too long for paper, and then it says so."""
    printed = "\n".join(words[:characters].split("\n")[:lines])
    yield Prose(printed)
    if len(words) > len(printed):
        cut = f"Cut here after {len(printed):,} of {len(words):,} characters: {WHOLE_TEXT_ATTACHED}."
        yield Para(cut, "warning")


def first_words_section(answers: Answers, room: int = FIRST_WORDS) -> Division:
    """The beginning of the narrative, for the first page; all of it stands further down. If there is none it says so.

    `room`: how many characters of it. If they are few, that there is more stands in the heading.
    """
    words = ""
    for line in filter(None, (" ".join(line.split()) for line in tidy(answers.notes).split("\n"))):
        # between the entries of a list stands a semicolon instead of their signs
        entry = _ENTRY.sub("", line)
        listed = entry != line and words and words[-1] not in ".:;,!?"
        words = f"{words}{';' if listed else ''} {entry}".lstrip()
    if not words:
        above = answers.harm_today and answers.harm.words.strip()
        return Division("What was seen", (Para(NOTHING_ELSE if above else NOTHING_WRITTEN),))
    first = in_short(words, room)
    if first == words:
        return Division("What was seen", (Prose(first),))
    if room < FIRST_WORDS:
        return Division("What was seen (all of it stands further down)", (Prose(first),))
    return Division("What was seen", (Prose(first), Para("All of it stands further down.", "small")))


def tier_map(answers: Answers, outcome: Outcome, pathway: Pathway) -> TierMap:
    """Every tier with its factors and marks, and the same in words."""
    tiers = board(answers, outcome, pathway).tiers
    rows = (TierRow(each.name, each.title, each.words, tuple(map(_cell, each.factors))) for each in tiers)
    return TierMap("The three tiers at a glance.", tuple(tier.said for tier in tiers), tuple(rows), LEGEND)


def factor_words(factor: Factor) -> tuple[str, str]:
    """The software's number, and the document's words.

    On a line of their own: the document's own number where it is known, whether the factor is black in it.
    """
    number = f"{factor.id}\n(printed {factor.printed_id})" if factor.printed_id else factor.id
    return number, f"{factor.text}\n{KNOWN}" if factor.known_to_authorities else factor.text


def _tier_section(tier: Tier, answers: Answers) -> Division:
    """A table for each mark: its words head the column, so that they stand on every page that it goes on to."""
    tables: list[Block] = []
    for mark in GRAVEST_FIRST:
        marked = [factor for factor in tier.all_factors if answers.marks.get(factor.id) == mark]
        if marked:
            rows = tuple(map(factor_words, marked))
            caption = f"{tier.title}: {MARK_WORDS[mark].lower()}"
            tables.append(Table(caption, ("ID", caption), rows, (11, 89), caption_in_head=True))
    return Division(f"{tier.title}: {tier.heading}".removesuffix("."), tuple(tables))


def _cited(answers: Answers, outcome: Outcome, pathway: Pathway) -> Division:
    blocks: list[Block] = []
    cited = f"cited in the {written_words(pathway)}"
    words = {each: MARK_WORDS[mark] for each, mark in answers.marks.items()}
    rows = [
        (*factor_words(factor), words.get(factor.id, "Not marked"))
        for factor in pathway.factors.values()
        if factor.id in outcome.citations
    ]
    if rows:
        head = ("ID", "Factor, in the words of the pathway", "Mark")
        blocks.append(Table(with_capital(cited), head, tuple(rows), (11, 66, 23), caption_in_head=True))
    if outcome.unknown_ids:
        unknown = joined(outcome.unknown_ids)
        blocks.append(Para(f"Written like an ID, but not one of this pathway: {unknown}."))
    return Division(f"Factors {cited}", tuple(blocks))


def _cell(factor: BoardFactor) -> Cell:
    """Only what is marked has a letter: the rest of it stands in words."""
    if factor.mark and factor.counts:
        return Cell(factor.id, factor.sign, MARK_WORDS[factor.mark])
    return Cell(factor.id)


AS_RECORDED = (
    "As the referrer recorded it, in the order in which it was done. What is not said here was not recorded; that "
    "something was sent does not say that it arrived."
)
MOST = 100  # entries: whatever was recorded, a referral can be drawn
_MAX_LINES = 40  # of what was said in one entry, beside `MAX_FIELD` characters
_ALL_CHARACTERS, _ALL_LINES = 60_000, 1_200  # of what was said in all of them, which share it


def done_section(recorded: Sequence[Recorded]) -> Division | None:
    """Everything that was recorded and holds; None if nothing is. Of very many, the last ones."""
    found = [each for each in in_force(recorded) if not each.action.by_mistake]
    blocks, shown = [Para(AS_RECORDED)], found[-MOST:]
    if len(found) > MOST:
        left = f"The last {MOST} of {len(found):,} entries"
        blocks.append(Para(f"{left}: all of them are in the attached file referral.json.", "warning"))
    parts = tuple(_entry(each, len(shown)) for each in shown)
    return Division(WHAT_WAS_DONE, tuple(blocks), parts, panel="done") if found else None


def attached(recorded: Sequence[Recorded]) -> list[dict[str, Any]]:
    """All recorded actions for machines, with what corrects what, in the contract's shape.

    What was recorded by mistake, which may be of another child, stands there without its words. So does what was said
    to the hub's lead alone.
    """
    wordless: set[str] = set()
    for each in reversed(recorded):
        if each.action.by_mistake or each.id in wordless:
            wordless.update(filter(None, (each.id, each.action.corrects)))
    wordless.update(each.id for each in recorded if SETTLED[each.action.settles].within_hub)
    without_words = {"to": "", "person": "", "said": "", "reference": "", "next": ""}
    return [dump_recorded(each) | (without_words if each.id in wordless else {}) for each in recorded]


def _entry(recorded: Recorded, of: int) -> Division:
    """One action `of` so many. No word that somebody typed stands in its heading."""
    action = recorded.action
    rows = (
        (action.way.whom.capitalize(), action.to),
        ("Person", action.person),
        ("Reference", action.reference),
        ("What came of it", action_result(action)),
        ("Next", next_words(action).removeprefix("Next: ")),
        ("Recorded by", f"{recorded.recorded_by}, {say_moment(recorded.recorded_at)}"),
    )
    blocks: list[Block] = [Rows("What is recorded", tuple((label, value) for label, value in rows if value))]
    words, settled = tidy(action.said).strip(), SETTLED[action.settles]
    if words and not settled.within_hub:
        characters, lines = min(MAX_FIELD, _ALL_CHARACTERS // of), min(_MAX_LINES, _ALL_LINES // of)
        blocks.append(Para(f"{settled.because or 'What was said'}:", "lead"))
        blocks += _as_written(words, characters, lines)
    return Division(f"{say_at(action.at)}: {settled_words(action) or action.way.words}", tuple(blocks))
