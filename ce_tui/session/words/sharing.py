"""Words that both front ends say of one open screening: who has it open, its sections, its result, words left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from ce_tui.commands.table import NUMBERS
from ce_tui.core.pathway.answers.danger import in_quotes
from ce_tui.core.pathway.dates import LONDON, read_moment, say_date, say_moment, say_time
from ce_tui.core.pathway.document.document import DetailsForm, Pathway
from ce_tui.core.pathway.document.localities import Locality
from ce_tui.core.pathway.interview import questions, replies
from ce_tui.core.pathway.interview.interview import sections
from ce_tui.core.pathway.interview.questions import Group, Question
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.words import joined, mark_words, with_small
from ce_tui.core.vault.errors import StoreFull, VaultError

if TYPE_CHECKING:
    from ce_tui.core.pathway.answers.screening import Answers, Screening
    from ce_tui.core.vault.casebook.permission import LockHolder, UnsavedText


STORE_READ_ONLY = (
    "View only. The store is read-only: you can read and export, nothing can be changed, and what you look at is not "
    "logged."
)
MARKED = (
    "View only. A lead has marked this screening for deletion: nothing is changed in it any more. For a day a lead can "
    "undo that in Keeping."
)
NOT_LOGGED = "This is not logged, because the store is read-only."
FREE_AGAIN = "Nobody else has this screening open any more. To change it here: go to, then “Change it here”."


def since_words(iso_utc: str, now: datetime) -> str:
    """A moment in the past, in London: "10:42" of the same day, else with its date."""
    moment = read_moment(iso_utc)
    if moment is None:
        return "a time not known"
    return say_time(iso_utc) if moment.date() == now.astimezone(LONDON).date() else say_moment(iso_utc)


def held_words(holder: LockHolder, now: datetime) -> str:
    """Who has a screening open and since when, as a sentence."""
    since = since_words(holder.since, now)
    if holder.mine:
        return f"You have it open yourself on another terminal, since {since}."
    return f"{holder.name} has had it open since {since}."


def view_only_words(holder: LockHolder, now: datetime) -> str:
    """Why a screening is only shown while somebody else has it open."""
    return f"View only. {held_words(holder, now)}"


def taken_words(holder: LockHolder, now: datetime) -> str:
    """Said to the one who had a screening before somebody took it over."""
    since = since_words(holder.since, now)
    if holder.mine:
        return (
            f"You took this screening over on another terminal at {since}. Here it is only shown from now on."
        )
    return (
        f"{holder.name} took this screening over at {since}. All that you had typed is saved; here it is only shown "
        "from now on."
    )


CLOSED = "This screening is completed, so it is only shown. Reopen it in Review to change it."
TRYING = (
    "The disk is full. What you type stays here, and is saved by itself as soon as there is room; everything saved "
    "before is intact."
)
TITLES = {
    "start": "Start",
    "notes": "Notes",
    "result": "Result",
    "details": "Details",
    "review": "Review",
}


def section_title(section: str, pathway: Pathway) -> str:
    """ "4 Yellow": the number by which the go-to menu has it. Only a tier's title is the pathway's."""
    return f"{NUMBERS[section]} {section_name(section, pathway)}"


def question_number(section: str, number: int) -> str:
    """The number by which a question is gone to from anywhere: "9.6", question 6 of section 9."""
    return f"{NUMBERS[section]}.{number}"


def section_name(section: str, pathway: Pathway) -> str:
    """ "Yellow", in the words of the screening's edition."""
    return TITLES.get(section) or pathway.tier(section).title


def group_title(group: str, details: DetailsForm) -> str:
    """Whose details a group of questions asks for; empty for what is in no group."""
    return {"yours": details.yours, "child": details.child, "consent": "Consent"}.get(group, "")


_WHOSE: dict[Group, str] = {"yours": "Your", "child": "Child's"}
_SAY_WHOSE: dict[Group, str] = {"yours": "your", "child": "child"}
_OF_WHAT = {"other": "other contact details"}
"""What a label leaves to the heading above it."""


def called(question: Question) -> str:
    """What a question is called where it stands alone, without its colon: "Child's phone".

    The page has "Phone" below "Child's contact details:". A label that says whose it is already stays as it is.
    """
    label = question.label.rstrip(": ")
    said = _SAY_WHOSE.get(question.group)
    if said is None or said in label.casefold():
        return label
    what = _OF_WHAT.get(label.casefold(), label if label[1:2].isupper() else with_small(label))
    return f"{_WHOSE[question.group]} {what}"


def closed_tier(tier: str, answers: Answers, pathway: Pathway) -> list[str]:
    """Why a tier is closed at a first meeting: its marks set aside, and the document's own sentence."""
    why = next(each.why_closed for each in sections(answers, pathway) if each.id == tier)
    aside = [each for each in answers.set_aside if pathway.tier_of.get(each) == tier]
    kept = f"Marks made here before are set aside, not deleted: {', '.join(aside)}." if aside else ""
    rule = f"“{pathway.first_meeting}”" if pathway.first_meeting else ""
    return list(filter(None, [why, kept, rule]))


