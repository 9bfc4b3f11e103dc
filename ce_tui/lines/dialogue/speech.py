"""Words as a line-by-line terminal may have them: harmless, in its encoding, broken between words; and spelt out."""

from __future__ import annotations

import re
import textwrap

from ce_tui.terminal.character_set import ASCII
from ce_tui.terminal.harmful import seen
from ce_tui.terminal.stand_ins import LACKING, shown_in

_BREAK = re.compile(r"\s*\n\s*")
_ASKED = re.compile(r"([^\s.?!:][^.?!:\n]{0,40}\? )?\[[^\[\]\n]{0,40}\]$")
_PHONE = re.compile(r"(?<!\d)0\d{2,4}(?: \d{3,6}){1,2}(?!\d)")
_TOGETHER = "\ue000"  # stands for a blank at which no row is broken


def harmless(text: str) -> str:
    """A text without characters that steer a terminal, turn its direction or show nothing; line ends stay."""
    return seen(text.replace("\t", " "), layout="\n")


def printable(text: str, encoding: str, *, ascii_only: bool = False) -> str:
    """A harmless text in letters that the terminal has: what it lacks is spelt out by what looks alike, or is "?"."""
    return shown_in(harmless(text), ASCII if ascii_only else encoding)


def loses_letters(text: str, encoding: str, *, ascii_only: bool = False) -> bool:
    """Whether question marks stand for letters of a text that the terminal lacks."""
    return printable(text, encoding, ascii_only=ascii_only).count(LACKING) > text.count(LACKING)


def wrapped(text: str, width: int, *, room: int = 0) -> list[str]:
    """A text in rows of at most `width` characters, broken between words; width 0 leaves a paragraph on one row.

    No row ends within a phone number. The last row leaves `room` characters free for an answer, and holds together what
    is answered: "Yes or no? [no]".
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
    return " ".join(part if part[-1] in ".?!:]" else f"{part}." for part in said)


def spelt(text: str) -> str:
    """A code letter by letter, as it is read aloud and copied: "7 K 3 M 2"."""
    return " ".join(text)
