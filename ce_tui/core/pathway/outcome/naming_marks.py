"""An alert names the marks that it is given for: "Under 13 with a sexual indicator (A9)"."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.notices import Notice
from ce_tui.core.pathway.words import joined

_MARKS = "{marks}"


def naming_marks(notices: Sequence[Notice], answers: Answers, pathway: Pathway) -> list[Notice]:
    """The notices with the IDs of their marks, those that were set aside too, where their words ask for them."""
    return [
        _naming(notice, answers, pathway) if _MARKS in f"{notice.text}{notice.fact}" else notice
        for notice in notices
    ]


def _naming(notice: Notice, answers: Answers, pathway: Pathway) -> Notice:
    marks = _of(notice, answers, pathway)
    text, fact = (words.replace(_MARKS, marks) for words in (notice.text, notice.fact))
    return msgspec.structs.replace(notice, text=text, fact=fact)


def _of(notice: Notice, answers: Answers, pathway: Pathway) -> str:
    """ " (A9 and R3)", in the document's order; empty where it hangs on no mark."""
    there = {*answers.marks, *answers.set_aside}
    ids = [
        id for id, factor in pathway.factors.items() if id in there and factor.key in notice.when.any_marked
    ]
    return f" ({joined(ids)})" if ids else ""
