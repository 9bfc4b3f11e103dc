"""Words as a line-by-line terminal may have them: harmless, in its encoding, broken between words; and spelt out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ce_tui.core.pathway.words import is_ended
from ce_tui.lines.dialogue.cells import cells
from ce_tui.terminal.character_set import ASCII, LACKING, seen, shown_in

_BREAK = re.compile(r"\s*\n\s*")
_ASKED = re.compile(r"([^\s.?!:][^.?!:\n]{0,40}\? )?(\[[^\[\]\n]{0,40}\]|Now: [^.?!:\n]{0,40}\.)$")
_PHONE = re.compile(r"(?<!\d)0\d{2,4}(?: \d{3,6}){1,2}(?!\d)")
_TOGETHER = "\ue000"  # stands for a blank at which no row is broken
_WORD = re.compile("( *)([^ ]+)")
_OF_WORDS = re.compile(r"[^\w/]*[^\W\d_]{2,}(/[^\W\d_]{2,})+[^\w/]*")
_AT_STROKES = re.compile("[^/]+/?")


def harmless(text: str) -> str:
    """A text without characters that steer a terminal, turn its direction or show nothing; line ends stay."""
    return seen(text.replace("\t", " "), layout="\n")


def printable(text: str, encoding: str, *, ascii_only: bool = False) -> str:
    """A harmless text in letters that the terminal has: what it lacks is spelt out by what looks alike, or is "?"."""
    return shown_in(harmless(text), ASCII if ascii_only else encoding)


def loses_letters(text: str, encoding: str, *, ascii_only: bool = False) -> bool:
    """Whether question marks stand for letters of a text that the terminal lacks."""
    return printable(text, encoding, ascii_only=ascii_only).count(LACKING) > text.count(LACKING)


def wrapped(text: str, width: int, *, asks: bool = False, room: int = 0) -> list[str]:
    """A text in rows of at most `width` cells, broken between words; width 0 leaves a paragraph on one row.

    No row ends within a phone number. Longer than the width is only a row of one word that is longer: of words with a
    stroke between them, the stroke ends a row. Where it `asks`, what is answered holds together as far as it fits: "Yes
    or no? [no]", "Yes or no? Now: no."; the last row leaves `room` cells free for an answer, a third of the width at
    most.
    """
    if not width:
        return text.split("\n")
    text = _PHONE.sub(_held_together, text)
    if asks:
        text = _ASKED.sub(lambda found: _held_where_it_fits(found, width), text)
    rows = [row for paragraph in text.split("\n") for row in _rows(paragraph, width)]
    room = min(room, width // 3)
    if room and cells(rows[-1]) + room > width:
        rows[-1:] = _rows(rows[-1], width - room)
    return [row.replace(_TOGETHER, " ") for row in rows]


def _held_together(found: re.Match[str]) -> str:
    return found[0].replace(" ", _TOGETHER)


def _held_where_it_fits(found: re.Match[str], width: int) -> str:
    """What is asked for and what stands in brackets: together, else each by itself, as far as it fits a row."""
    if cells(found[0]) <= width:
        return _held_together(found)
    asked, brackets = (found[1] or "").rstrip(), found[2]
    return " ".join(
        part.replace(" ", _TOGETHER) if cells(part) <= width else part for part in (asked, brackets) if part
    )


def _rows(paragraph: str, width: int) -> list[str]:
    rows: list[str] = []
    row = ""
    for blanks, word in _WORD.findall(paragraph):
        for part, blank in _parts(word, blanks, width):
            if row and cells(row) + cells(blank) + cells(part) > width:
                rows.append(row)
                row = part
            else:
                row += blank + part
    return [*rows, row]


def _parts(word: str, blanks: str, width: int) -> Iterator[tuple[str, str]]:
    """A word with the blanks before it; one that no row holds at its strokes, which only words have between them."""
    parts = _AT_STROKES.findall(word) if cells(word) > width and _OF_WORDS.fullmatch(word) else [word]
    for part in parts:
        yield part, blanks
        blanks = ""


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
