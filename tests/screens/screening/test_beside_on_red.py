"""Where red is acted on, whom to phone leads beside each section until something else is chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.interview import changes
from ce_tui.core.pathway.interview.interview import SECTIONS
from ce_tui.core.pathway.outcome.contacts import is_phoned, to_be_shown
from ce_tui.core.pathway.words import TIERS
from ce_tui.session.words.side_blocks import WHAT_IT_SAYS
from ce_tui.settings.preferences import BESIDE
from support.people.beside import beside, blocks, leads, panes
from support.people.marking import red, robin
from support.people.screens import PASSPHRASE, app_at

LARGE = (120, 40)
PHONES = "Whom to call now: Essex"


def grave(answers: Answers) -> Answers:
    """Red, with long notes."""
    return changes.set_notes(red(robin(answers)), "\n".join(["A3: Worried since May."] * 60))


@pytest.mark.parametrize("section", SECTIONS)
async def test_whom_to_phone_leads_by_itself_and_all_of_it_is_there(home: Path, section: str) -> None:
    async with app_at(home, section, size=LARGE, change=grave) as app:
        assert leads(app) == PHONES
        for number in ("999 Emergency", "0345 603 7627 Children", "101 Essex Police"):
            assert number in beside(app)
        assert (panes(app)[0] != blocks(app)) == (section in TIERS), "the tiers at a glance stay above it"


@pytest.mark.parametrize("locality", ["essex", "southend", "thurrock"])
@pytest.mark.parametrize("size", [(110, 24), (120, 25), (160, 24)])
async def test_in_few_rows_the_tiers_at_a_glance_give_way_to_the_numbers(
    home: Path, size: tuple[int, int], locality: str
) -> None:
    async with app_at(home, "red", size=size, change=robin, locality=locality) as app:
        assert panes(app)[0] != blocks(app)
        await app.press("s")
        assert leads(app) == f"Whom to call now: {locality.capitalize()}"
        contacts = [each for each in to_be_shown(app.draft.outcome.contacts, None) if is_phoned(each)]
        assert len(contacts) > 2
        for contact in contacts:
            assert contact.phone in beside(app), app.text()


async def test_beside_review_what_the_pdf_will_say_follows_it_at_once(home: Path) -> None:
    async with app_at(home, "review", size=LARGE, change=grave) as app:
        assert WHAT_IT_SAYS in beside(app).partition("101 Essex Police")[2]
        assert "About Review" not in beside(app)


async def test_a_mark_that_makes_it_red_brings_it_to_the_top_and_taking_it_back_does_not_keep_it(
    home: Path,
) -> None:
    async with app_at(home, "red", size=LARGE, change=robin) as app:
        assert leads(app) == "About Red"
        await app.press("s")
        assert leads(app) == PHONES
        await app.press("x")
        assert leads(app) == "About Red"
        assert app.app.appearance.beside == "", "it was not chosen"


async def test_who_went_through_them_before_it_was_red_has_whom_to_phone_first_on_red(home: Path) -> None:
    async with app_at(home, "red", size=LARGE, change=robin) as app:
        for heading in ("Your notes on R1", PHONES, "", "About Red"):
            await app.press("w")
            assert leads(app) == heading
        await app.press("s")
        assert leads(app) == PHONES
        await app.press("f2")
        assert leads(app) == PHONES


async def test_behind_the_notes_that_a_person_chose_whom_to_phone_comes_next_on_red(home: Path) -> None:
    async with app_at(home, "red", size=LARGE, change=grave) as app:
        await app.press("w", "w")
        assert leads(app) == "Your notes on R1"
        assert "101 Essex Police" in beside(app).partition("About Red")[0]


async def test_what_a_person_chose_leads_on_red_too(home: Path) -> None:
    async with app_at(home, "amber", size=LARGE, change=grave) as app:
        for heading in ("About Amber", "Your notes on A1", "", PHONES, "About Amber"):
            await app.press("w")
            assert leads(app) == heading
        await app.press("f2")
        assert leads(app) == "About Red"


async def test_beside_who_wants_nothing_there_the_numbers_stand_alone_once_red_is_acted_on(
    home: Path,
) -> None:
    async with app_at(home, "red", size=LARGE, change=robin) as app:
        await app.press("w", "w", "w")
        assert (
            app.said.startswith("Nothing is beside it now; on red whom to phone will be. ")
            and beside(app) == ""
        )
        await app.press("s")
        assert panes(app)[0][0] == PHONES, "with nothing above it"
        for number in ("999 Emergency", "0345 603 7627 Children", "101 Essex Police"):
            assert number in beside(app)
        assert "About Red" not in beside(app) and "Your notes" not in beside(app)
        await app.press("f2")
        assert panes(app)[0][0] == PHONES, "in the next section, too"
        await app.press("f3", "x")
        assert beside(app) == "" and BESIDE.of(app.draft.casebook) == "nothing"


async def test_whoever_puts_the_numbers_away_on_red_has_nothing_beside_that_screening_alone(
    home: Path,
) -> None:
    async with app_at(home, "red", size=LARGE, change=grave) as app:
        app.app.appearance.choose(BESIDE.name, "nothing")
        await app.press("down")
        assert panes(app)[0][0] == PHONES
        await app.press("w")
        assert app.said.startswith("Nothing is beside it now, in this screening. ") and beside(app) == ""
        await app.press("f2", "f3", "f9", *PASSPHRASE, "enter")
        assert app.screen.section == "red" and beside(app) == "", "nor after a lock"  # type: ignore[attr-defined]
        await app.press("w")
        assert app.said.startswith("Beside it first: whom to phone. ") and panes(app)[0] != blocks(app)
        await app.press("w", "w", "w")
        assert app.said.startswith("Nothing is beside it now, in this screening. ") and beside(app) == ""
        app.app.navigator.home()
        await app.settle()
        await app.press("n", "enter", "f2", "f2", "f2")
        app.draft.apply(grave)
        await app.press("down")
        assert panes(app)[0][0] == PHONES, "beside the next one they are there again"


async def test_in_the_display_for_screen_readers_nothing_stands_there_on_red_either(home: Path) -> None:
    async with app_at(home, "red", size=LARGE, change=grave) as app:
        app.app.appearance.choose(BESIDE.name, "nothing")
        app.app.appearance.show_for_screen_readers(True)
        await app.press("down")
        assert PHONES not in app.text() and "0345 603" not in app.text()
        words = app.said
        await app.press("w")
        assert app.said == words and app.app.appearance.nothing_on_red == ""
