"""The line below a screen's body that names its keys."""

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.widgets.drawn_plainly import PlainLines
from ce_tui.widgets.header_parts import in_width
from ce_tui.widgets.speaking import is_quiet
from ce_tui.widgets.surroundings import around
from ce_tui.widgets.tones import Piece
from ce_tui.widgets.wrapping import cells


class KeyLine(PlainLines):
    """The keys of this screen in one row; those that do not fit are left to the help.

    None is left out for the sake of a less important one. Where one is too long for the room that the more important
    ones leave, shorter ones after it still have that room.
    """

    def __init__(self) -> None:
        super().__init__(id="keys")
        self._keys: list[tuple[str, str]] = []
        self._kept: Sequence[str] = ()

    def say(self, keys: list[tuple[str, str]], kept: Sequence[str] = ()) -> None:
        """Keys and their words, as they stand in the row. The last one (help) stays; before all others those of `kept`
        words have room, in that order, then the rest as they stand, each that still fits beside those before it.
        """
        self._keys, self._kept = keys, kept
        self.lay_out()

    def on_resize(self) -> None:
        self.lay_out()

    def lay_out(self) -> None:
        """Work out the rows anew."""
        if is_quiet(self):  # what is the same on every screen is read out once
            return self.show([in_width(around(self).lasting_parts(), self.size.width or 80)])
        if not self._keys:
            return self.show([""])
        width = (self.size.width or 80) - 2
        *others, help = self._keys
        shown = [help]
        for key in sorted(others, key=self._rank):
            more = [each for each in self._keys if each in shown or each is key]
            if cells(_in_one_row(more)) <= width:
                shown = more
        self.show([_toned(shown)])
        return None

    def _rank(self, key: tuple[str, str]) -> int:
        return self._kept.index(key[1]) if key[1] in self._kept else len(self._kept)


def _toned(keys: list[tuple[str, str]]) -> list[Piece]:
    """The same row in pieces: the keys stand out where the theme has a colour for them."""
    pieces: list[Piece] = []
    for key, words in keys:
        pieces += [("   " if pieces else " ", ""), (key, "key"), (f" {words}", "")]
    return pieces


def _in_one_row(keys: list[tuple[str, str]]) -> str:
    return "   ".join(f"{key} {words}" for key, words in keys)
