"""The interview's sections: which are open and why not, what is done, what is missing. Both front ends walk them.

The questions are in `questions`, the replies to them in `replies`.
"""

from __future__ import annotations

import msgspec

from ce_tui.core.pathway.answers.danger import DANGER_NOW, QUESTIONS, SAFETY
from ce_tui.core.pathway.answers.screening import Answers, HowKnown, how_known
from ce_tui.core.pathway.document.document import Pathway, Tier, find, in_sentence, tier_titles
from ce_tui.core.pathway.interview.questions import DETAIL_FIELDS
from ce_tui.core.pathway.interview.replies import value
from ce_tui.core.pathway.outcome.indication import (
    comes_first,
    decided,
    has_narrative,
    indicated,
    is_tier_open,
    missing,
    needs_narrative,
    needs_reason,
)
from ce_tui.core.pathway.outcome.status_words import acted_on_words, marks_alone_words, not_answered
from ce_tui.core.pathway.words import (
    CONSENT_WORDS,
    GRAVEST_FIRST,
    MARK_WORDS,
    MARKS,
    NO_ACTION,
    TIERS,
    DecisionName,
    TierName,
    counted,
    missing_words,
)

SECTIONS = ("start", *TIERS, "notes", "result", "details", "review")


_HOW_KNOWN: dict[HowKnown, str] = {
    "not recorded": "",
    "first meeting": "first meeting",
    "work": "known from work",
    "file": "known from a file or the team",
    "unsaid": "known",
}


class SectionState(msgspec.Struct, frozen=True):
    """The state of a section. `missing` holds the contract's names; `why_closed` is empty while it is open.

    `marked`: how many factors of a tier are marked; None if it is no tier, is closed or was not looked at.
    """

    id: str
    title: str
    state_words: str
    done: bool
    open: bool = True
    why_closed: str = ""
    missing: tuple[str, ...] = ()
    marked: int | None = None


def sections(answers: Answers, pathway: Pathway, *, completed: bool = False) -> list[SectionState]:
    """All sections in order, with their state in words."""
    outcome = indicated(answers, pathway)
    lacking = missing(answers, pathway, outcome)
    return [
        _start(answers, pathway, lacking),
        *(_tier(tier, answers, pathway) for tier in pathway.tiers),
        _notes(answers, pathway, lacking),
        _result(answers, pathway, lacking),
        _details(answers, pathway, lacking),
        _review(answers, pathway, lacking, completed=completed),
    ]


def can_complete(answers: Answers, pathway: Pathway) -> list[str]:
    """What holds completion up, in words; may be empty. Only rules 4 and 6 ever do."""
    outcome = indicated(answers, pathway)
    held_up = []
    if needs_narrative(answers, pathway):
        tiers: list[TierName] = [tier.name for tier in pathway.tiers if tier.needs_narrative]
        held_up.append(
            f"{tier_titles(tiers, pathway)} marks need a narrative in the notes: the child's current context, "
            "your professional opinion. Factor IDs alone, or fewer than three words, are none."
        )
    if needs_reason(answers, outcome):
        held_up.append(
            f"You decide on less ({_title(decided(answers), pathway)}) than is indicated "
            f"({_title(outcome, pathway)}): this needs your reason, in three words or more."
        )
    return held_up


def _state(
    section: str, title: str, said: list[str], lacking: tuple[str, ...], needs: str, *, done: bool
) -> SectionState:
    """The state of a section that may lack one thing, which it `needs`."""
    missing = (needs,) if needs in lacking else ()
    return SectionState(section, title, ", ".join(said), done, missing=missing)


def _start(answers: Answers, pathway: Pathway, lacking: tuple[str, ...]) -> SectionState:
    known = _HOW_KNOWN[how_known(answers)]
    in_order = sorted(SAFETY, key=lambda name: name not in DANGER_NOW)
    dangers = [QUESTIONS[name].said for name in in_order if getattr(answers, name)]
    open_ = [QUESTIONS[name].open for name in not_answered(answers, pathway)]
    if not known:
        open_.append("how well the child is known")
    said = [part for part in (pathway.locality(answers.locality).name, known, *dangers) if part]
    if open_:
        said.append(f"not answered: {', '.join(open_)}")
    return _state("start", "Start", said, lacking, "known_to_practitioner", done=not open_)


