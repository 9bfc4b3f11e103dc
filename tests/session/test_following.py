"""What is due, as both front ends list it: with whom, in which order, under which heading, in which words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.danger import say_danger
from ce_tui.core.pathway.interview import replies
from ce_tui.core.words.plain import INITIALS, NAMES, REFERENCES
from ce_tui.session.draft import Draft
from ce_tui.session.home_list import DueItem, DueLists, following
from ce_tui.session.jobs.recording import end, record, take_on
from ce_tui.session.terminal_state import JobContext
from ce_tui.session.words.known import listed_due
from support.people import office
from support.people.acting import OFFICE, Hour, at_work, begun
from support.people.asker import Answers
from support.people.marking import amber, marked, red
from support.people.screens import Change, second_terminal

CHILD = "Zephyrine Quillfeather"


@pytest.fixture
def station(home: Path, hour: Hour) -> Iterator[JobContext]:
    """One person with all roles, at noon on Wednesday 25 November 2026."""
    made = at_work(home, hour)
    yield made
    made.session.close()


@pytest.fixture
def lena(ben: JobContext, home: Path, hour: Hour) -> Iterator[JobContext]:
    """A lead of that hub."""
    made = at_work(home, hour, office.entered(home, office.LEAD))
    yield made
    made.session.close()


def begin(station: JobContext, change: Change, *, complete: bool = False) -> Draft:
    draft = station.session.begin("essex")
    draft.apply(lambda answers: replies.set_field(change(answers), "child.name", CHILD))
    if complete:
        draft.apply(lambda answers: replies.set_notes(answers, "Seen at the station, twice, and with whom."))
        draft.complete()
    return draft


def seen(station: JobContext) -> DueLists:
    casebook = station.session.casebook
    return following(casebook, casebook.index.all())


def hub_head(station: JobContext) -> str:
    """How much is due in the hub."""
    return seen(station).hub_head(
        station.session.casebook._desk.around.clock(), station.session.pathways.naming
    )


def whats(items: list[DueItem]) -> list[str]:
    return [each.due.what for each in items]


async def recorded(draft: Draft, **replies: str) -> None:
    result = await record(Answers(), begun(draft, **replies))
    assert result.done, result.words


def test_where_nothing_is_due_nothing_is_said(station: JobContext, hour: Hour) -> None:
    begin(station, lambda answers: answers)
    found = seen(station)
    assert (found.with_me(hour()), found.head(hour()), hub_head(station), found.grouped(hour())) == (
        [],
        "",
        "",
        [],
    )


async def test_it_stands_in_the_order_of_danger_under_headings_that_are_not_empty(
    station: JobContext, hour: Hour
) -> None:
    begin(station, amber)
    hour.passes(days=5)
    begin(station, red)
    rang = begin(station, lambda answers: marked(answers, "Y1", "yes"))
    await recorded(rang, to=OFFICE, came_of_it="advice", next="they ring back", by="today")
    begin(station, amber)
    groups = seen(station).grouped(hour())
    assert [(title, whats(items)) for title, items in groups] == [
        ("Due by today", ["call", "police", "act", "next"]),
        ("Later", ["act"]),
    ]
    assert whats(seen(station).with_me(hour())) == ["call", "police", "act", "next"]
    assert seen(station).head(hour()) == "3 overdue, 1 thing today"


async def test_what_comes_later_is_not_yet_with_me(station: JobContext, hour: Hour) -> None:
    begin(station, lambda answers: marked(answers, "Y1", "yes"), complete=True)
    assert seen(station).with_me(hour()) == [] and seen(station).head(hour()) == ""
    assert [title for title, _ in seen(station).grouped(hour())] == ["Later"]
    hour.passes(weeks=6)
    assert whats(seen(station).with_me(hour())) == ["screen again"]


async def test_a_lead_sees_the_hubs_by_themselves_and_a_practitioner_their_own(
    ben: JobContext, lena: JobContext, hour: Hour
) -> None:
    begin(ben, red)
    assert whats(seen(ben).with_me(hour())) == ["call", "police"] and hub_head(ben) == ""
    theirs = seen(lena)
    assert theirs.with_me(hour()) == [] and hub_head(lena) == "2 overdue, all of them red"
    assert [title for title, _ in theirs.grouped(hour())] == ["The hub's, due by today"]


async def test_a_lead_is_told_how_much_of_the_hubs_is_red_or_cannot_wait(
    ben: JobContext, lena: JobContext, hour: Hour
) -> None:
    for _ in range(2):
        begin(ben, amber)
    hour.passes(days=5)
    assert hub_head(lena) == "2 overdue"
    begin(ben, lambda answers: say_danger(amber(answers), "missing_now", True))
    assert hub_head(lena) == "4 overdue, 2 of them urgent"
    begin(ben, red)
    assert hub_head(lena) == "6 overdue, 2 of them red, 2 urgent"
    assert seen(ben).head(hour()) == "6 overdue", "whose they are has them before their eyes"


async def test_what_is_due_about_one_is_what_is_due_by_today(station: JobContext, hour: Hour) -> None:
    draft, other = begin(station, red), begin(station, amber)
    found = seen(station).by_screening(hour())
    assert {ref: [each.what for each in due] for ref, due in found.items()} == {
        draft.screening.ref: ["call", "police"]
    }, "the other one is due tomorrow"
    hour.passes(days=1)
    assert set(seen(station).by_screening(hour())) == {draft.screening.ref, other.screening.ref}


async def test_what_was_passed_on_is_due_with_both_until_a_lead_takes_it_on(
    ben: JobContext, lena: JobContext, home: Path, hour: Hour
) -> None:
    draft = begin(ben, red)
    await end(Answers(True, "Three calls, nobody answers"), draft)
    for each in (ben, lena):
        assert whats(seen(each).with_me(hour())) == ["call", "police"]
        item, _ = seen(each).with_me(hour())
        assert "passed on to a lead" in listed_due(item, each.session.pathways.naming, NAMES, hour())
    theirs = lena.session.open(draft.screening.ref, "passed on to me")
    await take_on(Answers(True), theirs)
    assert whats(seen(lena).with_me(hour())) == ["call", "police"]
    assert seen(ben).with_me(hour()) == [] and seen(ben).grouped(hour()) == []
    other = at_work(home, hour, second_terminal(home))
    assert seen(other).with_me(hour()) == [] and hub_head(other) == "2 overdue, all of them red"
    other.session.close()


@pytest.mark.parametrize(
    ("by", "whose"), [(NAMES, f"Red, {CHILD}. "), (INITIALS, "Red, Z. Q. "), (REFERENCES, "Red. ")]
)
def test_children_are_listed_as_the_lists_show_them(
    station: JobContext, hour: Hour, by: str, whose: str
) -> None:
    begin(station, red)
    item, _ = seen(station).with_me(hour())
    words = listed_due(item, station.session.pathways.naming, by, hour())
    assert words == (
        f"{whose}Phone now: nobody was phoned yet, as far as is recorded. Due now, since 25 November 2026, 12:00"
    )


def test_another_ones_child_is_not_named(ben: JobContext, lena: JobContext, hour: Hour) -> None:
    begin(ben, red)
    ((_, (item, _)),) = seen(lena).grouped(hour())
    words = listed_due(item, lena.session.pathways.naming, NAMES, hour())
    assert f"Red, by {office.BEN}. Phone now" in words and CHILD not in words
