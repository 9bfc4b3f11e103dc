"""A question with two answers, in which something can be said by itself and spelt."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult

from ce_tui.widgets.dialogs import ChooseDialog
from ce_tui.widgets.item_list import Item, ItemList
from ce_tui.widgets.speaking import is_quiet

_APART = "apart"


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
