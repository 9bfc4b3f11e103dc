"""What is still to be done about the open draft's referral: shown once it was exported or asked for."""

from __future__ import annotations

from ce_tui.core.pathway.actions.action import Recorded
from ce_tui.core.vault.errors import VaultError
from ce_tui.core.words.still_to_do import NOT_KNOWN, Written, still_to_do
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
        return still_to_do(draft.answers, draft.outcome, draft.pathway, self._written, self._recorded())

    def _recorded(self) -> list[Recorded]:
        """What was recorded; where it cannot be read now nothing is known to be done."""
        draft = self._draft
        try:
            return draft.casebook.actions.of(draft.screening.ref)
        except VaultError:
            return []
