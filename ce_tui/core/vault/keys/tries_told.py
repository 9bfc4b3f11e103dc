"""What the log is told of wrong tries: how many, at which terminal, when, and in whose name where it is an account's.

What was typed as a name is never told: it may have been a passphrase. Whose account it is comes from the list of
accounts that the store holds: a name that is on it is known by what stands for it among the counts.
"""

from __future__ import annotations

import syslog
from collections.abc import Mapping

from ce_tui.core.vault.keys.tries import Tries, Unlogged, Who

WRONG_TRIES = "wrong tries"  # how each of the details begins
_NAMELESS = "a terminal without a name"
_LOST = (
    f"{WRONG_TRIES}: the counts of before are gone or damaged (throttle.json), so there may have been more"
)

_AT_ONCE = {
    "sign-in": "wrong name or passphrase at a sign-in",
    "recovery": "wrong name or recovery code",
    "lock": "wrong passphrase at a lock",
}


def to_syslog(who: Who) -> None:
    """Tell the machine's syslog of a wrong try, facility auth: where it was made. No name, no account."""
    syslog.openlog("ce-tui", 0, syslog.LOG_AUTH)
    syslog.syslog(syslog.LOG_WARNING, f"{_AT_ONCE[who.how]}: {who.terminal or _NAMELESS}")


def told(tries: Tries, accounts: Mapping[str, str]) -> list[str]:
    """The details of entries for the log. `accounts`: names by ids; a detail holds the id."""
    known = {tries.stand_in(name): f"in the name of {id}" for id, name in accounts.items()}
    known |= {
        tries.stand_in(name, "recovery"): f"with a recovery code for {id}" for id, name in accounts.items()
    }
    found: dict[tuple[str, str], Unlogged] = {}
    for terminal, names in tries.terminals.items():
        for key, count in names.items():
            if count.unlogged.times:
                whose = known.get(key, "in names that nobody has here")
                found.setdefault((terminal, whose), Unlogged()).add(count.unlogged)
    lost = [_LOST] if tries.lost else []
    return lost + [_words(terminal, whose, unlogged) for (terminal, whose), unlogged in found.items()]


def are_told(tries: Tries) -> None:
    """From now on the log tells them."""
    tries.lost = False
    for names in tries.terminals.values():
        for count in names.values():
            count.unlogged = Unlogged()


def _words(terminal: str, whose: str, unlogged: Unlogged) -> str:
    when = f"on {unlogged.last}"
    if unlogged.first != unlogged.last:
        when = f"the first on {unlogged.first}, the last on {unlogged.last}"
    return f"{WRONG_TRIES}: {unlogged.times} at {terminal or _NAMELESS}, {whose}, {when}"
