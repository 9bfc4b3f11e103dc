"""Opening a casebook: `set_up` makes a store, `sign_in` and `recover` open one. It is closed in the end."""

from __future__ import annotations

import contextlib
import secrets
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from ce_tui.core.vault.casebook import kept_out, standing_as_anchored
from ce_tui.core.vault.casebook.around import Around, one_line
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.desk import Account, Desk
from ce_tui.core.vault.casebook.news import SET_UP_AS
from ce_tui.core.vault.casebook.recorded_since import BEFORE, begin_recording
from ce_tui.core.vault.casebook.suspending_others import refuse_others, suspend_others
from ce_tui.core.vault.casebook.trusting import Trusted, open_slots, open_trusted
from ce_tui.core.vault.casebook.wrong_tries import at_the_door, log_wrong_tries, with_the_code
from ce_tui.core.vault.errors import ReadOnly, StoreFull, StoreMissing, WrongCredentials
from ce_tui.core.vault.folder import home as homes
from ce_tui.core.vault.folder.home import Home
from ce_tui.core.vault.folder.sessions import Sessions
from ce_tui.core.vault.keys import keyring, keys, passphrases, rekeying, slots
from ce_tui.core.vault.keys.keyring import Unlocked
from ce_tui.core.vault.keys.recovery import RecoveryCode, read_recovery_code
from ce_tui.core.vault.keys.slots import ROLES
from ce_tui.core.vault.log.anchor_lines import KEYS, AnchorKeys
from ce_tui.core.vault.log.audit import RECOVERED, Entry, Kind
from ce_tui.core.vault.store.records import AccountRow, Attending
from ce_tui.threads import begin

_NEW_HUB = "a new hub, where there was another one before"
_RECOVERED_NOW = "after the recovery"  # the detail of the sign-in
_VIEWS_MISSING = "views of a session before may be missing: the disk was full, and it ended first"
_VIEWS_ENDED = (
    "The disk was full, and a session ended before it was logged what was looked at in it: views may be missing from "
    "the log, which says so."
)
_NOTHING_WRITTEN = (
    "THE DISK IS FULL: nothing can be saved until there is room. Your own screenings, what is due and Contacts open "
    "all the same; another's does not, because that could not be logged. Tell who looks after this machine."
)
_READ_ONLY = (
    "The store is read-only: you can read and export, nothing can be changed, and what you look at is not logged. Ask "
    "whoever looks after this machine to make it writable."
)


class NewStore(msgspec.Struct, frozen=True, kw_only=True):
    """What a store is set up with: its first account, the hub, and the hub's usual area. These two may be empty.

    `code`: a recovery code from `recovery.new_recovery_code` whose receipt was confirmed beforehand, so that nothing is
    written without it; else a fresh one is made. `new_hub`: on purpose, where there was another one before.
    """

    name: str
    passphrase: str
    hub: str = ""
    locality: str = ""
    roles: tuple[str, ...] = ROLES
    code: RecoveryCode | None = None
    new_hub: bool = False

    def __repr__(self) -> str:
        return "NewStore(…)"


def set_up(home: Path, new: NewStore, around: Around | None = None) -> tuple[Casebook, RecoveryCode]:
    """Make a store in a folder, with its first account, signed in. The recovery code is shown once.

    A set-up cut short leaves no store. Raises `Refused`, `AlreadySetUp`, `StoreMissing`, `NotPermitted` (root),
    `ReadOnly`, `StoreFull`, `StoreUnreadable`.
    """
    place, around = Home(home), around or Around()
    anew = _is_new_hub(place, around, new)
    given = keyring.check_roles(new.roles)
    passphrases.check(new.passphrase, passphrases.check_name(new.name), [new.hub])
    homes.prepare(place)
    with homes.locked(place.lock):
        homes.clear_half_made(place)
        unlocked, code = keyring.create(place, new.name, new.passphrase, given, around.argon, new.code)
        settings = {"hub.name": one_line(new.hub, 200), "hub.locality": one_line(new.locality, 100)}
        _make_store(place, unlocked, settings)
    with inside(place) as sessions:
        came = _Came(
            new.name, "set up", "; ".join([SET_UP_AS + ", ".join(given), *([_NEW_HUB] if anew else [])])
        )
        casebook = _enter(place, sessions, unlocked, around, came)
    return casebook, code


