"""A referral to be listened to: the same content as the PDF, a thought a line, with nothing drawn."""

from __future__ import annotations

from collections.abc import Iterator

from ce_tui.core.referral.content.shapes import (
    Block,
    Bullets,
    Division,
    Para,
    Prose,
    Referral,
    Rows,
    Table,
    TierMap,
)
from ce_tui.core.words.drawn import without_rules
from ce_tui.lines.dialogue.speech import one_line, sentence


def referral_lines(referral: Referral) -> list[str]:
    """Everything that it says, in its order."""
    facts = [sentence(f"{label}: {value}") for label, value in referral.facts]
    heading = sentence(referral.title, referral.subtitle)
    said = [sentence(referral.marking), referral.banner, heading, *facts]
    for section in referral.sections:
        said += _section(section)
    return [one_line(words) for line in said if (words := without_rules(line))]


def _section(section: Division) -> Iterator[str]:
    yield sentence(f"Heading: {section.title}")
    for block in section.blocks:
        yield from _block(block)
    for part in section.parts:
        yield from _section(part)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Para():
            yield block.text
        case Prose():
            yield from block.text.split("\n")
        case Bullets():
            for number, entry in enumerate(block.entries, 1):
                sign = f"{number}. " if block.ordered else ""
                label = f"{entry.label}: " if entry.label else ""
                yield sign + sentence(f"{label}{entry.text}", *entry.remarks)
        case Rows():
            yield f"{block.caption}:"
            for label, value in block.rows:
                yield f"{label}: {value}"
        case Table():
            yield f"{block.caption}:"
            for row in block.rows:
                yield sentence(*(line for cell in row for line in cell.split("\n")))
        case TierMap():
            yield from block.words
