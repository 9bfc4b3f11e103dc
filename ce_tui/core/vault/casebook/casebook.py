"""The casebook: what a signed-in person may do with screenings. The one door to the store.

`set_up` makes a store, `sign_in` and `recover` open one; all three give a `Casebook`, which is closed in the end.
"""

from __future__ import annotations

import contextlib
import secrets
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from ce_tui.core.clock import utc_now
from ce_tui.core.vault.casebook.backup import BackingUp
from ce_tui.core.vault.casebook.deletion import DeletingScreenings
from ce_tui.core.vault.casebook.desk import Account, Around, Clock, Hub, one_line
from ce_tui.core.vault.casebook.finding import Finding, Revision, Summary
from ce_tui.core.vault.casebook.oversight import Oversight
from ce_tui.core.vault.casebook.people import AccountInfo, People
from ce_tui.core.vault.casebook.rules import KnowsPathways, PathwayRules, Rules
from ce_tui.core.vault.errors import (
    Busy,
    Damaged,
    ReadOnly,
    StoreFull,
    StoreUnreadable,
    VaultError,
    WrongCredentials,
)
from ce_tui.core.vault.folder import home as homes
from ce_tui.core.vault.folder.home import Home
from ce_tui.core.vault.folder.sessions import Sessions
from ce_tui.core.vault.keys import keyring, keys, passphrases, rekeying, slots
from ce_tui.core.vault.keys.keyring import Unlocked
from ce_tui.core.vault.keys.recovery import RecoveryCode, read_recovery_code
from ce_tui.core.vault.keys.slots import ROLES, Argon
from ce_tui.core.vault.keys.throttle import Throttle
from ce_tui.core.vault.log.anchors import Anchors, FileAnchors, last_of
from ce_tui.core.vault.log.audit import Kind
from ce_tui.core.vault.retention_rules import Retention
from ce_tui.core.vault.store.opening import count_of
from ce_tui.core.vault.store.store import Store
from ce_tui.core.vault.store.verdict import Verdict
from ce_tui.threads import begin

__all__ = [
    "Account",
    "AccountInfo",
    "Casebook",
    "Hub",
    "RecoveryCode",
    "Revision",
    "Summary",
    "Verdict",
    "is_set_up",
    "recover",
    "set_up",
    "sign_in",
]

_OLDER_KEYS = (
    "The key file slots.json is older than the database: an older copy of it was put in place. The screenings are not "
    "touched. Put the newest key file back from a backup."
)
_OTHER_STORE = (
    "The database store.db and the key file slots.json do not belong together. Put both back from one backup."
)


_READ_ONLY = (
    "The store is read-only: you can read and export, nothing can be changed, and what you look at is not logged. Ask "
    "whoever looks after this machine to make it writable."
)


class Casebook(Finding, People, Oversight, DeletingScreenings, BackingUp):
    """One person's open store. Usable from any thread, one call at a time. `alerts` holds words to be shown."""


def is_set_up(home: Path) -> bool:
    """Whether a store lies in this folder, sound or not."""
    return Home(home).is_set_up()


def set_up(
    home: Path,
    *,
    name: str,
    passphrase: str,
    hub: str = "",
    locality: str = "",
    roles: Iterable[str] = ROLES,
    code: RecoveryCode | None = None,
    argon: Argon | None = None,
    pathways: KnowsPathways | None = None,
    rules: Rules | None = None,
    anchors: Anchors | None = None,
    retention: Retention | None = None,
    terminal: str = "",
    clock: Clock = utc_now,
) -> tuple[Casebook, RecoveryCode]:
    """Make a store in a folder, with its first account, signed in. The recovery code is shown once.

    `code`: one from `recovery.new_recovery_code` whose receipt was confirmed beforehand, so that nothing is written
    without it; else a fresh one.
    A set-up cut short leaves no store. Raises `Refused`, `AlreadySetUp`, `ReadOnly`, `StoreFull`, `StoreUnreadable`.
    """
    place, cost = Home(home), argon or Argon()
    given = keyring.check_roles(roles)
    passphrases.check(passphrase, passphrases.check_name(name))
    homes.prepare(place)
    with homes.locked(place.lock):
        homes.clear_half_made(place)
        unlocked, code = keyring.create(place, name, passphrase, given, cost, code)
        _make_store(
            place, unlocked, {"hub.name": one_line(hub, 200), "hub.locality": one_line(locality, 100)}
        )
    around = _around(place, cost, pathways, rules, anchors, retention, terminal, clock)
    with _inside(place) as sessions:
        casebook = _enter(place, sessions, unlocked, name, around, "set up")
    casebook.anchor_now()
    return casebook, code


