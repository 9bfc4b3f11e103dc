"""Questions in which a key of its own answers at once, or something can be spelt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import events
from textual.app import ComposeResult

from ce_tui.commands.key_names import say_key
from ce_tui.widgets.dialogs import ChooseDialog
from ce_tui.widgets.item_list import Item, ItemList
from ce_tui.widgets.speaking import is_quiet
from ce_tui.widgets.surroundings import around

_APART = "apart"


class KeyedDialog(ChooseDialog):
    """`at_once`: by the id of a command whose key gives it, the item that is the answer then."""

    def __init__(self, words: str, items: Sequence[Item], current: str, at_once: Mapping[str, str]) -> None:
        super().__init__(words, items, current)
        self._at_once = at_once

    def on_key(self, event: events.Key) -> None:
        """A key that answers at once."""
        for command, answer in self._at_once.items():
            if event.key in around(self).keys.key_of(command).split(","):
                event.stop()
                self.dismiss(answer)

    def ways_to_answer(self) -> list[tuple[str, str]]:
        """Each key with its answer, too: "y yes"."""
        keys = [(say_key(around(self).keys.key_of(id)), answer) for id, answer in self._at_once.items()]
        return [*super().ways_to_answer(), *((key, answer) for key, answer in keys if key)]


class SpellingDialog(ChooseDialog):
    """As `ConfirmDialog`. `apart`: what is said by itself, then the same spelt.

    In the display for screen readers it is a stop of its own, where Enter says one and the other by turns.
    """

    def __init__(self, words: str, yes: str, no: str, apart: Sequence[str]) -> None:
        super().__init__(words, [Item("no", no, head="1"), Item("yes", yes, head="2")])
        self._apart = apart
        self._is_spelt = False

    def body(self) -> ComposeResult:
        """The answers, and below them what can be spelt."""
        if is_quiet(self):
            said = f"{self._apart[0]}. Enter spells it."
            self._items = [*self._items, Item(_APART, self._apart[0], head="3", said=said)]
        yield from super().body()

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        if event.item.id == _APART:
            event.prevent_default()
            self._is_spelt = not self._is_spelt
            self.say(". ".join(self._apart[1:] if self._is_spelt else self._apart[:1]) + ".")
