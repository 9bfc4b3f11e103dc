"""The lock hides, saves and locks; only the passphrase leads back, to the very place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.screenings import Screenings
from ce_tui.core.vault.errors import Busy, StoreFull, WrongCredentials
from ce_tui.screens.gate.gate import LockScreen
from ce_tui.session.opening import Opening
from ce_tui.settings.config import Config
from ce_tui.widgets.field import Field
from ce_tui.widgets.forms import ActionList, ChoiceList
from support.people.at_the_door import NAME, PASSPHRASE, at_home, fill, until
from support.people.screens import App
from support.stores.restarting import restart_machine

CASE = ("Quillfeather", "Thistledown", "Marshmallow", "lighthouse", "Thurrock")


async def open_first(door: App) -> str:
    await door.press("enter")
    await until(door, lambda: door.app.seat.open_draft is not None, "an open draft")
    return door.draft.screening.ref


async def unlock(door: App, passphrase: str = PASSPHRASE) -> None:
    field = door.app.screen.query_one("#passphrase", Field)
    field.value = passphrase
    field.focus()
    await door.press("enter")


async def test_one_key_hides_everything_of_the_case_and_says_who_is_signed_in(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        ref = await open_first(door)
        await door.press("ctrl+l")
        assert isinstance(door.app.screen, LockScreen)
        assert f"Locked. {NAME} is signed in." in door.text()
        assert not [word for word in (*CASE, ref) if word in door.text()]
        assert door.app.seat.session is None


async def choose_display_at_the_lock(door: App, list_id: str, value: str) -> None:
    """Whoever stands there chooses, by keyboard."""
    actions = door.app.screen.query_one("#actions", ActionList)
    actions.focus()
    actions.go_to("display")
    await door.press("enter")
    assert "It holds until this is unlocked." in door.said
    choices = door.app.screen.query_one(f"#{list_id}", ChoiceList)
    choices.focus()
    choices.go_to(value)
    await door.press("space")


@pytest.mark.parametrize(("key", "value"), [("theme", "ce-contrast"), ("display", "screen-reader")])
async def test_what_somebody_chooses_at_the_lock_is_not_kept_for_the_account_and_ends_with_it(
    home: Path, key: str, value: str
) -> None:
    fill(home)
    async with at_home(home) as door:
        assert door.app.seat.kept_session is not None
        preferences, shown = door.app.seat.kept_session.casebook.preferences, door.app.surroundings
        door.app.appearance.choose("theme", "ce-light")
        await door.press("ctrl+l")
        await choose_display_at_the_lock(door, key, value)
        assert door.app.theme == "ce-contrast" or shown.for_screen_readers, "it holds meanwhile"
        await door.press("escape")
        assert (preferences.get("theme"), preferences.get("display")) == ("ce-light", "")
        await unlock(door)
        await until(door, lambda: not door.app.seat.locked, "the place before the lock")
        assert (door.app.theme, shown.theme) == ("ce-light", "ce-light")
        assert door.said.startswith("Shown as it was before the lock.")
        assert not shown.for_screen_readers
        door.app.appearance.choose("theme", "none")
        assert preferences.get("theme") == "none", "from now on it is the account's own again"


async def test_where_nothing_is_chosen_at_the_lock_nothing_is_said_of_it_after_it(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await door.press("ctrl+l", "ctrl+r", "ctrl+r")
        await unlock(door)
        await until(door, lambda: not door.app.seat.locked, "the place before the lock")
        assert "before the lock" not in door.said


async def test_nobody_chooses_the_line_mode_for_an_account_that_is_locked(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await door.press("ctrl+l")
        await choose_display_at_the_lock(door, "display", "lines")
        assert "Unlock it first" in door.said
        assert door.app.seat.kept_session is not None
        assert door.app.seat.kept_session.casebook.preferences.get("display") == ""


async def test_who_may_not_choose_the_line_mode_keeps_the_display_for_screen_readers(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await door.press("ctrl+l", "ctrl+r")
        await choose_display_at_the_lock(door, "display", "lines")
        assert "Unlock it first" in door.said
        assert door.app.surroundings.for_screen_readers


async def test_the_key_for_the_display_changes_nothing_of_an_account_that_is_locked(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await door.press("ctrl+l", "ctrl+r")
        assert door.app.surroundings.for_screen_readers
        assert door.app.seat.kept_session is not None
        assert door.app.seat.kept_session.casebook.preferences.get("display") == ""
        await unlock(door)
        await until(door, lambda: not door.app.seat.locked, "the place before the lock")
        assert not door.app.surroundings.for_screen_readers


async def test_the_passphrase_leads_back_to_the_very_place(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        ref = await open_first(door)
        door.app.navigator.show_section("yellow", "Y5")
        await door.settle()
        before = door.text()
        await door.press("ctrl+l")
        await unlock(door)
        await until(door, lambda: not door.app.seat.locked, "the place before the lock")
        assert door.draft.screening.ref == ref
        assert door.app.navigator.section == "yellow"
        assert door.app.screen.focused is not None
        assert [line for line in door.text().splitlines() if line.startswith(">")] == [
            line for line in before.splitlines() if line.startswith(">")
        ]


async def test_a_wrong_passphrase_keeps_it_locked_and_is_not_kept_on_the_screen(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await door.press("ctrl+l")
        await unlock(door, "not the right words at all")
        await until(door, lambda: "! The passphrase is not right." in door.text(), "the refusal")
        assert 'Forgotten it? The recovery code leads to a new one: press Tab, choose "Someone' in door.said
        assert door.app.seat.locked
        assert "*" not in door.text()
        await unlock(door)
        await until(door, lambda: not door.app.seat.locked, "Home")


async def test_after_five_wrong_tries_it_says_how_long_to_wait(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await door.press("ctrl+l")
        for _ in range(5):
            door.app.screen.query_one("#problem").display = False
            await unlock(door, "wrong")
            await until(door, lambda: "! The passphrase is not right." in door.text(), "the refusal")
        restart_machine(home)
        await unlock(door)
        await until(door, lambda: "Too many wrong tries. Try again in" in door.text(), "how long to wait")
        assert door.app.seat.locked


async def test_wrong_tries_at_another_sign_in_keep_nobody_from_unlocking(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await door.press("ctrl+l")
        for _ in range(9):
            with pytest.raises((WrongCredentials, Busy)):
                Opening(Config(), home, "another").sign_in(NAME, "wrong")
        restart_machine(home)
        await unlock(door)
        await until(door, lambda: not door.app.seat.locked, "Home")


async def test_no_key_leads_past_the_lock(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await open_first(door)
        await door.press("ctrl+l")
        for key in ("escape", "ctrl+o", "ctrl+n", "ctrl+p", "ctrl+t", "ctrl+l", "f1"):
            await door.press(key)
            assert not [word for word in CASE if word in door.text()], key
            assert door.app.seat.session is None, key
        await door.press("escape")
        assert isinstance(door.app.screen, LockScreen)


async def test_the_menu_at_the_lock_holds_nothing_of_the_screening(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await open_first(door)
        await door.press("ctrl+l", "ctrl+g")
        menu = door.text()
        assert "Contacts: 999" in menu and "Guidance" in menu and "Sign out" in menu
        assert not [
            words for words in ("Yellow", "Home:", "Notes", "immediate risk", "account") if words in menu
        ]


async def test_it_locks_over_an_open_question_and_the_question_is_still_there(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await door.press("n")
        await until(door, lambda: door.app.front.in_dialog, "the question which area")
        await door.press("ctrl+l")
        assert isinstance(door.app.screen, LockScreen)
        await unlock(door)
        await until(door, lambda: door.app.front.in_dialog, "the question which area")
        assert "Where does the child live?" in door.text()


async def test_it_locks_while_the_window_is_too_small(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await door.pilot.resize_terminal(40, 10)
        await door.settle()
        assert "too small" in door.text()
        await door.press("ctrl+l")
        await door.pilot.resize_terminal(80, 24)
        await door.settle()
        assert isinstance(door.app.screen, LockScreen)
        await unlock(door)
        await until(door, lambda: not door.app.seat.locked, "Home")
        assert "Drafts: 2" in door.text()


async def test_what_cannot_be_saved_is_said_at_the_lock_and_kept(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await open_first(door)

        def full(*_: object, **__: object) -> None:
            raise StoreFull

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(Screenings, "save", full)
            door.draft.type_notes("Words that must not be lost.")
            await door.press("ctrl+l")
            await until(
                door,
                lambda: "NOT SAVED YET: The disk is full" in " ".join(door.text().split()),
                "the warning",
            )
            said = " ".join(door.text().split())
            assert "What was typed is kept: it is saved as soon as it can be." in said
            assert "all is saved. NOT" not in said and "signs out by itself" not in said
        await unlock(door)
        await until(door, lambda: not door.app.seat.locked, "the place before the lock")
        assert door.draft.flush()
        assert door.draft.answers.notes == "Words that must not be lost."


async def test_the_clipboard_is_emptied(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        door.app.copy_to_clipboard("Quillfeather")
        await door.press("ctrl+l")
        assert door.app.clipboard == ""


async def test_the_keys_and_the_way_out_are_in_the_list(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await door.press("ctrl+l")
        listed = [item.text for item in door.app.screen.query_one(ActionList).items]
        assert "Keys" in listed and "Leave: sign out, all is saved, the app ends" in listed
        assert not [words for words in listed if words.startswith("Leave: the app")]


async def test_of_a_store_that_is_gone_the_lock_says_to_copy_the_words_down_and_opens(home: Path) -> None:
    fill(home)
    async with at_home(home) as door:
        await open_first(door)
        shutil.rmtree(home)
        door.draft.type_notes("Words that must not be lost.")
        await door.press("ctrl+l")
        await until(
            door,
            lambda: "What was typed is kept: unlock, and copy it down." in " ".join(door.text().split()),
            "the warning",
        )
        assert door.app.ending.departure is None
        await unlock(door)
        await until(door, lambda: not door.app.seat.locked, "the place before the lock")
        assert door.draft.answers.notes == "Words that must not be lost."
