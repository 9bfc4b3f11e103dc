"""Recording what was done, a question at a time: what, to whom, what came of it; the rest for whoever has the time.

Whoever phones in a hurry answers these three and presses Enter. Each reply is kept at once, so nothing of it is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

from ce_tui.commands.table import BY_ID
from ce_tui.core.pathway.actions.action import CALLS, Recorded, phone_next_words
from ce_tui.core.pathway.actions.due import FollowUp
from ce_tui.core.pathway.interview.questions import Question
from ce_tui.core.pathway.outcome.outcome import area_of
from ce_tui.core.pathway.words import NOT_KNOWN
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.words.actions import (
    NOTHING_DUE,
    WHAT_IS_DUE,
    action_in_short,
    due_words,
    next_words,
    when_it_does_not_move,
)
from ce_tui.core.words.plain import Choice
from ce_tui.lines.dialogue import asking, speech
from ce_tui.lines.dialogue.dialogue import Asked, Leave, Said
from ce_tui.lines.dialogue.speech import now_words, one_line, sentence
from ce_tui.lines.dialogue.state import State
from ce_tui.lines.screening.section import SectionAsker
from ce_tui.session.asker import at_once
from ce_tui.session.begun_action import ELSE, FIRST_ASKED, TIMES
from ce_tui.session.cut_off import cut_off_words, gone_on_with
from ce_tui.session.draft import Draft
from ce_tui.session.jobs import recording
from ce_tui.session.jobs.recording import recorded_of
from ce_tui.session.seat import call_words, is_on_call
from ce_tui.session.words.known import PASSED_ON

CLEAR = "clear"
DROP = "drop"
WENT_ON = "What you typed stands; Enter leaves it as it is."
KEPT = "Not recorded yet. What you typed is kept: record goes on with it."
NOTHING = "Nothing was recorded."
DROPPED = "What was cut off is dropped"
NOT_RIGHT = (
    f"What you typed is kept, but it is not right yet: it is asked once more before it is recorded. {CLEAR} takes it "
    "back."
)
MEND = f"It cannot be recorded like that. Type another, or {CLEAR}; no keeps it all for later; {DROP} throws it away."
DROP_IT = "Drop what you typed here? Nothing of it is recorded."
BACK = "back leads to the question before, and from the first one out of here."
OUT = f"{BACK} {DROP} throws it away."
CHOICES = "Enter records it; more asks the rest; no keeps it for later; drop throws it away"


def locks(state: State) -> str:
    """When it locks while somebody phones, where that is later than else; once, by the script or by the record."""
    *before, here = state.places
    if is_on_call(before) or not is_on_call([here]):
        return ""
    return call_words(state.dialogue.watch.times, "lock")


def about(draft: Draft) -> str:
    """Which screening it is about: its reference, and the child's name where that is given."""
    child = draft.answers.child
    return sentence(", ".join(filter(None, (draft.screening.ref, child.name if child else ""))))


_NOT_MOVING = "How to take it further where it does not move: done says it."


def due_lines(draft: Draft, *, told_whom_to_phone: bool = False, everything: bool = False) -> list[str]:
    """What is due, a line each; that nothing is, except where nobody can know what was done.

    Whom to phone follows where that is due now. `told_whom_to_phone`: that nobody answered, and whom to phone next, was
    said just now. `everything`: with where each limit comes from, and how the area takes further what does not move.
    """
    follow_ups, ref = draft.casebook.follow_ups, draft.screening.ref
    try:
        listed = follow_ups.opened(ref)
        recorded = recorded_of(draft)
    except VaultError as error:
        return [error.words]
    due = follow_ups.of(listed)
    if not due:
        return [] if listed.from_before else [NOTHING_DUE]
    now = draft.clock()
    passed_on = f" ({PASSED_ON})" if listed.followed.is_passed_on else ""
    further = _further(draft, recorded, due)
    at_once = any(each.at_once for each in due)
    call = [phone_next_words(draft.outcome, recorded)] if at_once and not told_whom_to_phone else []
    left = [each for each in due if not (told_whom_to_phone and each.what == "unanswered")]
    said = [
        sentence(
            due_words(each, now) + passed_on + (f" ({each.source})" if everything and each.source else "")
        )
        for each in left
    ]
    first = sum(each.at_once for each in left)
    return [
        *([f"{WHAT_IS_DUE}:"] if said else []),
        *said[:first],
        *call,
        *said[first:],
        *(further if everything else [_NOT_MOVING] if further and not at_once else []),
    ]


