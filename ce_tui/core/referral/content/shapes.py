"""The parts of a referral: headings, paragraphs, rows, tables, as typed values; and a referral as plain text.

Everything is plain text: no markup in, none out. The values travel to the rendering process as MessagePack.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from typing import Literal

import msgspec

from ce_tui.core.pathway.dates import LONDON, say_date
from ce_tui.core.pathway.words import Provenance
from ce_tui.core.referral.fonts import tidy
from ce_tui.core.words.outcomes import PROVENANCE_WORDS

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

    @property
    def labelled(self) -> str:
        """The entry's words, its label before them."""
        return f"{self.label}: {self.text}" if self.label else self.text


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


NOT_GIVEN = "Not given"
MAX_LINES = 2_000  # of the narrative, some forty pages
MAX_FIELD = 2_000  # of any other answer
WHOLE_TEXT_ATTACHED = "the whole text is in the attached file referral.json"


def say_moment(at: datetime) -> str:
    """A moment in London's time, as people write it: "25 November 2026, 10:42"."""
    local = at.astimezone(LONDON)
    return f"{say_date(local.date())}, {local:%H:%M}"


def is_day_alone(at: datetime) -> bool:
    """Whether a moment is a date that was given without a time: its midnight (`dates.parse_at`)."""
    return at.astimezone(LONDON).time() == time()


def say_written(at: datetime) -> str:
    """A moment as `say_moment` says it; of a date without a time, the date: no hour is claimed."""
    return say_date(at.astimezone(LONDON).date()) if is_day_alone(at) else say_moment(at)


def say_provenance(provenance: Provenance, confirm: str) -> tuple[str, ...]:
    """The remark beside words that the document does not print; nothing beside its own."""
    words = " ".join(filter(None, (PROVENANCE_WORDS[provenance], confirm)))
    return (words,) if words else ()


def field(text: str) -> str:
    """An answer as it is printed; says so where it was left blank, or was cut because it is too long for paper."""
    text = text.strip()
    if not text:
        return NOT_GIVEN
    return text if len(text) <= MAX_FIELD else f"{text[:MAX_FIELD]} [cut here: {WHOLE_TEXT_ATTACHED}]"


def yes_or_no(value: bool | None) -> str:
    """A yes, a no, or that nothing was recorded."""
    return "Not recorded" if value is None else "Yes" if value else "No"


QUOTED = "> "
"""Before each line of what somebody wrote in lines of their own."""

FURTHER = " " * 4
"""Before the further lines of a value: deeper than a label stands, so that no value passes for another row."""

WIDTH = 76
"""So that it is not wrapped once more where it is shown on 80 columns."""


def as_text(referral: Referral) -> str:
    """The whole referral. Lines are at most 76 characters where words allow; characters of any script stay."""
    lines = [referral.marking, "", *_wrapped(referral.banner)]
    lines += [*_underlined(referral.title, "="), *_wrapped(referral.subtitle), ""]
    for label, value in referral.facts:
        lines += _wrapped(f"{label}: {value}")
    for section in referral.sections:
        lines += _section(section, "=")
    lines += ["", referral.marking, ""]
    return tidy("\n".join(lines)).encode("utf-8", "backslashreplace").decode("utf-8")


def _section(section: Division, sign: str) -> Iterator[str]:
    yield ""
    yield from _underlined(section.title, sign)
    for block in section.blocks:
        yield from _block(block)
    for part in section.parts:
        yield from _section(part, "-")


def _block(block: Block) -> Iterator[str]:
    match block:
        case Para():
            yield from _wrapped(block.text)
        case Prose():
            for line in tidy(block.text).split("\n"):
                yield from _wrapped(line, first=QUOTED, after=QUOTED) or [QUOTED.rstrip()]
        case Bullets():
            for number, entry in enumerate(block.entries, 1):
                sign = f"{number}. " if block.ordered else "- "
                yield from _wrapped(entry.labelled, first=sign)
                for remark in entry.remarks:
                    yield from _wrapped(remark, first=" " * len(sign))
        case Rows():
            yield f"{block.caption}:"
            for label, value in block.rows:
                yield from _wrapped(f"{label}: {value}", first="  ", after=FURTHER)
        case Table():
            yield f"{block.caption}:"
            for row in block.rows:
                yield from _row(block.head, row)
        case SideBySide():
            for table in block.tables:
                yield from _block(table)
        case TierMap():
            for words in block.words:
                yield from _wrapped(words)
        case WritingRoom():
            yield from [block.label, *["_" * WIDTH] * block.lines]
    yield ""


def _row(head: Sequence[str], row: Sequence[str]) -> Iterator[str]:
    """A row of a table: of two columns in one line, of more with the head of each beside what it says."""
    first, *others = ([line for line in cell.split("\n") if line] for cell in row)
    if len(others) == 1:
        name = f"{' '.join(first)}: " if first else ""
        yield from _wrapped(name + _listed(others[0]), first="- ")
        return
    name, *remarks = first or [""]
    yield from _wrapped(f"{name.removesuffix(':')}:", first="- ")
    for title, lines in zip(head[1:], others, strict=True):
        yield from _wrapped(f"{title}: {_listed(lines)}" if lines else "", first="  ", after=FURTHER)
    for remark in remarks:
        yield from _wrapped(remark, first="  ")


def _listed(lines: Sequence[str]) -> str:
    return "; ".join(line.rstrip(".") for line in lines)


def _underlined(text: str, sign: str) -> list[str]:
    lines = _wrapped(text)
    return [*lines, sign * max(len(line) for line in lines)] if lines else []


def _wrapped(text: str, first: str = "", after: str | None = None) -> list[str]:
    """Lines that begin with `first`, further ones with `after`: as many blanks, unless said."""
    after = " " * len(first) if after is None else after
    lines: list[str] = []
    for line in tidy(text).split("\n"):
        begin = after if lines else first
        lines += textwrap.wrap(
            line,
            WIDTH,
            initial_indent=begin,
            subsequent_indent=after,
            break_long_words=False,
            break_on_hyphens=False,
        )
    return [
        line if any(map(str.isalnum, line)) or line.startswith((" ", QUOTED)) else f"  {line}"
        for line in lines
    ]
