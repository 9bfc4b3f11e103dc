"""The people of a store: adding, changing and revoking accounts, and handing screenings over.

All that changes another's account takes the administrator, and none of it the other's passphrase. A store always keeps
an administrator who can sign in, and nobody shuts themselves out. What was changed is anchored at once, so that no
older copy takes it back unseen.

Revoking an account drops its slot and gives the database another key. It takes the store to itself: everyone else is
asked to leave for a moment. Cut short, the account is shut out all the same, and what is left to do is done the next
time. Another passphrase, a recovery and another recovery code make another key due, too: whoever kept a copy of the key
file and what opened it has the key of that day. For these nobody is asked to leave.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Literal

import msgspec
from msgspec.structs import replace

from ce_tui.core.pathway.words import counted
from ce_tui.core.vault.casebook.open_store import CasebookPart, OpenStore, one_line, unlocked
from ce_tui.core.vault.errors import Busy, Refused, VaultError
from ce_tui.core.vault.folder.sessions import OthersSignedIn, others_are
from ce_tui.core.vault.keys import keyring, keys, passphrases, rekeying, slots
from ce_tui.core.vault.keys.keys import NOBODY, slots_of
from ce_tui.core.vault.keys.passphrases import look_alike
from ce_tui.core.vault.keys.rekeying import Progress
from ce_tui.core.vault.keys.slots import RoleName, SlotList
from ce_tui.core.vault.store.records import AccountRow

CODE_KNOWN_TO = "recovery code known to"
"""The setting: the ids of those who may know the recovery code, blanks between."""


def code_known_to(desk: OpenStore) -> list[str]:
    """The ids of the former administrators who may know the recovery code."""
    return (desk.store.settings.get(CODE_KNOWN_TO) or "").split()


def _has_role(desk: OpenStore, account: str, role: RoleName) -> bool:
    return any(role in slot.roles for slot in slots_of(desk.slots.read(), account))


def is_revoked(desk: OpenStore, listed: SlotList, name: str) -> bool:
    """Whether there was an account of this name that has no way in any more."""
    account = desk.id_of(passphrases.tidy_name(name))
    return bool(account) and not slots_of(listed, account)


def account_to(desk: OpenStore, what: str, name: str, *, state: str = "", themselves: bool = False) -> str:
    """The id of the account with this name, if `what` may be done to it.

    Takes the administrator. `state`: the one that it has to be in; `themselves`: one may do it to oneself. Raises
    `NotPermitted`, `Refused`.
    """
    desk.require(what, "administrator")
    listed = desk.slots.read()
    found = keys.named_slots(listed, name, desk.slots.binding)
    if not found:
        raise Refused(
            "This account is revoked. Nothing was changed." if is_revoked(desk, listed, name) else NOBODY
        )
    slot = found[-1]
    if slot.account == desk.account.id and not themselves:
        raise Refused("This is your own account. Another administrator can do that.")
    if state and slot.state != state:
        raise Refused(f"This account is {slot.state}. Nothing was changed.")
    return slot.account


def change_slots(
    desk: OpenStore,
    account: str,
    change: Callable[[SlotList, str], SlotList],
    detail: str,
    *,
    administrator: bool,
    row: AccountRow | None = None,
) -> None:
    """Change an account's slots, with an entry in the log, and anchor it.

    `administrator`: whether the account is one after it. `row`: its new row in the list of accounts, if it changes.
    That a new recovery code is due is written down before: so it is, too, if the change is cut short. Raises what the
    change raises; if that is a refusal, it is as it was.
    """
    is_leaving = not administrator and _has_role(desk, account, "administrator")
    added = is_leaving and _note(desk, account, knows=True)
    try:
        entry = desk.entry("account", detail=detail)
        desk.slots.change(lambda listed: change(listed, account), [entry], row)
    except Refused:
        if added:
            _note(desk, account, knows=False)
        raise
    if administrator:
        _note(desk, account, knows=False)
    desk.anchor()


def _note(desk: OpenStore, account: str, *, knows: bool) -> bool:
    """Put one account on the list of those who may know the code, or take it off. Returns whether it changed."""
    if (account in code_known_to(desk)) == knows:
        return False
    with desk.store.together():  # others change it, too
        others = [each for each in code_known_to(desk) if each != account]
        now = [*others, account] if knows else others
        desk.store.settings.change({CODE_KNOWN_TO: " ".join(now)}, [])
    return True


class AccountInfo(msgspec.Struct, frozen=True, kw_only=True):
    """An account in a list. `created` is ISO 8601 in UTC. A revoked one has the roles that it had."""

    name: str
    roles: tuple[RoleName, ...]
    state: Literal["active", "suspended", "revoked"]
    created: str


class Hub(msgspec.Struct, frozen=True):
    """The name of the hub that shares this store, and the locality to preselect. Both may be empty."""

    name: str
    locality: str


class StoreAccounts(CasebookPart):
    """The accounts of a store, and the hub that they are of."""

    _hub: Hub | None = None

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
        desk.require("name the hub", "administrator")
        changes = {"hub.name": one_line(name, 200), "hub.locality": one_line(locality, 100)}
        desk.store.settings.change(changes, [desk.entry("rule", detail="hub's name or locality")])
        self._hub = None

    def accounts(self) -> list[AccountInfo]:
        """All accounts, also revoked ones, in the order they were added. Takes the administrator or the lead."""
        desk = self._desk
        desk.require("see the accounts", "administrator", "lead")
        known = {slot.account: slot for slot in desk.slots.read().slots if slot.kind == "account"}
        return [
            AccountInfo(
                name=row.name,
                roles=slot.roles if slot else tuple(role for role in slots.ROLES if role in row.roles),
                state=slot.state if slot else "revoked",
                created=row.created,
            )
            for row in desk.store.people.accounts()
            for slot in [known.get(row.id)]
        ]

    def add_account(self, name: str, passphrase: str, roles: Iterable[str]) -> None:
        """Add an account, with exactly these roles. Takes the administrator; nobody else's passphrase.

        Raises `Refused` for a name that is or was taken or looks like a taken one, a passphrase that is too short or
        too common, no roles.
        """
        desk = self._desk
        desk.require("add an account", "administrator")
        if is_revoked(desk, desk.slots.read(), name):
            raise Refused(
                "There was an account of this name, and it is revoked. Its screenings and its entries in the log "
                "stand under it, so give this one another name, with an initial for example."
            )
        name = passphrases.check_name(name)
        for row in desk.store.people.accounts():
            if row.name.casefold() != name.casefold() and look_alike(row.name, name):
                raise Refused(
                    f"There is an account whose name looks the same: {row.name}. Give this one another name, with "
                    "an initial for example."
                )
        given = keyring.check_roles(roles)
        passphrases.check(passphrase, name, self.hub.name)
        row = AccountRow(id=secrets.token_hex(16), name=name, roles=given, created=desk.now())
        entry = desk.entry("account", detail=f"added {row.id}: {', '.join(given)}")
        keyring.add(desk.slots, row, passphrase, given, entry)
        desk.anchor()

    def suspend(self, name: str) -> None:
        """Shut an account out until it is resumed. Its passphrase, roles and screenings stay.

        Whoever is signed in with it is asked to leave. Raises `Refused`: nobody of this name, suspended already,
        oneself, the last administrator.
        """
        desk = self._desk
        account = account_to(desk, "suspend an account", name, state="active")
        change_slots(desk, account, keys.suspended, f"suspended {account}", administrator=False)

    def resume(self, name: str) -> None:
        """Let a suspended account in again, with the passphrase it had. Raises `Refused`."""
        desk = self._desk
        account = account_to(desk, "resume an account", name, state="suspended")
        administrator = _has_role(desk, account, "administrator")
        change_slots(desk, account, desk.slots.resumed, f"resumed {account}", administrator=administrator)

    def change_roles(self, name: str, roles: Iterable[str]) -> None:
        """Give an account exactly these roles; whoever is signed in with it has them at their next step.

        Raises `Refused`: nobody of this name, no role, the last administrator loses the role.
        """
        desk = self._desk
        account = account_to(desk, "change roles", name, themselves=True)
        given = keyring.check_roles(roles)
        detail = desk.around.with_terminal(f"roles of {account}: {', '.join(given)}")
        row = next((row for row in desk.store.people.accounts() if row.id == account), None) or AccountRow(
            id=account, name=passphrases.check_name(name), roles=(), created=desk.now()
        )
        row, change = replace(row, roles=given), partial(desk.slots.with_roles, roles=given)
        change_slots(desk, account, change, detail, administrator="administrator" in given, row=row)

    def hand_over(self, from_name: str, to_name: str) -> int:
        """Give all screenings of an account, also of a revoked one, to another that screens.

        Each is logged. Returns how many. Raises `Refused`: nobody of these names, or who gets them cannot screen.
        """
        desk = self._desk
        desk.require("hand screenings over", "administrator")
        leaver = desk.id_of(passphrases.tidy_name(from_name))
        if not leaver:
            raise Refused(NOBODY)
        heir = account_to(desk, "hand screenings over", to_name, state="active", themselves=True)
        if heir == leaver:
            raise Refused("These are the same account. Nothing was changed.")
        if not _has_role(desk, heir, "practitioner"):
            raise Refused(
                "Who gets the screenings needs the role practitioner, to work on them. Nothing was changed."
            )
        entry = desk.entry("account", detail=f"handed over from {leaver} to {heir}")
        number = desk.store.screenings.hand_over(leaver, heir, entry)
        desk.anchor()
        return number


_SHUT_OUT = "The account is shut out: nobody can sign in with it any more."
_STILL_DUE = (
    "The keys of the store are still to be changed: an account was revoked or recovered, or a passphrase or the "
    "recovery code was replaced. Until then the old one opens the store with an old copy of its files. It is done when "
    "an administrator is in and nobody else: sign in again then."
)
_REVOKED = "revoked "
_KEY_CHANGED = "the key of the database changed"


class Revoking(CasebookPart):
    """Revoking accounts. `progress` gets words of what is being done; it is called in the caller's thread."""

    @unlocked
    def revoke(self, name: str, *, progress: Progress = lambda _: None, patience: float = 60.0) -> None:
        """Shut an account out for good, and change the database's key.

        The way in is shut at once. Then everyone else is asked to leave, for `patience` seconds, and the key is
        changed, so that one they may have kept opens nothing. Run again for an account that was revoked already, it
        finishes what was cut short. Its screenings stay (`StoreAccounts.hand_over`).

        Raises `Refused`: nobody of this name, revoked already, oneself, the last administrator; then nothing was
        changed. `Busy` and the errors of writing say that the account is shut out already, and what is still to do.
        """
        desk = self._desk
        with desk.lock:
            desk.require("revoke an account", "administrator")
            listed = desk.slots.read()
            if not (listed.due and self._is_for_a_revoke() and is_revoked(desk, listed, name)):
                account = account_to(desk, "revoke an account", name)
                change_slots(desk, account, keys.without_account, f"{_REVOKED}{account}", administrator=False)
        progress(_SHUT_OUT)
        with _already_shut_out():
            self._change_key(progress, patience)

    @unlocked
    def finish(self, *, progress: Progress = lambda _: None, patience: float = 60.0) -> bool:
        """Change the database's key if that is still due. Returns whether it was.

        Others are asked to leave if an account was revoked, and only then. Raises `Busy` while they are signed in, and
        the errors of writing.
        """
        with self._desk.lock:
            self._desk.require("revoke an account", "administrator")
            if not self._desk.slots.read().due:
                return False
            is_for_a_revoke = self._is_for_a_revoke()
        with _already_shut_out() if is_for_a_revoke else contextlib.nullcontext():
            self._change_key(progress, patience if is_for_a_revoke else 0)
        return True

    @unlocked
    def when_alone(self, *, whoever: bool = False) -> bool:
        """Change the database's key if that is due and nobody else is in. Returns whether none is due any more.

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
        """Change a due key at an administrator's sign-in. `alerts` says first whether it stays due."""
        desk = self._desk
        if not desk.unlocked.listed.due or not desk.has_role("administrator"):
            return
        done = "The keys of the store were still to be changed. That is done now, and everyone signs in as before."
        try:
            desk.alerts.insert(0, done if self.when_alone() else _STILL_DUE)
        except VaultError as error:
            desk.alerts.insert(0, f"{_STILL_DUE} {error.words}")

    def _is_for_a_revoke(self) -> bool:
        """Whether an account was revoked since the key was changed last."""
        logged = [each.entry.detail for each in self._desk.store.log.find(kinds=("account", "key"))]
        last = next((each for each in reversed(logged) if each.startswith((_REVOKED, _KEY_CHANGED))), "")
        return last.startswith(_REVOKED)

    def _change_key(self, progress: Progress, patience: float) -> None:
        """Alone in the store, change its key. The waiting holds nobody up who works in this session."""
        from ce_tui.core.vault.store.store import Store

        desk = self._desk

        def waiting(others: int) -> None:
            progress(f"Waiting for {counted(others, 'other')} to leave.")

        with desk.sessions.alone(patience, waiting), desk.lock:
            if desk.closed or not desk.slots.read().due:  # someone else may have done it meanwhile
                return
            desk.write_what_was_kept()  # which ends with this store; and a replaced one is refused here
            log = [desk.entry("key", detail=_KEY_CHANGED)]
            desk.store.close()
            try:
                desk.unlocked = rekeying.rekey(desk.home, desk.unlocked, log, progress)
            finally:
                desk.unlocked = rekeying.settle(desk.home, desk.unlocked)
                desk.store = Store.open(desk.home.store, desk.unlocked.database_key)
            desk.anchor()


@contextlib.contextmanager
def _already_shut_out() -> Iterator[None]:
    """A context for what follows a revoke: an error says first that the account is shut out."""
    try:
        yield
    except OthersSignedIn as still_in:
        still_in.put(
            f"{_SHUT_OUT} But {others_are(still_in.others)} still signed in, so the keys of the store are not changed "
            "yet. They change the next time the account is revoked, or an administrator signs in, with nobody else "
            "signed in."
        )
        raise
    except VaultError as error:
        error.put(
            f"{_SHUT_OUT} But the keys of the store are not changed yet: revoke it again. {error.words}"
        )
        raise
