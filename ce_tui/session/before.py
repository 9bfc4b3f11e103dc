"""The screening before the open one, of the same child, and what differs since (rule 19 of the design)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ce_tui.core.pathway.outcome.comparison import Screened
from ce_tui.core.vault.errors import VaultError

if TYPE_CHECKING:
    from ce_tui.core.pathway.document.document import Pathway
    from ce_tui.core.vault.casebook.casebook import Casebook
    from ce_tui.core.vault.casebook.earlier import EarlierScreening

PathwayOf = Callable[["EarlierScreening"], "Pathway"]


class Before:
    """It is read when it is first asked for, and again once somebody said which screenings belong together.

    `trouble`: why it cannot be read, in words; empty: it can, or there is none.
    """

    def __init__(self, casebook: Casebook, ref: str, pathway_of: PathwayOf) -> None:
        self._casebook = casebook
        self._ref = ref
        self._pathway_of = pathway_of
        self._is_read = False
        self._found: tuple[EarlierScreening, Screened] | None = None
        self.trouble = ""

    @property
    def screened(self) -> Screened | None:
        """Its answers and edition; None: there is none, or it cannot be read."""
        found = self._read()
        return found[1] if found else None

    @property
    def ref(self) -> str:
        """Its reference; empty: there is none."""
        found = self._read()
        return found[0].screening.ref if found else ""

    @property
    def key(self) -> str:
        """Which one it is, and of which version; empty: there is none."""
        found = self._read()
        return f"{found[0].screening.ref} {found[0].screening.version}" if found else ""

    def forget(self) -> None:
        """It may be another by now."""
        self._is_read = False

    def _read(self) -> tuple[EarlierScreening, Screened] | None:
        if not self._is_read:
            self._is_read, self._found, self.trouble = True, None, ""
            try:
                earlier = self._casebook.earlier.before(self._ref)
                if earlier is not None:
                    pathway = self._pathway_of(earlier)
                    self._found = earlier, Screened(earlier.screening.answers, pathway)
            except VaultError as error:
                self.trouble = error.words
        return self._found
