"""Every command of the table, carried out with Tab, arrows, Enter, Esc and function keys alone, and what came of it.

One row a command, or more: where one starts, the keys (see `support/people/hands.py`), what is then so. A command
without a row fails: add one for it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from textual.screen import Screen

from ce_tui.commands.table import COMMANDS
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.screens.base import CeScreen
from ce_tui.screens.gate.gate import LockScreen
from ce_tui.screens.home.due import DueScreen
from ce_tui.screens.home.home import HomeScreen
from ce_tui.screens.office.accounts import AccountScreen, AccountsScreen
from ce_tui.screens.office.keeping import AuditScreen, KeepingScreen, VerdictScreen
from ce_tui.screens.reading.display import DisplayScreen, LockTimeScreen
from ce_tui.screens.reading.guidance import ContactsScreen, GuidanceScreen
from ce_tui.screens.reading.help import HelpScreen, KeysScreen
from ce_tui.screens.screening.action import ActionScreen
from ce_tui.screens.screening.done import DoneScreen, KnownScreen
from ce_tui.screens.screening.phone import PhoneScreen
from ce_tui.screens.screening.result import ResultScreen
from ce_tui.settings.config import Config, ListSettings
from ce_tui.widgets.dialogs import ChooseDialog
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.keyed_dialog import GoToDialog
from ce_tui.widgets.text_view import TextView
from support.people.at_the_door import CHILDREN, PASSPHRASE, at_home, fill, signed_out
from support.people.hands import Hands
from support.people.marking import robin
from support.people.screens import App, Change, app_at, second_terminal
from support.terminal.apps import CE_TUI
from support.terminal.pty_screen import DOWN, ENTER, PtyScreen

F4 = b"\x1bOS"

# Where one starts


class Start(NamedTuple):
    """An app that is begun over a store of its own, and the keys from there."""

    begin: Callable[[Path], AbstractAsyncContextManager[App]]
    keys: str = ""


def at_the_door(home: Path) -> AbstractAsyncContextManager[App]:
    """Before the sign-in."""
    fill(home)
    return signed_out(home)


def at_home_by_initials(home: Path) -> AbstractAsyncContextManager[App]:
    """Home with two drafts and a completed screening, and no names in lists."""
    fill(home)
    return at_home(home, config=Config(lists=ListSettings(children="initials")))


@asynccontextmanager
async def taken_over(home: Path) -> AsyncIterator[App]:
    """A screening that was taken over at another terminal, and left there."""
    async with app_at(home, "amber", "A3", change=robin) as door:
        assert door.draft.flush()
        other = second_terminal(home)
        theirs = other.screenings.take_over(door.draft.screening.ref)
        door.app.screen.look_around()  # type: ignore[attr-defined]
        await door.until(lambda: "VIEW ONLY" in door.text(), "that it is only shown")
        other.screenings.leave(theirs)
        other.close()
        yield door


def within(section: str, at: str = "", change: Change = robin, keys: str = "") -> Start:
    """In a section of a screening of a child who is known; A3 is suspected, and cited in the notes."""
    return Start(lambda home: app_at(home, section, at, change=change), keys)


DOOR, HOME = Start(at_the_door), Start(at_home_by_initials)
LEFT_EMPTY = Start(at_home_by_initials, "to “New screening”, Enter, to “Essex”, Enter, F4, to “Home”, Enter")
SHOWN_ONLY = Start(taken_over)
REVIEW = within("review")
START, KNOWN = within("start"), within("start", "known_to_practitioner")
YELLOW, AMBER, RED, NOTES = within("yellow"), within("amber", "A3"), within("red", "R2"), within("notes")
IN_THE_NOTES, LOCKED, ASKED = (within("amber", "A3", keys=keys) for keys in ("F5", "F9", "F4"))
CONTACTS = within("yellow", keys="F6")
GUIDANCE = within("yellow", keys="F4, to “Guidance”, Enter")
FURTHER_DOWN = within("yellow", keys="F4, to “Guidance”, Enter, Down x17")
CHAPTER = within("yellow", keys="F4, to “Guidance”, Enter, to “What actions should I take?”, Enter")
WITHIN_CHAPTER = within(
    "yellow", keys="F4, to “Guidance”, Enter, to “What actions should I take?”, Enter, Down x20"
)
POINTERS = within("yellow", keys="F4, to “Guidance”, Enter, to “SET Partnership CE Pathway Guidance”, Enter")
LOG = within("yellow", keys="F4, to “The log”, Enter, to “Verify”")
EMPTY_LOG = within(
    "yellow", keys="F4, to “The log”, Enter, to “Since”, Enter, type “1 1 2100”, Enter, to “Verify”"
)

# What is then so

Then = Callable[[App], bool]


def front(screen: type[Screen[object]], words: str = "") -> Then:
    """A screen is in front, with words on it."""
    return lambda door: isinstance(door.app.screen, screen) and words in door.words()


def section(name: str, said: str = "") -> Then:
    """A section is in front; the line at the foot begins so."""
    return lambda door: (
        isinstance(door.app.screen, CeScreen)
        and door.app.screen.section == name
        and door.said.startswith(said)
    )


def answers(of: Callable[[Answers], object], are: object) -> Then:
    """What is recorded is so."""
    return lambda door: of(door.answers) == are


marks = partial(answers, lambda given: given.marks)


def at_item(begins: str) -> Then:
    """The current item of the list begins so."""

    def then(door: App) -> bool:
        listed = door.app.screen.focused
        return isinstance(listed, ItemList) and bool(listed.current) and begins in str(listed.current.text)

    return then


def at_row(number: int) -> Then:
    """The current row of the text is this one, from 1."""
    return lambda door: isinstance(view := door.app.screen.focused, TextView) and view.position[0] == number


def says(words: str) -> Then:
    """The line at the foot says so."""
    return lambda door: words in door.said


def reads(words: str) -> Then:
    """It stands on the screen."""
    return lambda door: words in door.words()


def can_be_changed(door: App) -> bool:
    """The screening is one's own again."""
    return door.draft.editable and says("From now on you can change it here.")(door)


