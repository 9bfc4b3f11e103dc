"""A screen of text to read, help on the screen one came from, and the screen that changes keys."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult

from ce_tui.commands.keymap import KeyRefused, Keys, say_keys
from ce_tui.commands.table import BY_ID, PLACES, Command, Where, commands_in
from ce_tui.core.pathway.answers.danger import DANGERS
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.help_texts import help_lines, help_on, topics
from ce_tui.core.pathway.interview.interview import SECTIONS
from ce_tui.core.vault.errors import VaultError
from ce_tui.screens.base import CeScreen
from ce_tui.widgets.dialogs import ChooseDialog
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.item_rows import Item
from ce_tui.widgets.keyed_dialog import KeyDialog
from ce_tui.widgets.room import around, is_quiet
from ce_tui.widgets.text_view import Part, TextView

GENERAL = "keys"
_NOT_OVER_A_QUESTION = {
    *DANGERS,
    "section.next",
    "section.back",
    "goto",
    "notes",
    "home",
    "search",
    "take_over",
    "complete",
    "help.letter",
}
"""What waits until a question is answered; over the go-to menu danger is said all the same. Signs are no keys there."""


class TextScreen(CeScreen):
    """Text to read; Esc goes back."""

    def body(self) -> ComposeResult:
        yield TextView(widget_id="text")

    def show(self) -> None:
        view = self.query_one("#text", TextView)
        if not view.parts:
            view.set_parts(self.parts())
        view.focus()
        self.say(so_far=self.so_far())

    def parts(self) -> list[Part]:
        """The text."""
        raise NotImplementedError

    def so_far(self) -> str:
        """The status line's words on all of it."""
        return "Esc goes back."


class HelpScreen(TextScreen):
    """Help on a topic, then the keys that work."""

    called: ClassVar[str] = "Help"
    help_topic: ClassVar[str] = GENERAL

    def __init__(self, topic: str, where: tuple[Where, ...] = ()) -> None:
        super().__init__()
        self._topic = topic
        self._of = where

    def parts(self) -> list[Part]:
        topic = self._topic.replace("-", "_")
        topic = topic if topic in topics() else GENERAL
        draft, key_of = self.seat.open_draft, around(self).keys.key_of
        pathway = draft.pathway if draft is not None else self.seat.pathways.at_hand
        parts = _parts(topic, pathway)
        if draft is not None and topic in (*SECTIONS, "goto") and not is_quiet(self):
            parts += _parts("strip", pathway)
        for place in dict.fromkeys([*self._of, "anywhere"]):
            parts.append(Part(f"Keys: {PLACES[place].lower()}", "heading"))
            parts += [
                Part(command.words, "line", head=f"{say_keys(key):<12}")
                for command in filter(self._works, commands_in(place))
                if (key := key_of(command.id))
            ]
        return parts

    def _works(self, command: Command) -> bool:
        """Whether it works where one came from: over a question much waits."""
        over_menu = self._topic == "goto" and command.id in DANGERS
        return "dialog" not in self._of or over_menu or command.id not in _NOT_OVER_A_QUESTION


def _parts(topic: str, pathway: Pathway) -> list[Part]:
    """The help on a topic, its title and its questions as headings."""
    headings = {entry.heading for entry in help_on(topic, pathway).entries}
    lines = [line for line in help_lines(topic, pathway) if line]
    parts = [Part(lines[0], "heading")]
    return parts + [Part(line, "heading" if line in headings else "paragraph") for line in lines[1:]]


FIELDS = (
    ("Tab", "The next field or list; Shift+Tab the one before"),
    ("Up, Down", "The field above, the field below"),
    ("Ctrl+A", "To the beginning of the line; Ctrl+E to its end"),
    ("Ctrl+W", "Delete the word before the cursor; Ctrl+U the line before it, Ctrl+K after it"),
    ("Ctrl+Z", "Take the last change back"),
    ("Ctrl+C", "Copy, within this app only; Ctrl+X cut, Ctrl+V paste"),
)
_LETTERS, _RESET, _FIELD = "=letters", "=reset", "=field:"
NO_KEY = "no key"
SIGN_IN_FIRST = "Keys are kept for your account: sign in, and change them then."


