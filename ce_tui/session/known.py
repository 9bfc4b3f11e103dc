"""Whether the child of the open screening is known here already, once enough is typed to look. For both front ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ce_tui.core.pathway.children.matching import Person
from ce_tui.core.pathway.children.names import read_name
from ce_tui.core.vault.errors import VaultError
from ce_tui.session.words.known import said

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.index import ChildrenFound
    from ce_tui.session.draft import Draft

LOOKING = "Looking whether this child is known here."
ASKED_BY = ("child.name", "child.date_of_birth", "child.address")
"""The questions by whose answers a child is known."""


def person_of(draft: Draft) -> Person:
    """The child of the open screening, as far as they are known."""
    child = draft.answers.child
    return Person(child.name, child.date_of_birth, child.address)


def is_enough(person: Person) -> bool:
    """Whether there is a whole name or a birth date to look for."""
    return bool(person.date_of_birth) or read_name(person.name).is_whole


def look(draft: Draft) -> ChildrenFound:
    """Who the child may be; where too little was typed to look for, what somebody said of them. Raises VaultError."""
    children, ref, person = draft.casebook.children, draft.screening.ref, person_of(draft)
    return children.find(person, ref) if is_enough(person) else children.said_of(ref)


def look_and_say(draft: Draft, leads_on: str) -> str:
    """What was found, and `leads_on`, where to read it; empty: nothing."""
    try:
        return said(look(draft), draft.screening.ref, leads_on)
    except VaultError as error:
        return error.words
