"""A terminal of eight bits, such as a VT220: every byte is a character, and 80 to 9F are controls.

As in the parser of DEC's terminals (vt100.net/emu/dec_ansi_parser): each of those controls stands for Escape and a
letter. Some begin a string (DCS, SOS, OSC, PM, APC), in which nothing is shown until ST, Escape, CAN, SUB or another
of them comes. pyte knows CSI and OSC of them, waits in an OSC for ST or BEL whatever comes first, and draws the others.
"""

from __future__ import annotations

import re

import pyte

EIGHT_BITS = "eight bits"
"""The encoding that such a terminal has for `PtyScreen`."""

_AS_ESCAPE = {"\x84": "\x1bD", "\x85": "\r\n", "\x88": "\x1bH", "\x8d": "\x1bM", "\x9b": "\x1b["}
_BEGIN_A_STRING = re.compile("[\x90\x98\x9d\x9e\x9f]|\x1b[PX\\]^_]")
_END_A_STRING = re.compile("[\x18\x1a\x1b\x80-\x9f]")
_CONTROLS = re.compile("[\x80-\x9f]")
_SHOWN_OR_LAYOUT = re.compile(rb"[ -~\r\n\x07\x08]")
_SEQUENCE = re.compile(rb"\x1b(?:\[[0-9;?]*[A-Za-z@]|M)")


class Strings:
    """Takes the strings out of what comes and spells the other controls with Escape: what is left pyte understands."""

    def __init__(self) -> None:
        self._within = False
        self._begun = ""

    def without(self, data: str) -> str:
        """What is left of some more, each byte of which is one character."""
        data, self._begun = self._begun + data, ""
        if data.endswith("\x1b") and not self._within:
            data, self._begun = data[:-1], "\x1b"
        left = []
        while data:
            found = (_END_A_STRING if self._within else _BEGIN_A_STRING).search(data)
            if not self._within:
                left.append(data[: found.start()] if found else data)
            if found is None:
                break
            ends_one = self._within
            self._within = not ends_one
            data = data[found.start() if ends_one and found[0] not in "\x18\x1a\x9c" else found.end() :]
        return _CONTROLS.sub(lambda control: _AS_ESCAPE.get(control[0], ""), "".join(left))


class EightBitStream(pyte.Stream):
    """pyte's, for one character a byte."""

    def __init__(self, screen: pyte.Screen) -> None:
        super().__init__(screen)
        self._strings = Strings()

    def feed(self, data: str) -> None:
        """Take some more."""
        super().feed(self._strings.without(data))


def rows_shown(raw: bytes | bytearray, columns: int = 80, rows: int = 2_000) -> list[str]:
    """What stands on such a terminal, higher than any, after these bytes: the rows that are not empty."""
    screen = pyte.Screen(columns, rows)
    EightBitStream(screen).feed(bytes(raw).decode("latin-1"))
    used = screen.display[: screen.cursor.y + 1]
    return [row.rstrip() for row in used if row.strip()]


def beyond_ascii(raw: bytes | bytearray) -> list[bytes]:
    """Whatever is neither shown in ASCII, nor layout, nor one of the sequences that such terminals know."""
    left = _SHOWN_OR_LAYOUT.sub(b"", _SEQUENCE.sub(b"", bytes(raw)))
    return re.findall(rb".", left, re.DOTALL)
