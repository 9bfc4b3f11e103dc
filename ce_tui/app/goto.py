"""The go-to menu, with each place's number and each command's key; the keys; and what is done to the open screening.

The core and the menu are imported when it is asked for: the first screen, which asks for a name, needs none of them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from textual.binding import Binding
from textual.dom import DOMNode
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.worker import Worker, WorkerError

from ce_tui.app.front import AppPart
from ce_tui.app.navigator import Navigator
from ce_tui.commands.keymap import Keys, is_plain, say_keys
from ce_tui.commands.table import BY_ID, COMMANDS, NUMBERS, Command, sort_number
from ce_tui.screens.base import CeScreen
from ce_tui.settings.preferences import KEYS, kept_keys
from ce_tui.widgets.item_rows import Item
from ce_tui.widgets.wrapping import TIER_TONES

if TYPE_CHECKING:
    from ce_tui.core.pathway.answers.danger import DangerName
    from ce_tui.screens.host import Host


ANSWER_FIRST = (
    "First finish what is asked here, or press Esc; then press that key again. In danger now: phone 999."
)
_LONGEST = 0.5  # seconds, where a screen goes away meanwhile
_ASKED = "Go to: a number, or letters of its name; a factor by its ID. Then Enter."


def commands_at(screen: Screen[object]) -> list[tuple[DOMNode, Command]]:
    """The commands of a screen and of its focus, innermost first, each with its node."""
    nodes = screen.focused.ancestors_with_self if screen.focused is not None else [screen]
    return [
        (node, BY_ID[binding.id])
        for node in nodes
        for bindings in node._bindings.key_to_bindings.values()
        for binding in bindings
        if binding.id in BY_ID and BY_ID[binding.id].where not in ("anywhere", "dialog")
    ]


async def _keys_done(screen: Screen[Any]) -> None:
    """Wait until a screen has done what was pressed before: a key and what it leads to go up from the focus."""
    focused = screen.focused or screen
    for node in (focused, *focused.ancestors_with_self):
        done = asyncio.Event()
        if isinstance(node, MessagePump) and node is not screen.app and node.call_later(done.set):
            with suppress(TimeoutError):
                await asyncio.wait_for(done.wait(), _LONGEST)


class GoToMenu(AppPart):
    """Offers the menu, and goes where it is told to."""

    _navigator: Navigator
    _coming: Worker[None] | None = None  # the menu, until something is chosen in it

    def offer(self) -> None:
        """Show the menu; what is chosen is gone to."""
        if self._front.question_comes:
            self._front.hold_up(ANSWER_FIRST)
        elif self._coming is not None:
            return
        elif self._front.in_dialog:
            self._front.say(ANSWER_FIRST)
        else:
            self._coming = self._app.run_worker(self._offer, group="go to")

    @property
    def is_open(self) -> bool:
        """Whether the menu is in front, comes in a moment, or was just chosen from."""
        return self._coming is not None

    async def give_way(self) -> None:
        """Close the menu for a question that is asked instead; what was pressed in it before that is done first."""
        coming, screen = self._coming, self._app.screen
        if coming is None:
            return
        from ce_tui.widgets.keyed_dialog import GoToDialog

        if isinstance(screen, GoToDialog):
            await _keys_done(screen)
            screen.dismiss(None)
        elif not coming.is_running:
            coming.cancel()
        with suppress(WorkerError):
            await coming.wait()
        self._coming = None

    def back_or_offer(self) -> None:
        """Back to what lies under the screen in front; from a section, under which nothing lies, the menu."""
        screen = self._app.screen
        if not self._navigator.back() and isinstance(screen, CeScreen) and screen.section:
            self.offer()

    async def _offer(self) -> None:
        from ce_tui.widgets.keyed_dialog import GoToDialog

        here = f"section:{self._navigator.section}"
        try:
            chosen = await self._app.push_screen_wait(GoToDialog(_ASKED, self.menu(), here, self._factors))
        finally:
            self._coming = None
        if chosen is None:
            return
        kind, _, what = chosen.partition(":")
        if kind == "section":
            section, _, at = what.partition(":")
            self._navigator.show_section(section, at)
        elif kind == "here":
            for node, command in commands_at(self._app.screen):
                if command.id == what:
                    await self._app.run_action(command.action, node)
                    break
        else:
            await self._app.run_action(what)

    def menu(self) -> list[Item]:
        """What has a number by its number: danger, sections with their state, places and commands. Then the rest."""
        numbered = sorted([*self._commands(), *self._sections()], key=lambda each: sort_number(each[0]))
        for item_id, item in numbered:
            if number := NUMBERS.get(item_id):
                item.head, item.said = f"{number:>2}", f"{number} {item.text}"
        return [*(item for _, item in numbered), *self._here()]

    def _sections(self) -> Iterator[tuple[str, Item]]:
        from ce_tui.session.words.sections import sections_of

        draft = self._seat.open_draft
        for state in sections_of(draft) if draft is not None else ():
            words, tone = f"{state.title}: {state.state_words}", TIER_TONES.get(state.id, "")
            yield state.id, Item(f"section:{state.id}", words, tone=tone, toned=state.title if tone else "")

    def _factors(self, typed: str) -> list[Item]:
        """The factors whose ID is what is typed, or begins so."""
        from ce_tui.core.pathway.document.document import complete

        draft = self._seat.open_draft
        if draft is None or not any(character.isdigit() for character in typed):
            return []
        tiers = draft.pathway.tier_of
        return [
            Item(f"section:{tiers[factor.id]}:{factor.id}", f"{factor.id} {factor.text}")
            for factor in complete(typed, draft.pathway)
        ]

    def _commands(self) -> Iterator[tuple[str, Item]]:
        for command in COMMANDS:
            if command.menu and self._is_offered(command):
                closes = command.id == "quit" and self._seat.kept_session is None
                words = "Close the app" if closes else command.words
                key = self._around.keys.key_of(command.id)
                yield command.id, Item(f"command:{command.action}", words, tail=say_keys(key))

    def _is_offered(self, command: Command) -> bool:
        session, draft = self._seat.session, self._seat.open_draft
        if command.needs_sign_in and session is None:
            return False
        if command.needs_draft and draft is None:
            return False
        if command.sections and self._navigator.section not in command.sections:
            return False
        if command.id == "take_over" and draft is not None and not (draft.view_only or draft.conflict):
            return False
        return not command.roles or (session is not None and session.casebook.has_role(*command.roles))

    def _here(self) -> Iterator[Item]:
        """What is there on this screen, but for what Tab, arrows, Enter, Esc or a function key does anyway.

        Of lists and texts only what has no key at all: their other keys move as the arrows do.
        """
        key_of = self._around.keys.key_of
        here = [
            each
            for node, each in commands_at(self._app.screen)
            if node.check_action(each.action.partition("(")[0], ()) is not False
        ]
        moving = {each.action for each in here if each.where in ("list", "text") and key_of(each.id)}
        plain = {each.action for each in here if any(map(is_plain, key_of(each.id).split(",")))}
        offered = {each.action: each for each in reversed(here) if each.action not in moving | plain}
        for command in reversed(offered.values()):
            yield Item(f"here:{command.id}", command.words, tail=say_keys(key_of(command.id)))


class AppKeys(AppPart):
    """The keys in force: which key does what."""

    def __post_init__(self) -> None:
        self.use(Keys(self._seat.config.keys))

    def names_of(self, command_id: str) -> frozenset[str]:
        """The keys that a command has now, as Textual names each of them."""
        return frozenset(filter(None, self._around.keys.key_of(command_id).split(",")))

    def use(self, keys: Keys) -> None:
        """Have other keys from now on. For none Textual gets a key that nobody can press."""
        self._around.keys = keys
        keymap = {}
        for command in COMMANDS:
            key, no_key = keys.key_of(command.id), f"no-key-{command.id}"
            if key != command.key:
                keymap[command.id] = key or no_key
            if key and not command.key and command.where == "anywhere":
                # It comes without a key: the keymap puts in the one that it was given.
                binding = Binding(
                    no_key, command.action, command.words, id=command.id, priority=True, show=False
                )
                self._app._bindings.key_to_bindings[no_key] = [binding]
        if keymap != self._app._keymap:
            self._app.set_keymap(keymap)

    def choose(self, keys: Keys) -> None:
        """Have other keys from now on, kept for the account that is signed in.

        Raises VaultError where they cannot be kept; they hold for this session all the same.
        """
        self.use(keys)
        if self._seat.session is not None:
            KEYS.keep(self._seat.session.casebook, kept_keys(keys))


class OpenScreening(AppPart):
    """The screening that is open, if any."""

    _navigator: Navigator
    _goto: GoToMenu

    def complete(self) -> None:
        """To Review, where a screening is completed."""
        if self._seat.open_draft is not None and not self._front.in_dialog:
            self._navigator.show_section("review", "complete")

    def begin_to_say(self, name: DangerName) -> None:
        """Say that the child is in danger: red, or its steps, at once.

        It is taken back only after a question. One that is in front is answered first: nothing typed there is lost.
        """
        if self._seat.open_draft is None:
            self._navigator.say_that_none_is_open("In danger now: phone 999.")
        elif self._goto.is_open and not self._front.question_comes:
            self._app.run_worker(self._after_the_menu(name))
        elif self._front.asks:
            self._front.hold_up(ANSWER_FIRST)
        else:
            self._front.question_comes = True
            self._app.run_worker(self._say_danger(name))

    async def _after_the_menu(self, name: DangerName) -> None:
        await self._goto.give_way()
        self.begin_to_say(name)

    async def _say_danger(self, name: DangerName) -> None:
        from ce_tui.screens.screening.form import say_danger

        try:
            if (draft := self._seat.open_draft) is not None:
                await say_danger(cast("Host", self._app), draft, name)
        finally:
            self._front.question_comes = False

    def take_over(self) -> None:
        """Change a screening here that is only shown; where someone else saved first, ask again what becomes of it."""
        self._app.run_worker(self._take_over(), group="conflict", exclusive=True)

    async def _take_over(self) -> None:
        from ce_tui.screens.screening.section import ArrowKeyAsker
        from ce_tui.session.jobs.completing import take_over

        if (draft := self._seat.open_draft) is None or self._front.asks:
            return
        section, at = self._navigator.section or "start", self._navigator.here
        result = await take_over(ArrowKeyAsker(cast("Host", self._app)), draft)
        if result.done:
            self._navigator.show_section(section, at, result.words)
        else:
            self._front.greet(result.words)
