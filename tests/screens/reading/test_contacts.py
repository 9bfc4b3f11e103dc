"""Whom to call, open to everyone: in each area, at each hour, without a sign-in and while locked."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ce_tui.core.pathway.dates import LONDON
from ce_tui.screens.reading.guidance import ContactsScreen
from ce_tui.widgets.item_list import ItemList
from support.people.at_the_door import CONFIG, at_home, fill, signed_out, until

OFFICE = datetime(2026, 11, 25, 10, 42, tzinfo=LONDON)
NIGHT = datetime(2026, 11, 26, 2, 0, tzinfo=LONDON)
AREAS = [locality.id for locality in CONFIG.pathways().current.localities]


async def test_without_a_sign_in_999_stands_first_and_the_area_is_asked(home: Path) -> None:
    fill(home)
    async with signed_out(home, at=OFFICE) as door:
        await door.press("ctrl+g", "1", "1", "enter")
        assert isinstance(door.app.screen, ContactsScreen)
        lines = door.text().splitlines()
        assert lines[3].startswith("> 999")
        assert "Where does the child live?" in door.text()
        await door.press("end", "up", "up", "enter")  # Essex stands third from the end
        assert "Whom to call in Essex, Wednesday 25 November 2026, 10:42" in door.text()


async def test_a_disputed_number_says_so_and_enter_shows_which_source_has_which(home: Path) -> None:
    async with signed_out(home, at=NIGHT, size=(80, 60)) as door:
        door.app.push_screen(ContactsScreen("essex"))
        await door.settle()
        assert "0345 606 1212" in door.text() and "0345 603 1212" not in door.text()
        contacts = door.app.screen.query_one("#contacts", ItemList)
        contacts.go_to(next(item.id for item in contacts.items if "0345 606 1212" in item.head))
        await door.press("enter")
        assert "The pathway prints 0345 603 1212, which we could not confirm." in door.words()
        assert "Also given: 0345 603 1212" in door.words() and "Source: " in door.words()
        await door.press("enter")
        assert isinstance(door.app.screen, ContactsScreen)
        assert contacts.current is not None and "0345 606 1212" in contacts.current.head, (
            "one is where one was"
        )
        door.app.screen.choose("southend")
        assert contacts.current is not None and contacts.current.head == "999", "of another area the first"


async def test_by_day_the_front_door_is_open_and_by_night_it_is_closed(home: Path) -> None:
    for at, words in ((OFFICE, "should be open (Mon–Thu 9am"), (NIGHT, "closed until 9am today")):
        async with signed_out(home, at=at, size=(80, 60)) as door:
            door.app.push_screen(ContactsScreen("southend"))
            await door.settle()
            line = next(line for line in door.text().splitlines() if "01702 215007" in line)
            assert words in line


async def test_hours_that_nobody_knows_are_said_to_be_unknown(home: Path) -> None:
    async with signed_out(home, at=OFFICE, size=(80, 60)) as door:
        door.app.push_screen(ContactsScreen("thurrock"))
        await door.settle()
        line = next(line for line in door.text().splitlines() if "01375 652 802" in line)
        assert "hours not known; try this first" in line


async def test_the_assumption_on_bank_holidays_stands_below_the_numbers(home: Path) -> None:
    async with signed_out(home, at=OFFICE, size=(80, 90)) as door:
        door.app.push_screen(ContactsScreen("essex"))
        await door.settle()
        assert "On bank holidays in England" in door.text()


@pytest.mark.parametrize("area", AREAS)
async def test_at_every_hour_of_a_week_with_bank_holidays_999_is_first_and_no_source_stands_between_numbers(
    home: Path, area: str
) -> None:
    christmas = datetime(2026, 12, 21, 0, 30, tzinfo=LONDON)
    async with signed_out(home) as door:
        screen = ContactsScreen(area)
        door.app.push_screen(screen)
        await door.settle()
        contacts = screen.query_one("#contacts", ItemList)
        for hour in range(7 * 24):
            at = christmas + timedelta(hours=hour)
            door.app.seat.clock = lambda at=at: at
            screen.show()
            others = ("area:", "note:")
            items = [item for item in contacts.items if not item.heading and not item.id.startswith(others)]
            assert items[0].head == "999"
            assert "day and night" in items[0].text
            assert not [item for item in items if "Source: " in item.text or "ours from" in item.text]
            assert "closed" not in items[1].text.splitlines()[0], f"closed, and to be phoned first, {at}"


async def test_the_clock_is_read_again_when_the_screen_is_opened_again(home: Path) -> None:
    async with signed_out(home, at=OFFICE) as door:
        await door.press("ctrl+g", "1", "1", "enter", "escape")
        door.app.seat.clock = lambda: NIGHT
        await door.press("ctrl+g", "1", "1", "enter")
        assert "Thursday 26 November 2026, 02:00" in door.text()


async def test_the_hubs_area_is_shown_first_once_signed_in_and_another_is_one_key_away(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await door.press("ctrl+g", "1", "1", "enter")
        assert "Whom to call in Essex" in door.text()
        await door.press("a", "1", "enter")
        await until(door, lambda: "Whom to call in Southend" in door.text(), "Southend's contacts")
        await door.press("escape")
        assert "New screening" in door.text()


async def test_a_locked_app_shows_contacts_with_nothing_of_the_open_screening(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await door.press("enter")
        await until(door, lambda: door.app.seat.open_draft is not None, "an open draft")
        ref = door.draft.screening.ref
        await door.press("ctrl+l", "ctrl+g", "1", "1", "enter")
        assert "Whom to call in Essex" in door.text()  # the hub's, not the child's Thurrock
        assert ref not in door.text()
        await door.press("ctrl+o", "ctrl+n", "ctrl+t")
        assert isinstance(door.app.screen, ContactsScreen)
