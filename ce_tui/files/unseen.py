"""Characters that show nothing, or steer others: a name that has one looks like another name without it.

Unicode's default ignorable characters but for the joiners, which Persian and the scripts of India are spelt with; the
fillers and the blank of Braille, which are letters and look like a space; marks that stand before numbers of other
scripts, and what lays out hieroglyphs, shorthand and music.
"""

from __future__ import annotations

import re

UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd\U00013430-\U00013455]"
)
BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Those of them that are as wide as a space where they are drawn at all."""
EMOJI_SIGN = "\ufe0f"
"""Asks for the sign before it to be drawn as an emoji, two cells wide: none is needed to read it."""
