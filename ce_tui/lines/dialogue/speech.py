"""What a typed line means, and words as a terminal may have them: harmless, in its encoding, broken between words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from ce_tui.commands.table import TYPED, TypedCommand
from ce_tui.core.pathway.answers.danger import DANGERS
from ce_tui.core.pathway.document.localities import EMERGENCY
from ce_tui.core.pathway.words import is_ended
from ce_tui.core.vault.references import read_reference
from ce_tui.terminal.character_set import ASCII, seen, shown_in

_NO_WIDTH = re.compile("[\u200c\u200d\u1160-\u11ff]")
"""Joiners, and the later parts of a Hangul syllable."""


def cells(text: str) -> int:
    """How many cells a text without line ends takes."""
    return len(text) if text.isascii() else sum(map(_cells_of, text))


def _cells_of(letter: str) -> int:
    category = unicodedata.category(letter)
    if category in ("Mn", "Me") or _NO_WIDTH.match(letter):  # it stands on the letter before it
        return 0
    if category == "Cn":  # not assigned when this Python was made: wide where emoji and Han go on growing
        return 2 if "\U0001f000" <= letter < "\U00040000" else 1
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


LITERALLY = "="
"""Typed before a line, it makes the line an answer whatever its words are."""

_ONLY_SOMEWHERE = ("mark", "stop", "note", "explain", "read", "cited", "known")
"""Words that mean something at some questions, where no text is asked for."""

_WITH_MORE = ("goto", "list", "help", "find")

FOUND = "found"
"""The command of what was found and is to be gone to: nobody types it."""

_A_SEARCH = 3
"""So many words are looked for, or gone to, at most, where a text is asked for: more of them are a sentence."""


class CommandLine(NamedTuple):
    """A command, and what was typed after its word."""

    id: str
    more: str = ""


def wish(
    line: str,
    commands: Iterable[TypedCommand] = TYPED,
    *,
    in_text: bool = False,
    is_place: Callable[[str], bool] = lambda _more: False,
) -> CommandLine | None:
    """The one of these commands that a line is; None: it is an answer.

    Where a text is asked for fewer words are commands. `is_place`: whether several words after "go" are a place.
    """
    word, _, more = line.strip().partition(" ")
    found = _command(word.casefold(), commands)
    if found is None or (in_text and not found.in_text):
        return None
    more = more.strip()
    if more and (found.id not in _WITH_MORE or (in_text and not _is_place(found, more, is_place))):
        return None
    return CommandLine(found.id, more)


def _command(word: str, commands: Iterable[TypedCommand] = TYPED) -> TypedCommand | None:
    return next((each for each in commands if word in each.typed), None)


def needs_screening(line: str, commands: Iterable[TypedCommand]) -> str:
    """What to do first if a command needs an open screening; else empty.

    The words differ if one is open that cannot be taken over.
    """
    word = line.strip().casefold()
    found = _command(word)
    if found is None or not found.needs_draft or found in commands:
        return ""
    if found.id == "take_over" and any(each.needs_draft for each in commands):
        return f"{word} is for a screening that someone else had open. This one is not."
    danger = f" In danger now: phone {EMERGENCY}; contacts says whom else." if found.id in DANGERS else ""
    first = "" if any(each.needs_sign_in for each in commands) else ", once signed in"
    return f"{word} needs an open screening: open one or begin one with new{first}, then type it.{danger}"


def answer(line: str) -> str:
    """A line as an answer: without the sign that makes it one."""
    return line.removeprefix(LITERALLY)


def taken_as_text(line: str) -> str:
    """What to say of a text that is a command's word elsewhere; else empty."""
    word = _one_word(line)
    if looks_for(line):
        return "Taken as text. To look for words: find alone, which asks for them."
    if _after(_GO, line):
        return "Taken as text. For the command: go, and one word, or the name of a question."
    if word in _ONLY_SOMEWHERE:
        return f"Taken as text: {word} is no command here. back goes to the question before, to put it right."
    return f"Taken as text. For the command: go {word}." if _command(word) else ""


def is_it_meant(line: str) -> str:
    """What to ask of a text that is only a command's word; else empty."""
    word = _one_word(line)
    if words := looks_for(line):
        return f"Is this your answer: {line.strip()}? If not, it is looked for here: {words}."
    if (where := _after(_GO, line)) and len(where.split()) <= _A_SEARCH:
        return f"No question is called {where}. Is this your answer: {line.strip()}?"
    if word in _ONLY_SOMEWHERE:
        return f"{word} is no command here. Is it your answer?"
    return f"{word} is a command: go {word} does it here. Is it your answer?" if _command(word) else ""


def is_number_meant(line: str) -> str:
    """What to ask of a text that is only a small number; else as `is_it_meant`."""
    number = line.strip()
    if is_number(number) and len(number) <= 2:
        return f"This asks for words. Is {number} your answer?"
    return is_it_meant(line)


def looks_for(line: str) -> str:
    """The words after `find` in a text; empty if it begins with another word."""
    return _after(_FIND, line)


def is_sentence(line: str) -> bool:
    """Whether a text that begins with `find` is likely a sentence: "Find out from the school who was there"."""
    return len(looks_for(line).split()) > _A_SEARCH


