"""What Review says in both front ends: what can be done, what is lacking and where it is put in, what to heed first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ce_tui.core.pathway.actions.stood import stands
from ce_tui.core.pathway.answers.danger import QUESTIONS
from ce_tui.core.pathway.document import factor_ids
from ce_tui.core.pathway.interview import interview
from ce_tui.core.pathway.outcome.evaluation import say_notices
from ce_tui.core.pathway.outcome.open_questions import not_answered
from ce_tui.core.pathway.outcome.status_words import tiers_left_out
from ce_tui.core.pathway.words import (
    MISSING_WORDS,
    NOT_FILLED_IN_WORDS,
    joined,
    with_capital,
)
from ce_tui.core.referral.fonts import unprintable
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.words.actions import not_done_words
from ce_tui.core.words.choice import Choice
from ce_tui.core.words.comparison import cannot_be_compared
from ce_tui.core.words.outcomes import notice_words
from ce_tui.files.shown import shown
from ce_tui.session.session import Draft
from ce_tui.session.unconfirmed import Waiting
from ce_tui.session.unfinished import is_not_taken, label_of
from ce_tui.session.words.completed import what_is_completed
from ce_tui.session.words.result import can_mark_cited, cited_words

RESCREEN = "rescreen"
SCREEN_AGAIN = "Screen this child again: a new screening, who they are comes along"
NOTHING_LACKING = "Everything that is asked for is filled in."
PROTECT = "Protect the PDF with a passphrase, made when it is exported"
WITH_ANNEX = "With the pages for you (what to do, numbers)"
ANNEX_IN = "The pages for you go out with it: what to do, and the numbers."
ANNEX_OUT = "The pages for you stay here: they are kept, and left out of what is sent."
UNPROTECTED = "No passphrase: whoever has the file can read it."
_LISTED = 12  # characters that no font has

_WHERE = {
    "known_to_practitioner": ("start", "known_to_practitioner"),
    "notes": ("notes", ""),
    "decision.reason": ("result", "reason"),
    "consent.reason": ("details", "consent.reason"),
}
MARK = "mark"
"""In place of a section: what the notes cite can be marked there and then."""
RECORD = "record"
"""In place of a section: what was done can be recorded there and then."""
NEEDED, NOT_ANSWERED = "Needed before completing", "Not answered, holds nothing up"
_HOLDS_UP = {"notes": "your narrative", "decision.reason": "your reason for deciding on less"}


class Lacking(NamedTuple):
    """One thing. `section` and `at` say where it can be put in; without a section it is only to be known.

    `group`: how the words begin of all that hold a completion up, or of all that nobody answered; empty: neither.
    """

    words: str
    section: str = ""
    at: str = ""
    group: str = ""

    @property
    def in_group(self) -> str:
        """The words where those of its group stand above it."""
        return with_capital(self.words.removeprefix(f"{self.group}: "))


def can_be_done(draft: Draft, *, can_print: bool, empty: bool = False) -> list[Choice]:
    """The ways on: completing or reopening, and how the referral leaves. What is not possible here says so.

    `empty`: it can be discarded.
    """
    marked = "" if draft.screening.state == "completed" else ", marked as a draft"
    without = "" if can_print else ": not possible here, the program lp is missing"
    taken = "shown, saved or printed" if can_print else "shown or saved"
    return [
        _next_state(draft),
        Choice("pdf", f"Export the referral as a PDF{marked}"),
        Choice("text", f"Export the referral as plain text{marked}"),
        Choice("print", f"Print the referral{without}"),
        Choice("phone", "Read on the phone: what to say, in the order in which a call taker asks"),
        Choice("done", "What was done, and recording it: calls, forms, meetings; and what is due"),
        Choice("now", f"What to do now: the steps and numbers for you, {taken} by themselves"),
        *([Choice(RESCREEN, SCREEN_AGAIN)] if may_be_screened_again(draft) else []),
        *([Choice("discard", "Discard this draft: it is empty")] if empty else []),
    ]


def may_be_screened_again(draft: Draft) -> bool:
    """Whether the next screening can begin from this one: it was completed before."""
    may = draft.casebook.has_role("practitioner") and not draft.casebook.read_only
    return may and draft.screening.state != "draft"


def _next_state(draft: Draft) -> Choice:
    revision = draft.screening.revision
    if draft.screening.state == "completed":
        return Choice("reopen", f"Reopen it as the draft of revision {revision + 1}")
    if draft.view_only:
        return Choice("complete", f"Complete revision {revision}: not here. {draft.view_only}")
    held = interview.can_complete(draft.answers, draft.pathway)
    what = ": something is needed first, see what is missing" if held else f" ({what_is_completed(draft)})"
    return Choice("complete", f"Complete revision {revision}{what}")


def passphrases(waiting: Sequence[Waiting]) -> list[Choice]:
    """What can be shown again: an id is the file's path."""
    return [
        Choice(each.file, f"Show the passphrase of {shown(each.file)} again: it is not confirmed yet")
        for each in waiting
    ]


