"""What an administrator changed about an account while it is signed in: suspended, revoked, other roles."""

from __future__ import annotations

from typing import Literal

from ce_tui.core.vault.errors import VaultError
from ce_tui.core.vault.folder.home import Home
from ce_tui.core.vault.keys import slots
from ce_tui.core.vault.keys.keyring import Unlocked
from ce_tui.core.vault.keys.keys import mac_is_right
from ce_tui.core.vault.keys.slot_changes import slots_of
from ce_tui.core.vault.keys.slots import RoleName

_Mark = tuple[int, int, int]


class Standing:
    """Looks at the key file again whenever it is another one. One stat where it is not."""

    def __init__(self, home: Home, unlocked: Unlocked) -> None:
        self._home = home
        self._account = unlocked.slot.account
        self._seen: _Mark | None = None
        self.roles: tuple[RoleName, ...] = unlocked.slot.roles
        self.shut_out: Literal["", "suspended", "revoked"] = ""

    def look(self, database_key: bytes) -> None:
        """Bring `roles` and `shut_out` up to date. A file that is not as its MAC says changes nothing."""
        mark = self._mark()
        if mark is None or mark == self._seen:
            return
        try:
            listed = slots.read(self._home)
        except VaultError:
            return
        if not mac_is_right(listed, database_key):
            return
        self._seen = mark
        mine = slots_of(listed, self._account)
        self.shut_out = (
            "" if any(slot.state == "active" for slot in mine) else "suspended" if mine else "revoked"
        )
        self.roles = () if self.shut_out else mine[-1].roles

    def _mark(self) -> _Mark | None:
        try:
            about = self._home.slots.stat()
        except OSError:
            return None
        return about.st_ino, about.st_mtime_ns, about.st_size
