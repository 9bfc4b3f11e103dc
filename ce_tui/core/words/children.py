"""How a list says which child a screening is of: by name, by initials, or by the reference alone.

For desks at which others can read along. A screening that is open says the name all the same.
"""

from __future__ import annotations

import re
import unicodedata

NAMES, INITIALS, REFERENCES = "names", "initials", "references"
CHILDREN_BY = (NAMES, INITIALS, REFERENCES)

_BETWEEN = re.compile(r"[\s\-\u2010-\u2015/.,;()_]+")


def listed_child(name: str, by: str) -> str:
    """What a list says of a child beside the reference; empty: nothing. `by` is one of `CHILDREN_BY`.

    A name that initials would give away whole is left to the reference, too.
    """
    if by not in (NAMES, INITIALS):
        return ""
    if not name:
        return "child's name not given"
    return name if by == NAMES else initials(name)


def initials(name: str) -> str:
    """ "A. B." of "Ana Belle", "A. M. B." of "Ana-Maria Belle".

    Empty where they would be the whole name or a whole word of it that says as much: a name of single letters, and one
    in a script whose signs stand for syllables or words (Chinese, Japanese, Korean).
    """
    words = [_letters(word) for word in _BETWEEN.split(unicodedata.normalize("NFKC", name))]
    words = [word for word in words if word]
    if not any(len(word) > 1 for word in words):
        return ""
    if any(unicodedata.east_asian_width(word[0]) in "WF" for word in words):
        return ""
    return " ".join(f"{word[0].upper()[0]}." for word in words)


def _letters(word: str) -> str:
    return "".join(letter for letter in word if letter.isalpha())
