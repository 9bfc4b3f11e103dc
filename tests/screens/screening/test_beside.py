"""What stands beside a section in a wide window: whom to phone or what the notes say, and that it takes no key."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.danger import say_danger
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.interview import replies
from ce_tui.core.pathway.interview.interview import SECTIONS
from ce_tui.core.pathway.outcome.whom_to_phone import is_phoned, to_be_shown
from ce_tui.core.pathway.words import TIERS
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.notes_editor import NotesEditor
from ce_tui.widgets.tier_board import SidePane
from support.people.beside import beside, pane
from support.people.marking import first_meeting, red, robin
from support.people.screens import Change, app_at

PATHWAY = default_pathway()
LARGE, HUGE, USUAL = (120, 40), (200, 60), (80, 24)
NIGHT = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)
PHONES = "Whom to call now: Essex"
NUMBERS = ("999  Emergency", "0345 603 7627  Children", "101  Essex Police")


def grave(answers: Answers) -> Answers:
    """Red, with long notes."""
    return replies.set_notes(red(robin(answers)), "\n".join(["A3: Worried since May."] * 60))


def missing(answers: Answers) -> Answers:
    """Nothing is marked, and the child is missing."""
    return say_danger(answers, "missing_now", True)


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize(("change", "size"), [(grave, LARGE), (grave, HUGE), (missing, LARGE)])
async def test_beside_each_section_stands_whom_to_phone_where_an_alert_or_red_does(
    home: Path, section: str, change: Change, size: tuple[int, int]
) -> None:
    async with app_at(home, section, size=size, change=change) as app:
        heading, *rows = pane(app)
        assert heading == PHONES
        for number in NUMBERS:
            assert any(row.startswith(number) for row in rows), app.text()


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("change", [robin, first_meeting, lambda answers: answers])
async def test_else_nothing_stands_there_but_on_a_factor_what_the_notes_say_of_it(
    home: Path, section: str, change: Change
) -> None:
    async with app_at(home, section, size=LARGE, change=change) as app:
        here = app.screen.here  # type: ignore[attr-defined]
        notes = f"Your notes on {here} No sentence in your notes cites {here}."
        assert beside(app) == (notes if section in TIERS and here else "")


async def test_on_a_tier_the_notes_on_the_factor_at_the_cursor_stand_there_and_follow_it(home: Path) -> None:
    async with app_at(home, "amber", size=LARGE, change=robin) as app:
        await app.press("down", "down")
        assert beside(app) == "Your notes on A3 Worried since May: A3."
        await app.press("up")
        assert beside(app) == "Your notes on A2 No sentence in your notes cites A2."
        await app.press("f2")
        assert beside(app) == "Your notes on R1 No sentence in your notes cites R1."


async def test_a_mark_that_makes_it_red_brings_whom_to_phone_and_taking_it_back_takes_it_away(
    home: Path,
) -> None:
    async with app_at(home, "red", size=LARGE, change=robin) as app:
        await app.press("s")
        assert pane(app)[0] == PHONES
        await app.press("f2")
        assert pane(app)[0] == PHONES
        await app.press("f3", "x")
        assert pane(app)[0] == "Your notes on R1"


async def test_whom_to_phone_follows_the_area_and_the_hour(home: Path) -> None:
    async with app_at(home, "red", size=LARGE, change=grave) as app:
        rows = pane(app)
        assert rows[1].startswith("999 ") and rows[3].startswith("0345 603 7627 ")
        app.draft.clock = lambda: NIGHT
        app.screen._tick()  # type: ignore[attr-defined]
        await app.settle()
        assert pane(app)[3].startswith("0345 606 1212")
        app.draft.apply(lambda answers: replies.answer(answers, PATHWAY, "locality", "thurrock"))
        app.screen.refresh_frame()
        await app.settle()
        assert pane(app)[0] == "Whom to call now: Thurrock" and "01375 652 802" in beside(app)


@pytest.mark.parametrize("locality", ["essex", "southend", "thurrock"])
@pytest.mark.parametrize("size", [(110, 24), (120, 25), (160, 24)])
async def test_in_few_rows_each_number_stands_there(home: Path, size: tuple[int, int], locality: str) -> None:
    async with app_at(home, "red", size=size, change=red, locality=locality) as app:
        contacts = [each for each in to_be_shown(app.draft.outcome.contacts, None) if is_phoned(each)]
        assert len(contacts) > 2
        for contact in contacts:
            assert contact.phone in beside(app), app.text()


@pytest.mark.parametrize("size", [LARGE, USUAL])
async def test_the_result_says_no_other_hours_than_what_stands_beside_it(
    home: Path, size: tuple[int, int]
) -> None:
    async with app_at(home, "result", size=size, change=lambda answers: red(robin(answers))) as app:
        result = app.screen.query_one("#result", ItemList)
        await app.press("down", "down")
        here = result.current
        assert here is not None and "should be open" in app.words()
        app.draft.clock = lambda: NIGHT
        app.screen._tick()  # type: ignore[attr-defined]
        await app.settle()
        phones = [item for item in result.items if item.id.startswith("phone:")]
        assert [item.text[:13] for item in phones] == ["999  Emergenc", "0345 606 1212", "101  Essex Po"]
        assert "Children & Families' Hub: should be open" not in app.words()
        assert result.current is not None and result.current.id == here.id


@pytest.mark.parametrize("size", [LARGE, HUGE, (110, 24), (160, 24), (300, 70)])
async def test_no_row_of_it_is_wider_than_is_read_well(home: Path, size: tuple[int, int]) -> None:
    async with app_at(home, "result", size=size, change=grave) as app:
        assert 0 < max(map(len, pane(app))) <= 90
        assert app.screen.query_one("#result").size.width == min(app.screen.columns, 90)  # type: ignore[attr-defined]


@pytest.mark.parametrize("section", SECTIONS)
async def test_below_110_columns_nothing_stands_beside_and_nothing_is_made_for_it(
    home: Path, section: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ce_tui.session.words.sections", "ce_tui.widgets.tier_board"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    async with app_at(home, section, size=(109, 40), change=grave) as app:
        await app.press("f2", "f3")
        assert not app.screen.query("#beside")
        assert "ce_tui.session.words.sections" not in sys.modules
        assert "ce_tui.widgets.tier_board" not in sys.modules


async def test_for_screen_readers_nothing_stands_beside_until_that_display_is_switched_off(
    home: Path,
) -> None:
    async with app_at(home, "amber", size=HUGE, change=grave) as app:
        assert pane(app)
        app.app.appearance.show_for_screen_readers(True)
        await app.settle()
        assert not pane(app) and PHONES not in app.text() and "0345 603" not in app.text()
        await app.press("f2")
        assert not app.screen.query(SidePane), "it is not even made"
        app.app.appearance.show_for_screen_readers(False)
        await app.press("f3")
        assert pane(app)[0] == PHONES


async def test_in_a_section_w_does_nothing_and_in_the_notes_it_is_a_letter(home: Path) -> None:
    async with app_at(home, "yellow", size=LARGE, change=robin) as app:
        before, said = app.text(), app.said
        await app.press("w")
        assert (app.text(), app.said) == (before, said)
        await app.press("f5", *"who")
        assert app.answers.notes.endswith("who") and "Beside" not in app.text()


async def test_the_pane_shows_neither_the_childs_name_nor_where_the_child_lives(home: Path) -> None:
    def named(answers: Answers) -> Answers:
        answers = replies.set_field(robin(answers), "child.name", "Alex Sample")
        answers = replies.set_field(answers, "child.address", "1 Made-up Road")
        return replies.set_notes(answers, "A3: Alex was late. A3: ALEX SAMPLE's brother, at 1 made-up road.")

    async with app_at(home, "amber", size=HUGE, change=named) as app:
        await app.press("down", "down")
        assert pane(app) == [
            "Your notes on A3",
            "A3: [name] was late.",
            "",
            "A3: [name]'s brother, at [address].",
        ]


async def test_a_lock_shows_nothing_of_it(home: Path) -> None:
    async with app_at(home, "amber", size=HUGE, change=grave) as app:
        assert PHONES in app.text()
        await app.press("ctrl+l")
        await app.until(lambda: app.app.seat.locked, "the lock")
        await app.pilot.pause()
        assert not app.app.screen.query(SidePane)
        for words in ("Your notes", "Worried", "Whom to call now", "Essex"):
            assert words not in app.text()


async def test_a_screening_that_is_only_shown_has_it_too(home: Path) -> None:
    async with app_at(home, "red", size=LARGE, change=red) as app:
        app.draft.view_only = "Someone else has it open."
        app.screen.refresh_frame()
        await app.press("down")
        assert pane(app)[0] == PHONES


@pytest.mark.parametrize("section", SECTIONS)
async def test_nothing_beside_has_the_focus_and_tab_goes_the_same_way_as_ever(
    home: Path, section: str
) -> None:
    async def stops(size: tuple[int, int]) -> list[str]:
        async with app_at(home / f"{size[0]}", section, size=size, change=robin) as app:
            return [f"{type(each).__name__} {each.id}" for each in app.screen.focus_chain]

    assert await stops(HUGE) == await stops(USUAL)


async def test_it_is_made_larger_and_smaller_amid_a_note_and_nothing_is_lost(home: Path) -> None:
    async with app_at(home, "notes", size=HUGE, change=lambda answers: red(robin(answers))) as app:
        before = app.answers.notes
        at = 0
        for size in (HUGE, (60, 20), HUGE, USUAL, LARGE, (109, 30), (40, 10), HUGE):
            await app.pilot.resize_terminal(*size)
            await app.settle()
            if size != (40, 10):
                assert bool(pane(app)) == (size[0] >= 110), size
                await app.type(f"word{at} ")
                at += 1
                assert app.screen.query_one(NotesEditor).has_focus
        typed = "".join(f"word{number} " for number in range(at))
        assert app.answers.notes == before + typed
        assert app.screen.query_one(NotesEditor).text == before + typed
        assert len(app.screen.query(SidePane)) == 1
