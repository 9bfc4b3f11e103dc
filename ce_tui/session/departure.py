"""How a session ends without its person's doing: why, in words without names, and what comes next.

Whoever signs in next gets a fresh process: nothing of the last person's memory is there. It is this program started
again in its place, told by an argument which words to say first.
"""

from __future__ import annotations

import os
import sys
from typing import NamedTuple

from ce_tui.core.vault.errors import MOVED_AWAY
from ce_tui.terminal.safety import environment_at_start, show_what_is_typed

AFTER = "--after"
"""The option by which one process tells the next why it begins."""
_ARGUMENT = f"{AFTER}="
_BY_EAR = ":by-ear"
"""How the argument ends where whoever is signed out had the display for screen readers."""


class Departure(NamedTuple):
    """One way to end. `again`: a fresh process follows, at the sign-in, which says the `words`; else the shell does."""

    id: str
    words: str
    again: bool

    def by_ear(self) -> Departure:
        """The same for somebody who hears the app, and goes on hearing it: not where somebody else comes next."""
        return self._replace(id=f"{self.id}{_BY_EAR}") if self.id in _THE_SAME_PERSON else self


SOMEONE_ELSE = Departure(
    "someone-else", "The person before you is signed out, and their work is saved.", again=True
)
KEYS_CHANGE = Departure(
    "keys-change",
    "You were signed out because an administrator is changing the keys of this store. Everything is saved. Sign in "
    "again in a minute: you come back to where you were.",
    again=True,
)
STORE_MOVED = Departure("store-moved", f"You were signed out. {MOVED_AWAY}", again=True)
SUSPENDED = Departure(
    "suspended",
    "This account is suspended, so it was signed out. What you had typed is kept. An administrator can resume it.",
    again=True,
)
REVOKED = Departure(
    "revoked",
    "This account is revoked, so it was signed out. What you had typed is kept. An administrator can say what becomes "
    "of it.",
    again=True,
)
SHUT_OUT = {"suspended": SUSPENDED, "revoked": REVOKED}
UNUSED = Departure(
    "unused",
    "The app was locked and nobody came back to it, so it has signed out. Everything is saved. Start ce-tui again: "
    "you come back to where you were.",
    again=False,
)
_BY_ID = {each.id: each for each in (SOMEONE_ELSE, KEYS_CHANGE, STORE_MOVED, SUSPENDED, REVOKED, UNUSED)}
_THE_SAME_PERSON = {each.id for each in (KEYS_CHANGE, STORE_MOVED, SUSPENDED, REVOKED)}
"""After these it is whoever sat there before that hears why."""


def words_of(id: str) -> str:
    """What a process says first that follows a departure; empty where there is no such departure."""
    departure = _BY_ID.get(id.removesuffix(_BY_EAR))
    return departure.words if departure is not None else ""


def words_after(arguments: list[str]) -> str:
    """The same by its command line, that of the app or of the line mode; empty where it follows no other process."""
    *command, last = arguments or [""]
    if command not in ([], ["lines"]) or not last.startswith(_ARGUMENT):
        return ""
    return words_of(last.removeprefix(_ARGUMENT))


def is_by_ear_after(arguments: list[str]) -> bool:
    """Whether this command line follows somebody who was signed out, and who hears the app."""
    return bool(words_after(arguments)) and arguments[-1].endswith(_BY_EAR)


def begin_afresh(departure: Departure) -> None:
    """Turn this process into a fresh one of the same program, which takes the terminal over as it was left: silent.

    Returns only where the system refuses; what is typed is then shown again.
    """
    own = [argument for argument in sys.orig_argv[1:] if not argument.startswith(_ARGUMENT)]
    try:
        os.execve(  # noqa: S606 - the program that runs already, with its own arguments
            sys.executable,
            [sys.executable, *own, f"{_ARGUMENT}{departure.id}"],
            environment_at_start(),
        )
    except OSError:
        show_what_is_typed()
