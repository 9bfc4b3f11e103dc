"""What is typed, told apart from words that follow from it.

A screen reader takes the cursor that goes on by a cell or so for a letter typed, and all that changes with it for what
was typed: it reads it out letter by letter, and then once more as new on the screen. So the line that is typed in is
sent alone, and the rest a moment later.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from textual.app import App
from textual.geometry import Offset

from ce_tui.terminal.focus import takes_letters


class Drawn(Protocol):
    """A picture that is to be sent."""

    @property
    def changed_rows(self) -> Sequence[int]:
        """The lines that the terminal shows differently."""

    @property
    def cursor_sent(self) -> tuple[int, int] | None:
        """Where the terminal has its cursor; None: nobody knows."""

    def cursor_now(self) -> Offset:
        """Where the cursor should be."""


class Letters:
    """Tells whether a picture is that of a letter typed, with more. Asked once for each that is sent."""

    def __init__(self, app: App[Any], picture: Drawn) -> None:
        self._app = app
        self._picture = picture
        self._typed_in: object = None
        self._came_in_another_row = False
        self._stay_in_line = False
        self._went_on = False

    @property
    def field(self) -> object:
        """The text that has the focus; None where none has."""
        focused = self._app.screen.focused if self._app.screen_stack else None
        return focused if takes_letters(focused) else None

    def come_with_more(self) -> bool:
        """Whether the cursor went on in the text that had the focus before, and lines changed that are not its own."""
        self._came_in_another_row = self._stay_in_line = self._went_on = False
        before, self._typed_in = self._typed_in, self.field
        if self._typed_in is None or self._typed_in is not before:
            return False
        rows, now, sent = self._picture.changed_rows, self._picture.cursor_now(), self._picture.cursor_sent
        self._stay_in_line = sent is not None and sent[1] == now.y
        self._went_on = now.y in rows or (sent is not None and sent[0] != now.x)
        if not any(row != now.y for row in rows):
            return False
        if sent is not None and sent[1] != now.y:
            self._came_in_another_row = sent[0] < now.x
            return False
        return self._went_on

    @property
    def came_in_another_row(self) -> bool:
        """Whether the line that is typed in moved with the letter: it cannot be sent alone where it stood."""
        return self._came_in_another_row

    @property
    def stay_in_line(self) -> bool:
        """Whether the cursor stayed in one line of the text that had the focus before."""
        return self._stay_in_line

    @property
    def went_on(self) -> bool:
        """Whether the line that is typed in has changed, or the cursor moved in that text."""
        return self._went_on
