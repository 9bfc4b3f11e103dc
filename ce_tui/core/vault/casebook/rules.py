"""What the casebook asks the pathway: which outcome the marks indicate, what holds a completion up.

Behind an interface, so that the store's tests need no pathway; the real one loads the pathway when first asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol, get_args

from ce_tui.core.pathway.actions.telling_police import police_names
from ce_tui.core.pathway.answers.danger import raised
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.editions import edition_digest
from ce_tui.core.pathway.document.loading import pathway_from_source
from ce_tui.core.pathway.document.localities import ELSEWHERE, Locality, Role
from ce_tui.core.pathway.document.pathways import Pathways
from ce_tui.core.pathway.faults import InputInvalid
from ce_tui.core.pathway.interview.interview import can_complete
from ce_tui.core.pathway.outcome.indication import acting_on, decided, indicated, set_aside
from ce_tui.core.vault.errors import StoreUnreadable

EDITION_GONE = (
    "This screening was made with an edition of the pathway that neither this installation nor its store has. Nothing "
    "was changed. Ask whoever looks after it to add that edition to the configuration."
)
EDITION_UNREADABLE = (
    "The edition of the pathway that the store keeps for this screening is in a form that this version of the program "
    "cannot read. Nothing was changed. Use the version that was used before, and tell whoever looks after it."
)


class HasSources(Protocol):
    """Anything that has pathways by id: `ce_tui.core.pathway.document.pathways.Pathways`."""

    @property
    def to_call(self) -> Pathway:
        """The one in use, whatever the configuration says."""

    def get(self, id: str) -> Pathway:
        """The pathway of that id; KeyError if there is none."""

    def source(self, id: str) -> bytes:
        """Its source as the store keeps it; KeyError if there is none."""


class Listed(NamedTuple):
    """What a list says of a screening: what the marks indicate, what was decided, the tier that is acted on."""

    outcome: str
    decision: str = ""
    acting_on: str = ""
    set_aside: tuple[str, ...] = ()  # the IDs whose marks count for nothing, the gravest first
    danger: tuple[str, ...] = ()  # the keys of the alerts that say to phone now


class Rules(Protocol):
    """What follows from answers, as far as the casebook needs it."""

    def standing(self, answers: Answers, pinned: bytes | None = None) -> Listed:
        """The outcome by the edition of that source, the decision that was made, the higher of them and of danger."""

    def has_form(self, locality: str, acting_on: str) -> bool:
        """Whether an area has a form or a portal of its own for a tier, as it is configured now."""

    def tells_police(self, locality: str) -> bool:
        """Whether a step of an area on red tells the police, as it is configured now."""

    def police(self, locality: str) -> frozenset[str]:
        """What the police are called in an area, with their numbers and addresses, as it is configured now."""

    def services(self, locality: str) -> frozenset[str]:
        """What the services of an area are called, as it is configured now; none: anybody may be one."""

    def social_care(self, locality: str) -> frozenset[str]:
        """What those of them are called that take a child up: the office, and the line that answers for it."""

    def holds_up(self, answers: Answers, pinned: bytes | None = None) -> list[str]:
        """What has to be done before the screening can be completed, in words."""

    def source(self, pathway: str) -> bytes | None:
        """The source of an edition as it is configured, to be pinned; None where it is not known here."""

    def edition(self, source: bytes) -> str:
        """A digest of a source's words: the same for two that differ only in what stays fresh."""


class PathwayRules:
    """The rules of the pathways in use; of the one that comes with the app where none are given.

    `pinned` is the source that the store kept with a screening: it counts, whatever is configured by now.
    """

    def __init__(self, pathways: HasSources | None = None) -> None:
        self._pathways = pathways

    def standing(self, answers: Answers, pinned: bytes | None = None) -> Listed:
        """As the rules say. Raises `StoreUnreadable` where neither store nor installation has the edition."""
        pathway = self._pathway(answers.pathway, pinned)
        outcome = indicated(answers, pathway)
        acted_on = acting_on(outcome, decided(answers))
        aside, danger = set_aside(answers, pathway), raised(answers, pathway)
        return Listed(outcome, answers.decision.outcome, acted_on, aside, danger)

    def holds_up(self, answers: Answers, pinned: bytes | None = None) -> list[str]:
        """What `interview.can_complete` says."""
        return can_complete(answers, self._pathway(answers.pathway, pinned))

    def has_form(self, locality: str, acting_on: str) -> bool:
        """As the pathway in use says; False for an area that it does not have."""
        return any(acting_on in form.outcomes for each in self._areas(locality) for form in each.forms)

    def tells_police(self, locality: str) -> bool:
        """As the pathway in use says; False for an area that it does not have."""
        return any(each.tells_police for each in self._areas(locality))

    def police(self, locality: str) -> frozenset[str]:
        """As the pathway in use says; none for an area that it does not have."""
        areas = self._areas(locality)
        return frozenset(name for each in areas for name in police_names(each.contacts, each.name))

    def services(self, locality: str) -> frozenset[str]:
        """As the pathway in use says, with the area's name before it, too; none for elsewhere, or an unknown area."""
        if locality == ELSEWHERE:  # whose services nobody here knows: whoever is named may be one
            return frozenset()
        return self._called(locality, get_args(Role))

    def social_care(self, locality: str) -> frozenset[str]:
        """As the pathway in use says, with the area's name before it, too; none for an area that it does not have."""
        return self._called(locality, ("front-door", "out-of-hours"))

    def source(self, pathway: str) -> bytes | None:
        """The source of an edition as it is configured; None where it is not known here."""
        try:
            return self._all().source(pathway)
        except KeyError:
            return None

    def edition(self, source: bytes) -> str:
        """What `editions.edition_digest` says. Raises `StoreUnreadable`."""
        return edition_digest(read_source(source))

    def _called(self, locality: str, roles: Sequence[Role]) -> frozenset[str]:
        """What an area's contacts of these roles are called, by themselves and with the area's name before it."""
        named = [
            (each.name, name)
            for each in self._areas(locality)
            for contact in each.contacts
            if contact.role in roles
            for name in (contact.name, contact.called)
            if name
        ]
        return frozenset(said for area, name in named for said in (name, f"{area} {name}"))

    def _areas(self, locality: str) -> list[Locality]:
        """The area of this id; none where the pathway in use has it not, or cannot be read."""
        return [each for each in self._all().to_call.localities if each.id == locality]

    def _all(self) -> HasSources:
        if self._pathways is None:
            self._pathways = Pathways()
        return self._pathways

    def _pathway(self, id: str, pinned: bytes | None) -> Pathway:
        if pinned is not None:
            return read_source(pinned)
        try:
            return self._all().get(id)
        except KeyError:
            raise StoreUnreadable(EDITION_GONE) from None


@lru_cache(maxsize=8)
def read_source(source: bytes) -> Pathway:
    """The pathway that a store kept. Raises `StoreUnreadable` where this version cannot read it."""
    try:
        return pathway_from_source(source)
    except InputInvalid:
        raise StoreUnreadable(EDITION_UNREADABLE) from None
