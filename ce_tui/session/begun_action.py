"""An action that is being filled in: its questions, what was replied, and the action that it comes to.

What is typed is kept with the account and beside the screening until it is recorded or dropped: a lock, a lost line or
a full disk takes nothing of it. "14:05" or "tomorrow" mean what they meant as they were typed, on a later day, too.
Times are London's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec

from ce_tui.core.pathway.actions.action import CALLS, ENDS, KINDS, Action, ActionKind, CameOfIt, Recorded
from ce_tui.core.pathway.actions.rules import (
    BY,
    DAY_WORDS,
    NOW_WORDS,
    WHEN,
    iso_minute,
    moment_of,
    read_by,
    read_when,
    say_at,
)
from ce_tui.core.pathway.dates import DateInvalid, local_now, say_iso
from ce_tui.core.pathway.interview.questions import Kind, Question
from ce_tui.core.pathway.outcome.whom_to_phone import to_be_shown, to_phone
from ce_tui.core.pathway.words import NOT_KNOWN, Choice
from ce_tui.core.strict_json import parse_or, write_json
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.words.actions import action_words

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.casebook import Casebook
    from ce_tui.core.vault.casebook.index import Summary
    from ce_tui.session.draft import Draft


ELSE = "else"
"""The answer to whom it was to, for somebody who is none of the area's contacts."""


def action_questions(contacts: Sequence[str], whom: str) -> list[Question]:
    """The questions about an action, in the order in which they are asked.

    `contacts`: what the area's are called; `whom`: what is said of the one that stands there.
    """
    options = {
        "kind": [Choice(key, each.words) for key, each in KINDS.items()],
        "to": [*(Choice(name, name) for name in contacts), Choice(ELSE, "Somebody else, named below")],
        "came_of_it": [Choice(key or NOT_KNOWN, each.words) for key, each in ENDS.items()],
        "significant": [Choice("no", "No"), Choice("yes", "Yes")],
    }
    asked: list[tuple[str, str, Kind, str]] = [
        ("kind", "What was done", "choice", ""),
        ("to", "To whom, or with whom", "choice", whom),
        ("to_other", "Somebody else: who", "text", "A service or a role"),
        ("came_of_it", "What came of it", "choice", ""),
        ("at", WHEN, "text", f"Empty: now. Else {NOW_WORDS}"),
        ("person", "The person's name", "text", "Who answered, or received it"),
        ("said", "What was said", "multiline", "By you and by them, in short"),
        ("reference", "Their reference", "text", "A case or log number they gave"),
        ("next", "What happens next", "text", "For example: they ring back"),
        ("by", BY, "text", f"Empty: no day. Else {DAY_WORDS}"),
        ("significant", "A significant event for the chronology", "choice", ""),
    ]
    return [
        Question(id=key, label=label, kind=kind, options=tuple(options.get(key, ())), hint=hint)
        for key, label, kind, hint in asked
    ]


FIRST_ASKED = ("kind", "to", "to_other", "came_of_it")
"""What is asked first: with it alone an action can be recorded."""
TIMES = ("at", "by")
_IF_NOT = "Choose another if it was somebody else"
PROPOSED = f"Proposed. {_IF_NOT}"
Kept = TypeVar("Kept")
KEY = "begun action."
"""How the preference is called that keeps it, before the screening's reference."""
Begun = dict[str, dict[str, str]]
"""What is kept there: the replies by what they correct."""
BEGUN = "begun"
"""Among the replies: when it was begun, as an action's `at`."""
_TYPED = " typed"  # when a time was typed, behind its question's id
_CUT_OFF = " cut off"  # what was typed of a reply and never taken, behind its question's id


def is_begun(draft: Draft) -> bool:
    """Whether a new action was begun about the open screening, and is kept unrecorded."""
    return bool(_kept_of(draft).get(""))


def _key(draft: Draft) -> str:
    return f"{KEY}{draft.screening.ref}"


def _kept_of(draft: Draft) -> Begun:
    """What was begun about the open screening."""
    return parse_or(draft.casebook.preferences.get(_key(draft)), Begun, {})


def _without(replies: dict[str, Kept], *keys: str) -> dict[str, Kept]:
    return {key: each for key, each in replies.items() if key not in keys}


