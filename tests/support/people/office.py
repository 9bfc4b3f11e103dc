"""The screens for people and oversight in the test harness: a hub of made-up people, reached by keys alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from textual import events

from ce_tui.core.clock import utc_now
from ce_tui.core.pathway.answers.screening import Answers, Child
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.open_store import CasebookSettings, PathwayRules
from ce_tui.core.vault.casebook.opening import sign_in
from ce_tui.screens.gate.setup import NewPassphrase
from ce_tui.widgets.dialogs import Dialog
from ce_tui.widgets.item_list import ItemList
from support.people.at_the_door import CHEAP, CONFIG, new_casebook, until
from support.people.screens import App
from support.stores.copies import copied

Clock = Callable[[], datetime]

LEAD, BEN, ADMIN = "Lena Example", "Ben Example", "Ada Example"
SECRET = "quiet gravel under nine bicycles"
CHILD = "Zephyrine Quillfeather"


def hub(home: Path) -> None:
    """A store with its first account (all roles), a lead, a practitioner, an administrator. It is a copy."""
    copied(home, _set_up)


def _set_up(home: Path) -> None:
    casebook = new_casebook(home)
    casebook.people.add_account(LEAD, SECRET, ["lead"])
    casebook.people.add_account(BEN, SECRET, ["practitioner"])
    casebook.people.add_account(ADMIN, SECRET, ["administrator"])
    casebook.close()


def entered(home: Path, name: str, clock: Clock = utc_now) -> Casebook:
    """Someone of the hub, signed in elsewhere."""
    return sign_in(
        home, name, SECRET, CasebookSettings(argon=CHEAP, rules=PathwayRules(CONFIG.pathways()), clock=clock)
    )


def administrator_does(home: Path, job: Callable[[Casebook], object]) -> None:
    """What the administrator does at another terminal meanwhile."""
    administrator = entered(home, ADMIN)
    job(administrator)
    administrator.close()


def hand_over_to(heir: str, leaver: str = BEN) -> Callable[[Casebook], object]:
    """The administrator's job of giving all of somebody's screenings to somebody else."""
    return lambda administrator: administrator.people.hand_over(leaver, heir)


def screening_of(home: Path, name: str = BEN, clock: Clock = utc_now) -> str:
    """A draft of someone's about a made-up child: its reference."""
    casebook = entered(home, name, clock)
    pathway = CONFIG.pathways().current.id
    answers = Answers(pathway=pathway, locality="essex", marks={"Y1": "yes"}, child=Child(name=CHILD))
    ref = casebook.screenings.begin(answers).ref
    casebook.close()
    return ref


async def go_to(door: App, command: str, words: str) -> None:
    """Through the go-to menu to a place, by its number, until its words are there."""
    await door.press("ctrl+g")
    await until(door, lambda: door.app.front.in_dialog, "the go-to menu")
    menu = door.app.screen.query_one(ItemList)
    item = next(item for item in menu.items if item.id == f"command:app.{command}")
    await door.press(*menu.number_of(item), "enter")
    await until(door, lambda: words in door.words(), words)


def offered(door: App, command: str) -> bool:
    """Whether the go-to menu offers a command."""
    return any(item.id == f"command:app.{command}" for item in door.app.goto.menu())


async def choose(door: App, words: str, until_words: str = "") -> None:
    """Move down the list that has the focus to the item that begins so, and press Enter."""
    holder = door.app.screen.focused
    assert isinstance(holder, ItemList), holder
    await door.press("home")
    for _ in holder.items:
        current = holder.current
        assert current is not None
        if f"{current.head} {current.text}".strip().startswith(words) or current.text.startswith(words):
            break
        await door.press("down")
    else:
        raise AssertionError(f"no item {words!r} in:\n{door.text()}")
    await door.press("enter")
    if until_words:
        await until(door, lambda: until_words in door.words(), until_words)


async def agree(door: App, until_words: str = "") -> None:
    """Answer the question in front with yes, by keys."""
    await until(door, lambda: isinstance(door.app.screen, Dialog), "a question")
    dialog_list = door.app.screen.query_one(ItemList)
    at = next(number for number, item in enumerate(dialog_list.items, 1) if item.id == "yes")
    await door.press(str(at), "enter")
    if until_words:
        await until(door, lambda: until_words in door.words(), until_words)


async def read_on(door: App, words: str) -> None:
    """Wait for words that must be read, and press Enter."""
    await until(door, lambda: door.app.front.in_dialog and words in door.words(), words)
    await door.press("enter")
    await until(door, lambda: not door.app.front.in_dialog, "the words gone")


async def say(door: App, words: str) -> None:
    """Type into the question in front, and press Enter."""
    await until(door, lambda: door.app.front.in_dialog, "a question")
    await door.type(words)
    await door.press("enter")


def six_words(door: App) -> str:
    """The six words that a form offers."""
    return door.app.screen.query_one(NewPassphrase).words


async def paste(door: App, words: str) -> None:
    """Paste into the line that has the focus, as a terminal does it."""
    holder = door.app.screen.focused
    assert holder is not None
    holder.post_message(events.Paste(words))
    await door.settle()
