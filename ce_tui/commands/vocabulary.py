"""The commands that are typed in the line mode, and the numbers of places.

A word that does what a command of the full screen does has that command's id, and so its key there and its words.
"""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from ce_tui.commands.table import Role


class TypedCommand(NamedTuple):
    """A command of the line mode: words that are typed in place of an answer.

    `words` are empty where the command of the same id has its own. `in_text`: taken where a text is asked for, too;
    the others are reached from there by `go`.
    """

    id: str
    typed: tuple[str, ...]
    words: str = ""
    in_text: bool = False
    needs_draft: bool = False
    needs_sign_in: bool = False
    roles: tuple[Role, ...] = ()


_in_text = partial(TypedCommand, in_text=True)
_of_draft = partial(TypedCommand, needs_draft=True)
_of_draft_in_text = partial(_of_draft, in_text=True)
_signed_in = partial(TypedCommand, needs_sign_in=True)

TYPED: tuple[TypedCommand, ...] = (
    _in_text("hint", ("?",), "What this question expects, and these words"),
    _in_text("help", ("help",), "The help for where you are, in full"),
    _in_text("where", ("where",), "Where you are, what is marked, what it indicates"),
    _in_text("again", ("again",), "The question once more, in full"),
    _in_text("back", ("back",), "The question before this one"),
    _in_text("skip", ("skip",), "The next question; this one stays as it is"),
    _of_draft_in_text("section.next", ("next",)),
    _of_draft_in_text("section.back", ("previous",)),
    _in_text("goto", ("go",), "Go to a section, a factor or a place: alone it lists them"),
    _of_draft_in_text("notes", ("notes",)),
    _of_draft_in_text("result", ("result",), "The result: what is indicated, whom to phone"),
    _of_draft_in_text("review", ("review",), "Review and export: what is missing, and what to do"),
    _in_text("list", ("list",), "What is here, with its answers; list all: the rest too"),
    _in_text("find", ("find", "search"), "Look for words where you are: find, and the words"),
    _in_text("contacts", ("contacts", "999")),
    _in_text("guidance", ("guidance",)),
    _signed_in("home", ("home",)),
    _signed_in("home.names", ("names",)),
    _of_draft("take_over", ("take",)),
    _of_draft_in_text("immediate_risk", ("risk",)),
    _of_draft_in_text("harm_today", ("harm",)),
    _of_draft("complete", ("complete",)),
    _of_draft("phone", ("phone",)),
    _of_draft("done", ("done",)),
    _of_draft("action.record", ("record",)),
    _of_draft("known", ("child",)),
    _signed_in("follow_ups", ("due",), roles=("practitioner", "lead")),
    _signed_in("account", ("account",), "Your account: passphrase, time until it locks"),
    _signed_in("accounts", ("accounts", "people"), roles=("administrator", "lead")),
    _signed_in("audit", ("log", "audit"), roles=("administrator", "lead")),
    _signed_in("keeping", ("keeping",), roles=("administrator", "lead")),
    TypedCommand("ascii", ("ascii",), "Letters and signs of ASCII alone: on or off"),
    TypedCommand("screen", ("screen",), "The full screen instead of a line at a time"),
    _in_text("lock", ("lock",), needs_sign_in=True),
    _in_text("quit", ("quit",)),
)


NUMBERS: dict[str, int] = {
    "immediate_risk": 1,
    "harm_today": 2,
    # The sections of a screening, in the order of their strip
    "start": 3,
    "yellow": 4,
    "amber": 5,
    "red": 6,
    "notes": 7,
    "result": 8,
    "details": 9,
    "review": 10,
    # Places and commands
    "contacts": 11,
    "guidance": 12,
    "home": 13,
    "lock": 14,
    "help": 15,
    "search": 16,
    "complete": 17,
    "phone": 18,
    "done": 19,
    "follow_ups": 20,
    "known": 21,
    "keys": 22,
    "account": 23,
    "display": 24,
    "lock_time": 25,
    "accounts": 26,
    "keeping": 27,
    "audit": 28,
    "redraw": 29,
    "take_over": 30,
}
"""The numbers of places, by the id of the section or of the command."""

NO_SUCH_PLACE = "{} is no place that is open here. Nothing was done."


def in_their_order(place_id: str) -> int:
    """The number of a place to sort by; a place without one comes after all that have one."""
    return NUMBERS.get(place_id, len(NUMBERS) + 1)
