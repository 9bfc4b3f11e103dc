"""The practitioner's own details of the last screening, to begin the next one with. Kept per account."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from ce_tui.core.pathway.answers.screening import Practitioner
from ce_tui.core.strict_json import parse_or, write_json
from ce_tui.core.vault.errors import VaultError
from ce_tui.session.asker import JobResult
from ce_tui.session.changing import change

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.casebook import Casebook
    from ce_tui.session.draft import Draft

_PREFERENCE = "practitioner"


def remembered(casebook: Casebook) -> Practitioner:
    """The details as they were remembered; empty ones where there are none, or they are unreadable."""
    return parse_or(casebook.preferences.get(_PREFERENCE), Practitioner, Practitioner())


def fill_in(draft: Draft) -> JobResult:
    """Fill them in where the open draft has none yet. Not done: there was nothing to fill in, or words say why."""
    kept = remembered(draft.casebook)
    if not draft.editable or draft.answers.practitioner != Practitioner() or kept == Practitioner():
        return JobResult(False)
    result = change(draft, lambda answers: msgspec.structs.replace(answers, practitioner=kept))
    return (
        JobResult(True, "Your own details are filled in from your last screening.") if result.done else result
    )


def remember(casebook: Casebook, mine: Practitioner) -> None:
    """Keep the details, if there are any. A convenience only: they are kept with the draft anyway."""
    kept = write_json(mine)
    with suppress(VaultError):
        if mine != Practitioner() and kept != casebook.preferences.get(_PREFERENCE, ""):
            casebook.preferences.set(_PREFERENCE, kept)