class KeysScreen(CeScreen):
    """All keys in one list; Enter changes the key of the current command, Esc goes back."""

    called: ClassVar[str] = "Keys"
    help_topic: ClassVar[str] = "keys"
    list_id: ClassVar[str] = "all-keys"

    def key_words(self) -> list[tuple[str, str]]:
        """The keys, with Enter first if somebody is signed in."""
        change = [("Enter", "change")] if self.seat.session is not None else []
        return [*change, *super().key_words()]

    def show(self) -> None:
        self.listed.set_items(self._items())
        can = "Enter changes a key." if self.seat.session is not None else SIGN_IN_FIRST
        self.say(so_far=f"{can} What has no key is in the go-to menu. Esc goes back.")

    # What there is

    def _items(self) -> list[Item]:
        keys = around(self).keys
        letters = "on" if keys.letters else "off, the go-to menu has them"
        items = [
            Item("", "Everything can be done by keyboard. For all commands:", heading=True),
            Item(_LETTERS, f"Single-letter keys, / and ?: {letters}", flush=True),
            Item(_RESET, "All keys as they come", flush=True),
        ]
        for place, words in PLACES.items():
            if commands := commands_in(place):
                items += [Item("", words, heading=True), *map(self._item, commands)]
        items.append(Item("", "In a field, always", heading=True))
        return items + [Item(f"{_FIELD}{key}", words, head=key) for key, words in FIELDS]

    def _item(self, command: Command) -> Item:
        keys = around(self).keys
        key, given = keys.key_of(command.id), keys.given(command.id)
        said = say_keys(key) or NO_KEY
        about = [f"{say_keys(given)} is switched off"] if given and not key else []
        if keys.is_own(command.id):
            about.append(f"as it comes: {say_keys(keys.as_deployed(command.id)) or NO_KEY}")
        tail = f" ({'; '.join(about)})" if about else ""
        return Item(command.id, f"{command.words}{tail}", head=said, said=f"{command.words}: {said}{tail}.")

    # What is changed

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """Change the key of a command, or what is for all of them."""
        chosen = event.item.id
        if chosen.startswith(_FIELD):
            self.say("This belongs to every field, in all programs: it stays.")
        elif self.seat.session is None:
            self.say(SIGN_IN_FIRST)
        elif chosen == _LETTERS:
            on = not around(self).keys.letters
            self._keep(
                around(self).keys.with_letters(on),
                "Letters and signs alone are keys again."
                if on
                else "No letter and no sign alone does anything now. What they did is in the go-to menu, "
                f"{self.key_of('goto')}. Digits still go to the item of that number: "
                "they change nothing.",
            )
        elif chosen == _RESET:
            self._reset()
        else:
            self._change(chosen)

    @work(exclusive=True, group="keys")
    async def _reset(self) -> None:
        if not around(self).keys.changed:
            self.say("All keys are as they come.")
            return
        question = "Put all your keys back as they come, and single-letter keys on?"
        if await self.asker.confirm(question, "Put them back", "Leave my keys as they are"):
            self._keep(around(self).keys.all_as_they_come(), "All keys are as they come.")

    @work(exclusive=True, group="keys")
    async def _change(self, command_id: str) -> None:
        command, keys = BY_ID[command_id], around(self).keys

        def refused(key: str) -> str:
            try:
                around(self).keys.with_key(command_id, key)
            except KeyRefused as error:
                return error.words
            return ""

        answer = await self.ce.push_screen_wait(self._what_about(command))
        if answer == "press":
            now = say_keys(keys.given(command_id)) or "none"
            question = f'The new key for "{command.words}"? Its key now: {now}.'
            key = await self.ce.push_screen_wait(KeyDialog(question, refused))
        else:
            key = {"none": "", "back": keys.as_deployed(command_id)}.get(answer or "")
        if key is None or self.seat.session is None:
            return
        if why := refused(key):
            self.greet(why)
            return
        has = say_keys(key) or "no key; the go-to menu has it"
        self._keep(around(self).keys.with_key(command_id, key), f'"{command.words}" has {has} now.')

    def _what_about(self, command: Command) -> ChooseDialog:
        keys = around(self).keys
        items = [Item("press", "Press another key")]
        if keys.is_own(command.id):
            came = say_keys(keys.as_deployed(command.id)) or NO_KEY
            items.append(Item("back", f"As it comes: {came}"))
        if keys.given(command.id) and not command.essential:
            items.append(Item("none", "No key: only the go-to menu has it"))
        items.append(Item("leave", "Leave it as it is"))
        for number, item in enumerate(items, 1):
            item.head = f"{number:>2}"
        return ChooseDialog(f'"{command.words}": {say_keys(keys.given(command.id)) or NO_KEY}.', items)

    def _keep(self, keys: Keys, words: str) -> None:
        try:
            self.ce.choose_keys(keys)
        except VaultError as error:
            words = f"{words} It holds until you sign out, but is not kept: {error.words}"
        self.show()
        self.refresh_frame()
        self.greet(words)
