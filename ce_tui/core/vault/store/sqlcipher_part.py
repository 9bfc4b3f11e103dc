"""What every part of `SqlCipherStore` can count on in the whole."""

# ruff: noqa: D102 - what the public methods do stands in `Store`

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from ce_tui.core.vault.log.audit import Chain, Entry, Head

if TYPE_CHECKING:
    from ce_tui.core.vault.store.database import Database


class Part(ABC):
    """The open database. A store that lacks what a part needs cannot be made."""

    _db: Database
    _path: Path
    chain: Chain
    read_only: bool

    @abstractmethod
    def _change(self) -> AbstractContextManager[None]:
        """One transaction that writes."""

    @abstractmethod
    def _reading(self) -> AbstractContextManager[None]:
        """One look, undisturbed."""

    @abstractmethod
    def _log(
        self, entries: Sequence[Entry], added: Sequence[bytes] = (), removed: Sequence[bytes] = ()
    ) -> Head:
        """Add to the log within a transaction, and move the sum of the seals with it. Returns the new head."""

    @abstractmethod
    def _lay_down(self, ref: str) -> None:
        """Lay down the pen of a screening within a transaction."""

    @abstractmethod
    def head(self) -> Head: ...

    @abstractmethod
    def setting(self, key: str) -> str | None: ...

    @abstractmethod
    def change_settings(self, changes: dict[str, str], log: Sequence[Entry]) -> None: ...
