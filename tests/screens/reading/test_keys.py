"""The keys screen, by keyboard: another key for a command, refusals, letters switched off, and the way back."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.commands.keymap import Keys, is_letter, say_key
from ce_tui.commands.table import BY_ID, COMMANDS
from ce_tui.screens.reading.guidance import ContactsScreen, GuidanceScreen
from ce_tui.screens.reading.help import HelpScreen, KeysScreen
from ce_tui.screens.screening.notes import NotesScreen
from ce_tui.screens.screening.tier import TierScreen
from ce_tui.settings.config import Config
from ce_tui.widgets.dialogs import Dialog
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.keyed_dialog import KeyDialog
from support.people.at_the_door import at_home, fill, signed_out
from support.people.screens import App, app_at


async def menu(door: App, item_id: str) -> None:
    """Choose from the go-to menu, by keyboard."""
    await door.press(say_key(door.app.surroundings.keys.key_of("goto")).lower())
    await choose(door, item_id)


async def choose(door: App, item_id: str) -> None:
    """Go to an item of the list in front by its number, else by the arrow, and press Enter."""
    items = door.app.screen.focused
    assert isinstance(items, ItemList)
    listed = {item.id: item for item in items.items if not item.heading}
    assert items.current is not None and item_id in listed, list(listed)
    if items.current.id != item_id:
        way = items.number_of(listed[item_id]) or ["down"] * list(listed).index(item_id)
        await door.press("home", *way)
    assert items.current.id == item_id
    await door.press("enter")


async def change(door: App, item_id: str, key: str) -> None:
    """On the keys screen: another key for a command."""
    await choose(door, item_id)
    await choose(door, "press")
    assert isinstance(door.app.screen, KeyDialog)
    await door.press(key)


async def test_a_command_gets_another_key_which_works_at_once_and_only_after_the_accounts_next_sign_in(
    home: Path,
) -> None:
    fill(home)
    async with at_home(home) as door:
        await menu(door, "command:app.keys")
        await change(door, "home.new", "j")
        assert isinstance(door.app.screen, KeysScreen)
        assert '"New screening" has j now.' in door.said
        await door.press("escape")
        assert "J begins a new screening" in door.said
        assert "j new" in door.text().splitlines()[-1]
        await door.press("n")
        assert not door.app.front.in_dialog
        await door.press("j")
        assert door.app.front.in_dialog
    async with signed_out(home) as door:
        assert door.app.surroundings.keys.key_of("home.new") == "n", "the keys are the account's own"
    async with at_home(home) as door:
        await door.press("n")
        assert not door.app.front.in_dialog
        await door.press("j")
        assert door.app.front.in_dialog


async def test_a_key_that_another_command_has_is_refused_in_words_esc_leaves_it_and_the_lock_still_locks(
    home: Path,
) -> None:
    fill(home)
    async with at_home(home) as door:
        await menu(door, "command:app.keys")
        await change(door, "section.next", "ctrl+q")
        assert isinstance(door.app.screen, KeyDialog)
        assert "Esc leave it" in door.words()
        assert "Enter accept" not in door.words()
        assert 'Ctrl+Q is the key of "Sign out: all is saved" already (anywhere).' in door.said
        await door.press("n")
        assert "works while you type, too" in door.said
        await door.press("ctrl+g")
        assert isinstance(door.app.screen, KeyDialog)
        await door.press("ctrl+y")
        assert '"Next section" has Ctrl+Y now.' in door.said
        assert door.app.surroundings.keys.key_of("section.next") == "ctrl+y"
        await change(door, "help", "escape")
        assert isinstance(door.app.screen, KeysScreen)
        assert door.app.surroundings.keys.key_of("help") == "f1"
        await change(door, "help", "ctrl+l")
        assert door.app.seat.locked


async def test_an_essential_command_can_only_change_its_key_and_others_can_lose_or_get_one(
    home: Path,
) -> None:
    fill(home)
    async with at_home(home) as door:
        await menu(door, "command:app.keys")
        await choose(door, "lock")
        assert "No key" not in door.text()
        await door.press("escape")
        await choose(door, "home")
        await choose(door, "none")
        assert door.app.surroundings.keys.key_of("home") == ""
        await door.press("ctrl+o")
        assert isinstance(door.app.screen, KeysScreen)
        await change(door, "contacts", "f5")
        await change(door, "lock", "f11")
        assert door.app.hiding_keys in (frozenset(), {"f11"})
        await door.press("escape", "f5")
        assert isinstance(door.app.screen, ContactsScreen)
        await door.press("ctrl+l")
        assert not door.app.seat.locked, "the old key is free"
        await door.press("f11")
        assert door.app.seat.locked


async def test_the_configuration_can_give_a_key_to_what_comes_without_one_and_take_one_away(
    home: Path,
) -> None:
    config = Config(keys={"contacts": "f5", "help.letter": ""})
    async with signed_out(home, config=config) as door:
        await door.press("f5")
        assert isinstance(door.app.screen, ContactsScreen)
        assert door.text().splitlines()[-1].endswith("F1 help")
        await door.press("question_mark")
        assert not isinstance(door.app.screen, HelpScreen)


async def test_one_key_goes_back_to_how_it_comes_and_all_do_after_a_question(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await menu(door, "command:app.keys")
        await change(door, "home.new", "j")
        await choose(door, "home.new")
        await choose(door, "back")
        assert door.app.surroundings.keys.key_of("home.new") == "n"
        await change(door, "home.new", "j")
        await choose(door, "=letters")
        await choose(door, "=reset")
        await choose(door, "no")
        assert door.app.surroundings.keys.changed
        await choose(door, "=reset")
        await choose(door, "yes")
        assert not door.app.surroundings.keys.changed
        assert door.app.surroundings.keys.key_of("home.new") == "n"
        await door.press("escape", "n")
        assert door.app.front.in_dialog
    async with at_home(home) as door:
        assert not door.app.surroundings.keys.changed


async def test_before_the_sign_in_the_keys_are_shown_and_not_changed(home: Path) -> None:
    async with signed_out(home) as door:
        await menu(door, "command:app.keys")
        await choose(door, "section.next")
        assert "sign in, and change them then" in door.words()
        assert isinstance(door.app.screen, KeysScreen)


async def test_with_letters_off_no_letter_does_anything_and_the_go_to_menu_has_it(home: Path) -> None:
    async with app_at(home, "yellow") as door:
        await menu(door, "command:app.keys")
        await choose(door, "=letters")
        assert "No letter and no sign alone does anything now." in door.words()
        await door.press("escape")
        before = door.answers
        for key in ("y", "s", "b", "x", "n", "e", "c", "question_mark", "slash"):
            await door.press(key)
        assert door.answers == before
        assert isinstance(door.app.screen, TierScreen)
        assert "y yes" not in door.text()
        assert "Ctrl+G has the rest" in door.text()
        await menu(door, "here:tier.yes")
        assert door.answers.marks == {"Y1": "yes"}
        await menu(door, "here:tier.clear")
        assert door.answers.marks == {}
        await door.press("space")
        assert door.answers.marks == {"Y1": "yes"}
        await menu(door, "here:tier.explain")
        assert isinstance(door.app.screen, GuidanceScreen)
        await door.press("escape")
        await menu(door, "here:tier.note")
        assert isinstance(door.app.screen, NotesScreen)
        assert door.answers.notes.startswith("Y1: ")


async def test_with_letters_off_letters_are_still_text(home: Path) -> None:
    async with app_at(home, "notes") as door:
        door.app.keys.choose(door.app.surroundings.keys.with_letters(False))
        await door.type("next. y? s/b")
        assert door.answers.notes == "" or door.draft.flush()
        door.draft.flush()
        assert "next. y" in door.answers.notes


@pytest.mark.parametrize("letters", [True, False])
async def test_the_go_to_menu_offers_what_letters_do_on_every_screen_on_or_off(
    home: Path, letters: bool
) -> None:
    fill(home)
    async with at_home(home) as door:
        door.app.keys.choose(door.app.surroundings.keys.with_letters(letters))
        for place in ("home", "guidance", "contacts"):
            if place != "home":
                await menu(door, f"command:app.{place}")
            await door.press("ctrl+g")
            offered = {item.id for item in door.app.screen.query_one(ItemList).items}
            wanted = {f"here:{each.id}" for each in COMMANDS if each.where == place and is_letter(each.key)}
            assert wanted and wanted <= offered, place
            await door.press("escape")


async def test_the_keys_and_their_questions_fit_the_window(home: Path) -> None:
    fill(home)
    async with at_home(home, (60, 20)) as door:
        await menu(door, "command:app.keys")
        for width, height in ((60, 20), (80, 24), (200, 60)):
            await door.pilot.resize_terminal(width, height)
            await door.settle()
            assert all(len(line) <= width for line in door.text().splitlines()), (width, height)
            for item_id in ("section.back", "tier.note"):
                await choose(door, item_id)
                assert isinstance(door.app.screen, Dialog)
                assert all(len(line) <= width for line in door.text().splitlines()), (width, item_id)
                await choose(door, "press")
                assert BY_ID[item_id].words.split(":")[0] in door.words()
                await door.press("escape")
                assert all(len(line) <= width for line in door.text().splitlines()), (width, item_id)


async def test_a_key_that_repeats_while_it_is_held_marks_no_more_than_it_says(home: Path) -> None:
    """Slow fingers: y held down is yes, not yes and no in turn; so are s, b and x."""
    async with app_at(home, "yellow") as door:
        await door.press(*["y"] * 7)
        assert door.answers.marks == {"Y1": "yes"}
        await door.press(*["x"] * 6)
        assert door.answers.marks == {}
        await door.press(*["ctrl+l"] * 3)
        assert door.app.seat.locked


def test_keys_of_the_configuration_are_the_accounts_until_it_chooses_others() -> None:
    keys = Keys({"lock": "f9"})
    assert keys.key_of("lock") == "f9"
    assert not keys.changed


async def test_enter_and_esc_still_work_beside_the_keys_chosen_for_them(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await menu(door, "command:app.keys")
        await change(door, "dialog.cancel", "f3")
        await change(door, "list.choose", "j")
        await door.press("f3", "n")
        assert door.app.front.in_dialog
        await door.press("escape")
        assert not door.app.front.in_dialog
        await door.press("n", "f3")
        assert not door.app.front.in_dialog
        await door.press("home", "j")
        assert door.app.front.in_dialog or door.app.seat.open_draft is not None
