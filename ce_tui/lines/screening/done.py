"""Actions done about the open screening, and other screenings of perhaps the same child: two lists to act on."""

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
from ce_tui.core.words.actions import NOTHING_RECORDED, action_lines
from ce_tui.lines.dialogue import asking
from ce_tui.lines.dialogue.dialogue import CommandTyped, Prompt
from ce_tui.lines.dialogue.speech import CommandLine, is_number, numbered, reference_of, sentence
from ce_tui.lines.dialogue.state import State
from ce_tui.lines.office.keeping import NOTHING_CHANGED, Room
from ce_tui.lines.screening.recording import NOTHING, RECORD, Recording, due_lines, screening_words
from ce_tui.lines.screening.section import SectionAsker
from ce_tui.session.asker import JobResult, at_once
from ce_tui.session.begun_action import is_begun
from ce_tui.session.jobs import recording
from ce_tui.session.jobs.opening import ACTS, LOOKING, OPEN, ask_about_pair, look_for_child, settle_pair
from ce_tui.session.words.known import KnownList, KnownRow, known_list

DONE = "done"
_CORRECT, _TAKE_BACK, _END, _TAKE_ON = "correct", "take back", "end", "take on"
_WITH_NUMBER = re.compile(rf"({_CORRECT}|{_TAKE_BACK})(?:\s+(\d{{1,6}}))?", re.IGNORECASE | re.ASCII)


def done(state: State) -> None:
    """Read out what was done and is due; then ask until Enter goes back. Raises CommandTyped, ConversationEnd."""
    room = DoneRoom(state)
    is_there = any(isinstance(place, DoneRoom | Recording) for place in state.places)
    if not room.is_loaded():
        return
    with state.at(room):  # what is looked for at a pause is looked for in it
        asking.read_out(state, room.listing(everything=True))
    if not is_there:
        room.stay()


def record(state: State, corrects: Recorded | None = None) -> None:
    """Record something that was done. Within a recording the command leads to that one's end.

    Raises CommandTyped, ConversationEnd.
    """
    if any(isinstance(place, Recording) for place in state.places):
        raise CommandTyped(CommandLine(RECORD))
    if state.signed_in.casebook.read_only:
        state.say(ReadOnly().words)
        return
    Recording(state, corrects).run()


class DoneRoom(Room):
    """The list of what was recorded, by the numbers under which it was recorded."""

    topic = "done"
    _recorded: Sequence[Recorded] = ()
    _may_take_on = False

    def load(self) -> None:
        """Read what was recorded. Raises VaultError."""
        self._recorded = recording.recorded_of(self._state.open_draft)
        self._may_take_on = recording.may_take_on(self._state.open_draft)

    def asked(self) -> Prompt:
        """Ask for what can be done with it."""
        can = {"record": "record: a call, a form, a meeting."}
        if self._standing(_CORRECT):
            can[_CORRECT] = f"{_CORRECT} and a number: puts another in its place."
        if self._standing(_TAKE_BACK):
            can[_TAKE_BACK] = f"{_TAKE_BACK} and a number: it was recorded by mistake."
        can[_END] = f"{_END}: nothing more is to be done here."
        if self._may_take_on:
            can[_TAKE_ON] = f"{_TAKE_ON}: from now on it is due with you."
        return Prompt(
            words=f"{BY_ID[DONE].words.split(',')[0]}: {', '.join(can)}? [back]",
            hint=[*can.values(), "list reads it again. Enter goes back."],
            renew=self._renew,
        )

    def _renew(self, asked: Prompt) -> None:
        """Offer what can be done now, if something was recorded meanwhile."""
        with suppress(VaultError):  # it is asked for again with the next reply
            self.load()
            now = self.asked()
            asked.words, asked.hint = now.words, now.hint

    def _standing(self, word: str) -> list[Recorded]:
        """The actions that can be corrected or taken back: those that hold; only what was done is corrected."""
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
            self._settle(recording.end(SectionAsker(self._state), self._state.open_draft))
        elif word == _TAKE_ON:
            self._settle(recording.take_on(SectionAsker(self._state), self._state.open_draft))
        elif is_number(word):
            self._state.say(f"{_CORRECT} {word[:6]}, or {_TAKE_BACK} {word[:6]}? Type the word with it.")
        else:
            self._state.say(*self.asked().hint)

    def _with_number(self, word: str, number: str) -> None:
        standing = {each.id: each for each in self._standing(word)}
        if not number and len(standing) == 1:
            number = next(iter(standing))
        chosen = standing.get(str(int(number))) if number else None
        if not standing:
            self._state.say(f"There is nothing to {word}.")
        elif chosen is None:
            numbers = joined(sorted(standing, key=int))
            self._state.say(f"Type {word} and a number: {numbers} can be meant.")
        elif word == _CORRECT:
            record(self._state, chosen)
        else:
            self._settle(recording.take_back(SectionAsker(self._state), self._state.open_draft, chosen))

    def _settle(self, job: Coroutine[Any, Any, JobResult]) -> None:
        """Do a job, say what came of it and what is due by then."""
        result = at_once(job)
        self._state.say(result.words or NOTHING)
        if result.done:
            asking.read_out(self._state, due_lines(self._state.open_draft))

    # Where one is

    def where(self) -> Sequence[str]:
        """Say how much was done, and about which screening."""
        number = len(holding(self._recorded))
        return [
            f"What was done: {counted(number, 'thing')} recorded." if number else NOTHING_RECORDED,
            screening_words(self._state.open_draft),
        ]

    def listing(self, *, everything: bool) -> Sequence[str]:
        """List everything that was recorded, the newest last; and what is due."""
        begun = "Something was begun here and is not recorded yet: record goes on with it."
        return [
            *(list(action_lines(self._recorded)) or [NOTHING_RECORDED]),
            begun if is_begun(self._state.open_draft) else "",
            *due_lines(self._state.open_draft, everything=True),
        ]