def say_now(moment: datetime) -> str:
    """ "Wednesday 25 November 2026, 10:42"; the moment is London's."""
    return f"{moment:%A} {say_date(moment.date())}, {moment:%H:%M}"


def trouble_of(error: VaultError) -> str:
    """Why something could not be saved; of a full disk, that it is tried again by itself."""
    return TRYING if isinstance(error, StoreFull) else error.words


BECAUSE = "Because of these marks"
ALSO = "Also marked"
NOTHING = "Nothing is marked."
NOTE = "Please note"
CALL = "Whom to call now"
PHONE = "Read on the phone: in the order in which a call taker asks."
SHORT_REASON = "This is short: a reason has three words or more."
FORM_DUE = "Still to be done: the area's own form. The exported PDF does not replace it"
FORM_SENT = "The area's own form, sent as far as is recorded. The exported PDF does not replace it"


def seen_or_said(words: str) -> str:
    """What was seen or said of a harm, quoted."""
    return f"Seen or said: {in_quotes(words)}"


def cited_words(outcome: Outcome, pathway: Pathway, how: str) -> str:
    """The factors that the notes cite and nobody marked, and how to mark them (rule 15); empty: none.

    `how` is left out if a first meeting closed all of their tiers, or if it is empty: nothing can be marked.
    """
    ids = outcome.cited_unmarked
    if not ids:
        return ""
    way = how if can_mark_cited(outcome, pathway) else "At a first meeting that stays so."
    return (
        f"Your notes cite {joined(ids)}, which {'is' if len(ids) == 1 else 'are'} not marked. {way}".rstrip()
    )


def can_mark_cited(outcome: Outcome, pathway: Pathway) -> bool:
    """Whether a factor that the notes cite and nobody marked is of an open tier."""
    return any(pathway.tier_of[each] not in outcome.not_asked for each in outcome.cited_unmarked)


_IDS = 6  # at most: with a count of the others they stand in one row


def some_ids(ids: Sequence[str]) -> str:
    """ "R6, A3 and A4"; of many "R1, R2, R3, R4, R5, R6 and 4 more"."""
    rest = [f"{len(ids) - _IDS} more"] if len(ids) > _IDS else []
    return joined([*ids[:_IDS], *rest])


def what_to_do(locality: Locality) -> str:
    """The heading of an area's steps."""
    return f"What to do{' in' if locality.is_rebuilt else ':'} {locality.headed}"


TAKEN = "They stand at the end of the notes now."
NOT_IN_COMPLETED = "It is completed: reopen it to take them into its notes."
_NO_ANSWERS = (
    "notes", "looked_at", "not_ids", "by_file", "family_not_known", "judged_on", "set_aside", "pathway", "known_from"
)  # fmt: skip


def words_not_saved(saved: Screening, now: Screening, pathway: Pathway) -> str:
    """What was typed, marked or answered since it was saved, in lines with labels; empty: nothing."""
    before, after = saved.answers, now.answers
    notes = after.notes.removeprefix(before.notes).strip()  # all of them if they were changed within
    lines = [notes] if notes else []
    for factor_id in sorted({*before.marks, *after.marks}):
        if (mark := after.marks.get(factor_id)) != before.marks.get(factor_id):
            lines.append(f"{factor_id}: {mark_words(mark)}")
    for question_id in _fields(after):
        if replies.value(before, question_id) != (said := replies.value(after, question_id)):
            with suppress(KeyError):  # what is not asked now stands as it was typed
                said = replies.shown(after, pathway, question_id)
            lines.append(f"{_label(question_id, after, pathway)}: {said or 'not answered'}")
    for question_id, text in now.unfinished.items():
        if text != saved.unfinished.get(question_id):
            lines.append(f"{_label(question_id, after, pathway)}: {text}")
    return "\n".join(lines)


def not_kept_yet(trouble: str) -> str:
    """Said if the last words of what was closed cannot be kept."""
    return (
        f"NOT KEPT YET is what you had typed last. {trouble} It is tried again and again until you sign out."
    )


def unsaved_words(words: UnsavedText) -> str:
    """The words that were left, below whose they are and when they were typed."""
    who = f"Words that {words.by} typed on {say_moment(words.at)}"
    return f"{who} and could not save, because it was closed to them:\n{words.text}"


def _fields(answers: Answers) -> Iterator[str]:
    for name in answers.__struct_fields__:
        found = getattr(answers, name)
        if isinstance(found, msgspec.Struct):
            yield from (f"{name}.{each}" for each in found.__struct_fields__)
        elif name not in _NO_ANSWERS and name != "marks":
            yield name


def _label(question_id: str, answers: Answers, pathway: Pathway) -> str:
    try:
        return called(questions.question(question_id, answers, pathway)).rstrip("? ")
    except KeyError:  # it is not asked now
        return question_id.replace(".", " ").replace("_", " ").capitalize()