def signed_out_and_ended(door: App) -> bool:
    """Nobody is signed in any more, and the app has ended."""
    return door.app.seat.kept_session is None and not door.app.is_running


def locked(door: App) -> bool:
    """Nothing of the case is on the screen."""
    return door.app.seat.locked and front(LockScreen, "Locked.")(door) and "A3" not in door.text()


def names_are_shown(door: App) -> bool:
    """Every word of the children's names stands in the list."""
    return all(word in door.words() for name in CHILDREN for word in name.split())


# The table


class Row(NamedTuple):
    """A command, where one starts, the keys, and what is then so."""

    command: str
    start: Start
    keys: str
    then: Then


MOST = 20
"""Keys that are not text, for any command."""
BY_ONES = {"list.page_up", "list.last", "text.page_up", "text.last", "notes.pick"}
"""In a long list or text: as many arrows as items on the way. Page Up, Page Down, Home and End are quicker."""

R = Row
ROWS = (
    # Anywhere
    R("section.next", YELLOW, "F2", section("amber")),
    R("section.back", YELLOW, "F3", section("start")),
    R("goto", YELLOW, "F4", front(GoToDialog)),
    R("notes", AMBER, "F5, type “ Seen again.”", answers(lambda given: given.notes[-12:], " Seen again.")),
    R("notes", IN_THE_NOTES, "F5", section("amber", "A3,")),
    R("home", YELLOW, "F4, to “Home”, Enter", front(HomeScreen, "Drafts: 1")),
    R("lock", AMBER, "F9", locked),
    R("lock", LOCKED, f"type “{PASSPHRASE}”, Enter", section("amber", "A3,")),
    R("quit", NOTES, "F10", signed_out_and_ended),
    R("help", AMBER, "F1", front(HelpScreen, "Amber")),
    R("help.letter", NOTES, "F4, to “Help for this screen”, Enter", front(HelpScreen, "Notes")),
    R("contacts", AMBER, "F6", front(ContactsScreen, "Whom to call in Essex")),
    R("guidance", AMBER, "F4, to “Guidance”, Enter", front(GuidanceScreen, "Introduction (section 1)")),
    R("search", AMBER, "F4, to “Search your”, Enter, type “older man”, Enter", at_item("Robin Madeup")),
    R("take_over", SHOWN_ONLY, "F4, to “Change it here”, Enter", can_be_changed),
    R("immediate_risk", NOTES, "F7, to “Yes”, Enter", answers(lambda given: given.immediate_risk, True)),
    R("immediate_risk", NOTES, "F7, to “Yes”, Enter", front(ResultScreen, "999")),
    R(
        "harm_today",
        NOTES,
        "F8, to “Yes”, Enter, Enter, type “Told by a friend”, Enter, to “No”, Enter",
        answers(lambda given: (given.harm.words, given.family_involved), ("Told by a friend", False)),
    ),
    R(
        "complete",
        YELLOW,
        "F4, to “Complete this”, Enter, Enter, to “Complete it”, Enter",
        front(CeScreen, "Completed as revision 1"),
    ),
    R("phone", YELLOW, "F4, to “Read on the phone”, Enter", front(PhoneScreen)),
    R("done", YELLOW, "F4, to “What was done”, Enter", front(DoneScreen, "Nothing is recorded as done yet")),
    R("known", within("result"), "F4, to “Known here”, Enter", front(KnownScreen)),
    R("follow_ups", YELLOW, "F4, to “What is due”, Enter", front(DueScreen)),
    R("keys", YELLOW, "F4, to “Keys”, Enter", front(KeysScreen, "Everything can be done by keyboard")),
    R("display", NOTES, "F4, to “Display”, Enter", front(DisplayScreen)),
    R("account", YELLOW, "F4, to “Your account”, Enter", front(AccountScreen)),
    R("lock_time", YELLOW, "F4, to “When it locks”, Enter", front(LockTimeScreen)),
    R("accounts", YELLOW, "F4, to “Accounts”, Enter", front(AccountsScreen, "Made-up Practitioner")),
    R("keeping", YELLOW, "F4, to “Keeping and deleting”, Enter", front(KeepingScreen)),
    R("audit", YELLOW, "F4, to “The log”, Enter", front(AuditScreen, "set the store up")),
    # Before the sign-in
    R(
        "reader",
        DOOR,
        "F4, to “Display for screen”, Enter",
        lambda door: door.app.surroundings.for_screen_readers,
    ),
    R("lines", DOOR, "F4, to “A line at a time”, Enter", lambda door: door.app.ending.line_mode is not None),
    # In a list
    R("list.down", GUIDANCE, "Down x2", at_item("SET Partnership CE Pathway Functionality")),
    R("list.up", GUIDANCE, "Down x2, Up", at_item("Table of Contents")),
    R("list.page_down", GUIDANCE, "Down as far as Page Down", at_item("About this copy")),
    R("list.page_up", FURTHER_DOWN, "Up as far as Page Up", at_item("Introduction")),
    R("list.last", GUIDANCE, "Down as far as End", at_item("Write the empty form (PDF): Elsewhere")),
    R(
        "list.first",
        FURTHER_DOWN,
        "Up as far as Home",
        at_item("SET Partnership Child"),
    ),
    R("list.choose", GUIDANCE, "Down, Enter", front(GuidanceScreen, "chapter 2 of")),
    R("list.choose_space", START, "Up, Enter", answers(lambda given: given.immediate_risk, False)),
    # In a text
    R("text.down", CHAPTER, "Down", at_row(3)),
    R("text.up", CHAPTER, "Down x2, Up", at_row(3)),
    R("text.page_down", CHAPTER, "Down as far as Page Down", at_row(16)),
    R("text.page_up", WITHIN_CHAPTER, "Up as far as Page Up", at_row(12)),
    R("text.page_space", CHAPTER, "Down as far as Space", at_row(16)),
    R("text.last", CHAPTER, "Down as far as End", at_row(27)),
    R("text.first", WITHIN_CHAPTER, "Up as far as Home", at_row(1)),
    R("text.next_pointer", POINTERS, "Right", says("Enter follows")),
    R("text.previous_pointer", POINTERS, "Right x2, Left", says("to the notes")),
    R("text.follow", POINTERS, "Right, Enter", section("notes")),
    # In a list of factors
    R("tier.cycle", YELLOW, "F4, to “Change the mark”, Enter", marks({"A3": "suspected", "Y1": "yes"})),
    R("tier.yes", YELLOW, "F4, to “Mark: yes”, Enter", marks({"A3": "suspected", "Y1": "yes"})),
    R(
        "tier.suspected",
        RED,
        "F4, to “Mark: suspected”, Enter",
        marks({"A3": "suspected", "R2": "suspected"}),
    ),
    R("tier.believe", AMBER, "F4, to “Mark: reasonably believe”, Enter", marks({"A3": "reasonably believe"})),
    R("tier.clear", AMBER, "F4, to “Clear the mark”, Enter", marks({})),
    R("tier.note", RED, "F4, to “Write a note”, Enter", answers(lambda given: "R2" in given.notes, True)),
    R("tier.explain", RED, "F4, to “The tier's explanation”, Enter", front(GuidanceScreen, "Red: chapter")),
    R("tier.citations", AMBER, "F4, to “The sentences”, Enter", front(ChooseDialog, "Your notes on A3")),
    R("tier.citations", AMBER, "F4, to “The sentences”, Enter, Enter", section("notes")),
    # In a form
    R("form.yes", START, "F4, to “Answer Yes”, Enter", answers(lambda given: given.immediate_risk, True)),
    R("form.no", START, "F4, to “Answer No”, Enter", answers(lambda given: given.immediate_risk, False)),
    R(
        "form.clear",
        KNOWN,
        "F4, to “Take an answer back”, Enter",
        answers(lambda given: given.known_to_practitioner, None),
    ),
    # In the notes
    R(
        "notes.pick",
        NOTES,
        "F4, to “Pick a factor”, Enter, to “R2”, Enter",
        answers(lambda given: "R2" in given.notes, True),
    ),
    # On Home
    R("home.new", HOME, "F4, to “New screening”, Enter, to “Essex”, Enter", section("start")),
    R("home.search", HOME, "F4, to “Search”, Enter, type “lighthouse”, Enter", says("Esc shows all")),
    R("home.names", HOME, "F4, to “Show the children's names”, Enter", names_are_shown),
    R(
        "home.discard",
        LEFT_EMPTY,
        "F4, to “Discard”, Enter, to “Discard it”, Enter",
        says("is discarded"),
    ),
    # Where something can be recorded
    R("action.record", within("result"), "F4, to “Record what was done”, Enter", front(ActionScreen)),
    # In Contacts
    R(
        "contacts.area",
        CONTACTS,
        "F4, to “Another area”, Enter, to “Thurrock”, Enter",
        reads("call in Thurrock"),
    ),
    # In Guidance
    R(
        "guidance.search",
        CHAPTER,
        "F4, to “Search the whole”, Enter, type “county”, Enter",
        reads("with: county"),
    ),
    R("guidance.next", CHAPTER, "F4, to “Next chapter”, Enter", says("chapter 12 of")),
    R("guidance.back", CHAPTER, "F4, to “Previous chapter”, Enter", says("chapter 10 of")),
    R("guidance.chapters", CHAPTER, "F4, to “The list of chapters”, Enter", at_item("What actions")),
    # In the log
    R("audit.verify", LOG, "F4, to “Verify the log”, Enter", front(VerdictScreen)),
    R("audit.record", LOG, "F4, to “Only one record's”, Enter, type “{ref}”, Enter", says("of CE-")),
    R("audit.person", LOG, "F4, to “Only one person's”, Enter, to “Made-up”, Enter", says("by Made-up")),
    R(
        "audit.kind",
        LOG,
        "F4, to “Only entries of some”, Enter, to “Sign-ins”, Enter",
        says("sign-ins, sign-outs"),
    ),
    R("audit.since", LOG, "F4, to “Only entries from”, Enter, type “1 1 2100”, Enter", reads("No entries")),
    R("audit.all", EMPTY_LOG, "F4, to “All entries again”, Enter", reads("set the store up")),
    # In a question
    R("dialog.cancel", ASKED, "Esc", section("amber", "A3,")),
    R("dialog.cancel", GUIDANCE, "Esc", section("yellow")),
    R("dialog.cancel", AMBER, "Esc", front(GoToDialog)),
)