def _is_new_hub(place: Home, around: Around, new: NewStore) -> bool:
    """Whether another one was here before, and this one takes its place. Raises `StoreMissing` where nobody said so."""
    kept_out.refuse_root(place.folder)
    missing = kept_out.is_missing(place, around.anchors)
    if missing and (not new.new_hub or place.is_left_over()):
        raise StoreMissing
    return missing


def sign_in(
    home: Path, name: str, passphrase: str, around: Around | None = None, *, to_check: bool = False
) -> Casebook:
    """Open the store with a name and a passphrase. Takes about a third of a second, mostly without the GIL.

    `to_check`: a store of which a piece is of another day is opened too, only to be read, to say what is wrong with it.
    Raises `WrongCredentials`, `NotPermitted` (suspended; root), `Busy`, `NoStore`, `StoreMissing`, `Damaged`,
    `OlderStore`, `ReadOnly`, `StoreUnreadable`.
    """
    place, around = Home(home), around or Around()
    kept_out.refuse(place, around.anchors)
    homes.inspect(place)
    read_only = homes.is_read_only(place)
    with inside(place) as sessions:
        warmed = _warm_up()
        with at_the_door(place, around, name) as this_try:
            unlocked = rekeying.settle(place, keyring.unlock(place, name, passphrase))
        warmed()
        failed = f"wrong tries before it: {this_try.failed_before}" if this_try.failed_before else ""
        came = _Came(name, "sign-in", failed, to_check)
        return _enter(place, sessions, unlocked, around, came, read_only=read_only)


def recover(
    home: Path, name: str, recovery_code: str, new_passphrase: str, around: Around | None = None
) -> Casebook:
    """Give an account a new passphrase with the store's recovery code, and sign in. The code stays valid.

    Raises `Refused` (a slip in the code, or the passphrase), and what `sign_in` raises.
    """
    place, around = Home(home), around or Around()
    kept_out.refuse(place, around.anchors)
    homes.inspect(place)
    if homes.is_read_only(place):
        raise ReadOnly
    code = read_recovery_code(recovery_code)
    passphrases.check(new_passphrase, name)
    with inside(place) as sessions:
        tidied = passphrases.tidy_name(name)
        with with_the_code(place, around, name):
            opened = rekeying.settle(place, keyring.unlock_with_code(place, code))
            found = opened.listed.named(keys.keyed_name(tidied, opened.listed.store, opened.half.binding))
            if not found:
                raise WrongCredentials("The name or the recovery code is not right.")
        account = found[-1].account
        entry = Entry(kind="key", actor=account, at=around.now(), detail=around.with_terminal(RECOVERED))
        chosen = keyring.Chosen(name, new_passphrase, around.argon)
        with open_slots(place, opened, around.anchors) as (of, store):
            refuse_others(store, account)
            passphrases.check(new_passphrase, name, [store.settings.get("hub.name") or ""])
            unlocked = keyring.recovered(of, account, chosen, entry)
        return _enter(place, sessions, unlocked, around, _Came(name, "sign-in", _RECOVERED_NOW))


@contextlib.contextmanager
def inside(place: Home) -> Iterator[Sessions]:
    """In a store from before its keys are read, so that nobody changes them meanwhile; out again if it fails."""
    sessions = Sessions(place)
    sessions.enter()
    try:
        yield sessions
    except BaseException:
        sessions.leave()
        raise


def _make_store(place: Home, unlocked: Unlocked, settings: dict[str, str]) -> None:
    """The database under another name, the key file, then the database's own name: only that makes it a store."""
    from ce_tui.core.vault.store.store import Store

    settings = settings | {
        BEFORE: "",
        "store": unlocked.listed.store,
        "audit key": secrets.token_hex(32),
        KEYS: AnchorKeys.first().spelled(),
    }
    try:
        with homes.os_words():
            place.unfinished.touch(mode=homes.FILE_MODE)
        listing = slots.listing_of(unlocked.listed)
        Store.create(place.unfinished, unlocked.database_key, settings, listing)
        slots.write(place, unlocked.listed)
        with homes.os_words():
            place.unfinished.rename(place.store)
            homes.sync_folder(place.folder)
    except BaseException:
        with contextlib.suppress(OSError):
            homes.clear_half_made(place)
        raise


