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
)
from support.people.screens import App

CODE = re.compile(r"[0-9A-Z]{5}(?:-[0-9A-Z]{5}){6}")


async def to_person(door: App, name: str) -> None:
    await go_to(door, "accounts", "Accounts: 4")
    await choose(door, name, "What you can do")
    await until(door, lambda: f"{name}:" in door.text(), "the account")


async def test_what_was_done_with_an_account_is_said_and_the_list_is_as_it_is_then(home: Path) -> None:
    hub(home)
    async with at_home(home, name=ADMIN, passphrase=SECRET) as door:
        await to_person(door, BEN)
        await choose(door, "Suspend")
        await until(door, lambda: f"Suspend {BEN}?" in door.words(), "the question")
        await door.press("enter")
        await until(door, lambda: "Suspend: no way in" in door.text(), "the account as it was")
        await choose(door, "Suspend")
        await agree(door)
        await until(door, lambda: "Suspended:" in door.text(), "that it is suspended")
        assert f"{BEN} is suspended and cannot sign in" in door.said
        assert "Resume: can sign in again" in door.text()
        await choose(door, "Hand over")
        await until(door, lambda: "Who gets the screenings" in door.words(), "the question who")
        await door.press("escape", "escape")
        await choose(door, ADMIN)
        await until(door, lambda: f"{ADMIN}: administrator" in door.words(), "one's own account")
        assert "Suspend" not in door.text() and "Revoke" not in door.text()


async def test_roles_are_changed_together_and_not_by_moving(home: Path) -> None:
    hub(home)
    async with at_home(home, name=ADMIN, passphrase=SECRET) as door:
        await to_person(door, BEN)
        await choose(door, "Change the roles", "The roles of Ben Example")
        await door.press("down", "space", "escape")
        await until(door, lambda: "Suspend" in door.text(), "the account")
        assert f"{BEN}: practitioner." in door.words()
        await choose(door, "Change the roles", "The roles of Ben Example")
        await door.press("home", "space", "tab", "home", "enter")
        await until(door, lambda: "Mark at least one role" in door.said, "the refusal")
        await door.press("home", "space", "down", "space", "tab", "home", "enter")
        await until(door, lambda: f"{BEN}: practitioner, lead." in door.words(), "the new roles")
        assert f"The roles of {BEN} are now: practitioner, lead." in door.said


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


async def test_whoever_takes_the_administrators_role_away_is_offered_a_new_recovery_code_at_once(
    home: Path,
) -> None:
    hub(home)
    boss = "Sam Example"
    first = entered(home, ADMIN)
    first.people.add_account(boss, SECRET, ["administrator"])
    first.close()
    async with at_home(home, name=ADMIN, passphrase=SECRET) as door:
        await go_to(door, "accounts", "Accounts: 5")
        await choose(door, boss, "What you can do")
        await choose(door, "Suspend")
        await agree(door, f"{boss} is no administrator any more, and may know the recovery code.")
        await agree(door, "Replace it when someone may have seen it")
        await door.press("escape")
        await until(door, lambda: "Suspended:" in door.text(), "the account")
        await choose(door, "Change the roles", f"The roles of {boss}")
        await door.press("home", "space", "end", "space", "tab", "home", "enter")
        await until(door, lambda: f"The roles of {boss} are now: practitioner." in door.said, "the new roles")
        assert not door.app.front.in_dialog, "it was offered when the role went"
