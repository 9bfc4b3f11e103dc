"""In which order marked factors are told; and which of them an alert names: "Under 13 with a sexual indicator (A9)"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.notices import Notice
from ce_tui.core.pathway.outcome.outcome import Reason
from ce_tui.core.pathway.words import GRAVEST_FIRST, joined, rank

_MARKS = "{marks}"


def naming_marks(notices: Sequence[Notice], answers: Answers, pathway: Pathway) -> list[Notice]:
    """The notices with the IDs of their marks, those that were set aside too, where their words ask for them."""
    found = []
    for notice in notices:
        if _MARKS in f"{notice.text}{notice.fact}":
            marks = _of(notice, answers, pathway)
            text, fact = (words.replace(_MARKS, marks) for words in (notice.text, notice.fact))
            notice = msgspec.structs.replace(notice, text=text, fact=fact)
        found.append(notice)
    return found


def _of(notice: Notice, answers: Answers, pathway: Pathway) -> str:
    """ " (A9 and R3)", in the document's order; empty where it hangs on no mark."""
    there = {*answers.marks, *answers.set_aside}
    ids = [
        id for id, factor in pathway.factors.items() if id in there and factor.key in notice.when.any_marked
    ]
    return f" ({joined(ids)})" if ids else ""


def gravest_first(reasons: Iterable[Reason], pathway: Pathway) -> list[Reason]:
    """The graver tier first, within a tier what is believed first; of one mark in the order given, mostly the
    document's.
    """
    return sorted(
        reasons, key=lambda reason: (-rank(pathway.tier_of[reason.id]), GRAVEST_FIRST.index(reason.mark))
    )
