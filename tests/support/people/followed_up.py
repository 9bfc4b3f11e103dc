"""Screenings in a hub of made-up people that are to be followed up, and what was recorded of them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from ce_tui.core.pathway.actions.action import Action, Recorded
from ce_tui.core.pathway.answers.screening import Answers, Child
from ce_tui.core.vault.casebook.casebook import Casebook
from support.people.at_the_door import CONFIG
from support.people.office import BEN, CHILD, entered

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
"""A Wednesday."""
NIGHT = datetime(2026, 11, 25, 23, 30, tzinfo=UTC)
RED, AMBER = {"R2": "reasonably believe"}, {"A3": "suspected"}


def screening_with(home: Path, marks: dict[str, str], name: str = BEN, *, completed: bool = False) -> str:
    """Someone's screening about a made-up child in Essex, made at noon: its reference."""
    casebook = at_noon(home, name)
    answers = Answers(
        pathway=CONFIG.pathways().current.id,
        locality="essex",
        known_to_practitioner=True,
        screened_on="2026-11-25",
        marks=marks,
        notes="Seen at the lighthouse with someone older, twice within a week.",
        child=Child(name=CHILD),
    )
    screening = casebook.screenings.begin(answers)
    if completed:
        casebook.screenings.complete(screening)
    else:
        casebook.screenings.leave(screening)
    casebook.close()
    return screening.ref


def recorded_of(home: Path, ref: str, name: str = BEN) -> list[Recorded]:
    """What was recorded of someone's screening."""
    casebook = at_noon(home, name)
    found = casebook.actions.of(ref)
    casebook.close()
    return found


def record_elsewhere(home: Path, ref: str, action: Action, name: str = BEN) -> None:
    """At another terminal."""
    casebook = at_noon(home, name)
    casebook.actions.record(ref, action)
    casebook.close()


def at_noon(home: Path, name: str = BEN) -> Casebook:
    """Someone of the hub, signed in at noon."""
    return entered(home, name, lambda: NOON)
