"""Dialogs over lists: the go-to menu, narrowed by typing; a key's; and the progress of a job.

Digits go to the item of that number until a letter is typed: from there on they belong to the words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.geometry import Offset
from textual.message import Message
from textual.widgets import Static

from ce_tui.commands.keymap import say_key
from ce_tui.commands.table import NO_SUCH_PLACE, NUMBERS
from ce_tui.core.words.plain import CountedStep
from ce_tui.widgets.dialogs import AnswerList, ChooseDialog, Dialog
from ce_tui.widgets.header_line import KeyLine, PlainLines
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.item_rows import INDENT, Item
from ce_tui.widgets.room import Noted, around, is_quiet
from ce_tui.widgets.wrapping import Piece

LONGEST = 40
"""Characters that narrow a list."""
_NOTHING = "nothing-fits"
_DIGITS = len(str(max(NUMBERS.values())))


class NarrowedList(AnswerList):
    """A list that takes letters for words to be looked for. Its numbers stay those that its items begin with."""

    typed = ""
    """The text that is looked for."""

    @dataclass(eq=False, repr=False)
    class Typed(Message):
        """Another text is looked for."""

        text: str

    @dataclass(eq=False, repr=False)
    class Nowhere(Message):
        """Enter came after a number that no item has here: it leads nowhere, and not to what is current."""

        number: str

    def number_of(self, item: Item) -> str:
        """The number that stands before it; what was added for what is typed has none, nor has what is here alone."""
        return item.head.strip()

    def action_choose(self) -> None:
        """The current item, but after a number of its own or none."""
        number = self._typed
        if number and self.current is not None and number != self.number_of(self.current):
            self._typed = ""
            self.post_message(self.Nowhere(number))
        else:
            super().action_choose()

    action_choose_here = action_choose

    def cursor_offset(self) -> Offset | None:
        """On the item's name, behind its number: from there to a tier's marks it does not go right, and what does not
        is not taken for a letter typed by a screen reader, which would say the whole tier twice.
        """
        place = super().cursor_offset()
        return place if place is None or is_quiet(self) else Offset(INDENT + self._laid.head, place.y)

    def action_move(self, by: int) -> None:
        """Round: up from the first to the last, down from the last to the first. What stands last is as near as the
        first.
        """
        at, of = self.position
        if by < 0 and at == 1:
            self.action_last()
        elif by > 0 and at == of:
            self.action_first()
        else:
            super().action_move(by)

    def takes_for_number(self, character: str) -> bool:
        """Digits, until a letter was typed."""
        return not self.typed and super().takes_for_number(character)

    def on_key(self, event: events.Key) -> None:
        """Letters narrow, Backspace widens; a blank and a digit only behind a letter."""
        character, is_backspace = event.character or "", event.key == "backspace"
        is_digit = self.takes_for_number(character)
        is_letter = character.isalpha() or (self.typed and event.is_printable)
        if not (is_digit or is_letter or is_backspace):
            return
        event.stop()
        event.prevent_default()
        if is_digit:
            self._take_digit(character)
            return
        typed = self.typed[:-1] if is_backspace else (self.typed + character)[:LONGEST]
        self._typed = ""
        if typed != self.typed:
            self.typed = typed
            self.post_message(self.Typed(typed))

    def _take_digit(self, digit: str) -> None:
        """To the item of the whole number that is typed, never to that of its last digit alone."""
        self._typed = digit if len(self._typed) == _DIGITS else self._typed + digit
        numbers = [self.number_of(item) for item in self.items]
        if self._typed in numbers:
            self._move_to(numbers.index(self._typed))
        elif not any(number.startswith(self._typed) for number in numbers):
            self.post_message(Noted(f"There is no {self._typed}"))


class GoToDialog(ChooseDialog):
    """The go-to menu. `found` gives items of their own for what is typed: they come first.

    Nothing is lost where it closes, so what is said of danger takes its place.
    """

    help_topic: ClassVar[str] = "goto"

    def __init__(
        self, words: str, items: Sequence[Item], current: str, found: Callable[[str], Sequence[Item]]
    ) -> None:
        super().__init__(words, items, current)
        self._found = found
        self._typed = ""

    def body(self) -> ComposeResult:
        yield NarrowedList(self._items, widget_id="dialog-list")

    def on_narrowed_list_typed(self, event: NarrowedList.Typed) -> None:
        """Show what contains what is typed."""
        self._typed = event.text
        wanted = " ".join(event.text.split()).casefold()
        items = [item for item in self._items if wanted in item.text.casefold()]
        if wanted:
            items = [*self._found(wanted), *items]
        choices = self.query_one(NarrowedList)
        nothing = Item(_NOTHING, f"Nothing here contains “{event.text}”. Backspace takes a letter back.")
        if len(wanted) > 1:  # one letter stands nearly everywhere
            items = [replace(item, hits=(wanted,)) for item in items]
        first = min(items, key=lambda item: not item.text.casefold().startswith(wanted), default=nothing)
        choices.set_items(items or [nothing], first.id if wanted else self._start)

    def on_narrowed_list_nowhere(self, event: NarrowedList.Nowhere) -> None:
        self.say(NO_SUCH_PLACE.format(event.number))

    def on_item_list_moved(self, event: ItemList.Moved) -> None:
        """What is typed, how many fit, and which is current."""
        if not self._typed:
            return
        event.prevent_default()
        of = event.list.position[1]
        if event.item.id == _NOTHING:
            self.say(event.item.text)
        else:
            said = event.item.said or event.item.text
            self.say(f"“{self._typed}”, {of} {'fits' if of == 1 else 'fit'}: {said}")

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """Where nothing fits there is nothing to choose."""
        if event.item.id == _NOTHING:
            event.prevent_default()


class KeyDialog(Dialog[str]):
    """The answer is the name of a key. `refused` says why a key cannot be had; empty: it can.

    Esc leaves everything as it is, and the key that locks still locks.
    """

    def __init__(self, words: str, refused: Callable[[str], str]) -> None:
        super().__init__(words)
        self._refused = refused

    def body(self) -> ComposeResult:
        """Where the cursor waits."""
        yield ItemList([Item("waiting", "Press the key now")], widget_id="dialog-list")

    def _say_keys(self) -> None:
        self.query_one(KeyLine).say([("Esc", "leave it")])

    def begin(self) -> None:
        super().begin()
        self.query_one(ItemList).focus()

    def take_key(self, event: events.Key) -> None:
        event.stop()
        if event.key == "escape":
            self.dismiss(None)
        elif why := self._refused(event.key):
            self.say(f"{why} Press another key, or Esc.")
        else:
            self.dismiss(event.key)


class ProgressDialog(Dialog[None]):
    """Says each step in the status line, and lists them. Where it is known how many there are, a bar shows how far it
    is, beside its words. Esc does not take it away; Ctrl+L still locks.
    """

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self._steps: list[str] = []

    def body(self) -> ComposeResult:
        yield Static("", id="steps", markup=False)
        yield PlainLines(widget_id="progress-bar")

    def begin(self) -> None:
        super().begin()
        self._show()

    def _say_keys(self) -> None:
        lock = [(say_key(around(self).keys.key_of("lock"), brief=True), "lock")]
        self.query_one(KeyLine).say([("", "Please wait."), *(lock if around(self).can_lock() else [])])

    def step(self, words: str) -> None:
        """Another step has begun. To be called in the app's thread; one that comes too early is shown a moment later,
        one that comes too late never.
        """
        self._steps.append(words)
        if self.is_mounted and self.is_attached:
            self._show()

    def _show(self) -> None:
        """A screen reader reads every row that changes, so there the status line alone says it."""
        if not self._steps:
            return
        self.say(self._steps[-1])
        if is_quiet(self):
            return
        known = [step for step in self._steps if isinstance(step, CountedStep)]
        listed = self._steps[:-1] if known else self._steps
        numbered = [f"{number}. {words}" for number, words in enumerate(listed, 1)]
        self.query_one("#steps", Static).update("\n".join(numbered))
        if known:
            words = f" {known[-1].number} of {known[-1].of}: {self._steps[-1]}"
            bar = progress_bar(known[-1].number - 1, known[-1].of, thin=around(self).draws_lines)
            self.query_one("#progress-bar", PlainLines).show([[*bar, (words, "")]])

    def action_cancel(self) -> None:
        """Nothing: what is under way goes on."""


_BAR = 10
"""Cells of a bar between its brackets."""


def progress_bar(done: int, of: int, *, thin: bool) -> list[Piece]:
    """ "[#####.....]" where half is done; in `thin` lines where the theme draws them."""
    full, empty = ("━", "─") if thin else ("#", ".")
    filled = _BAR * done // of
    rest: Piece = (empty * (_BAR - filled), "rule" if thin else "")
    return [("[", ""), (full * filled, "heading"), rest, ("]", "")]
