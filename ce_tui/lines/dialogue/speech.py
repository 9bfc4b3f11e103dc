"""Words as a line-by-line terminal may have them: harmless, in its encoding, broken between words; and spelt out."""

from __future__ import annotations

import re
import textwrap
from functools import lru_cache

from ce_tui.core.pathway.words import is_ended
from ce_tui.terminal.harmful import seen, stand_in

_BREAK = re.compile(r"\s*\n\s*")
_ASKED = re.compile(r"([^\s.?!:][^.?!:\n]{0,40}\? )?(\[[^\[\]\n]{0,40}\]|Now: [^.?!:\n]{0,40}\.)$")
_PHONE = re.compile(r"(?<!\d)0\d{2,4}(?: \d{3,6}){1,2}(?!\d)")
_TOGETHER = "\ue000"  # stands for a blank at which no row is broken
_DOTS = {"…": "..."}


def harmless(text: str) -> str:
    """A text without characters that steer a terminal, turn its direction or show nothing; line ends stay."""
    return seen(text.replace("\t", " "), layout="\n")


def printable(text: str, encoding: str, *, ascii_only: bool = False) -> str:
    """A harmless text in letters that the terminal has: what it lacks is replaced by what looks alike, or by "?"."""
    text = harmless(text)
    if text.isascii():
        return text
    encoding = "ascii" if ascii_only else encoding
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return "".join(_letter(letter, encoding) for letter in text)
    return text


@lru_cache(1024)
def _letter(letter: str, encoding: str) -> str:
    try:
        letter.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return _DOTS.get(letter) or stand_in(letter)
    return letter


def wrapped(text: str, width: int, *, room: int = 0) -> list[str]:
    """A text in rows of at most `width` characters, broken between words; width 0 leaves a paragraph on one row.

    No row ends within a phone number. The last row leaves `room` characters free for an answer, and holds together what
    is answered: "Yes or no? [no]", "Yes or no? Now: no.".
    """
    if not width:
        return text.split("\n")
    text = _PHONE.sub(_held_together, text)
    if room:
        text = _ASKED.sub(_held_together, text)
    rows = [row for paragraph in text.split("\n") for row in _rows(paragraph, width)]
    if room and len(rows[-1]) + room > width and " " in rows[-1]:
        rows[-1:] = _rows(rows[-1], max(width - room, 20))
    return [row.replace(_TOGETHER, " ") for row in rows]


def _held_together(found: re.Match[str]) -> str:
    return found[0].replace(" ", _TOGETHER)


def _rows(paragraph: str, width: int) -> list[str]:
    return textwrap.wrap(paragraph, width, break_long_words=False, break_on_hyphens=False) or [""]


def one_line(text: str) -> str:
    """A text of several lines as one: "What is it. Where it leads"."""
    return _BREAK.sub(" ", text).strip()


def sentence(*parts: str) -> str:
    """Parts as sentences: each ends with one full stop, empty ones are left out."""
    said = (part.strip() for part in parts if part.strip())
    return " ".join(part if part[-1] == "]" or is_ended(part) else f"{part}." for part in said)


def now_words(stands: str) -> str:
    """What stands now and Enter leaves, said and not only put in brackets, which many a voice leaves out."""
    return sentence(f"Now: {one_line(stands)}")


def spelt(text: str) -> str:
    """A code letter by letter, as it is read aloud and copied: "7 K 3 M 2"."""
    return " ".join(text)
