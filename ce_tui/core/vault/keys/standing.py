"""What an administrator changed about an account while it is signed in: suspended, revoked, other roles."""

from __future__ import annotations

from typing import Literal

from ce_tui.core.vault.errors import VaultError
from ce_tui.core.vault.keys import slots
from ce_tui.core.vault.keys.slot_changes import OpenSlots, slots_of
from ce_tui.core.vault.keys.slots import RoleName, Slot

_Mark = tuple[int, int, int]


class Standing:
    """Looks at the key file again whenever it is another one. One stat where it is not."""

    def __init__(self, slot: Slot) -> None:
        self._account = slot.account
        self._seen: _Mark | None = None
        self.roles: tuple[RoleName, ...] = slot.roles
        self.shut_out: Literal["", "suspended", "revoked"] = ""

    def look(self, of: OpenSlots) -> None:
        """Bring `roles` and `shut_out` up to date. A file that the database does not know changes nothing."""
        mark = _mark(of)
        if mark is None or mark == self._seen:
            return
        try:
            listed = slots.read(of.home)
            if not of.knows(listed):
                return
        except VaultError:
            return
        self._seen = mark
        mine = slots_of(listed, self._account)
        self.shut_out = (
            "" if any(slot.state == "active" for slot in mine) else "suspended" if mine else "revoked"
        )
        self.roles = () if self.shut_out else mine[-1].roles


def _mark(of: OpenSlots) -> _Mark | None:
    try:
        about = of.home.slots.stat()
    except OSError:
        return None
    return about.st_ino, about.st_mtime_ns, about.st_size
