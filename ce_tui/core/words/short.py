"""Words that are cut to fit, where the whole of them stands elsewhere."""

from __future__ import annotations

import unicodedata

MORE = " ..."
_LONGEST_LINK = 40  # characters: an address that begins a text is not to be all of it that is seen


def in_short(words: str, longest: int) -> str:
    """At most `longest` characters of the words, cut between two of them, and a sign that they go on.

    Words of a script without spaces, or one that is longer than there is room, are cut where the room ends. Long links
    are cut first: what follows them says more.
    """
    if len(words) <= longest:
        return words
    words = " ".join(_link_in_short(word) for word in words.split(" "))
    if len(words) <= longest:
        return words
    room = longest
    while room < len(words) and unicodedata.category(words[room]).startswith("M"):
        room -= 1  # an accent stays with its letter
    cut = words[: room + 1].rpartition(" ")[0]
    cut = cut if len(cut) * 2 > room else words[:room]
    return f"{cut.rstrip(' ,;:(')}{MORE}"


def in_a_row(words: str, columns: int) -> str:
    """The same, with its sign, in a row of so many columns."""
    return words if len(words) <= columns else in_short(words, columns - len(MORE))


def first_sentence(words: str) -> str:
    """Its first sentence, with its stop."""
    first, stop, _ = words.partition(". ")
    return f"{first}." if stop else words


def _link_in_short(word: str) -> str:
    is_long_link = "://" in word and len(word) > _LONGEST_LINK
    return f"{word[:_LONGEST_LINK]}[...]" if is_long_link else word
