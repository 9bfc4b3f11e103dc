"""One account: its roles, suspended, resumed, revoked, its screenings handed over; the recovery code. All by keys."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.opening import recover
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.vault.folder.home import Home
from ce_tui.core.vault.keys import slots
from support.people.at_the_door import at_home, until
from support.people.office import (
    ADMIN,
    BEN,
    LEAD,
    SECRET,
    agree,
    choose,
    entered,
    go_to,
    hub,
    offered,
    read_on,
    screening_of,
)
from support.people.screens import NAME, App

CODE = re.compile(r"[0-9A-Z]{5}(?:-[0-9A-Z]{5}){6}")


async def to_person(door: App, name: str) -> None:
    await go_to(door, "accounts", "Accounts: 4")
    await choose(door, name, "What you can do")
    await until(door, lambda: f"{name}:" in door.text(), "the account")


async def test_a_suspended_account_cannot_sign_in_until_it_is_resumed(home: Path) -> None:
    hub(home)
    async with at_home(home, name=ADMIN, passphrase=SECRET) as door:
        await to_person(door, BEN)
        await choose(door, "Suspend")
        await agree(door)
        await until(door, lambda: "Suspended:" in door.text(), "that it is suspended")
        assert f"{BEN} is suspended and cannot sign in" in door.said
        with pytest.raises(VaultError):
            entered(home, BEN)
        await choose(door, "Resume")
        await agree(door)
        await until(door, lambda: "Active." in door.text(), "that it is active")
        entered(home, BEN).close()


async def test_saying_no_changes_nothing(home: Path) -> None:
    hub(home)
    async with at_home(home, name=ADMIN, passphrase=SECRET) as door:
        await to_person(door, BEN)
        for action in ("Suspend", "Revoke"):
            await choose(door, action)
            await until(door, lambda: door.app.in_dialog, "the question")
            await door.press("enter")
            await until(door, lambda: not door.app.in_dialog, "the account")
        entered(home, BEN).close()


async def test_a_revoked_account_is_shut_out_with_words_on_the_way_and_its_screenings_are_handed_over(
    home: Path,
) -> None:
    hub(home)
    ref = screening_of(home)
    async with at_home(home, name=ADMIN, passphrase=SECRET) as door:
        await to_person(door, BEN)
        await choose(door, "Revoke")
        await until(door, lambda: "This cannot be taken back" in door.words(), "the question")
        await agree(door)
        await read_on(door, f"{BEN} is revoked and shut out for good, and the store has new keys.")
        await until(door, lambda: "Revoked:" in door.text(), "that it is revoked")
        with pytest.raises(VaultError):
            entered(home, BEN)
        await choose(door, "Hand over")
        await until(door, lambda: "Who gets the screenings" in door.words(), "the question who")
        await choose(door, NAME)
        await agree(door)
        await until(door, lambda: f"One screening of {BEN} now belongs to {NAME}." in door.said, "the words")
    async with at_home(home) as door:
        assert ref in door.text()
        assert "by Ben" not in door.text()


async def test_while_someone_else_is_signed_in_revoking_says_who_waits_and_what_is_done_already(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ce_tui.core.vault.casebook.revoking import Revoking

    patient = Revoking.revoke
    monkeypatch.setattr(
        Revoking,
        "revoke",
        lambda self, name, *, progress: patient(self, name, progress=progress, patience=1.0),
    )
    hub(home)
    other = entered(home, LEAD)
    async with at_home(home, name=ADMIN, passphrase=SECRET) as door:
        await to_person(door, BEN)
        await choose(door, "Revoke")
        await agree(door)
        await until(door, lambda: "The account is shut out" in door.words(), "the first step")
        await read_on(door, "still signed in, so the keys of the store are not changed yet")
        with pytest.raises(VaultError):
            entered(home, BEN)
        other.close()
        await until(door, lambda: "Revoked:" in door.text(), "that it is revoked")
        await choose(door, "Finish revoking")
        await read_on(door, "The store has new keys.")
        await choose(door, "Finish revoking")
        await read_on(door, "there is nothing left to do")


async def test_roles_are_changed_together_and_not_by_moving(home: Path) -> None:
    hub(home)
    async with at_home(home, name=ADMIN, passphrase=SECRET) as door:
        await to_person(door, BEN)
        await choose(door, "Change the roles", "The roles of Ben Example")
        await door.press("down", "space", "escape")
        await until(door, lambda: "Suspend" in door.text(), "the account")
        assert f"{BEN}: practitioner." in door.words()
        await choose(door, "Change the roles", "The roles of Ben Example")
        await door.press("home", "down", "space", "tab", "home", "enter")
        await until(door, lambda: f"{BEN}: practitioner, lead." in door.words(), "the new roles")
        assert f"The roles of {BEN} are now: practitioner, lead." in door.said


async def test_the_last_administrator_cannot_lose_the_role(home: Path) -> None:
    hub(home)
    async with at_home(home) as door:
        await to_person(door, ADMIN)
        await choose(door, "Suspend")
        await agree(door)
        await until(door, lambda: "Suspended:" in door.text(), "that it is suspended")
        await door.press("escape")
        await choose(door, NAME)
        await until(door, lambda: f"{NAME}: practitioner" in door.words(), "one's own account")
        assert "Suspend" not in door.text() and "Revoke" not in door.text()
        await choose(door, "Change the roles", "The roles of")
        await door.press("end", "space", "tab", "home", "enter")
        await read_on(door, "This is the last administrator who can sign in")
        assert "The roles of" in door.text()


async def test_who_gives_the_administrators_role_away_is_led_out_and_told(home: Path) -> None:
    hub(home)
    async with at_home(home, name=ADMIN, passphrase=SECRET) as door:
        await to_person(door, ADMIN)
        await choose(door, "Change the roles", "The roles of")
        await door.press("home", "space", "end", "space", "tab", "home", "enter")
        await until(door, lambda: "Home" in door.text().splitlines()[0], "Home")
        assert "takes the role administrator or lead" in door.said
        assert not offered(door, "accounts")


async def test_a_lead_sees_an_account_and_can_change_nothing(home: Path) -> None:
    hub(home)
    async with at_home(home, name=LEAD, passphrase=SECRET) as door:
        await go_to(door, "accounts", "Accounts: 4")
        await choose(door, BEN, f"{BEN}: practitioner.")
        assert "Suspend" not in door.text() and "Only an administrator can change it." in door.said


async def test_a_new_recovery_code_takes_the_old_ones_place_only_when_it_is_confirmed(home: Path) -> None:
    hub(home)
    async with at_home(home, name=ADMIN, passphrase=SECRET) as door:
        await go_to(door, "accounts", "Accounts: 4")
        await choose(door, "Replace the recovery code", "The recovery code opens the store")
        await choose(door, "Make a new recovery code", "This is the new recovery code")
        thrown_away = CODE.search(door.text())
        assert thrown_away is not None
        await door.press("escape")
        await until(door, lambda: "Accounts: 4" in door.text(), "the accounts")
        with pytest.raises(VaultError):
            recover(home, BEN, thrown_away.group(), "seven odd lanterns over a harbour")
        await choose(door, "Replace the recovery code", "The recovery code opens the store")
        await choose(door, "Make a new recovery code", "This is the new recovery code")
        code = CODE.search(door.text())
        assert code is not None and code.group() != thrown_away.group()
        await door.type("zzzzz")
        await door.press("enter")
        assert "This is not the code's last group" in door.said
        await door.press("ctrl+u")
        await door.type(code.group()[-5:].lower())
        await door.press("enter")
        await read_on(door, "The recovery code is replaced.")
        await until(door, lambda: "Accounts: 4" in door.text(), "the accounts")
    recover(home, BEN, code.group(), "seven odd lanterns over a harbour").close()


async def test_a_revoking_goes_on_beneath_a_lock_and_is_told_after_it(home: Path) -> None:
    hub(home)
    other = entered(home, LEAD)
    async with at_home(home, name=ADMIN, passphrase=SECRET) as door:
        await to_person(door, BEN)
        await choose(door, "Revoke")
        await agree(door)
        await until(door, lambda: "Waiting for 1 other to leave." in door.words(), "the waiting")
        await door.press("escape")
        assert "Waiting for 1 other to leave." in door.words()
        await door.press("ctrl+l")
        await until(door, lambda: "Locked" in door.text(), "the lock")
        assert BEN not in door.text()
        other.close()
        await until(door, lambda: _new_keys(home), "the new keys")
        assert "Locked" in door.text() and BEN not in door.text()
        await door.type(SECRET)
        await door.press("enter")
        await read_on(door, f"{BEN} is revoked and shut out for good")
        await until(door, lambda: "Revoked:" in door.text(), "the account")


def _new_keys(home: Path) -> bool:
    listed = slots.read(Home(home))
    return listed.epoch > 1 and not listed.due
