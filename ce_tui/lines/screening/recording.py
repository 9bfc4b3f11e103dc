"""Recording what was done, a question at a time: what, to whom, what came of it; the rest if there is time.

Whoever phones in a hurry answers these three and presses Enter. Each reply is kept at once, so nothing of it is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

from ce_tui.commands.table import BY_ID
from ce_tui.core.pathway.actions.action import CALLS, Recorded, phone_next_words
from ce_tui.core.pathway.interview.questions import Question
from ce_tui.core.pathway.outcome.outcome import area_of
from ce_tui.core.pathway.words import NOT_KNOWN
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.words.actions import (
    NOTHING_DUE,
    WHAT_IS_DUE,
    action_in_short,
    action_sentences,
    due_words,
    when_it_does_not_move,
)
from ce_tui.lines.dialogue import asking, speech
from ce_tui.lines.dialogue.dialogue import CommandTyped, ConversationEnd, Prompt
from ce_tui.lines.dialogue.speech import now_words, one_line, sentence
from ce_tui.lines.dialogue.state import Place, State
from ce_tui.lines.screening.section import SectionAsker
from ce_tui.session.asker import at_once
from ce_tui.session.begun_action import ELSE, FIRST_ASKED, TIMES
from ce_tui.session.cut_off import cut_off_words
from ce_tui.session.draft import Draft
from ce_tui.session.jobs import recording
from ce_tui.session.jobs.recording import recorded_of
from ce_tui.session.terminal_state import call_words, is_on_call
from ce_tui.session.words.known import PASSED_ON

CLEAR = "clear"
DROP = "drop"
KEPT = "Not recorded yet. What you typed is kept: record goes on with it."
NOTHING = "Nothing was recorded."
NOT_RIGHT = (
    f"What you typed is kept, but it is not right yet: it is asked once more before it is recorded. {CLEAR} takes it "
    "back."
)
MEND = f"It cannot be recorded like that. Type another, or {CLEAR}; no keeps it all for later; {DROP} throws it away."
BACK = "back leads to the question before, and from the first one out of here."
CHOICES = "Enter records it; more asks the rest; no keeps it for later; drop throws it away"


def later_lock(state: State) -> str:
    """The later time of the lock during a call; said once, by the script or by the record."""
    *before, here = state.places
    if is_on_call(before) or not is_on_call([here]):
        return ""
    return call_words(state.dialogue.watch.times, "lock")


def screening_words(draft: Draft) -> str:
    """The screening's reference, and the child's name if that is given."""
    return sentence(", ".join(filter(None, (draft.screening.ref, draft.answers.child.name))))


def due_lines(draft: Draft, *, told_whom_to_phone: bool = False, everything: bool = False) -> list[str]:
    """What is due, a line each; or that nothing is, unless nobody can know what was done.

    Whom to phone follows what is due now. `told_whom_to_phone`: that nobody answered, and whom to phone next, was said
    just now. `everything`: with where each limit comes from, and how the area takes further what does not move.
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
    now, outcome = draft.clock(), draft.outcome
    passed_on = f" ({PASSED_ON})" if listed.followed.is_passed_on else ""
    at_once = any(each.at_once for each in due)
    call = [phone_next_words(outcome, recorded)] if at_once and not told_whom_to_phone else []
    left = [each for each in due if not (told_whom_to_phone and each.what == "unanswered")]
    said = [
        sentence(
            due_words(each, now) + passed_on + (f" ({each.source})" if everything and each.source else "")
        )
        for each in left
    ]
    first = sum(each.at_once for each in left)
    further = []
    if outcome.grade.is_referred:
        further = when_it_does_not_move(area_of(outcome, draft.pathway), recorded, due)
    if further and not everything:
        further = [] if at_once else ["How to take it further where it does not move: done says it."]
    return [*([f"{WHAT_IS_DUE}:"] if said else []), *said[:first], *call, *said[first:], *further]


RECORD = "action.record"
_REST = ("at", "person", "said", "reference", "next", "by", "significant")
_READY = "ready"
_WAYS = (DROP, "no", "more")  # no time is any of them
_EMPTY = {"at": "now", "by": "no day", "to": "nobody named"}
_NOT_A_TEXT = ("at", "reference", "by")  # a small number alone is meant there


