"""Hands that have Tab, arrows, Enter, Esc and function keys alone: letters only where one types.

What they are to do is told in words: "F4, to “Keys”, Enter". A step is a key ("F2", "Down x3"), or one of

- `to “Keys”`: with the fewest arrows to the item of the list that begins so, as soon as it is there;
- `Down as far as Page Down`: with that arrow alone to where another key leads from the same place;
- `Tab to “Search”`: from stop to stop, until the line at the foot begins so;
- `type “Robin”`: in a line or text that has the focus.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from textual.widgets import Input, TextArea

from ce_tui.commands.keymap import is_plain
from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.keyed_dialog import GoToDialog
from ce_tui.widgets.text_view import TextView
from support.people.at_the_door import until
from support.people.screens import App

_STEP = re.compile(
    r"(?P<verb>to|Tab to|type) “(?P<words>[^”]*)”"
    r"|(?P<arrow>Up|Down) as far as (?P<far>[\w ]+)"
    r"|(?P<key>\w+)(?: x(?P<times>\d+))?"
)
_NAMES = {"esc": "escape", "page up": "pageup", "page down": "pagedown"}


class Hands:
    """They press Tab, arrows, Enter, Esc and function keys, type where one types, and count what is not text."""

    def __init__(self, door: App) -> None:
        self.door = door
        self.pressed = 0

    async def press(self, *keys: str) -> None:
        assert all(is_plain(key) for key in keys), keys
        self.pressed += len(keys)
        await self.door.press(*keys)

    async def type(self, words: str) -> None:
        assert isinstance(self.door.app.screen.focused, Input | TextArea), self.door.text()
        await self.door.type(words)

    async def press_until(self, key: str, there: Callable[[], bool]) -> None:
        """Press a key again and again, until one is there."""
        for _ in range(60):
            if there():
                return
            await self.press(key)
        raise AssertionError(self.door.text())

    async def until(self, words: str) -> None:
        await until(self.door, lambda: words in self.door.words(), words)
        await self.door.settle()

    # What they are told in words

    async def do(self, told: str) -> None:
        """Do it, step by step."""
        done = 0
        for step in _STEP.finditer(told):
            assert told[done : step.start()] in ("", ", "), f"what is {told[done : step.start()]!r}?"
            done = step.end()
            await self._do(step)
        assert done == len(told), told

    async def _do(self, step: re.Match[str]) -> None:
        if step["key"]:
            await self.press(*[_named(step["key"])] * int(step["times"] or 1))
        elif step["far"]:
            await self._as_far_as(_named(step["arrow"]), _named(step["far"]))
        elif step["verb"] == "to":
            await self.go_to(step["words"])
        elif step["verb"] == "type":
            await self._until(lambda: isinstance(self.door.app.screen.focused, Input | TextArea), "to type")
            await self.type(step["words"])
        else:
            await self.press_until("tab", lambda: self.door.said.startswith(step["words"]))

    async def go_to(self, words: str) -> None:
        """With arrows to the item of these words, or that begins so."""
        await self._until(lambda: self._way_to(words) is not None, words)
        while way := self._way_to(words):
            await self.press(*["down" if way > 0 else "up"] * abs(way))
        assert way == 0, self.door.text()

    def _way_to(self, words: str) -> int | None:
        """How many items down it is, or up; None where no list that has the focus has such an item."""
        listed = self.door.app.screen.focused
        if not isinstance(listed, ItemList) or listed.current is None:
            return None
        items = [item for item in listed.items if not item.heading]
        wanted = [item for item in items if words in (item.head.strip(), item.text)]
        wanted += [item for item in items if item.text.startswith(words)]
        if not wanted:
            return None
        down = items.index(wanted[0]) - items.index(listed.current)
        if not isinstance(self.door.app.screen, GoToDialog):
            return down
        turn = down - len(items) if down > 0 else down + len(items)
        return min(down, turn, key=abs)

    async def _as_far_as(self, arrow: str, key: str) -> None:
        """Try where the key leads, come back, and go there."""
        here = self.door.app.screen.focused
        assert isinstance(here, ItemList | TextView), self.door.text()
        start = here.position[0]
        await self.door.press(key)
        there = here.position[0]
        assert there != start, f"{key} leads nowhere from here"
        if isinstance(here, TextView):
            here.action_move(start - there)
        else:
            here.go_to([item.id for item in here.items if not item.heading][start - 1])
        down = there > start  # an arrow passes over the empty rows of a text
        await self.press_until(
            arrow, lambda: here.position[0] >= there if down else here.position[0] <= there
        )

    async def _until(self, condition: Callable[[], bool], what: str) -> None:
        await self.door.until(condition, what)
        await self.door.settle()


def _named(key: str) -> str:
    return _NAMES.get(key.lower(), key.lower())
