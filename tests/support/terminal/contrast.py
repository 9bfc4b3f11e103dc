"""How well the cells of an emulated screen can be told from what is behind them, as the WCAG counts contrast.

A cell's colours are what the terminal was really told. What 16 colours and the terminal's own look like is the
terminal's affair: the Linux console's (VGA), xterm's and PuTTY's palettes are all assumed, and the worst counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

Rgb = tuple[int, int, int]

_LINES = frozenset(map(chr, range(0x2500, 0x2580)))
_NAMES = ("black", "red", "green", "brown", "blue", "magenta", "cyan", "white")


def rgb_of(digits: str) -> Rgb:
    """Six hexadecimal digits as a colour; a "#" may stand before them."""
    return int(digits[-6:-4], 16), int(digits[-4:-2], 16), int(digits[-2:], 16)


@dataclass(frozen=True)
class Terminal:
    """The 16 colours of a terminal, and its own text and background."""

    name: str
    text: str
    background: str
    colours: tuple[str, ...]

    def rgb(self, colour: str, *, text: bool) -> Rgb:
        """A colour as pyte says it: "default", a name, or six hexadecimal digits."""
        if colour == "default":
            colour = self.text if text else self.background
        elif colour in _NAMES:
            colour = self.colours[_NAMES.index(colour)]
        elif colour.startswith(("bright", "bfight")):
            colour = self.colours[8 + _NAMES.index(colour[6:])]
        return rgb_of(colour)


_DARK = "000000 {0}0000 00{0}00 {0}{1}00 0000{2} {0}00{0} 00{0}{0} {3}"
_BRIGHT = "555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff"
_VGA = f"{_DARK.format('aa', '55', 'aa', 'aaaaaa')} {_BRIGHT}"
_PUTTY = f"{_DARK.format('bb', 'bb', 'bb', 'bbbbbb')} {_BRIGHT}"
_XTERM = f"{_DARK.format('cd', 'cd', 'ee', 'e5e5e5')} 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff"
TERMINALS = (
    Terminal("the Linux console", "aaaaaa", "000000", tuple(_VGA.split())),
    Terminal("xterm", "000000", "ffffff", tuple(_XTERM.split())),
    Terminal("xterm -rv", "e5e5e5", "000000", tuple(_XTERM.split())),
    Terminal("PuTTY", "bbbbbb", "000000", tuple(_PUTTY.split())),
)


def contrast(one: Rgb, other: Rgb) -> float:
    """The contrast ratio of WCAG 2.2, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Rgb) -> float:
    red, green, blue = (linear(each / 255) for each in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(value: float) -> float:
    """A share of red, green or blue as light, from 0 to 1."""
    return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)


class Look(NamedTuple):
    """The colours of a cell, by the names that pyte has for them, reversed where it is."""

    text: str
    behind: str
    reversed: bool

    @classmethod
    def of(cls, cell: Any) -> Look:
        """The look of a cell of pyte's."""
        return cls(cell.fg, cell.bg, cell.reverse)

    def on(self, terminal: Terminal) -> tuple[Rgb, Rgb]:
        """Text and background as a terminal shows them."""
        text, behind = terminal.rgb(self.text, text=True), terminal.rgb(self.behind, text=False)
        return (behind, text) if self.reversed else (text, behind)


class Least(NamedTuple):
    """The contrast that is needed: by text, by lines alone (rules, frames), by what stands out."""

    text: float
    line: float
    block: float

    def of(self, characters: str) -> float:
        """What these characters need, which have one look."""
        written = characters.replace(" ", "")
        if not written:
            return 1.0
        return self.line if _LINES.issuperset(written) else self.text


def runs(screen: Any) -> Iterator[tuple[int, int, str, Look]]:
    """Row, column, characters and look of everything on a screen that is written on or stands out."""
    for y in range(screen.lines):
        row, start = screen.buffer[y], 0
        for x in range(1, screen.columns + 1):
            if x == screen.columns or Look.of(row[x]) != Look.of(row[start]):
                yield y, start, "".join(row[each].data for each in range(start, x)), Look.of(row[start])
                start = x


def too_weak(screen: Any, least: Least) -> Iterator[str]:
    """What has less contrast than it needs, and on which terminal: text and lines on whatever they stand on, and what
    stands out by its background, as the focus and a selection do.
    """
    found = list(runs(screen))
    cells: Counter[Look] = Counter()
    for _, _, characters, look in found:
        cells[look] += len(characters)
    ground = cells.most_common(1)[0][0]
    for y, x, characters, look in found:
        weak = _weak(look, ground, least.of(characters), least.block if look.reversed else 1.0)
        if weak:
            yield f"{weak} at {y},{x}: {characters[:40]!r} ({look})"


@cache
def _weak(look: Look, ground: Look, text: float, block: float) -> str:
    for terminal in TERMINALS:
        front, behind = look.on(terminal)
        if (ratio := contrast(front, behind)) < text:
            return f"text {ratio:.1f}:1 on {terminal.name}"
        if (ratio := contrast(behind, ground.on(terminal)[1])) < block:
            return f"block {ratio:.1f}:1 on {terminal.name}"
    return ""
