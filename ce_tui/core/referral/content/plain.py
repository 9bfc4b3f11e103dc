"""A referral as plain text: the same content, to be read on the phone or where no PDF can be made.

What people typed can forge nothing in it: their narrative is quoted line by line, and a row of signs, as it stands
under a heading, is never at the margin.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from ce_tui.core.referral.content.shapes import (
    Block,
    Bullets,
    Division,
    Para,
    Prose,
    Referral,
    Rows,
    SideBySide,
    Table,
    TierMap,
    WritingRoom,
)
from ce_tui.core.referral.fonts import tidy

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
    text = "\n".join(lines)
    return tidy(text).encode("utf-8", "backslashreplace").decode("utf-8")


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
                label = f"{entry.label}: " if entry.label else ""
                yield from _wrapped(f"{label}{entry.text}", first=sign)
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
        name = " ".join(first)
        yield from _wrapped(f"{name}: {_listed(others[0])}" if name else _listed(others[0]), first="- ")
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
