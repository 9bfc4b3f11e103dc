"""The question for a key: the next one that is pressed is taken for the answer, whatever it does elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult

from ce_tui.widgets.dialogs import Dialog
from ce_tui.widgets.item_list import Item, ItemList
from ce_tui.widgets.key_line import KeyLine


class KeyDialog(Dialog[str]):
    """The answer is the name of a key. `refused` says why a key cannot be had; empty: it can.

    Esc leaves everything as it is, and the key that locks still locks.
    """

    def __init__(self, words: str, refused: Callable[[str], str]) -> None:
        super().__init__(words)
        self._refused = refused

    def body(self) -> ComposeResult:
        """Where the cursor waits."""
        yield ItemList([Item("waiting", "Press the key now")], id="dialog-list")

    def _say_keys(self) -> None:
        self.query_one(KeyLine).say([("Esc", "leave it")])

    def begin(self) -> None:
        """Say what is asked."""
        super().begin()
        self.query_one(ItemList).focus()

    def take_key(self, event: events.Key) -> None:
        """A key was pressed."""
        event.stop()
        if event.key == "escape":
            self.dismiss(None)
        elif why := self._refused(event.key):
            self.say(f"{why} Press another key, or Esc.")
        else:
            self.dismiss(event.key)
