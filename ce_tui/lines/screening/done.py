"""What was done about the open screening, and what is due: read out; then what is to be recorded, or taken back."""

from __future__ import annotations

import re
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from typing import Any

from ce_tui.commands.table import BY_ID
from ce_tui.core.pathway.actions.action import Recorded, in_force
from ce_tui.core.pathway.actions.action import done as holding
from ce_tui.core.pathway.words import counted, joined
from ce_tui.core.vault.casebook.index import ChildrenFound
from ce_tui.core.vault.errors import ReadOnly, VaultError
from ce_tui.core.words.actions import NOTHING_RECORDED, as_lines
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import Asked, Said
from ce_tui.lines.dialogue.speech import Wish, reference_of, sentence
from ce_tui.lines.dialogue.state import State
from ce_tui.lines.office.keeping import NOTHING_CHANGED, stay
from ce_tui.lines.screening.recording import RECORD, Recording, about, due_lines
from ce_tui.lines.screening.section import SectionAsker
from ce_tui.session.asker import JobResult, at_once
from ce_tui.session.begun_action import is_begun
from ce_tui.session.draft import Draft
from ce_tui.session.jobs import recording
from ce_tui.session.jobs.opening import ACTS, LOOKING, OPEN, is_enough, look, person_of
from ce_tui.session.jobs.opening import about as about_pair
from ce_tui.session.words.known import KnownRow, first_lines, last_lines, rows

DONE = "done"
_CORRECT, _TAKE_BACK, _END, _TAKE_ON = "correct", "take back", "end", "take on"
_WITH_NUMBER = re.compile(rf"({_CORRECT}|{_TAKE_BACK})(?:\s+(\d{{1,6}}))?", re.IGNORECASE | re.ASCII)
_NOTHING_DONE = "Nothing was recorded."
_BEGUN = "Something was begun here and is not recorded yet: record goes on with it."


def done(state: State) -> None:
    """Read out what was done and what is due, then ask what to do until Enter goes back. Raises Said, Leave."""
    draft = state.draft
    if draft is None:
        return
    room = DoneRoom(state, draft)
    is_there = any(isinstance(place, DoneRoom | Recording) for place in state.places)
    try:
        room.load()
    except VaultError as error:
        state.say(error.words)
        return
    with state.at(room):  # what is looked for at a pause is looked for in it
        asking.read_out(state.dialogue, room.listing(everything=True))
    if not is_there:
        stay(state, room)


def record(state: State, corrects: Recorded | None = None) -> None:
    """Record something that was done. Raises Said, Leave; Said from within a recording, which goes to its end."""
    draft = state.draft
    if draft is None:
        return
    if any(isinstance(place, Recording) for place in state.places):
        raise Said(Wish(RECORD))
    if draft.casebook.read_only:
        state.say(ReadOnly().words)
        return
    Recording(state, draft, corrects).run()


class DoneRoom:
    """What was recorded of the open screening. Its numbers are those under which it was recorded."""

    topic = "done"

    def __init__(self, state: State, draft: Draft) -> None:
        self._state = state
        self._draft = draft
        self._recorded: list[Recorded] = []
        self._may_take_on = False

    def load(self) -> None:
        """Read what was recorded. Raises VaultError."""
        self._recorded = recording.recorded_of(self._draft)
        self._may_take_on = recording.may_take_on(self._draft)

    def asked(self) -> Asked:
        """What can be done with it."""
        can = {
            "record": "record: a call, a form, a meeting.",
            _CORRECT: f"{_CORRECT} and a number: puts another in its place.",
            _TAKE_BACK: f"{_TAKE_BACK} and a number: it was recorded by mistake.",
            _END: f"{_END}: nothing more is to be done here.",
            _TAKE_ON: f"{_TAKE_ON}: from now on it is due with you.",
        }
        offered = [word for word in can if word not in self._not_offered()]
        return Asked(
            words=f"{BY_ID[DONE].words.split(',')[0]}: {', '.join(offered)}? [back]",
            hint=[*(can[word] for word in offered), "list reads it again. Enter goes back."],
            renew=self._renew,
        )

    def _renew(self, asked: Asked) -> None:
        """What is offered, where something was recorded meanwhile."""
        with suppress(VaultError):  # it is asked for again with the next reply
            self.load()
            now = self.asked()
            asked.words, asked.hint = now.words, now.hint

    def _not_offered(self) -> list[str]:
        """What there is nothing for."""
        return [
            *([] if self._standing(_CORRECT) else [_CORRECT]),
            *([] if self._standing(_TAKE_BACK) else [_TAKE_BACK]),
            *([] if self._may_take_on else [_TAKE_ON]),
        ]

    def _standing(self, word: str) -> list[Recorded]:
        """What can be corrected or taken back: what holds; only what was done is corrected."""
        if word == _CORRECT:
            return holding(self._recorded)
        return [each for each in in_force(self._recorded) if not each.action.by_mistake]

    # Replies

    def do(self, line: str) -> None:
        """Do what was typed."""
        word = " ".join(line.casefold().split())
        with_number = _WITH_NUMBER.fullmatch(word)
        if with_number is not None:
            self._with_number(with_number[1], with_number[2] or "")
        elif word == _END:
            self._settle(recording.end(SectionAsker(self._state), self._draft))
        elif word == _TAKE_ON:
            self._settle(recording.take_on(SectionAsker(self._state), self._draft))
        elif word.isascii() and word.isdigit():
            self._state.say(f"{_CORRECT} {word[:6]}, or {_TAKE_BACK} {word[:6]}? Type the word with it.")
        else:
            self._state.say(*self.asked().hint)

    def _with_number(self, word: str, number: str) -> None:
        standing = {each.id: each for each in self._standing(word)}
        if not number and len(standing) == 1:
            number = next(iter(standing))
        chosen = standing.get(str(int(number))) if number else None
        if chosen is None:
            self._state.say(_which(word, list(standing)))
        elif word == _CORRECT:
            record(self._state, chosen)
        else:
            self._settle(recording.take_back(SectionAsker(self._state), self._draft, chosen))

    def _settle(self, job: Coroutine[Any, Any, JobResult]) -> None:
        """Do a job, say what came of it and what is due by then."""
        result = at_once(job)
        self._state.say(result.words or _NOTHING_DONE)
        if result.done:
            asking.read_out(self._state.dialogue, due_lines(self._draft))

    # Where one is

    def where(self) -> Sequence[str]:
        """What was done, and how much that is."""
        number = len(holding(self._recorded))
        return [
            f"What was done: {counted(number, 'thing')} recorded." if number else NOTHING_RECORDED,
            about(self._draft),
        ]

    def listing(self, *, everything: bool) -> Sequence[str]:
        """Everything that was recorded, the newest last; what is due."""
        begun = _BEGUN if is_begun(self._draft) else ""
        done = list(as_lines(self._recorded)) or [NOTHING_RECORDED]
        return [*done, begun, *due_lines(self._draft, everything=True)]


