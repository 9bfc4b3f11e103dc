"""What is wrong in a form is listed at its top, and each item leads to its line; whoever hears it hears it once."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.screens.gate.setup import RecoverScreen
from ce_tui.screens.screening.action import ActionScreen
from ce_tui.widgets.field import Field
from ce_tui.widgets.forms import CheckList, ErrorSummary
from support.people.acting import tab_to
from support.people.at_the_door import at_home, new_casebook, signed_out, until
from support.people.marking import red
from support.people.office import choose, go_to
from support.people.screens import App, app_at

TWO = "! There is a problem with 2 answers."
ONE = "! There is a problem with 1 answer."


def field(app: App, field_id: str) -> Field:
    return app.app.screen.query_one(f"#{field_id}", Field)


async def recovery_sent_off(door: App) -> None:
    """From the sign-in to the recovery, which is sent off with nothing in it."""
    await door.press("tab", "tab", "down", "enter")
    await until(door, lambda: isinstance(door.app.screen, RecoverScreen), "the recovery")
    await door.press("tab", "tab", "tab", "tab", "home", "enter")
    await until(door, lambda: "Error: Type your name" in door.said, "what is wrong")
    await door.settle()


async def test_all_that_is_wrong_stands_at_the_top_and_at_its_line_and_the_first_has_the_focus(
    home: Path,
) -> None:
    new_casebook(home).close()
    async with signed_out(home, size=(80, 40)) as door:
        await recovery_sent_off(door)
        rows = door.text().splitlines()
        at = next(y for y, row in enumerate(rows) if TWO in row)
        assert [row.strip() for row in rows[at + 1 : at + 3]] == [
            "1. Your name: Type your name.",
            "2. Recovery code: Type the recovery code.",
        ]
        assert door.text().count("! Error: ") == 2
        assert at < next(y for y, row in enumerate(rows) if row.startswith(" Your name"))
        assert field(door, "name").has_focus_within_line
        assert door.said.startswith("Your name: empty. Error: Type your name.")


async def test_up_from_the_first_line_leads_to_the_list_and_enter_from_there_to_each_line(home: Path) -> None:
    new_casebook(home).close()
    async with signed_out(home) as door:
        await recovery_sent_off(door)
        await door.press("up")
        assert "1. Your name: Type your name. Enter leads to it. (1 of 2)" in door.said
        await door.press("down", "enter")
        await until(door, lambda: field(door, "code").has_focus_within_line, "the second line")
        assert "! Error: Type the recovery code" in door.text(), "what is wrong with it is in sight"
        await door.press("up", "shift+tab", "end", "down")
        assert field(door, "name").has_focus_within_line, "down on its last item goes on to the form"


async def test_what_is_put_right_goes_from_the_list_when_it_is_sent_off_again(home: Path) -> None:
    new_casebook(home).close()
    async with signed_out(home, size=(80, 40)) as door:
        await recovery_sent_off(door)
        await door.type("Alex Sample")
        await door.press("tab", "tab", "tab", "tab", "home", "enter")
        await until(door, lambda: ONE in door.text(), "the one that is left")
        assert "Type your name" not in door.text()
        assert field(door, "code").has_focus_within_line


async def test_what_is_put_right_goes_from_the_list_once_its_line_is_left_and_nothing_leads_back_to_it(
    home: Path,
) -> None:
    new_casebook(home).close()
    async with signed_out(home, size=(80, 40)) as door:
        await recovery_sent_off(door)
        await door.press("x", "backspace", "tab", "shift+tab")
        assert TWO in door.text(), "what is still wrong stays, whatever was typed"
        await door.type("Alex Sample")
        await door.press("tab")
        assert field(door, "code").has_focus_within_line
        assert ONE in door.text() and "Type your name" not in door.text()
        assert "1. Recovery code: Type the recovery code." in door.text()


async def test_up_from_the_only_line_that_was_wrong_and_is_put_right_leads_nowhere(home: Path) -> None:
    async with signed_out(home) as door:
        await door.press("tab", "tab", "tab", "enter")
        assert ONE in door.text() and field(door, "name").has_focus_within_line
        await door.type("Alex Sample")
        await door.press("up")
        await door.settle()
        assert "There is a problem" not in door.text() and "! Error" not in door.text()
        assert field(door, "name").has_focus_within_line and field(door, "name").value == "Alex Sample"
        assert door.said.startswith("Your name: Alex Sample.")


async def test_for_screen_readers_there_is_no_list_and_the_first_is_said_as_ever(home: Path) -> None:
    new_casebook(home).close()
    async with signed_out(home) as door:
        await door.press("ctrl+r")
        await recovery_sent_off(door)
        assert "There is a problem" not in door.text()
        assert "Error: Type your name." in door.said
        await door.press("shift+tab")
        assert not isinstance(door.app.screen.focused, ErrorSummary), "nor can it be gone to"
        assert "There is a problem" not in door.said


async def test_a_form_of_one_line_has_no_list(home: Path) -> None:
    new_casebook(home).close()
    async with at_home(home) as door:
        await door.press("ctrl+l")
        await until(door, lambda: "Locked." in door.text(), "the lock")
        await door.press("enter")
        await until(door, lambda: "! Error: Enter your passphrase" in door.text(), "what is wrong")
        assert "There is a problem" not in door.text()


async def test_a_list_with_nothing_chosen_says_so_above_its_choices_and_at_the_top(home: Path) -> None:
    new_casebook(home).close()
    async with at_home(home, size=(80, 40)) as door:
        await go_to(door, "accounts", "Accounts: 1")
        await choose(door, "Add an account", "A further account")
        await door.press("tab", "home", "space", "tab", "tab", "tab", "enter")
        await until(door, lambda: TWO in door.text(), "the list")
        roles = door.app.screen.query_one("#roles", CheckList)
        assert "! Error: Mark at least one role" in door.text()
        await door.press("up", "end", "enter")
        assert roles.has_focus
        await door.press("home", "space", "shift+tab")
        await door.type("Alex Sample")
        await door.press("tab", "tab", "tab", "tab", "enter")
        await until(door, lambda: "Mark at least one role" not in door.text(), "the roles are right")


async def test_in_the_display_for_screen_readers_a_list_says_what_is_wrong_with_it_until_something_is_marked(
    home: Path,
) -> None:
    new_casebook(home).close()
    async with at_home(home) as door:
        await go_to(door, "accounts", "Accounts: 1")
        await choose(door, "Add an account", "A further account")
        door.app.appearance.show_for_screen_readers(True)
        await door.press("tab", "home", "space", "tab", "tab", "tab", "enter")
        await until(door, lambda: "Error: Give the account a name." in door.said, "the first fault")
        await door.type("Alex Sample")
        await door.press("tab")
        assert door.said.startswith("Not chosen: Practitioner")
        assert (
            door.said.count("Error: Mark at least one role: without one the account could do nothing.") == 1
        )
        await door.press("tab", "tab", "tab", "enter")
        assert door.app.screen.query_one("#roles", CheckList).has_focus
        assert door.said.count("Mark at least one role") == 1
        await door.press("space")
        assert door.said.startswith("Chosen: Practitioner") and "Error" not in door.said


async def test_ages_that_are_none_are_both_told_when_the_rules_are_set(home: Path) -> None:
    new_casebook(home).close()
    async with at_home(home, size=(80, 50)) as door:
        await go_to(door, "keeping", "Keeping")
        await choose(door, "Rules of keeping", "After the last change")
        await door.press("tab")
        await door.type("old")
        await door.press("tab", "tab", "tab")
        await door.type("late")
        await door.press("tab", "tab", "home", "enter")
        await until(door, lambda: TWO in door.text(), "the list")
        assert field(door, "drafts-birthday").has_focus_within_line


async def test_of_an_action_all_that_is_wrong_is_told_with_the_place_of_each(home: Path) -> None:
    async with app_at(home, "result", change=red, size=(80, 90)) as app:
        await app.press("d")
        await app.until(lambda: isinstance(app.app.screen, ActionScreen), "the form")
        await tab_to(app, "at")
        await app.type("when")
        await tab_to(app, "by")
        await app.type("soon")
        await app.press("tab", "tab")
        await app.settle()
        assert TWO in app.text(), "two are listed before it is sent off"
        form = app.app.screen
        places = [fault.place for fault in form.query_one(ErrorSummary)._faults]
        asked = form._form  # type: ignore[attr-defined]
        assert places == [asked.place_of(asked.widget(field_id)) for field_id in ("at", "by")]
        while not isinstance(form.focused, ErrorSummary):
            await app.press("tab")
        await app.press("home", "enter")
        await app.settle()
        assert form.query_one("#q-at", Field).has_focus_within_line


@pytest.mark.parametrize("size", [(80, 40), (100, 30), (80, 24)])
async def test_details_that_are_come_back_to_say_at_the_top_what_is_not_right_yet(
    home: Path, size: tuple[int, int]
) -> None:
    async with app_at(home, "details", size=size) as app:
        app.screen.query_one("#q-child-date_of_birth", Field).focus()
        await app.type("31")
        await app.press("tab")
        await app.type("2")
        await app.press("tab")
        await app.type("2010")
        await app.press("tab")
        await app.settle()
        assert "! Error: " in app.text()
        assert "There is a problem" not in app.text(), "one is seen where it is, while one types"
        await app.press("ctrl+p")
        await app.settle()
        await app.press("ctrl+n")
        await app.settle()
        assert ONE in app.text()
        assert "Your name" in app.text().partition(ONE)[2], "the line where one begins is in sight with it"
        await app.press("shift+tab")
        assert isinstance(app.screen.focused, ErrorSummary)
        await app.press("enter")
        await app.settle()
        assert app.screen.query_one("#q-child-date_of_birth", Field).has_focus_within_line
