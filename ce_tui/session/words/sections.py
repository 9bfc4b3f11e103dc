"""Words about the sections of a screening: their signs in the strip, what follows from an answer, what is new."""

from __future__ import annotations

from datetime import datetime

from ce_tui.commands.table import NUMBERS
from ce_tui.core.pathway.answers.screening import Answers, Child
from ce_tui.core.pathway.dates import say_iso
from ce_tui.core.pathway.document.document import (
    Pathway,
    beside_ids,
    citing_sentences,
    decided_words,
    indicated_words,
    tier_title,
    tier_titles,
)
from ce_tui.core.pathway.interview.interview import SectionState, sections
from ce_tui.core.pathway.interview.questions import section_of
from ce_tui.core.pathway.outcome.alerts import missing_question
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.indication import (
    comes_first,
    has_narrative,
    is_lower,
    marked_tiers,
    not_asked,
)
from ce_tui.core.pathway.outcome.outcome import Outcome, area_of
from ce_tui.core.pathway.outcome.whom_to_phone import (
    NO_NUMBER,
    asked_for,
    contact_notes,
    is_phoned,
    phone_list,
    to_be_shown,
)
from ce_tui.core.pathway.words import counted_words, rank
from ce_tui.core.words.outcomes import StripCell, higher_because, phone_words
from ce_tui.core.words.plain import TextBlock, TextEntry
from ce_tui.session.draft import Draft
from ce_tui.session.words.known import ChildRemover
from ce_tui.session.words.sharing import CALL, section_name


def sections_of(draft: Draft) -> list[SectionState]:
    """The sections of a draft in order; of a completed screening Review says so."""
    return sections(draft.answers, draft.pathway, completed=draft.screening.state == "completed")


_FEW = 10  # words: fewer are asked about, once
_ASKED = "Write about: 1. the child's current context. 2. your professional opinion."


def no_sentence_cites(factor: str) -> str:
    """Said of a factor that the notes do not cite."""
    return f"No sentence in your notes cites {factor}."


def narrative_prompt(draft: Draft) -> str:
    """What is asked of the narrative: needed for amber (rule 4), never required if the child comes first.

    Empty: nothing is asked.
    """
    marked = marked_tiers(draft.answers, draft.pathway)
    tiers = [tier for tier in draft.pathway.tiers if tier.needs_narrative and tier.name in marked]
    first = comes_first(draft.answers, draft.pathway)
    if not tiers and not first:
        return ""
    if has_narrative(draft.answers, draft.pathway):
        return f"{_ASKED} (There is a narrative.)"
    if first:
        return f"{_ASKED} Asked for, not required: do not wait with it, the child comes first."
    return (
        f"{tiers[0].title} is marked, so a narrative is needed before this can be completed. {_ASKED} "
        "IDs alone, or fewer than three words, are no narrative."
    )


def short_narrative(draft: Draft) -> str:
    """What is asked of a narrative of fewer than ten words, if exploitation is acted on (rule 4).

    What was seen or said of a harm counts with it. Empty: nothing is asked.
    """
    answers, outcome = draft.answers, draft.outcome
    if not outcome.grade.is_referred:
        return ""
    words = counted_words(beside_ids(answers.notes, draft.pathway, answers.not_ids))
    words += counted_words(answers.harm.words) if answers.harm_today else 0
    if words >= _FEW:
        return ""
    return f"{'This is short' if words else 'Nothing is written'}: what did you see or hear, when, from whom?"


def leads_to(draft: Draft, question_id: str, before: Answers) -> list[str]:
    """What follows from an answer, in sentences; nothing if it goes without saying."""
    answers, pathway = draft.answers, draft.pathway
    if question_id == "locality":
        return [f"Steps and contacts: {pathway.locality(answers.locality).headed}."]
    if question_id == "consent.status" and "consent.reason" in draft.outcome.missing:
        return ["Say why in the reason below."]
    if question_id != "known_to_practitioner":
        return []
    if answers.known_to_practitioner is False:
        closed, aside = not_asked(answers, pathway), answers.set_aside
        return [
            *([f"{tier_titles(closed, pathway)} not asked."] if closed else []),
            *([f"Set aside: {', '.join(aside)}."] if aside else []),
        ]
    back = [each for each in before.set_aside if each in answers.marks]
    return [
        *(["All tiers are asked."] if answers.known_to_practitioner else []),
        *([f"Back again: {', '.join(back)}."] if back else []),
    ]


def read_as(draft: Draft, question_id: str) -> str:
    """How a date was read, and the age that follows from a date of birth; empty: there is none."""
    recorded = draft.value(question_id)
    if not recorded:
        return ""
    age = draft.outcome.age if question_id == "child.date_of_birth" else None
    years = f", {age} years old at the screening" if age is not None else ""
    return f"Read as {say_iso(recorded)}{years}."


def what_is_completed(draft: Draft, *, reason: bool = False) -> str:
    """ "Red indicated, decided Yellow, because: …"; "Red: harm told on 25 November 2026, no decision made".

    `reason`: with the reason of a decision for less.
    """
    outcome, decision, pathway = draft.outcome, draft.answers.decision, draft.pathway
    if outcome.immediate_risk or outcome.harm_today:  # the tier that is acted on, and why
        why = higher_because(outcome, draft.answers).rstrip(".")
        stands = f"{tier_title(outcome.acting_on, pathway)}: {why}"
    else:
        stands = indicated_words(outcome.outcome, pathway)
    gives = reason and is_lower(outcome.acting_on, decision.outcome) and decision.reason
    because = f", because: {decision.reason}" if gives else ""
    return f"{stands}, {decided_words(decision.outcome, pathway)}{because}"


