"""A block of words: a heading, and paragraphs below it that a front end breaks into rows."""

from __future__ import annotations

from typing import NamedTuple


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
