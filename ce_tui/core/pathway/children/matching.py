"""Whether two children may be one (rule 18 of the design): levels instead of a sum, and why, field by field.

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

from ce_tui.core.pathway.children.names import MOST_WORDS, SURE, How, Name, how_alike, read_name
from ce_tui.core.pathway.dates import DateInvalid, parse_date
from ce_tui.core.pathway.shape import (
    Fault,
    InputInvalid,
    ObjectWithRepeats,
    clean_line,
    kind_of,
    read_json,
    shaped,
)

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


Key = TypeVar("Key")
_Index = defaultdict[str, set[Key]]


class Register(Generic[Key]):
    """Children by a key of the caller's."""

    def __init__(self) -> None:
        self._people: dict[Key, Person] = {}
        self._born: _Index[Key] = defaultdict(set)
        self._word: _Index[Key] = defaultdict(set)
        self._postcode: _Index[Key] = defaultdict(set)

    def hold(self, people: Mapping[Key, Person]) -> None:
        """Hold these, and nobody else; what was held under a key before is taken to be the same."""
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
        """Where somebody stands in the indexes."""
        yield self._born, person.date_of_birth
        name = read_name(person.name)
        for word in {*name.first, *name.others, *name.family}:
            yield self._word, word
        for postcode in postcodes(person.address):
            yield self._postcode, postcode

    def find(self, wanted: Person) -> Iterator[tuple[Key, Match]]:
        """Whoever may be the one, in no order."""
        for key in self._candidates(wanted):
            if match := matched(wanted, self._people[key]):
                yield key, match

    def _candidates(self, wanted: Person) -> set[Key]:
        """All whom `matched` could say anything of: by the birth date, a postcode, or a word of the name."""
        found = set[Key]()
        name = read_name(wanted.name)
        mine = {*name.first, *name.others, *name.family}
        for postcode in postcodes(wanted.address):
            found |= self._postcode.get(postcode, set())
        if wanted.date_of_birth:
            for born in ("", wanted.date_of_birth, *slips(wanted.date_of_birth)):
                found |= self._born.get(born, set())
            for word in mine:  # of another birth date: whoever is spelled in the same way
                found |= self._word.get(word, set())
            return found
        for word, keys in self._word.items():
            if any(how_alike(word, each) for each in mine):
                found |= keys
        return found


_NOBODY = Fault("", "names nobody", "a name, a date of birth, or both")


class _Wanted(msgspec.Struct, frozen=True):
    name: str = ""
    date_of_birth: str = ""


def read_person(text: str | bytes, today: date) -> Person:
    """The child of a JSON text, one object with "name", "date_of_birth" (ISO) or both.

    Raises InputInvalid with every fault.
    """
    value = read_json(text)
    if not isinstance(value, dict):
        raise InputInvalid([Fault("", f"is {kind_of(value)}", "a child, as one object")])
    if isinstance(value, ObjectWithRepeats) and value.repeated:
        raise InputInvalid([Fault("", "has a key more than once", "each key once")])
    if value.keys() - set(_Wanted.__struct_fields__):  # what a key is called may say whom: it is not repeated
        raise InputInvalid([Fault("", "has a key that is unknown here", "name, date_of_birth or both")])
    wanted, faults = shaped(dict(value), _Wanted)
    if wanted is None:
        raise InputInvalid(faults)
    if wanted.date_of_birth and not _is_iso(wanted.date_of_birth):
        raise InputInvalid([Fault("date_of_birth", "is no date", "a date: 2011-04-03")])
    return typed_person(wanted.name, wanted.date_of_birth, today)


def typed_person(name: str, date_of_birth: str, today: date) -> Person:
    """The child whose name and date of birth somebody typed, in any form of a date. Raises InputInvalid."""
    plain = " ".join(clean_line(name).text.split())
    born = ""
    if date_of_birth.strip():
        try:
            born = parse_date(date_of_birth, "Date of birth", not_after=today).isoformat()
        except DateInvalid as error:
            raise InputInvalid(
                [Fault("date_of_birth", _lower(error.words), "a date: 3 April 2011")]
            ) from None
    if not plain and not born:
        raise InputInvalid([_NOBODY])
    return Person(plain, born)


def _is_iso(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
