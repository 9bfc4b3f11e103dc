"""Which children of the store a child may be: who sees whom, and what the others are told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import Child
from ce_tui.core.pathway.children.matching import Person
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.index import ASKS, ChildrenFound
from ce_tui.core.vault.errors import NotAsWritten, NotPermitted
from support.stores.one_child import BORN, NOON, ZEPHYRINE, begun
from support.stores.vault import BEN, CHILD, CLEO, OTHER, answers, entered, read_only, set_clock

DANA = "Dana Example"


@pytest.fixture
def dana(home: Path, ada: Casebook) -> Iterator[Casebook]:
    ada.people.add_account(DANA, OTHER, ["practitioner"])
    casebook = entered(home, DANA, OTHER, clock=lambda: NOON)
    yield casebook
    casebook.close()


def spelled(number: int) -> Person:
    """The child with another middle name."""
    return Person(f"Zephyrine {'abcdefghijklmnopqrstu'[number]} Quillfeather", BORN)


def told_of_others(casebook: Casebook, wanted: Person) -> str:
    return casebook.children.find(wanted).others


def told(casebook: Casebook, wanted: Person, without: str = "") -> list[tuple[Any, ...]]:
    hits = casebook.children.find(wanted, without).hits
    return [
        (set(hit.refs), hit.screenings[0].child, hit.screenings[0].owner, hit.match.level) for hit in hits
    ]


def test_ones_own_are_shown_with_all_their_screenings_the_likeliest_first(ben: Casebook) -> None:
    first, second = begun(ben), begun(ben)
    twin = begun(ben, "Bartholomew Quillfeather")
    slip = begun(ben, "Zephyrine Quillfeather", "2011-03-04")
    begun(ben, "Peregrine Marshmallow", "2012-01-02")
    assert told(ben, ZEPHYRINE) == [
        ({first, second}, CHILD, BEN, "likely"),
        ({slip}, CHILD, BEN, "possible"),
        ({twin}, "Bartholomew Quillfeather", BEN, "sibling"),
    ]
    assert told(ben, ZEPHYRINE, without=first)[0][0] == {second}, "the screening that it is of is not one"


def test_a_lead_sees_the_hubs_without_a_name_and_a_practitioner_only_that_there_is_one(
    ada: Casebook, ben: Casebook, dana: Casebook
) -> None:
    ref = begun(ben)
    assert told(ada, ZEPHYRINE) == [({ref}, "", BEN, "likely")]
    found = dana.children.find(ZEPHYRINE)
    assert (found.hits, found.others) == ((), "known")


@pytest.mark.parametrize(
    "wanted",
    [
        Person(CHILD),
        Person("", BORN),
        Person("Quillfeather", BORN),
        Person("Bartholomew Quillfeather", BORN),
        Person("Zephyrine Lantern", BORN),
        Person(CHILD, "2014-09-21"),
        Person("Siobhan Quillfeather", "2011-04-04"),
        Person(f"Anna Bella Cara Dora Elin {CHILD}", BORN),
        Person(f"Zephyrine {'-'.join(['Lantern', 'Marsh', 'Moss', 'Oak', 'Owl', 'Quillfeather'])}", BORN),
    ],
)
def test_of_others_nothing_is_told_for_less_than_a_whole_name_and_a_birth_date_that_fit(
    wanted: Person, ben: Casebook, dana: Casebook
) -> None:
    begun(ben, address="1 Imaginary Street, SS1 1AA")
    found = dana.children.find(wanted)
    assert (found.hits, found.others) == ((), "not known" if wanted.is_whole else "not whole")


def test_it_is_told_so_many_times_an_hour_and_ones_own_are_shown_all_the_same(
    dana: Casebook, ben: Casebook
) -> None:
    begun(ben)
    mine = begun(dana)
    began = NOON
    for number in range(ASKS):
        set_clock(dana, lambda: began + timedelta(minutes=number))  # noqa: B023 - asked at once
        assert told_of_others(dana, spelled(number)) == "known"
        assert told_of_others(dana, spelled(number)) == "known", "once more within an hour is not counted"
    found = dana.children.find(ZEPHYRINE)
    assert found.others == "too often"
    assert [hit.refs for hit in found.hits] == [(mine,)]
    assert datetime.fromisoformat(found.again_at) == began + timedelta(hours=1)
    set_clock(dana, lambda: began + timedelta(minutes=60))
    assert told_of_others(dana, ZEPHYRINE) == "known"
    assert told_of_others(dana, Person(CHILD.upper() + "s", BORN)) == "too often", (
        "the second one counts still"
    )
    assert told_of_others(ben, ZEPHYRINE) == "known", "each account is counted by itself"


def test_a_new_session_counts_what_was_asked_in_another(home: Path, dana: Casebook, ben: Casebook) -> None:
    begun(ben)
    for number in range(ASKS):
        assert told_of_others(dana, spelled(number)) == "known"
    again = entered(home, DANA, OTHER, clock=lambda: NOON)
    assert told_of_others(again, ZEPHYRINE) == "too often"
    again.close()


def test_what_the_clock_has_yet_to_reach_shuts_nobody_out(dana: Casebook, ben: Casebook) -> None:
    begun(ben)
    set_clock(dana, lambda: NOON + timedelta(days=365))
    for number in range(ASKS):
        assert told_of_others(dana, spelled(number)) == "known"
    set_clock(dana, lambda: NOON)
    assert told_of_others(dana, ZEPHYRINE) == "known"


def test_what_cannot_ask_is_not_counted(dana: Casebook, ben: Casebook) -> None:
    begun(ben)
    for number in range(ASKS + 1):
        assert told_of_others(dana, Person(spelled(number).name)) == "not whole"
    assert told_of_others(dana, ZEPHYRINE) == "known"


def test_the_log_says_that_it_was_asked_and_names_nobody(
    ada: Casebook, ben: Casebook, dana: Casebook
) -> None:
    begun(ben)
    dana.children.find(ZEPHYRINE)
    said = [each.detail for each in ada.log.entries(person=DANA, kinds=["search"])]
    assert said == ["no children found", "asked whether the hub knows a child: yes"]


def test_a_lead_who_looked_leaves_whose_they_were_in_the_log(ada: Casebook, ben: Casebook) -> None:
    first, second = begun(ben), begun(ben)
    hits = ada.children.find(ZEPHYRINE).hits
    assert {hit.refs for hit in hits} == {(first,), (second,)}, "which have one name is told to nobody"
    logged = [(each.ref, each.detail) for each in ada.log.entries(kinds=["search"])]
    assert sorted(logged) == sorted(
        [("", "2 children found"), (first, "look for a child"), (second, "look for a child")]
    )


def test_who_was_a_lead_is_told_and_counted_as_a_colleague(home: Path, ada: Casebook, ben: Casebook) -> None:
    ada.people.add_account("Lea Example", OTHER, ["practitioner", "lead"])
    lea = entered(home, "Lea Example", OTHER, clock=lambda: NOON)
    begun(ben)
    for number in range(ASKS):
        lea.children.find(spelled(number))
    ada.people.change_roles("Lea Example", ["practitioner"])
    for number in range(ASKS):
        assert lea.children.find(spelled(number)).others == "known"
    assert told_of_others(lea, ZEPHYRINE) == "too often"
    lea.close()


def test_what_was_told_is_told_for_an_hour_whatever_a_colleague_writes_meanwhile(
    ben: Casebook, dana: Casebook
) -> None:
    """Else asking again and again would tell when they did."""
    assert told_of_others(dana, ZEPHYRINE) == "not known"
    screening = ben.screenings.begin(answers(child=Child(name=CHILD, date_of_birth=BORN)))
    assert told_of_others(dana, ZEPHYRINE) == "not known"
    assert told_of_others(dana, spelled(1)) == "known"
    set_clock(dana, lambda: NOON + timedelta(hours=1))
    assert told_of_others(dana, ZEPHYRINE) == "known"
    other = msgspec.structs.replace(screening.answers, child=Child(name="Peregrine Marshmallow"))
    ben.screenings.save(msgspec.structs.replace(screening, answers=other))
    assert told_of_others(dana, spelled(2)) == "not known"


def test_the_likeliest_comes_first_whoever_it_is_of(ada: Casebook, ben: Casebook) -> None:
    sound, same, turned = (
        begun(ada, "Zephyrine Quillfether"),
        begun(ben),
        begun(ada, "Quillfeather Zephyrine"),
    )
    assert [hit.refs[0] for hit in ada.children.find(ZEPHYRINE).hits] == [same, turned, sound]


def test_of_several_hundred_each_is_found_after_one_more_was_added(ben: Casebook) -> None:
    names = ["Peregrine Marshmallow", "Bartholomew Thistledown", "Ottoline Lantern"]
    many = [answers(child=Child(name=names[number % 3])) for number in range(300)]
    ben.screenings.import_answers(many)
    assert told(ben, ZEPHYRINE) == []
    ref = begun(ben)
    assert told(ben, ZEPHYRINE)[0][0] == {ref}


def test_an_administrator_alone_looks_for_nobody(home: Path, ada: Casebook) -> None:
    cleo = entered(home, CLEO, OTHER, clock=lambda: NOON)
    with pytest.raises(NotPermitted):
        cleo.children.find(ZEPHYRINE)
    cleo.close()


def test_where_nothing_can_be_counted_nothing_of_others_is_told(
    home: Path, ada: Casebook, dana: Casebook
) -> None:
    mine = begun(ada)
    dana.close()
    ada.close()
    with read_only(home):
        reader = entered(home, DANA, OTHER, clock=lambda: NOON)
        assert reader.children.find(ZEPHYRINE).others == "read-only"
        reader.close()
        ada = entered(home, clock=lambda: NOON)
        assert [hit.refs for hit in ada.children.find(ZEPHYRINE).hits] == [(mine,)]


def test_a_document_that_somebody_changed_is_not_believed(ben: Casebook) -> None:
    begun(ben)
    db = ben._desk.store._file.db  # type: ignore[attr-defined]
    db.execute(
        "UPDATE documents SET document = CAST(replace(CAST(document AS TEXT), 'Zeph', 'Seph') AS BLOB)"
    )
    with pytest.raises(NotAsWritten) as told:
        ben.children.find(ZEPHYRINE)
    assert "CE-" not in told.value.words, "it may be another's"


def test_a_screening_that_somebody_took_out_is_missed(ben: Casebook) -> None:
    begun(ben), begun(ben)
    ben._desk.store._file.db.execute("DELETE FROM screenings WHERE id = 1")  # type: ignore[attr-defined]
    with pytest.raises(NotAsWritten):
        ben.children.find(ZEPHYRINE)


def test_what_was_said_of_a_screening_is_found_without_looking_for_anybody(ben: Casebook) -> None:
    one, other, alike = begun(ben), begun(ben), begun(ben)
    assert ben.children.said_of(one) == ChildrenFound()
    ben.pairings.say(one, other, same=True)
    found = ben.children.said_of(one)
    assert [each.screening.ref for each in found.same] == [other]
    assert (found.hits, found.others, found.said) == ((), "not whole", found.same), "nobody is looked for"
    assert ben.children.said_of(alike) == ChildrenFound()
