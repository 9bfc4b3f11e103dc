"""What Review says: what can be done, what is lacking, what to heed, which passphrases and texts wait."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from ce_tui.core.pathway.actions.action import stands
from ce_tui.core.pathway.actions.follow_up_summary import not_done_yet
from ce_tui.core.pathway.answers.danger import QUESTIONS, unanswered_words
from ce_tui.core.pathway.document import document
from ce_tui.core.pathway.document.localities import ELSEWHERE
from ce_tui.core.pathway.interview import interview, questions
from ce_tui.core.pathway.interview.questions import Question
from ce_tui.core.pathway.outcome.evaluation import say_notices
from ce_tui.core.pathway.outcome.indication import is_contact_doubtful, is_lower
from ce_tui.core.pathway.outcome.status_words import not_answered, tiers_left_out
from ce_tui.core.pathway.outcome.whom_to_phone import phone_list
from ce_tui.core.pathway.words import (
    MISSING_WORDS,
    NOT_FILLED_IN_WORDS,
    Choice,
    ended,
    joined,
    missing_words,
    with_capital,
)
from ce_tui.core.referral.fonts import unprintable
from ce_tui.core.strict_json import parse_or, write_json
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.words.actions import lacks_words
from ce_tui.core.words.comparison import cannot_be_compared
from ce_tui.core.words.outcomes import HYPHENS, notice_words
from ce_tui.core.words.plain import first_sentence
from ce_tui.files.shown import shown
from ce_tui.session.draft import Draft
from ce_tui.session.words.sections import short_narrative, what_is_completed
from ce_tui.session.words.sharing import called, can_mark_cited, cited_words

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.casebook import Casebook


_KEY = "unconfirmed-passphrases."


class UnconfirmedPassphrase(msgspec.Struct, frozen=True):
    """A file and the passphrase that opens it."""

    file: str
    passphrase: str


class UnconfirmedPassphrases:
    """The passphrases of one screening's exports that were not confirmed yet."""

    def __init__(self, casebook: Casebook, ref: str) -> None:
        self._casebook = casebook
        self._key = f"{_KEY}{ref}"

    @property
    def is_kept(self) -> bool:
        """Whether the passphrases are there another day, too: a read-only store keeps nothing."""
        return not self._casebook.read_only

    def all(self) -> list[UnconfirmedPassphrase]:
        """The passphrases that are not confirmed, the oldest first."""
        return parse_or(self._casebook.preferences.get(self._key), list[UnconfirmedPassphrase], [])

    def choices(self) -> list[Choice]:
        """The choices that show a passphrase again: an id is the file's path."""
        return [
            Choice(each.file, f"Show the passphrase of {shown(each.file)} again: it is not confirmed yet")
            for each in self.all()
        ]

    def of(self, file: str) -> UnconfirmedPassphrase | None:
        """The passphrase of a file; None if it was confirmed."""
        return next((each for each in self.all() if each.file == file), None)

    def add(self, file: str, passphrase: str) -> None:
        """Keep a passphrase; a file that was replaced needs its older one no more. Raises VaultError."""
        self._keep(
            [*(each for each in self.all() if each.file != file), UnconfirmedPassphrase(file, passphrase)]
        )

    def confirm(self, received: UnconfirmedPassphrase) -> None:
        """Never show a passphrase again: it was received. A newer one waits on. Raises VaultError."""
        self._keep([each for each in self.all() if each != received])

    def _keep(self, waiting: list[UnconfirmedPassphrase]) -> None:
        text = write_json(waiting) if waiting else ""
        self._casebook.preferences.set(self._key, text)


def lost_words(casebook: Casebook) -> list[str]:
    """The words before a sign-out that takes passphrases with it, in rows; none: nothing is lost."""
    held = casebook.preferences.held_here(_KEY)
    lost = [each for text in held for each in parse_or(text, list[UnconfirmedPassphrase], [])]
    if not lost:
        return []
    return [
        "Not signed out yet: the store is read-only, so what opens this PDF goes when you sign out. Write it down.",
        *(row for each in lost for row in (f"The PDF is {shown(each.file)}", f"    {each.passphrase}")),
        HYPHENS,
    ]


KEPT = "kept as you typed it, and not taken yet"


class UntakenReply(msgspec.Struct, frozen=True):
    """What is typed in answer to a question, until it is taken. It stands there when the question is asked again."""

    _draft: Draft
    _id: str

    @property
    def typed(self) -> str:
        """The text that was typed last; empty: nothing is kept."""
        return self._draft.screening.unfinished.get(self._id, "")

    def keep(self, typed: str, now: bool) -> None:
        """Keep what is typed, unless it is recorded. With `now` false it is saved at the next `flush`."""
        draft = self._draft
        if draft.editable:
            recorded = draft.shown(self._id)
            draft.keep_unfinished(self._id, "" if typed == recorded else typed, now=now)

    def forget(self) -> None:
        """Keep nothing any more: it was taken."""
        if self._draft.editable:
            self._draft.keep_unfinished(self._id, "")