def sign_in(
    home: Path,
    name: str,
    passphrase: str,
    terminal: str = "",
    *,
    argon: Argon | None = None,
    pathways: KnowsPathways | None = None,
    rules: Rules | None = None,
    anchors: Anchors | None = None,
    retention: Retention | None = None,
    clock: Clock = utc_now,
) -> Casebook:
    """Open the store with a name and a passphrase. Takes about a third of a second, mostly without the GIL.

    `terminal` tells terminals apart when wrong tries are counted; `argon` is what new slots cost.
    Raises `WrongCredentials`, `NotPermitted` (suspended), `Busy`, `NoStore`, `Damaged`, `ReadOnly`,
    `StoreUnreadable`.
    """
    place = Home(home)
    homes.inspect(place)
    read_only = homes.is_read_only(place)
    around = _around(place, argon or Argon(), pathways, rules, anchors, retention, terminal, clock)
    with _inside(place) as sessions:
        warmed = _warm_up()
        tag = keys.name_tag(passphrases.tidy_name(name), slots.read(place).store)
        with Throttle(place.throttle).attempt(tag, f"terminal {terminal}") as this_try:
            unlocked = rekeying.settle(place, keyring.unlock(place, name, passphrase))
        _keep_one(place, unlocked)
        warmed()
        failed = f"wrong tries before it: {this_try.failed_before}" if this_try.failed_before else ""
        return _enter(place, sessions, unlocked, name, around, "sign-in", failed, read_only=read_only)


def recover(
    home: Path,
    name: str,
    recovery_code: str,
    new_passphrase: str,
    terminal: str = "",
    *,
    argon: Argon | None = None,
    pathways: KnowsPathways | None = None,
    rules: Rules | None = None,
    anchors: Anchors | None = None,
    retention: Retention | None = None,
    clock: Clock = utc_now,
) -> Casebook:
    """Give an account a new passphrase with the store's recovery code, and sign in. The code stays valid.

    Raises `Refused` (a slip in the code, or the passphrase), and what `sign_in` raises.
    """
    place, cost = Home(home), argon or Argon()
    homes.inspect(place)
    if homes.is_read_only(place):
        raise ReadOnly
    code = read_recovery_code(recovery_code)
    passphrases.check(new_passphrase, name)
    around = _around(place, cost, pathways, rules, anchors, retention, terminal, clock)
    with _inside(place) as sessions:
        tag = keys.name_tag(passphrases.tidy_name(name), slots.read(place).store)
        with Throttle(place.throttle).attempt(f"recovery of {tag}", f"terminal {terminal}"):
            opened = rekeying.settle(place, keyring.unlock_with_code(place, code))
            found = opened.listed.named(tag)
            if not found:
                raise WrongCredentials("The name or the recovery code is not right.")
        unlocked = keyring.new_pair(place, opened.database_key, found[-1].account, name, new_passphrase, cost)
        return _enter(place, sessions, unlocked, name, around, "key", "recovered with the recovery code")


def _keep_one(place: Home, unlocked: Unlocked) -> None:
    """A change of the passphrase that was cut short left two that work: the one that was used now is kept."""
    with contextlib.suppress(ReadOnly, StoreFull, StoreUnreadable, Busy):
        keyring.keep_one(place, unlocked)


@contextlib.contextmanager
def _inside(place: Home) -> Iterator[Sessions]:
    """In the store from before its keys are read, so that nobody changes them meanwhile; out again if it fails."""
    sessions = Sessions(place)
    sessions.enter()
    try:
        yield sessions
    except BaseException:
        sessions.leave()
        raise


