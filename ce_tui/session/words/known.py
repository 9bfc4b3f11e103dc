"""What is said of screenings that are, or may be, of the same child: what both front ends say."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ce_tui.core.pathway.children.matching import LEVELS
from ce_tui.core.pathway.dates import say_day, say_iso
from ce_tui.core.pathway.document.tier_words import Naming
from ce_tui.core.pathway.words import counted
from ce_tui.core.words.matching import (
    IN_SHORT,
    KNOWN_HERE,
    LEVEL_WORDS,
    NOT_COUNTED,
    NOT_WHOLE,
    NOTHING_FOUND,
    asked_too_often,
    reasons,
)
from ce_tui.core.words.states import STATE_WORDS
from ce_tui.session.home_list import leading, whose_words

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.index import ChildHit, ChildrenFound, SaidOf, Summary

ON_SCREEN = "Go to: Known here already."
IN_LINES = "go child says why."
TOO_LITTLE = (
    "To look whether this child is known here, a whole name or a date of birth is needed: type it in Details."
)
ASK = "Whether it is the same child is for you to say: nothing is joined by itself."
NOTHING_SAID = "Nobody has said of another screening whether it is of this child."
_REFERENCE = "Give them this reference: {ref}."
_NOT_ASKED = "It is not asked again as long as names, birth dates and addresses stay as they are."


class KnownRow(NamedTuple):
    """A screening that is listed, and what is said of it; `words` have no stop at their end."""

    ref: str
    words: str


def said(found: ChildrenFound, ref: str, leads_on: str) -> str:
    """ "This child may be known: 2 screenings (1 probably, 1 perhaps). go child says why."; empty: nothing.

    Those that are said to be of the same child stand before it. `ref`: of the screening that is open. `leads_on`: the
    last of it.
    """
    told = of_others(found, ref) if found.others in ("known", "too often") else ""
    same = f"The same child: {counted(len(found.same), 'screening')}." if found.same else ""
    shown = list(filter(None, [same, _may_be(found)]))
    return " ".join(filter(None, [of_colleagues(found, ref), told, *shown, leads_on if shown else ""]))


def _may_be(found: ChildrenFound) -> str:
    """How many may be of this child; empty: none."""
    numbers = {
        level: sum(len(hit.screenings) for hit in found.hits if hit.match.level == level) for level in LEVELS
    }
    if not found.hits:
        return ""
    split = ", ".join(f"{number} {IN_SHORT[level]}" for level, number in numbers.items() if number)
    return f"This child may be known: {counted(sum(numbers.values()), 'screening')} ({split})."


def of_others(found: ChildrenFound, ref: str = "") -> str:
    """What is said of the screenings that this account may not see; empty: nothing. `ref`: of one that is open.

    Where it is said of colleagues' already that they are of this child, the reference stands there.
    """
    match found.others:
        case "known":
            return (
                f"{KNOWN_HERE} {_REFERENCE.format(ref=ref)}" if ref and not found.colleagues else KNOWN_HERE
            )
        case "too often":
            return asked_too_often(found.again_at)
        case "not whole":
            return NOT_WHOLE
        case "read-only":
            return NOT_COUNTED
        case _:
            return ""


def of_colleagues(found: ChildrenFound, ref: str = "") -> str:
    """That colleagues' screenings, which this account may not see, are of this child; empty: none is."""
    if not found.colleagues:
        return ""
    words = "It was said that a colleague's screening is of this child: ask your lead."
    return f"{words} {_REFERENCE.format(ref=ref)}" if ref else words


# The list


def first_lines(found: ChildrenFound, ref: str, *, looked: bool) -> list[str]:
    """What stands above the list. `looked`: enough was typed to look whether the child is known."""
    told = of_others(found, ref) if looked else TOO_LITTLE
    return [*filter(None, [of_colleagues(found, ref), told])]


def last_lines(found: ChildrenFound, *, looked: bool) -> list[str]:
    """What stands below it."""
    if found.hits or found.said:
        return [ASK]
    return [NOTHING_FOUND] if looked else []


def rows(found: ChildrenFound, naming: Naming, by: str) -> list[KnownRow]:
    """All that are listed: those of the same child, those that may be, those that are not.

    `by`: how the list shows children; of others there is neither name nor birth date.
    """
    return [
        *(_said_row(each, naming, by) for each in found.same),
        *(
            KnownRow(each.ref, ". ".join([listed(hit, each, naming, by), *_before(found, each.ref)]))
            for hit in found.hits
            for each in hit.screenings
        ),
        *(_said_row(each, naming, by) for each in found.apart),
    ]


def listed(hit: ChildHit, summary: Summary, naming: Naming, by: str) -> str:
    """ "Probably the same child (birth date: the same; …). Red, Zephyrine Quillfeather, completed"."""
    level = f"{LEVEL_WORDS[hit.match.level]} ({'; '.join(reasons(hit.match))})"
    return f"{level}. {_shown(summary, hit.date_of_birth, naming, by)}"


def _said_row(each: SaidOf, naming: Naming, by: str) -> KnownRow:
    words = f"{as_said(each)}. {_shown(each.screening, each.date_of_birth, naming, by)}"
    return KnownRow(each.screening.ref, words)


def as_said(each: SaidOf) -> str:
    """ "The same child, as Ada said on 3 October 2026"."""
    what = "The same child" if each.same else "Not the same child"
    if not each.by:
        return f"{what}, as follows from what was said of others"
    return f"{what}, as {each.by} said on {say_day(each.at)}"


def _before(found: ChildrenFound, ref: str) -> list[str]:
    """What was said of one before, and is asked again."""
    before = found.lapsed.get(ref)
    if before is None:
        return []
    day = say_day(before.at)
    return [f"Before, on {day}, {before.by} said: not the same child; what it is known by is another since"]


def _shown(summary: Summary, date_of_birth: str, naming: Naming, by: str) -> str:
    """What the list shows of a screening."""
    born = f"born {say_iso(date_of_birth)}" if date_of_birth else ""
    on = f"screened {say_iso(summary.screened_on)}" if summary.screened_on else ""
    whose = whose_words(summary, by, with_not_done=False)
    return ", ".join(filter(None, [leading(summary, naming), whose, born, STATE_WORDS[summary.state], on]))


# What was said just now


def said_now(ref: str, other: str, *, same: bool) -> str:
    """That two are of the same child from now on, or are not."""
    if same:
        return f"{ref} and {other} are of the same child now."
    return f"{ref} and {other} are not of the same child. {_NOT_ASKED}"


def taken_back_now(ref: str, other: str) -> str:
    """That nothing is said of two any more."""
    return f"Taken back: it is open again whether {ref} and {other} are of the same child."