_WITH_WORD = re.compile(rf"(?:({'|'.join([OPEN.id, *ACTS])}) )?(.+)", re.IGNORECASE)


def known(state: State) -> None:
    """Read out the screenings of perhaps the same child, and ask about one. Raises CommandTyped, ConversationEnd."""
    room = KnownRoom(state)
    if not room.is_loaded():
        return
    with state.at(room):  # a list that is asked for at a pause is this one
        picked = asking.read_list(state, room.lines())
    if room.known.rows:
        room.stay(picked)


class KnownRoom(Room):
    """The list of screenings that may be of the same child. Numbers hold until it is read again."""

    topic = "known"
    _found: ChildrenFound | None = None

    @property
    def known(self) -> KnownList:
        """All of them as they were found; the numbers stand for its rows."""
        found, state = self._found or ChildrenFound(), self._state
        return known_list(state.open_draft, found, state.pathways.naming, state.children)

    def load(self) -> None:
        """Look for the child, unless that was done already. Raises VaultError."""
        if self._found is None:
            self._found = self._state.patiently(LOOKING, lambda: look_for_child(self._state.open_draft))

    def asked(self) -> Prompt:
        """Ask for a number."""
        return Prompt(
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
        """Ask what to do with one, or do what was typed with its number. Raises CommandTyped."""
        typed = _WITH_WORD.fullmatch(" ".join(line.split()))
        listed = self.known.rows
        ref = reference_of(typed[2], [row.ref for row in listed]) if typed else None
        if typed is None or ref is None:
            self._state.say("Type a number from the list, or a reference.")
            return
        word = (typed[1] or "").casefold()
        asker, draft = SectionAsker(self._state), self._state.open_draft
        came: JobResult | None = None
        if word in ACTS:
            came = at_once(settle_pair(asker, draft, word, ref))
        elif word != OPEN.id:
            row = next((row for row in listed if row.ref == ref), KnownRow(ref, ""))
            came = at_once(ask_about_pair(asker, draft, row))
        if came is None:
            self._state.open_from_home(ref)
        self._state.say(came.words or NOTHING_CHANGED)
        if came.done:
            asking.read_out(self._state, self.listing(everything=True))

    # Where one is

    def where(self) -> Sequence[str]:
        """Say what is known of the hub's others."""
        return self.known.first if self._found else []

    def listing(self, *, everything: bool) -> Sequence[str]:
        """List all of them as they are now, whatever is asked for."""
        self._found = None
        try:
            self.load()
        except VaultError as error:
            return [error.words]
        return self.lines()

    def lines(self) -> list[str]:
        """List all of them as they were found."""
        known = self.known
        listed = numbered(sentence(f"{row.ref}: {row.words}") for row in known.rows)
        return [*known.first, *listed, *known.last]
