"""Writes on a terminal with as few bytes as it can, knowing where the cursor is and how it writes."""

from __future__ import annotations

from typing import NamedTuple

from ce_tui.terminal.characters import is_certain
from ce_tui.terminal.frame import MOST_COLUMNS
from ce_tui.terminal.looks import Look, LookBook

_WITH_ERASE_COLOUR = (
    "xterm", "linux", "tmux", "rxvt", "putty", "konsole", "vte", "gnome", "alacritty", "foot", "kitty", "st-",
    "ms-terminal",
)  # fmt: skip


class Abilities(NamedTuple):
    """What a terminal can do beyond a VT100, as far as it is used here."""

    erases_in_colour: bool
    """Erasing leaves cells in the current background (terminfo's bce). GNU screen does not."""
    edits_lines: bool
    """ECH, ICH and DCH are known: erasing, inserting and deleting within a line."""
    scrolls: bool
    """Some of the lines may be scrolled (DECSTBM). tmux and GNU screen know it too, but where their alternate screen
    is switched off they keep lines that leave any region in their scrollback: there nothing is scrolled."""

    @classmethod
    def of(cls, term: str) -> Abilities:
        """What the terminal named by TERM can do; an unknown one, little."""
        modern = term.startswith(_WITH_ERASE_COLOUR)
        edits_lines = modern or term.startswith(("screen", "vt2", "vt3", "vt4", "vt5"))
        scrolls = (edits_lines or term.startswith("vt1")) and not term.startswith(("tmux", "screen"))
        return cls(modern, edits_lines, scrolls)


class Pen:
    """A terminal's cursor and current look, and the bytes that are to go there.

    `x` is None where terminals may disagree about the column: beside the right margin, or after a character
    whose width is not certain. Each batch of output finds its first place absolutely, so whatever else moved
    the cursor in between does no harm.
    """

    def __init__(self, width: int, looks: LookBook, abilities: Abilities) -> None:
        self.x: int | None = None
        self.y: int | None = None
        self.look: Look | None = None
        self._width = width
        self._looks = looks
        if width >= MOST_COLUMNS:  # the window may go on at the right: nothing is pushed or coloured there
            abilities = abilities._replace(erases_in_colour=False, edits_lines=False)
        self._abilities = abilities
        self._out: list[str] = []
        self._lost = True
        self._touched = False

    def begin(self) -> Pen:
        """A pen that goes on from here in a new batch: nothing written, its first movement absolute."""
        other = Pen(self._width, self._looks, self._abilities)
        other.look, other._touched = self.look, self._touched
        return other

    @property
    def written(self) -> str:
        """The batch so far."""
        return "".join(self._out)

    def goto(self, x: int, y: int) -> None:
        """Move the cursor."""
        if (self.x, self.y) == (x, y) and not self._lost:
            return
        self._out.append(min(self._ways_to(x, y), key=len))
        self.x, self.y, self._lost = x, y, False

    def write(self, characters: list[str], look: Look) -> None:
        """Write cells from here in one look; blanks among them may have what `suits` it."""
        if any(character != " " for character in characters):
            self._wear(look)
        else:
            self._wear_for_blanks(look)
        self.write_on(characters)

    def write_on(self, characters: list[str]) -> None:
        """Write cells from here in the present look."""
        text = "".join(characters)
        self._out.append(text)
        end = None if self.x is None else self.x + len(characters)
        self.x = end if end is not None and end < self._width and is_certain(text) else None

    def suits(self, character: str, look: Look) -> bool:
        """Whether `character` comes out in `look` as we write now: of a blank less is seen than of a letter."""
        return self.look is look or (
            character == " " and self.look is not None and self._looks.blank(self.look) is look
        )

    def can_erase(self, look: Look) -> bool:
        """Whether an erased cell comes out as a blank in `look`."""
        return look is self._looks.plain or (
            self._abilities.erases_in_colour and not look.attributes and not look.foreground
        )

    @property
    def can_edit_lines(self) -> bool:
        """Whether `erase`, `insert` and `delete` may be used."""
        return self._abilities.edits_lines

    def erase_to_end(self, look: Look) -> None:
        """Erase from here to the end of the line; the cursor stays."""
        self._wear_for_blanks(look)
        self._out.append("\x1b[K")

    def erase(self, count: int, look: Look) -> None:
        """Erase `count` cells from here; the cursor stays."""
        self._wear_for_blanks(look)
        self._out.append(f"\x1b[{count}X")

    def shift(self, count: int) -> None:
        """Push the rest of the line `count` cells to the right (negative: pull it to the left); the cursor stays.

        What comes free has no certain look.
        """
        self._out.append(_steps(abs(count), "@" if count > 0 else "P"))

    @property
    def can_scroll(self) -> bool:
        """Whether `scroll` may be used."""
        return self._abilities.scrolls

    def scroll(self, top: int, bottom: int, by: int, *, height: int) -> None:
        """Move the lines `top` to `bottom` up by `by` (negative: down), of a screen of `height` lines. The lines that
        come free are plain blanks.

        Setting the margins moves the cursor home, so its place is given absolutely before and after. They are taken
        back twice: by number, as pyte before 0.8.1 (the screen that Debian's Fenrir reads) keeps the lower one
        otherwise; and without, should the window have grown meanwhile.
        """
        self._wear(self._looks.plain)
        self._out.append(f"\x1b[{top + 1};{bottom + 1}r")
        edge = bottom if by > 0 else top
        self._out.append(f"\x1b[{edge + 1}H" + ("\n" if by > 0 else "\x1bM") * abs(by))
        self._out.append(f"\x1b[1;{height}r\x1b[r")
        self.x, self.y, self._lost = None, None, True

    def retouch(self, look: Look) -> None:
        """Give the blank in the upper left corner, in `look`, more of a look: as little of it is seen as of the last.

        Bold and red take turns, so that it is another each time, also where it was drawn anew in between.
        """
        self._touched = not self._touched
        self.goto(0, 0)
        self._wear(look)
        self._out.append(f"\x1b[{'1' if self._touched else '31'}m ")
        self.look = None
        self.x, self.y, self._lost = None, None, True

    def clear(self, look: Look) -> None:
        """Erase the whole screen."""
        self.look = None
        self._wear(look)
        self._out.append("\x1b[2J")

    def _wear(self, look: Look) -> None:
        if way := self._looks.way(self.look, look):
            self._out.append(way)
            self.look = look

    def _wear_for_blanks(self, look: Look) -> None:
        if not self.suits(" ", look):
            self._wear(self._looks.blank_like(self._looks.blank(look), self.look))

    def _ways_to(self, x: int, y: int) -> list[str]:
        if x == 0:
            ways = [f"\x1b[{y + 1}H" if y else "\x1b[H"]
        else:
            ways = [f"\x1b[{y + 1};{x + 1}H" if y else f"\x1b[;{x + 1}H"]
        if self._lost or self.y is None:
            return ways
        if y == self.y:
            ways.append("\r" + _steps(x, "C"))
            if self.x is not None:
                ways.append(_steps(x - self.x, "C") if x > self.x else _steps(self.x - x, "D"))
                ways.append("\b" * (self.x - x) if x < self.x else ways[0])
        elif y == self.y + 1:
            ways.append("\r\n" + _steps(x, "C"))
            ways.append("\n" if x == self.x else ways[0])
        if x == self.x:
            ways.append(_steps(y - self.y, "B") if y > self.y else _steps(self.y - y, "A"))
        return ways


def _steps(count: int, direction: str) -> str:
    if count == 0:
        return ""
    return f"\x1b[{direction}" if count == 1 else f"\x1b[{count}{direction}"
