"""Screenings of one made-up child, by Ada, who has all roles, and Ben, a practitioner: at noon of 25 November 2026."""

from __future__ import annotations

from datetime import UTC, datetime

from ce_tui.core.pathway.answers.screening import Child
from ce_tui.core.pathway.children.matching import Person
from ce_tui.core.vault.casebook.casebook import Casebook
from support.stores.vault import CHILD, answers

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
BORN = "2011-04-03"
ZEPHYRINE = Person(CHILD, BORN)


def begun(
    casebook: Casebook,
    name: str = CHILD,
    born: str = BORN,
    on: str = "2026-11-25",
    address: str = "",
    **given: object,
) -> str:
    """The reference of a draft that nobody has open."""
    child = Child(name=name, date_of_birth=born, address=address)
    screening = casebook.screenings.begin(answers(child=child, screened_on=on, **given))
    casebook.screenings.leave(screening)
    return screening.ref


def completed(casebook: Casebook, on: str, **marks: str) -> str:
    """The reference of a completed one."""
    ref = begun(casebook, on=on, marks=marks, notes="Seen twice.", known_to_practitioner=True)
    casebook.screenings.leave(casebook.screenings.complete(casebook.screenings.open(ref)))
    return ref
