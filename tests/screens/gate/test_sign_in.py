"""Signing in: one message for whatever is wrong; whom to call is open beforehand."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.opening import set_up
from ce_tui.core.vault.casebook.own_account import OwnPreferences
from ce_tui.core.vault.errors import StoreFull
from ce_tui.core.vault.keys.passphrases import NewStore, new_recovery_code
from ce_tui.screens.gate.sign_in import SignInScreen
from ce_tui.widgets.field import Field
from ce_tui.widgets.forms import ActionList
from support.people.at_the_door import NAME, PASSPHRASE, fill, new_casebook, signed_out, until
from support.people.screens import App
from support.stores.restarting import restart_machine


async def sign_in(door: App, name: str, passphrase: str) -> None:
    screen = door.app.screen
    screen.query_one("#name", Field).value = name
    field = screen.query_one("#passphrase", Field)
    field.value = passphrase
    field.focus()
    await door.press("enter")


async def test_name_and_passphrase_typed_lead_home(home: Path) -> None:
    fill(home)
    async with signed_out(home) as door:
        await door.press(*NAME, "enter", *PASSPHRASE, "enter")
        await until(door, lambda: "Drafts: 2" in door.text(), "Home")


async def test_a_wrong_name_and_a_wrong_passphrase_are_answered_with_the_same_words(home: Path) -> None:
    new_casebook(home).close()
    answered = []
    async with signed_out(home) as door:
        for name, passphrase in ((NAME, "not right at all"), ("Nobody Here", PASSPHRASE)):
            door.app.screen.query_one("#problem").display = False
            await sign_in(door, name, passphrase)
            await until(door, lambda: "! The" in door.text(), "the refusal")
            lines = door.text().splitlines()
            at = next(number for number, line in enumerate(lines) if line.startswith(" !"))
            answered.append(lines[at : at + 3])
            assert door.app.screen.query_one("#passphrase", Field).value == ""
            assert door.app.screen.query_one("#name", Field).value == name
    assert answered[0] == answered[1]
    assert answered[0][0] == " ! The name or the passphrase is not right."
    assert "Forgotten it? The recovery code leads to a new one: press Tab" in answered[0][1]


async def test_from_a_wrong_passphrase_keys_lead_to_the_recovery_which_keeps_the_name(home: Path) -> None:
    new_casebook(home).close()
    async with signed_out(home) as door:
        await door.press(*NAME, "enter", *"forgotten", "enter")
        await until(
            door, lambda: 'choose "I have lost my passphrase"' in door.said, "the way to the recovery"
        )
        await door.press("tab", "down", "enter")
        await until(door, lambda: "The recovery code was written down" in door.text(), "the recovery")
        assert door.app.screen.query_one("#name", Field).value == NAME
        assert door.app.screen.query_one("#code", Field).has_focus_within_line
        await door.press("escape")
        await until(door, lambda: bool(door.app.screen.query("#passphrase")), "the sign-in")
        assert door.app.screen.query_one("#name", Field).value == NAME


async def test_what_is_left_out_is_asked_for(home: Path) -> None:
    new_casebook(home).close()
    async with signed_out(home) as door:
        await sign_in(door, "", "")
        assert "! Error: Type your name" in door.text()
        assert "! Error: Type your passphrase" in door.text()
        assert door.said.startswith("Your name: empty. Error: Type your name.")


async def test_too_many_tries_are_answered_with_how_long_to_wait(home: Path) -> None:
    new_casebook(home).close()
    async with signed_out(home) as door:
        for _ in range(5):
            door.app.screen.query_one("#problem").display = False
            await sign_in(door, NAME, "wrong")
            await until(door, lambda: "! The name or the passphrase" in door.text(), "the refusal")
        restart_machine(home)
        await sign_in(door, NAME, PASSPHRASE)
        await until(door, lambda: "! Too many wrong tries. Try again in" in door.text(), "the wait")


async def test_999_contacts_and_guidance_are_named_on_the_screen_and_one_step_away(home: Path) -> None:
    new_casebook(home).close()
    async with signed_out(home) as door:
        assert "phone 999" in door.text()
        for action, words in (("contacts", "Where does the child live?"), ("guidance", "Table of Contents")):
            actions = door.app.screen.query_one("#actions", ActionList)
            actions.focus()
            actions.go_to(action)
            await door.press("enter")
            assert words in door.text()
            await door.press("escape")
            assert isinstance(door.app.screen, SignInScreen)


async def test_escape_leaves_the_sign_in_where_it_is(home: Path) -> None:
    new_casebook(home).close()
    async with signed_out(home) as door:
        await door.press("escape", "escape")
        assert isinstance(door.app.screen, SignInScreen)


async def test_ctrl_r_switches_the_display_for_screen_readers_and_the_account_keeps_it(home: Path) -> None:
    fill(home)
    async with signed_out(home) as door:
        await door.press("ctrl+r")
        assert "Display for screen readers: on." in door.said
        door.app.screen.query_one("#actions", ActionList).focus()
        await door.settle()
        assert not [line for line in door.text().splitlines() if line.startswith(">")]
        await sign_in(door, NAME, PASSPHRASE)
        await until(door, lambda: "Drafts: 2" in door.text(), "Home")
        assert not [line for line in door.text().splitlines() if line.startswith(">")]
    async with signed_out(home) as door:
        await sign_in(door, NAME, PASSPHRASE)
        await until(door, lambda: "Drafts: 2" in door.text(), "Home")
        assert door.app.surroundings.for_screen_readers


async def test_colours_that_were_chosen_before_the_sign_in_are_named_to_whoever_signs_in(home: Path) -> None:
    fill(home)
    words = "As chosen here before you signed in, now for your account: Colours: Dark text on light."
    for said in (True, False):  # what the account has already is not said again
        async with signed_out(home) as door:
            await go_to_colours(door)
            await door.press("4", "space", "escape")
            await sign_in(door, NAME, PASSPHRASE)
            await until(door, lambda: "Drafts: 2" in door.text(), "Home")
            assert (words in door.said) is said
            await door.press("down")
            assert words not in door.said and door.app.theme == "ce-light"


async def test_colours_that_were_only_looked_at_before_the_sign_in_are_nobodys(home: Path) -> None:
    fill(home)
    async with signed_out(home) as door:
        await go_to_colours(door)
        before = door.app.theme
        await door.press("4")
        assert door.app.theme == "ce-light" != before
        await door.press("escape")
        await sign_in(door, NAME, PASSPHRASE)
        await until(door, lambda: "Drafts: 2" in door.text(), "Home")
        assert "As chosen here before" not in door.said and door.app.theme == before


async def go_to_colours(door: App) -> None:
    """From the sign-in to Display, and there to the colours."""
    await door.press("f4", *"display", "enter", "tab")
    assert door.said.startswith("Colours: ")


async def test_the_recovery_code_gives_a_lost_passphrase_a_successor(home: Path) -> None:
    code = new_recovery_code()
    casebook, _ = set_up(home, NewStore(name=NAME, passphrase=PASSPHRASE, code=code))
    casebook.close()
    async with signed_out(home) as door:
        actions = door.app.screen.query_one("#actions", ActionList)
        actions.focus()
        actions.go_to("recover")
        await door.press("enter")
        screen = door.app.screen
        screen.query_one("#name", Field).value = NAME
        screen.query_one("#code", Field).value = code.lower().replace("-", " ")[:-1]
        screen.query_one("#actions", ActionList).focus()
        await door.press("enter")
        await until(door, lambda: "A recovery code has" in door.said, "what is wrong with the code")
        screen.query_one("#code", Field).value = code.lower().replace("-", " ")
        made_up = screen.query_one("#new-passphrase")
        screen.query_one("#first", Field).value = made_up.words
        chosen = made_up.words
        screen.query_one("#actions", ActionList).focus()
        await door.press("enter")
        await until(door, lambda: "No screenings yet" in door.text(), "Home")
        assert door.app.seat.kept_session is not None and door.app.seat.kept_session.casebook.access.verify(
            chosen
        )


async def test_a_display_chosen_before_the_sign_in_holds_although_the_disk_is_full(home: Path) -> None:
    fill(home)

    def full(*_: object, **__: object) -> None:
        raise StoreFull

    async with signed_out(home) as door:
        await door.press("ctrl+r")
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(OwnPreferences, "set", full)
            await sign_in(door, NAME, PASSPHRASE)
            await until(door, lambda: door.app.seat.session is not None, "the sign-in")
        assert door.app.surroundings.for_screen_readers


async def test_colours_that_could_not_be_kept_are_said_to_be_so(home: Path) -> None:
    fill(home)

    def full(*_: object, **__: object) -> None:
        raise StoreFull

    async with signed_out(home) as door:
        await go_to_colours(door)
        await door.press("4", "space", "escape")
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(OwnPreferences, "set", full)
            await sign_in(door, NAME, PASSPHRASE)
            await until(door, lambda: "Drafts: 2" in door.text(), "Home")
        assert "Colours: Dark text on light. It could not be kept: " in door.said
        assert door.app.theme == "ce-light"


async def test_the_keys_and_the_way_out_are_in_the_list(home: Path) -> None:
    new_casebook(home).close()
    async with signed_out(home) as door:
        listed = [item.text for item in door.app.screen.query_one(ActionList).items]
        assert listed[-5:] == [
            "Contacts: 999, and whom to call now",
            "Guidance: the whole document",
            "Display: colours, and for screen readers",
            "Keys",
            "Leave: the app is closed",
        ]
        assert door.text().splitlines()[-1].endswith("^Q leave   F1 help")
        await door.press("tab", "tab", "end", "up", "enter")
        assert door.screen.called == "Keys"
        await door.press("escape", "end", "enter")
        await until(door, lambda: door.app._exit, "the end")
