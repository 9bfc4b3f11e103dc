"""Home and what is due stand in the order of danger, however old each is; in both front ends (rule 17)."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from ce_tui.core.pathway.actions.action import Action
from ce_tui.core.pathway.answers.screening import Answers, Child
from ce_tui.core.vault.casebook.opening import sign_in
from ce_tui.session.home_list import DueLists, following, in_order
from ce_tui.widgets.item_list import ItemList
from support.people import office
from support.people.acting import OFFICE
from support.people.at_the_door import CONFIG, NAME, NOON, PASSPHRASE, at_home, new_casebook, until
from support.people.conversation import listen
from support.people.screens import App
from support.stores.vault import set_clock

IN_ORDER: dict[str, dict[str, Any]] = {
    "Risk Example": {"immediate_risk": True},
    "Missing Example": {"marks": {"Y1": "yes"}, "missing_now": True},
    "Harm Example": {"harm_today": True},
    "Red Example": {"marks": {"R2": "suspected"}},
    "Amber Example": {"marks": {"A3": "suspected"}},
    "Yellow Example": {"marks": {"Y1": "yes"}},
    "Nobody Example": {},
}
"""Children by what was said of them, the most dangerous first; each was begun an hour before the next."""
DUE_BY_TODAY = (
    *("Risk Example", "Risk Example", "Missing Example", "Missing Example", "Harm Example", "Harm Example"),
    *("Red Example", "Red Example", "Yellow Example"),
)
"""Whom what is due is about, in its order: about each in danger or on red to phone now, then to tell the police."""
ENDED = "Ended Example"
ANSWERS = Answers(
    pathway=CONFIG.pathways().current.id,
    locality="essex",
    known_to_practitioner=True,
    screened_on="2026-11-25",
    notes="Seen at the lighthouse with someone older, twice within a week.",
)
LATE = Action(
    at="2026-11-18T09:00",
    kind="phone",
    to="The school",
    came_of_it="advice",
    next="they ring",
    by="2026-11-19",
)


def begun(home: Path, *, completed: bool = False) -> dict[str, str]:
    """Their screenings, by child; of the yellow one something is overdue for days, and the last was ended."""
    casebook = new_casebook(home)
    refs = {}
    for hours, (child, said) in enumerate({**IN_ORDER, ENDED: IN_ORDER["Risk Example"]}.items()):
        set_clock(casebook, lambda hours=hours: NOON - timedelta(hours=9 - hours))
        screening = casebook.screenings.begin(replace(ANSWERS, child=Child(name=child), **said))
        refs[child] = screening.ref
        if completed:
            casebook.screenings.complete(screening)
        else:
            casebook.screenings.leave(screening)
    set_clock(casebook, lambda: NOON)
    casebook.actions.record(refs["Yellow Example"], LATE)
    rang = Action(at="2026-11-25T11:20", kind="phone", to=OFFICE, came_of_it="accepted")
    casebook.actions.record(refs[ENDED], rang)
    casebook.actions.record(
        refs[ENDED], Action(at="2026-11-25T11:25", kind="form", to=OFFICE, came_of_it="accepted")
    )
    casebook.actions.record(
        refs[ENDED], Action(at="2026-11-25T11:28", kind="police", to="Essex Police", came_of_it="accepted")
    )
    over = Action(at="2026-11-25T11:30", kind="other", said="It is all done", settles="ended")
    casebook.actions.record(refs[ENDED], over)
    casebook.close()
    return refs


def listed(door: App, item_id: str) -> list[str]:
    """The references of a list, and its headings, from its top."""
    items = door.app.screen.query_one(f"#{item_id}", ItemList).items
    return [item.text if item.heading else item.head for item in items if item.heading or item.head]


@pytest.mark.parametrize("completed", [False, True])
async def test_home_lists_danger_first_and_what_was_ended_last(home: Path, completed: bool) -> None:
    refs = begun(home, completed=completed)
    async with at_home(home, clock=lambda: NOON) as door:
        await until(door, lambda: "What is due: " in door.text(), "what is due")
        of_state = listed(door, "screenings")[-len(refs) - 1 :]
        assert of_state == [f"{'Completed' if completed else 'Drafts'}: 8", *refs.values()]


async def test_home_opens_on_the_first_draft_and_enter_opens_that_at_start(home: Path) -> None:
    refs = begun(home)
    async with at_home(home, clock=lambda: NOON) as door:
        await until(door, lambda: "What is due: " in door.text(), "what is due")
        assert door.app.screen.here == refs["Risk Example"]  # type: ignore[attr-defined]
        await door.press("enter")
        await until(door, lambda: door.app.navigator.section == "start", "Start")
        assert door.draft.screening.ref == refs["Risk Example"]


async def test_what_is_due_leads_with_danger_not_with_what_is_oldest(home: Path) -> None:
    refs = begun(home)
    by_today = [refs[child] for child in DUE_BY_TODAY]
    async with at_home(home, clock=lambda: NOON) as door:
        await until(door, lambda: "What is due: " in door.text(), "what is due")
        assert listed(door, "screenings")[1:4] == by_today[:3]
        await office.go_to(door, "follow_ups", "What is due")
        await until(door, lambda: bool(listed(door, "due")), "all of it")
        assert listed(door, "due") == [
            f"Due by today: {len(by_today)}",
            *by_today,
            "Later: 1",
            refs["Amber Example"],
        ]


async def test_the_cursor_stays_on_what_it_is_on_where_something_graver_comes_before_it(home: Path) -> None:
    refs = begun(home)
    async with at_home(home, clock=lambda: NOON) as door:
        await until(door, lambda: "What is due: " in door.text(), "what is due")
        await office.go_to(door, "follow_ups", "What is due")
        await until(door, lambda: bool(listed(door, "due")), "all of it")
        await door.press("end", "up")
        due = door.app.screen.query_one("#due", ItemList)
        here = due.current
        assert here is not None and here.head == refs["Yellow Example"]
        session = door.app.seat.session
        assert session is not None
        amber = session.open(refs["Amber Example"])
        amber.apply(lambda answers: replace(answers, immediate_risk=True))
        session.close_draft()
        door.app.screen.show()  # type: ignore[attr-defined]
        await until(door, lambda: listed(door, "due")[0] == "Due by today: 11", "the graver one")
        assert due.current is not None and due.current.id == here.id


def test_the_line_mode_lists_and_opens_in_the_same_order(home: Path) -> None:
    refs = begun(home)
    heard = listen(home, NAME, PASSPHRASE, "list", "", "", "due", "", "more", now=NOON)
    lists, _, due = heard.partition(f"What is due: {len(DUE_BY_TODAY)} overdue.\n")
    said = re.findall(r"^\d+\. (CE-[\w-]+), draft", lists, re.MULTILINE)
    assert said == list(refs.values())
    first_to_last = (*dict.fromkeys(DUE_BY_TODAY), "Amber Example")
    assert re.findall(r"^\d+\. (CE-[\w-]+), ", due, re.MULTILINE)[: len(first_to_last)] == [
        refs[child] for child in first_to_last
    ]
    assert f"[open {refs['Risk Example']}]" in heard


def test_of_a_long_list_the_first_rows_are_those_that_stand_first_in_all_of_it(home: Path) -> None:
    begun(home)
    casebook = sign_in(home, NAME, PASSPHRASE)
    found = casebook.index.all()
    in_all = [each.ref for each in in_order(found, DueLists()) if not each.followed.settled]
    for number in range(1, len(found)):
        first = in_order(casebook.index.first(number), DueLists())
        assert len(first) == number
        not_ended = [each.ref for each in first if not each.followed.settled]
        assert not_ended == in_all[: len(not_ended)]
    assert following(casebook, found).own[0].summary.child == "Risk Example"
    casebook.close()


async def test_coming_home_from_a_draft_the_cursor_is_on_it_and_not_on_another_childs(home: Path) -> None:
    refs = begun(home)
    async with at_home(home, clock=lambda: NOON) as door:
        await until(door, lambda: "What is due: " in door.text(), "what is due")
        await office.choose(door, refs["Yellow Example"])
        await until(door, lambda: door.app.navigator.section == "start", "Start")
        await door.press("ctrl+o")
        await until(door, lambda: "What is due: " in door.text(), "Home")
        assert door.app.screen.here == refs["Yellow Example"]  # type: ignore[attr-defined]
