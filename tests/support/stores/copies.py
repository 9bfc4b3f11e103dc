"""A store made once and copied from then on: making one costs three times as much, most of it keys."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from ce_tui.core.vault.casebook.around import Around
from ce_tui.core.vault.casebook.opening import NewStore, set_up
from ce_tui.core.vault.keys.recovery import RecoveryCode
from ce_tui.core.vault.keys.slots import Argon

QUICK = Argon(memory=8 * 1024, iterations=1, lanes=1)


def copied(home: Path, name: str, passphrase: str, hub: str = "", locality: str = "") -> RecoveryCode:
    """Put a store with one account, who has all roles and is signed out, where none is. Returns its recovery code.

    Every copy has the same id and the same keys, and its log begins with a set-up and a sign-out of some time ago.
    """
    made, code = _made(name, passphrase, hub, locality)
    shutil.copytree(made, home, dirs_exist_ok=True)
    return code


@cache
def _made(name: str, passphrase: str, hub: str, locality: str) -> tuple[Path, RecoveryCode]:
    folder = Path(tempfile.mkdtemp(prefix="ce-tui-made-once-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    new = NewStore(name=name, passphrase=passphrase, hub=hub, locality=locality)
    casebook, code = set_up(folder / "home", new, Around(argon=QUICK))
    casebook.close()
    return folder / "home", code
