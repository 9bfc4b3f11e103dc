"""What a program sent to its terminal that it should not have."""

from __future__ import annotations

import re

_OURS = re.compile(
    r"\x1b\[[0-9;]*m"  # looks
    r"|\x1b\[[0-9;]*[HABCD]"  # movements
    r"|\x1b\[[23]?[JK]|\x1b\[[0-9]*[XP@]"  # erasing, moving within a line
    r"|\x1b\[\?(?:1049|2004|25|7)[hl]"  # alternate screen, bracketed paste, cursor, wrapping
    r"|\x1b\[(?:[2-9]|[1-9]\d+);\d+r|\x1bM"  # scrolling lines below the first, which no scrollback keeps
    r"|(?:\x1b\[1;\d+r)?\x1b\[r"  # and taking its margins back
    r"|[\r\n\x08]"
)
_HARMFUL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)


def strays(raw: bytes | bytearray, encoding: str = "utf-8") -> list[str]:
    """Every control, bidi or invisible character in `raw` that is no part of what we send, with what follows it."""
    text = _OURS.sub("", bytes(raw).decode(encoding, "replace"))
    return [text[match.start() : match.start() + 20] for match in _HARMFUL.finditer(text)]
