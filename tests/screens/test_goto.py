"""The go-to menu: its numbers, and its letters, which narrow it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from ce_tui.screens.gate.gate import LockScreen
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.keyed_dialog import GoToDialog
from support.people.marking import filled_in
from support.people.screens import App, app_at


def shown(app: App) -> list[str]:
    """What the menu offers."""
    return [item.text for item in app.app.screen.query_one(ItemList).items]


async def test_a_number_goes_to_what_has_it_as_ever(home: Path) -> None:
    async with app_at(home, "start") as app:
        await app.press("f4", "1", "0")
        assert app.said.startswith("10 Review and export: ")
        await app.press("enter")
        assert app.screen.section == "review"


async def menu(app: App) -> dict[str, str]:
    """The go-to menu as it is here: what it offers by what stands before it, its number or nothing."""
    await app.press("f4")
    await app.until(lambda: isinstance(app.app.screen, GoToDialog), "the menu")
    items = app.app.screen.query_one(ItemList).items
    await app.press("escape")
    return {item.text.partition(":")[0]: item.head.strip() for item in items}


async def test_a_place_has_the_same_number_wherever_it_is_open_and_on_the_lock_it_is_missing(
    home: Path,
) -> None:
    async with app_at(home, "start") as app:
        within = await menu(app)
        await app.press("ctrl+o")
        await app.until(lambda: "Drafts: 1" in app.text(), "Home")
        at_home = await menu(app)
        await app.press("ctrl+l")
        await app.until(lambda: isinstance(app.app.screen, LockScreen), "the lock")
        locked = await menu(app)
        everywhere = ("Contacts", "Guidance", "Help for this screen", "Keys", "Draw the screen again")
        assert [locked[each] for each in everywhere] == ["11", "12", "15", "22", "29"]
        for words, number in {**at_home, **locked}.items():
            assert within.get(words, number) == number
        numbered = {number for number in locked.values() if number}
        assert numbered == {"11", "12", "15", "22", "24", "29"}
        assert (
            within["Start"] == "3" and within["Sign out"] == at_home["Sign out"] == locked["Sign out"] == ""
        )


@pytest.mark.parametrize("number", ["1", "3", "13", "17", "30", "99"])
async def test_on_the_lock_a_number_of_another_place_leads_nowhere_and_signs_nobody_out(
    home: Path, number: str
) -> None:
    async with app_at(home, "start") as app:
        await app.press("ctrl+l")
        await app.until(lambda: isinstance(app.app.screen, LockScreen), "the lock")
        await app.press("f4")
        await app.press(*number, "enter")
        assert isinstance(app.app.screen, GoToDialog)
        assert app.said == f"{number} is no place that is open here. Nothing was done."
        assert app.app.seat.kept_session is not None
        await app.press("escape")
        assert isinstance(app.app.screen, LockScreen)


async def test_a_number_that_is_missing_leads_to_none_of_its_digits_either(home: Path) -> None:
    async with app_at(home, "yellow") as app:
        await app.press("f4", "2", "1", "enter")
        assert app.said == "21 is no place that is open here. Nothing was done."
        assert app.answers.harm_today is None and isinstance(app.app.screen, GoToDialog)
        await app.press("9", "enter")
        assert app.screen.section == "details"


async def test_completing_by_its_number_asks(home: Path) -> None:
    async with app_at(home, "yellow", change=filled_in) as app:
        await app.press("f4", "1", "7", "enter")
        await app.until(lambda: app.screen.section == "review", "Review")
        await app.settle()
        await app.press("enter")
        await app.until(lambda: "Complete it?" in app.words(), "the question")
        await app.press("escape")
        assert app.draft.screening.state == "draft"
        await app.press("enter", "2", "enter")
        await app.until(lambda: app.draft.screening.state == "completed", "the completed one")


async def test_the_arrows_go_round_so_that_what_stands_last_is_near(home: Path) -> None:
    async with app_at(home, "start") as app:
        await app.press("f4", "up", "up", "up")
        last = len(shown(app))
        assert app.said.endswith(f"({last} of {last})") and shown(app)[-1] == "Take an answer back"
        await app.press("down")
        assert app.said.startswith("1 The child is at immediate risk")
        await app.press(*"guid", "down", "up")
        assert app.said == "“guid”, 1 fits: 12 Guidance: the whole document"


async def test_letters_narrow_what_fits_is_counted_and_the_numbers_stay(home: Path) -> None:
    async with app_at(home, "yellow") as app:
        await app.press("f4", *"guid")
        assert shown(app) == ["Guidance: the whole document"]
        assert app.said == "“guid”, 1 fits: 12 Guidance: the whole document"
        await app.press("backspace", "backspace", "backspace")
        assert app.said.startswith(f"“g”, {len(shown(app))} fit: 12 Guidance") and len(shown(app)) > 1
        await app.press("backspace")
        assert app.said.startswith("4 Yellow: not looked at (4 of ")
        await app.press(*"guid", "enter")
        assert app.screen.called == "Guidance"


async def test_a_screening_that_is_completed_is_not_said_to_be_one_that_can_be(home: Path) -> None:
    async with app_at(home, "review") as app:
        await app.press("f4")
        assert any(each.startswith("Review and export: can be completed") for each in shown(app))
        await app.press("escape")
        app.draft.complete()
        await app.press("f4")
        assert any(each.startswith("Review and export: completed") for each in shown(app))


async def test_letters_and_a_blank_are_looked_for_in_any_case(home: Path) -> None:
    async with app_at(home, "yellow") as app:
        await app.press("f4", *"WHOM", "space", *"to")
        assert shown(app) == ["Contacts: 999, and whom to call now"]


@pytest.mark.parametrize(
    ("typed", "section", "factor"),
    [("R2", "red", "R2"), ("a10", "amber", "A10"), ("v3", "yellow", "V3"), ("y2", "yellow", "Y2")],
)
async def test_an_id_goes_to_its_factor_and_never_to_a_number(
    home: Path, typed: str, section: str, factor: str
) -> None:
    async with app_at(home, "start") as app:
        await app.press("f4", *typed)
        assert shown(app)[0].startswith(f"{factor} ")
        await app.press("enter")
        assert app.screen.section == section and app.said.startswith(f"{factor},")
        assert app.answers.harm_today is None and not isinstance(app.app.screen, GoToDialog)


async def test_where_nothing_fits_that_is_said_and_enter_does_nothing(home: Path) -> None:
    async with app_at(home, "red") as app:
        await app.press("f4", *"r29")
        assert app.said == "Nothing here contains “r29”. Backspace takes a letter back."
        await app.press("enter")
        assert isinstance(app.app.screen, GoToDialog)
        await app.press("backspace")
        assert app.said.startswith("“r2”, 1 fits: R2 ")
        await app.press("escape")
        assert app.screen.section == "red" and app.said.startswith("R1,")


async def test_the_display_for_screen_readers_says_how_many_fit(home: Path) -> None:
    async with app_at(home, "yellow") as app:
        app.app.appearance.show_for_screen_readers(True)
        await app.press("f4", *"contac")
        assert app.said == "“contac”, 1 fits: 11 Contacts: 999, and whom to call now"


RISK, HARM = "Is the child at immediate risk?", "Did you see, or were you told of, harm today?"


@pytest.mark.parametrize(
    ("keys", "asked", "held_up"),
    [
        (["f7", "f8"], RISK, True),
        (["f8", "f7"], HARM, True),
        (["f7", "ctrl+g"], RISK, True),
        (["ctrl+g", "f7"], RISK, False),
        (["ctrl+g", "f8", "f7"], HARM, True),
    ],
)
async def test_of_two_keys_pressed_at_once_the_first_asks_and_the_other_is_told_to_wait(
    home: Path, keys: list[str], asked: str, held_up: bool
) -> None:
    async with app_at(home, "yellow") as app:
        before = list(app.app.screen_stack)
        at_once(app, *keys)
        await app.until(lambda: asked in app.words(), "the question")
        await app.until(lambda: ("First finish what is asked here" in app.said) is held_up, "what is said")
        assert app.app.screen_stack[:-1] == before, "nothing else was opened"
        await app.press("escape")
        assert app.app.screen_stack == before


async def test_a_danger_chosen_in_the_menu_comes_before_a_key_pressed_just_after_it(home: Path) -> None:
    async with app_at(home, "yellow") as app:
        before = list(app.app.screen_stack)
        await app.press("ctrl+g")
        at_once(app, "1", "enter", "f8")
        await app.until(lambda: RISK in app.words(), "the question")
        await app.until(lambda: "First finish what is asked here" in app.said, "that the other waits")
        assert app.app.screen_stack[:-1] == before


def at_once(app: App, *keys: str) -> None:
    """Press keys one after another, before anything came of the first."""
    for key in keys:
        app.app.post_message(events.Key(key, key if len(key) == 1 else None))


async def test_a_menu_that_was_open_when_another_screen_took_the_place_comes_again_and_so_does_danger(
    home: Path,
) -> None:
    """So it is at the sign-in: whoever presses the key while it is unlocking comes Home beneath it."""
    async with app_at(home, "start") as app:
        await app.press("f4")
        assert isinstance(app.app.screen, GoToDialog)
        app.app.navigator.show_section("yellow")
        await app.settle()
        assert app.screen.section == "yellow" and not app.app.goto.is_open
        await app.press("f4")
        assert isinstance(app.app.screen, GoToDialog)
        await app.press("f7", "2", "enter")
        assert app.answers.immediate_risk


async def test_in_a_question_f4_says_that_it_is_answered_or_left_first(home: Path) -> None:
    async with app_at(home, "result") as app:
        await app.press("f8", "f4")
        assert not isinstance(app.app.screen, GoToDialog)
        assert app.said.startswith("First finish what is asked here, or press Esc")
