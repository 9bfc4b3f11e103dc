"""How two children may be one (rule 18 of the design): levels instead of a sum, and a register that finds them.

The levels are those of the children's-social-care matchers that were looked at (DfE's, Splink): likely, possible; and
sibling, as twins share a surname, a birth date and an address. None is "the same": that takes a number that the child
alone has, which is not recorded here. A hit is a question to a person, never an answer.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Generic, Literal, TypeVar, get_args

import msgspec
from msgspec.structs import replace

from ce_tui.core.pathway.children.names import MOST_WORDS, SURE, Name, NameLikeness, how_alike, read_name
from ce_tui.core.pathway.dates import DateInvalid, is_iso, parse_date
from ce_tui.core.pathway.shape import (
    Fault,
    InputInvalid,
    ObjectWithRepeats,
    clean_line,
    kind_of,
    read_json,
    shaped,
)
from ce_tui.core.pathway.words import with_small

BirthDateLikeness = Literal[
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
NEAR = frozenset(get_args(BirthDateLikeness)) - {"", "another"}
"""The same birth date, or one slip apart."""

_DAY = timedelta(days=1)


def how_near(one: str, other: str) -> BirthDateLikeness:
    """How two ISO dates are alike, the same whichever comes first; either may be "": not known."""
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
    if other in _neighbours(one):
        return "one day apart"
    if one[:4] == other[:4] and "-01-01" in (one[4:], other[4:]):
        return "one is 1 January, which may be estimated"
    return "another"


def slips(iso: str) -> set[str]:
    """Every other date that `how_near` calls near."""
    digits = [at for at, letter in enumerate(iso) if letter != "-"]
    typed = {_put(iso, at, digit) for at in digits for digit in "0123456789"}
    crossed = {_put(_put(iso, one, iso[other]), other, iso[one]) for one, other in pairwise(digits)}
    found = typed | crossed | {_exchanged(iso), f"{iso[:4]}-01-01"} | _neighbours(iso)
    if iso[4:] == "-01-01":
        first = date.fromisoformat(iso)
        found |= {(first + _DAY * number).isoformat() for number in range(366)}
    return {each for each in found if how_near(iso, each) in NEAR} - {iso}


def _neighbours(iso: str) -> set[str]:
    """The day before and the day after."""
    try:
        born = date.fromisoformat(iso)
        return {(born - _DAY).isoformat(), (born + _DAY).isoformat()}
    except (ValueError, OverflowError):
        return set()


def _put(iso: str, at: int, digit: str) -> str:
    return iso[:at] + digit + iso[at + 1 :]


def _exchanged(iso: str) -> str:
    """A date with its day as the month; empty if there is none."""
    try:
        born = date.fromisoformat(iso)
        return date(born.year, born.day, born.month).isoformat()
    except ValueError:
        return ""


Level = Literal["likely", "possible", "sibling"]
LEVELS: tuple[Level, ...] = ("likely", "possible", "sibling")

_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?)[\s-]*([0-9][A-Z]{2})\b")
_ORDER: tuple[NameLikeness, ...] = ("the same", "nearly the same", "short for the other", "sounds alike", "")


class Person(msgspec.Struct, frozen=True):
    """What is compared of a child, as typed. `date_of_birth` is an ISO date, or empty: not known."""

    name: str = ""
    date_of_birth: str = ""
    address: str = ""

    @property
    def can_be_looked_for(self) -> bool:
        """Whether there is a whole name or a birth date to look for."""
        return bool(self.date_of_birth) or read_name(self.name).is_whole

    @property
    def is_whole(self) -> bool:
        """Whether there is a birth date, and one name of a forename and a surname."""
        name = read_name(self.name)
        return bool(self.date_of_birth) and name.is_whole and name.words <= MOST_WORDS


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """Why two may be one child. `born`, `forename`, `family`: how these are alike, "" where they are not.

    `exchanged`: the forename of one is the surname of the other, and the other way round. `postcode`: it is the same.
    """

    level: Level
    born: BirthDateLikeness = ""
    forename: NameLikeness = ""
    family: NameLikeness = ""
    exchanged: bool = False
    postcode: bool = False

    @property
    def is_close(self) -> bool:
        """Whether both names and the birth date are alike: near enough to say that a child like this is known."""
        if self.born == "the same":
            return bool(self.forename and self.family)
        return self.born in NEAR and self.forename in SURE and self.family in SURE


def matched(one: Person, other: Person) -> Match | None:
    """How two may be one child, the same whichever comes first; None: nothing says so."""
    names = read_name(one.name), read_name(other.name)
    forename, family, exchanged = _how_names_match(*names)
    found = Match(
        level="possible",
        born=how_near(one.date_of_birth, other.date_of_birth),
        forename=forename,
        family=family,
        exchanged=exchanged,
        postcode=not postcodes(one.address).isdisjoint(postcodes(other.address)),
    )
    if found.born != "the same":
        return found if _is_possible_by_names(found) else None
    if forename in SURE and family:
        return replace(found, level="likely")
    if forename or (found.postcode and not family) or not all(name.family for name in names):
        return found
    return replace(found, level="sibling") if family else None


def by_weight(match: Match) -> tuple[int, ...]:
    """What to sort matches by, the likeliest first."""
    return (
        LEVELS.index(match.level),
        get_args(BirthDateLikeness).index(match.born),
        _ORDER.index(match.forename),
        _ORDER.index(match.family),
        match.exchanged,
        not match.postcode,
    )


def _is_possible_by_names(found: Match) -> bool:
    """Whether children of different or unknown birth dates may be one."""
    names = found.forename, found.family
    sure = [each in SURE for each in names]
    if found.born == "another":
        # children with one name are many: the same name as it is spelled, or the same place
        return names == ("the same", "the same") or (all(sure) and found.postcode)
    if found.forename and found.postcode:
        return True
    return all(names) and (bool(found.born) or any(sure))


def _how_names_match(one: Name, other: Name) -> tuple[NameLikeness, NameLikeness, bool]:
    """How the forenames and the surnames are alike; if they are not both, the other way round."""
    mine, others = (*one.first, *one.others), (*other.first, *other.others)
    # the first of one among those of the other: middle names alone say little, twins may share one
    forename = _better(_best(one.first, others), _best(mine, other.first))
    family = _best(one.family, other.family)
    if forename and family:
        return forename, family, False
    there, back = _best(mine, other.family), _best(one.family, others)
    if there and back:
        worse = max(there, back, key=_ORDER.index)
        return worse, worse, True
    if not (one.family and other.family):  # a single word may be the surname, and then it is not the forename
        as_surname = _better(there, back)
        return (forename, "", False) if _better(forename, as_surname) == forename else ("", as_surname, False)
    return forename, family, False


def _best(ones: tuple[str, ...], others: tuple[str, ...]) -> NameLikeness:
    return min((how_alike(one, other) for one in ones for other in others), key=_ORDER.index, default="")


def _better(one: NameLikeness, other: NameLikeness) -> NameLikeness:
    return min(one, other, key=_ORDER.index)


def postcodes(address: str) -> frozenset[str]:
    """The postcodes in an address, without blanks."""
    return frozenset(f"{out}{into}" for out, into in _POSTCODE.findall(address.upper()))


Key = TypeVar("Key")
_Index = defaultdict[str, set[Key]]


class ChildRegister(Generic[Key]):
    """Children by a caller's key, to be searched for those who may be one child."""

    def __init__(self) -> None:
        self._people: dict[Key, Person] = {}
        self._born: _Index[Key] = defaultdict(set)
        self._word: _Index[Key] = defaultdict(set)
        self._postcode: _Index[Key] = defaultdict(set)

    def hold(self, people: Mapping[Key, Person]) -> None:
        """Hold these children and nobody else; a key that was held before is taken to be the same child."""
        for key in self._people.keys() - people.keys():
            for index, entry in self._entries(self._people.pop(key)):
                index[entry].discard(key)
                if not index[entry]:
                    del index[entry]
        for key in people.keys() - self._people.keys():
            self._people[key] = people[key]
            for index, entry in self._entries(people[key]):
                index[entry].add(key)

    def _entries(self, person: Person) -> Iterator[tuple[_Index[Key], str]]:
        """A child's places in the indexes."""
        yield self._born, person.date_of_birth
        for word in read_name(person.name).all_words:
            yield self._word, word
        for postcode in postcodes(person.address):
            yield self._postcode, postcode

    def find(self, wanted: Person) -> Iterator[tuple[Key, Match]]:
        """Everyone who may be the child, in no order."""
        for key in self._candidates(wanted):
            if match := matched(wanted, self._people[key]):
                yield key, match

    def _candidates(self, wanted: Person) -> set[Key]:
        """All whom `matched` could say anything of: by the birth date, a postcode, or a word of the name."""
        mine = read_name(wanted.name).all_words
        found = [self._postcode.get(postcode) for postcode in postcodes(wanted.address)]
        if wanted.date_of_birth:
            born = ("", wanted.date_of_birth, *slips(wanted.date_of_birth))
            found += map(self._born.get, born)
            found += map(self._word.get, mine)  # of another birth date: whoever is spelled in the same way
        else:
            found += (
                keys for word, keys in self._word.items() if any(how_alike(word, each) for each in mine)
            )
        return set[Key]().union(*filter(None, found))


