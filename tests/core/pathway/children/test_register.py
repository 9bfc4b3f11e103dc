"""Among many children the register finds whom comparing with each would find."""

from __future__ import annotations

import random
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from ce_tui.core.pathway.children.matching import NEAR, ChildRegister, Person, how_near, matched, slips
from support.documents.made_up_children import children, written_again

WHOLE = children(300, 11)
KNOWN = dict(
    enumerate(
        [
            *WHOLE,
            *(replace(each, date_of_birth="") for each in WHOLE[:40]),
            *(replace(each, name=" ".join(reversed(each.name.split()))) for each in WHOLE[40:80]),
            *(replace(each, name=each.name.split()[-1]) for each in WHOLE[80:120]),
            *(replace(each, name="") for each in WHOLE[120:140]),
        ]
    )
)


def held(people: dict[int, Person]) -> ChildRegister[int]:
    register = ChildRegister[int]()
    register.hold(people)
    return register


REGISTER = held(KNOWN)


def one_by_one(wanted: Person, people: dict[int, Person]) -> dict[int, object]:
    return {key: found for key, each in people.items() if (found := matched(wanted, each))}


@given(
    st.integers(0, len(WHOLE) - 1), st.integers(0, 10_000), st.sampled_from(["", "born", "name", "address"])
)
def test_it_finds_whom_comparing_with_each_would_find(key: int, seed: int, lacking: str) -> None:
    wanted = written_again(KNOWN[key], random.Random(seed))
    if lacking == "born":
        wanted = replace(wanted, date_of_birth="")
    elif lacking:
        wanted = replace(wanted, **{lacking: ""})
    assert dict(REGISTER.find(wanted)) == one_by_one(wanted, KNOWN)


def test_whoever_is_held_no_more_is_not_found_and_whoever_is_new_is() -> None:
    register = held(KNOWN)
    fewer = {key: each for key, each in KNOWN.items() if key % 2}
    register.hold(fewer)
    assert all(dict(register.find(each)) == one_by_one(each, fewer) for each in KNOWN.values())
    register.hold(KNOWN)
    assert all(dict(register.find(each)) == one_by_one(each, KNOWN) for each in list(KNOWN.values())[:50])
    register.hold({})
    assert list(register.find(KNOWN[0])) == []


@given(st.dates(date(2006, 1, 1), date(2026, 12, 31)))
def test_all_dates_that_are_near_are_among_the_slips(born: date) -> None:
    near = slips(born.isoformat())
    days = (date(2005, 1, 1) + timedelta(days=each) for each in range(0, 23 * 366))
    others = {each for day in days if how_near(born.isoformat(), each := day.isoformat()) in NEAR}
    assert others - {born.isoformat()} <= near
    assert all(how_near(born.isoformat(), each) in NEAR - {"the same"} for each in near)
