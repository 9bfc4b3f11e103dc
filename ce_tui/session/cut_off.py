"""What was being typed when the line dropped, and nobody has taken since: kept with the account, said and offered when
the same is asked again. Details and reasons of a screening are kept with it instead (`session/unfinished`).
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from ce_tui.core.strict_json import parse_or, write_json
from ce_tui.core.vault.errors import VaultError

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.casebook import Casebook


class CutOff:
    """What of one account was cut off about a screening, each by what was asked: it goes when that is deleted.

    With no reference, what was about none: it goes with whatever is deleted.
    """

    def __init__(self, casebook: Casebook, ref: str = "") -> None:
        self._casebook = casebook
        self._key = f"cut off.{ref}"

    def all(self) -> dict[str, str]:
        """Everything, by what was asked; a store that cannot say so has nothing."""
        try:
            return parse_or(self._casebook.preferences.get(self._key), dict[str, str], {})
        except VaultError:
            return {}

    def of(self, asked: str) -> str:
        """What was typed in answer to it; empty: nothing was cut off."""
        return self.all().get(asked, "")

    def keep(self, asked: str, typed: str) -> None:
        """Keep it; where that cannot be done, nobody is there any more to be told."""
        others = {key: text for key, text in self.all().items() if key != asked}
        kept = others | ({asked: typed} if typed else {})
        with suppress(VaultError):
            self._casebook.preferences.set(self._key, write_json(kept) if kept else "")

    def drop(self, asked: str) -> None:
        """It was taken, or is not wanted."""
        if self.of(asked):
            self.keep(asked, "")
