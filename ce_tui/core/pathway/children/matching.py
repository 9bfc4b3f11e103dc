"""Whether two children may be one (rule 18 of the design): levels instead of a sum, and why, field by field.

The levels are those of the children's-social-care matchers that were looked at (DfE's, Splink): likely, possible; and
sibling, as twins share a surname, a birth date and an address. None is "the same": that takes a number that the child
alone has, which is not recorded here. A hit is a question to a person, never an answer.
"""

from __future__ import annotations

import re
from typing import Literal, get_args

import msgspec

from ce_tui.core.pathway.children.birth_dates import NEAR, Born, how_near
from ce_tui.core.pathway.children.names import MOST_WORDS, SURE, How, Name, how_alike, read_name

Level = Literal["likely", "possible", "sibling"]
LEVELS: tuple[Level, ...] = ("likely", "possible", "sibling")

_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?)[\s-]*([0-9][A-Z]{2})\b")
_ORDER: tuple[How, ...] = ("the same", "nearly the same", "short for the other", "sounds alike", "")


class Person(msgspec.Struct, frozen=True):
    """What is compared of a child: as it was typed. `date_of_birth` is an ISO date, or empty: not known."""

    name: str = ""
    date_of_birth: str = ""
    address: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether there is a forename, a surname and a birth date, and one name alone."""
        name = read_name(self.name)
        return bool(self.date_of_birth) and name.is_whole and name.words <= MOST_WORDS


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """Why two may be one child. `born`, `forename`, `family`: how these are alike, "" where they are not.

    `exchanged`: the forename of one is the surname of the other, and the other way round. `postcode`: it is the same.
    """

    level: Level
    born: Born = ""
    forename: How = ""
    family: How = ""
    exchanged: bool = False
    postcode: bool = False

    @property
    def is_close(self) -> bool:
        """Whether both names and the birth date are alike: near enough to say that a child like this is known."""
        if self.born == "the same":
            return bool(self.forename and self.family)
        return self.born in NEAR and self.forename in SURE and self.family in SURE


def matched(one: Person, other: Person) -> Match | None:
    """How two may be one child; None: nothing says so. The same whichever comes first."""
    found = _compared(one, other)
    if found.born == "the same":
        whole = all(read_name(each.name).family for each in (one, other))
        level = _with_birth_date(found, are_whole=whole)
    else:
        level = "possible" if _by_names(found) else None
    return None if level is None else msgspec.structs.replace(found, level=level)


def by_weight(match: Match) -> tuple[int, ...]:
    """What to sort by: the likeliest first."""
    return (
        LEVELS.index(match.level),
        get_args(Born).index(match.born),
        _ORDER.index(match.forename),
        _ORDER.index(match.family),
        match.exchanged,
        not match.postcode,
    )


def _compared(one: Person, other: Person) -> Match:
    """Field by field; the level is not found yet."""
    forename, family, exchanged = _names(read_name(one.name), read_name(other.name))
    return Match(
        level="possible",
        born=how_near(one.date_of_birth, other.date_of_birth),
        forename=forename,
        family=family,
        exchanged=exchanged,
        postcode=not postcodes(one.address).isdisjoint(postcodes(other.address)),
    )


def _with_birth_date(found: Match, *, are_whole: bool) -> Level | None:
    """Of the same birth date. `are_whole`: a forename and a surname of both are known."""
    if found.forename in SURE and found.family:
        return "likely"
    if found.forename or (found.postcode and not found.family):
        return "possible"
    if not are_whole:
        return "possible"
    return "sibling" if found.family else None


def _by_names(found: Match) -> bool:
    """Of birth dates that are not the same, or of which one is not known."""
    names = found.forename, found.family
    are_sure = all(each in SURE for each in names)
    if (
        found.born == "another"
    ):  # children with one name are many: the same name as it is spelled, or the same place
        return names == ("the same", "the same") or (are_sure and found.postcode)
    if found.forename and found.postcode:
        return True
    return all(names) and (bool(found.born) or any(each in SURE for each in names))


def _names(one: Name, other: Name) -> tuple[How, How, bool]:
    """How the forenames and the surnames are alike; where they are not both, the other way round."""
    forename, family = _forenames(one, other), _best(one.family, other.family)
    if forename and family:
        return forename, family, False
    there = _best((*one.first, *one.others), other.family)
    back = _best(one.family, (*other.first, *other.others))
    if there and back:
        worse = max(there, back, key=_ORDER.index)
        return worse, worse, True
    if not (one.family and other.family):  # a single word may be the surname, and then it is not the forename
        as_surname = _better(there, back)
        return (forename, "", False) if _better(forename, as_surname) == forename else ("", as_surname, False)
    return forename, family, False


def _forenames(one: Name, other: Name) -> How:
    """The first of one among those of the other: middle names alone say little, twins may share one."""
    return _better(
        _best(one.first, (*other.first, *other.others)), _best((*one.first, *one.others), other.first)
    )


def _best(ones: tuple[str, ...], others: tuple[str, ...]) -> How:
    found: How = ""
    for one in ones:
        for other in others:
            found = _better(found, how_alike(one, other))
    return found


def _better(one: How, other: How) -> How:
    return min(one, other, key=_ORDER.index)


def postcodes(address: str) -> frozenset[str]:
    """The postcodes in an address, without blanks."""
    return frozenset(f"{out}{into}" for out, into in _POSTCODE.findall(address.upper()))