def _tier(tier: Tier, answers: Answers, pathway: Pathway) -> SectionState:
    if not is_tier_open(tier, answers):
        aside = sum(factor.id in answers.set_aside for factor in tier.all_factors)
        words = "not asked (first meeting)" + (f", {counted(aside, 'mark')} set aside" if aside else "")
        why = _why_closed(tier, pathway, aside)
        return SectionState(tier.name, tier.title, words, done=False, open=False, why_closed=why)
    made = [answers.marks[factor.id] for factor in tier.all_factors if factor.id in answers.marks]
    seen = tier.name in (answers.looked_at or ())
    told = made or seen or answers.looked_at is None
    words = "nothing marked" if told else "not looked at"
    if made:
        # ": 1 reasonably believe, 2 suspected": the two are never added up in silence
        judged = [mark for mark in GRAVEST_FIRST if MARKS[mark].is_judged and mark in made]
        apart = ", ".join(f"{made.count(mark)} {MARK_WORDS[mark].lower()}" for mark in judged)
        words = f"{len(made)} of {len(tier.all_factors)} marked{': ' if apart else ''}{apart}"
    marked = len(made) if told else None
    return SectionState(tier.name, tier.title, words, done=bool(made) or seen, marked=marked)


def _why_closed(tier: Tier, pathway: Pathway, aside: int) -> str:
    open_: list[TierName] = [other.name for other in pathway.tiers if not other.needs_relationship]
    only = f"only {tier_titles(open_, pathway)} is asked" if open_ else "it is not asked"
    words = (
        f"{tier.title} is closed: you said that this is your first meeting with the child, so {only}. "
        "If you knew the child before, change that answer in Start. "
        f"If you saw or were told of harm today, say so: that shows the {in_sentence('red', pathway)} steps "
        "and whom to phone."
    )
    return f"{words} Marks made here before are set aside, not deleted." if aside else words


def _notes(answers: Answers, pathway: Pathway, lacking: tuple[str, ...]) -> SectionState:
    narrative = has_narrative(answers, pathway)
    cited = {citation.id for citation in find(answers.notes, pathway, answers.not_ids)}
    unknown = cited - pathway.factors.keys()
    words = len(answers.notes.split())
    said = [counted(words, "word") if words else "empty"]
    if known := len(cited) - len(unknown):
        said.append(f"{counted(known, 'factor')} cited")
    if unknown:
        said.append("unknown: " + ", ".join(sorted(unknown)))
    if "notes" in lacking:
        said.append("a narrative is needed")
    elif not narrative and comes_first(answers, pathway):
        said.append("a narrative helps, and is not required")
    return _state("notes", "Notes", said, lacking, "notes", done=narrative)


def _result(answers: Answers, pathway: Pathway, lacking: tuple[str, ...]) -> SectionState:
    own, needs = answers.decision.outcome, "decision.reason"
    said = [acted_on_words(answers, pathway)]
    if alone := marks_alone_words(answers, pathway):
        said.append(f"by the marks alone: {alone}")
    if own:
        said.append(f"decision: {'unsure' if own == 'unsure' else _title(own, pathway)}")
    elif not answers.harm_today:
        said.append("no decision yet")
    if needs in lacking:
        said.append("a reason is needed")
    done = bool(decided(answers)) and needs not in lacking
    return _state("result", "Result", said, lacking, needs, done=done)


def _details(answers: Answers, pathway: Pathway, lacking: tuple[str, ...]) -> SectionState:
    fields, needs = [field for field in pathway.details.labels if field in DETAIL_FIELDS], "consent.reason"
    filled = sum(1 for field in fields if value(answers, field))
    said = [f"{filled} of {len(fields)} filled in" if filled else "nothing filled in"]
    if status := answers.consent.status:
        said.append(f"consent: {CONSENT_WORDS[status].lower()}")
    if needs in lacking:
        said.append("a reason is needed")
    return _state("details", "Details", said, lacking, needs, done=bool(filled or status))


def _review(answers: Answers, pathway: Pathway, lacking: tuple[str, ...], *, completed: bool) -> SectionState:
    ready = "cannot be completed yet" if can_complete(answers, pathway) else "can be completed"
    said = ["completed" if completed else ready]
    if open_ := not_answered(answers, pathway):
        said.append(f"not answered: {', '.join(QUESTIONS[name].open for name in open_)}")
    if lacking:
        said.append("missing: " + "; ".join(missing_words(lacking)))
    return SectionState("review", "Review and export", "; ".join(said), done=completed, missing=lacking)


def _title(decision: DecisionName, pathway: Pathway) -> str:
    return NO_ACTION if decision == "none" else pathway.tier(decision).title
