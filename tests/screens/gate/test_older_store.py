"""The sign-in to an older copy of the store, by keyboard: nobody is let in, and an administrator can accept it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.screens.gate.sign_in import SignInScreen
from ce_tui.settings.config import Config
from support.people.at_the_door import NAME, PASSPHRASE, signed_out, until
from support.people.office import ADMIN, BEN, SECRET, read_on, say
from support.people.screens import App
from support.stores.anchored import REASON
from support.stores.older import set_back


@pytest.fixture
def config(home: Path, tmp_path: Path) -> Config:
    return set_back(home, tmp_path)


async def sign_in(door: App, name: str, passphrase: str) -> None:
    await until(door, lambda: isinstance(door.app.screen, SignInScreen), "the sign-in")
    await door.press(*name, "enter", *passphrase, "enter")


async def test_a_practitioner_is_told_what_it_is_and_what_stays_open(home: Path, config: Config) -> None:
    async with signed_out(home, config=config) as door:
        await sign_in(door, BEN, SECRET)
        await until(door, lambda: "older than its anchors" in door.words(), "why")
        assert "Contacts and Guidance are open without a sign-in" in door.words()
        assert not door.app.front.in_dialog
        await door.press("ctrl+g")
        await until(door, lambda: "Contacts" in door.words(), "the way to the contacts")


async def test_an_administrator_accepts_it_and_everybody_signs_in(home: Path, config: Config) -> None:
    async with signed_out(home, config=config) as door:
        await sign_in(door, NAME, PASSPHRASE)
        await until(door, lambda: "put back on purpose, and is there no way" in door.words(), "the question")
        await door.press("down", "enter")
        await until(door, lambda: "Why was it put back?" in door.words(), "why")
        await say(door, REASON)
        await until(door, lambda: "Your passphrase, once more." in door.words(), "the passphrase")
        await door.type(PASSPHRASE)
        assert PASSPHRASE not in door.text()
        await door.press("enter")
        await read_on(door, "The store is as it was on")
        await until(door, lambda: "The older copy is accepted. Sign in." in door.words(), "the sign-in")
        assert door.app.seat.kept_session is None
        await sign_in(door, NAME, PASSPHRASE)
        await read_on(door, f"{ADMIN} is no administrator any more")  # suspended, like everybody else
        await until(door, lambda: "No screenings yet" in door.text(), "Home")


async def test_the_safe_answer_and_escape_leave_everything_as_it_is(home: Path, config: Config) -> None:
    async with signed_out(home, (60, 20), config=config) as door:
        for key in ("enter", "escape"):
            await sign_in(door, NAME, PASSPHRASE)
            await until(door, lambda: door.app.front.in_dialog, "the question")
            await door.press(key)
            await until(door, lambda: not door.app.front.in_dialog, "the sign-in")
            assert "older than its anchors" in door.words()
            await door.press("shift+tab", *["backspace"] * len(NAME))
