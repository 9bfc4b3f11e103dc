"""What opened the store before is another by now: its keys are made new at once, or it is said when they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ce_tui.core.vault.errors import VaultError
from ce_tui.session.words.people import KEYS_CHANGED, KEYS_LATER

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.casebook import Casebook


def with_other_keys(casebook: Casebook, changed: str, *, whoever: bool = False) -> str:
    """Give the store other keys, where that can be done now. What was `changed`, and what came of that, in words.

    `whoever`: not an administrator alone, because others may know an old passphrase.
    """
    try:
        done = casebook.revoking.when_alone(whoever=whoever)
    except VaultError as error:
        return f"{changed} {KEYS_LATER} {error.words}"
    return f"{changed} {KEYS_CHANGED if done else KEYS_LATER}"
