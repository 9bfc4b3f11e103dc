"""The accounts as the key file and the database know them together, for the parts that change them.

The casebook's people: their accounts, their roles, whose the screenings are, the hub's name.

All that changes another's account takes the administrator; none of it the other's passphrase. A store always keeps an
administrator who can sign in, and nobody shuts themselves out. For good, and with another key: `revoking`. What was
changed is anchored at once, so that no older copy takes it back unseen.

The casebook's way of shutting an account out for good: its slot goes, and the database gets another key.

It takes the administrator, and the store to itself: everyone else is asked to leave for a moment. Cut short, the
account is shut out all the same, and what is left to do is done the next time.

Another passphrase, a recovery and another recovery code make another key due, too: whoever kept a copy of the key file
and what opened it has the key of that day. For these nobody is asked to leave.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Literal

import msgspec

from ce_tui.core.vault.casebook.desk import Desk, one_line
from ce_tui.core.vault.errors import Busy, Refused, VaultError
from ce_tui.core.vault.folder.sessions import StillIn, others_are
from ce_tui.core.vault.keys import keyring, keys, membership, passphrases, rekeying, slots
from ce_tui.core.vault.keys.lookalikes import look_alike
from ce_tui.core.vault.keys.slot_changes import NOBODY, slots_of
from ce_tui.core.vault.keys.slots import RoleName, Slot, SlotList
from ce_tui.core.vault.store.records import AccountRow
from ce_tui.core.words.counting import counted

_CODE = "recovery code known to"  # the setting: ids, blanks between


class Roster:
    """Finds accounts by their names. Its callers hold the desk's lock."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def account_to(self, what: str, name: str, *, state: str = "", themselves: bool = False) -> str:
        """The id of the account of this name that has a way in, if that may be done to it by this one.

        Takes the administrator. `state`: which it has to be in; `themselves`: one may do it to oneself. Raises
        `NotPermitted`, `Refused`.
        """
        self._desk.require(what, "administrator")
        members = self._desk.slots
        listed = members.read()
        found = listed.named(keys.keyed_name(passphrases.tidy_name(name), listed.store, members.binding))
        if not found:
            if self.is_revoked(listed, name):
                raise Refused("This account is revoked. Nothing was changed.")
            raise Refused(NOBODY)
        slot = found[-1]
        if slot.account == self._desk.account.id and not themselves:
            raise Refused("This is your own account. Another administrator can do that.")
        if state and slot.state != state:
            raise Refused(f"This account is {slot.state}. Nothing was changed.")
        return slot.account

    def is_revoked(self, listed: SlotList, name: str) -> bool:
        """Whether there was an account of this name that has no way in any more."""
        account = self._desk.id_of(passphrases.tidy_name(name))
        return bool(account) and not slots_of(listed, account)

    def refuse_lookalike(self, name: str) -> None:
        """Raise `Refused` for a name that looks like that of somebody who is or was on the list."""
        own = passphrases.check_name(name)
        for row in self._desk.store.people.accounts():
            if row.name.casefold() != own.casefold() and look_alike(row.name, own):
                raise Refused(
                    f"There is an account whose name looks the same: {row.name}. Give this one another name, with an "
                    "initial for example."
                )

    def known(self, name: str) -> str:
        """The id of an account that is or was on the list. Raises `Refused`."""
        account = self._desk.id_of(passphrases.tidy_name(name))
        if not account:
            raise Refused(NOBODY)
        return account

    def row_of(self, account: str, name: str) -> AccountRow:
        """The row of an account's id; where it has none yet, one for this name."""
        found = next((row for row in self._desk.store.people.accounts() if row.id == account), None)
        return found or AccountRow(
            id=account, name=passphrases.check_name(name), roles=(), created=self._desk.now()
        )

    # The recovery code, which whoever was an administrator may know

    @property
    def code_known_to(self) -> tuple[str, ...]:
        """The ids of those who were administrators since the recovery code was made, and are none any more."""
        return tuple((self._desk.store.settings.get(_CODE) or "").split())

    def nobody_else_knows_the_code(self) -> None:
        """The recovery code is another one by now."""
        if self.code_known_to:
            self._desk.store.settings.change({_CODE: ""}, [])

    @contextmanager
    def of_role(self, account: str, *, administrator: bool) -> Iterator[None]:
        """Around a change after which the account is an administrator, or is none.

        That a new recovery code is due is written down before: so it is, too, where the change is cut short. Raises
        what the change raises: where that is a refusal, it is as it was.
        """
        added = not administrator and self._was_administrator(account) and self._note(account, knows=True)
        try:
            yield
        except Refused:
            if added:
                self._note(account, knows=False)
            raise
        if administrator:
            self._note(account, knows=False)

    def _note(self, account: str, *, knows: bool) -> bool:
        """Put one account on the list of those who may know the code, or take it off; others change it, too.

        Whether anything was changed.
        """
        if (account in self.code_known_to) == knows:
            return False
        with self._desk.store.together():
            others = [each for each in self.code_known_to if each != account]
            now = [*others, account] if knows else others
            self._desk.store.settings.change({_CODE: " ".join(now)}, [])
        return True

    def _was_administrator(self, account: str) -> bool:
        return any("administrator" in slot.roles for slot in slots_of(self._desk.slots.read(), account))


