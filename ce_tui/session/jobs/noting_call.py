"""What the call taker says, written down where the script is read: it stands in the record of the call (rule 17).

It is kept at once, unrecorded, with what else is begun about the screening; recording it asks the rest. So is what is
being typed: where that is cut off, it stands beside the rows, and is offered when it is asked for again.
"""

from __future__ import annotations

from ce_tui.core.pathway.actions.action import CALLS
from ce_tui.core.pathway.words import NOT_KNOWN, ended, with_small
from ce_tui.core.vault.errors import ReadOnly
from ce_tui.core.words.choice import Choice
from ce_tui.session.asker import Asker, JobResult, Line
from ce_tui.session.begun_action import TIMES, BegunAction
from ce_tui.session.draft import Draft

NOTED = ("person", "said", "came_of_it", "next", "by", "reference")
"""The questions of an action that a call answers, in the order in which a call taker does."""
CHOSEN = ("came_of_it",)
"""Those of them that take no text."""
NOT_YET = "not written down yet"
CUT_OFF = "cut off or left as you typed it"
_DROPPED = "What was cut off is dropped"


def noted(draft: Draft) -> dict[str, str]:
    """What stands of each of them so far, in words: "The person's name: not written down yet"."""
    begun = BegunAction(draft, is_read=True)
    return {id: f"{begun.question(id).label}: {_row(begun, id)}" for id in NOTED}


def record_words(draft: Draft) -> str:
    """What leads from the rows to the record: that of the call, or of something else that was begun before."""
    begun = BegunAction(draft, is_read=True)
    if begun.value("kind") in CALLS:
        return "Record this call"
    return f"Record it: begun before as {with_small(begun.so_far_words)}, not as a call"


async def note(asker: Asker, draft: Draft, id: str, typed_ahead: str = "") -> JobResult:
    """Ask for one of them, what stands there proposed, and keep it. Not done: it was not meant, or words say why.

    `typed_ahead`: the beginning of a text, which was typed before it was asked for.
    """
    if draft.casebook.read_only:
        return JobResult(False, ReadOnly().words)
    if not draft.ask_anew():
        return JobResult(False, draft.ended)
    if not draft.beside.is_kept():  # what was written down before
        return JobResult(False, draft.beside.error.words if draft.beside.error else "")
    begun = BegunAction(draft, is_read=True)
    was_cut_off = begun.cut_off(id)
    typed = await _reply(asker, begun, id, typed_ahead)
    if typed is None:
        return JobResult(False)
    is_as_it_was = typed == begun.value(id)
    if not draft.ask_anew():  # passed on meanwhile: what is begun about it here is out of reach by now
        draft.leave_line("" if is_as_it_was else f"{begun.question(id).label}: {typed}")
        return JobResult(False, draft.ended)
    draft.beside.is_kept()  # what was typed letter by letter; where it cannot be, all of it is with what follows
    begun = BegunAction(draft)  # as it is by now: another terminal may have written something else down
    if is_as_it_was:
        begun.hold(id, "")
    else:
        begun.put(id, typed)
    if not draft.beside.is_kept():
        error = draft.beside.error
        return JobResult(False, f"Not kept yet: {error.words if error else ''} Your words are still here.")
    if is_as_it_was and not was_cut_off:
        return JobResult(False)
    return JobResult(True, f"{_DROPPED if is_as_it_was else 'Written down'}: {ended(noted(draft)[id])}")


async def _reply(asker: Asker, begun: BegunAction, id: str, typed_ahead: str) -> str | None:
    """What was chosen or typed; None: it was not meant."""
    question = begun.question(id)
    if not question.options:
        return await _typed(asker, begun, id, typed_ahead)
    options = [Choice(each.value, each.words) for each in question.options]
    return await asker.choose(question.label, options, safe=begun.value(id)) or None


async def _typed(asker: Asker, begun: BegunAction, id: str, typed_ahead: str) -> str | None:
    """What was typed, once it can be taken; None: it was not meant."""
    question, before, cut_off = begun.question(id), begun.value(id), begun.cut_off(id)
    start = before if id in TIMES else cut_off or before  # half of a time may be another
    held = _Held(begun.draft, id, start)
    if typed_ahead:
        start = typed_ahead if id in TIMES else f"{start}{typed_ahead}"
        held.keep(start, True)
    line = Line(question.label, start=start, hint=[question.hint], may_be_empty=True, keep=held.keep)
    words = f"{question.label}?"
    if cut_off:
        words = f"{question.label}: {CUT_OFF}, and not written down yet: “{_in_a_row(cut_off)}”. {words}"
    while True:
        typed = await asker.text(words, line)
        if typed is None:
            if id in TIMES:
                held.drop()
            return None
        begun.put(id, typed)
        wrong = begun.fault_of(id)
        begun.put(id, before)
        if not wrong:
            return typed
        line = line.mended(typed, wrong)


class _Held:
    """What is typed of one reply and not taken yet: kept within a second, and whatever ends the session."""

    def __init__(self, draft: Draft, id: str, start: str) -> None:
        self._draft = draft
        self._id = id
        self._start = self._typed = self._saved = start

    def keep(self, typed: str, now: bool) -> None:
        """Keep it; with `now` false that is left to whatever is kept next."""
        if typed != self._typed:
            self._typed = typed
            self._draft.beside.keep = self._save
        if now:
            self._draft.beside.is_kept()

    def drop(self) -> None:
        """It is not meant to be gone on with."""
        self.keep(self._start, True)

    def _save(self) -> None:
        """Beside what stands there by now; once, for another terminal may have recorded it since. Raises VaultError."""
        if self._typed == self._saved:
            return
        begun = BegunAction(self._draft, is_read=True)
        begun.hold(self._id, "" if self._typed == begun.value(self._id) else self._typed)
        begun.keep()
        self._saved = self._typed


def _row(begun: BegunAction, id: str) -> str:
    """What stands there in words, and what was cut off."""
    shown, cut_off = _shown(begun, id), _in_a_row(begun.cut_off(id))
    if not cut_off:
        return shown or NOT_YET
    return f"{shown}; changed, and {CUT_OFF}: “{cut_off}”" if shown else f"{CUT_OFF}: “{cut_off}”"


def _in_a_row(typed: str) -> str:
    return " ".join(typed.split())


def _shown(begun: BegunAction, id: str) -> str:
    value = begun.value(id)
    chosen = next((each.words for each in begun.question(id).options if each.value == value), "")
    if value == NOT_KNOWN:
        return ""
    return begun.read_as(id) or chosen or _in_a_row(value)
