"""The main job and every command with Tab, arrows, Enter, Esc and function keys alone: letters only where one types.

And how many keys that are not text it takes from an empty store to the PDF.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ce_tui.commands.keymap import is_plain
from ce_tui.commands.table import COMMANDS, Command
from ce_tui.screens.gate.setup import NewPassphrase
from ce_tui.screens.gate.sign_in import SignInScreen
from ce_tui.widgets.dialogs import Dialog
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.keyed_dialog import GoToDialog
from support.people.at_the_door import at_home, fill, signed_out
from support.people.hands import Hands
from support.people.screens import app_at

MOST = 60
"""Keys that are not text, from an empty store to the PDF, with risk and harm answered."""
CODE = re.compile(r"(?:[0-9A-Z]{5}-){6}([0-9A-Z]{5})")
BY_ARROWS = {
    "list.page_up", "list.page_down", "list.first", "list.last", "list.choose_space",
    "text.page_up", "text.page_down", "text.page_space", "text.first", "text.last",
}  # fmt: skip
"""What the arrows and Enter do as well, in more presses."""


# The main job


async def set_up(hands: Hands) -> None:
    await hands.until("step 1 of 3")
    await hands.type("Pat Example")
    await hands.press("tab")
    await hands.type("Imaginary Hub")
    await hands.press("tab", "down", "enter", "tab", "enter")
    await hands.until("step 2 of 3")
    offered = hands.door.app.screen.query_one(NewPassphrase).words
    await hands.press("tab")
    await hands.type(offered)
    await hands.press("enter")
    await hands.until("step 3 of 3")
    code = CODE.search(hands.door.text())
    assert code is not None
    await hands.type(code[1].lower())
    await hands.press("enter")
    await hands.until("No screenings yet")


async def answer_start(hands: Hands) -> None:
    """Neither risk nor harm; the child is known from work."""
    await hands.press("enter")
    await hands.until("Where does the child live?")
    await hands.press("enter")
    await hands.until("3 Start")
    await hands.press("up", "enter", "tab", "up", "enter")
    await hands.press_until("tab", lambda: "from working with them" in hands.door.said)
    await hands.press("enter")
    answers = hands.door.answers
    assert (answers.immediate_risk, answers.harm_today, answers.known_from) == (False, False, "work")


async def mark_and_write(hands: Hands) -> None:
    """A sign in each tier, and a sentence."""
    await hands.press("f2", "enter", "down", "enter")
    await hands.press("f2", "down", "down", "enter", "down", "enter")
    await hands.press("f2", "enter", "down", "down", "enter", "f2")
    await hands.type("A3 seen at the station twice. R1 told by the school")
    assert hands.door.answers.marks == {"Y1": "yes", "A3": "suspected", "R1": "reasonably believe"}
    assert not hands.door.draft.outcome.not_looked_at, "no tier was only passed through"


async def name_them(hands: Hands) -> None:
    """The referrer's phone and the child's name."""
    await hands.press("f2", "f2")
    await hands.press_until("tab", lambda: hands.door.screen.here == "practitioner.phone")
    await hands.type("01632 960123")
    await hands.press_until("tab", lambda: hands.door.screen.here == "child.name")
    await hands.type("Robin Madeup")


async def export(hands: Hands, folder: Path) -> None:
    """Completed, written, its passphrase confirmed."""
    await hands.press("f2")
    await hands.until("10 Review")
    await hands.press_until("up", lambda: hands.door.screen.here == "complete")
    await hands.press("enter")
    if isinstance(hands.door.app.screen, Dialog):
        await hands.press("down", "enter")
    await hands.until("Completed as revision 1")
    await hands.press("enter")
    await hands.until("Where should the file be?")
    await hands.press("enter")
    await hands.until("Its passphrase")
    await hands.press("down", "enter")
    await hands.until("Still to be done, in order")
    assert [file.suffix for file in folder.glob("ce-referral-*")] == [".pdf"]


async def test_from_an_empty_store_to_the_pdf_in_no_more_than_sixty_keys(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "where Pat works"
    folder.mkdir()
    monkeypatch.chdir(folder)
    async with signed_out(home) as door:
        hands = Hands(door)
        await set_up(hands)
        await answer_start(hands)
        await mark_and_write(hands)
        await name_them(hands)
        await export(hands, folder)
        assert hands.pressed <= MOST


async def test_from_section_to_section_by_its_last_stop_alone(home: Path) -> None:
    async with app_at(home, "start") as door:
        hands = Hands(door)
        for section in ("yellow", "amber", "red", "notes", "result", "details", "review"):
            await hands.press_until("tab", lambda: door.said.startswith("Next: "))
            await hands.press("enter")
            assert door.screen.section == section
        await hands.press("escape")
        assert isinstance(door.app.screen, GoToDialog)


# Every command


def beyond_plain_keys(where: str) -> list[Command]:
    """The commands of a place that none of these keys does."""
    others = [each for each in COMMANDS if each.where == where and each.id not in BY_ARROWS]
    plain = {each.action for each in others if any(is_plain(key) for key in each.key.split(","))}
    return [each for each in others if each.action not in plain]


async def chosen_from_menu(hands: Hands, command: Command, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The actions that are run where a command is chosen from the menu, with arrows."""
    door, ran = hands.door, list[str]()

    run = door.app.run_action

    async def note(action: str, *on: Any) -> bool:
        if action == "choose":  # Enter in the menu
            return await run(action, *on)
        ran.append(action)
        return True

    await hands.press("f4")
    menu = door.app.screen.query_one(ItemList)
    wanted = {f"command:{command.action}", f"here:{command.id}"}
    assert wanted & {item.id for item in menu.items}, f"{command.id} cannot be reached\n{door.text()}"
    ids = [item.id for item in menu.items]
    assert menu.current is not None
    by = next(at for at, item_id in enumerate(ids) if item_id in wanted) - ids.index(menu.current.id)
    by = min(by, by - len(ids), by + len(ids), key=abs)  # it goes round
    await hands.press(*["down" if by > 0 else "up"] * abs(by))
    with monkeypatch.context() as patched:
        patched.setattr(door.app, "run_action", note)
        await hands.press("enter")
    return ran


