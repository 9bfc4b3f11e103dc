"""How a cell looks: Rich styles brought down to what a terminal is told, and the shortest way from one to another."""

from __future__ import annotations

from typing import Literal, NamedTuple

from rich.color import Color, ColorSystem
from rich.style import Style

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

    One `LookBook` makes one object for one look, so looks of one book are compared with `is`.
    """

    attributes: tuple[str, ...] = ()
    foreground: str = ""
    background: str = ""

    @property
    def parameters(self) -> list[str]:
        """What sets this look on a terminal that was reset."""
        return [*self.attributes, *filter(None, (self.foreground, self.background))]


class LookBook:
    """Looks by style, for one colour depth."""

    def __init__(self, depth: Depth) -> None:
        self.depth = depth
        self._interned: dict[Look, Look] = {}
        self._by_style: dict[Style, Look] = {}
        self._blanks: dict[Look, Look] = {}
        self._ways: dict[tuple[Look | None, Look], str] = {}

    @property
    def plain(self) -> Look:
        """The look of a terminal that was reset."""
        return self._intern(Look())

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
        """A look that is seen as `blank` on a blank, and keeps the foreground of `before` where that is not seen."""
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