def _which(word: str, ids: Sequence[str]) -> str:
    """Which numbers there are for a word."""
    if not ids:
        return f"There is nothing to {word}."
    ordered = sorted(ids, key=int)
    return f"Type {word} and a number: {joined(ordered)} can be meant."


_WITH_WORD = re.compile(rf"(?:({'|'.join([OPEN.id, *ACTS])}) )?(.+)", re.IGNORECASE)
_NEITHER = "Type a number from the list, or a reference."


def known(state: State) -> None:
    """Read them out, and ask what to do with one. Raises Said, Leave."""
    draft = state.draft
    if draft is None:
        return
    room = KnownRoom(state, draft)
    try:
        room.load()
    except VaultError as error:
        state.say(error.words)
        return
    with state.at(room):  # a list that is asked for at a pause is this one
        picked = asking.read_list(state.dialogue, room.lines())
    if room.rows:
        stay(state, room, picked)


class KnownRoom:
    """The numbers stand for what they were said of, until the list is read again."""

    topic = "known"

    def __init__(self, state: State, draft: Draft) -> None:
        self._state = state
        self._draft = draft
        self._found: ChildrenFound | None = None

    @property
    def rows(self) -> list[KnownRow]:
        """What the numbers stand for."""
        if self._found is None:
            return []
        return rows(self._found, self._state.pathways.naming, self._state.children)

    def load(self) -> None:
        """Look, unless it was looked already. Raises VaultError."""
        if self._found is None:
            self._found = self._state.patiently(LOOKING, lambda: look(self._draft))

    def asked(self) -> Asked:
        """A number."""
        return Asked(
            words="A number, to open it or to say whether it is the same child? [back]",
            hint=[
                "A number, or a reference: asks what to do with it.",
                "At once: open, same, not same or take back, and a number.",
                "list looks again, and reads them. Enter goes back.",
            ],
            numbered=True,
        )

    # Replies

    def do(self, line: str) -> None:
        """Ask what to do with one, or do what was typed with its number. Raises Said."""
        typed = _WITH_WORD.fullmatch(" ".join(line.split()))
        listed = self.rows
        ref = reference_of(typed[2], [row.ref for row in listed]) if typed else None
        if typed is None or ref is None:
            self._state.say(_NEITHER)
            return
        word = (typed[1] or "").casefold()
        if word == OPEN.id:
            self._open(ref)
        elif word in ACTS:
            result = at_once(ACTS[word](SectionAsker(self._state), self._draft, ref))
            self._tell(result.words, done=result.done)
        else:
            self._ask(next((row for row in listed if row.ref == ref), KnownRow(ref, "")))

    def _ask(self, row: KnownRow) -> None:
        """What to do with one. Raises Said, where it is to be opened."""
        found = self._found or ChildrenFound()
        came = at_once(about_pair(SectionAsker(self._state), self._draft, found, row))
        if came.opens:
            self._open(row.ref)
        self._tell(came.words, done=came.done)

    def _open(self, ref: str) -> None:
        """By way of Home. Raises Said."""
        self._state.opens_next = ref
        raise Said(Wish("home"))

    def _tell(self, words: str, *, done: bool) -> None:
        """What came of it; the list, where it is another by now."""
        self._state.say(words or NOTHING_CHANGED)
        if done:
            asking.read_out(self._state.dialogue, self.listing(everything=True))

    # Where one is

    def where(self) -> Sequence[str]:
        """What is known of the hub's others."""
        return self._first(self._found) if self._found else []

    def listing(self, *, everything: bool) -> Sequence[str]:
        """All of them as they are now, whatever is asked for."""
        self._found = None
        try:
            self.load()
        except VaultError as error:
            return [error.words]
        return self.lines()

    def lines(self) -> list[str]:
        """All of them, as they were found; the numbers stand for these."""
        if self._found is None:
            return []
        numbered = [sentence(f"{number}. {row.ref}: {row.words}") for number, row in enumerate(self.rows, 1)]
        return [*self._first(self._found), *numbered, *last_lines(self._found, looked=self._looked)]

    def _first(self, found: ChildrenFound) -> list[str]:
        return first_lines(found, self._draft.screening.ref, looked=self._looked)

    @property
    def _looked(self) -> bool:
        """Whether enough is typed to look."""
        return is_enough(person_of(self._draft))
