"""What was done about the open screening, and what is due: read out; then what is to be recorded, or taken back."""

from __future__ import annotations

import re
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from typing import Any

from ce_tui.commands.table import BY_ID
from ce_tui.core.pathway.actions.action import Recorded, in_force
from ce_tui.core.pathway.actions.action import done as holding
from ce_tui.core.pathway.words import joined
from ce_tui.core.vault.errors import ReadOnly, VaultError
from ce_tui.core.words.actions import NOTHING_RECORDED, as_lines
from ce_tui.core.words.counting import counted
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import Asked, Said
from ce_tui.lines.dialogue.state import State
from ce_tui.lines.dialogue.typed import Wish
from ce_tui.lines.office.room import stay
from ce_tui.lines.screening.asker import SectionAsker
from ce_tui.lines.screening.due_lines import due_lines
from ce_tui.lines.screening.recording import RECORD, Recording
from ce_tui.lines.screening.recording_words import about
from ce_tui.session.asker import JobResult, at_once
from ce_tui.session.begun_action import is_begun
from ce_tui.session.draft import Draft
from ce_tui.session.jobs import recording

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
