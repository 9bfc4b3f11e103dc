"""One thing to choose, in words."""

from __future__ import annotations

from typing import NamedTuple


class Choice(NamedTuple):
    """One thing to choose: its id, what a person reads or hears, and a note that stands behind it in a list.

    `command`: whose key chooses it at once, where it is chosen from a list on a screen.
    """

    id: str
    words: str
    note: str = ""
    command: str = ""

    @property
    def listed(self) -> str:
        """The words with the note."""
        return f"{self.words} ({self.note})" if self.note else self.words