def _around(
    place: Home,
    argon: Argon,
    pathways: KnowsPathways | None,
    rules: Rules | None,
    anchors: Anchors | None,
    retention: Retention | None,
    terminal: str,
    clock: Clock,
) -> Around:
    return Around(
        rules=rules or PathwayRules(pathways),
        anchors=anchors or FileAnchors(place.anchors),
        argon=argon,
        clock=clock,
        terminal=terminal,
        retention=retention or Retention(),
    )


def _make_store(place: Home, unlocked: Unlocked, settings: dict[str, str]) -> None:
    """The database under another name, the key file, then the database's own name: only that makes it a store."""
    from ce_tui.core.vault.store.sqlcipher import SqlCipherStore

    settings = settings | {
        "store": unlocked.listed.store,
        "audit key": secrets.token_hex(32),
        "slots generation": str(unlocked.listed.generation),
    }
    try:
        with homes.os_words():
            place.unfinished.touch(mode=homes.FILE_MODE)
        SqlCipherStore.create(place.unfinished, unlocked.database_key, settings)
        slots.write(place, unlocked.listed)
        with homes.os_words():
            place.unfinished.rename(place.store)
            homes.sync_folder(place.folder)
    except BaseException:
        with contextlib.suppress(OSError):
            homes.clear_half_made(place)
        raise


def _enter(
    place: Home,
    sessions: Sessions,
    unlocked: Unlocked,
    typed: str,
    around: Around,
    kind: Kind,
    detail: str = "",
    *,
    read_only: bool = False,
) -> Casebook:
    from ce_tui.core.vault.store.sqlcipher import SqlCipherStore

    store = SqlCipherStore.open(place.store, unlocked.database_key, read_only=read_only)
    try:
        _check_pair(place, store, unlocked)
        slot = unlocked.slot
        known = {row.id: row.name for row in store.accounts()}
        name = known.get(slot.account) or passphrases.check_name(typed)
        casebook = Casebook(place, store, Account(name, slot.roles, slot.account), unlocked, around, sessions)
        _compare_with_anchors(casebook, store, around)
        casebook.arrive(kind, detail, is_new=slot.account not in known)
        casebook.look_for_room()
        casebook.keep_house()
    except BaseException:
        store.close()
        raise
    if read_only:
        casebook.alerts.append(_READ_ONLY)
    else:
        casebook.alerts += filter(None, [casebook.room_words])
        casebook.go_on_revoking()
    return casebook


def _check_pair(place: Home, store: Store, unlocked: Unlocked) -> None:
    """Key file and database belong together, and the key file is not an older copy. Raises `Damaged`."""
    if store.id != unlocked.listed.store:
        raise Damaged(_OTHER_STORE)
    seen = count_of(store.setting("slots generation"))
    here = unlocked.listed.generation
    if here < seen and slots.read(place).generation < seen:  # read again: someone may be adding an account
        raise Damaged(_OLDER_KEYS)
    if here > seen and not store.read_only:  # a change that was cut short after the key file was written
        store.change_settings({"slots generation": str(here)}, [])


def _compare_with_anchors(casebook: Casebook, store: Store, around: Around) -> None:
    try:
        last = last_of(around.anchors, store.id, since=store.setting("restored") or "")
    except VaultError as error:
        casebook.alerts.append(error.words)
        return
    if last is not None and last.head.seq > store.head().seq:
        casebook.alerts.append(
            "This store is older than its anchors: an older copy may have been put back, and work may be missing. "
            "Tell whoever looks after it to run “ce-tui audit verify”."
        )


def _warm_up() -> Callable[[], None]:
    """Load the store's libraries while Argon2id runs, which leaves another processor core idle. Gives how to wait."""

    def load() -> None:
        import ce_tui.core.vault.store.sqlcipher  # noqa: F401

    thread = threading.Thread(target=load, name="ce-tui warm-up", daemon=True)
    return thread.join if begin(thread) else load