class BegunAction:
    """An action of the open screening that is being filled in. `corrects`: what it is to take the place of.

    `is_read`: it is only looked at, and takes the place of nothing that is being filled in.
    """

    def __init__(self, draft: Draft, corrects: Recorded | None = None, *, is_read: bool = False) -> None:
        self.draft = draft
        self.corrects = corrects
        self._blank = self._replies_of(corrects.action) if corrects else {"kind": "phone"}
        self._proposed = ""  # who is to be phoned next, until it is said whom it was to
        self._kept = _kept_of(draft).get(self._number, {})
        self.was_begun = bool(self._kept)
        self.begun_at = self._kept.get(BEGUN, "")
        self._replies = self._as_of_now() if self.was_begun else dict(self._blank)
        if not is_read:
            draft.beside.keep_now()  # what was begun before it
            draft.beside.keep = self.keep

    # The questions

    def questions(self) -> list[Question]:
        """All questions in the order in which they are asked: those that matter at once first (`FIRST_ASKED`)."""
        return action_questions(self._contacts(), PROPOSED if self.is_proposed else "")

    def question(self, question_id: str) -> Question:
        """A question; KeyError if there is none of that id."""
        return {each.id: each for each in self.questions()}[question_id]

    def value(self, question_id: str) -> str:
        """The reply to a question, as it was typed or chosen; empty: nothing. What came of it is at first not known."""
        usual = {"came_of_it": NOT_KNOWN, "significant": "no"}
        return self._replies.get(question_id) or usual.get(question_id, "")

    def fill_in(self, to: str, kind: str = "") -> None:
        """Propose whom the action was to, and what was done, if nothing was begun yet. A proposal is not kept."""
        if self.is_untouched:
            proposed = {"kind": kind, **(self._to(to) or self._whom(kind))}
            self._blank = self._blank | {key: text for key, text in proposed.items() if text}
            self._replies = dict(self._blank)

    def propose(self, to: str) -> None:
        """Propose who is to be phoned next, if nobody said yet whom it was to.

        What is written down on the phone does not say it. The proposal follows what was done until somebody says it:
        what was said to the police was said to them, and of anything else nobody knows.
        """
        if self.is_untouched:
            self._proposed = to
            self.fill_in(to)
        elif self.corrects is None and not self.value("to") and not self.value("to_other").strip():
            self._proposed = to
            self._replies = self._replies | self._whom(self.value("kind"))

    @property
    def is_proposed(self) -> bool:
        """Whether it is only proposed whom the action was to."""
        return bool(self._proposed and self.value("to"))

    def put(self, question_id: str, typed: str) -> None:
        """Take a reply as it is typed; `keep` keeps it."""
        if question_id == "to":
            self._proposed = ""
        self.hold(question_id, "")
        if typed == self._replies.get(question_id, ""):
            return
        now = iso_minute(local_now(self.draft.clock))
        self.begun_at = self.begun_at or now
        self._replies = _without(self._replies, question_id, f"{question_id}{_TYPED}")
        if typed:
            self._replies[question_id] = typed
            if question_id in TIMES:
                self._replies[f"{question_id}{_TYPED}"] = now
        if question_id == "kind" and self._proposed:
            self._replies = _without(self._replies, "to", "to_other") | self._whom(typed)

    def hold(self, question_id: str, typed: str) -> None:
        """Keep what is typed of a reply beside it, until it is taken; empty: nothing. `keep` keeps it."""
        self._replies = _without(self._replies, f"{question_id}{_CUT_OFF}")
        if typed:
            self.begun_at = self.begun_at or iso_minute(local_now(self.draft.clock))
            self._replies[f"{question_id}{_CUT_OFF}"] = typed

    def cut_off(self, question_id: str) -> str:
        """What was typed of a reply before it was cut off, if nobody took it; empty: nothing."""
        return self._replies.get(f"{question_id}{_CUT_OFF}", "")

    def take_cut_off(self) -> None:
        """Take what was cut off as the reply, if nothing else stands there. No time: half of one may be another."""
        for each in self.questions():
            if each.id not in TIMES and (typed := self.cut_off(each.id)) and not self.value(each.id):
                self._replies[each.id] = typed

    def fault_of(self, question_id: str) -> str:
        """What is wrong with a reply, in words; empty: nothing is."""
        try:
            if question_id == "at":
                self._at()
            elif question_id == "by":
                by, at = self._by(), ""
                with suppress(DateInvalid):  # a time that is wrong says so itself
                    at = self._at()
                if by and by < at[:10]:
                    return f"{BY} must be on or after the day on which it was done"
        except DateInvalid as refused:
            return refused.words
        if question_id == "kind" and not self.value("kind"):
            return "Choose what was done"
        if question_id == "to_other" and self.value("to") == ELSE and not self.value("to_other").strip():
            return "Say to whom: a service or a role"
        return ""

    def faults(self) -> dict[str, str]:
        """All faults in words, by question, in their order."""
        return {each.id: words for each in self.questions() if (words := self.fault_of(each.id))}

    def read_as(self, question_id: str) -> str:
        """How a time or a day that was typed is understood, to be said back; empty: as it stands."""
        with suppress(DateInvalid):
            if question_id == "at":
                return say_at(self._at())
            if question_id == "by" and self.value("by"):
                return say_iso(self._by())
        return ""

    def action(self) -> Action:
        """The action that the replies come to. Raises DateInvalid: see `faults` first."""
        chosen, other = self.value("to"), self.value("to_other").strip()
        came = self.value("came_of_it")
        return Action(
            at=self._at(),
            kind=self._kind(),
            to=other if chosen in (ELSE, "") else chosen,
            person=self.value("person").strip(),
            said=self.value("said").strip(),
            reference=self.value("reference").strip(),
            came_of_it=msgspec.convert("" if came == NOT_KNOWN else came, CameOfIt),
            next=self.value("next").strip(),
            by=self._by(),
            significant=self.value("significant") == "yes",
            corrects=self.corrects.id if self.corrects else "",
        )

    # What is kept of it

    @property
    def is_untouched(self) -> bool:
        """Whether nothing was typed or chosen that would be missed."""
        return self._replies == self._blank

    @property
    def begun_words(self) -> str:
        """When the action was begun, and what it is so far: for whoever finds it again."""
        when = f" on {say_at(self.begun_at)}" if self.begun_at else ""
        so_far = self._so_far("" if self.is_proposed else self._to_whom())
        cut_off = []
        for each in self.questions():
            if typed := self.cut_off(each.id):  # it is quoted if it does not stand there
                cut_off.append(each.label if self.value(each.id) == typed else f"{each.label}, “{typed}”")
        left = f" Cut off or left as you typed it: {'; '.join(cut_off)}." if cut_off else ""
        return f"You began this{when}, and it was not recorded yet: {so_far}.{left}"

    @property
    def proposed_words(self) -> str:
        """The proposal, and that it is no more than that; empty: nothing is proposed."""
        return f"Proposed: {self.so_far_words}. {_IF_NOT}." if self.is_proposed else ""

    @property
    def so_far_words(self) -> str:
        """The action so far, in short: "Phone call to the Hub"."""
        return self._so_far(self._to_whom())

    def keep(self) -> None:
        """Keep what is typed. Raises VaultError."""
        proposed = self._whom(self.value("kind")) if self.is_proposed else {}
        said = {key: text for key, text in self._replies.items() if proposed.get(key) != text}
        replies = {} if self.is_untouched else said | {BEGUN: self.begun_at}
        if replies != self._kept:
            others = _without(_kept_of(self.draft), self._number)
            all_ = others | ({self._number: replies} if replies else {})
            self.draft.casebook.preferences.set(_key(self.draft), write_json(all_) if all_ else "")
            self._kept = replies

    def drop(self) -> None:
        """Keep nothing of the action: it was recorded, or is not wanted any more."""
        self._replies = dict(self._blank)
        with suppress(VaultError):  # what was recorded is; at worst the same stands there once more
            self.keep()
        self._kept = {}
        self.draft.flush()

    @property
    def _number(self) -> str:
        """The key that the action is kept under: the number of what it corrects, or nothing."""
        return self.corrects.id if self.corrects else ""

    def _as_of_now(self) -> dict[str, str]:
        """The kept replies as they are to be read today: times with their day, contacts that there are."""
        self._replies = _without(self._kept, BEGUN)
        replies = {key: text for key, text in self._replies.items() if not key.endswith(_TYPED)}
        for time in TIMES:
            if time in replies and (said := self.read_as(time)):
                replies[time] = said.replace(",", "")
        is_of_now = self.begun_at in ("", iso_minute(local_now(self.draft.clock)))
        if not (is_of_now or "at" in replies or self.corrects):  # no time would mean another one than then
            replies["at"] = say_at(self.begun_at).replace(",", "")
        if replies.get("to", ELSE) != ELSE:
            replies = replies | self._to(replies["to"])
        return replies

    def _to_whom(self) -> str:
        return self.value("to_other") if self.value("to") in (ELSE, "") else self.value("to")

    def _so_far(self, to: str) -> str:
        return action_words(
            Action(at="", kind=self._kind(), to=to.strip(), person=self.value("person").strip())
        )

    def _whom(self, kind: str) -> dict[str, str]:
        """The replies that propose to whom something of a kind was: a call to whoever is next, the police to them."""
        if kind not in CALLS:
            return {}
        if not KINDS[kind].tells_police:
            return self._to(self._proposed)
        police = to_phone(self.draft.outcome.contacts).police
        return self._to(police.name) if police is not None else {}

    def _to(self, name: str) -> dict[str, str]:
        """The replies that say to whom it was."""
        if not name:
            return {}
        return {"to": name} if name in self._contacts() else {"to": ELSE, "to_other": name}

    def _contacts(self) -> list[str]:
        """What the area's contacts are called, in the order in which to phone them, each once."""
        shown = to_be_shown(self.draft.outcome.contacts, self.draft.outcome.age)
        return list(dict.fromkeys(each.name for each in shown))

    def _replies_of(self, before: Action) -> dict[str, str]:
        """The replies that an action was made of."""
        replies = {
            "kind": before.kind,
            **self._to(before.to),
            "at": say_at(before.at).replace(",", ""),
            "person": before.person,
            "said": before.said,
            "reference": before.reference,
            "came_of_it": before.came_of_it,
            "next": before.next,
            "by": say_iso(before.by) if before.by else "",
            "significant": "yes" if before.significant else "",
        }
        return {key: text for key, text in replies.items() if text}

    def _kind(self) -> ActionKind:
        kind: ActionKind = msgspec.convert(self.value("kind"), ActionKind)
        return kind

    def _at(self) -> str:
        return self._as_typed("at", lambda now: read_when(self.value("at"), now))

    def _by(self) -> str:
        return self._as_typed("by", lambda now: read_by(self.value("by"), now.date()))

    def _as_typed(self, time: str, read: Callable[[datetime], str]) -> str:
        """A time as it was meant when it was typed. One that was still to come then may be gone now."""
        if typed := self._replies.get(f"{time}{_TYPED}"):
            with suppress(DateInvalid):
                return read(moment_of(typed))
        return read(local_now(self.draft.clock))


class UnrecordedAction(NamedTuple):
    """An action about the screening `ref` that was begun at `at` and not recorded. `at`: as an action's."""

    ref: str
    at: str
    is_call: bool

    def words(self, now: datetime, way: str) -> str:
        """ "A call begun at 06:55 is not recorded yet: d goes on with it". `way`: what is pressed or typed for it."""
        is_today = self.at[:10] == local_now(lambda: now).date().isoformat()
        when = f"at {datetime.fromisoformat(self.at):%H:%M}" if is_today else f"on {say_at(self.at)},"
        return f"{'A call' if self.is_call else 'A record'} begun {when} is not recorded yet: {way} goes on with it"


def unrecorded(casebook: Casebook, listed: Iterable[Summary]) -> list[UnrecordedAction]:
    """The actions that this account began about listed screenings, the latest first. Raises VaultError."""
    kept = casebook.preferences.beginning(KEY)
    found = []
    for each in listed if kept else ():
        replies = parse_or(kept.get(f"{KEY}{each.ref}", ""), Begun, {}).get("", {})
        if at := replies.get(BEGUN):
            found.append(UnrecordedAction(each.ref, at, replies.get("kind") in CALLS))
    return sorted(found, key=lambda each: each.at, reverse=True)
