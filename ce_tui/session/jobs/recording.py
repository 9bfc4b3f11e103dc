"""Recording what was done, taking it back, and ending what is to be done (rule 17 of the design).

Each job works on the open screening, which may be completed or only shown: to record something changes nothing in it.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, TypeVar

from msgspec.structs import replace

from ce_tui.core.pathway.actions.action import (
    CALLS,
    Action,
    Recorded,
    Settles,
    in_force,
    next_to_phone,
    then_phone_words,
)
from ce_tui.core.pathway.actions.due import NO_OTHER_LEAD, NOT_ALONE, NOT_PASSED_ON
from ce_tui.core.pathway.actions.follow_up_summary import WAS_IT_POLICE, is_answered_on_999
from ce_tui.core.pathway.actions.rules import (
    is_long_before,
    iso_minute,
    long_before_words,
    moment_of,
    withdrawal,
)
from ce_tui.core.pathway.dates import DateInvalid, local_now
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.shape import MAX_REASON, InputInvalid, Line
from ce_tui.core.pathway.words import FEWEST_WORDS, NOT_KNOWN, counted_words, ended, with_capital, with_small
from ce_tui.core.vault.errors import ReadOnly, VaultError
from ce_tui.core.words.actions import SETTLED, action_in_short
from ce_tui.session.asker import Asker, JobResult
from ce_tui.session.begun_action import TIMES, BegunAction
from ce_tui.session.draft import Draft
from ce_tui.session.terminal_state import JobContext
from ce_tui.session.words.people import REASON

END = "End it: say why nothing more is to be done"
TAKE_ON = "Take this on: it was passed on to a lead"
SHORT = "Say why in three words or more: it is kept with your name"
WHY_ENDED = "Why is nothing more to be done here, as the referral will say?"
FOR_THE_LEAD = "What does the lead have to know?"
UNCHANGED = "Nothing is changed in it, so there is nothing to record."


def begin(draft: Draft, to: str = "", kind: str = "", corrects: Recorded | None = None) -> BegunAction:
    """Begin to record something, or go on with what was begun.

    `to`, `kind`: to whom, and what, if that is known; else who was to be phoned when it was begun is proposed.
    `corrects`: what it takes the place of. What was cut off while it was written down on the phone stands in it as far
    as it came.
    """
    begun = BegunAction(draft, corrects)
    begun.take_cut_off()
    if corrects is None and (to or kind):
        begun.fill_in(to, kind)
    elif corrects is None:
        begun.propose(next_number(draft, begun.begun_at))
    return begun


async def record(asker: Asker, begun: BegunAction) -> JobResult:
    """Record what was filled in.

    Asked about first, if it was long before the screening; of a call to 999, whether the police answered, which counts
    as telling them. If nobody answered and that cannot wait, whom to phone next is told at once. Not done: it was not
    meant, or words say what is wrong; what was typed is kept then.
    """
    draft = begun.draft
    if begun.corrects is not None and begun.is_untouched:
        return JobResult(False, UNCHANGED)
    if faults := begun.faults():
        return JobResult(False, f"{next(iter(faults.values()))}.")
    action = begun.action()
    on = draft.answers.screened_on
    if is_long_before(action, on) and not await asker.confirm(
        long_before_words(action, on), "Yes, it was then", "No, I will mend the time"
    ):
        return JobResult(False)
    if is_answered_on_999(action, draft.outcome.contacts) and await asker.confirm(
        WAS_IT_POLICE, "Yes, the police", "No, or I do not know"
    ):
        action = replace(action, kind="police")
    result = _keep(draft, action)
    if not result.done:
        return JobResult(False, f"Not recorded: {result.words} What you typed is kept here.")
    begun.drop()
    if action.was_tried_in_vain and (words := _whom_next(draft)):
        await asker.tell(words)
    return result


async def drop(asker: Asker, begun: BegunAction) -> bool:
    """Throw away what was filled in, if that is meant: whether it was. What nobody typed is not asked about."""
    question = "Drop what you typed here? Nothing of it is recorded."
    if not begun.is_untouched and not await asker.confirm(question, "Drop it", "Keep it"):
        return False
    begun.drop()
    return True


def _whom_next(draft: Draft) -> str:
    """Whom to phone next; empty: it can wait, or somebody else has answered since."""
    try:
        recorded = recorded_of(draft)
        waits = draft.casebook.follow_ups.is_unanswered(draft.screening.ref)
    except VaultError:  # it is recorded: whom to phone is told all the same
        return then_phone_words(draft.outcome, [])
    return then_phone_words(draft.outcome, recorded) if waits else ""


def next_number(draft: Draft, begun_at: str) -> str:
    """The name of the contact who is to be phoned; empty: nobody has to be, or nobody knows.

    `begun_at`: when the call was begun, by whose hour it is judged who answers; empty: now.
    """
    try:
        due = draft.casebook.follow_ups.of_opened(draft.screening.ref)
        recorded = recorded_of(draft)
    except VaultError:
        return ""
    if not any(each.at_once for each in due):
        return ""
    outcome = evaluate(draft.answers, draft.pathway, moment_of(begun_at)) if begun_at else draft.outcome
    return next((each.name for each in next_to_phone(outcome, recorded)), "")


async def take_back(asker: Asker, draft: Draft, recorded: Recorded) -> JobResult:
    """Say that an action was recorded by mistake: it stays, and counts for nothing.

    What it had taken the place of counts again, and that is said.
    """
    question = "Was this recorded by mistake? It stays to be read, and counts for nothing."
    if not await asker.confirm(
        f"{action_in_short(recorded.action)}. {question}", "It was recorded by mistake", "Leave it as it is"
    ):
        return JobResult(False)
    result = _keep(draft, withdrawal(recorded))
    if result.done and (before := recorded.action.corrects):
        with suppress(VaultError):  # what cannot be read now is not said to count again
            if any(each.id == before for each in in_force(recorded_of(draft))):
                return result._replace(words=f"{result.words} Number {before} counts again.")
    return result


async def end(asker: Asker, draft: Draft) -> JobResult:
    """Say that nothing more is to be done, with a reason. What nobody answered passes to a lead instead."""
    casebook, ref = draft.casebook, draft.screening.ref
    try:
        ender, may_be = casebook.follow_ups.ender(ref), casebook.follow_ups.may_be_ended(ref)
    except VaultError as error:
        return JobResult(False, error.words)
    if not may_be:
        if not ender.other_leads:
            await asker.tell(NO_OTHER_LEAD)
            return JobResult(False)
        if not await asker.confirm(NOT_ALONE, "Pass it on to a lead", "Leave it as it is"):
            return JobResult(False)
        return await pass_on(asker, draft)
    line = Line(SETTLED["ended"].because, longest=MAX_REASON)
    said = await asker.text(WHY_ENDED, line)
    while said is not None and counted_words(said) < FEWEST_WORDS:
        said = await asker.text(WHY_ENDED, line.mended(said, SHORT))
    return JobResult(False) if said is None else _settle(draft, "ended", said)


async def pass_on(asker: Asker, draft: Draft) -> JobResult:
    """Pass a screening on to a lead: it stays due with both until a lead takes it on."""
    line = Line(SETTLED["passed on"].because, longest=MAX_REASON, may_be_empty=True)
    said = await asker.text(FOR_THE_LEAD, line)
    return JobResult(False) if said is None else _settle(draft, "passed on", said)


async def take_on(asker: Asker, draft: Draft) -> JobResult:
    """Take on, as a lead, what was passed on; nothing else can be."""
    try:
        if not may_take_on(draft):
            return JobResult(False, ended(with_capital(NOT_PASSED_ON)))
    except VaultError as error:
        return JobResult(False, error.words)
    if not await asker.confirm("Take this on? From now on it is due with you.", "Take it on", "Leave it"):
        return JobResult(False)
    return _settle(draft, "taken on")


def may_take_on(draft: Draft) -> bool:
    """Whether a screening was passed on, and this account is a lead. Raises VaultError."""
    casebook, ref = draft.casebook, draft.screening.ref
    return casebook.has_role("lead") and casebook.follow_ups.opened(ref).followed.is_passed_on


def recorded_of(draft: Draft) -> list[Recorded]:
    """The actions that were recorded of the open screening. Raises VaultError."""
    return draft.casebook.actions.of(draft.screening.ref)


def _settle(draft: Draft, how: Settles, said: str = "") -> JobResult:
    now = iso_minute(local_now(draft.clock))
    return _keep(draft, Action(at=now, kind="other", said=said, settles=how))


def _keep(draft: Draft, action: Action) -> JobResult:
    """Record an action, and say it."""
    try:
        recorded = draft.casebook.actions.record(draft.screening.ref, action)
    except VaultError as error:
        return JobResult(False, error.words)
    except InputInvalid as error:
        return JobResult(False, " ".join(ended(with_capital(fault.what)) for fault in error.faults))
    return JobResult(True, ended(f"Recorded as number {recorded.id}: {action_in_short(action)}"))


NOTED = ("person", "said", "came_of_it", "next", "by", "reference")
"""The questions of an action that a call answers, in the order in which a call taker does."""
CHOSEN = ("came_of_it",)
"""The questions of a call that take no text."""
NOT_YET = "not written down yet"
CUT_OFF = "cut off or left as you typed it"


def noted(draft: Draft) -> dict[str, str]:
    """The answers of a call so far in words, by question: "The person's name: not written down yet"."""
    begun = BegunAction(draft, is_read=True)
    return {each: f"{begun.question(each).label}: {_row(begun, each)}" for each in NOTED}


def record_words(draft: Draft) -> str:
    """The words that lead to the record: of the call, or of something else that was begun before."""
    begun = BegunAction(draft, is_read=True)
    if begun.value("kind") in CALLS:
        return "Record this call"
    return f"Record it: begun before as {with_small(begun.so_far_words)}, not as a call"


async def note(asker: Asker, draft: Draft, question_id: str, typed_ahead: str = "") -> JobResult:
    """Ask one of the questions of a call, and keep the answer.

    Not done: it was not meant, or words say why. `typed_ahead`: the beginning of a text, which was typed before it was
    asked for.
    """
    if draft.casebook.read_only:
        return JobResult(False, ReadOnly().words)
    if not draft.ask_anew():
        return JobResult(False, draft.ended)
    if (error := draft.beside.keep_now()) is not None:  # what was written down before
        return JobResult(False, error.words)
    begun = BegunAction(draft, is_read=True)
    was_cut_off = begun.cut_off(question_id)
    typed = await _reply(asker, begun, question_id, typed_ahead)
    if typed is None:
        return JobResult(False)
    is_as_it_was = typed == begun.value(question_id)
    if not draft.ask_anew():  # passed on meanwhile: what is begun about it here is out of reach by now
        draft.leave_line("" if is_as_it_was else f"{begun.question(question_id).label}: {typed}")
        return JobResult(False, draft.ended)
    draft.beside.keep_now()  # what was typed letter by letter; where it cannot be, all of it is with what follows
    begun = BegunAction(draft)  # as it is by now: another terminal may have written something else down
    if is_as_it_was:
        begun.hold(question_id, "")
    else:
        begun.put(question_id, typed)
    if (error := draft.beside.keep_now()) is not None:
        return JobResult(False, f"Not kept yet: {error.words} Your words are still here.")
    if is_as_it_was and not was_cut_off:
        return JobResult(False)
    came_of_it = "What was cut off is dropped" if is_as_it_was else "Written down"
    return JobResult(True, f"{came_of_it}: {ended(noted(draft)[question_id])}")


async def _reply(asker: Asker, begun: BegunAction, question_id: str, typed_ahead: str) -> str | None:
    """What was chosen, or typed and can be taken; None: it was not meant."""
    question, before = begun.question(question_id), begun.value(question_id)
    if question.options:
        return await asker.choose(question.label, question.options, safe=before) or None
    is_time, cut_off = question_id in TIMES, begun.cut_off(question_id)
    start = before if is_time else cut_off or before  # half of a time may be another
    held = _Held(begun.draft, question_id, start)
    if typed_ahead:
        start = typed_ahead if is_time else f"{start}{typed_ahead}"
        held.keep(start, True)
    line = Line(question.label, start=start, hint=[question.hint], may_be_empty=True, keep=held.keep)
    words = f"{question.label}?"
    if cut_off:
        words = f"{question.label}: {CUT_OFF}, and not written down yet: “{_in_a_row(cut_off)}”. {words}"
    while (typed := await asker.text(words, line)) is not None:
        begun.put(question_id, typed)
        wrong = begun.fault_of(question_id)
        begun.put(question_id, before)
        if not wrong:
            return typed
        line = line.mended(typed, wrong)
    if is_time:
        held.keep(before, True)  # nobody is to go on with it
    return None


class _Held:
    """What is typed of one reply and not taken yet: kept within a second, and whatever ends the session."""

    def __init__(self, draft: Draft, question_id: str, start: str) -> None:
        self._draft = draft
        self._id = question_id
        self._typed = self._saved = start

    def keep(self, typed: str, now: bool) -> None:
        """Keep what is typed; with `now` false that is left to whatever is kept next."""
        if typed != self._typed:
            self._typed = typed
            self._draft.beside.keep = self._save
        if now:
            self._draft.beside.keep_now()

    def _save(self) -> None:
        """Keep it beside what stands there; once: another terminal may have recorded it since. Raises VaultError."""
        if self._typed == self._saved:
            return
        begun = BegunAction(self._draft, is_read=True)
        begun.hold(self._id, "" if self._typed == begun.value(self._id) else self._typed)
        begun.keep()
        self._saved = self._typed


def _row(begun: BegunAction, question_id: str) -> str:
    """A reply in words, and what was cut off of it."""
    value, cut_off = begun.value(question_id), _in_a_row(begun.cut_off(question_id))
    chosen = next((each.words for each in begun.question(question_id).options if each.id == value), "")
    shown = "" if value == NOT_KNOWN else begun.read_as(question_id) or chosen or _in_a_row(value)
    if not cut_off:
        return shown or NOT_YET
    return f"{shown}; changed, and {CUT_OFF}: “{cut_off}”" if shown else f"{CUT_OFF}: “{cut_off}”"


def _in_a_row(typed: str) -> str:
    return " ".join(typed.split())


Result = TypeVar("Result")
Job = Callable[[Asker, JobContext], Coroutine[Any, Any, Result]]

LONGEST_REASON = 200
LONGEST_PASSPHRASE = 1000


async def was_done(asker: Asker, words: str, job: Callable[[], object]) -> bool:
    """Do something that takes its time. Whether it was done: a refusal has been told."""
    return await given(asker, words, lambda: (job(),)) is not None


async def said_once_done(asker: Asker, words: str, job: Callable[[], object], done: str) -> str:
    """Do something that takes its time. What is left to say: `done`; empty: a refusal has been told."""
    return done if await was_done(asker, words, job) else ""


async def given(asker: Asker, words: str, job: Callable[[], Result]) -> Result | None:
    """The result of something that takes its time. None: it was refused, which has been told."""
    try:
        return await asker.wait(words, job)
    except VaultError as error:
        await asker.tell(error.words)
        return None


async def ask_reason(asker: Asker, question: str, about: str = "") -> str:
    """The reason of an act, for the log; empty: cancelled. `about`: the act, if the question does not say it."""
    line = Line("Your reason", longest=LONGEST_REASON, about=f"{about} {question}")
    return await asker.text(f"{question} {REASON}", line) or ""


async def ask_when(asker: Asker, question: str, line: Line, read: Callable[[str], Result]) -> Result | None:
    """Ask for a day or a time until it can be read; None: cancelled."""
    while (typed := await asker.text(question, line)) is not None:
        try:
            return read(typed)
        except DateInvalid as invalid:
            line = line.mended(typed, invalid.words)
    return None
