"""The lines below a screen's body: where you are, what its state is, what cannot wait. Words, no colour needed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.style import Style
from textual.geometry import Offset
from textual.screen import Screen
from textual.strip import Strip

from ce_tui.widgets.drawn_plainly import PlainLines, rule
from ce_tui.widgets.in_room import each_with_numbers, in_room, with_numbers
from ce_tui.widgets.speaking import STATE_COLUMN, SaidOnly, is_quiet, led_by
from ce_tui.widgets.tones import Row
from ce_tui.widgets.wrapping import WIDEST, wrap

ROWS = 3  # of the status line, where its size is not known yet
TALL = 30  # rows of a window that has one more to spare for it
LEFT = 7  # rows of a screen that the status line leaves to the rest, however much it says


class StatusLine(PlainLines):
    """In words: what the focus is on and its state; what is marked and what it indicates so far.

    What cannot wait stands between the two, in bold, whole: the line grows by the rows that it needs. In the display
    for screen readers it is taller: there it carries a factor's whole text, the cursor stands in it, and there are no
    rules and no margin.
    """

    def __init__(self) -> None:
        super().__init__(id="status")
        self._said = ("", "")
        self._standing: tuple[str, ...] = ()
        self._strong = range(0)  # the rows of what stands
        self._grown = 0  # rows that it needs for it
        self._warned = ""
        self._more = ""
        self.place_of_state = Offset(0, 0)
        self._lead = ""
        self._note = self._noted_last = ""
        self._current: object = None
        self._lower = self._moved_in = False

    def more(self, below: bool, above: bool = False) -> None:
        """Whether there is more below what can be seen, or above it where no header says so."""
        self._more = " and ".join(where for where, more in (("above", above), ("below", below)) if more)
        self.lay_out()

    @property
    def words(self) -> str:
        """What the status line says, both parts, uncut."""
        here, so_far = self._said
        return self._warned or " ".join(part for part in (here, *self._standing, so_far) if part)

    def warn(self, words: str) -> None:
        """Say this instead, whatever else is said, until it is taken back with no words."""
        self._warned = words
        self.lay_out()

    def say(self, here: str | None = None, so_far: str | None = None) -> None:
        """Say either part anew; a part that is None stays as it was."""
        if here is not None:
            self._note = ""
            self._lead, here = led_by(here)
        self._said = (self._said[0] if here is None else here, self._said[1] if so_far is None else so_far)
        self.lay_out()

    def note(self, words: str) -> None:
        """Say what a key came to that leaves all as it is, before the words on what has the focus, until the next say.

        Said twice it ends in another sign: what stood there before would not be read again.
        """
        self._note = self._noted_last = f"{words}:" if self._noted_last == f"{words}." else f"{words}."
        self.lay_out()

    def drop_note(self) -> None:
        """One comes back to where the note was said: what a key came to then is said no more."""
        if self._note:
            self._note = ""
            self.lay_out()

    def _with_note(self, here: str) -> str:
        """The words with the note before the state of what is current, where there is one."""
        if not self._note:
            return here
        focused: object = self.screen.focused if self.is_attached else None
        before = focused.said_before_state() if isinstance(focused, SaidOnly) else ""
        at = here.find(before, len(self._lead)) + len(before) if before in here else len(self._lead)
        return f"{here[:at]}{self._note} {here[at:]}"

    def stand(self, words: Sequence[str]) -> None:
        """Say these whole, each in rows of its own, until others are given."""
        if tuple(words) != self._standing:
            self._standing = tuple(words)
            self.lay_out()

    def on_resize(self) -> None:
        self.lay_out()

    def lay_out(self) -> None:
        """Work out the rows anew."""
        quiet = is_quiet(self)
        width = min((self.size.width or 80) - 2, WIDEST)
        said = self._with_note(self._said[0])
        here = wrap(said, width) if said else [""]
        so_far = (
            wrap(self._said[1], width) if self._said[1] else []
        )  # an empty row is nothing that could be left out
        standing = [row for words in self._standing for row in wrap(words, width)]
        if self._warned:
            here, standing, so_far = wrap(self._warned, width), [], []
        if quiet:
            here = self._told_apart(here, width)
        room = self._room(len(here) + len(standing) + len(so_far) if standing else 0)
        standing = each_with_numbers(self._standing, max(room - 1, 1), width) if standing else []
        left = max(room - len(standing), 1)
        if quiet or self._warned:
            rows = in_room([*here, *so_far], left, width)
        else:
            rows = with_numbers(self._said[0], left, width, so_far)
        at = min(len(here), len(rows))
        self._strong = range(0) if quiet else range(at + 1, at + 1 + len(standing))
        above, below = rows[:at], [*standing, *rows[at:]]
        if quiet:  # what it comes to stays where it is, whatever is current: it is read when it changes
            return self.show([*above, *[""] * (room - len(above) - len(below)), *below])
        ruled = rule(self, self.size.width or 80, f"more {self._more}" if self._more else "")
        ahead = [_said(row, is_alert=bool(self._warned)) for row in above]
        self.show([ruled, *ahead, *(_said(row, is_alert=y < len(standing)) for y, row in enumerate(below))])
        return None

    def _room(self, needed: int) -> int:
        """The rows for words. It grows where more are needed, as long as the screen keeps some for the rest."""
        ruled = not is_quiet(self)
        grown = max(min(needed + ruled, self.screen.size.height - LEFT), 0) if needed else 0
        if ruled and self.size.width - 2 > WIDEST and self.screen.size.height >= TALL:
            # Its rows get no longer in a wider window: one more says as much.
            grown = max(grown, ROWS + 1 + ruled)
        if grown != self._grown:
            self._grown = grown
            self.styles.min_height = grown or None
        return max(max(self.size.height or ROWS + ruled, grown) - ruled, 1)

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        return strip.apply_style(Style(bold=True)) if y in self._strong else strip

    def _told_apart(self, rows: list[str], width: int) -> list[str]:
        """The rows so that a screen reader reads all of another item's, and of the same one only what has changed.

        It passes over a row that stood there before, and after an arrow key over all but the cursor's row, unless the
        cursor went up or down. So every other item begins a row lower, and its further rows a cell more to the right.
        """
        focused: object = self.screen.focused if self.is_attached else None
        if not isinstance(focused, SaidOnly):
            return self._told_anew(rows, id(focused))
        before = focused.said_before_state()
        at = len(wrap(self._lead, width)) - 1 if self._lead else 0
        at = next((y for y, row in enumerate(rows) if before and row.startswith(before)), at)
        current = (id(focused), focused.what_is_current())
        if current != self._current:
            self._current, self._moved_in = current, not self._moved_in
            self._lower = at == self.place_of_state.y
        told = [" " * self._moved_in + row if y > at else row for y, row in enumerate(rows)]
        column = 0
        if before:
            column = max(STATE_COLUMN, len(before))
            told[at] = " " * (column - len(before)) + told[at]
        self.place_of_state = Offset(column, at + self._lower)
        return [*[""] * self._lower, *told]

    def _told_anew(self, rows: list[str], current: int) -> list[str]:
        """The rows so that all are read where another line to type in has the focus, as the next part of a date."""
        if current != self._current:
            self._current, self._moved_in = current, not self._moved_in
        return [" " * self._moved_in + row for row in rows]


def _said(row: str, *, is_alert: bool) -> Row:
    return [(f" {row}", "alert")] if is_alert else f" {row}"


def cursor_in_words(screen: Screen[Any]) -> Offset | None:
    """Where in the status line the cursor stands for a focus that draws nothing; None: it stands on the focus."""
    focused = screen.focused
    if not is_quiet(screen) or not (focused is None or isinstance(focused, SaidOnly)):
        return None
    status = screen.query(StatusLine)
    return status.first().content_region.offset + status.first().place_of_state if status else None
