"""Which characters no terminal may get, and what stands for those that it lacks. Shared by both front ends."""

from __future__ import annotations

import re
import unicodedata

# C0 and C1 controls, marks and overrides of the bidirectional algorithm, invisible operators and tags, line and
# paragraph separators, surrogates. The joiners U+200C and U+200D stay: Persian and Indic names are spelt with them.
HARMFUL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)

ASCII_LOOKALIKES = {
    "─": "-", "━": "-", "═": "=", "│": "|", "┃": "|", "║": "|", "•": "*", "●": "*", "▼": "v", "▲": "^",
    "–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "…": ".", "→": ">", "←": "<", "✓": "x",
    "£": "L", "\u00a0": " ",
}  # fmt: skip


def stand_in(character: str) -> str:
    """What stands for a character in a terminal that lacks it: an ASCII one that looks alike, else a question mark."""
    base = unicodedata.normalize("NFKD", character)[:1]
    return ASCII_LOOKALIKES.get(character, base if base.isascii() and base.isprintable() else "?")
