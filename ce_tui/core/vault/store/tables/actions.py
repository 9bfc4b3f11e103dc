"""What was done about screenings, in the SQLCipher file: kept with each of them (`kept`), and counted in its row."""

# ruff: noqa: D102 - what the methods of the protocol do stands in `parts`

from __future__ import annotations

from collections.abc import Sequence

from ce_tui.core.vault.log.audit import Entry
from ce_tui.core.vault.store.records import KeptAction
from ce_tui.core.vault.store.tables.screenings import ScreeningTables


class ActionTable:
    """The table `actions`. See `ActionStore`."""

    def __init__(self, screenings: ScreeningTables) -> None:
        self._screenings = screenings

    def add(self, ref: str, action: KeptAction, followed: str, log: Sequence[Entry]) -> None:
        self._screenings.keep_action(ref, action, followed, log)

    def of(self, ref: str) -> list[KeptAction]:
        return self._screenings.actions(ref)
