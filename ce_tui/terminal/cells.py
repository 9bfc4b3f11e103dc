"""The cells of a terminal's screen: what stands in each, how it looks, and which of a line's differ from another's.

Text comes as Rich's segments. What reaches a cell is safe to send: no control, bidi or invisible characters, no lone
surrogates. A style is brought down to what the terminal is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from rich.cells import cell_len, get_character_cell_size, split_graphemes
from rich.color import Color, ColorSystem
from rich.segment import Segment
from rich.style import Style

from ce_tui.files.shown import EMOJI_SIGN
from ce_tui.terminal.character_set import LACKING, NOT_SHOWN, has, stand_in

MOST_CODE_POINTS = 9
"""So many code points a cell keeps; no orthography needs more, and more is an attack on the line."""


def harmless(text: str) -> str:
    """`text` as a terminal may have it, as wide in cells as before: what has a width leaves a blank or U+FFFD."""
    if text.isascii() and text.isprintable():
        return text
    if EMOJI_SIGN in text:
        text = "".join(map(_without_emoji_signs, *zip(*_spans(text), strict=True)))
    return NOT_SHOWN.sub(_stand_in, text)


def _without_emoji_signs(grapheme: str, width: int) -> str:
    """Terminals disagree on how wide a sign is that is to be an emoji: without it they agree."""
    plain = grapheme.replace(EMOJI_SIGN, "")
    return plain if plain == grapheme else plain + " " * max(0, width - cell_len(plain))


def _stand_in(match: re.Match[str]) -> str:
    character = match[0]
    width = get_character_cell_size(character)
    return "\ufffd" * width if "\ud800" <= character <= "\udfff" else " " * width


def graphemes(text: str) -> list[tuple[str, int]]:
    """Each character of harmless `text`, with its marks, and its width in cells (0 to 2)."""
    return [(grapheme[:MOST_CODE_POINTS], min(width, 2)) for grapheme, width in _spans(text)]


def _spans(text: str) -> list[tuple[str, int]]:
    spans, _ = split_graphemes(text)
    return [(text[start:end], width) for start, end, width in spans]


def is_certain(text: str) -> bool:
    """Whether every terminal agrees on its width: Latin, Greek, Cyrillic, general punctuation, box drawing."""
    return text.isascii() or all(
        character < "\u0300" or "\u0370" <= character < "\u0483" or "\u2010" <= character <= "\u2027"
        or "\u2500" <= character <= "\u25ff" or character == "\ufffd"
        for character in text
    )  # fmt: skip


def encodable(grapheme: str, width: int, encoding: str) -> str:
    """`grapheme`, or in the same `width` what stands for it if `encoding` lacks it."""
    if has(grapheme, encoding):
        return grapheme
    plain = stand_in(grapheme)
    return plain.ljust(width, plain if plain == LACKING else " ")


Depth = Literal["truecolor", "256", "standard", "none"]
"""How many colours are sent: 24-bit, 256, 16 or none at all."""

_SYSTEMS = {
    "truecolor": ColorSystem.TRUECOLOR,
    "256": ColorSystem.EIGHT_BIT,
    "standard": ColorSystem.STANDARD,
}

# Attribute of a Rich style, what sets it, what unsets it. Blinking is left out: nothing here blinks.
_ATTRIBUTES = (
    ("bold", "1", "22"), ("dim", "2", "22"), ("italic", "3", "23"), ("underline", "4", "24"),
    ("underline2", "21", "24"), ("reverse", "7", "27"), ("conceal", "8", "28"), ("strike", "9", "29"),
    ("overline", "53", "55"),
)  # fmt: skip
_UNSETS = {sets: unsets for _, sets, unsets in _ATTRIBUTES}
_CUBE = (0, 95, 135, 175, 215, 255)
_SEEN_ON_A_BLANK = frozenset({"4", "21", "7", "9", "53"})


class Look(NamedTuple):
    """SGR parameters: attributes that are on, foreground and background ("" is the terminal's own).

    One `StyleTable` makes one object for one look, so looks of one book are compared with `is`.
    """

    attributes: tuple[str, ...] = ()
    foreground: str = ""
    background: str = ""

    @property
    def parameters(self) -> list[str]:
        """What sets this look on a terminal that was reset."""
        return [*self.attributes, *filter(None, (self.foreground, self.background))]


class StyleTable:
    """Looks by style, for one colour depth."""

    def __init__(self, depth: Depth) -> None:
        self.depth = depth
        self._interned: dict[Look, Look] = {}
        self._by_style: dict[Style, Look] = {}
        self._blanks: dict[Look, Look] = {}
        self._ways: dict[tuple[Look | None, Look], str] = {}
        self.plain = self._intern(Look())
        """The look of a terminal that was reset."""

    def of(self, style: Style | None) -> Look:
        """The look of text in `style`. Links and meta are not sent, and blinking is not either."""
        if style is None:
            return self.plain
        look = self._by_style.get(style)
        if look is None:
            if len(self._by_style) > 10_000:
                self._by_style.clear()
            look = self._by_style[style] = self._intern(
                Look(
                    tuple(sets for name, sets, _ in _ATTRIBUTES if getattr(style, name)),
                    self._colour(style.color, foreground=True),
                    self._colour(style.bgcolor, foreground=False),
                )
            )
        return look

    def blank(self, look: Look) -> Look:
        """What of `look` is seen on a blank."""
        blank = self._blanks.get(look)
        if blank is None:
            seen = tuple(code for code in look.attributes if code in _SEEN_ON_A_BLANK)
            blank = self._intern(Look(seen, look.foreground if seen else "", look.background))
            self._blanks[look] = blank
        return blank

    def blank_like(self, blank: Look, before: Look | None) -> Look:
        """A look seen as `blank` on a blank; the foreground is that of `before` if it is not seen."""
        if before is None or blank.attributes or before.foreground == blank.foreground:
            return blank
        return self._intern(Look((), before.foreground, blank.background))

    def way(self, before: Look | None, after: Look) -> str:
        """The shortest SGR sequence that turns `before` (None: unknown) into `after`; "" where they are the same."""
        if before is after:
            return ""
        way = self._ways.get((before, after))
        if way is None:
            way = self._ways[before, after] = self._shortest(before, after)
        return way

    def _shortest(self, before: Look | None, after: Look) -> str:
        afresh = f"\x1b[{';'.join(['0', *after.parameters])}m" if after.parameters else "\x1b[m"
        if before is None:
            return afresh
        unset = list(
            dict.fromkeys(_UNSETS[code] for code in before.attributes if code not in after.attributes)
        )
        lost = {code for code in before.attributes if _UNSETS[code] in unset}
        steps = unset + [code for code in after.attributes if code not in before.attributes or code in lost]
        if before.foreground != after.foreground:
            steps.append(after.foreground or "39")
        if before.background != after.background:
            steps.append(after.background or "49")
        return min(f"\x1b[{';'.join(steps)}m", afresh, key=len)

    def _colour(self, colour: Color | None, *, foreground: bool) -> str:
        system = _SYSTEMS.get(self.depth)
        if colour is None or system is None or colour.is_default:
            return ""
        number = _of_256(*colour.triplet) if colour.triplet is not None else None
        if number is not None and (self.depth == "256" or (self.depth == "truecolor" and foreground)):
            return f"{38 if foreground else 48};5;{number}"
        return ";".join(colour.downgrade(system).get_ansi_codes(foreground))

    def _intern(self, look: Look) -> Look:
        return self._interned.setdefault(look, look)


def _of_256(red: int, green: int, blue: int) -> int | None:
    """Which of the 240 colours that are the same on every terminal of 256 a colour is; None: it is none of them.

    It takes fewer bytes than its red, green and blue, and with a theme's words it is sent again and again. With 256
    colours it stays as it is: Rich makes the lighter greys a shade darker.
    """
    grey, left = divmod(red - 8, 10)
    if red == green == blue and not left and 0 <= grey < 24:
        return 232 + grey
    if red in _CUBE and green in _CUBE and blue in _CUBE:
        return 16 + 36 * _CUBE.index(red) + 6 * _CUBE.index(green) + _CUBE.index(blue)
    return None


MOST_COLUMNS, MOST_ROWS = 400, 200
"""Of a larger window only so much is drawn: whoever signs in may claim 65,535 each way, and each cell is kept."""


class FrameRow(NamedTuple):
    """One line: a character with its marks a cell ("" is the second half of a wide one), and a look a cell."""

    characters: list[str]
    looks: list[Look]

    def copy(self) -> FrameRow:
        """A row that changes on its own."""
        return FrameRow(self.characters.copy(), self.looks.copy())

    def put(self, x: int, characters: list[str], looks: list[Look], blank: Look) -> None:
        """Overwrite from column `x`; the other half of a wide character that is hit becomes a blank."""
        end = min(x + len(characters), len(self.characters))
        characters, looks = characters[: end - x], looks[: end - x]
        if not characters:
            return
        if end < len(self.characters) and self.characters[end] == "":
            self.characters[end], self.looks[end] = " ", blank
        if x > 0 and self.characters[x] == "":
            self.characters[x - 1], self.looks[x - 1] = " ", blank
        if end == len(self.characters) and any(width == 2 for _, width in graphemes(characters[-1])):
            characters[-1] = " "
        self.characters[x:end], self.looks[x:end] = characters, looks


class Frame:
    """What the screen should show. `changed` holds the lines that were painted since they were last sent."""

    def __init__(self, width: int, height: int, looks: StyleTable, encoding: str) -> None:
        self.width, self.height = width, height
        self.rows = blank_rows(width, height, looks.plain)
        self.changed: set[int] = set()
        self._looks = looks
        self._encoding = "" if encoding.replace("-", "").lower() == "utf8" else encoding

    def paint(self, x: int, y: int, segments: Iterable[Segment]) -> None:
        """Put `segments` at column `x` of line `y`; what lies outside is dropped."""
        if not 0 <= y < self.height or not 0 <= x < self.width:
            return
        characters, looks = self._cells(segments)
        row, end = self.rows[y], x + len(characters)
        if row.characters[x:end] != characters or row.looks[x:end] != looks:
            row.put(x, characters, looks, self._looks.plain)
            self.changed.add(y)

    def _cells(self, segments: Iterable[Segment]) -> tuple[list[str], list[Look]]:
        characters: list[str] = []
        looks: list[Look] = []
        for text, style, control in segments:
            if control or not text:
                continue
            look = self._looks.of(style)
            blank = self._looks.blank(look)
            text = harmless(text)
            if text.isascii():
                characters.extend(text)
                looks.extend(
                    [look] * len(text) if blank is look else [blank if c == " " else look for c in text]
                )
            else:
                self._wider(text, look, blank, characters, looks)
        return characters, looks

    def _wider(self, text: str, look: Look, blank: Look, characters: list[str], looks: list[Look]) -> None:
        for grapheme, width in graphemes(text):
            if self._encoding:
                grapheme = encodable(grapheme, width, self._encoding)
                if grapheme.isascii():
                    characters.extend(grapheme[:width])
                    looks.extend([look] * width)
                    continue
            if width:
                characters.extend([grapheme, ""][:width])
                looks.extend([blank if grapheme == " " else look] * width)
            elif characters:
                lead = -1 if characters[-1] else -2
                characters[lead] = (characters[lead] + grapheme)[:MOST_CODE_POINTS]


def blank_rows(width: int, height: int, look: Look) -> list[FrameRow]:
    """A cleared screen."""
    return [FrameRow([" "] * width, [look] * width) for _ in range(height)]


def differing_columns(before: FrameRow, row: FrameRow) -> list[int]:
    """Columns whose cells differ, in order; both halves of a wide character, or neither."""
    columns = [
        x
        for x, (a, b, c, d) in enumerate(
            zip(before.characters, row.characters, before.looks, row.looks, strict=True)
        )
        if a != b or c is not d
    ]
    if "" not in row.characters:
        return columns
    with_halves = set(columns)
    for x in columns:
        if row.characters[x] == "":
            with_halves.add(x - 1)
        elif row.characters[x + 1 : x + 2] == [""]:
            with_halves.add(x + 1)
    return sorted(with_halves)
