"""Accounts: listed for a lead, added and changed by an administrator; all of it by keys."""

from __future__ import annotations

from pathlib import Path

from ce_tui.core.vault.casebook.opening import sign_in
from support.people.at_the_door import at_home, new_casebook, until
from support.people.office import ADMIN, BEN, LEAD, SECRET, choose, go_to, hub, offered, read_on, six_words


async def test_an_administrator_sees_who_has_a_way_in_with_roles_and_state(home: Path) -> None:
    hub(home)
    async with at_home(home, name=ADMIN, passphrase=SECRET) as door:
        await go_to(door, "accounts", "Accounts: 4")
        words = door.words()
        assert f"{ADMIN} (you) administrator" in words and f"{BEN} practitioner" in words
        await door.press("end")
        assert f"{ADMIN}: administrator. Active. Since" in door.said and "This is you." in door.said


async def test_a_lead_sees_the_accounts_and_is_offered_no_change(home: Path) -> None:
    hub(home)
    async with at_home(home, name=LEAD, passphrase=SECRET) as door:
        await go_to(door, "accounts", "Accounts: 4")
        assert "Add an account" not in door.text()
        assert "Only an administrator can change them." in door.said


async def test_a_practitioner_is_not_offered_the_accounts_and_a_key_of_their_own_is_refused(
    home: Path,
) -> None:
    hub(home)
    async with at_home(home, name=BEN, passphrase=SECRET) as door:
        assert not offered(door, "accounts")
        await door.app.run_action("app.accounts")
        await door.settle()
        assert "This takes the role administrator or lead" in door.said


async def test_an_account_is_added_once_what_was_given_is_right(home: Path) -> None:
    new_casebook(home).close()
    async with at_home(home) as door:
        await go_to(door, "accounts", "Accounts: 1")
        await choose(door, "Add an account", "A further account")
        await door.press("tab", "home", "space", "tab", "tab", "tab", "enter")
        assert "Give the account a name." in door.said
        await door.type("Ottoline Example")
        await door.press("tab", "tab", "tab")
        chosen = six_words(door)
        await door.type(chosen)
        await door.press("enter", "enter")
        await until(door, lambda: "Mark at least one role" in door.said, "the refusal")
        await door.press("home", "down", "space", "tab", "tab", "enter", "enter")
        await read_on(door, "The account Ottoline Example is added. Roles: lead.")
        await until(door, lambda: "Ottoline Example lead" in door.words(), "the list")
    casebook = sign_in(home, "Ottoline Example", chosen)
    assert casebook.account.roles == ("lead",)
    casebook.close()


async def test_the_hubs_name_and_usual_area_can_be_changed(home: Path) -> None:
    hub(home)
    async with at_home(home, name=ADMIN, passphrase=SECRET) as door:
        await go_to(door, "accounts", "Accounts: 4")
        await choose(door, "The hub's name", "Your hub or team")
        await door.press("ctrl+u")
        await door.type("Lighthouse Hub")
        await door.press("tab", "home", "space", "tab", "home", "enter")
        await until(door, lambda: "CE Pathway Lighthouse Hub" in door.words(), "the new name")
        assert "are kept" in door.said
        session = door.app.seat.kept_session
        assert session is not None
        assert (
            session.casebook.people.hub.name == "Lighthouse Hub"
            and session.casebook.people.hub.locality == "southend"
        )


async def test_your_account_leads_to_the_accounts_where_the_role_allows_it(home: Path) -> None:
    hub(home)
    async with at_home(home, name=ADMIN, passphrase=SECRET) as door:
        await go_to(door, "account", "You are Ada Example.")
        await choose(door, "Accounts:", "Accounts: 4")
        await door.press("escape")
        assert "You are Ada Example." in door.words()
    async with at_home(home, name=BEN, passphrase=SECRET) as door:
        await go_to(door, "account", "You are Ben Example.")
        assert "Change your passphrase" in door.text() and "Accounts" not in door.words()