class Recording(Place):
    """The recording of an action, or of one that takes the place of `corrects`."""

    topic = "done"
    _more = False  # whether the rest is asked, too
    _mends = False  # whether one question is asked once more, and then the end follows
    _at = ""

    def __init__(self, state: State, corrects: Recorded | None) -> None:
        self._state = state
        self._begun = recording.begin(state.open_draft, corrects=corrects)

    def run(self) -> None:
        """Ask until it is recorded, or left. What is left is kept, and that is said.

        Raises CommandTyped for a command that leads elsewhere, ConversationEnd.
        """
        begun, corrects = self._begun, self._begun.corrects
        what = f"Correcting number {corrects.id}: {action_in_short(corrects.action)}" if corrects else ""
        stands = "What you typed stands; Enter leaves it as it is."
        with self._state.at(self):
            was_begun = f"{begun.begun_words} {stands}" if begun.was_begun else ""
            self._state.say(later_lock(self._state), sentence(what), was_begun)
            try:
                self._ask_on()
            except (CommandTyped, ConversationEnd) as left:
                self._say_left()
                if isinstance(left, ConversationEnd) or not left.goes_back:
                    raise

    @property
    def is_call(self) -> bool:
        """Whether a call is recorded, which may go on still."""
        return self._begun.value("kind") in CALLS

    def _say_left(self) -> None:
        self._state.say(NOTHING if self._begun.is_untouched else KEPT)

    # From question to question

    def _ask_on(self) -> None:
        self._at = self._first()
        while True:
            try:
                way = "" if self._at == _READY else self._one(self._begun.question(self._at))
                if way or self._at == _READY:
                    if self._leaves_by(way) if way else self._is_settled():
                        return
                    continue
            except CommandTyped as said:
                wish = said.wish
                # "record", at a text by way of `go`: it is to be recorded as it is
                if wish.id == RECORD or (wish.id == "goto" and wish.more.casefold() == "record"):
                    self._at = _READY
                    continue
                before = self._keys()[: self._keys().index(self._at)]
                if wish.id == "back" and before:
                    self._at, self._mends = before[-1], False
                    continue
                if wish.id != "skip" or self._at == _READY:
                    raise
            keys = self._keys()
            self._at = _READY if self._mends else keys[keys.index(self._at) + 1]

    def _keys(self) -> list[str]:
        """The questions in their order, by what was replied so far."""
        first = [key for key in FIRST_ASKED if key != "to_other" or self._begun.value("to") == ELSE]
        return [*first, *(_REST if self._more else ()), _READY]

    def _first(self) -> str:
        """The question to begin at: the first without a reply; for a correction the first of all."""
        if self._begun.corrects is not None or not self._begun.was_begun:
            return FIRST_ASKED[0]
        for key in self._keys():
            is_only_proposed = key == "to" and self._begun.is_proposed
            if is_only_proposed or self._begun.value(key) in ("", NOT_KNOWN):
                return key
        return _READY

    # One question

    def _one(self, question: Question) -> str:
        """Ask until it is answered, or left as it is. The word that leads on, if that was typed instead."""
        if not question.options:
            return self._text(question)
        to_end = "record goes to the end: it can be recorded as it is."
        hint = [sentence(question.hint), to_end, f"{BACK} {DROP} throws it away."]
        chosen = asking.choose(
            self._state,
            f"{question.label}:",
            question.options,
            default=self._begun.value(question.id),
            extras=asking.QuestionExtras(hint, (DROP,), self._shown(question)),
        )
        if chosen == DROP:
            return DROP
        self._take(question.id, chosen)
        return ""

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
                self._state.say(sentence("What was cut off is dropped", f"Now: {self._shown(question)}"))
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
        """Do what a word that leads on says. Whether the recording is left by it."""
        if word == DROP:
            if dropped := at_once(recording.drop(SectionAsker(self._state), self._begun)):
                self._state.say(NOTHING)
            return dropped
        if word == "no":
            self._say_left()
            return True
        self._more = True
        self._state.say(f"more asks the rest at the end. {CLEAR} takes back what stands here.")
        return False

    def _would_be_wrong(self, key: str, reply: str) -> str:
        """The fault of a reply in the place of one that is right; empty: it has none, or none stands."""
        if not self._begun.value(key) or self._begun.fault_of(key):
            return ""
        as_replied = copy(self._begun)
        as_replied.put(key, reply)
        return as_replied.fault_of(key)

    def _value_is_wrong(self, key: str) -> bool:
        return bool(self._begun.value(key) and self._begun.fault_of(key))

    def _line(self, question: Question) -> str:
        """A line; one that a hang-up cuts off is kept as far as it came."""
        held = self._begun.cut_off(question.id)
        cut_off = "" if question.id in TIMES else held  # half of a time may be another
        not_taken = f"Typed and not taken: “{one_line(held)}”" if held else ""
        wrong = ", not right yet" if self._value_is_wrong(question.id) else ""
        now = now_words(f"{self._shown(question)}{wrong}")
        leaves = "Enter takes what was cut off." if cut_off else "Enter leaves what stands now."
        leaves = "" if self._begun.fault_of(question.id) else leaves
        to_end = "go record goes to the end: it can be recorded as it is."
        asked = Prompt(
            words=sentence(
                f"{question.label}?", cut_off_words(cut_off, CLEAR) if cut_off else not_taken, now
            ),
            again=f"{question.label}? {now}",
            hint=[sentence(question.hint), f"{leaves} {to_end}".strip(), f"{CLEAR} takes it back.", BACK],
            text=True,
            lines=question.kind == "multiline",
        )
        doubtful = speech.is_it_meant if question.id in _NOT_A_TEXT else speech.is_number_meant

        def keep(begun: str) -> None:
            self._begun.hold(question.id, begun)
            self._keep()

        return asking.text_gone_on_with(self._state, asked, cut_off, doubtful, keep)

    def _shown(self, question: Question) -> str:
        """The reply that stands now, in words, on one row."""
        value = self._begun.value(question.id)
        shown = next((each.words for each in question.options if each.id == value), value)
        return " ".join(shown.split()) or _EMPTY.get(question.id, "empty")

    def _take(self, key: str, reply: str) -> None:
        """Take a reply, and keep it. If it cannot be kept, say so; it stands here all the same."""
        self._begun.put(key, reply)
        self._keep()

    def _keep(self) -> None:
        try:
            self._begun.keep()
        except VaultError as error:
            self._state.say(error.words)

    # The end

    def _is_settled(self) -> bool:
        """Read back what it comes to, and record it. Whether it was recorded or left; else it is asked on."""
        if faults := self._begun.faults():
            self._go_on_at(next(iter(faults)), mends=True)
            self._state.say(sentence(faults[self._at]))
            return False
        word = self._state.ask(self._asked()).strip().casefold()
        if word in ("", "y", "yes", "record"):
            return self._record()
        if word in ("n", "no", DROP):
            return self._leaves_by(DROP if word == DROP else "no")
        if word in ("m", "more"):
            self._go_on_at(_REST[0])
        else:
            self._state.say(f"{CHOICES}.")
        return False

    def _asked(self) -> Prompt:
        """All that it comes to, in one paragraph, and whether to record it."""
        action = self._begun.action()
        said = sentence(
            *action_sentences(action),
            "A significant event" if action.significant else "",
            f"This takes the place of number {action.corrects}" if action.corrects else "",
        )
        more = "" if self._more else "; more: when, who, what was said, what happens next"
        return Prompt(
            words=f"{one_line(said)} Record it? Enter: yes{more}. [record]",
            again="Record it? [record]",
            hint=[*self.listing(everything=False), f"{CHOICES}."],
            answers=("record",),
        )

    def _go_on_at(self, key: str, *, mends: bool = False) -> None:
        self._more = self._more or key in _REST
        self._at, self._mends = key, mends

    def _record(self) -> bool:
        if self._begun.corrects is not None and self._begun.is_untouched:
            self._state.say(f"{recording.UNCHANGED} {CHOICES}.")
            return False
        in_vain = self._begun.action().was_tried_in_vain
        result = at_once(recording.record(SectionAsker(self._state), self._begun))
        self._state.say(result.words)
        if result.done:
            asking.read_out(self._state, due_lines(self._begun.draft, told_whom_to_phone=in_vain))
        elif not result.words:  # the time is to be mended
            self._go_on_at("at", mends=True)
        return result.done

    # Where one is

    def where(self) -> Sequence[str]:
        """Say what is being recorded, and at which question one is."""
        *asked, _ = self._keys()
        which = f"Question {asked.index(self._at) + 1} of {len(asked)}." if self._at in asked else ""
        return [f"{BY_ID[RECORD].words}.", which, screening_words(self._begun.draft)]

    def listing(self, *, everything: bool) -> Sequence[str]:
        """List what is filled in; with all, every question."""
        return [
            sentence(f"{each.label}: {self._shown(each)}")
            for each in self._begun.questions()
            if everything or self._begun.value(each.id)
        ]
