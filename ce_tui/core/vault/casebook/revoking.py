"""The casebook's way of shutting an account out for good: its slot goes, and the database gets another key.

It takes the administrator, and the store to itself: everyone else is asked to leave for a moment. Cut short, the
account is shut out all the same, and what is left to do is done the next time.

Another passphrase, a recovery and another recovery code make another key due, too: whoever kept a copy of the key file
and what opened it has the key of that day. For these nobody is asked to leave.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.casebook.roster import Roster
from ce_tui.core.vault.errors import Busy, VaultError
from ce_tui.core.vault.folder.sessions import StillIn, others_are
from ce_tui.core.vault.keys import rekeying, slot_changes
from ce_tui.core.words.counting import counted

Progress = Callable[[str], None]

_SHUT_OUT = "The account is shut out: nobody can sign in with it any more."
_NOT_YET = "But the keys of the store are not changed yet: revoke it again."
_CHANGED_NOW = (
    "The keys of the store were still to be changed. That is done now, and everyone signs in as before."
)
_STILL_DUE = (
    "The keys of the store are still to be changed: an account was revoked or recovered, or a passphrase or the "
    "recovery code was replaced. Until then the old one opens the store with an old copy of its files. It is done when "
    "an administrator is in and nobody else: sign in again then."
)
_REVOKED = "revoked "
_KEY_CHANGED = "the key of the database changed"


class Revoking:
    """Revokes accounts. `progress` gets words of what is being done; it is called in the caller's thread."""

    def __init__(self, desk: Desk, roster: Roster) -> None:
        self._desk = desk
        self._roster = roster

    def revoke(self, name: str, *, progress: Progress = lambda _: None, patience: float = 60.0) -> None:
        """Shut an account out for good, and change the database's key, so that one they may have kept opens nothing.

        The way in is shut at once. Then everyone else is asked to leave, for `patience` seconds, and the key is
        changed. Run again for an account that was revoked already, it finishes what was cut short. Its screenings stay
        (`HubPeople.hand_over`).

        Raises `Refused`: nobody of this name, revoked already, oneself, the last administrator; then nothing was
        changed. `Busy` and the errors of writing say that the account is shut out already, and what is still to do.
        """
        desk = self._desk
        with desk.lock:
            desk.require("revoke an account", "administrator")
            listed = desk.slots.read()
            if not (listed.due and self._is_for_a_revoke() and self._roster.is_revoked(listed, name)):
                account = self._roster.account_to("revoke an account", name)
                with self._roster.of_role(account, administrator=False):
                    slot_changes.drop(
                        desk.slots, account, desk.entry("account", detail=f"{_REVOKED}{account}")
                    )
                desk.anchor()
        progress(_SHUT_OUT)
        with _already_shut_out():
            self._change_key(progress, patience)

    def finish(self, *, progress: Progress = lambda _: None, patience: float = 60.0) -> bool:
        """Change the database's key where that is still due. Returns whether it was.

        Others are asked to leave where an account was revoked, and only then. Raises `Busy` while they are signed in,
        and the errors of writing.
        """
        with self._desk.lock:
            self._desk.require("revoke an account", "administrator")
            if not self._desk.slots.read().due:
                return False
            is_for_a_revoke = self._is_for_a_revoke()
        if is_for_a_revoke:
            with _already_shut_out():
                self._change_key(progress, patience)
        else:
            self._change_key(progress, 0)
        return True

    def when_alone(self, *, whoever: bool = False) -> bool:
        """Change the database's key where that is due, if nobody else is in the store. Whether it stays due no more.

        Takes the administrator, but for `whoever`: who has just changed a passphrase that others may know. Raises
        `StoreFull`, ….
        """
        desk = self._desk
        with desk.lock:
            if not desk.slots.read().due:
                return True
            if not whoever and not desk.has_role("administrator"):
                return False
        try:
            self._change_key(lambda _: None, 0)
        except Busy:
            return False
        return True

    def go_on(self) -> None:
        """At an administrator's sign-in: change the key where it is due, or say first in `alerts` that it is."""
        desk = self._desk
        with desk.lock:
            if not desk.unlocked.listed.due or not desk.has_role("administrator"):
                return
            try:
                desk.alerts.insert(0, _CHANGED_NOW if self.when_alone() else _STILL_DUE)
            except VaultError as error:
                desk.alerts.insert(0, f"{_STILL_DUE} {error.words}")

    def _is_for_a_revoke(self) -> bool:
        """Whether an account was revoked since the key was changed last."""
        logged = self._desk.store.log.find(kinds=("account", "key"))
        told = [
            each.entry.detail for each in logged if each.entry.detail.startswith((_REVOKED, _KEY_CHANGED))
        ]
        return bool(told) and told[-1].startswith(_REVOKED)

    def _change_key(self, progress: Progress, patience: float) -> None:
        """Alone in the store, change its key. The waiting holds nobody up who works in this session."""
        desk = self._desk

        def waiting(others: int) -> None:
            progress(f"Waiting for {counted(others, 'other')} to leave.")

        with desk.sessions.alone(patience, waiting), desk.lock:
            if not desk.closed and desk.slots.read().due:  # someone else may have done it meanwhile
                self._rekey(progress)

    def _rekey(self, progress: Progress) -> None:
        from ce_tui.core.vault.store.store import Store

        desk = self._desk
        desk.write_what_was_kept()  # which ends with this store; and a replaced one is refused here
        entries = [desk.entry("key", detail=_KEY_CHANGED)]
        desk.store.close()
        try:
            desk.unlocked = rekeying.rekey(desk.home, desk.unlocked, entries, progress)
        finally:
            desk.unlocked = rekeying.settle(desk.home, desk.unlocked)
            desk.store = Store.open(desk.home.store, desk.unlocked.database_key)
        desk.anchor()


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
    return (
        f"But {others_are(others)} still signed in, so the keys of the store are not changed yet. They change the next "
        "time the account is revoked, or an administrator signs in, with nobody else signed in."
    )
