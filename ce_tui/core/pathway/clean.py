"""Cleans what people typed, pasted or imported, so that it is safe on a terminal, in a store and on paper.

Taken out: control characters, characters that turn the direction of text, invisible ones without a meaning of
their own, lone surrogates and non-characters. Kept: every letter of every script, and the joiners that some
scripts and emoji need.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

MAX_NOTES = 100_000  # characters
MAX_REASON = 2_000
MAX_FIELD = 500

_ALIKE = str.maketrans("’–", "'-")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNWANTED = re.compile(
    "["
    "\x00-\x09\x0b-\x1f\x7f-\x9f"  # C0 without the line feed, delete, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction of text
    "\u200b\u2060-\u2065\u206a-\u206f\ufeff\u180e"  # invisible
    "\ufff9-\ufffb\ufffe\uffff\ufdd0-\ufdef"  # annotation marks, non-characters
    "\ud800-\udfff"  # surrogates that stand alone
    "\U000e0000-\U000e007f"  # tags
    "]"
)


class Cleaned(NamedTuple):
    """A cleaned text. `changed`: characters were taken out; `cut`: it was longer than it may be."""

    text: str
    changed: bool
    cut: bool


def clean_text(text: str, limit: int = MAX_NOTES) -> Cleaned:
    """Clean a text of several lines. Line endings become line feeds, a tab becomes four spaces."""
    return _clean(_LINE_ENDS.sub("\n", text).replace("\t", "    "), limit)


def clean_line(text: str, limit: int = MAX_FIELD, joiner: str = " ") -> Cleaned:
    """Clean a text of one line. Line endings become `joiner`, a tab a space."""
    lines = (
        [line.strip() for line in _LINE_ENDS.sub("\n", text).split("\n")] if _has_line_end(text) else [text]
    )
    return _clean(joiner.join(line for line in lines if line).replace("\t", " "), limit)


def folded(text: str) -> str:
    """What a text is searched by: without case, accents and the curves of apostrophes; a dash is a hyphen."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in apart if not unicodedata.combining(each)).translate(_ALIKE)


def _has_line_end(text: str) -> bool:
    return "\n" in text or _LINE_ENDS.search(text) is not None


def _clean(text: str, limit: int) -> Cleaned:
    kept = _UNWANTED.sub("", text)
    changed = len(kept) != len(text)
    cut = len(kept) > limit
    return Cleaned(kept[: _end_of_letter(kept, limit)] if cut else kept, changed, cut)


def _end_of_letter(text: str, limit: int) -> int:
    """Where to cut so that no accent is parted from its letter."""
    end = limit
    while end > max(0, limit - 8) and unicodedata.combining(text[end]):
        end -= 1
    return end
