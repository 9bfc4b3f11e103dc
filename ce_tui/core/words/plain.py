"""Plain pieces of text: spans of time, paragraphs, cuts to a length, a child's initials in a list."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import NamedTuple

from ce_tui.core.pathway.words import counted


def say_seconds(seconds: float) -> str:
    """A span of time in whole seconds or whole minutes: "30 seconds", "3 minutes"."""
    whole = max(math.floor(seconds + 0.5), 1)
    return counted(whole // 60, "minute") if whole % 60 == 0 else counted(whole, "second")


def say_wait(seconds: float) -> str:
    """A wait in words: "1 second", "40 seconds", "2 minutes" (never less than it is)."""
    whole = max(1, math.ceil(seconds))
    return counted(whole, "second") if whole < 100 else counted(math.ceil(whole / 60), "minute")


class TextEntry(NamedTuple):
    """A paragraph. `lead`: the words at its beginning that are to be found at once, as a number to phone.

    `whole`: it is shown in full or not at all, as whom to phone.
    """

    text: str
    lead: str = ""
    whole: bool = False


class TextBlock(NamedTuple):
    """A heading and the paragraphs below it."""

    heading: str
    entries: tuple[TextEntry, ...]


_BOXES = re.compile("[\u2500-\u259f]+")
_RULE = re.compile(r"(?m)^[ \t>]*[-=_~+|][-=_~+| \t]+$")
_WITHIN = re.compile(r"(?<!\S)[-=_~]{3,}(?!\S)")


def without_rules(text: str) -> str:
    """A text without rules and boxes, and without lines that were nothing else.

    What else somebody wrote stays, whatever it may stand for: "f***", "...", "10-12".
    """
    bare = _WITHIN.sub("", _RULE.sub("", _BOXES.sub(" ", text)))
    lines = (" ".join(line.split()) for line in bare.split("\n"))
    return "\n".join(line for line in lines if line.strip("> "))


MORE = " ..."
_LONGEST_LINK = 40  # characters: an address that begins a text is not to be all of it that is seen


def in_short(words: str, longest: int) -> str:
    """The words cut to at most `longest` characters, and a sign that they go on.

    They are cut between two of them, in a script without spaces or within too long a word where the room ends. Long
    links are cut first: what follows them says more.
    """
    if len(words) <= longest:
        return words
    words = " ".join(
        f"{word[:_LONGEST_LINK]}[...]" if "://" in word and len(word) > _LONGEST_LINK else word
        for word in words.split(" ")
    )
    if len(words) <= longest:
        return words
    room = longest
    while room < len(words) and unicodedata.category(words[room]).startswith("M"):
        room -= 1  # an accent stays with its letter
    cut = words[: room + 1].rpartition(" ")[0]
    cut = cut if len(cut) * 2 > room else words[:room]
    return f"{cut.rstrip(' ,;:(')}{MORE}"


def in_a_row(words: str, columns: int) -> str:
    """The words, cut with their sign to so many columns."""
    return words if len(words) <= columns else in_short(words, columns - len(MORE))


def first_sentence(words: str) -> str:
    """The first sentence of some words, with its stop."""
    first, stop, _ = words.partition(". ")
    return f"{first}." if stop else words


class CountedStep(str):
    """The words of the step that has begun: number `number` of `of`. They are plain words, too."""

    number: int
    of: int

    def __new__(cls, words: str, number: int, of: int) -> CountedStep:
        """The words, the step's number, from 1, and how many steps there are."""
        step = super().__new__(cls, words)
        step.number, step.of = number, of
        return step


NAMES, INITIALS, REFERENCES = "names", "initials", "references"
CHILDREN_BY = (NAMES, INITIALS, REFERENCES)

_BETWEEN = re.compile(r"[\s\-\u2010-\u2015/.,;()_]+")


def listed_child(name: str, by: str) -> str:
    """What a list says of a child beside the reference; may be empty. `by` is one of `CHILDREN_BY`.

    A name that initials would give away whole is left to the reference, too.
    """
    if by not in (NAMES, INITIALS):
        return ""
    if not name:
        return "child's name not given"
    return name if by == NAMES else initials(name)


def initials(name: str) -> str:
    """The initials of a name: "A. B." of "Ana Belle", "A. M. B." of "Ana-Maria Belle".

    Empty if they would be the whole name or a whole word of it that says as much: a name of single letters, and one in
    a script whose signs stand for syllables or words (Chinese, Japanese, Korean).
    """
    parts = _BETWEEN.split(unicodedata.normalize("NFKC", name))
    words = [letters for part in parts if (letters := "".join(filter(str.isalpha, part)))]
    if not any(len(word) > 1 for word in words):
        return ""
    if any(unicodedata.east_asian_width(word[0]) in "WF" for word in words):
        return ""
    return " ".join(f"{word[0].upper()[0]}." for word in words)


def hidden_words(how: str) -> str:
    """That names are hidden. `how`: the key or the word that shows them."""
    return f"Names are hidden: {how} shows them."


def shown_words(how: str) -> str:
    """That names are shown for now. `how`: the key or the word that hides them again."""
    return f"Names are shown until you leave this list or it locks: {how} hides them."


def not_hidden_words(where: str) -> str:
    """That lists show names anyway. `where`: the place to change that."""
    return f"Lists show names here. {where} changes that."
