"""What the casebook asks the pathway: which outcome the marks indicate, what holds a completion up.

Behind an interface, so that the store's tests need no pathway; the real one loads the pathway when first asked.
"""

from __future__ import annotations

from typing import Protocol

from ce_tui.core.pathway.document import Pathway
from ce_tui.core.pathway.screening import Answers
from ce_tui.core.vault.errors import StoreUnreadable


class KnowsPathways(Protocol):
    """Anything that has pathways by id: `ce_tui.core.pathway.loading.Pathways`."""

    def get(self, id: str) -> Pathway:
        """The pathway of that id; KeyError if there is none."""

    def source(self, id: str) -> bytes:
        """Its source as the store keeps it; KeyError if there is none."""


class Rules(Protocol):
    """What follows from answers, as far as the casebook needs it."""

    def outcome(self, answers: Answers) -> str:
        """The indicated outcome: none, yellow, amber or red."""

    def holds_up(self, answers: Answers) -> list[str]:
        """What has to be done before the screening can be completed, in words."""

    def source(self, pathway: str) -> bytes | None:
        """The source of an edition, to be pinned."""


class PathwayRules:
    """The rules of the pathways in use; of the one that comes with the app where none are given."""

    def __init__(self, pathways: KnowsPathways | None = None) -> None:
        self._pathways = pathways

    def outcome(self, answers: Answers) -> str:
        """The indicated outcome. Raises `StoreUnreadable` where this installation lacks the edition."""
        from ce_tui.core.pathway.indication import indicated

        return indicated(answers, self._pathway(answers.pathway))

    def holds_up(self, answers: Answers) -> list[str]:
        """What `interview.can_complete` says."""
        from ce_tui.core.pathway.interview import can_complete

        return can_complete(answers, self._pathway(answers.pathway))

    def source(self, pathway: str) -> bytes | None:
        """The source of an edition; None where it is not known here."""
        try:
            return self._all().source(pathway)
        except KeyError:
            return None

    def _all(self) -> KnowsPathways:
        if self._pathways is None:
            from ce_tui.core.pathway.loading import Pathways

            self._pathways = Pathways()
        return self._pathways

    def _pathway(self, id: str) -> Pathway:
        try:
            return self._all().get(id)
        except KeyError:
            raise StoreUnreadable(
                "This screening was made with an edition of the pathway that this installation does not have. Nothing "
                "was changed. Ask whoever looks after it to add that edition to the configuration."
            ) from None
