"""Keeping: a lead's review queue, holds, deletion with its undo, an administrator's rules and backup; and the log."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from ce_tui.core.pathway.words import Choice
from ce_tui.core.vault import retention_rules
from ce_tui.core.vault.errors import Refused, VaultError
from ce_tui.core.vault.retention_rules import Retention, Rule
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.asking import LineAsker
from ce_tui.lines.dialogue.dialogue import Prompt
from ce_tui.lines.dialogue.speech import is_number, numbered, reference_of, sentence
from ce_tui.lines.dialogue.state import Place, SearchResult, State, among, may_be_left
from ce_tui.session.asker import Asker, at_once
from ce_tui.session.jobs.keeping import LogReading, decide_on, look_at, narrow, read_age, set_rules, verify
from ce_tui.session.jobs.target import back_up
from ce_tui.session.office import KeepingView, LogPage, kept_of
from ce_tui.session.terminal_state import JobContext
from ce_tui.session.words import people
from ce_tui.session.words.log import VERIFY, entry_words, filter_words, page_words, verdict_words

Result = TypeVar("Result")
Given = ParamSpec("Given")

NOTHING_CHANGED = "Nothing was changed."


class Room(Place, Protocol):
    """A place with a list, a question, and what is done with an answer."""

    _state: State

    def __init__(self, state: State) -> None:
        self._state = state

    def load(self) -> None:
        """Read the list. Raises VaultError."""

    def asked(self) -> Prompt:
        """The question. Enter goes back."""

    def do(self, line: str) -> None:
        """Do what was typed."""

    def is_loaded(self) -> bool:
        """Read the list: whether that could be done; if not, say why."""
        try:
            self.load()
        except VaultError as error:
            self._state.say(error.words)
            return False
        return True

    def stay(self, line: str = "") -> None:
        """Ask what to do until back is typed, or the list cannot be read. `line`: an answer given already."""
        state = self._state
        with state.at(self), may_be_left(state):
            while True:
                if line:
                    with may_be_left(state, NOTHING_CHANGED):
                        self.do(line)
                try:
                    self.load()
                    line = state.ask(self.asked()).strip()
                except VaultError as error:
                    state.say(error.words)
                    return
                if not line:
                    return


def do_job(
    state: State,
    job: Callable[Concatenate[Asker, JobContext, Given], Coroutine[Any, Any, Result]],
    *given: Given.args,
    **named: Given.kwargs,
) -> Result:
    """Do a job that asks a line at a time. Raises CommandTyped if a question of it is left."""
    return at_once(job(LineAsker(state), state.station, *given, **named))


Value = TypeVar("Value")
_NONE = "none"


def ask_rules(state: State) -> None:
    """Ask for both rules, and set them. Raises CommandTyped: back changes nothing."""
    now = state.signed_in.casebook.reviews.rules()
    state.say(
        f"{people.RULES_ABOUT} Without one it is kept until someone decides otherwise.",
        f"Now {retention_rules.say(now)}.",
    )
    choices = (Choice("set", "Set rules in this store"), Choice("configured", people.FOLLOW_CONFIGURATION))
    chosen = asking.choose(state, "Which rules?", choices, default_words="as they are")
    if chosen == "configured":
        state.say(do_job(state, set_rules, None).words)
    elif chosen:
        rules = Retention(
            **{group: _rule(state, title, getattr(now, group)) for group, title in people.RULES_FOR}
        )
        state.say(do_job(state, set_rules, rules).words or NOTHING_CHANGED)


def _rule(state: State, title: str, now: Rule) -> Rule:
    state.say(f"{title}:")
    question, hint = "For review how long after the last change?", f"{people.AFTER_HINT}."
    after = _asked(state, question, hint, retention_rules.read_after, now.after)
    question, hint = "On the child's birthday of which age?", "A whole number of years, such as 25."
    birthday = _asked(state, question, hint, read_age, now.birthday)
    later = now.whichever == "later"
    if after and birthday:
        later = asking.yes_or_no(state, "Whichever is later? no: whichever is earlier.", default=later)
    return Rule(after=after, birthday=birthday, whichever="later" if later else "earlier")


def _asked(state: State, question: str, hint: str, read: Callable[[str], Value], now: Value) -> Value:
    """A part of a rule, asked until it is one that can be followed."""
    asked = f"{question} [{now or _NONE}]"
    while True:
        typed = asking.text(state, asked, hint=[f"{hint} {_NONE}: no such rule."]).strip()
        if not typed:
            return now
        try:
            return read("" if typed.casefold() == _NONE else typed)
        except Refused as refused:
            state.say(sentence(f"This is {refused.words}"))


_BY = {"screening": "record", "person": "person", "kind": "kind", "since": "since", "all": "all"}
_CAN = f"read, older, {', '.join(_BY)}, verify, or an entry's number? [back]"


class AuditRoom(Room):
    """The log. Entries are chosen before they are read. `ref`: only the entries of one record at first."""

    topic = "audit"

    def __init__(self, state: State, ref: str = "") -> None:
        super().__init__(state)
        self._reading = LogReading(ref)
        self._page: LogPage | None = None

    def load(self) -> None:
        """Read nothing: entries are read once they are wanted."""

    def asked(self) -> Prompt:
        """Ask what is wanted of the log."""
        return Prompt(
            words=f"{self.where()[0]} {_CAN}",
            again=f"The log: {_CAN}",
            hint=[
                "read: the entries, the newest first; older: those before them. screening: of one screening. person: "
                "by one person. kind: of some kinds. since: from a day on. all: no choice any more. The number of an "
                f"entry: what belongs with it. {VERIFY}. Enter: back.",
            ],
        )

    def do(self, line: str) -> None:
        """Read, choose, verify, or look at an entry."""
        state, word = self._state, line.casefold()
        if word == "read" or (word == "older" and self._page is None):
            asking.read_out(state, self._lines())
        elif word == "older" and self._page and self._page.older:
            self._reading.go_further_back()
            asking.read_out(state, self._lines(before=self._page.lines[0].seq))
        elif word == "older":
            state.say("There are no older entries of these.")
        elif word == "verify":
            if (verdict := do_job(state, verify)) is not None:
                said = [words if words.endswith(".") else f"{words}:" for _, words in verdict_words(verdict)]
                asking.read_out(state, said)
        elif word in _BY:
            self._page = None
            state.say(do_job(state, narrow, self._reading, _BY[word]))
        elif is_number(line):
            lines = self._page.lines if self._page is not None else ()
            entry = next((each for each in lines if each.seq == int(line[:18])), None)
            if entry is None:
                state.say("That is the number of none of the entries that were read last.")
            else:
                at_once(look_at(LineAsker(state), entry, self._reading))
        else:
            state.say("Type read, older, screening, person, kind, since, all, verify, or an entry's number.")

    # Reading

    def _lines(self, before: int | None = None) -> list[str]:
        """The entries that are wanted, in words; only those `before` one that was read already."""
        casebook, reading = self._state.signed_in.casebook, self._reading
        try:
            page = self._state.patiently("Reading the log.", lambda: reading.read(casebook))
        except VaultError as error:
            return [error.words]
        self._page = page
        entries = [entry_words(line) for line in reversed(page.lines) if before is None or line.seq < before]
        return [page_words(page), *entries, f"older: {page.older} older ones." if page.older else ""]

    # Where one is

    def where(self) -> Sequence[str]:
        """Say which entries were chosen."""
        return [f"The log{filter_words(self._reading.filter)}."]

    def listing(self, *, everything: bool) -> Sequence[str]:
        """List the entries, the newest first."""
        return self._lines()

    def found(self, words: str) -> SearchResult:
        """Look for all of the words in the wanted entries that `older` did not leave behind."""
        first, *entries = self._lines()
        found = among(entries, words)
        return found._replace(said=f"{first} {found.said}")


class KeepingRoom(Room):
    """The screenings under a rule or hold, or deleted. A reference or number leads to what can be decided."""

    topic = "keeping"
    _kept: KeepingView

    def load(self) -> None:
        """Read what is kept. Raises VaultError."""
        casebook = self._state.signed_in.casebook
        self._kept = self._state.patiently("Reading what is kept.", lambda: kept_of(casebook))

    def asked(self) -> Prompt:
        """Ask for what can be done, or a reference."""
        kept = self._kept
        rule = dict(people.KEEPING_ACTIONS if kept.may_rule else ())
        can = ", ".join([*(["a reference"] if kept.may_decide else []), "list", *rule])
        said = [f"{word}: {words}." for word, words in rule.items()]
        return Prompt(
            words=f"Keeping: {people.amounts_words(kept)} {can}? [back]",
            again=f"Keeping: {can}? [back]",
            hint=[
                "list: what is due, held, marked and deleted. A reference or a number: what is to become of it. "
                f"{' '.join(said)} Enter: back.",
            ],
        )

    def do(self, line: str) -> None:
        """Set rules, make a backup, or decide on a screening."""
        state, kept, word = self._state, self._kept, line.casefold()
        with may_be_left(state, people.NO_DECISION):
            if word == "backup" and kept.may_rule:
                state.say(do_job(state, back_up))
            elif word == "rules" and kept.may_rule:
                ask_rules(state)
            elif (ref := reference_of(line, kept.to_decide)) is None:
                state.say("Type a reference such as CE-7K3M-2Q, or a number from the list.")
            else:
                state.say(do_job(state, decide_on, kept, ref, self._elsewhere))

    async def _elsewhere(self, where: str, ref: str) -> str:
        """Go to the log, or by way of Home to the screening. Raises CommandTyped."""
        if where == "log":
            AuditRoom(self._state, ref).stay()
            return ""
        self._state.open_from_home(ref)

    # Where one is

    def where(self) -> Sequence[str]:
        """Say how much is kept, and the rules."""
        return [f"Keeping: {people.amounts_words(self._kept)}", people.rules_words(self._kept)]

    def listing(self, *, everything: bool) -> Sequence[str]:
        """List what is due, held and marked, numbered; then what was deleted."""
        kept = self._kept
        lines = [
            *(sentence(f"{each.ref}, {people.due_words(each)}", each.why) for each in kept.due),
            *(
                sentence(
                    f"{each.ref}, {people.standing_words(each)}, {people.decision_words(each)}", each.reason
                )
                for each in (*kept.holds, *kept.deletions)
            ),
        ]
        due = [] if kept.due or not kept.may_decide else [f"Due for a decision: {people.NOTHING_DUE}"]
        deleted = (f"{each.ref}, {people.deleted_words(each)}." for each in kept.deleted)
        return [people.rules_words(kept), *due, *numbered(lines), *deleted]
