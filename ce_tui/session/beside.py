"""What is typed beside the open screening and kept with the account: an action that is being recorded."""

from __future__ import annotations

from collections.abc import Callable

from ce_tui.core.vault.errors import VaultError


def _nothing() -> None:
    """Nothing is typed beside it."""


class Beside:
    """`keep` keeps what is typed, where something is; it raises VaultError. `error`: why that could not be done."""

    def __init__(self) -> None:
        self.keep: Callable[[], None] = _nothing
        self.error: VaultError | None = None

    def is_kept(self) -> bool:
        """Keep it: whether it is kept now."""
        self.error = None
        try:
            self.keep()
        except VaultError as error:
            self.error = error
        return self.error is None
