"""A list of answers, some of which a key of their own gives at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import events

from ce_tui.commands.key_names import say_key
from ce_tui.widgets.dialogs import ChooseDialog
from ce_tui.widgets.item_list import Item
from ce_tui.widgets.surroundings import around


class KeyedDialog(ChooseDialog):
    """`at_once`: by the id of a command whose key gives it, the item that is the answer then."""

    def __init__(self, words: str, items: Sequence[Item], current: str, at_once: Mapping[str, str]) -> None:
        super().__init__(words, items, current)
        self._at_once = at_once

    def on_key(self, event: events.Key) -> None:
        """A key that answers at once."""
        for command, answer in self._at_once.items():
            if event.key in around(self).key_of(command).split(","):
                event.stop()
                self.dismiss(answer)

    def ways_to_answer(self) -> list[tuple[str, str]]:
        """Each key with its answer, too: "y yes"."""
        keys = [(say_key(around(self).key_of(id)), answer) for id, answer in self._at_once.items()]
        return [*super().ways_to_answer(), *((key, answer) for key, answer in keys if key)]
