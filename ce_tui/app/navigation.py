"""From place to place: what the commands that work anywhere do. A part of the app (`CeApp`), kept apart for reading.

The core is imported where it is asked something: the first screen, which asks for a name, needs none of it.
"""

from __future__ import annotations

import json
from typing import Any

from textual import work
from textual.dom import DOMNode
from textual.screen import Screen

from ce_tui.app.locking import Locking
from ce_tui.commands.keymap import PREFERENCE as KEYS
from ce_tui.commands.table import BY_ID, COMMANDS, Command, Where, say_key
from ce_tui.core.vault.errors import VaultError
from ce_tui.screens.base import CeScreen
from ce_tui.widgets.dialogs import ChooseDialog, ConfirmDialog, Dialog, MessageDialog
from ce_tui.widgets.item_list import Item, ItemList
from ce_tui.widgets.text_view import TextView

_TO_THE_WALK = (
    "The walk shows the app in five steps, with made-up screenings. You are signed out for it, and everything "
    "is saved; it ends at the sign-in. Begin it?"
)


def section_screen(section: str) -> CeScreen:
    """A new screen of a section. Imported only now: what is not opened costs nothing at the start."""
    if section == "start":
        from ce_tui.screens.screening.start import StartScreen

        return StartScreen()
    if section in ("yellow", "amber", "red"):
        from ce_tui.screens.screening.tier import TierScreen

        return TierScreen(section)
    if section == "notes":
        from ce_tui.screens.screening.notes import NotesScreen

        return NotesScreen()
    if section == "result":
        from ce_tui.screens.screening.result import ResultScreen

        return ResultScreen()
    if section == "details":
        from ce_tui.screens.screening.details import DetailsScreen

        return DetailsScreen()
    from ce_tui.screens.screening.review import ReviewScreen

    return ReviewScreen()


def places_of(screen: Screen[object]) -> tuple[Where, ...]:
    """The places whose keys work on a screen, its own first: what it says itself, and what has the focus there."""
    own: list[Where] = list(screen.where) if isinstance(screen, CeScreen) else ["dialog"]
    if any(isinstance(widget, ItemList) for widget in screen.focus_chain):
        own.append("list")
    if any(isinstance(widget, TextView) for widget in screen.focus_chain):
        own.append("text")
    return tuple(own)


def commands_at(screen: Screen[object]) -> list[tuple[DOMNode, Command]]:
    """The commands of a screen and of what has the focus there, innermost first, each with what it is run on."""
    nodes = screen.focused.ancestors_with_self if screen.focused is not None else [screen]
    return [
        (node, BY_ID[binding.id])
        for node in nodes
        for bindings in node._bindings.key_to_bindings.values()
        for binding in bindings
        if binding.id in BY_ID and BY_ID[binding.id].where not in ("anywhere", "dialog")
    ]