def raised(draft: Draft, before: Answers, *, alerts: bool = True) -> list[str]:
    """What the answers raise that was not there before: alerts, a missing child, a graver tier.

    Each alert with its numbers; whether the child is missing now, if that is asked anew; a graver tier that is acted
    on, with whom to phone. `alerts`: False if those stand in sight anyway. Rule 16 of the design: an alert stands
    before anything else, so it is said when it is raised.
    """
    now = draft.outcome
    then = evaluate(before, draft.pathway, draft.clock())
    known = {alert.key for alert in then.alerts}
    new = [alert for alert in now.alerts if alert.key not in known] if alerts else []
    graver = now.grade.is_referred and rank(now.acting_on) > rank(then.acting_on)
    tier, who = [], phone_list(now)
    if graver:
        if now.grade.is_red:
            numbers, does = who.red_words, f"Phone {who.whom_on_red}"
        else:
            numbers = who.first_words(area_of(now, draft.pathway))
            no_number = "" if who.first else f", {NO_NUMBER}"
            does = f"For advice: {numbers}{no_number}"
        if not any(numbers in alert.text for alert in new):
            tier = [f"Now {tier_title(now.acting_on, draft.pathway)}. {does}."]
    asked = [words] if (words := missing_question(now)) and not missing_question(then) else []
    return [*(f"Alert: {alert.text}" for alert in new), *asked, *tier]


def raised_here(draft: Draft, section: str, here: str, *, alerts: bool = True) -> list[str]:
    """What the last change of a factor or field raised, while one is in its section. `here`: where one is."""
    return raised(draft, draft.told.before(section, here, draft.answers), alerts=alerts)


DONE, MISSING, NOT_ASKED, SET_ASIDE, NOTHING_YET = "+", "!", "-", "-!", ""
"""A tier has the number of its marks: "0" where nothing is marked in it, nothing yet where it was not looked at. Where
marks of it were set aside, "not asked" never stands alone (rule 3 of the design).
"""


def strip_of(draft: Draft, current: str) -> list[StripCell]:
    """The sections of a draft in their order; `current` is where one is."""
    tiers = [tier.name for tier in draft.pathway.tiers]
    return [
        StripCell(
            number=NUMBERS[state.id],
            name=section_name(state.id, draft.pathway),
            sign=sign_of(state, draft),
            tier=state.id if state.id in tiers else "",
            current=state.id == current,
        )
        for state in sections_of(draft)
    ]


def sign_of(state: SectionState, draft: Draft) -> str:
    """The sign for the state of a section of a draft."""
    if not state.open:
        set_aside = {draft.pathway.tier_of[each] for each in draft.outcome.set_aside}
        return SET_ASIDE if state.id in set_aside else NOT_ASKED
    if state.marked is not None:
        return str(state.marked)
    if _lacks(state, draft):
        return MISSING
    return DONE if state.done else NOTHING_YET


def _lacks(state: SectionState, draft: Draft) -> bool:
    """Whether a section lacks something, or an answer. What Review lists is missing in the others."""
    if state.id == "review":
        return False
    unfinished = {section_of(question_id, draft.pathway) for question_id in draft.screening.unfinished}
    if state.missing or state.id in unfinished:
        return True
    if state.id == "details":  # one line of many is not all that a receiver will ask for
        return state.done and any(name != "notes" for name in draft.outcome.not_filled_in)
    return state.id == "start" and not state.done


_MOST = 500
"""Entries of a block: more than any window has rows."""


class SideBlock:
    """The block beside a section of a draft, as it is now."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._notes: tuple[tuple[str, Child, str], TextBlock] | None = None

    def at(self, factor: str) -> TextBlock | None:
        """The block beside a factor of the section; empty: the cursor is on none. None: nothing stands there.

        Whom to phone wherever there is an alert or red is acted on; else the sentences of the notes on the factor.
        """
        draft, answers = self._draft, self._draft.answers
        if draft.outcome.alerts or draft.outcome.grade.is_red:
            return whom_to_phone(draft.outcome, draft.pathway, draft.clock())
        if not factor:
            return None
        of = answers.notes, answers.child, factor
        if self._notes is None or self._notes[0] != of:  # long notes are not looked through at every key
            self._notes = of, cited_in_notes(factor, answers, draft.pathway)
        return self._notes[1]


def cited_in_notes(factor: str, answers: Answers, pathway: Pathway) -> TextBlock:
    """The sentences of the notes that cite a factor."""
    sentences = citing_sentences(answers.notes, factor, pathway)
    shown = ChildRemover(answers.child)
    said = [shown(sentence) for _, sentence in sentences[:_MOST]]
    entries = tuple(TextEntry(each) for each in said or [no_sentence_cites(factor)])
    return TextBlock(f"Your notes on {factor}", entries)


def whom_to_phone(outcome: Outcome, pathway: Pathway, at: datetime) -> TextBlock:
    """Whom to phone in the area of a result at this hour, in order (rule 12)."""
    area = area_of(outcome, pathway)
    entries = [
        TextEntry(phone_words(each, asked_for(each, outcome)), each.phone, whole=True)
        for each in to_be_shown(outcome.contacts, outcome.age)
        if is_phoned(each)
    ]
    notes = [TextEntry(words) for words in contact_notes(at)]
    return TextBlock(f"{CALL}: {area.in_sentence}", (*entries, *notes))
