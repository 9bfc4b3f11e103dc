"""Every word of the line mode, typed once, and what was heard of it.

One row a word, or more: where one is, what is typed there, what is then heard. A word without a row fails: add one.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from ce_tui.commands.table import TYPED
from ce_tui.lines.run import converse
from ce_tui.settings.config import Config, ListSettings
from support.people.at_the_door import NAME, PASSPHRASE, fill
from support.people.conversation import Heard, Script, at_noon
from support.people.screens import second_terminal
from support.terminal.streams import Streams

OPENED, LEFT = "(opened)", "(left)"


class Row(NamedTuple):
    """A word by its command's id, where one is, the lines typed there, and what is heard after the last of them."""

    word: str
    place: str
    typed: str
    heard: str


R = Row
ROWS = (
    R("hint", "Home", "?", "new begins a screening. list: all of them with their numbers."),
    R("hint", "the notes", "?", "Each line that you type is added to the notes."),
    R("help", "Home", "help", "Your screenings: drafts first, then those completed, in the order of danger."),
    R("help", "the notes", "help", "Your professional notes and comments"),
    R("where", "Home", "where", "Home. 2 drafts, 1 completed."),
    R("where", "Start", "where", "3 Start. Question 3.1, of 7:"),
    R("again", "Start", "again", "Is the child at immediate risk?"),
    R("back", "Start", "skip | back", "Is the child at immediate risk?"),
    R("skip", "Start", "skip", "Did you see, or were you told of, harm today?"),
    R("section.next", "Start", "next", "4 Yellow."),
    R("section.back", "the notes", "previous", "6 Red."),
    R("goto", "Start", "go", "7. Notes: "),
    R("goto", "Start", "go | 6", "6 Red."),
    R("goto", "the notes", "go home", "Home. 2 drafts, 1 completed."),
    R("result", "Start", "result", "8 Result."),
    R("review", "Start", "review", "10 Review."),
    R("notes", "Start", "notes", "7 Notes."),
    R("notes", "the notes", "notes", "3 Start."),
    R("list", "Home", "list", "3. {completed}, completed, Red, Thurrock, "),
    R("list", "the notes", "list", "1. Seen at the lighthouse with someone older."),
    R("find", "Home", "find lighthouse", "3 screenings found."),
    R("find", "Start", "find missing now", "1. Is the child missing now? "),
    R("find", "the notes", "find | lighthouse", "1. Seen at the lighthouse with someone older."),
    R("contacts", "the door", "contacts | 2", "999"),
    R("contacts", "Start", "999 | 3", "Thurrock MASH"),
    R("guidance", "the door", "guidance", "Which chapter, or find and words?"),
    R("guidance", "Start", "guidance | 8", "Yellow"),
    R("home", "Start", "home", "Home. 2 drafts, 1 completed."),
    R("home.names", "Home", "names", "Zephyrine Quillfeather"),
    R("take_over", "what was open elsewhere", "take", "From now on you can change it here."),
    R("take_over", "Start", "take", "take is for a screening that someone else had open. This one is not."),
    R("immediate_risk", "Start", "risk | yes", "The child is at immediate risk"),
    R("harm_today", "Start", "harm | yes", "On which day was it seen or told?"),
    R("complete", "Start", "complete | yes", "Completed as revision 1"),
    R("phone", "Start", "phone", "Who to phone:"),
    R("done", "Start", "done", "Nothing is recorded as done yet."),
    R("known", "Start", "child", "Nothing found among the screenings that you may see."),
    R("action.record", "Start", "record", "What was done: 1. Phone call"),
    R(
        "follow_ups",
        "Home",
        "due",
        "{completed}, Red. Phone now: nobody was phoned yet",
    ),
    R("account", "Home", "account", "Change your passphrase"),
    R("accounts", "Home", "accounts", "add, hub, code, list, or a number?"),
    R("audit", "Home", "log | read", "set the store up"),
    R("keeping", "Start", "keeping", "0 due for a decision"),
    R("ascii", "Home", "ascii", "ASCII alone: on."),
    R(
        "screen",
        "Start",
        "screen",
        "There is no full screen here: it takes a terminal that can move its cursor.",
    ),
    R("lock", "Start", "lock", "Locked. Made-up Practitioner is signed in."),
    R("lock", "Start", f"lock | {PASSPHRASE}", "Is the child at immediate risk?"),
    R("quit", "Start", "quit", "Signed out. Everything is saved."),
)


class Typist(Script):
    """Types lines; what was heard before the last of them is known then. Those in brackets are done elsewhere."""

    def __init__(self, home: Path, ref: str, lines: Sequence[str], heard: Heard) -> None:
        super().__init__(lines)
        self._home, self._ref = home, ref
        self._elsewhere: Elsewhere | None = None
        self._heard = heard
        self.before = 0

    def readline(self) -> str:
        line = super().readline()
        while line.startswith("("):
            self._elsewhere = self._elsewhere or Elsewhere(self._home, self._ref)
            self._elsewhere.do(line.strip())
            line = super().readline()
        if line:
            self.before = len(self._heard.text)
        return line


class Elsewhere:
    """Another terminal at which the same person has the screening open, and leaves it."""

    def __init__(self, home: Path, ref: str) -> None:
        self._casebook, self._ref = second_terminal(home), ref

    def do(self, what: str) -> None:
        """One of the two."""
        if what == OPENED:
            self._open = self._casebook.screenings.open(self._ref)
        else:
            self._casebook.screenings.leave(self._open)
            self._casebook.close()


def lines_to(place: str, ref: str) -> list[str]:
    """What is typed to get to a place."""
    inside = [NAME, PASSPHRASE]
    return {
        "the door": [],
        "Home": inside,
        "Start": [*inside, ref],
        "the notes": [*inside, ref, "notes"],
        "what was open elsewhere": [OPENED, *inside, ref, "2", LEFT],
    }[place]


def test_every_word_has_a_row() -> None:
    assert {row.word for row in ROWS} == {typed.id for typed in TYPED}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.word}: {row.typed}")
def test_a_word_is_carried_out(row: Row, home: Path) -> None:
    draft, _, completed = fill(home)
    heard = Heard()
    lines = [*lines_to(row.place, draft), *row.typed.split(" | ")]
    typist = Typist(home, draft, lines, heard)
    config = Config(lists=ListSettings(children="references"))
    assert converse(Streams(typist, heard), at_noon(home, config)) == 0
    assert row.heard.format(completed=completed) in " ".join(heard.text[typist.before :].split())
