"""A room of the office: its question comes again and again, until one goes back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, TypeVar

from ce_tui.core.vault.errors import VaultError
from ce_tui.lines.dialogue.asker import LineAsker
from ce_tui.lines.dialogue.dialogue import Asked, Said
from ce_tui.lines.dialogue.state import Place, State
from ce_tui.session.asker import at_once
from ce_tui.session.jobs.doing import Job

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