def kept_text(draft: Draft, question_id: str) -> str:
    """The text that was typed and is not taken yet; empty: none, or the question takes no text."""
    typed = draft.screening.unfinished.get(question_id, "")
    return typed if typed and _question(draft, question_id).kind == "text" else ""


def label_of(draft: Draft, question_id: str) -> str:
    """The name of a question, and whose it is, without its stop; asked now or not."""
    return called(_question(draft, question_id)).rstrip("? ")


def kept_words(draft: Draft) -> dict[str, str]:
    """Every text that is kept and not taken, by its question: a sentence without its stop."""
    return {
        each: f"{label_of(draft, each)}: “{typed}” is {KEPT}"
        for each in draft.screening.unfinished
        if (typed := kept_text(draft, each))
    }


def _question(draft: Draft, question_id: str) -> Question:
    """The question, even if it is not asked now, because an answer before it was changed."""
    try:
        return draft.question(question_id)
    except KeyError:
        asked = msgspec.structs.replace(draft.answers, harm_today=True, locality=ELSEWHERE)
        return questions.question(question_id, asked, draft.pathway)


RESCREEN = "rescreen"
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


class LackingItem(NamedTuple):
    """One thing that is lacking. `section` and `at`: where it can be put in; without a section it is only to be known.

    `group`: how the words begin of all that hold a completion up, or of all that nobody answered; empty: neither.
    """

    words: str
    section: str = ""
    at: str = ""
    group: str = ""

    @property
    def in_group(self) -> str:
        """The words, if those of its group stand above it."""
        return with_capital(self.words.removeprefix(f"{self.group}: "))


