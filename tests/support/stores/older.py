"""A hub whose store was set back to an older copy of all its files, while its anchors lie elsewhere."""

from __future__ import annotations

import shutil
from pathlib import Path

from ce_tui.core.vault.casebook.open_store import CasebookSettings
from ce_tui.core.vault.casebook.opening import sign_in
from ce_tui.core.vault.log.anchors import FileAnchors
from ce_tui.settings.config import AuditSettings, Config
from support.people.office import ADMIN, BEN, SECRET, hub
from support.people.screens import CHEAP, NAME, PASSPHRASE
from support.stores.anchored import copied


def set_back(home: Path, folder: Path) -> Config:
    """The hub of `office`, set back to a day before Ben was suspended. Its configuration."""
    config = Config(audit=AuditSettings(anchors="elsewhere.log"), file=str(folder / "config.toml"))
    around = CasebookSettings(argon=CHEAP, anchors=FileAnchors(folder / "elsewhere.log"))
    hub(home)
    sign_in(home, NAME, PASSPHRASE, around).close()
    copied(home, folder / "older")
    administrator = sign_in(home, ADMIN, SECRET, around)
    administrator.people.suspend(BEN)
    administrator.close()
    shutil.rmtree(home)
    (folder / "older").rename(home)
    return config
