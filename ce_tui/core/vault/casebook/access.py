"""What lets this account in: its passphrase; and the store's recovery code, which lets anybody in who forgot theirs."""

from __future__ import annotations

from ce_tui.core.pathway.words import joined
from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.casebook.roster import Roster
from ce_tui.core.vault.casebook.wrong_tries import while_signed_in
from ce_tui.core.vault.errors import Refused, StoreFull, StoreReplaced, WrongCredentials
from ce_tui.core.vault.keys import keyring, passphrases
from ce_tui.core.vault.keys.recovery import RecoveryCode, new_recovery_code, read_recovery_code
from ce_tui.core.vault.log.audit import Kind


class Access:
    """The passphrase of this account, and the recovery code of the store."""

    def __init__(self, desk: Desk, roster: Roster) -> None:
        self._desk = desk
        self._roster = roster
        self._coming_code: RecoveryCode | None = None

    def verify(self, passphrase: str) -> bool:
        """Whether this is the account's passphrase: to unlock a locked screen. A wrong one is logged and counted.

        On a full disk, and where the store was replaced or is gone, it is answered all the same, so that nobody is kept
        from words that are not saved; that it could not be logged is put into `alerts`.
        Raises `Busy` after too many wrong ones, `NotPermitted` where the account was suspended meanwhile.
        """
        desk = self._desk
        with desk.lock:
            gone = desk.store.is_replaced and not desk.home.slots.exists()
            try:
                with while_signed_in(desk):
                    keyring.unlock(
                        desk.home, desk.account.name, passphrase, desk.unlocked.listed if gone else None
                    )
            except WrongCredentials:
                self._log_if_it_fits("refusal")
                return False
            self._log_if_it_fits("sign-in")
            return True

    def change_passphrase(self, old: str, new: str, *, seen: bool = False) -> None:
        """Give this account another passphrase. Raises `WrongCredentials` (the old one), `Refused`, `Busy`.

        With a copy of the key file the old one goes on opening the store until that has other keys, which are due then
        (`Revoking.when_alone`). `seen`: somebody may know the old one, which is logged.
        """
        desk = self._desk
        with desk.lock:
            name = desk.account.name
            passphrases.check(new, name, [desk.store.settings.get("hub.name") or ""])
            with while_signed_in(desk):
                try:
                    unlocked = keyring.unlock(desk.home, name, old)
                except WrongCredentials:
                    raise WrongCredentials("The passphrase that you have now is not right.") from None
            entry = desk.entry(
                "key", detail=f"passphrase changed{', somebody may know the old one' if seen else ''}"
            )
            chosen = keyring.Chosen(name, new, desk.around.argon)
            desk.unlocked = keyring.new_passphrase(desk.slots, unlocked, chosen, entry)
            desk.anchor()

    def new_recovery_code(self) -> RecoveryCode:
        """A code to take the recovery code's place once `confirm_recovery_code` says that it was received.

        Nothing is changed yet: the old one still opens the store. Takes the administrator.
        """
        with self._desk.lock:
            self._desk.require("replace the recovery code", "administrator")
            self._coming_code = new_recovery_code()
            return self._coming_code

    def confirm_recovery_code(self, code: str) -> None:
        """Put the last `new_recovery_code`, as it was typed back, in the old one's place; other keys are due then.

        Takes the administrator. Raises `Refused` where it has a slip in it or is another; then the old one still
        holds.
        """
        desk = self._desk
        with desk.lock:
            desk.require("replace the recovery code", "administrator")
            typed = read_recovery_code(code)
            if typed != self._coming_code:
                raise Refused("This is not the new recovery code. The old one still opens the store.")
            entry = desk.entry("key", detail="recovery code replaced")
            keyring.replace_code(desk.slots, typed, desk.around.argon, entry)
            self._coming_code = None
            self._roster.nobody_else_knows_the_code()
            desk.anchor()

    @property
    def code_known_to(self) -> tuple[str, ...]:
        """The names of those who may know the recovery code and are no administrators any more."""
        with self._desk.lock:
            return tuple(self._desk.name_of(account) for account in self._roster.code_known_to)

    @property
    def code_due_words(self) -> str:
        """What an administrator is told while somebody who is none any more may know the code; empty: nothing."""
        desk = self._desk
        with desk.lock:
            known_to = self.code_known_to
            if not known_to or not desk.has_role("administrator"):
                return ""
            names = joined(list(known_to))
            is_none = "is no administrator" if len(known_to) == 1 else "are no administrators"
            return (
                f"{names} {is_none} any more, and may know the recovery code, which still opens the store. Replace it: "
                "in Accounts, or with 'ce-tui account recovery-code'. This is said at each sign-in until the new code "
                "is confirmed."
            )

    def _log_if_it_fits(self, kind: Kind) -> None:
        try:
            detail = self._desk.around.with_terminal("unlock")
            self._desk.store.log.add([self._desk.entry(kind, detail=detail)])
        except StoreFull:
            self._desk.alerts.append("The disk is full, so an unlocking could not be logged.")
        except StoreReplaced as replaced:
            self._desk.alerts.append(f"An unlocking could not be logged. {replaced.words}")