def _further(draft: Draft, recorded: Sequence[Recorded], due: Sequence[FollowUp]) -> list[str]:
    """How the area takes it further, where red or amber is acted on and nothing moves."""
    if not draft.outcome.grade.is_referred:
        return []
    return when_it_does_not_move(area_of(draft.outcome, draft.pathway), recorded, due)


RECORD = "action.record"
_REST = ("at", "person", "said", "reference", "next", "by", "significant")
_READY = "ready"
_WAYS = (DROP, "no", "more")  # no time is any of them
_EMPTY = {"at": "now", "by": "no day", "to": "nobody named"}
_NOT_A_TEXT = ("at", "reference", "by")  # a small number alone is meant there


class Recording:
    """One action that is being recorded, or one that takes the place of `corrects`."""

    topic = "done"

    def __init__(self, state: State, draft: Draft, corrects: Recorded | None = None) -> None:
        self._state = state
        self._draft = draft
        self._corrects = corrects
        self._begun = recording.begin(draft, corrects=corrects)
        self._more = False  # whether the rest is asked, too
        self._mends = False  # whether one question is asked once more, and then the end follows
        self._at = ""

    def run(self) -> bool:
        """Ask until it is recorded, or left: whether it was recorded. What is left is kept, and that is said.

        Raises Said for what leads elsewhere, Leave.
        """
        with self._state.at(self):
            self._state.say(locks(self._state), *self._beginning())
            try:
                return self._ask_on()
            except (Said, Leave) as left:
                self._say_left()
                if isinstance(left, Said) and left.goes_back:
                    return False
                raise

    @property
    def is_call(self) -> bool:
        """Where a call is recorded, which may go on still."""
        return self._begun.value("kind") in CALLS

    def _beginning(self) -> Sequence[str]:
        corrects = self._corrects
        what = f"Correcting number {corrects.id}: {action_in_short(corrects.action)}" if corrects else ""
        return sentence(what), f"{self._begun.begun_words} {WENT_ON}" if self._begun.was_begun else ""

    def _say_left(self) -> None:
        self._state.say(NOTHING if self._begun.is_untouched else KEPT)

    # From question to question

    def _ask_on(self) -> bool:
        self._at = self._first()
        while True:
            try:
                if self._at != _READY:
                    if (way := self._one(self._begun.question(self._at))) and self._leaves_by(way):
                        return False
                    if way:
                        continue
                elif (settled := self._ready()) is not None:
                    return settled
                else:
                    continue
            except Said as said:
                if _is_to_end(said):
                    self._at = _READY
                    continue
                before = self._ids()[: self._ids().index(self._at)]
                if said.wish.id == "back" and before:
                    self._at, self._mends = before[-1], False
                    continue
                if said.wish.id != "skip" or self._at == _READY:
                    raise
            ids = self._ids()
            self._at = _READY if self._mends else ids[ids.index(self._at) + 1]

    def _ids(self) -> list[str]:
        """What is asked, in that order, by what was replied so far."""
        first = [id for id in FIRST_ASKED if id != "to_other" or self._begun.value("to") == ELSE]
        return [*first, *(_REST if self._more else ()), _READY]

    def _first(self) -> str:
        """Where it begins: at what was not replied to before; a correction from the start."""
        if self._corrects is not None or not self._begun.was_begun:
            return FIRST_ASKED[0]
        open_ = [id for id in self._ids() if id != _READY and self._is_open(id)]
        return open_[0] if open_ else _READY

    def _is_open(self, id: str) -> bool:
        is_only_proposed = id == "to" and self._begun.is_proposed
        return is_only_proposed or self._begun.value(id) in ("", NOT_KNOWN)

    # One question

    def _one(self, question: Question) -> str:
        """Ask until it is answered, or left as it is. The word that leads on, if that was typed instead."""
        if question.options:
            choices = [Choice(each.value, each.words) for each in question.options]
            chosen = asking.choose(
                self._state.dialogue,
                f"{question.label}:",
                choices,
                default=self._begun.value(question.id),
                beside=asking.WaysBeside(
                    [
                        sentence(question.hint),
                        "record goes to the end: it can be recorded as it is.",
                        OUT,
                    ],
                    (DROP,),
                    self._shown(question),
                ),
            )
            if chosen == DROP:
                return DROP
            self._take(question.id, chosen)
            return ""
        return self._text(question)

    def _text(self, question: Question) -> str:
        while True:
            line = self._line(question).strip()
            if question.id in TIMES and line.casefold() in _WAYS:
                return line.casefold()
            if not line and self._mends and self._begun.fault_of(question.id):
                self._state.say(MEND)
                continue
            if not line:
                self._state.say(NOT_RIGHT if self._value_is_wrong(question.id) else "")
                return ""
            reply = "" if line.casefold() == CLEAR else line
            if not reply and self._begun.cut_off(question.id) not in ("", self._begun.value(question.id)):
                self._take(question.id, self._begun.value(question.id))
                self._state.say(sentence(DROPPED, f"Now: {self._shown(question)}"))
                continue
            if wrong := self._would_be_wrong(question.id, reply):
                kept = f"Kept: {self._begun.read_as(question.id) or self._shown(question)}"
                self._state.say(sentence(wrong, kept, "" if "type" in wrong.casefold() else question.hint))
                continue
            self._take(question.id, reply)
            if not (fault := self._begun.fault_of(question.id)):
                self._state.say(sentence(self._begun.read_as(question.id)), speech.taken_as_text(line))
                return ""
            self._state.say(sentence(fault, "" if "type" in fault.casefold() else question.hint))

    def _leaves_by(self, word: str) -> bool:
        """Do what a word says that leads on. Whether the recording is left by it."""
        if word == DROP:
            return self._drop()
        if word == "no":
            self._say_left()
            return True
        self._more = True
        self._state.say(f"more asks the rest at the end. {CLEAR} takes back what stands here.")
        return False

    def _drop(self) -> bool:
        """Throw it away, where that is meant. Whether it was."""
        asker = SectionAsker(self._state)
        if not self._begun.is_untouched and not at_once(asker.confirm(DROP_IT, "Drop it", "Keep it")):
            return False
        self._begun.drop()
        self._state.say(NOTHING)
        return True

    def _would_be_wrong(self, id: str, reply: str) -> str:
        """What is wrong with a reply in the place of one that is right; empty: nothing, or none stands."""
        if not self._begun.value(id) or self._begun.fault_of(id):
            return ""
        as_replied = copy(self._begun)
        as_replied.put(id, reply)
        return as_replied.fault_of(id)

    def _value_is_wrong(self, id: str) -> bool:
        return bool(self._begun.value(id) and self._begun.fault_of(id))

    def _line(self, question: Question) -> str:
        """A line; one that was cut off by a hang-up is kept as far as it came."""
        cut_off = self._cut_off(question)
        wrong = ", not right yet" if self._value_is_wrong(question.id) else ""
        now = now_words(f"{self._shown(question)}{wrong}")
        leaves = "Enter takes what was cut off." if cut_off else "Enter leaves what stands now."
        leaves = "" if self._begun.fault_of(question.id) else leaves
        to_end = "go record goes to the end: it can be recorded as it is."
        hint = [
            sentence(question.hint),
            f"{leaves} {to_end}".strip(),
            f"{CLEAR} takes it back.",
            BACK,
        ]
        asked = Asked(
            words=sentence(f"{question.label}?", self._cut_off_words(question), now),
            again=f"{question.label}? {now}",
            hint=hint,
            text=True,
            lines=question.kind == "multiline",
        )
        doubtful = speech.is_it_meant if question.id in _NOT_A_TEXT else speech.is_number_meant
        try:
            return asking.text_gone_on_with(self._state.dialogue, asked, cut_off, doubtful)
        except Leave:
            begun = speech.answer(self._state.dialogue.console.take_begun()).strip()
            if begun:
                self._begun.hold(question.id, gone_on_with(cut_off, begun))
                self._keep()
            raise

    def _cut_off(self, question: Question) -> str:
        """What was typed of it and cut off, and Enter takes. No time: half of one may be another."""
        return "" if question.id in TIMES else self._begun.cut_off(question.id)

    def _cut_off_words(self, question: Question) -> str:
        if cut_off := self._cut_off(question):
            return cut_off_words(cut_off, CLEAR)
        cut_off = self._begun.cut_off(question.id)
        return f"Typed and not taken: “{one_line(cut_off)}”" if cut_off else ""

    def _shown(self, question: Question) -> str:
        """What stands now, in words, on one row."""
        value = self._begun.value(question.id)
        shown = next((each.words for each in question.options if each.value == value), value)
        return " ".join(shown.split()) or _EMPTY.get(question.id, "empty")

    def _take(self, id: str, reply: str) -> None:
        """Take a reply, and keep it; that it cannot be kept is said, and it stands here all the same."""
        self._begun.put(id, reply)
        self._keep()

    def _keep(self) -> None:
        try:
            self._begun.keep()
        except VaultError as error:
            self._state.say(error.words)

    # The end

    def _ready(self) -> bool | None:
        """Read back what it comes to, and record it: whether it was. None: it is asked on."""
        if faults := self._begun.faults():
            self._go_on_at(next(iter(faults)), mends=True)
            self._state.say(sentence(faults[self._at]))
            return None
        word = self._state.dialogue.ask(self._asked()).strip().casefold()
        if word in ("", "y", "yes", "record"):
            return self._record()
        if word in ("m", "more"):
            self._go_on_at(_REST[0])
        elif word in ("n", "no"):
            self._say_left()
            return False
        elif word == DROP:
            return False if self._drop() else None
        else:
            self._state.say(f"{CHOICES}.")
        return None

    def _asked(self) -> Asked:
        more = "" if self._more else "; more: when, who, what was said, what happens next"
        return Asked(
            words=f"{self._read_back()} Record it? Enter: yes{more}. [record]",
            again="Record it? [record]",
            hint=[*self.listing(everything=False), f"{CHOICES}."],
            answers=("record",),
        )

    def _read_back(self) -> str:
        """All that it comes to, in one paragraph."""
        action = self._begun.action()
        said = sentence(
            action_in_short(action),
            f"Said: {action.said}" if action.said else "",
            f"Reference: {action.reference}" if action.reference else "",
            next_words(action),
            "A significant event" if action.significant else "",
            f"This takes the place of number {action.corrects}" if action.corrects else "",
        )
        return one_line(said)

    def _go_on_at(self, id: str, *, mends: bool = False) -> None:
        self._more = self._more or id in _REST
        self._at, self._mends = id, mends

    def _record(self) -> bool | None:
        if self._corrects is not None and self._begun.is_untouched:
            self._state.say(f"{recording.UNCHANGED} {CHOICES}.")
            return None
        in_vain = self._begun.action().was_tried_in_vain
        result = at_once(recording.record(SectionAsker(self._state), self._begun))
        self._state.say(result.words)
        if not result.done:
            if not result.words:  # the time is to be mended
                self._go_on_at("at", mends=True)
            return None
        asking.read_out(self._state.dialogue, due_lines(self._draft, told_whom_to_phone=in_vain))
        return True

    # Where one is

    def where(self) -> Sequence[str]:
        """That something is being recorded, and at which question one is."""
        asked = [id for id in self._ids() if id != _READY]
        which = f"Question {asked.index(self._at) + 1} of {len(asked)}." if self._at in asked else ""
        return [f"{BY_ID[RECORD].words}.", which, about(self._draft)]

    def listing(self, *, everything: bool) -> Sequence[str]:
        """What is filled in; with all, every question."""
        return [
            sentence(f"{each.label}: {self._shown(each)}")
            for each in self._begun.questions()
            if everything or self._begun.value(each.id)
        ]


def _is_to_end(said: Said) -> bool:
    """Whether it was said that it is to be recorded as it is: at a text by way of `go`."""
    return said.wish.id == RECORD or (said.wish.id == "goto" and said.wish.more.casefold() == "record")
