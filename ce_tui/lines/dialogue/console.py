"""What the line mode needs of whatever it talks to: write some words, read a line. A terminal, or pipes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple, Protocol

Kind = Literal["line", "key", "waited", "dropped", "end", "ending"]
ROWS = 60  # so many blank lines push everything out of view
LONGEST = 100_000  # characters of one line; the rest of a longer one is left out


class Event(NamedTuple):
    """What came: a line, or several that were pasted at once; a command's key (`text`: its id); nothing for as long as
    was asked; the line was dropped (Ctrl+C); the end of the input; a signal that ends the program (`code`: the exit
    code).
    """

    kind: Kind
    text: str = ""
    code: int = 0


class Console(Protocol):
    """One person at the other end. Nothing here raises for a terminal that has gone: reading then gives the end."""

    encoding: str
    touched: Callable[[], None]
    """Called whenever something was typed, before it is taken."""

    @property
    def width(self) -> int:
        """The columns to break lines at; 0: lines are not broken."""

    @property
    def asks_on_the_row(self) -> bool:
        """Whether the answer is typed on the question's row: a terminal. Else each question ends its line."""

    @property
    def begun(self) -> str:
        """What is typed of a line that has not ended yet."""

    def write(self, text: str) -> None:
        """Send words, as they are."""

    def read(self, within: float | None, *, secret: bool = False) -> Event:
        """The next event, within so many seconds (None: however long it takes). A secret is not echoed."""

    def use_keys(self, keys: Mapping[str, str]) -> None:
        """Have these control characters be these commands from now on."""

    def take_begun(self) -> str:
        """What was begun, which is then no longer on the line."""

    def put_back(self, begun: str, *, echo: bool = True) -> None:
        """Begin the line with what was taken off it before."""

    def hide(self) -> None:
        """Push everything that was written out of view."""
