"""What an administrator changed about an account while it is signed in: suspended, revoked, other roles."""

from __future__ import annotations

from typing import Literal

from ce_tui.core.vault.errors import Damaged, NoStore, VaultError
from ce_tui.core.vault.keys import slots
from ce_tui.core.vault.keys.slot_changes import OpenSlots, slots_of
from ce_tui.core.vault.keys.slots import RoleName, Slot, SlotList

NOT_THE_LIST = (
    "The list of accounts, slots.json, is not the one that the log of the store names. Somebody who can write to its "
    "folder put another one there, or took it away: roles and suspensions of before could hold again. Nothing more is "
    "done until the right one is back. What you typed is still on your screen. Tell a lead and whoever looks after the "
    "store."
)
_TRIES = 20

_Mark = tuple[int, ...]


class Standing:
    """Looks at the key file again whenever it is another one. One stat where it is not.

    `unknown`: the file is not the one that the head of the log names; then `roles` and `shut_out` are those of before.
    """

    def __init__(self, slot: Slot) -> None:
        self._account = slot.account
        self._seen: _Mark | None = None
        self.roles: tuple[RoleName, ...] = slot.roles
        self.shut_out: Literal["", "suspended", "revoked"] = ""
        self.unknown = False

    def look(self, of: OpenSlots) -> None:
        """Bring it up to date. One that an act in the log changes at the same time is read again."""
        for _ in range(_TRIES):
            mark = _mark(of)
            if mark is not None and mark == self._seen:
                return
            try:
                named = of.named()
                listed = _read(of)
                if listed is not None and of.knows(listed):
                    self._take(listed, mark)
                    return
                is_still = (mark, named) == (_mark(of), of.named())
            except VaultError:
                return  # it cannot be read just now
            if is_still:
                self._seen, self.unknown = None, True
                return

    def _take(self, listed: SlotList, mark: _Mark | None) -> None:
        self._seen, self.unknown = mark, False
        mine = slots_of(listed, self._account)
        self.shut_out = (
            "" if any(slot.state == "active" for slot in mine) else "suspended" if mine else "revoked"
        )
        self.roles = () if self.shut_out else mine[-1].roles


def _read(of: OpenSlots) -> SlotList | None:
    """None: there is none, or it is damaged."""
    try:
        return slots.read(of.home)
    except (Damaged, NoStore):
        return None


def _mark(of: OpenSlots) -> _Mark | None:
    try:
        about = of.home.slots.stat()
    except OSError:
        return None
    return (
        about.st_ino,
        about.st_mtime_ns,
        about.st_ctime_ns,
        about.st_size,
    )  # a file put back keeps all but ctime
