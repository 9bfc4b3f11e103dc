"""The numbers of the go-to menu, in both front ends: each is one place, fixed for ever.

A new place gets the next number that is free. A number that was given is never given to another place, not even once
its own is gone. What signs out, leaves, discards or deletes gets none. A place that is not open is missing from
the menu: its number leads nowhere then.
"""

from __future__ import annotations

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
"""By the id of the section or of the command."""

NO_SUCH_PLACE = "{} is no place that is open here. Nothing was done."


def in_their_order(id: str) -> int:
    """What to sort by: its number; what has none stands behind all that have one."""
    return NUMBERS.get(id, len(NUMBERS) + 1)
