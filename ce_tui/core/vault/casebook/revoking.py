"""The casebook's way of shutting an account out for good: its slot goes, and the database gets another key.

It takes the administrator, and the store to itself: everyone else is asked to leave for a moment. Cut short, the
account is shut out all the same, and what is left to do is done the next time.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from ce_tui.core.vault.casebook.desk import Desk
from ce_tui.core.vault.casebook.roster import Roster
from ce_tui.core.vault.errors import Busy, VaultError
from ce_tui.core.vault.folder.sessions import StillIn, others_are
from ce_tui.core.vault.keys import membership, rekeying
from ce_tui.core.words.counting import counted

Progress = Callable[[str], None]

_SHUT_OUT = "The account is shut out: nobody can sign in with it any more."
_NOT_YET = "But the keys of the store are not changed yet: revoke it again."
_CUT_SHORT = (
    "The keys of the store were still to be changed: an account was revoked, or a passphrase was changed that others "
    "may know. It is finished now, and everyone signs in as before."
)
_STILL_DUE = (
    "The keys of the store are still to be changed: an account was revoked (it is shut out), or a passphrase was "
    "changed that others may know. It is done when an administrator signs in and nobody else is; "
    '"Finish what was begun" in Accounts does it too.'
)


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
            if not (listed.due and self._roster.is_revoked(listed, name)):
                account = self._roster.account_to("revoke an account", name)
                with self._roster.of_role(account, administrator=False):
                    membership.drop(desk.slots, account, desk.entry("account", detail=f"revoked {account}"))
                desk.anchor()
        progress(_SHUT_OUT)
        with _already_shut_out():
            self._change_key(progress, patience)

    def finish(self, *, progress: Progress = lambda _: None, patience: float = 60.0) -> bool:
        """Change the database's key where an account was revoked and that is still due. Returns whether it was.

        Raises `Busy` while others are signed in, and the errors of writing.
        """
        with self._desk.lock:
            self._desk.require("revoke an account", "administrator")
            if not self._desk.slots.read().due:
                return False
        with _already_shut_out():
            self._change_key(progress, patience)
        return True

    def after_a_seen_passphrase(self) -> bool:
        """Change the database's key, if nobody else is in the store. Whether it is done: else it stays due.

        For whoever has just changed a passphrase that others may know; it takes no role. Raises `StoreFull`, ….
        """
        try:
            self._change_key(lambda _: None, 0)
        except Busy:
            return False
        return True

    def go_on(self) -> None:
        """At an administrator's sign-in: finish what was cut short, if nobody else is in; else say so in `alerts`."""
        desk = self._desk
        with desk.lock:
            if not desk.unlocked.listed.due or not desk.has_role("administrator"):
                return
            try:
                self._change_key(lambda _: None, 0)
                desk.alerts.append(_CUT_SHORT)
            except Busy:
                desk.alerts.append(_STILL_DUE)
            except VaultError as error:
                desk.alerts.append(f"{_STILL_DUE} {error.words}")

    def _change_key(self, progress: Progress, patience: float) -> None:
        """Alone in the store, change its key. The waiting holds nobody up who works in this session."""
        desk = self._desk

        def waiting(others: int) -> None:
            progress(f"Waiting for {counted(others, 'other')} to leave.")

        with desk.sessions.alone(patience, waiting), desk.lock:
            if not desk.closed and desk.slots.read().due:  # someone else may have done it meanwhile
                self._rekey(progress)

    def _rekey(self, progress: Progress) -> None:
        from ce_tui.core.vault.store.sqlcipher import SqlCipherStore

        desk = self._desk
        entries = [desk.entry("key", detail="the key of the database changed")]
        desk.store.close()
        try:
            desk.unlocked = rekeying.rekey(desk.home, desk.unlocked, entries, progress)
        finally:
            desk.unlocked = rekeying.settle(desk.home, desk.unlocked)
            desk.store = SqlCipherStore.open(desk.home.store, desk.unlocked.database_key)
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
