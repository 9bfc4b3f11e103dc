"""Texts without a child's name, for what stands where others read along.

A name is found however it was written: with or without accents, in any case, with another apostrophe, in an address of
e-mail, and each of its words by itself. It is looked for in time that grows with the text alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from ce_tui.core.pathway.children.names import is_nobody

NAME_HIDDEN = "[name]"
_LAST_OF_THOSE = "\u052f"
"""The last letter of Latin, Greek and Cyrillic, accents apart: in others a word may have others right beside it."""
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_PART = re.compile(r"[^']+")
_BETWEEN = re.compile(r"(?:[^\S\n]|[\-\u2010-\u2015])+")
_SAYS_NO_NAME = frozenset({"known", "as", "also", "aka", "formerly", "nee"})
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u02bc\u02b9`\u00b4\uff07", "'"),
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "æ": "ae",
        "œ": "oe",
    }
)


class WithoutName:
    """Takes a name, and each word of it, out of texts. A letter that stands alone says too little to be hidden."""

    def __init__(self, name: str) -> None:
        parts = [] if is_nobody(name) else _split("".join(map(_folded, name)))
        parts = [part for part in parts if part not in _SAYS_NO_NAME]
        together = sorted({part for part in parts if _is_written_together(part)}, key=len, reverse=True)
        words = [part for part in parts if len(part.replace("'", "")) > 1 and not _is_written_together(part)]
        letters = [word.replace("'", "") for word in words]
        pieces = [piece for word in words for piece in word.split("'") if len(piece) > 1]
        self._words = {*words, *letters, *pieces, *map("".join, pairwise(letters))}
        self._words |= {"".join(letters), "".join(reversed(letters))} - {""}
        self._together = re.compile("|".join(map(re.escape, together))) if together else None

    def __call__(self, text: str) -> str:
        """The text with "[name]" for it."""
        if not self._words and self._together is None:
            return text
        shown: list[str] = []
        done = 0
        for start, end in self._names(text):
            shown += [text[done:start], NAME_HIDDEN]
            done = end
        return "".join([*shown, text[done:]])

    def _names(self, text: str) -> list[tuple[int, int]]:
        """Where it stands, several words of it beside each other as one."""
        names: list[tuple[int, int]] = []
        for start, end in self._found(text):
            if names and (start < names[-1][1] or _BETWEEN.fullmatch(text, names[-1][1], start)):
                names[-1] = names[-1][0], max(end, names[-1][1])
            else:
                names.append((start, end))
        return names

    def _found(self, text: str) -> list[tuple[int, int]]:
        """From and up to which character it stands."""
        if text.isascii():
            return [*self._spans(text.lower())]
        folded = [_folded(character) for character in text]
        places = [at for at, letters in enumerate(folded) for _ in letters]
        spans = self._spans("".join(folded))
        return sorted((places[start], _end_of_letter(text, places[end - 1] + 1)) for start, end in spans)

    def _spans(self, folded: str) -> Iterator[tuple[int, int]]:
        for found in _WORD.finditer(folded) if self._words else ():
            word, at = found[0].removesuffix("'s"), found.start()
            if word in self._words or word.replace("'", "") in self._words:
                yield at, at + len(word)
            elif "'" in word:
                parts = (part for part in _PART.finditer(word) if part[0] in self._words)
                yield from ((at + part.start(), at + part.end()) for part in parts)
        if self._together is not None:
            yield from (found.span() for found in self._together.finditer(folded))


def _split(folded: str) -> list[str]:
    """What stands between blanks, dashes, quotation marks and other signs."""
    kept = "".join(sign if sign == "'" or unicodedata.category(sign)[0] in "LM" else " " for sign in folded)
    return [part for piece in kept.split() if (part := piece.strip("'"))]


def _is_written_together(part: str) -> bool:
    return max(part) > _LAST_OF_THOSE


def _end_of_letter(text: str, end: int) -> int:
    """An accent goes with its letter."""
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end


@lru_cache(maxsize=4096)
def _folded(character: str) -> str:
    """A character as it is compared: of an accent, and of what is not drawn, nothing."""
    letters = unicodedata.normalize("NFKD", character.casefold().translate(_ALIKE))
    return "".join(
        each for each in letters if not unicodedata.combining(each) and unicodedata.category(each) != "Cf"
    )
