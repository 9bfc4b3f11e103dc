"""A backup put back at the set-up, by keyboard: the questions one after the other, the steps, the sign-in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ce_tui.screens.gate.setup import SetupScreen
from ce_tui.screens.gate.sign_in import SignInScreen
from ce_tui.widgets.field import Field
from ce_tui.widgets.forms import ActionList
from support.people.at_the_door import NAME, PASSPHRASE, new_casebook, signed_out, until
from support.people.clock import clock_of, pass_time
from support.people.office import read_on, say
from support.people.screens import App
from support.stores.backups import backup_in


@pytest.fixture
def backup(home: Path, tmp_path: Path) -> Path:
    """A backup of a store that is gone."""
    casebook = new_casebook(home)
    made = backup_in(tmp_path, casebook)
    casebook.close()
    shutil.rmtree(home)
    return made


async def begin(door: App) -> None:
    actions = door.app.screen.query_one("#actions", ActionList)
    actions.focus()
    actions.go_to("restore")
    await door.press("enter")


async def ask(door: App, words: str) -> None:
    await until(door, lambda: door.app.front.in_dialog and words in door.words(), words)


async def test_the_way_to_the_sign_in_and_home(home: Path, backup: Path) -> None:
    async with signed_out(home) as door:
        await begin(door)
        await ask(door, "Restore the store from a backup.")
        await say(door, str(backup))
        await ask(door, "an administrator of the day of the backup. Name")
        await say(door, NAME)
        await ask(door, "The passphrase of that day.")
        await door.type(PASSPHRASE)
        assert PASSPHRASE not in door.text() and "*****" in door.text()
        await door.press("enter")
        await read_on(door, "The store is restored, and was found whole. The store is as it was on")
        await until(door, lambda: isinstance(door.app.screen, SignInScreen), "the sign-in")
        assert "Sign in with a name and a passphrase of the day of the backup." in door.words()
        assert door.app.seat.kept_session is None, "whoever restored it has to sign in like anybody"
        await door.press(*NAME, "enter", *PASSPHRASE, "enter")
        await until(door, lambda: "No screenings yet" in door.text(), "Home")


async def test_the_steps_are_shown_and_offer_no_lock_where_nobody_is_signed_in(
    home: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    async with signed_out(home) as door:
        from ce_tui.widgets.keyed_dialog import ProgressDialog

        show = ProgressDialog._show
        monkeypatch.setattr(
            ProgressDialog, "_show", lambda dialog: (show(dialog), seen.append(door.words()))[0]
        )
        await begin(door)
        for words in (str(backup), NAME, PASSPHRASE):
            await say(door, words)
            await until(door, lambda words=words: words not in door.text(), "the next question")
        await read_on(door, "The store is restored")
    assert not any("^L lock" in words for words in seen)


async def test_what_is_wrong_is_read_and_asked_again_and_escape_leads_back(home: Path, backup: Path) -> None:
    async with signed_out(home) as door:
        await door.press(*"Pat Example")
        await begin(door)
        await say(door, str(home))
        await ask(door, "cannot be read: No such file or directory. Restore the store from a backup.")
        field = door.app.screen.query_one(Field)
        assert field.value == str(home), "what was typed stands there to be mended"
        field.value = str(backup)
        await door.press("enter")
        await say(door, NAME)
        await ask(door, "The passphrase of that day.")
        await say(door, "some other passphrase")
        await until(door, lambda: "The name or the passphrase is not right." in door.words(), "what is wrong")
        await door.press("enter")
        await ask(door, "Name")
        assert door.app.screen.query_one(Field).value == NAME
        await door.press("escape")
        await ask(door, "Restore the store from a backup.")
        await door.press("escape")
        await until(door, lambda: isinstance(door.app.screen, SetupScreen), "the set-up")
        assert door.app.screen.query_one("#name", Field).value == "Pat Example"
    assert not home.exists()


async def test_a_folder_with_other_files_is_said_before_anything_is_asked(home: Path) -> None:
    home.mkdir()
    (home / "letter.txt").write_text("mine")
    async with signed_out(home) as door:
        await begin(door)
        await read_on(door, "holds files already")
        await until(door, lambda: isinstance(door.app.screen, SetupScreen), "the set-up")


async def test_where_somebody_else_was_quicker_one_signs_in(home: Path) -> None:
    async with signed_out(home) as door:
        new_casebook(home).close()
        await begin(door)
        await until(door, lambda: isinstance(door.app.screen, SignInScreen), "the sign-in")
        assert "There is a store here already." in door.words()


async def test_a_passphrase_left_half_typed_is_cleared_after_a_warning(home: Path, backup: Path) -> None:
    async with signed_out(home) as door:
        clock = clock_of(door)
        await begin(door)
        await ask(door, "Restore the store from a backup.")
        await say(door, str(backup))
        await ask(door, "an administrator of the day of the backup. Name")
        await say(door, NAME)
        await ask(door, "The passphrase of that day.")
        await door.type("half of")
        await pass_time(door, clock, 150)
        assert "what is typed here is cleared in 30 seconds" in door.words()
        await pass_time(door, clock, 180)
        assert "What was typed here is cleared" in door.words()
        assert door.app.screen.query_one(Field).value == ""
