"""What a text editor ought to do, as plainly as it can be said: a text, a selection, and every change that was made.

It knows nothing of rows on a screen. Where a move ends that depends on them it is told; a change it works out itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import combining

ZERO_WIDTH_JOINER = "\u200d"


@dataclass(frozen=True)
class Spot:
    """A text, and the selection in it as offsets: where it began, and the cursor."""

    text: str
    anchor: int
    cursor: int


@dataclass(frozen=True)
class Change:
    """One change of the text: how all was before and after it; `apart`: it is not taken back with the one before."""

    before: Spot
    after: Spot
    removes: bool
    apart: bool


class TextModel:
    """The text that ought to be there, and what undo and redo may bring."""

    def __init__(self, text: str) -> None:
        self.now = Spot(text, len(text), len(text))
        self.clipboard = ""
        self._done: list[Change] = []
        self._at = 0
        """So many of the changes stand; those after them were taken back."""
        self._taken_back: list[int] = []
        self._apart = True

    # -- what is there -----------------------------------------------------------------------------------------

    @property
    def selected(self) -> tuple[int, int]:
        """Beginning and end of the selection."""
        return min(self.now.anchor, self.now.cursor), max(self.now.anchor, self.now.cursor)

    @property
    def is_selected(self) -> bool:
        """Whether anything is selected."""
        return self.now.anchor != self.now.cursor

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset."""
        before = self.now.text[:offset]
        return before.count("\n"), len(before) - before.rfind("\n") - 1

    def offset(self, place: tuple[int, int]) -> int:
        """The offset of a line and column; AssertionError where the text has no such place."""
        row, column = place
        lines = self.now.text.split("\n")
        assert 0 <= row < len(lines), f"line {row} of {len(lines)}"
        assert 0 <= column <= len(lines[row]), f"column {column} in a line of {len(lines[row])}"
        return sum(len(line) + 1 for line in lines[:row]) + column

    def letter_before(self, offset: int) -> int:
        """The beginning of the letter that ends here, with its accents and what is joined to it; 0 at most."""
        offset = max(offset - 1, 0)
        while self.is_within_a_letter(offset):
            offset -= 1
        return offset

    def letter_after(self, offset: int) -> int:
        """The end of the letter that begins here; the text's at most."""
        offset = min(offset + 1, len(self.now.text))
        while self.is_within_a_letter(offset):
            offset += 1
        return offset

    def is_within_a_letter(self, offset: int) -> bool:
        """Whether what stands here belongs to the letter before it."""
        text = self.now.text
        if not 0 < offset < len(text) or text[offset - 1] == "\n":
            return False
        return bool(combining(text[offset])) or ZERO_WIDTH_JOINER in text[offset - 1 : offset + 1]

    # -- moves -------------------------------------------------------------------------------------------------

    def move(self, anchor: int, cursor: int, *, apart: bool = True) -> None:
        """The selection is here now; what is typed next is a change apart, unless it is said not to be."""
        self.now = Spot(self.now.text, anchor, cursor)
        self._apart = self._apart or apart

    # -- changes -----------------------------------------------------------------------------------------------

    def put(self, words: str) -> None:
        """Words in place of the selection."""
        self._replace(*self.selected, words)

    def take_away(self, start: int, end: int) -> None:
        """Take the text between two places away."""
        self._replace(start, end, "")

    def take_lines_away(self) -> str:
        """Take away the lines in which something is selected, or the one with the cursor; what they were."""
        start, end = self.selected
        (top, _), (bottom, column) = self.place(start), self.place(end)
        if top != bottom and column == 0:
            bottom -= 1
        lines = self.now.text.split("\n")
        first = self.offset((top, 0))
        last = min(first + sum(len(line) + 1 for line in lines[top : bottom + 1]), len(self.now.text))
        taken = self.now.text[first:last]
        self._replace(first, last, "")
        there = len(self.now.text.split("\n")[top])
        self.move(first + min(column, there), first + min(column, there))
        return taken

    def _replace(self, start: int, end: int, words: str) -> None:
        before, removed = self.now, self.now.text[start:end]
        if not removed and not words:
            self.now = Spot(before.text, start, start)
            return
        whole = len(words) > 1 or "\n" in words + removed
        previous = self._done[self._at - 1] if self._at else None
        apart = self._apart or whole or previous is None or previous.removes != bool(removed)
        after = Spot(before.text[:start] + words + before.text[end:], start + len(words), start + len(words))
        self._done[self._at :] = [Change(before, after, bool(removed), apart)]
        self._taken_back.clear()
        self._at += 1
        self.now, self._apart = after, whole

    # -- there and back ----------------------------------------------------------------------------------------

    def undo(self, shown: Spot) -> None:
        """Go back to what is shown: AssertionError where that is not what was there before.

        How many letters typed one after the other go at once is left to the editor; nothing that was done apart from
        them goes with them.
        """
        if not self._at:
            assert shown == self.now, "there was nothing to take back"
            return
        first = self._at - 1
        while not self._done[first].apart:
            first -= 1
        fits = [at for at in range(first, self._at) if self._done[at].before == shown]
        assert fits, f"not what was there before: {shown}, but {self._done[first].before}"
        self._taken_back.append(self._at)
        self._at = fits[0]
        self.now, self._apart = shown, True

    def redo(self, shown: Spot) -> None:
        """Go forth again to what is shown: AssertionError where that is not what was taken back."""
        if self._taken_back:
            self._at = self._taken_back.pop()
            self.now, self._apart = self._done[self._at - 1].after, True
        assert shown == self.now, f"not what was taken back: {shown}, but {self.now}"
