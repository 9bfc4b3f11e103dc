"""The casebook's accounts: list, add, change a passphrase, replace the recovery code, name the hub."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager

import msgspec

from ce_tui.core.vault import keyring, passphrases, slots
from ce_tui.core.vault.desk import Desk, one_line
from ce_tui.core.vault.errors import WrongCredentials
from ce_tui.core.vault.recovery import RecoveryCode
from ce_tui.core.vault.slots import RoleName, SlotList
from ce_tui.core.vault.store import AccountRow
from ce_tui.core.vault.throttle import Throttle, Try


class AccountInfo(msgspec.Struct, frozen=True, kw_only=True):
    """An account in a list. `created` is ISO 8601 in UTC."""

    name: str
    roles: tuple[RoleName, ...]
    state: str
    created: str


class People(Desk):
    """See the module."""

    def accounts(self) -> list[AccountInfo]:
        """Everyone with a way in, in the order they were added. Takes the administrator or the lead."""
        with self._lock:
            self._require("see the accounts", "administrator", "lead")
            known = {slot.account: slot for slot in slots.read(self._home).slots if slot.kind == "account"}
            return [
                AccountInfo(name=row.name, roles=slot.roles, state=slot.state, created=row.created)
                for row in self._store.accounts()
                if (slot := known.get(row.id))
            ]

    def add_account(self, name: str, passphrase: str, roles: Iterable[str]) -> None:
        """Add an account, with exactly these roles. Takes the administrator; nobody else's passphrase.

        Raises `Refused` for a name that is taken, a passphrase that is too short or too common, no roles.
        """
        with self._lock:
            self._require("add an account", "administrator")
            slot, listed = keyring.add(
                self._home, self._unlocked.database_key, name, passphrase, roles, self._around.argon
            )
            row = AccountRow(
                id=slot.account, name=passphrases.check_name(name), roles=slot.roles, created=self._now()
            )
            entry = self._entry("account", detail=f"added {slot.account}: {', '.join(slot.roles)}")
            self._store.put_account(row, [entry])
            self._note(listed)

    def verify(self, passphrase: str) -> bool:
        """Whether this is the account's passphrase: to unlock a locked screen. A wrong one is logged and counted.

        Raises `Busy` after too many wrong ones, `NotPermitted` where the account was suspended meanwhile.
        """
        with self._lock:
            try:
                with self._attempt():
                    keyring.unlock(self._home, self.account.name, passphrase)
            except WrongCredentials:
                self._store.log([self._entry("refusal", detail="unlock")])
                return False
            self._store.log([self._entry("sign-in", detail="unlock")])
            return True

    def change_passphrase(self, old: str, new: str) -> None:
        """Give this account another passphrase. Raises `WrongCredentials` (the old one), `Refused`, `Busy`."""
        with self._lock:
            passphrases.check(new, self.account.name)
            with self._attempt():
                try:
                    unlocked = keyring.unlock(self._home, self.account.name, old)
                except WrongCredentials:
                    raise WrongCredentials("The passphrase that you have now is not right.") from None
            self._unlocked = keyring.new_passphrase(
                self._home, unlocked, self.account.name, new, self._around.argon
            )
            self._noted(self._unlocked.listed, "passphrase changed")

    def new_recovery_code(self) -> RecoveryCode:
        """Replace the recovery code; the old one opens nothing any more. Takes the administrator."""
        with self._lock:
            self._require("replace the recovery code", "administrator")
            code, listed = keyring.new_code(self._home, self._unlocked.database_key, self._around.argon)
            self._noted(listed, "recovery code replaced")
            return code

    def set_hub(self, name: str, locality: str) -> None:
        """Name the hub and its default locality. Takes the administrator."""
        with self._lock:
            self._require("name the hub", "administrator")
            changes = {"hub.name": one_line(name, 200), "hub.locality": one_line(locality, 100)}
            self._store.change_settings(changes, [self._entry("rule", detail="hub's name or locality")])
            self._hub = None

    def _attempt(self) -> AbstractContextManager[Try]:
        throttle = Throttle(self._home.throttle)
        return throttle.attempt(self._unlocked.slot.tag, f"terminal {self._around.terminal}")

    def _noted(self, listed: SlotList, detail: str) -> None:
        self._store.log([self._entry("key", detail=detail)])
        self._note(listed)

    def _note(self, listed: SlotList) -> None:
        """Remember how far the key file has come, so that an older copy of it is noticed."""
        self._store.change_settings({"slots generation": str(listed.generation)}, [])
