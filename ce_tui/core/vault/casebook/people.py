"""The casebook's accounts: list, add, change a passphrase, replace the recovery code, name the hub.

Those that are suspended or revoked, and who gets their screenings, are in `leaving`.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Literal

import msgspec

from ce_tui.core.vault.casebook.desk import one_line
from ce_tui.core.vault.casebook.leaving import Leaving
from ce_tui.core.vault.errors import Refused, StoreFull, WrongCredentials
from ce_tui.core.vault.keys import keyring, passphrases, slots
from ce_tui.core.vault.keys.recovery import RecoveryCode, new_recovery_code, read_recovery_code
from ce_tui.core.vault.keys.slots import RoleName, Slot, SlotList
from ce_tui.core.vault.keys.throttle import Throttle, Try
from ce_tui.core.vault.log.audit import Kind
from ce_tui.core.vault.store.store import AccountRow

AccountState = Literal["active", "suspended", "revoked"]


class AccountInfo(msgspec.Struct, frozen=True, kw_only=True):
    """An account in a list. `created` is ISO 8601 in UTC. A revoked one has the roles that it had."""

    name: str
    roles: tuple[RoleName, ...]
    state: AccountState
    created: str


class People(Leaving):
    """See the module."""

    _coming_code: RecoveryCode | None = None

    def accounts(self) -> list[AccountInfo]:
        """Everyone who has or had a way in, in the order they were added. Takes the administrator or the lead."""
        with self._lock:
            self._require("see the accounts", "administrator", "lead")
            known = {slot.account: slot for slot in slots.read(self._home).slots if slot.kind == "account"}
            return [_info(row, known.get(row.id)) for row in self._store.accounts()]

    def add_account(self, name: str, passphrase: str, roles: Iterable[str]) -> None:
        """Add an account, with exactly these roles. Takes the administrator; nobody else's passphrase.

        Raises `Refused` for a name that is or was taken, a passphrase that is too short or too common, no roles.
        """
        with self._lock:
            self._require("add an account", "administrator")
            if self._is_revoked(slots.read(self._home), name):
                raise Refused(
                    "There was an account of this name, and it is revoked. Its screenings and its entries in the log "
                    "stand under it, so give this one another name, with an initial for example."
                )
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

        On a full disk it is answered all the same, so that nobody is kept from words that wait to be saved; that it
        could not be logged is put into `alerts`.
        Raises `Busy` after too many wrong ones, `NotPermitted` where the account was suspended meanwhile.
        """
        with self._lock:
            try:
                with self._attempt():
                    keyring.unlock(self._home, self.account.name, passphrase)
            except WrongCredentials:
                self._log_if_it_fits("refusal")
                return False
            self._log_if_it_fits("sign-in")
            return True

    def _log_if_it_fits(self, kind: Kind) -> None:
        try:
            self._store.log([self._entry(kind, detail="unlock")])
        except StoreFull:
            self.alerts.append("The disk is full, so an unlocking could not be logged.")

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
        """A code to take the recovery code's place once `confirm_recovery_code` says that it was received.

        Nothing is changed yet: the old one still opens the store. Takes the administrator.
        """
        with self._lock:
            self._require("replace the recovery code", "administrator")
            self._coming_code = new_recovery_code()
            return self._coming_code

    def confirm_recovery_code(self, code: str) -> None:
        """Put the last `new_recovery_code`, as it was typed back, in the old one's place, which opens nothing then.

        Raises `Refused` where it has a slip in it or is another; then the old one still holds.
        """
        with self._lock:
            self._require("replace the recovery code", "administrator")
            typed = read_recovery_code(code)
            if typed != self._coming_code:
                raise Refused("This is not the new recovery code. The old one still opens the store.")
            listed = keyring.replace_code(self._home, self._unlocked.database_key, typed, self._around.argon)
            self._coming_code = None
            self._noted(listed, "recovery code replaced")

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


def _info(row: AccountRow, slot: Slot | None) -> AccountInfo:
    roles = slot.roles if slot else tuple(role for role in slots.ROLES if role in row.roles)
    return AccountInfo(
        name=row.name, roles=roles, state=slot.state if slot else "revoked", created=row.created
    )