def lacking(draft: Draft) -> list[Lacking]:
    """Everything: what holds a completion up says so, the rest says that it does not. Danger before the rest.

    That nobody was phoned yet comes first (rule 17 of the design).
    """
    outcome = draft.outcome
    held = interview.can_complete(draft.answers, draft.pathway)
    needed = [name for name in outcome.missing if held and name in _HOLDS_UP]
    found = [Lacking(words, RECORD)] if (words := nothing_done_words(draft)) else []
    found += [Lacking(f"{NEEDED}: {MISSING_WORDS[name]}", *_WHERE[name], NEEDED) for name in needed]
    for name in not_answered(draft.answers, draft.pathway):
        found.append(Lacking(f"{NOT_ANSWERED}: {QUESTIONS[name].whether}", "start", name, NOT_ANSWERED))
    for other in outcome.missing:
        if other not in needed:
            found.append(Lacking(f"{NOT_ANSWERED}: {MISSING_WORDS[other]}", *_WHERE[other], NOT_ANSWERED))
    found += [Lacking(sentence) for sentence in tiers_left_out(draft.answers, draft.pathway)]
    for question_id in draft.screening.unfinished:
        words = f"{label_of(draft, question_id)}: {is_not_taken(draft, question_id)}"
        found.append(Lacking(words, interview.section_of(question_id, draft.pathway), question_id))
    if cited := cited_words(outcome, draft.pathway, ""):
        found.append(Lacking(cited.rstrip("."), MARK if can_mark_cited(outcome, draft.pathway) else ""))
    if outcome.not_filled_in:
        found.append(_not_filled_in(outcome.not_filled_in, held_up=bool(held)))
    if outcome.unknown_ids:
        near = [(id, factor_ids.meant_words(id, draft.pathway)) for id in outcome.unknown_ids]
        ids = ", ".join(f"{id} ({words})" if words else id for id, words in near)
        found.append(Lacking(f"In the notes, not in this pathway: {ids}", "notes"))
    return found


def nothing_done_words(draft: Draft) -> str:
    """That nobody was phoned, or nothing was done about it yet, as far as is recorded; empty: neither, or nobody can
    know, because it is from before that could be recorded.
    """
    casebook, ref = draft.casebook, draft.screening.ref
    try:
        listed = casebook.follow_ups.opened(ref)
        return "" if listed.from_before else not_done_words(stands(draft.outcome), listed.followed)
    except VaultError:  # whoever goes on with it is told why
        return ""


def _not_filled_in(names: Sequence[str], *, held_up: bool) -> Lacking:
    """What a receiver will ask for; it never holds anything up (rule 8 of the design and the like)."""
    sent = "It goes out marked as a draft" if held_up else "You can still send it"
    section = "notes" if names[0] == "notes" else "details"
    at = {"notes": "", "consent": "consent.status"}.get(names[0], names[0])
    return Lacking(f"{not_filled_in_words(names)} {sent}", section, at)


def not_filled_in_words(names: Sequence[str]) -> str:
    """ "Not filled in: child's name, consent."."""
    return f"Not filled in: {', '.join(NOT_FILLED_IN_WORDS[name] for name in names)}."


def needed_first(draft: Draft) -> str:
    """What holds a completion up, in short."""
    return joined([words for name, words in _HOLDS_UP.items() if name in draft.outcome.missing])


def unprintable_words(text: str) -> str:
    """Which characters of a referral no typeface here has; empty: none."""
    characters = unprintable(text)
    if not characters:
        return ""
    listed = ", ".join(f"{character} (U+{ord(character):04X})" for character in characters[:_LISTED])
    more = f" and {len(characters) - _LISTED} more" if len(characters) > _LISTED else ""
    return f"No font here has {listed}{more}. The PDF names them by their numbers; the plain text has them."


def to_heed(draft: Draft) -> list[str]:
    """What to heed before it is sent; first whose it is, where it is not one's own."""
    anothers = [f"This screening is {draft.owner_words}, not one of your own."] if draft.owner_words else []
    notices = say_notices(("export",), draft.answers, draft.outcome, draft.pathway)
    return [*anothers, *_not_compared(draft), *(notice_words(notice) for notice in notices)]


def _not_compared(draft: Draft) -> list[str]:
    """That the screening before cannot be read: the referral says nothing of it then."""
    is_read = draft.before.screened is not None
    return [] if is_read or not draft.before.trouble else [cannot_be_compared(draft.before.trouble)]