class _Came(msgspec.Struct, frozen=True):
    """How someone came in: the name as it was typed, what is logged of it, and whether only to look the store over."""

    typed: str
    kind: Kind
    detail: str = ""
    to_check: bool = False


def _enter(
    place: Home,
    sessions: Sessions,
    unlocked: Unlocked,
    around: Around,
    came: _Came,
    *,
    read_only: bool = False,
) -> Casebook:
    trusted = open_trusted(place, unlocked, around.anchors, read_only=read_only, to_check=came.to_check)
    store, unlocked = trusted.store, trusted.unlocked
    try:
        state = store.log.state()
        slot = unlocked.slot
        if trusted.only_checked:
            return _to_look_over(place, trusted, around, sessions, came.typed)
        known = {row.id: row.name for row in store.people.accounts()}
        name = known.get(slot.account) or passphrases.check_name(came.typed)
        desk = Desk(place, store, unlocked, Account(name, slot.roles, slot.account), around, sessions)
        desk.alerts.extend(trusted.alerts)
        refuse_others(store, slot.account)
        standing_as_anchored.compare(desk, state)
        _arrive(desk, came, is_new=slot.account not in known)
        log_wrong_tries(desk)
        desk.anchor()
        casebook = Casebook(desk)
        casebook.alerts.extend(suspend_others(casebook, store))
        casebook.look_for_room()
        casebook.deleting.keep_house()
    except BaseException:
        store.close()
        raise
    if read_only:
        casebook.alerts.append(_READ_ONLY)
    else:
        casebook.alerts.extend(
            filter(None, ["" if desk.kept else casebook.room_words, casebook.access.code_due_words])
        )
        casebook.revoking.go_on()
    return casebook


def _to_look_over(place: Home, trusted: Trusted, around: Around, sessions: Sessions, typed: str) -> Casebook:
    """Nothing but what the verdict needs: what else is read may be what is wrong."""
    slot = trusted.unlocked.slot
    account = Account(passphrases.check_name(typed), slot.roles, slot.account)
    desk = Desk(place, trusted.store, trusted.unlocked, account, around, sessions)
    desk.alerts.extend(trusted.alerts)
    desk.looks_over = True
    return Casebook(desk)


def _arrive(desk: Desk, came: _Came, *, is_new: bool) -> None:
    """Log how this account came in, and put it on the list of accounts where it is not on it yet.

    Its sessions that never signed out are logged before it, and said.
    """
    store = desk.store
    desk.arrived, desk.recovered = store.log.head().seq, came.detail == _RECOVERED_NOW
    if desk.recovered:
        logged = store.log.find(kinds=("key",), actor=desk.account.id, last=1)
        desk.arrived = logged[0].seq - 1 if logged else desk.arrived  # the recovery is a part of this session
    if store.read_only:
        return
    account, entry = desk.account, desk.entry(came.kind, detail=desk.around.with_terminal(came.detail))
    missing = standing_as_anchored.missing_sign_outs(desk)
    own = [each for each in missing if each.account == account.id]
    log = [*standing_as_anchored.say_missing(desk, own), entry]
    ended = desk.sessions.ended_unwritten()
    log[:0] = [desk.entry("view", detail=_VIEWS_MISSING)] if ended else []
    try:
        with store.together():
            begin_recording(desk)
            if is_new:
                made = AccountRow(id=account.id, name=account.name, roles=account.roles, created=entry.at)
                store.people.put(made, log)
            else:
                store.log.add(log)
            store.attendance.mark_over(*(each.session for each in missing))
            store.attendance.go(*(each.session for each in own))
            if desk.sessions.is_seen:
                store.attendance.come(Attending(desk.sessions.id, account.id, entry.at))
    except StoreFull:
        if is_new:
            raise
        desk.keep(entry)
        desk.alerts.append(_NOTHING_WRITTEN)
        return
    if ended:
        desk.alerts.append(_VIEWS_ENDED)
        desk.sessions.forget_unwritten(*ended)


def _warm_up() -> Callable[[], None]:
    """Load the store's libraries while Argon2id runs, which leaves another processor core idle. Gives how to wait."""

    def load() -> None:
        import ce_tui.core.vault.store.store  # noqa: F401

    thread = threading.Thread(target=load, name="ce-tui warm-up", daemon=True)
    return thread.join if begin(thread) else load