class _Wanted(msgspec.Struct, frozen=True):
    name: str = ""
    date_of_birth: str = ""


def read_person(text: str | bytes, today: date) -> Person:
    """The child that a JSON text describes: one object with "name", "date_of_birth" (ISO) or both.

    Raises InputInvalid with every fault.
    """
    value, wanted = read_json(text), None
    if not isinstance(value, dict):
        faults = [Fault("", f"is {kind_of(value)}", "a child, as one object")]
    elif isinstance(value, ObjectWithRepeats) and value.repeated:
        faults = [Fault("", "has a key more than once", "each key once")]
    elif value.keys() - set(_Wanted.__struct_fields__):
        # What a key is called may say whom: it is not repeated.
        faults = [Fault("", "has a key that is unknown here", "name, date_of_birth or both")]
    else:
        wanted, faults = shaped(dict(value), _Wanted)
    if wanted and wanted.date_of_birth and not is_iso(wanted.date_of_birth):
        faults = [Fault("date_of_birth", "is no date", "a date: 2011-04-03")]
    if wanted is None or faults:
        raise InputInvalid(faults)
    return typed_person(wanted.name, wanted.date_of_birth, today)


def typed_person(name: str, date_of_birth: str, today: date) -> Person:
    """The child of a typed name and date of birth. Raises InputInvalid."""
    plain = " ".join(clean_line(name).text.split())
    born = ""
    if date_of_birth.strip():
        try:
            born = parse_date(date_of_birth, "Date of birth", not_after=today).isoformat()
        except DateInvalid as error:
            fault = Fault("date_of_birth", with_small(error.words), "a date: 3 April 2011")
            raise InputInvalid([fault]) from None
    if not plain and not born:
        raise InputInvalid([Fault("", "names nobody", "a name, a date of birth, or both")])
    return Person(plain, born)
