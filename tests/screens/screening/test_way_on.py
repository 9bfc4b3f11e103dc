"""The way on from a section, and the way out of what is open: with Tab, arrows, Enter, Esc and function keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.interview import replies
from ce_tui.core.pathway.interview.interview import SECTIONS
from ce_tui.screens.office.accounts import AddAccountScreen
from ce_tui.screens.screening.section import next_item
from ce_tui.settings.config import Config
from ce_tui.widgets.dialogs import ChooseDialog, InputDialog
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.keyed_dialog import GoToDialog
from support.checkout import CHECKOUT
from support.people.marking import robin
from support.people.screens import App, app_at

PATHWAY = default_pathway()
MADE_UP = CHECKOUT / "tests" / "data" / "made-up-pathway" / "pathway.toml"
NAMES = ("Yellow", "Amber", "Red", "Notes", "Result", "Details", "Review")


def first_meeting(answers: Answers) -> Answers:
    return replies.set_known(answers, PATHWAY, False)


def in_menu(app: App) -> bool:
    return isinstance(app.app.screen, GoToDialog)


# The way on


@pytest.mark.parametrize(("section", "name"), list(zip(SECTIONS, NAMES, strict=False)))
@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_each_section_ends_in_the_way_to_the_next(
    home: Path, section: str, name: str, size: tuple[int, int]
) -> None:
    async with app_at(home, section, size=size) as app:
        await app.press("shift+tab") if section != "result" else await app.press("tab")
        assert app.said.startswith(f"Next: {name}. Enter goes there. ")
        assert f"> Next: {name}" in app.text()
        await app.press("enter")
        assert app.screen.section == SECTIONS[SECTIONS.index(section) + 1]


@pytest.mark.parametrize("section", ["yellow", "result"])
async def test_down_on_the_last_of_a_list_comes_to_it_and_up_goes_back(home: Path, section: str) -> None:
    async with app_at(home, section) as app:
        await app.press("end", "down")
        assert app.said.startswith("Next: ")
        await app.press("up")
        assert not app.said.startswith("Next: ")


async def test_only_one_list_of_a_screen_has_the_sign_of_what_is_current(home: Path) -> None:
    async with app_at(home, "yellow") as app:
        await app.press("tab")
        assert [line[:7] for line in app.text().splitlines() if line.startswith(">")] == ["> Next:"]


async def test_a_closed_tier_has_the_way_on_too(home: Path) -> None:
    async with app_at(home, "amber", change=first_meeting) as app:
        await app.press("tab")
        assert app.said.startswith("Next: Red. Enter goes there.")


async def test_after_the_last_section_nothing_comes(home: Path) -> None:
    async with app_at(home, "review") as app:
        assert not app.app.screen.query("#section-end")
        await app.press("end")
        assert "Next: " not in app.said


def test_the_way_on_is_named_as_the_edition_names_the_tier() -> None:
    made_up = Config(pathway_files=(str(MADE_UP),)).pathways().current
    named = [next_item(section, made_up) for section in SECTIONS]
    assert [item.text for item in named if item][:3] == [
        "Next: Green",
        "Next: Violet",
        "Next: Black",
    ]
    assert named[-1] is None


# Esc


@pytest.mark.parametrize("section", SECTIONS)
async def test_esc_in_a_section_opens_the_menu_and_closes_it(home: Path, section: str) -> None:
    async with app_at(home, section) as app:
        await app.press("escape")
        assert in_menu(app)
        await app.press("escape")
        assert not in_menu(app) and app.screen.section == section


async def test_esc_closes_an_explanation_before_it_opens_the_menu(home: Path) -> None:
    async with app_at(home, "yellow") as app:
        await app.press("2", "e")
        assert app.screen.called == "Guidance"
        await app.press("escape")
        assert app.screen.section == "yellow" and app.said.startswith("Y2")
        await app.press("escape")
        assert in_menu(app)


# Danger


@pytest.mark.parametrize(("first", "second"), [("f7", "f8"), ("f8", "f7"), ("f7", "f7")])
async def test_one_question_about_danger_at_a_time(home: Path, first: str, second: str) -> None:
    async with app_at(home, "notes") as app:
        await app.press(first)
        asked, open_screens = app.app.screen, len(app.app.screen_stack)
        await app.press(second)
        assert app.app.screen is asked and len(app.app.screen_stack) == open_screens
        assert app.said == (
            "First finish what is asked here, or press Esc; then press that key again. In danger now: phone 999."
        )
        await app.press("escape", second)
        assert isinstance(app.app.screen, ChooseDialog) and len(app.app.screen_stack) == open_screens


async def test_what_is_typed_in_a_question_is_not_lost_to_another(home: Path) -> None:
    async with app_at(home, "result") as app:
        await app.press("end", "up", "enter", "2", "enter", "enter", *"bruises")
        assert isinstance(app.app.screen, InputDialog)
        await app.press("f7")
        assert isinstance(app.app.screen, InputDialog) and "bruises" in app.text()
        await app.press("enter", "escape")
        assert app.answers.harm.words == "bruises"


async def test_danger_takes_the_place_of_the_menu(home: Path) -> None:
    async with app_at(home, "yellow") as app:
        await app.press("escape", "f8")
        assert isinstance(app.app.screen, ChooseDialog) and "harm today" in app.words()
        assert len(app.app.screen_stack) == 2
        await app.press("escape")
        assert app.screen.section == "yellow" and app.answers.harm_today is None


@pytest.mark.parametrize("section", ["amber", "red"])
async def test_a_tier_that_a_first_meeting_closed_offers_999_and_immediate_risk(
    home: Path, section: str
) -> None:
    async with app_at(home, section, change=first_meeting) as app:
        assert (
            "The child is at immediate risk: phone 999 now; show the red steps and whom to phone"
            in app.words()
        )
        await app.press("3", "enter")
        assert app.answers.immediate_risk is None, "it is asked first"
        await app.press("2", "enter")
        assert app.answers.immediate_risk and app.screen.section == "result"


async def test_a_digit_that_nothing_on_the_result_carries_moves_nothing(home: Path) -> None:
    async with app_at(home, "result", size=(60, 20)) as app:
        results = app.app.screen.query_one("#result", ItemList)
        numbers = {item.head for item in results.items if item.head.isdigit()}
        before = app.text()
        await app.press(*sorted(set("0123456789") - numbers))
        assert app.text() == before


@pytest.mark.parametrize("key", ["f7", "f8"])
@pytest.mark.parametrize("completed", [False, True])
async def test_where_a_file_is_to_be_asked_danger_waits_and_says_999(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str, completed: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    async with app_at(home, "review", change=robin) as app:
        if completed:
            app.app.seat.open_draft.complete()
            app.screen.show()
            await app.settle()
        app.screen.query_one("#review", ItemList).go_to("text")
        await app.press("enter")
        assert isinstance(app.app.screen, InputDialog) and "Where should the file be?" in app.words()
        open_screens = len(app.app.screen_stack)
        await app.press("x", key)
        assert len(app.app.screen_stack) == open_screens and "txtx" in app.text().replace(" ", "")
        assert app.said.startswith("First finish what is asked here") and app.said.endswith("phone 999.")


def keys_of(app: App) -> str:
    """The line at the foot that names the keys."""
    return app.text().splitlines()[-1]


async def test_the_foot_names_only_keys_that_do_something_where_the_cursor_is(home: Path) -> None:
    async with app_at(home, "yellow") as app:
        assert "Space change mark" in keys_of(app) and "n note" in keys_of(app)
        await app.press("tab")
        assert app.said.startswith("Next: Amber")
        assert (
            "change mark" not in keys_of(app)
            and "note" not in keys_of(app)
            and "Enter choose" in keys_of(app)
        )
        app.draft.complete()
        app.app.navigator.show_section("yellow")
        await app.settle()
        assert "change mark" not in app.text() and "e explain" in keys_of(app)
        assert "Space changes the mark" not in app.text() and "e explains" in app.text()


@pytest.mark.parametrize("place", ["contacts", "phone", "guidance", "accounts", "keeping", "keys"])
async def test_a_place_on_top_says_once_how_one_goes_back_and_what_the_section_keys_do(
    home: Path, place: str
) -> None:
    async with app_at(home, "result", size=(124, 24)) as app:  # so wide that no key of Guidance gives way
        await app.app.run_action(f"app.{place}")
        await app.settle()
        assert keys_of(app).count("Esc back") == 1 and "^P previous" in keys_of(app)
        assert keys_of(app).count("back") == 1
        await app.press("escape")
        assert app.screen.section == "result" and "Esc back" not in keys_of(app)


async def test_no_section_key_drops_a_form_that_is_being_filled_in(home: Path) -> None:
    async with app_at(home, "amber", size=(120, 24)) as app:
        app.app.push_screen(AddAccountScreen())
        await app.settle()
        await app.type("Ada")
        assert "^N next" not in keys_of(app) and "^P previous" not in keys_of(app)
        for key in ("f2", "f3", "f5"):
            await app.press(key)
            assert app.screen.called == "Add an account" and app.said.startswith("First finish this form")
        assert "Ada" in app.text()
