"""Words in blocks: a heading, and paragraphs below it that a front end breaks into rows."""

from __future__ import annotations

from typing import Literal, NamedTuple

EntryKind = Literal["text", "heading", "bullet", "whole"]
"""Of a paragraph; one that is whole is shown in full or not at all, as whom to phone."""


class TextEntry(NamedTuple):
    """One paragraph. `lead`: the words at its beginning that are to be found at once, as a number to phone."""

    text: str
    kind: EntryKind = "text"
    lead: str = ""


class TextBlock(NamedTuple):
    """A heading and the paragraphs below it."""

    heading: str
    entries: tuple[TextEntry, ...]
