"""What "[U+9648]" in a name is, said once, below the first block that has it: letters that no font has."""

from __future__ import annotations

import msgspec

from ce_tui.core.referral.content.shapes import Division, Para, Referral
from ce_tui.core.referral.fonts import printable, unprintable


def explained(referral: Referral) -> Referral:
    """The same referral, with a line below what cannot be printed; as it is where nothing is attached to it."""
    if not referral.attachment:
        return referral
    for number, section in enumerate(referral.sections):
        for at, block in enumerate(section.blocks):
            if letters := unprintable(msgspec.json.encode(block).decode()):
                told = _told(section, at, letters[0])
                sections = (*referral.sections[:number], told, *referral.sections[number + 1 :])
                return msgspec.structs.replace(referral, sections=sections)
    return referral


def _told(section: Division, at: int, letter: str) -> Division:
    words = (
        f"“{printable(letter)}” and the like are letters that this page cannot print; the attached referral.json has "
        "them."
    )
    blocks = (*section.blocks[: at + 1], Para(words, "small"), *section.blocks[at + 1 :])
    return msgspec.structs.replace(section, blocks=blocks)
