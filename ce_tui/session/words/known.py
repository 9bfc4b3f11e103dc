"""What is said of screenings that may be of the same child: what both front ends say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ce_tui.core.pathway.children.matching import LEVELS
from ce_tui.core.pathway.dates import say_iso
from ce_tui.core.pathway.document.naming import Naming
from ce_tui.core.pathway.words import counted
from ce_tui.core.words.matching import (
    IN_SHORT,
    KNOWN_HERE,
    LEVEL_WORDS,
    NOT_COUNTED,
    NOT_WHOLE,
    asked_too_often,
    reasons,
)
from ce_tui.core.words.states import STATE_WORDS
from ce_tui.session.home_list import leading, whose_words

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.children import ChildHit, ChildrenFound
    from ce_tui.core.vault.casebook.index import Summary

ON_SCREEN = "Go to: Known here already."
IN_LINES = "go child says why."
TOO_LITTLE = (
    "To look whether this child is known here, a whole name or a date of birth is needed: type it in Details."
)
ASK = "Whether it is the same child is for you to say: nothing is joined by itself."


def said(found: ChildrenFound, ref: str, leads_on: str) -> str:
    """ "This child may be known: 2 screenings (1 probably, 1 perhaps). go child says why."; empty: nothing.

    `ref`: of the screening that is open. `leads_on`: the last of it.
    """
    numbers = {
        level: sum(len(hit.screenings) for hit in found.hits if hit.match.level == level) for level in LEVELS
    }
    shown = ""
    if found.hits:
        split = ", ".join(f"{number} {IN_SHORT[level]}" for level, number in numbers.items() if number)
        shown = (
            f"This child may be known: {counted(sum(numbers.values()), 'screening')} ({split}). {leads_on}"
        )
    others = of_others(found, ref) if found.others in ("known", "too often") else ""
    return " ".join(filter(None, [others, shown]))


def of_others(found: ChildrenFound, ref: str = "") -> str:
    """What is said of the screenings that this account may not see; empty: nothing. `ref`: of one that is open."""
    match found.others:
        case "known":
            return f"{KNOWN_HERE} Give them this reference: {ref}." if ref else KNOWN_HERE
        case "too often":
            return asked_too_often(found.again_at)
        case "not whole":
            return NOT_WHOLE
        case "read-only":
            return NOT_COUNTED
        case _:
            return ""


def listed(hit: ChildHit, summary: Summary, naming: Naming, by: str) -> str:
    """ "Probably the same child (birth date: the same; …). Red, Zephyrine Quillfeather, born 3 April 2011, completed".

    `by`: how the list shows children; of others there is neither name nor birth date.
    """
    born = f"born {say_iso(hit.date_of_birth)}" if hit.date_of_birth else ""
    on = f"screened {say_iso(summary.screened_on)}" if summary.screened_on else ""
    whose = whose_words(summary, by, with_not_done=False)
    of = ", ".join(filter(None, [leading(summary, naming), whose, born, STATE_WORDS[summary.state], on]))
    return f"{LEVEL_WORDS[hit.match.level]} ({'; '.join(reasons(hit.match))}). {of}"
