"""The casebook's accounts that change or leave: suspended, resumed, revoked, other roles, their screenings handed over.

All of it takes the administrator; none of it the other's passphrase. A store always keeps an administrator who can
sign in, and nobody shuts themselves out.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator

from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.errors import Busy, Refused, VaultError
from ce_tui.core.vault.folder.sessions import StillIn
from ce_tui.core.vault.keys import keyring, keys, membership, passphrases, rekeying, slots
from ce_tui.core.vault.keys.slot_changes import NOBODY, slots_of
from ce_tui.core.vault.keys.slots import SlotList
from ce_tui.core.vault.log.audit import Entry
from ce_tui.core.vault.store.store import AccountRow

Progress = Callable[[str], None]

_SHUT_OUT = "The account is shut out: nobody can sign in with it any more."
_NOT_YET = "But the keys of the store are not changed yet: revoke it again."
_CUT_SHORT = (
    "Revoking an account had been cut short. It is finished now: the keys of the store were changed, and everyone "
    "signs in as before."
)
_STILL_DUE = (
    "An account was revoked, and it is shut out, but the keys of the store are not changed yet. Revoke it again when "
    "nobody else is signed in: that finishes it."
)


class Leaving(Desk):
    """See the module."""

    def suspend(self, name: str) -> None:
        """Shut an account out until it is resumed. Its passphrase, roles and screenings stay.

        Whoever is signed in with it is asked to leave. Raises `Refused`: nobody of this name, suspended already,
        oneself, the last administrator.
        """
        with self._lock:
            account = self._account_to("suspend an account", name, state="active")
            listed = membership.suspend(self._home, self._unlocked.database_key, account)
            self._write_down(listed, f"suspended {account}")

    def resume(self, name: str) -> None:
        """Let a suspended account in again, with the passphrase it had. Raises `Refused`."""
        with self._lock:
            account = self._account_to("resume an account", name, state="suspended")
            listed = membership.resume(self._home, self._unlocked.database_key, account)
            self._write_down(listed, f"resumed {account}")

    def change_roles(self, name: str, roles: Iterable[str]) -> None:
        """Give an account exactly these roles; whoever is signed in with it has them at their next step.

        Raises `Refused`: nobody of this name, no role, the last administrator loses the role.
        """
        with self._lock:
            account = self._account_to("change roles", name, themselves=True)
            given = keyring.check_roles(roles)
            listed = membership.set_roles(self._home, self._unlocked.database_key, account, given)
            row = self._row_of(account, name)
            changed = AccountRow(id=row.id, name=row.name, roles=given, created=row.created)
            self._store.put_account(changed, [self._entry("account", detail=_roles(account, given))])
            self._note(listed)

    def revoke(self, name: str, *, progress: Progress = lambda _: None, patience: float = 60.0) -> None:
        """Shut an account out for good, and change the database's key, so that one they may have kept opens nothing.

        The way in is shut at once. Then everyone else is asked to leave, for `patience` seconds, and the key is
        changed. Run again for an account that was revoked already, it finishes what was cut short. Its screenings stay
        (`hand_over`). `progress` gets words of what is being done; it is called in the caller's thread.

        Raises `Refused`: nobody of this name, revoked already, oneself, the last administrator; then nothing was
        changed. `Busy` and the errors of writing say that the account is shut out already, and what is still to do.
        """
        with self._lock:
            self._require("revoke an account", "administrator")
            listed = slots.read(self._home)
            if not (listed.due and self._is_revoked(listed, name)):
                account = self._account_to("revoke an account", name)
                listed = membership.drop(self._home, self._unlocked.database_key, account)
                with _already_shut_out():
                    self._write_down(listed, _revoked(account))
        progress(_SHUT_OUT)
        with _already_shut_out():
            self._change_key(progress, patience)

    def finish_revoking(self, *, progress: Progress = lambda _: None, patience: float = 60.0) -> bool:
        """Change the database's key where an account was revoked and that is still due. Returns whether it was.

        Raises `Busy` while others are signed in, and the errors of writing.
        """
        with self._lock:
            self._require("revoke an account", "administrator")
            if not slots.read(self._home).due:
                return False
        with _already_shut_out():
            self._change_key(progress, patience)
        return True

    def hand_over(self, from_name: str, to_name: str) -> int:
        """Give all of someone's screenings to someone else who screens: also those of an account that was revoked.

        Each is logged. Returns how many. Raises `Refused`: nobody of these names, or who gets them cannot screen.
        """
        with self._lock:
            self._require("hand screenings over", "administrator")
            leaver = self._known(from_name)
            heir = self._account_to("hand screenings over", to_name, state="active", themselves=True)
            if heir == leaver:
                raise Refused("These are the same account. Nothing was changed.")
            mine = slots_of(slots.read(self._home), heir)
            if not any("practitioner" in slot.roles for slot in mine):
                raise Refused(
                    "Who gets the screenings needs the role practitioner, to work on them. Nothing was changed."
                )
            entry = self._entry("account", detail=f"handed over from {leaver} to {heir}")
            return self._store.hand_over(leaver, heir, entry)

    def go_on_revoking(self) -> None:
        """At an administrator's sign-in: finish what was cut short, if nobody else is in; else say so in `alerts`."""
        with self._lock:
            if not self._unlocked.listed.due or not self.has_role("administrator"):
                return
            try:
                self._change_key(lambda _: None, 0)
                self.alerts.append(_CUT_SHORT)
            except Busy:
                self.alerts.append(_STILL_DUE)
            except VaultError as error:
                self.alerts.append(f"{_STILL_DUE} {error.words}")

    def _change_key(self, progress: Progress, patience: float) -> None:
        """Alone in the store, change its key. The waiting holds nobody up who works in this session."""

        def waiting(others: int) -> None:
            progress(
                "Waiting for 1 other to leave." if others == 1 else f"Waiting for {others} others to leave."
            )

        with self._sessions.alone(patience, waiting), self._lock:
            if not self._closed and slots.read(self._home).due:  # someone else may have done it meanwhile
                self._rekey(progress)

    def _rekey(self, progress: Progress) -> None:
        from ce_tui.core.vault.store.sqlcipher import SqlCipherStore

        entries = [*self._not_logged_yet(), self._entry("key", detail="the key of the database changed")]
        self._store.close()
        try:
            self._unlocked = rekeying.rekey(self._home, self._unlocked, entries, progress)
        finally:
            self._unlocked = rekeying.settle(self._home, self._unlocked)
            self._store = SqlCipherStore.open(self._home.store, self._unlocked.database_key)

    def _not_logged_yet(self) -> list[Entry]:
        """That an account was revoked, where it was cut short between its slot and its entry."""
        listed = slots.read(self._home)
        logged = {each.entry.detail for each in self._store.find_logged(kinds=("account",))}
        gone = (row.id for row in self._store.accounts() if not slots_of(listed, row.id))
        return [
            self._entry("account", detail=_revoked(account))
            for account in gone
            if _revoked(account) not in logged
        ]

    def _account_to(self, what: str, name: str, *, state: str = "", themselves: bool = False) -> str:
        """The id of the account of this name that has a way in, if that may be done to it by this one."""
        self._require(what, "administrator")
        listed = slots.read(self._home)
        found = listed.named(keys.name_tag(passphrases.tidy_name(name), listed.store))
        if not found:
            if self._is_revoked(listed, name):
                raise Refused("This account is revoked. Nothing was changed.")
            raise Refused(NOBODY)
        slot = found[-1]
        if slot.account == self.account.id and not themselves:
            raise Refused("This is your own account. Another administrator can do that.")
        if state and slot.state != state:
            raise Refused(f"This account is {slot.state}. Nothing was changed.")
        return slot.account

    def _is_revoked(self, listed: SlotList, name: str) -> bool:
        account = self._id_of(passphrases.tidy_name(name))
        return bool(account) and not slots_of(listed, account)

    def _known(self, name: str) -> str:
        """The id of an account that is or was on the list."""
        account = self._id_of(passphrases.tidy_name(name))
        if not account:
            raise Refused(NOBODY)
        return account

    def _row_of(self, account: str, name: str) -> AccountRow:
        found = next((row for row in self._store.accounts() if row.id == account), None)
        return found or AccountRow(
            id=account, name=passphrases.check_name(name), roles=(), created=self._now()
        )

    def _write_down(self, listed: SlotList, detail: str) -> None:
        """Log what was changed in the key file, and how far it has come."""
        entries: list[Entry] = [self._entry("account", detail=detail)]
        self._store.change_settings({"slots generation": str(listed.generation)}, entries)

    def _note(self, listed: SlotList) -> None:
        """Remember how far the key file has come, so that an older copy of it is noticed."""
        self._store.change_settings({"slots generation": str(listed.generation)}, [])


@contextlib.contextmanager
def _already_shut_out() -> Iterator[None]:
    """Whatever fails from here on, the account is shut out: the words say so first."""
    try:
        yield
    except StillIn as still_in:
        still_in.put(f"{_SHUT_OUT} {_still_in(still_in.others)}")
        raise
    except VaultError as error:
        error.put(f"{_SHUT_OUT} {_NOT_YET} {error.words}")
        raise


def _still_in(others: int) -> str:
    people = "one other person is" if others == 1 else f"{others} others are"
    return (
        f"But {people} still signed in, so the keys of the store are not changed yet. They change the next time the "
        "account is revoked, or an administrator signs in, with nobody else signed in."
    )


def _revoked(account: str) -> str:
    return f"revoked {account}"


def _roles(account: str, roles: Iterable[str]) -> str:
    return f"roles of {account}: {', '.join(roles)}"
