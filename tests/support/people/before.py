"""A screening before the open one, of the same child: completed, and said to be the same."""

from __future__ import annotations

from typing import Any

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.words import MarkName
from ce_tui.core.vault.casebook.casebook import Casebook

BEFORE = "2026-10-03"
ALL: Any = ("yellow", "amber", "red")


def also_screened(casebook: Casebook, marks: dict[str, MarkName], on: str = BEFORE) -> str:
    """A screening of 3 October 2026 unless told otherwise, of a child who was known then: its reference."""
    answers = Answers(
        pathway=default_pathway().id,
        locality="essex",
        known_to_practitioner=True,
        screened_on=on,
        marks=marks,
        looked_at=ALL,
        notes="Seen at the station.",
    )
    screening = casebook.screenings.begin(answers)
    casebook.screenings.leave(casebook.screenings.complete(screening))
    return screening.ref


def screened_before(casebook: Casebook, ref: str, marks: dict[str, MarkName], on: str = BEFORE) -> str:
    """The same, said to be of the child of another screening."""
    earlier = also_screened(casebook, marks, on)
    casebook.pairings.say(ref, earlier, same=True)
    return earlier
