"""What is still to be done about the open draft's referral: shown once it was exported or asked for; and whether the
area's own form was sent, as every front end says it.
"""

from __future__ import annotations

from ce_tui.core.pathway.actions.action import Recorded
from ce_tui.core.pathway.actions.police import police_step
from ce_tui.core.pathway.outcome.beside_steps import without_forms
from ce_tui.core.pathway.outcome.outcome import Outcome, area_of
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.words.still_to_do import NOT_KNOWN, Written, still_to_do
from ce_tui.core.words.ticks import Ticks
from ce_tui.session.draft import Draft


class ToDo:
    """Whether it is to be shown, and what it says at this hour."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._written: Written | None = None
        self._new = False

    def after(self, written: Written) -> None:
        """The referral was written: from now on it is shown, as of that."""
        self._written, self._new = written, True

    def ask(self) -> None:
        """It was asked for, whatever was written before, and wherever."""
        self.after(self._written or NOT_KNOWN)

    def is_new(self) -> bool:
        """Whether it is to be read now: once for each time that it was written or asked for."""
        new, self._new = self._new, False
        return new

    def lines(self) -> list[str]:
        """As of this hour, without numbers; empty before it is to be shown. What was done since says so."""
        if self._written is None:
            return []
        draft = self._draft
        return still_to_do(draft.answers, draft.outcome, draft.pathway, self._written, _recorded(draft))


def form_sent(draft: Draft) -> str:
    """ "Done 25 November 2026, 14:05: ": that the area's own form was sent, as far as is recorded, by the same rule as
    a step of what is still to be done; empty: it is not known to be.
    """
    if not draft.outcome.forms_due:
        return ""
    return _ticks(draft).of_form()


def police_told(draft: Draft) -> str:
    """The same of telling the police, where that is a step of red."""
    if not police_step(draft.outcome):
        return ""
    return _ticks(draft).of_police()


def still_due(draft: Draft) -> Outcome:
    """The outcome of the open draft as somebody reads it who has the forms to send: without one that was sent."""
    return without_forms(draft.outcome) if form_sent(draft) else draft.outcome


def _ticks(draft: Draft) -> Ticks:
    outcome, pathway = draft.outcome, draft.pathway
    return Ticks(draft.answers, outcome, area_of(outcome, pathway), _recorded(draft))


def _recorded(draft: Draft) -> list[Recorded]:
    """What was recorded; where it cannot be read now nothing is known to be done."""
    try:
        return draft.casebook.actions.of(draft.screening.ref)
    except VaultError:
        return []
