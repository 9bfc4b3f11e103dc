"""Choices as words: one of several `( )` `(x)`, any of several `[ ]` `[x]`, or things to do. Moving chooses nothing.

Each is one focus stop and as tall as its items.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from ce_tui.core.words.choice import Choice
from ce_tui.widgets.bindings import bindings_for
from ce_tui.widgets.item_list import Item, ItemList
from ce_tui.widgets.scroll_in_form import Faulted


class ActionList(ItemList):
    """Things to do: Enter or Space does the current one (`Chosen`). Stands where others have buttons."""

    SHORT: ClassVar[bool] = True


class MarkedList(ItemList):
    """Items with a mark before them. A screen takes `Picked` in `on_marked_list_picked`."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_for("list")
    SHORT: ClassVar[bool] = True
    MARKER_CELL = 1
    SIGNS: ClassVar[tuple[str, str]] = ("( )", "(x)")

    class Picked(Message):
        """The practitioner chose something (or took a choice back)."""

        def __init__(self, list: MarkedList, id: str, again: bool = False, *, by_enter: bool = False) -> None:
            super().__init__()
            self.list = list
            self.id = id
            self.again = again  # it was chosen already
            self.by_enter = by_enter

        @property
        def control(self) -> MarkedList:
            return self.list

    def __init__(
        self,
        choices: Sequence[Choice],
        chosen: Iterable[str] = (),
        *,
        label: str = "",
        draw_label: bool = True,
        id: str | None = None,
    ) -> None:
        self._choices = list(choices)
        self._marked = set(chosen)
        self.label = label
        self._error = ""
        self._draw_label = draw_label and bool(label)
        super().__init__(self._all_items(), id=id)
        self._current = next(
            (i for i, item in enumerate(self._items) if item.id in self._marked and not item.heading),
            self._current,
        )

    @property
    def error(self) -> str:
        """What is wrong with what is chosen, in words; empty: nothing."""
        return self._error

    @error.setter
    def error(self, words: str) -> None:
        """Show above the choices what is wrong; empty: nothing is."""
        if words != self._error:
            self._error = words
            self._draw()
            self.post_message(Faulted())

    def headings_above(self) -> list[str]:
        """None: each choice says the label with it."""
        return []

    def what_is_current(self) -> object:
        """The list: from one of its choices to another the words on what it asks stay as they are."""
        return self.label

    def state_first(self, item: Item, place: str) -> str:
        """For screen readers: whether it is chosen, which choice and its place; below it what is asked, and wrong."""
        state = "Chosen" if item.id in self._marked else "Not chosen"
        error = f"Error: {self._error.rstrip('.')}." if self._error else ""
        return "\n".join(filter(None, (f"{state}: {item.text.rstrip('.')}. {place}", self.label, error)))

    def _all_items(self) -> list[Item]:
        label = [Item("", self.label, heading=True)] if self._draw_label else []
        error = [Item("", f"! Error: {self._error}", heading=True, tone="alert")] if self._error else []
        return label + error + [self._item(choice) for choice in self._choices]

    def _item(self, choice: Choice) -> Item:
        marked = choice.id in self._marked
        text = choice.listed
        label = f"{self.label.rstrip(':?. ')}: " if self.label else ""
        said = f"{label}{text}: {'chosen' if marked else 'not chosen'}"
        return Item(choice.id, text, head=self.SIGNS[marked], said=said, tone="chosen" if marked else "")

    def _draw(self) -> None:
        self.set_items(self._all_items())

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        event.stop()
        self.pick(event.item.id)

    def pick(self, id: str) -> None:
        """What Space and Enter do."""
        raise NotImplementedError


class ChoiceList(MarkedList):
    """One of several. Left and Right move, too; Space or Enter chooses the current one; none need be chosen at first.

    `chosen` is its id, empty where none is, or where the one chosen says that nothing is. Posts Picked.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", show=False),
        Binding("right", "move(1)", show=False),
    ]

    def __init__(
        self,
        choices: Sequence[Choice],
        chosen: str = "",
        *,
        label: str = "",
        draw_label: bool = True,
        id: str | None = None,
    ) -> None:
        super().__init__(choices, (chosen,), label=label, draw_label=draw_label, id=id)

    @property
    def chosen(self) -> str:
        """The id of what is chosen; empty: nothing is."""
        return next((choice.id for choice in self._choices if choice.id in self._marked), "")

    @chosen.setter
    def chosen(self, id: str) -> None:
        """Choose, without a message."""
        self._marked = {id}
        self._draw()

    def action_choose(self) -> None:
        """Enter."""
        self._typed = ""
        if self.current is not None:
            self.pick(self.current.id, by_enter=True)

    def pick(self, id: str, *, by_enter: bool = False) -> None:
        """Choose one; the others are not chosen any more."""
        again = self._marked == {id}
        if not again:
            self.chosen = id
        self.post_message(self.Picked(self, id, again, by_enter=by_enter))


class CheckList(MarkedList):
    """Any of several. Space or Enter marks and unmarks the current one. Posts Picked."""

    SIGNS: ClassVar[tuple[str, str]] = ("[ ]", "[x]")

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of what is marked, in the order of the list."""
        return tuple(choice.id for choice in self._choices if choice.id in self._marked)

    @chosen.setter
    def chosen(self, ids: Iterable[str]) -> None:
        self._marked = set(ids)
        self._draw()

    def pick(self, id: str) -> None:
        """Mark or unmark one."""
        self._marked ^= {id}
        self._draw()
        self.post_message(self.Picked(self, id))