_FIND = next(each for each in TYPED if each.id == "find")
_GO = next(each for each in TYPED if each.id == "goto")


def _after(command: TypedCommand, line: str) -> str:
    """What follows a command's word in a line; empty: nothing, or the line begins with another."""
    word, _, more = line.strip().partition(" ")
    return more.strip() if word.casefold() in command.typed else ""


def _one_word(line: str) -> str:
    return " ".join(line.split()).casefold()


def _is_place(found: TypedCommand, more: str, is_place: Callable[[str], bool]) -> bool:
    """Whether a text is a command: "list all", "go" and one word, or a place. "Go on with this" is a sentence."""
    if found.id == "list":
        return more.casefold() == "all"
    if found.id != "goto":
        return False
    return (len(more) <= 12 and " " not in more) or is_place(more)


def is_number(line: str) -> bool:
    """Whether a number was typed."""
    return line.isascii() and line.isdigit()


def reference_of(line: str, listed: Sequence[str]) -> str | None:
    """The reference that was typed, or the one under a number of a list. None: neither."""
    if is_number(line):
        number = int(line[:8])
        return listed[number - 1] if 1 <= number <= len(listed) else None
    return read_reference(line)


_BREAK = re.compile(r"\s*\n\s*")
_ASKED = re.compile(r"([^\s.?!:][^.?!:\n]{0,40}\? )?(\[[^\[\]\n]{0,40}\]|Now: [^.?!:\n]{0,40}\.)$")
_PHONE = re.compile(r"(?<!\d)0\d{2,4}(?: \d{3,6}){1,2}(?!\d)")
_TOGETHER = "\ue000"  # stands for a blank at which no row is broken
_WORD = re.compile("( *)([^ ]+)")
_OF_WORDS = re.compile(r"[^\w/]*[^\W\d_]{2,}(/[^\W\d_]{2,})+[^\w/]*")
_AT_STROKES = re.compile("[^/]+/?")


def printable(text: str, encoding: str, *, ascii_only: bool = False) -> str:
    """A text in letters that the terminal has: others become what looks alike, or "?".

    It has no characters that steer a terminal, turn its direction or show nothing.
    """
    return shown_in(seen(text.replace("\t", " "), layout="\n"), ASCII if ascii_only else encoding)


def wrapped(text: str, width: int, *, asks: bool = False, room: int = 0) -> list[str]:
    """A text in rows of at most `width` cells, broken between words; 0 leaves a paragraph on one row.

    No row ends within a phone number. Only a row of one long word is wider; of words with a stroke between them, the
    stroke ends a row. If it `asks`, what is answered holds together as far as it fits: "Yes or no? [no]", "Yes or no?
    Now: no."; the last row leaves `room` cells free for an answer, a third of the width at most.
    """
    if not width:
        return text.split("\n")
    text = _PHONE.sub(lambda found: found[0].replace(" ", _TOGETHER), text)
    if asks:
        text = _ASKED.sub(lambda found: _held_where_it_fits(found, width), text)
    rows = [row for paragraph in text.split("\n") for row in _rows(paragraph, width)]
    room = min(room, width // 3)
    if room and cells(rows[-1]) + room > width:
        rows[-1:] = _rows(rows[-1], width - room)
    return [row.replace(_TOGETHER, " ") for row in rows]


def _held_where_it_fits(found: re.Match[str], width: int) -> str:
    """What is asked and what stands in brackets: together, else each by itself, if it fits a row."""
    whole, asked, brackets = found[0], (found[1] or "").rstrip(), found[2]
    parts = [whole] if cells(whole) <= width else filter(None, (asked, brackets))
    return " ".join(part.replace(" ", _TOGETHER) if cells(part) <= width else part for part in parts)


def _rows(paragraph: str, width: int) -> list[str]:
    rows: list[str] = []
    row = ""
    for blanks, word in _WORD.findall(paragraph):
        at_strokes = cells(word) > width and _OF_WORDS.fullmatch(word)
        for part in _AT_STROKES.findall(word) if at_strokes else [word]:
            if row and cells(row) + len(blanks) + cells(part) > width:
                rows.append(row)
                row = part
            else:
                row += blanks + part
            blanks = ""
    return [*rows, row]


def one_line(text: str) -> str:
    """A text of several lines as one: "What is it. Where it leads"."""
    return _BREAK.sub(" ", text).strip()


def sentence(*parts: str) -> str:
    """Parts as sentences: each ends with one full stop, empty ones are left out."""
    said = filter(None, map(str.strip, parts))
    return " ".join(part if part[-1] == "]" or is_ended(part) else f"{part}." for part in said)


def numbered(lines: Iterable[str]) -> list[str]:
    """Lines with their numbers: "1. Phone …"."""
    return [f"{number}. {line}" for number, line in enumerate(lines, 1)]


def now_words(stands: str) -> str:
    """The value that stands now, and that Enter leaves. Many a voice leaves brackets out."""
    return sentence(f"Now: {one_line(stands)}")


def spelt(text: str) -> str:
    """A code letter by letter, as it is read aloud and copied: "7 K 3 M 2"."""
    return " ".join(text)
