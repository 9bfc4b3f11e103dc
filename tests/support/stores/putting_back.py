"""Restores the backup that lies beside a home: work for `killing`."""

from __future__ import annotations

from pathlib import Path

from ce_tui.core.vault.casebook.backups import read_beginning
from ce_tui.core.vault.casebook.open_store import CasebookSettings
from ce_tui.core.vault.casebook.opening import restore
from support.stores.vault import ADA, PASSPHRASE, QUICK, PlainRules


def work(home: Path) -> None:
    """Restore `made.backup` into the home."""
    with (home.parent / "made.backup").open("rb") as file:
        restore(
            read_beginning(file), home, ADA, PASSPHRASE, CasebookSettings(argon=QUICK, rules=PlainRules())
        ).close()
