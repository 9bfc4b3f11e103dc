"""A question's words, which give way to its answers: where both do not fit, the words are scrolled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.geometry import Size
from textual.widgets import Static

from ce_tui.widgets.item_list import ItemList
from ce_tui.widgets.wrapping import WIDEST

FEWEST = 3
"""Rows that the words keep, however tall the answers are."""


class DialogText(VerticalScroll, can_focus=False):
    """The words. `rows_of_answer`: how many rows the answers need at a width, in a box of a height."""

    def __init__(self, words: str, rows_of_answer: Callable[[int, int], int]) -> None:
        super().__init__(id="dialog-text", can_focus=False)
        self._words = words
        self._rows_of_answer = rows_of_answer

    def compose(self) -> ComposeResult:
        yield Static(self._words, id="dialog-words", markup=False)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As tall as the words, as long as the answers can be seen, too."""
        room = container.height - self._rows_of_answer(min(container.width, WIDEST), container.height)
        return min(super().get_content_height(container, viewport, width), max(room, FEWEST))

    @property
    def more(self) -> tuple[bool, bool]:
        """Whether there is more above and below what can be seen."""
        return self.scroll_offset.y > 0, self.scroll_offset.y < self.max_scroll_y

    def read_on(self, by: int) -> bool:
        """A view further down, or up; whether there was anything."""
        if not self.display or not self.more[by > 0]:
            return False
        page = max(self.size.height - 1, 1)
        self.scroll_to(y=self.scroll_offset.y + by * page, animate=False, immediate=True)
        return True


@runtime_checkable
class Reading(Protocol):
    """A screen with words to read on in."""

    def read_on(self, by: int) -> bool:
        """Whether there was anything further down, or up."""


class AnswerList(ItemList):
    """The answers: page keys read the words to their end first; so do Down on the last answer and Up on the first."""

    def action_page(self, by: int) -> None:
        """Read on; then as in every list."""
        if not self._reads_on(by):
            super().action_page(by)

    def action_move(self, by: int) -> None:
        """As in every list; beyond its ends read on."""
        at, of = self.position
        if at != (of if by > 0 else 1) or not self._reads_on(by):
            super().action_move(by)

    def _reads_on(self, by: int) -> bool:
        return self.is_attached and isinstance(self.screen, Reading) and self.screen.read_on(by)