async def to_first_choice(hands: Hands) -> None:
    """Nothing: Start begins on one."""


async def to_text(hands: Hands) -> None:
    """A chapter of the guidance."""
    await hands.press("f4")
    await hands.press_until("down", lambda: "Guidance" in hands.door.said)
    await hands.press("enter")


async def to_log(hands: Hands) -> None:
    """The log."""
    await hands.press("f4")
    await hands.press_until("down", lambda: "The log" in hands.door.said)
    await hands.press("enter")
    await hands.until("Verify")


async def to_contacts(hands: Hands) -> None:
    """Contacts."""
    await hands.press("f6")


async def as_it_opens(hands: Hands) -> None:
    """Where the section puts the focus by itself."""


PLACES: dict[str, tuple[str, Callable[[Hands], object]]] = {
    "anywhere": ("red", to_first_choice),
    "tier": ("red", to_first_choice),
    "form": ("start", to_first_choice),
    "notes": ("notes", to_first_choice),
    "guidance": ("yellow", to_text),
    "contacts": ("yellow", to_contacts),
    "audit": ("yellow", to_log),
    "acting": ("result", as_it_opens),
}


@pytest.mark.parametrize("where", PLACES)
async def test_every_command_of_a_place_can_be_reached(
    where: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    section, way = PLACES[where]
    async with app_at(home, section) as door:
        hands = Hands(door)
        await way(hands)  # type: ignore[misc]
        if where == "anywhere":
            door.draft.view_only = "Someone else has it."  # so that it can be taken over
        for command in beyond_plain_keys(where):
            if not command.sections:
                assert await chosen_from_menu(hands, command, monkeypatch) == [command.action]


OF_SECTIONS = [(section, command) for command in COMMANDS for section in command.sections]


@pytest.mark.parametrize(("section", "command"), OF_SECTIONS, ids=lambda each: getattr(each, "id", each))
async def test_every_command_of_some_sections_can_be_reached_in_each(
    section: str, command: Command, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app_at(home, section) as door:
        assert await chosen_from_menu(Hands(door), command, monkeypatch) == [command.action]


async def test_every_command_of_home_can_be_reached(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(home)
    async with at_home(home) as door:
        for command in beyond_plain_keys("home"):
            assert await chosen_from_menu(Hands(door), command, monkeypatch) == [command.action]


async def test_every_command_before_the_sign_in_can_be_reached(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(home)
    async with signed_out(home) as door:
        assert isinstance(door.app.screen, SignInScreen)
        for command in beyond_plain_keys("gate"):
            assert await chosen_from_menu(Hands(door), command, monkeypatch) == [command.action]


def test_no_place_was_left_out() -> None:
    left = (
        {each.where for each in COMMANDS if beyond_plain_keys(each.where)} - PLACES.keys() - {"home", "gate"}
    )
    assert not left
