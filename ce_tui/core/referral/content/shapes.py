"""What a referral is made of: headings, paragraphs, rows and tables, as typed values that any output can draw.

Everything is plain text: no markup in, none out. The values travel to the rendering process as MessagePack.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Tone = Literal["plain", "strong", "danger", "warning", "quote", "small", "lead"]


class Para(msgspec.Struct, frozen=True, tag="para"):
    """A paragraph. `tone` never carries a meaning that the words do not. A "lead" stays with what follows."""

    text: str
    tone: Tone = "plain"


class Prose(msgspec.Struct, frozen=True, tag="prose"):
    """What the practitioner wrote, line by line as it was typed."""

    text: str


class ListItem(msgspec.Struct, frozen=True):
    """One entry of a list: a label before it ("For advice"), remarks under it."""

    text: str
    label: str = ""
    remarks: tuple[str, ...] = ()


class Bullets(msgspec.Struct, frozen=True, tag="bullets"):
    """A list, numbered or not."""

    entries: tuple[ListItem, ...]
    ordered: bool = False


class Rows(msgspec.Struct, frozen=True, tag="rows"):
    """Labels with their values: a table whose first column is its headings."""

    caption: str
    rows: tuple[tuple[str, str], ...]


class Table(msgspec.Struct, frozen=True, tag="table"):
    """A table with a caption and column headings. `widths` are per cent; a cell may have several lines."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    by_hand: bool = False  # a form: lines round every cell, room to mark
    caption_in_head: bool = False  # a column's heading says the same, on every page
    halves: bool = False  # its rows are short: two columns of them stand side by side


class SideBySide(msgspec.Struct, frozen=True, tag="side-by-side"):
    """Two tables, each in half of the page's width; read one after the other."""

    tables: tuple[Table, Table]


class Cell(msgspec.Struct, frozen=True):
    """One factor of the tier summary: its ID, and its mark as a letter and as a word (both empty: not marked)."""

    id: str
    letter: str = ""
    word: str = ""


class TierRow(msgspec.Struct, frozen=True):
    """One tier of the summary: its name, its state in words, its factors."""

    name: str
    title: str
    words: str
    cells: tuple[Cell, ...] = ()


class TierMap(msgspec.Struct, frozen=True, tag="tier-map"):
    """The tiers at a glance. `words` say the same; `legend` explains the letters."""

    title: str
    words: tuple[str, ...]
    tiers: tuple[TierRow, ...]
    legend: str


class WritingRoom(msgspec.Struct, frozen=True, tag="room"):
    """Room to write by hand, in ruled lines."""

    lines: int
    label: str = ""


Block = Para | Prose | Bullets | Rows | Table | SideBySide | TierMap | WritingRoom


class Division(msgspec.Struct, frozen=True):
    """A heading with what stands under it; `parts` are one heading level lower. `panel`: set apart by a frame."""

    title: str
    blocks: tuple[Block, ...] = ()
    parts: tuple[Division, ...] = ()
    panel: Literal["", "result", "asked", "who", "done", "details", "consent", "about"] = ""
    tier: str = ""  # whose colour the frame takes, beside the words
    new_page: bool = False
    together: bool = False  # on one page, where it fits
    close: bool = False  # its lines stand close together: much is to go on to one page


class Referral(msgspec.Struct, frozen=True, kw_only=True):
    """A whole document: an exported referral, or the empty form of a locality.

    `reference` and `edition` stand at the foot of every page, `marking` at its head and foot. `written` is ISO 8601
    with an offset and is the only time that the document knows. `attachment` is the JSON kept inside the PDF
    (empty: none).
    """

    title: str
    subtitle: str
    marking: str
    reference: str
    edition: str
    written: str
    banner: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    sections: tuple[Division, ...] = ()
    attachment: str = ""
    attachment_about: str = ""
    language: str = "en-GB"


def encode(referral: Referral) -> bytes:
    """The referral as MessagePack."""
    return msgspec.msgpack.encode(referral)


def decode(data: bytes) -> Referral:
    """The referral that `encode` wrote; raises msgspec.DecodeError on anything else."""
    return msgspec.msgpack.decode(data, type=Referral)