class Navigation(Locking):
    """The actions of the commands that work anywhere."""

    _before_notes: str = ""

    # Screens

    def place(self, screen: CeScreen) -> None:
        """Show a screen instead of everything that is open; from beneath a lock once it is open."""
        if self.is_beneath:
            self.once_open(lambda: self.place(screen))
            return
        while len(self.screen_stack) > 2:
            self.pop_screen()
        self.switch_screen(screen) if len(self.screen_stack) > 1 else self.push_screen(screen)

    def over(self, screen: Screen[Any]) -> None:
        """Show a screen over the present one; Esc goes back. One kind of screen lies open only once."""
        if self.is_beneath:
            self.once_open(lambda: self.over(screen))
            return
        above: list[type[Screen[Any]]] = []
        for each in reversed(self.screen_stack):
            if not isinstance(each, CeScreen) or each.stays or each.section:
                break
            above.append(type(each))
        if type(screen) in above:
            for _ in range(above.index(type(screen)) + 1):
                self.pop_screen()
        self.push_screen(screen)

    async def action_back(self) -> None:
        """Back to what lies under this screen; from a section, Home or the lock nothing happens."""
        screen = self.screen
        if (
            isinstance(screen, CeScreen)
            and not screen.step_back()
            and not screen.stays
            and len(self.screen_stack) > 2
        ):
            self.pop_screen()

    @property
    def section(self) -> str:
        """The section that lies open, or empty."""
        for screen in reversed(self.screen_stack):
            name = getattr(screen, "section", "")
            if name:
                return str(name)
        return ""

    def show_section(self, section: str, at: str = "", greeting: str = "") -> None:
        """Open a section of the draft, at a factor or field where one is given; `greeting` is said once."""
        draft = self.open_draft
        if draft is None:
            return
        draft.flush()
        draft.keep_place(f"{section}:{at}" if at else section)
        screen = section_screen(section)
        screen.start_at = at
        screen.greeting = greeting
        self.place(screen)

    def open_at(self, section: str, at: str = "", greeting: str = "") -> None:
        """Open a section of the draft, and say something about it once."""
        from ce_tui.core.pathway.interview.interview import SECTIONS

        self.show_section(section if section in SECTIONS else "start", at, greeting)

    def action_section(self, by: int) -> None:
        """The next or the previous section."""
        from ce_tui.core.pathway.interview.interview import SECTIONS

        if self.open_draft is None or self.in_dialog:
            return
        here = SECTIONS.index(self.section) if self.section in SECTIONS else 0
        there = min(max(here + by, 0), len(SECTIONS) - 1)
        if there != here:
            self.show_section(SECTIONS[there])
        else:
            self.say("This is the last section." if by > 0 else "This is the first section.")

    def action_notes(self) -> None:
        """To the notes, and from the notes back to where one was."""
        draft = self.open_draft
        if draft is None or self.in_dialog:
            return
        if self.section == "notes":
            section, _, at = (self._before_notes or "yellow").partition(":")
            self.show_section(section, at)
        else:
            here = getattr(self.screen, "here", "")
            self._before_notes = f"{self.section}:{here}" if here else self.section
            self.show_section("notes")

    def write_note(self, factor: str, at: str = "") -> None:
        """To the notes with a factor's ID put in (`factor`) or the cursor at a place in the text (`at`)."""
        here = getattr(self.screen, "here", "")
        self._before_notes = f"{self.section}:{here}" if here else self.section
        self.show_section("notes", f"+{factor}" if factor else f"@{at}")

    def action_home(self) -> None:
        """Home; the draft is saved and put away."""
        if self.session is None or self.in_dialog:
            return
        from ce_tui.screens.home.home import HomeScreen

        home = HomeScreen()
        try:
            home.greeting = self.session.close_draft()
        except VaultError as error:
            self.say(error.words)
            return
        self.place(home)

    def action_contacts(self) -> None:
        """Whom to call now."""
        from ce_tui.screens.reading.contacts import ContactsScreen

        self.over(ContactsScreen())

    def action_guidance(self, chapter: str = "") -> None:
        """The whole document, at a chapter where one is given."""
        from ce_tui.screens.reading.guidance import GuidanceScreen

        self.over(GuidanceScreen(chapter))

    def action_help(self) -> None:
        """Help for the screen in front."""
        from ce_tui.screens.reading.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            screen = self.screen
            self.over(
                HelpScreen(getattr(screen, "topic", getattr(screen, "help_topic", "")), places_of(screen))
            )

    def action_keys(self) -> None:
        """The keys."""
        from ce_tui.screens.reading.keys import KeysScreen

        self.over(KeysScreen())

    @work(exclusive=True, group="walk")
    async def action_walk(self) -> None:
        """The walk's present step; in the demo without one, its first; from a session the demo, after a question."""
        if self.session is None or self.in_dialog:
            return
        from ce_tui.session.departure import WALK
        from ce_tui.session.walk import Walk

        if not self.demo:
            if not self.save_draft():
                self.say("Not now: what you typed last is not saved yet.")
            elif await self.ask(ConfirmDialog(_TO_THE_WALK, "Sign out, and begin the walk", "Not now")):
                chosen = {"theme": self.theme, KEYS: self.own_keys.kept()}
                chosen["display"] = "screen-reader" if self.for_screen_readers else ""
                self.depart(WALK.leading_to(json.dumps(chosen)))
            return
        from ce_tui.screens.reading.walk import WalkScreen

        self.walk = self.walk or Walk()
        self.over(WalkScreen(self.walk))

    def try_step(self) -> None:
        """To the place of the walk's step: the first draft is taken where none is open."""
        session, walk = self.session, self.walk
        if session is None or walk is None:
            return
        place = walk.step.place
        if place == "home":
            self.action_home()
            return
        if session.draft is None:
            session.open(next(each.ref for each in session.casebook.index.all() if each.state == "draft"))
        self.show_section(place)

    def end_walk(self) -> None:
        """No walk any more: the demo goes on by itself."""
        self.walk = None
        self.pop_screen()

    def action_display(self) -> None:
        """Colours, and the display for screen readers."""
        from ce_tui.screens.reading.display import DisplayScreen

        self.over(DisplayScreen())

    def action_lock_time(self) -> None:
        """When it locks by itself, for the account that is signed in."""
        if self.session is None:
            return
        from ce_tui.screens.reading.lock_time import LockTimeScreen

        self.over(LockTimeScreen())

    def action_account(self) -> None:
        """The account that is signed in."""
        from ce_tui.screens.office.account import AccountScreen

        self.over(AccountScreen())

    def _may(self, command_id: str) -> bool:
        """Whether who is signed in has a role for a command; if not, that is said."""
        session, roles = self.session, BY_ID[command_id].roles
        if session is None:
            return False
        may = not roles or session.casebook.has_role(*roles)
        if not may:
            self.say(f"This takes the role {' or '.join(roles)}, which your account does not have.")
        return may

    def action_accounts(self) -> None:
        """Everyone who has a way in, for the administrator and the lead."""
        if self._may("accounts"):
            from ce_tui.screens.office.accounts import AccountsScreen

            self.over(AccountsScreen())

    def action_keeping(self) -> None:
        """The review queue, the rules of keeping, the backup: for the lead and the administrator."""
        if self._may("keeping"):
            from ce_tui.screens.office.keeping import KeepingScreen

            self.over(KeepingScreen())

    def action_audit(self) -> None:
        """The log, for the lead and the administrator."""
        if self._may("audit"):
            from ce_tui.screens.office.audit import AuditScreen

            self.over(AuditScreen())

    def action_search(self) -> None:
        """Search, on Home."""
        self.action_home()
        start_search = getattr(self.screen_stack[-1], "start_search", None)
        if start_search is not None:
            self.call_after_refresh(start_search)

    def action_phone(self) -> None:
        """The referral, to be read on the phone."""
        if self.open_draft is None:
            return
        from ce_tui.screens.screening.phone import PhoneScreen

        self.over(PhoneScreen())

    # The display

    def action_screen_reader(self) -> None:
        """The display for screen readers, on or off. For the places before the sign-in, and the lock."""
        on = not self.for_screen_readers
        try:
            self.choose_display("display", "screen-reader" if on else "")
        except VaultError as error:
            self.say(error.words)
            return
        self.say(
            "Display for screen readers: on. Only where you are is shown, in words. F1 is help."
            if on
            else "Display for screen readers: off."
        )

    # What can be said at any time

    @work
    async def action_immediate_risk(self) -> None:
        """The child is at immediate risk: red at once, whatever is marked; taken back only after a question."""
        draft = self.open_draft
        if draft is None:
            return
        if draft.answers.immediate_risk and not await self.ask(
            ConfirmDialog(
                "You said that the child is at immediate risk. Take that back?",
                "Take it back: the result follows the marks again",
                "Leave it as it is",
            )
        ):
            return
        from ce_tui.core.pathway.interview.changes import set_immediate_risk

        self.change(lambda answers: set_immediate_risk(answers, None if answers.immediate_risk else True))
        self.show_section("result")

    @work
    async def action_harm_today(self) -> None:
        """Harm seen or told of today: the red steps at once; taken back only after a question."""
        draft = self.open_draft
        if draft is None:
            return
        if draft.answers.harm_today and not await self.ask(
            ConfirmDialog(
                "You said that you saw or were told of harm today. Take that back?",
                "Take it back: the steps follow the marks and your decision again",
                "Leave it as it is",
            )
        ):
            return
        from ce_tui.core.pathway.interview.changes import set_harm_today

        self.change(lambda answers: set_harm_today(answers, None if answers.harm_today else True))
        self.show_section("result")

    def action_take_over(self) -> None:
        """Change a screening here that is only shown, because someone else had it open."""
        draft = self.open_draft
        if draft is None or self.in_dialog:
            return
        if draft.conflict is not None:
            self._settle()
            return
        if not draft.view_only:
            self.say(draft.why_closed or "You can change this screening here already.")
            return
        try:
            draft.take_over()
        except VaultError as error:
            self.say(error.words)
            return
        here = getattr(self.screen, "here", "")
        self.show_section(self.section or "start", here, "From now on you can change it here.")

    def _settle(self) -> None:
        """Ask again what becomes of words that someone else's save came before."""
        settle = getattr(self.screen, "settle_conflict", None)
        if settle is not None:
            settle()

    def action_complete(self) -> None:
        """To Review, where a screening is completed."""
        if self.open_draft is not None:
            self.show_section("review", "complete")

    # Go to

    @work
    async def action_go_to(self) -> None:
        """The numbered menu of everything that can be reached from here."""
        if isinstance(self.screen, Dialog):
            return
        chosen = await self.push_screen_wait(
            ChooseDialog("Go to. Type a number or move, then Enter.", self.menu())
        )
        if chosen is None:
            return
        kind, _, what = chosen.partition(":")
        if kind == "section":
            self.show_section(what)
        elif kind == "here":
            for node, command in commands_at(self.screen):
                if command.id == what:
                    await self.run_action(command.action, node)
                    break
        else:
            await self.run_action(what)

    def menu(self) -> list[Item]:
        """The go-to menu: sections with their state, then places and commands, each with its number and its key."""
        from ce_tui.core.pathway.interview.interview import sections

        items: list[Item] = []
        draft = self.open_draft
        if draft is not None:
            for state in sections(draft.answers, draft.pathway):
                items.append(Item(f"section:{state.id}", f"{state.title}: {state.state_words}"))
        # Open to all, so first: their numbers are the same for whoever is not signed in.
        open_to_all = ("contacts", "guidance")
        for command in sorted(COMMANDS, key=lambda command: command.id not in open_to_all):
            if not command.menu or (command.needs_sign_in and self.session is None):
                continue
            if command.needs_draft and (
                draft is None or (command.id == "take_over" and not (draft.view_only or draft.conflict))
            ):
                continue
            if command.roles and not (self.session and self.session.casebook.has_role(*command.roles)):
                continue
            key = self.key_of(command.id)
            words = "Close the app" if command.id == "quit" and self.kept_session is None else command.words
            if command.id == "walk" and self.walk is not None:
                words = f"Go on with the walk: step {self.walk.number}, {self.walk.step.title}"
            items.append(Item(f"command:{command.action}", words, tail=say_key(key) if key else ""))
        items += self._keyless()
        for number, item in enumerate(items, 1):
            item.head = f"{number:>2}"
            item.said = f"{number} {item.text}"
        return items

    def _keyless(self) -> list[Item]:
        """What is there on this screen and has no key now: taken away, or a letter where letters are switched off."""
        here = [command for _, command in commands_at(self.screen)]
        with_key = {command.action for command in here if self.key_of(command.id)}
        without = {command.action: command for command in reversed(here) if command.action not in with_key}
        return [Item(f"here:{command.id}", command.words) for command in reversed(without.values())]

    async def ask(self, dialog: ChooseDialog) -> bool:
        """Whether a question was answered with yes. Only from a worker."""
        return bool(await self.push_screen_wait(dialog) == "yes")

    async def tell(self, words: str) -> None:
        """Words that must be read before going on. Only from a worker."""
        await self.push_screen_wait(MessageDialog(words))
