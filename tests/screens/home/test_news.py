"""What others did to somebody, or what a lead has to know, stands before Home until Enter is pressed."""

from __future__ import annotations

from pathlib import Path

from ce_tui.core.vault.casebook.open_store import CasebookSettings
from ce_tui.core.vault.casebook.opening import recover
from ce_tui.widgets.field import Field
from support.people import office
from support.people.at_the_door import CHEAP, PASSPHRASE, at_home, until
from support.people.screens import NAME

NEW = "copper kettles on a quiet pier"


def with_a_recovery(home: Path) -> None:
    """Somebody with the recovery code has read as Ben: a code that an administrator has just replaced."""
    office.hub(home)
    for name in (office.LEAD, office.BEN):
        come_once(home, name)
    administrator = office.entered(home, office.ADMIN)
    code = administrator.access.new_recovery_code()
    administrator.access.confirm_recovery_code(code)
    administrator.close()
    recover(home, office.BEN, str(code), NEW, CasebookSettings(argon=CHEAP, terminal="tty7")).close()


def come_once(home: Path, name: str) -> None:
    casebook = office.entered(home, name)
    assert casebook.telling.unheard() == []
    casebook.close()


async def test_a_lead_is_told_of_a_recovery_once_at_their_next_sign_in(home: Path) -> None:
    with_a_recovery(home)
    async with at_home(home, name=office.LEAD, passphrase=office.SECRET) as door:
        await until(door, lambda: door.app.front.in_dialog, "what is told")
        assert (
            f"somebody with the recovery code gave the account {office.BEN} a new passphrase" in door.words()
        )
        assert "at terminal tty7" in door.words()
        await door.press("enter")
        await until(door, lambda: not door.app.front.in_dialog, "Home")
        await door.settle()
    async with at_home(home, name=office.LEAD, passphrase=office.SECRET) as door:
        await door.settle()
        assert not door.app.front.in_dialog


async def test_whose_account_it_is_is_told_too(home: Path) -> None:
    with_a_recovery(home)
    async with at_home(home, name=office.BEN, passphrase=NEW) as door:
        await until(door, lambda: door.app.front.in_dialog, "what is told")
        assert "somebody with the recovery code gave your account a new passphrase" in door.words()


async def test_it_is_not_lost_where_the_screen_locks_over_it_or_it_ends_there(home: Path) -> None:
    with_a_recovery(home)
    async with at_home(home, name=office.LEAD, passphrase=office.SECRET) as door:
        await until(door, lambda: door.app.front.in_dialog, "what is told")
        await door.press("ctrl+l")
        await until(door, lambda: door.app.seat.locked, "the lock")
        assert office.BEN not in door.text()
        door.app.screen.query_one("#passphrase", Field).value = office.SECRET
        await door.press("enter")
        await until(door, lambda: door.app.front.in_dialog and office.BEN in door.words(), "told again")
        await door.press("ctrl+q")
        await until(door, lambda: door.app.seat.kept_session is None, "the end")
    async with at_home(home, name=office.LEAD, passphrase=office.SECRET) as door:
        await until(door, lambda: door.app.front.in_dialog and office.BEN in door.words(), "told again")


async def test_who_is_administrator_is_told_at_each_sign_in_that_a_new_code_is_due(home: Path) -> None:
    office.hub(home)
    office.administrator_does(home, lambda ada: ada.people.change_roles(NAME, ["lead", "practitioner"]))
    for _ in range(2):
        async with at_home(home, name=office.ADMIN, passphrase=office.SECRET) as door:
            assert f"{NAME} is no administrator any more, and may know the recovery code" in door.words()
    async with at_home(home, name=NAME, passphrase=PASSPHRASE) as door:
        assert "may know the recovery code" not in door.words()
