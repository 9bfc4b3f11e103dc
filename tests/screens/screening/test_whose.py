"""Whose screening is open: its owner's account name in the header where it is not one's own. Never the child's."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.pathway.interview.interview import SECTIONS
from ce_tui.settings.preferences import FOR_SCREEN_READERS
from support.people import office
from support.people.at_the_door import NAME, at_home, fill, until
from support.people.screens import App


async def open_the_first(door: App) -> None:
    """Enter on the current screening, with a reason."""
    await door.press("enter")
    await until(door, lambda: "Give your reason" in door.text(), "the question for the reason")
    await door.type("Supervision")
    await door.press("enter")
    await until(door, lambda: door.app.seat.open_draft is not None, "the screening")


def header(door: App) -> str:
    return door.text().splitlines()[0]


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_a_lead_sees_on_every_section_whose_screening_it_is(home: Path, size: tuple[int, int]) -> None:
    office.hub(home)
    ref = office.screening_of(home)
    async with at_home(home, size) as door:
        await open_the_first(door)
        for section in SECTIONS:
            door.app.navigator.show_section(section)
            await door.settle()
            assert f"by {office.BEN}" in header(door) and ref in header(door), section
            assert office.CHILD.split()[0] not in header(door)
        await door.press("f6")
        await until(door, lambda: "Contacts" in header(door), "Contacts")
        assert f"by {office.BEN}" in header(door)
        await door.press("escape", "ctrl+o")
        await until(door, lambda: door.app.seat.open_draft is None, "Home")
        assert office.BEN not in header(door)


async def test_what_is_left_out_in_a_narrow_window_is_never_whose_it_is(home: Path) -> None:
    office.hub(home)
    ref = office.screening_of(home)
    bens = office.entered(home, office.BEN)
    bens.screenings.open(ref)
    async with at_home(home, (60, 20)) as door:
        await door.press("enter")
        await until(door, lambda: "has had it open since" in door.words(), "the question")
        await open_the_first(door)
        door.app.navigator.show_section("details")
        await door.settle()
        assert header(door).split("   ")[:3] == [f" draft {ref}", f"by {office.BEN}", "VIEW ONLY"]
        assert "Details" in header(door)
    bens.close()


async def test_of_ones_own_nothing_is_said(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await door.press("enter")
        await until(door, lambda: door.app.seat.open_draft is not None, "the draft")
        assert NAME not in header(door) and " by " not in header(door)
        door.app.navigator.show_section("review")
        await door.settle()
        assert "not one of your own" not in door.words()


async def test_the_display_for_screen_readers_says_it_in_its_last_line(home: Path) -> None:
    office.hub(home)
    office.screening_of(home)
    async with at_home(home, (60, 24)) as door:
        await open_the_first(door)
        door.app.appearance.choose("display", FOR_SCREEN_READERS)
        door.app.navigator.show_section("yellow")
        await door.settle()
        assert f"by {office.BEN}" in door.text().splitlines()[-1]


async def test_review_says_before_it_is_sent_whose_it_is(home: Path) -> None:
    office.hub(home)
    office.screening_of(home)
    async with at_home(home, (100, 60)) as door:
        await open_the_first(door)
        door.app.navigator.show_section("review")
        await door.settle()
        assert f"! This screening is by {office.BEN}, not one of your own." in door.words()


async def test_one_that_comes_back_to_oneself_says_nothing_more(home: Path) -> None:
    office.hub(home)
    office.screening_of(home)
    async with at_home(home) as door:
        await open_the_first(door)
        assert f"by {office.BEN}" in header(door)
        office.administrator_does(home, office.hand_over_to(NAME))
        door.screen.look_around()  # type: ignore[attr-defined]
        await door.settle()
        assert "passed on to you." in door.said and " by " not in header(door)
