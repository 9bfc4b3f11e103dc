"""Recording what was done, a question at a time: what, to whom, what came of it; the rest for whoever has the time.

Whoever phones in a hurry answers these three and presses Enter. Each reply is kept at once, so nothing of it is lost.
"""

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.commands.table import BY_ID
from ce_tui.core.pathway.actions.action import Recorded
from ce_tui.core.pathway.interview.question import Question
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.words.actions import in_short, next_words
from ce_tui.core.words.choice import Choice
from ce_tui.lines.dialogue import asking, typed
from ce_tui.lines.dialogue.dialogue import Asked, Leave, Said
from ce_tui.lines.dialogue.speech import one_line, sentence
from ce_tui.lines.dialogue.state import State
from ce_tui.lines.screening.asker import SectionAsker
from ce_tui.lines.screening.due_lines import due_lines
from ce_tui.session.action_questions import ELSE
from ce_tui.session.asker import at_once
from ce_tui.session.begun_action import URGENT
from ce_tui.session.draft import Draft
from ce_tui.session.jobs import recording

RECORD = "action.record"
CLEAR = "clear"
DROP = "drop"
_REST = ("at", "person", "said", "reference", "next", "by", "significant")
_READY = "ready"
_WAYS = (DROP, "no", "more")  # no time is any of them
_EMPTY = {"at": "now", "by": "no day", "to": "nobody named"}
_TIMES = ("at", "by")
_NOT_A_TEXT = ("at", "reference", "by")  # a small number alone is meant there
_WENT_ON = "What you typed stands; Enter leaves it as it is."
_KEPT = "Not recorded yet. What you typed is kept: record goes on with it."
_NOTHING = "Nothing was recorded."
_NOT_RIGHT = (
    f"What you typed is kept, but it is not right yet: it is asked once more before it is recorded. {CLEAR} takes it "
    "back."
)
_MEND = f"It cannot be recorded like that. Type another, or {CLEAR}; no keeps it all for later; {DROP} throws it away."
_DROP_IT = "Drop what you typed here? Nothing of it is recorded."
_BACK = "back leads to the question before, and from the first one out of here."
_OUT = f"{_BACK} {DROP} throws it away."
_CHOICES = "Enter records it; more asks the rest; no keeps it for later; drop throws it away"


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
            self._state.say(*self._beginning())
            try:
                return self._ask_on()
            except Said as said:
                self._say_left()
                if not said.goes_back:
                    raise
                return False
            except Leave:
                self._say_left()
                raise

    def _beginning(self) -> Sequence[str]:
        corrects = self._corrects
        what = f"Correcting number {corrects.id}: {in_short(corrects.action)}" if corrects else ""
        return sentence(what), f"{self._begun.begun_words} {_WENT_ON}" if self._begun.was_begun else ""

    def _say_left(self) -> None:
        self._state.say(_NOTHING if self._begun.is_untouched else _KEPT)

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
        first = [id for id in URGENT if id != "to_other" or self._begun.value("to") == ELSE]
        return [*first, *(_REST if self._more else ()), _READY]

    def _first(self) -> str:
        """Where it begins: at what was not replied to before; a correction from the start."""
        if self._corrects is not None or not self._begun.was_begun:
            return URGENT[0]
        open_ = [id for id in self._ids() if id != _READY and self._is_open(id)]
        return open_[0] if open_ else _READY

    def _is_open(self, id: str) -> bool:
        is_only_proposed = id == "to" and self._begun.is_proposed
        return is_only_proposed or self._begun.value(id) in ("", "not known")

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
                default_words=self._shown(question),
                beside=asking.WaysBeside(
                    [
                        f"{question.hint}." if question.hint else "",
                        "record goes to the end: it can be recorded as it is.",
                        _OUT,
                    ],
                    (DROP,),
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
            if question.id in _TIMES and line.casefold() in _WAYS:
                return line.casefold()
            if not line and self._mends and self._begun.fault_of(question.id):
                self._state.say(_MEND)
                continue
            if not line:
                self._state.say(_NOT_RIGHT if self._value_is_wrong(question.id) else "")
                return ""
            self._take(question.id, "" if line.casefold() == CLEAR else line)
            if not (fault := self._begun.fault_of(question.id)):
                self._state.say(sentence(self._begun.read_as(question.id)), typed.taken_as_text(line))
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
        if not self._begun.is_untouched and not at_once(asker.confirm(_DROP_IT, "Drop it", "Keep it")):
            return False
        self._begun.drop()
        self._state.say(_NOTHING)
        return True

    def _value_is_wrong(self, id: str) -> bool:
        return bool(self._begun.value(id) and self._begun.fault_of(id))

    def _line(self, question: Question) -> str:
        """A line; one that was cut off by a hang-up is kept as far as it came."""
        words = f"{question.label}: [{self._shown(question)}]"
        leaves = "" if self._begun.fault_of(question.id) else "Enter leaves what stands in brackets."
        to_end = "go record goes to the end: it can be recorded as it is."
        hint = [f"{question.hint}.", f"{leaves} {to_end}".strip(), f"{CLEAR} takes it back.", _BACK]
        asked = Asked(words=words, hint=hint, text=True, lines=question.kind == "multiline")
        doubtful = typed.is_it_meant if question.id in _NOT_A_TEXT else typed.is_number_meant
        try:
            return asking.text_as_meant(self._state.dialogue, asked, doubtful)
        except Leave:
            begun = typed.answer(self._state.dialogue.console.take_begun()).strip()
            if begun:
                self._take(question.id, begun)
            raise

    def _shown(self, question: Question) -> str:
        """What stands now, in words, on one row."""
        value = self._begun.value(question.id)
        words = next((each.words for each in question.options if each.value == value), value)
        return " ".join(words.split()) or _EMPTY.get(question.id, "empty")

    def _take(self, id: str, reply: str) -> None:
        """Take a reply, and keep it; that it cannot be kept is said, and it stands here all the same."""
        self._begun.put(id, reply)
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
            self._state.say(f"{_CHOICES}.")
        return None

    def _asked(self) -> Asked:
        more = "" if self._more else "; more: when, who, what was said, what happens next"
        return Asked(
            words=f"{self._read_back()} Record it? Enter: yes{more}. [record]",
            again="Record it? [record]",
            hint=[*self.listing(everything=False), f"{_CHOICES}."],
            answers=("record",),
        )

    def _read_back(self) -> str:
        """All that it comes to, in one paragraph."""
        action = self._begun.action()
        said = sentence(
            in_short(action),
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
            self._state.say(f"{recording.UNCHANGED} {_CHOICES}.")
            return None
        in_vain = self._begun.value("came_of_it") == "no answer"
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


def about(draft: Draft) -> str:
    """Which screening it is about: its reference, and the child's name where that is given."""
    child = draft.answers.child
    return sentence(", ".join(filter(None, (draft.screening.ref, child.name if child else ""))))


def _is_to_end(said: Said) -> bool:
    """Whether it was said that it is to be recorded as it is: at a text by way of `go`."""
    return said.wish.id == RECORD or (said.wish.id == "goto" and said.wish.more.casefold() == "record")
