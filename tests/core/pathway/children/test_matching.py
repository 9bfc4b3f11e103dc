"""Whether two children may be one: the levels, the reasons, and what is never said."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from ce_tui.core.pathway.children.matching import LEVELS, Person, by_weight, matched
from ce_tui.core.pathway.children.names import read_name
from ce_tui.core.words.comparison import reasons
from support.documents.made_up_children import FORENAMES, SURNAMES, children, written_again

ZEPHYRINE = Person("Zephyrine Quillfeather", "2011-04-03", "1 Imaginary Street, SS1 1AA")
NAMES = st.builds(
    " ".join,
    st.lists(st.sampled_from([*FORENAMES[:40], *SURNAMES[:40], "Anna-Maria", "Ö", "12"]), max_size=4),
)
PEOPLE = st.builds(
    Person,
    name=NAMES,
    date_of_birth=st.sampled_from(["", "2011-04-03", "2011-03-04", "2011-04-13", "2012-05-14"]),
    address=st.sampled_from(["", "1 Imaginary Street, SS1 1AA", "ss11aa", "2 Made-up Road, CM1 1BB"]),
)


def told(name: str, born: str = "2011-04-03", address: str = "") -> tuple[str, list[str]]:
    found = matched(ZEPHYRINE, Person(name, born, address))
    return (found.level, reasons(found)) if found else ("", [])


@pytest.mark.parametrize(
    ("other", "level", "why"),
    [
        (
            ("Zephyrine Quillfeather",),
            "likely",
            ["birth date: the same", "forename: the same", "surname: the same"],
        ),
        (
            ("Zephyrin Quilfeather",),
            "likely",
            ["birth date: the same", "forename: nearly the same", "surname: nearly the same"],
        ),
        (
            ("Quillfeather Zephyrine",),
            "likely",
            ["birth date: the same", "forename and surname turned round"],
        ),
        (("Anna Zephyrine Quillfeather-Lantern",), "likely", None),
        (("Zephyrine Lantern",), "possible", ["birth date: the same", "forename: the same"]),
        (("Zephyrine",), "possible", ["birth date: the same", "forename: the same"]),
        (("Quillfeather",), "possible", ["birth date: the same", "surname: the same"]),
        (("",), "possible", ["birth date: the same"]),
        (
            ("Zephyrine Quillfeather", "2011-03-04"),
            "possible",
            ["birth date: day and month exchanged", "forename: the same", "surname: the same"],
        ),
        (
            ("Zephyrine Quillfeather", ""),
            "possible",
            ["forename: the same", "surname: the same"],
        ),
        (
            ("Zephyrine Lantern", "", "2 Street SS1 1AA"),
            "possible",
            ["forename: the same", "postcode: the same"],
        ),
        (
            ("Zephyrine Quillfeather", "2014-09-21", "2 Street ss11aa"),
            "possible",
            ["birth date: another", "forename: the same", "surname: the same", "postcode: the same"],
        ),
        (("?",), "possible", ["birth date: the same"]),
        (("Unknown",), "possible", ["birth date: the same"]),
        (("Bartholomew Quillfeather",), "sibling", ["birth date: the same", "surname: the same"]),
        (
            ("Zephyrine Quillfeather", "2014-09-21"),
            "possible",
            ["birth date: another", "forename: the same", "surname: the same"],
        ),
        (("Zephyrin Quillfeather", "2014-09-21"), "", []),
        (("Bartholomew Lantern",), "", []),
        (("Zephyrine Lantern", "2011-03-04"), "", []),
        (("Zephyrine", ""), "", []),
        (("", ""), "", []),
    ],
)
def test_how_sure_and_why(other: tuple[str, ...], level: str, why: list[str] | None) -> None:
    found = told(*other)
    assert found[0] == level
    assert why is None or found[1] == why


@given(PEOPLE, PEOPLE)
def test_whichever_comes_first_it_is_the_same(one: Person, other: Person) -> None:
    assert matched(one, other) == matched(other, one)


def level_of(one: str, other: str, born: str = "2011-04-03") -> str:
    found = matched(Person(one, "2011-04-03" if born else ""), Person(other, born))
    return found.level if found else ""


@pytest.mark.parametrize(
    "twins",
    [
        "Jack Joshua",
        "George Grace",
        "Lily Lola",
        "Millie Molly",
        "Josh Jess",
        "Reggie Rose",
        "Finn Fiona",
        "Daniel Danielle",
        "Louis Louise",
        "Alexander Alexandra",
        "Oliver Olivia",
    ],
)
def test_twins_of_names_that_are_two_are_never_likely_the_same(twins: str) -> None:
    one, other = twins.split()
    assert level_of(f"{one} Lantern", f"{other} Lantern") in ("possible", "sibling")


@pytest.mark.parametrize(
    "names",
    [
        "Ava-Rose Avarose",
        "Mary-Jane Maryjane",
        "Rebecca Bekah",
        "Abigail Abi",
        "Lucas Luke",
        "Tabitha Tabby",
        "Jayden Jay",
        "Edward Eddy",
        "Mohammed Mohd",
    ],
)
def test_one_child_by_two_ways_to_write_a_forename_is_likely(names: str) -> None:
    one, other = names.split()
    assert level_of(f"{one} Lantern", f"{other} Lantern") == "likely"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kathryn Lantern", "Catherine Lantern"),
        ("Muhammad Lantern", "Mohammed Lantern"),
        ("Becky Lantern", "Rebecca Lantern"),
        ("Ana Garcia Lantern", "Ana Garcia"),
        ("Ana De Souza", "Ana Desouza"),
        ("Zephyrine Lantern (Zeph)", "Zeph Lantern"),
        ("Lantern Anna Zephyrine", "Zephyrine Lantern"),
        ("Mary Jane Lantern", "Maryjane Lantern"),
    ],
)
def test_without_a_birth_date_it_is_possible_by_the_name(one: str, other: str) -> None:
    assert level_of(one, other, born="") == "possible"


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Abbel", "Abbel Abbel", "forename: the same"),
        ("Lee", "Li Lee", "surname: the same"),
        ("Lee", "Lee Li", "forename: the same"),
    ],
)
def test_one_word_is_a_forename_or_a_surname_and_never_both(one: str, other: str, why: str) -> None:
    for first, second in ((one, other), (other, one)):
        found = matched(Person(first, "2011-04-03"), Person(second, "2011-04-03"))
        assert found is not None and (found.level, found.is_close) == ("possible", False)
        assert reasons(found) == ["birth date: the same", why]


@given(PEOPLE, st.sampled_from(["name", "date_of_birth", "address"]))
def test_what_is_filled_in_and_fits_makes_nobody_less_likely(one: Person, field: str) -> None:
    emptied = replace(one, **{field: ""})
    before, after = matched(one, emptied), matched(one, one)
    if before is not None:
        assert after is not None and LEVELS.index(after.level) <= LEVELS.index(before.level)


@given(PEOPLE, PEOPLE)
def test_without_a_reason_nothing_is_said_and_who_has_nothing_in_common_is_never_found(
    one: Person, other: Person
) -> None:
    found = matched(one, other)
    assert found is None or reasons(found)
    # how long a name may be is asked of who looks (`Person.is_whole`), and not of the child who is found
    has_both = all(each.date_of_birth and read_name(each.name).is_whole for each in (one, other))
    assert found is None or not found.is_close or has_both


def test_of_a_thousand_children_written_down_again_nine_in_ten_are_found_among_few_others() -> None:
    """With the error rates of a cohort; `make bench` prints it for 5,000."""
    chance = random.Random(7)
    known = children(1000, 7)
    again = [(each, written_again(each, chance)) for each in chance.sample(known, 300)]
    hit = sum(matched(each, other) is not None for each, other in again)
    false = sum(matched(each, other) is not None for _, other in again for each in known if each is not _)
    assert hit / len(again) >= 0.9
    assert false / len(again) <= 3


def test_the_likeliest_is_sorted_first_and_another_birth_date_last() -> None:
    others = [
        Person("Zephyrine Quillfeather", "2011-04-03"),
        Person("Zephyrine Lantern", "2011-04-03"),
        Person("Zephyrine Quillfeather", "2011-03-04"),
        Person("Zephyrine Quillfeather"),
        Person("Zephyrine Quillfeather", "2014-09-21"),
        Person("Bartholomew Quillfeather", "2011-04-03"),
    ]
    found = [matched(ZEPHYRINE, each) for each in others]
    assert None not in found
    assert sorted((each for each in found if each), key=by_weight) == found
