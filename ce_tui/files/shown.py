"""How a path, or another name that somebody else chose, stands in a sentence; and the endings of names."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd\U00013430-\U00013455]"
)
BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Unseen signs that are as wide as a space where they are drawn at all."""
EMOJI_SIGN = "\ufe0f"
"""Asks for the sign before it to be drawn as an emoji, two cells wide: none is needed to read it."""


_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


def shown(name: object) -> str:
    """A path as words show it: line ends, controls and what nobody sees stand as their escapes, as in `a\\nb`.

    A name may hold all of them, and a message must not have a line that the app did not write.
    """
    return "".join(
        letter.encode("unicode_escape").decode("ascii")
        if unicodedata.category(letter) in _UNSEEN or UNSEEN.match(letter)
        else letter
        for letter in str(name)
    )


def quoted(name: object) -> str:
    """A path as one word of a command that a person is told to type."""
    return "'" + shown(name).replace("'", "'\\''") + "'"


PDF, TEXT = ".pdf", ".txt"
_WRITTEN = {PDF: "a PDF", TEXT: "plain text"}
_OTHERS = {
    ".csv", ".doc", ".docx", ".eml", ".gif", ".htm", ".html", ".jpeg", ".jpg", ".json", ".log", ".md", ".msg", ".odt",
    ".png", ".ps", ".rtf", ".xls", ".xlsx", ".xml", ".zip",
}  # fmt: skip
_KNOWN = {*_WRITTEN, *_OTHERS}


def wrong_ending(path: Path, wanted: str) -> str:
    """What is wrong with a file's name that should have the `wanted` ending; empty: nothing.

    Only PDF and plain text are looked at: what else is written has a name of its own. An ending that nobody knows is
    none: "minutes.2".
    """
    found = path.suffix.lower()
    if wanted not in _WRITTEN or found == wanted or found not in _KNOWN:
        return ""
    return (
        f"This is {_WRITTEN[wanted]}, and the name ends in {shown(path.suffix)}: whoever gets the file could not open "
        f"it. Nothing was written. Let the name end in {wanted}."
    )


def with_ending(path: Path, wanted: str) -> Path:
    """The path with the ending that says what it is; with one already, as it is."""
    if wanted not in _WRITTEN or not path.name or path.suffix.lower() == wanted:
        return path
    return path.with_name(f"{path.name}{wanted}")


def is_text(name: str) -> bool:
    """Whether a name asks for plain text."""
    return Path(name).suffix.lower() == TEXT


def has_no_ending(name: str) -> bool:
    """Whether a name does not say what is written under it."""
    return Path(name).suffix.lower() not in _KNOWN


def other_than_pdf_or_text(name: str) -> str:
    """What is wrong with a name whose ending is neither PDF's nor text's; empty: nothing is."""
    suffix = Path(name).suffix
    if suffix.lower() not in _OTHERS:
        return ""
    return (
        f"The name ends in {shown(suffix)}, and only a PDF or plain text can be written. Nothing was written. Let it "
        f"end in {PDF} or {TEXT}."
    )
