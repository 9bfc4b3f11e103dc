"""The characters that a Linux console can show: those that all of Debian's fonts for Western Europe have.

Read from the Unicode tables of every Lat15, Uni2 and Uni3 font of Debian 13's console-setup-linux 1.242.
"""

from __future__ import annotations

_RANGES = """
    0020-007E 00A0-00FF 0110 011E-011F 0130-0131 0152-0153 015E-0161 0178 017D-017E 0192 02C9 02DC
    0391-0392 0395-0397 0399-039A 039C-039D 039F 03A1 03A4 03A7 03BC 03C0 0401 0405-0408 0410 0412 0415
    041A 041C-041E 0420-0422 0425 0430 0435 043E 0440-0441 0443 0445 0451 0455-0458 04AE 2000-200A
    2010-2015 2018-201A 201C-201E 2022 202F 2039-203A 203C 20AC 2116 2122 212A-212B 2190-2193 2212 2248
    2260 2264-2265 226A-226B 2295-2296 2298-2299 229B-229C 2460-2468 24B6-24EA 2500-257F 2588 2591-2592
    25A0 25AE 25B2 25B4 25B6 25B8 25BC 25BE 25C0 25C2 25C8 25CF 2610-2612 2666 2717-2718 2BBD FFFD
"""


def _characters(span: str) -> set[str]:
    first, _, last = span.partition("-")
    return {chr(code) for code in range(int(first, 16), int(last or first, 16) + 1)}


GLYPHS = frozenset().union(*map(_characters, _RANGES.split()))
