"""How two birth dates are alike: one slip of a finger, the day before or after, or one that was estimated."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Literal, get_args

Born = Literal[
    "the same",
    "day and month exchanged",
    "one digit differs",
    "two digits exchanged",
    "one day apart",
    "one is 1 January, which may be estimated",
    "",
    "another",
]
"""How two birth dates are alike, the weightiest first; "": one is not known."""
NEAR = frozenset(get_args(Born)) - {"", "another"}
"""That they are the same, or one slip apart."""

_DAY = timedelta(days=1)


def how_near(one: str, other: str) -> Born:
    """Of two ISO dates, or "" where one is not known. The same whichever comes first."""
    if not one or not other:
        return ""
    if one == other:
        return "the same"
    if _exchanged(one) == other:
        return "day and month exchanged"
    differing = [at for at, (here, there) in enumerate(zip(one, other, strict=False)) if here != there]
    if len(differing) == 1:
        return "one digit differs"
    if len(differing) == 2:
        first, second = differing
        neighbours = second - first == 1 or one[first + 1 : second] == "-"
        if neighbours and (one[first], one[second]) == (other[second], other[first]):
            return "two digits exchanged"
    if other in _beside(one):
        return "one day apart"
    if one[:4] == other[:4] and "-01-01" in (one[4:], other[4:]):
        return "one is 1 January, which may be estimated"
    return "another"


def slips(iso: str) -> set[str]:
    """Every date to which `how_near` says that it is near, and not the same."""
    digits = [at for at, letter in enumerate(iso) if letter != "-"]
    typed = {_put(iso, at, digit) for at in digits for digit in "0123456789"}
    crossed = {_put(_put(iso, one, iso[other]), other, iso[one]) for one, other in pairwise(digits)}
    found = typed | crossed | {_exchanged(iso), f"{iso[:4]}-01-01"} | _beside(iso)
    if iso[4:] == "-01-01":
        first = date.fromisoformat(iso)
        found |= {(first + _DAY * number).isoformat() for number in range(366)}
    return {each for each in found if how_near(iso, each) in NEAR} - {iso}


def _beside(iso: str) -> set[str]:
    """The day before and the day after."""
    try:
        born = date.fromisoformat(iso)
        return {(born - _DAY).isoformat(), (born + _DAY).isoformat()}
    except (ValueError, OverflowError):
        return set()


def _put(iso: str, at: int, digit: str) -> str:
    return iso[:at] + digit + iso[at + 1 :]


def _exchanged(iso: str) -> str:
    """With the day as the month, where that is a date."""
    try:
        born = date.fromisoformat(iso)
        return date(born.year, born.day, born.month).isoformat()
    except ValueError:
        return ""