IN_A_TERMINAL = {"redraw"}
"""The harness draws on no terminal: what comes of these has a test of its own."""


def test_every_command_has_a_row() -> None:
    assert {command.id for command in COMMANDS} == {row.command for row in ROWS} | IN_A_TERMINAL


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.command)
async def test_a_command_is_carried_out_with_plain_keys(row: Row, home: Path) -> None:
    async with row.start.begin(home) as door:
        hands = Hands(door)
        await hands.do(row.start.keys)
        before, draft = hands.pressed, door.app.seat.open_draft
        assert not row.then(door), "it is so before a key is pressed"
        await hands.do(row.keys.replace("{ref}", draft.screening.ref if draft else ""))
        await door.until(lambda: row.then(door), row.command)
        assert door.app.crash is None
        if row.command not in BY_ONES:
            assert hands.pressed - before <= MOST


def test_the_screen_is_drawn_again_with_plain_keys(home: Path) -> None:
    with PtyScreen([*CE_TUI], {"CE_TUI_HOME": str(home)}) as terminal:
        terminal.wait_for("step 1 of 3")
        terminal.press(F4)
        for _ in range(30):
            if "Draw the screen again" in terminal.text.splitlines()[-4]:
                break
            terminal.press(DOWN)
        terminal.screen.reset()  # someone else wrote on the terminal
        terminal.press(ENTER)
        terminal.wait_for("In danger now: phone 999.")
        terminal.wait_for("step 1 of 3")