AccountState = Literal["active", "suspended", "revoked"]


class AccountInfo(msgspec.Struct, frozen=True, kw_only=True):
    """An account in a list. `created` is ISO 8601 in UTC. A revoked one has the roles that it had."""

    name: str
    roles: tuple[RoleName, ...]
    state: AccountState
    created: str


class Hub(msgspec.Struct, frozen=True):
    """The people who share this store: their hub's name and the locality to preselect. Both may be empty."""

    name: str
    locality: str


class HubPeople:
    """Who shares this store."""

    def __init__(self, desk: Desk, roster: Roster) -> None:
        self._desk = desk
        self._roster = roster
        self._hub: Hub | None = None

    @property
    def hub(self) -> Hub:
        """The hub's name and default locality."""
        with self._desk.lock:
            if self._hub is None:
                settings = self._desk.store.settings
                self._hub = Hub(settings.get("hub.name") or "", settings.get("hub.locality") or "")
            return self._hub

    def set_hub(self, name: str, locality: str) -> None:
        """Name the hub and its default locality. Takes the administrator."""
        desk = self._desk
        with desk.lock:
            desk.require("name the hub", "administrator")
            changes = {"hub.name": one_line(name, 200), "hub.locality": one_line(locality, 100)}
            desk.store.settings.change(changes, [desk.entry("rule", detail="hub's name or locality")])
            self._hub = None

    def accounts(self) -> list[AccountInfo]:
        """Everyone who has or had a way in, in the order they were added. Takes the administrator or the lead."""
        desk = self._desk
        with desk.lock:
            desk.require("see the accounts", "administrator", "lead")
            known = {slot.account: slot for slot in desk.slots.read().slots if slot.kind == "account"}
            return [_info(row, known.get(row.id)) for row in desk.store.people.accounts()]

    def add_account(self, name: str, passphrase: str, roles: Iterable[str]) -> None:
        """Add an account, with exactly these roles. Takes the administrator; nobody else's passphrase.

        Raises `Refused` for a name that is or was taken or looks like one that is, a passphrase that is too short or
        too common, no roles.
        """
        desk = self._desk
        with desk.lock:
            desk.require("add an account", "administrator")
            if self._roster.is_revoked(desk.slots.read(), name):
                raise Refused(
                    "There was an account of this name, and it is revoked. Its screenings and its entries in the log "
                    "stand under it, so give this one another name, with an initial for example."
                )
            self._roster.refuse_lookalike(name)
            name, given = passphrases.check_name(name), keyring.check_roles(roles)
            passphrases.check(passphrase, name, [self.hub.name])
            row = AccountRow(id=secrets.token_hex(16), name=name, roles=given, created=desk.now())
            entry = desk.entry("account", detail=f"added {row.id}: {', '.join(given)}")
            keyring.add(desk.slots, row, passphrase, given, desk.around.argon, entry)
            desk.anchor()

    def suspend(self, name: str) -> None:
        """Shut an account out until it is resumed. Its passphrase, roles and screenings stay.

        Whoever is signed in with it is asked to leave. Raises `Refused`: nobody of this name, suspended already,
        oneself, the last administrator.
        """
        desk = self._desk
        with desk.lock:
            account = self._roster.account_to("suspend an account", name, state="active")
            with self._roster.of_role(account, administrator=False):
                entry = desk.entry("account", detail=f"suspended {account}")
                membership.suspend(desk.slots, account, entry)
            desk.anchor()

    def resume(self, name: str) -> None:
        """Let a suspended account in again, with the passphrase it had. Raises `Refused`."""
        desk = self._desk
        with desk.lock:
            account = self._roster.account_to("resume an account", name, state="suspended")
            mine = slots_of(desk.slots.read(), account)
            is_one = any("administrator" in slot.roles for slot in mine)
            with self._roster.of_role(account, administrator=is_one):
                membership.resume(desk.slots, account, desk.entry("account", detail=f"resumed {account}"))
            desk.anchor()

    def change_roles(self, name: str, roles: Iterable[str]) -> None:
        """Give an account exactly these roles; whoever is signed in with it has them at their next step.

        Raises `Refused`: nobody of this name, no role, the last administrator loses the role.
        """
        desk = self._desk
        with desk.lock:
            account = self._roster.account_to("change roles", name, themselves=True)
            given = keyring.check_roles(roles)
            said = desk.around.with_terminal(f"roles of {account}: {', '.join(given)}")
            row, entry = self._roster.row_of(account, name), desk.entry("account", detail=said)
            with self._roster.of_role(account, administrator="administrator" in given):
                membership.set_roles(desk.slots, row, given, entry)
            desk.anchor()

    def hand_over(self, from_name: str, to_name: str) -> int:
        """Give all of someone's screenings to someone else who screens: also those of an account that was revoked.

        Each is logged. Returns how many. Raises `Refused`: nobody of these names, or who gets them cannot screen.
        """
        desk = self._desk
        with desk.lock:
            desk.require("hand screenings over", "administrator")
            leaver = self._roster.known(from_name)
            heir = self._roster.account_to("hand screenings over", to_name, state="active", themselves=True)
            if heir == leaver:
                raise Refused("These are the same account. Nothing was changed.")
            mine = slots_of(desk.slots.read(), heir)
            if not any("practitioner" in slot.roles for slot in mine):
                raise Refused(
                    "Who gets the screenings needs the role practitioner, to work on them. Nothing was changed."
                )
            entry = desk.entry("account", detail=f"handed over from {leaver} to {heir}")
            handed_over = desk.store.screenings.hand_over(leaver, heir, entry)
            desk.anchor()
            return handed_over


def _info(row: AccountRow, slot: Slot | None) -> AccountInfo:
    roles = slot.roles if slot else tuple(role for role in slots.ROLES if role in row.roles)
    return AccountInfo(
        name=row.name, roles=roles, state=slot.state if slot else "revoked", created=row.created
    )


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
                    membership.drop(desk.slots, account, desk.entry("account", detail=f"{_REVOKED}{account}"))
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
        from ce_tui.core.vault.store.sqlcipher import SqlCipherStore

        desk = self._desk
        desk.write_what_was_kept()  # which ends with this store; and a replaced one is refused here
        entries = [desk.entry("key", detail=_KEY_CHANGED)]
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