def can_be_done(draft: Draft, *, can_print: bool, empty: bool = False) -> list[Choice]:
    """The ways on: completing or reopening, and how the referral leaves. What is not possible here says so.

    `empty`: it can be discarded.
    """
    marked = "" if draft.screening.state == "completed" else ", marked as a draft"
    without = "" if can_print else ": not possible here, the program lp is missing"
    taken = "shown, saved or printed" if can_print else "shown or saved"
    again = Choice(RESCREEN, "Screen this child again: a new screening, who they are comes along")
    return [
        _next_state(draft),
        Choice("pdf", f"Export the referral as a PDF{marked}"),
        Choice("text", f"Export the referral as plain text{marked}"),
        Choice("print", f"Print the referral{without}"),
        Choice("phone", "Read on the phone: what to say, in the order in which a call taker asks"),
        Choice("done", "What was done, and recording it: calls, forms, meetings; and what is due"),
        Choice("now", f"What to do now: the steps and numbers for you, {taken} by themselves"),
        *([again] if may_be_screened_again(draft) else []),
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


def lacking(draft: Draft) -> list[LackingItem]:
    """Everything that is lacking: what holds a completion up says so, the rest that it does not. Danger first.

    That nobody was phoned yet comes first (rule 17 of the design).
    """
    outcome = draft.outcome
    held = interview.can_complete(draft.answers, draft.pathway)
    needed = [name for name in outcome.missing if held and name in _HOLDS_UP]
    found = [LackingItem(words, RECORD)] if (words := nothing_done_words(draft)) else []
    found += [LackingItem(f"{NEEDED}: {MISSING_WORDS[name]}", *_WHERE[name], NEEDED) for name in needed]
    found += [
        LackingItem(f"{NOT_ANSWERED}: {QUESTIONS[name].whether}", "start", name, NOT_ANSWERED)
        for name in not_answered(draft.answers, draft.pathway)
    ]
    found += [
        LackingItem(f"{NOT_ANSWERED}: {MISSING_WORDS[name]}", *_WHERE[name], NOT_ANSWERED)
        for name in outcome.missing
        if name not in needed
    ]
    found += map(LackingItem, tiers_left_out(draft.answers, draft.pathway))
    for question_id in draft.screening.unfinished:
        why = "what you typed is kept, and not printed until it is right"
        if kept_text(draft, question_id):  # only nobody took it yet
            why = f"{KEPT}, so it is not printed"
        words = f"{label_of(draft, question_id)}: {why}"
        found.append(LackingItem(words, questions.section_of(question_id, draft.pathway), question_id))
    if cited := cited_words(outcome, draft.pathway, ""):
        found.append(LackingItem(cited.rstrip("."), MARK if can_mark_cited(outcome, draft.pathway) else ""))
    if outcome.not_filled_in:
        # What a receiver will ask for holds nothing up (rule 8 of the design and the like).
        sent = "It goes out marked as a draft" if held else "You can still send it"
        first = outcome.not_filled_in[0]
        at = {"notes": "", "consent": "consent.status"}.get(first, first)
        words = f"{not_filled_in_words(outcome.not_filled_in)} {sent}"
        found.append(LackingItem(words, "notes" if first == "notes" else "details", at))
    if outcome.unknown_ids:
        near = [(each, document.meant_words(each, draft.pathway)) for each in outcome.unknown_ids]
        ids = ", ".join(f"{each} ({words})" if words else each for each, words in near)
        found.append(LackingItem(f"In the notes, not in this pathway: {ids}", "notes"))
    return found


def nothing_done_words(draft: Draft) -> str:
    """That nobody was phoned, or nothing done yet, as far as is recorded.

    Empty: neither, or nobody can know, because it is from before that could be recorded.
    """
    casebook, ref = draft.casebook, draft.screening.ref
    try:
        listed = casebook.follow_ups.opened(ref)
    except VaultError:  # whoever goes on with it is told why
        return ""
    lacks = not_done_yet(stands(draft.outcome), listed.followed)
    return "" if listed.from_before else with_capital(lacks_words(lacks))


def not_filled_in_words(names: Sequence[str]) -> str:
    """ "Not filled in: child's name, consent."."""
    return f"Not filled in: {', '.join(NOT_FILLED_IN_WORDS[name] for name in names)}."


def needed_first(draft: Draft) -> str:
    """The things that hold a completion up, in short."""
    return joined([words for name, words in _HOLDS_UP.items() if name in draft.outcome.missing])


def unprintable_words(text: str) -> str:
    """The characters of a text that no typeface here has; empty: none."""
    characters = unprintable(text)
    if not characters:
        return ""
    listed = ", ".join(f"{character} (U+{ord(character):04X})" for character in characters[:_LISTED])
    more = f" and {len(characters) - _LISTED} more" if len(characters) > _LISTED else ""
    return f"No font here has {listed}{more}. The PDF names them by their numbers; the plain text has them."


def to_heed(draft: Draft) -> list[str]:
    """The notices before a referral is sent; first whose the screening is, if it is another's."""
    rows = [f"This screening is {draft.owner_words}, not one of your own."] if draft.owner_words else []
    if draft.before.screened is None and draft.before.trouble:  # the referral says nothing of it then
        rows.append(cannot_be_compared(draft.before.trouble))
    notices = say_notices(("export",), draft.answers, draft.outcome, draft.pathway)
    return [*rows, *map(notice_words, notices)]


def to_ask_about(draft: Draft, *, heard: bool) -> list[str]:
    """The things to ask about before a completion, a row each; empty: none.

    The alerts, beside them a family that is said to be safe to contact and a decision for nothing, what is not written,
    what is left open. `heard`: what is left open was said just before.
    """
    answers, outcome, rows = draft.answers, draft.outcome, alert_rows(draft)
    if is_contact_doubtful(answers, draft.pathway):
        rows.append("You said that it is safe to contact the family, and someone in it may be involved.")
    is_lowered = is_lower(outcome.outcome, outcome.decision)  # then it was said before
    if answers.decision.outcome == "none" and outcome.alerts and not is_lowered:
        rows.append(ended(what_is_completed(draft)))
    if not (answers.marks or answers.notes.strip() or outcome.grade.is_red):
        rows.append("Nothing is marked and nothing is written.")
    elif short := short_narrative(draft):
        rows.append(short)
    left = left_open(draft)
    return [*rows, *(["Left open: as just said."] if heard and left else left)]


def alert_rows(draft: Draft) -> list[str]:
    """The alerts in short, in their order; below those that say to phone as on red, whom, once (rule 16).

    Of one whose numbers stand above, the fact alone.
    """
    outcome = draft.outcome
    who = phone_list(outcome)
    called = [alert for alert in outcome.alerts if who.red_words in alert.text]
    if not called:
        return [first_sentence(alert.text) for alert in outcome.alerts]
    phones = called[0].phones
    call = f"Phone {'' if who.at_risk else 'now: '}{who.danger_first(phones[1:])}."
    rest = [alert for alert in outcome.alerts if alert not in called]
    return [
        *(first_sentence(alert.fact) for alert in called),
        call,
        *(first_sentence(each.fact if set(phones).issuperset(each.phones) else each.text) for each in rest),
    ]


def left_open(draft: Draft) -> list[str]:
    """The things that a completion leaves open, in sentences, danger first. They hold nothing up."""
    answers, outcome, rows = draft.answers, draft.outcome, []
    if unanswered := unanswered_words(answers, outcome.not_answered):
        rows.append(f"{unanswered} Start asks." if outcome.not_answered else unanswered)
    if outcome.not_looked_at:
        rows.append(tiers_left_out(answers, draft.pathway, in_full=True)[0])
    if outcome.missing:
        rows.append(f"Missing: {'; '.join(missing_words(outcome.missing))}.")
    for question_id in draft.screening.unfinished:
        lacks = "taken" if kept_text(draft, question_id) else "right"
        rows.append(f"{label_of(draft, question_id)}: what you typed is not {lacks} yet, and is left out.")
    if cited := cited_words(outcome, draft.pathway, "Result marks them."):
        rows.append(cited)
    if outcome.not_filled_in:
        rows.append(not_filled_in_words(outcome.not_filled_in))
    return rows
