"""Made-up children, and how two people write the same one down: with the slips that were measured in a cohort.

Of the same child the surname differs in 18 of 100 and the forename in 12 (ALSPAC); of a birth date one in 50 has a
slip, one in 20 is not known.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

from msgspec.structs import replace

from ce_tui.core.pathway.children.matching import Person

SURNAME_DIFFERS, FORENAME_DIFFERS, BIRTH_SLIPS, BIRTH_UNKNOWN = 0.18, 0.12, 0.02, 0.05
TWINS = 0.03

_BEGINNINGS = """
Ab Al An Be Bri Ca Cla Da De El Em Fe Fin Ga Gwe Ha Is Ja Jo Ka Ki La Le Ma Mi Na No Ol Pa Pe Ra Ro
Sa Se Ta The Va Wi Ye Za Ze
"""
_ENDINGS = """
bel ben cia dan den dra fer fred gan ham ina ka lan leb len lia lie lo man mar mie mon na nan nel ni
ra ram ren ria rick ris sa sha son ta tan than thia van vin ya zen
"""
_PLACES = """
Ash Birch Black Brook Clear Clover Cold Dale Ember Fair Fern Fox Gold Green Grey Hart Hazel Heron
High Lantern Lark Long Marsh Mill Moss North Oak Owl Quill Raven Red Reed River Rook Salt Silver
Stone Thistle West White Wild Wind Wood Wren
"""
_LANDS = """
bank beck brook bury by combe cott dale den down feather field ford gate ham hill holt hurst land
leigh ley mere mont moor more more ridge shaw side stead stoke stone thorpe ton vale wall water way
well wick wood worth
"""


def _words(first: str, last: str) -> list[str]:
    return [begin + end for begin in first.split() for end in last.split()]


FORENAMES, SURNAMES = _words(_BEGINNINGS, _ENDINGS), _words(_PLACES, _LANDS)


def children(number: int, seed: int) -> list[Person]:
    """So many children between 10 and 17, of whom some are twins; no two with the same name and birth date."""
    chance = random.Random(seed)
    found = dict[tuple[str, str], Person]()
    while len(found) < number:
        one = _child(chance)
        found.setdefault((one.name, one.date_of_birth), one)
        if chance.random() < TWINS and len(found) < number:
            twin = replace(one, name=f"{_forename(chance)} {one.name.split()[-1]}")
            found.setdefault((twin.name, twin.date_of_birth), twin)
    return list(found.values())


def _child(chance: random.Random) -> Person:
    born = date(2009, 1, 1) + timedelta(days=chance.randrange(8 * 365))
    postcode = (
        f"SS{chance.randrange(10)} {chance.randrange(10)}{chance.choice('ABDEFGH')}{chance.choice('JLNPQRS')}"
    )
    return Person(
        name=f"{_forename(chance)} {_common(chance, SURNAMES)}",
        date_of_birth=born.isoformat(),
        address=f"{chance.randrange(1, 99)} Imaginary Street {postcode}",
    )


def _forename(chance: random.Random) -> str:
    return _common(chance, FORENAMES)


def _common(chance: random.Random, names: list[str]) -> str:
    """Some names are many times as frequent as others."""
    return names[min(int(chance.expovariate(6 / len(names))), len(names) - 1)]


def written_again(one: Person, chance: random.Random) -> Person:
    """The same child, as somebody else writes them down."""
    forename, surname = one.name.split(" ", 1)
    if chance.random() < FORENAME_DIFFERS:
        forename = chance.choice((_slipped, _slipped, _shortened, _another_forename))(forename, chance)
    if chance.random() < SURNAME_DIFFERS:
        surname = chance.choice((_slipped, _slipped, _doubled, _another_surname))(surname, chance)
    born = one.date_of_birth
    roll = chance.random()
    if roll < BIRTH_SLIPS:
        born = _slipped_birth(born, chance)
    elif roll < BIRTH_SLIPS + BIRTH_UNKNOWN:
        born = ""
    address = one.address if chance.random() < 0.8 else ""
    return Person(name=f"{forename} {surname}", date_of_birth=born, address=address)


def _slipped(word: str, chance: random.Random) -> str:
    """A letter left out, doubled, exchanged with the next, or another one."""
    at = chance.randrange(1, len(word) - 1)
    return chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + chance.choice("aeiou") + word[at + 1 :],
        )
    )


def _shortened(word: str, chance: random.Random) -> str:
    return word[: max(3, len(word) - chance.randrange(1, 4))]


def _doubled(word: str, chance: random.Random) -> str:
    return f"{word}-{_common(chance, SURNAMES)}"


def _another_forename(_: str, chance: random.Random) -> str:
    return _forename(chance)


def _another_surname(_: str, chance: random.Random) -> str:
    return _common(chance, SURNAMES)


def _slipped_birth(born: str, chance: random.Random) -> str:
    day = date.fromisoformat(born)
    if day.day <= 12 and chance.random() < 0.5:
        return date(day.year, day.day, day.month).isoformat()
    return (day + timedelta(days=chance.choice((-1, 1)))).isoformat()
