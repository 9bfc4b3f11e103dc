"""The practitioner's own details of the last screening, to begin the next one with. Kept per account."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec

from ce_tui.core.pathway.answers.screening import Practitioner
from ce_tui.core.vault.errors import VaultError

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.casebook import Casebook

_PREFERENCE = "practitioner"


def remembered(casebook: Casebook) -> Practitioner:
    """The details as they were remembered; empty ones where there are none, or they are unreadable."""
    kept = casebook.preferences.get(_PREFERENCE, "")
    try:
        return msgspec.convert(json.loads(kept), Practitioner) if kept else Practitioner()
    except (ValueError, msgspec.ValidationError):
        return Practitioner()


def remember(casebook: Casebook, mine: Practitioner) -> None:
    """Keep the details, if there are any. A convenience only: they are kept with the draft anyway."""
    kept = json.dumps(msgspec.to_builtins(mine))
    with suppress(VaultError):
        if mine != Practitioner() and kept != casebook.preferences.get(_PREFERENCE, ""):
            casebook.preferences.set(_PREFERENCE, kept)
