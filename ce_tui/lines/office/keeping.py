"""Keeping and letting go: a lead's review queue, holds, deletion with its undo; an administrator's rules and backup."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TypeVar

from ce_tui.core.vault.casebook import deleting
from ce_tui.core.vault.errors import Refused, VaultError
from ce_tui.core.vault.retention_rules import Retention, Rule
from ce_tui.core.words.plain import Choice
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.asking import LineAsker
from ce_tui.lines.dialogue.dialogue import Asked, Said
from ce_tui.lines.dialogue.speech import Wish, reference_of, sentence
from ce_tui.lines.dialogue.state import Place, State, WordsFound, among
from ce_tui.session.asker import at_once
from ce_tui.session.jobs.keeping import decide_on, follow_configuration, read_after, read_age, set_rules
from ce_tui.session.jobs.log import LogReading, look_at, narrow, verify
from ce_tui.session.jobs.recording import Job
from ce_tui.session.jobs.target import back_up
from ce_tui.session.office import Kept, LogPage, kept_of
from ce_tui.session.words.log import VERIFY, entry_words, filter_words, page_words, verdict_words
from ce_tui.session.words.people import (
    AFTER_HINT,
    FOLLOW_CONFIGURATION,
    KEEPING_ACTIONS,
    NO_DECISION,
    NOTHING_DUE,
    RULES_ABOUT,
    RULES_FOR,
    amounts_words,
    deleted_words,
    deletion_words,
    due_words,
    hold_words,
    rules_words,
)

if TYPE_CHECKING:
    from ce_tui.core.vault.store.verdict import Verdict


def read_verdict(state: State, verdict: Verdict) -> None:
    """Read it out, as long as it is listened to."""
    lines = [words if words.endswith(".") else f"{words}:" for _, words in verdict_words(verdict)]
    asking.read_out(state.dialogue, lines)


Result = TypeVar("Result")

NOTHING_CHANGED = "Nothing was changed."


class Room(Place, Protocol):
    """What is read, what is asked, and what is done with an answer."""

    def load(self) -> None:
        """Read what there is. Raises VaultError."""

    def asked(self) -> Asked:
        """The question. Enter goes back."""

    def do(self, line: str) -> None:
        """Do what was typed."""


def stay(state: State, room: Room, first: str = "") -> None:
    """Ask what to do until back is typed, or there is nothing to show, which is said. `first`: what is done before."""
    with state.at(room):
        if first:
            with may_be_left(state):
                room.do(first)
        while True:
            try:
                room.load()
                line = state.dialogue.ask(room.asked()).strip()
            except VaultError as error:
                state.say(error.words)
                return
            except Said as said:
                if not said.goes_back:
                    raise
                return
            if not line:
                return
            with may_be_left(state):
                room.do(line)


@contextmanager
def may_be_left(state: State, words: str = NOTHING_CHANGED) -> Iterator[None]:
    """What is done here can be left with back, which `words` then say of it."""
    try:
        yield
    except Said as said:
        if not said.goes_back:
            raise
        state.say(words)


def do_job(state: State, job: Job[Result]) -> Result:
    """What a job gives that asks a line at a time. Raises Said, where a question of it was left."""
    return at_once(job(LineAsker(state), state.station))


Value = TypeVar("Value")
_NONE = "none"


def ask_rules(state: State) -> None:
    """Ask for both rules, and set them. Raises Said: back changes nothing."""
    now = state.signed_in.casebook.reviews.rules()
    state.say(
        f"{RULES_ABOUT} Without one it is kept until someone decides otherwise.", f"Now {deleting.say(now)}."
    )
    choices = (
        Choice("set", "Set rules in this store"),
        Choice("configured", FOLLOW_CONFIGURATION),
    )
    chosen = asking.choose(state.dialogue, "Which rules?", choices, default_words="as they are")
    if chosen == "configured":
        state.say(do_job(state, follow_configuration).words)
    elif chosen:
        rules = Retention(**{group: _rule(state, title, getattr(now, group)) for group, title in RULES_FOR})
        result = do_job(state, lambda asker, station: set_rules(asker, station, rules))
        state.say(result.words or NOTHING_CHANGED)


def _rule(state: State, title: str, now: Rule) -> Rule:
    state.say(f"{title}:")
    after = _asked(
        state,
        f"For review how long after the last change? [{now.after or _NONE}]",
        f"{AFTER_HINT}. {_NONE}: no such rule.",
        read_after,
        now.after,
    )
    birthday = _asked(
        state,
        f"On the child's birthday of which age? [{now.birthday or _NONE}]",
        f"A whole number of years, such as 25. {_NONE}: no such rule.",
        read_age,
        now.birthday,
    )
    later = now.whichever == "later"
    if after and birthday:
        later = asking.yes_or_no(
            state.dialogue, "Whichever is later? no: whichever is earlier.", default=later
        )
    return Rule(after=after, birthday=birthday, whichever="later" if later else "earlier")


def _asked(state: State, question: str, hint: str, read: Callable[[str], Value], now: Value) -> Value:
    """A part of a rule, asked until it is one that can be followed."""
    while True:
        typed = asking.text(state.dialogue, question, hint=[hint]).strip()
        if not typed:
            return now
        try:
            return read("" if typed.casefold() == _NONE else typed)
        except Refused as refused:
            state.say(sentence(f"This is {refused.words}"))


_BY = {"screening": "record", "person": "person", "kind": "kind", "since": "since", "all": "all"}
_CAN = f"read, older, {', '.join(_BY)}, verify, or an entry's number? [back]"


class AuditRoom:
    """What is read is chosen first. `ref`: only the entries of one record at first."""

    topic = "audit"

    def __init__(self, state: State, ref: str = "") -> None:
        self._state = state
        self._reading = LogReading(ref)
        self._page: LogPage | None = None
        self._does: dict[str, Callable[[], None]] = {
            "read": self._read,
            "older": self._older,
            "verify": self._verify,
        }

    def load(self) -> None:
        """Nothing is read before it is wanted."""

    def asked(self) -> Asked:
        """What is wanted of the log."""
        return Asked(
            words=f"The log{filter_words(self._reading.filter)}. {_CAN}",
            again=f"The log: {_CAN}",
            hint=[
                "read: the entries, the newest first; older: those before them. screening: of one screening. person: "
                "by one person. kind: of some kinds. since: from a day on. all: no choice any more. The number of an "
                f"entry: what belongs with it. {VERIFY}. Enter: back.",
            ],
        )

    def do(self, line: str) -> None:
        """Read, choose, verify, or look at an entry."""
        word = line.casefold()
        if word in self._does:
            self._does[word]()
        elif word in _BY:
            self._want(_BY[word])
        elif line.isascii() and line.isdigit():
            self._look_at(int(line[:18]))
        else:
            self._state.say(
                "Type read, older, screening, person, kind, since, all, verify, or an entry's number."
            )

    # Reading

    def _read(self) -> None:
        asking.read_out(self._state.dialogue, self.listing(everything=True))

    def _older(self) -> None:
        """The page before what was read last."""
        before = self._page
        if before is None:
            self._read()
        elif not before.older:
            self._state.say("There are no older entries of these.")
        else:
            self._reading.go_further_back()
            lines = self._lines(before=before.lines[0].seq)
            asking.read_out(self._state.dialogue, lines)

    def _lines(self, before: int | None = None) -> list[str]:
        """What is wanted, in words: of the entries only those before one, where that was read already."""
        casebook, reading = self._state.signed_in.casebook, self._reading
        try:
            page = self._state.patiently("Reading the log.", lambda: reading.read(casebook))
        except VaultError as error:
            return [error.words]
        self._page = page
        entries = [entry_words(line) for line in reversed(page.lines) if before is None or line.seq < before]
        return [page_words(page), *entries, f"older: {page.older} older ones." if page.older else ""]

    def _look_at(self, seq: int) -> None:
        """What belongs with an entry that was read."""
        lines, reading = self._page.lines if self._page is not None else (), self._reading
        line = next((each for each in lines if each.seq == seq), None)
        if line is None:
            self._state.say("That is the number of none of the entries that were read last.")
        else:
            do_job(self._state, lambda asker, _: look_at(asker, line, reading))

    def _want(self, by: str) -> None:
        reading = self._reading
        self._page = None
        self._state.say(do_job(self._state, lambda asker, station: narrow(asker, station, reading, by)))

    def _verify(self) -> None:
        verdict = do_job(self._state, verify)
        if verdict is not None:
            read_verdict(self._state, verdict)

    # Where one is

    def where(self) -> Sequence[str]:
        """The log, and what was chosen of it."""
        return [f"The log{filter_words(self._reading.filter)}."]

    def listing(self, *, everything: bool) -> Sequence[str]:
        """The entries, the newest first."""
        return self._lines()

    def found(self, words: str) -> WordsFound:
        """The entries that hold all of the words, of those that are wanted and were not left behind by `older`."""
        first, *entries = self._lines()
        return WordsFound(f"{first} {among(entries, words).said}", among(entries, words).rows)


class KeepingRoom:
    """A reference, or the number of what was listed, leads to what can be decided about it."""

    topic = "keeping"

    def __init__(self, state: State) -> None:
        self._state = state
        self._kept: Kept | None = None

    def load(self) -> None:
        """Read what is kept. Raises VaultError."""
        casebook = self._state.signed_in.casebook
        self._kept = self._state.patiently("Reading what is kept.", lambda: kept_of(casebook))

    def asked(self) -> Asked:
        """What can be done, or a reference."""
        kept = self._kept
        assert kept is not None
        rule = KEEPING_ACTIONS if kept.may_rule else ()
        can = [*(["a reference"] if kept.may_decide else []), "list", *(id for id, _ in rule)]
        said = [f"{id}: {words}." for id, words in rule]
        return Asked(
            words=f"Keeping: {amounts_words(kept)} {', '.join(can)}? [back]",
            again=f"Keeping: {', '.join(can)}? [back]",
            hint=[
                "list: what is due, held, marked and deleted. A reference or a number: what is to become of it. "
                f"{' '.join(said)} Enter: back.",
            ],
        )

    def do(self, line: str) -> None:
        """The rules, a backup, or a decision on a screening."""
        kept, word = self._kept, line.casefold()
        assert kept is not None
        with may_be_left(self._state, NO_DECISION):
            if word == "backup" and kept.may_rule:
                self._state.say(do_job(self._state, back_up))
            elif word == "rules" and kept.may_rule:
                ask_rules(self._state)
            else:
                self._decide(kept, line)

    def _decide(self, kept: Kept, line: str) -> None:
        ref = reference_of(line, kept.to_decide)
        if ref is None:
            self._state.say("Type a reference such as CE-7K3M-2Q, or a number from the list.")
            return
        said = do_job(
            self._state, lambda asker, station: decide_on(asker, station, kept, ref, self._elsewhere)
        )
        self._state.say(said)

    async def _elsewhere(self, where: str, ref: str) -> str:
        """To the log, or by way of Home to the screening. Raises Said."""
        if where == "log":
            stay(self._state, AuditRoom(self._state, ref))
            return ""
        self._state.opens_next = ref
        raise Said(Wish("home"))

    # Where one is

    def where(self) -> Sequence[str]:
        """Keeping, how much there is, and the rules."""
        kept = self._kept
        return [f"Keeping: {amounts_words(kept)}", rules_words(kept)] if kept is not None else ["Keeping."]

    def listing(self, *, everything: bool) -> Sequence[str]:
        """What is due, held and marked, numbered; then what was deleted."""
        kept = self._kept
        if kept is None:
            return []
        lines = [
            *(sentence(f"{each.ref}, {due_words(each)}", each.why) for each in kept.due),
            *(sentence(f"{each.ref}, on hold, {hold_words(each)}", each.reason) for each in kept.holds),
            *(
                sentence(f"{each.ref}, marked for deletion, {deletion_words(each)}", each.reason)
                for each in kept.deletions
            ),
        ]
        numbered = [f"{number}. {line}" for number, line in enumerate(lines, 1)]
        due = [] if kept.due or not kept.may_decide else [f"Due for a decision: {NOTHING_DUE}"]
        deleted = (f"{each.ref}, {deleted_words(each)}." for each in kept.deleted)
        return [rules_words(kept), *due, *numbered, *deleted]
