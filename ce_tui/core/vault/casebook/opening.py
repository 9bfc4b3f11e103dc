"""Opening a casebook: `set_up` and `restore` make a store, `sign_in`, `recover` and `accept_older` open one.

After a store was put back, only who put it back comes in, until who may have been shut out since is suspended. That
this is due stands in the store from the same moment on, so that nothing which comes between lets anybody in.

Anchors that lie elsewhere keep everybody out of an older copy of the whole store. If it was put back on purpose, such
as with the snapshot of a machine, and there is no way to the newest one, an administrator of its day accepts it, with a
reason. That is told to everyone as a restore is, and stands in the log and in the anchors; whoever may have been shut
out since is suspended.
"""

from __future__ import annotations

import contextlib
import secrets
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ce_tui.core.pathway.dates import say_moment
from ce_tui.core.strict_json import write_json
from ce_tui.core.vault.casebook import audit_log, trust_checks
from ce_tui.core.vault.casebook.backups import BackupStart, check_restore_folder, put_back
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.index import BEFORE
from ce_tui.core.vault.casebook.open_store import (
    Account,
    CasebookSettings,
    OpenStore,
    counted_try,
    log_wrong_tries,
    names_of,
    one_line,
)
from ce_tui.core.vault.casebook.own_account import SET_UP_AS
from ce_tui.core.vault.casebook.permission import needed_reason
from ce_tui.core.vault.casebook.trust_checks import (
    SUSPEND_OTHERS,
    is_missing,
    last_day,
    next_steps,
    open_trusted,
    refuse_folder,
    refuse_root,
    why_older_by,
    write_down,
)
from ce_tui.core.vault.errors import (
    NotPermitted,
    ReadOnly,
    Refused,
    StoreFull,
    StoreMissing,
    VaultError,
    WrongCredentials,
)
from ce_tui.core.vault.folder import home as homes
from ce_tui.core.vault.folder.home import Home
from ce_tui.core.vault.folder.sessions import Sessions
from ce_tui.core.vault.keys import keyring, keys, passphrases, rekeying, slots
from ce_tui.core.vault.keys.keys import OpenSlots, Unlocked
from ce_tui.core.vault.keys.passphrases import NewStore, RecoveryCode, read_recovery_code
from ce_tui.core.vault.keys.rekeying import Progress
from ce_tui.core.vault.keys.slots import ROLES
from ce_tui.core.vault.log.anchors import KEYS, AnchorKeys
from ce_tui.core.vault.log.audit import ACCEPTED, RECOVERED, Entry, Kind
from ce_tui.core.vault.store.records import AccountRow, AttendingSession
from ce_tui.core.words.plain import CountedStep
from ce_tui.threads import begin

if TYPE_CHECKING:
    from ce_tui.core.vault.store.store import Store


def refuse_others(store: Store, account: str) -> None:
    """Raise `NotPermitted` if another account has to come in first."""
    first = store.settings.get(SUSPEND_OTHERS) or ""
    if first in ("", account):
        return
    name = names_of(store).get(first, "whoever did it")
    raise NotPermitted(
        f"An older copy of the store, or a backup, was put back by {name}, who has to sign in first: accounts that may "
        "have been shut out since are suspended then. Contacts and Guidance are open without a sign-in."
    )


def suspend_others(casebook: Casebook, store: Store) -> list[str]:
    """If it is due, suspend every account but this one, until an administrator resumes it. Returns words of it."""
    if store.read_only or not store.settings.get(SUSPEND_OTHERS):
        return []
    done, failed = list[str](), list[str]()
    for each in casebook.people.accounts():
        if each.state == "active" and each.name != casebook.account.name:
            try:
                casebook.people.suspend(each.name)
                done.append(each.name)
            except VaultError:
                failed.append(each.name)
    words = []
    if done:
        words.append(
            f"Somebody may have been shut out since, so these accounts are suspended: {', '.join(done)}. Resume each "
            "when you know that it may still come in, with the roles that it has here."
        )
    if failed:
        words.append(
            f"These could not be suspended: {', '.join(failed)}. Nobody but you can sign in until they are: sign in "
            "once more."
        )
    else:
        store.settings.change({SUSPEND_OTHERS: ""}, [])
    return words


_RECOVERED_NOW = "after the recovery"  # the detail of the sign-in
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


def set_up(
    home: Path, new: NewStore, around: CasebookSettings | None = None
) -> tuple[Casebook, RecoveryCode]:
    """Make a store in a folder, with its first account, signed in. The recovery code is shown once.

    A set-up cut short leaves no store. Raises `Refused`, `AlreadySetUp`, `StoreMissing`, `NotPermitted` (root),
    `ReadOnly`, `StoreFull`, `StoreUnreadable`.
    """
    place, around = Home(home), around or CasebookSettings()
    refuse_root(place.folder)
    anew = is_missing(place, around.anchors)
    if anew and (not new.new_hub or place.is_left_over()):
        raise StoreMissing
    given = keyring.check_roles(new.roles or ROLES)
    passphrases.check(new.passphrase, passphrases.check_name(new.name), new.hub)
    homes.prepare(place)
    with homes.locked(place.lock):
        homes.clear_half_made(place)
        unlocked, code = keyring.create(place, new.name, new.passphrase, given, around.argon, new.code)
        settings = {"hub.name": one_line(new.hub, 200), "hub.locality": one_line(new.locality, 100)}
        _make_store(place, unlocked, settings)
    detail = (
        SET_UP_AS + ", ".join(given) + ("; a new hub, where there was another one before" if anew else "")
    )
    with session_in(place) as sessions:
        return _enter(place, sessions, unlocked, around, _Came(new.name, "set up", detail)), code


def sign_in(
    home: Path, name: str, passphrase: str, around: CasebookSettings | None = None, *, to_check: bool = False
) -> Casebook:
    """Open the store with a name and a passphrase. Takes about a third of a second, mostly without the GIL.

    `to_check`: a store with a piece of another day is opened too, only to be read, to say what is wrong with it.
    Raises `WrongCredentials`, `NotPermitted` (suspended; root), `Busy`, `NoStore`, `StoreMissing`, `Damaged`,
    `OlderStore`, `ReadOnly`, `StoreUnreadable`.
    """
    place, around = Home(home), around or CasebookSettings()
    refuse_folder(place, around.anchors)
    homes.inspect(place)
    read_only = homes.is_read_only(place)
    with session_in(place) as sessions:
        wait_for_libraries = _warm_up()
        with counted_try(place, around, name) as this_try:
            unlocked = rekeying.settle(place, keyring.unlock(place, name, passphrase))
        wait_for_libraries()
        failed = f"wrong tries before it: {this_try.failed_before}" if this_try.failed_before else ""
        came = _Came(name, "sign-in", failed, to_check)
        return _enter(place, sessions, unlocked, around, came, read_only=read_only)


def recover(
    home: Path, name: str, recovery_code: str, new_passphrase: str, around: CasebookSettings | None = None
) -> Casebook:
    """Give an account a new passphrase with the store's recovery code, and sign in. The code stays valid.

    Raises `Refused` (a slip in the code, or the passphrase), and what `sign_in` raises.
    """
    place, around = Home(home), around or CasebookSettings()
    _refuse_unless_writable(place, around)
    code = read_recovery_code(recovery_code)
    passphrases.check(new_passphrase, name)
    with session_in(place) as sessions:
        with counted_try(place, around, name, "recovery"):
            opened = rekeying.settle(place, keyring.unlock_with_code(place, code))
            found = keys.named_slots(opened.listed, name, opened.half.binding)
            if not found:
                raise WrongCredentials("The name or the recovery code is not right.")
        account = found[-1].account
        entry = Entry(kind="key", actor=account, at=around.now(), detail=around.with_terminal(RECOVERED))
        with contextlib.closing(open_trusted(place, opened, around.anchors).store) as store:
            refuse_others(store, account)
            passphrases.check(new_passphrase, name, store.settings.get("hub.name") or "")
            of = OpenSlots(place, opened, store.listing, around.argon)
            unlocked = keyring.new_passphrase(of, account, name, new_passphrase, entry)
        return _enter(place, sessions, unlocked, around, _Came(name, "sign-in", _RECOVERED_NOW))


def _refuse_unless_writable(place: Home, around: CasebookSettings) -> None:
    refuse_folder(place, around.anchors)
    homes.inspect(place)
    if homes.is_read_only(place):
        raise ReadOnly


@contextlib.contextmanager
def session_in(place: Home) -> Iterator[Sessions]:
    """A session that enters the store, and leaves it again if what is within fails.

    It enters before the keys are read, so that nobody changes them meanwhile.
    """
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
        KEYS: AnchorKeys([]).with_another(0).spelled(),
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
    """The way someone came in: the typed name, what is logged, and whether only to look the store over."""

    typed: str
    kind: Kind
    detail: str
    to_check: bool = False


def _enter(
    place: Home,
    sessions: Sessions,
    unlocked: Unlocked,
    around: CasebookSettings,
    came: _Came,
    *,
    read_only: bool = False,
) -> Casebook:
    trusted = open_trusted(place, unlocked, around.anchors, read_only=read_only, to_check=came.to_check)
    store, slot = trusted.store, trusted.unlocked.slot
    try:
        state = store.log.state()
        # To look a store over, nothing is read but what the verdict needs: anything else may be what is wrong.
        known = {} if trusted.only_checked else names_of(store)
        name = known.get(slot.account) or passphrases.check_name(came.typed)
        account = Account(name, slot.roles, slot.account)
        desk = OpenStore(place, store, trusted.unlocked, account, around, sessions)
        desk.alerts.extend(trusted.alerts)
        desk.looks_over = trusted.only_checked
        if desk.looks_over:
            return Casebook(desk)
        refuse_others(store, slot.account)
        audit_log.compare(desk, state)
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
        return casebook
    said = ["" if desk.kept else casebook.room_words, casebook.access.code_due_words]
    casebook.alerts.extend(filter(None, said))
    casebook.revoking.go_on()
    return casebook


def _arrive(desk: OpenStore, came: _Came, *, is_new: bool) -> None:
    """Log how this account came in, and put it on the list of accounts if it is not on it yet.

    Its sessions that never signed out are logged before it, and said.
    """
    store, account, sessions = desk.store, desk.account, desk.sessions
    desk.arrived, desk.recovered = store.log.head().seq, came.detail == _RECOVERED_NOW
    if desk.recovered and (logged := store.log.find(kinds=("key",), actor=account.id, last=1)):
        desk.arrived = logged[0].seq - 1  # the recovery is a part of this session
    if store.read_only:
        return
    entry = desk.entry(came.kind, detail=desk.around.with_terminal(came.detail))
    missing = audit_log.missing_sign_outs(desk)
    own = [each for each in missing if each.account == account.id]
    log = [*audit_log.say_missing(desk, own), entry]
    if ended := sessions.ended_unwritten():
        detail = "views of a session before may be missing: the disk was full, and it ended first"
        log.insert(0, desk.entry("view", detail=detail))
    try:
        with store.together():
            if store.settings.get(BEFORE) is None:  # an older store, in which no action was recorded yet
                store.settings.change({BEFORE: write_json(store.upkeep.versions())}, [])
            if is_new:
                made = AccountRow(id=account.id, name=account.name, roles=account.roles, created=entry.at)
                store.people.put(made, log)
            else:
                store.log.add(log)
            store.attendance.mark_over(*(each.session for each in missing))
            store.attendance.go(*(each.session for each in own))
            if sessions.is_seen:
                store.attendance.come(AttendingSession(sessions.id, account.id, entry.at))
    except StoreFull:
        if is_new:
            raise
        desk.keep(entry)
        desk.alerts.append(_NOTHING_WRITTEN)
        return
    if ended:
        desk.alerts.append(_VIEWS_ENDED)
        sessions.forget_unwritten(*ended)


def _warm_up() -> Callable[[], None]:
    """Load the store's libraries while Argon2id runs, which leaves another core idle. Returns how to wait for them."""

    def load() -> None:
        import ce_tui.core.vault.store.store  # noqa: F401

    thread = threading.Thread(target=load, name="ce-tui warm-up", daemon=True)
    return thread.join if begin(thread) else load


def restore(
    backup: BackupStart,
    home: Path,
    name: str,
    passphrase: str,
    around: CasebookSettings | None = None,
    progress: Progress = lambda _: None,
) -> Casebook:
    """Put a backup back into a new or empty folder, and sign in to it.

    `name` and `passphrase`: of an administrator of the day of the backup. `progress` gets words of what is being done,
    in the caller's thread. `alerts` says what was found in it and what to do next.

    Raises `AlreadySetUp`, `NotEmpty`, `AnchorsKnowMore`, `Damaged` (cut off, altered), `WrongCredentials`,
    `NotPermitted`, `StoreFull`, `ReadOnly`, `StoreUnreadable`.
    """
    check_restore_folder(home, take_over=backup.take_over)
    place, around, existed = Home(home), around or CasebookSettings(), home.exists()
    try:
        homes.prepare(place)
        with homes.locked(place.lock):
            known = put_back(backup, place, name, passphrase, around, progress)
    except BaseException:
        if not existed and not place.is_set_up():
            with contextlib.suppress(OSError):  # with anything else in it, it stays
                for lock in place.folder.glob("*.lock"):
                    lock.unlink()
                place.folder.rmdir()
        raise
    progress(CountedStep("Signing in.", 4, 4))
    opened = sign_in(home, name, passphrase, around)
    opened.alerts[:0] = [next_steps(say_moment(backup.header.made)), *known]
    return opened


def accept_older(home: Path, name: str, passphrase: str, reason: str, around: CasebookSettings) -> Casebook:
    """Accept the older copy that lies here, and sign in to it. `alerts` says what is to be known and done then.

    `name` and `passphrase`: of an administrator of the day of the copy. `reason`: why it was put back, for the log.
    Raises `Refused` (no reason; it is not older), `NotPermitted`, `WrongCredentials`, and what `sign_in` raises; the
    words say so if the copy was accepted by then.
    """
    place, given = Home(home), needed_reason(reason, "")
    _refuse_unless_writable(place, around)
    with session_in(place) as sessions:
        with counted_try(place, around, name):
            unlocked = rekeying.settle(place, keyring.unlock(place, name, passphrase))
        known = _accepted(place, unlocked, given, around)
        sessions.leave()
    try:
        opened = sign_in(home, name, passphrase, around)
    except VaultError as error:
        error.put(f"The older copy is accepted. {error.words}")
        raise
    opened.alerts[:0] = known
    return opened


def _accepted(place: Home, unlocked: Unlocked, reason: str, around: CasebookSettings) -> list[str]:
    """Write it down. Returns what is to be known."""
    trusted = open_trusted(place, unlocked, None)
    with contextlib.closing(trusted.store) as store:
        if "administrator" not in trusted.unlocked.slot.roles:
            raise NotPermitted(
                "Only an administrator may accept an older copy of the store, and this account was none on its day. "
                "Nothing was changed."
            )
        if around.anchors is None or not why_older_by(trust_checks.look_at_all(store, around.anchors), store):
            raise Refused(
                "This store is not older than anchors that lie elsewhere, so there is nothing to accept. Nothing was "
                "changed. Sign in as usual."
            )
        day = last_day(store)
        detail = around.with_terminal(f"{ACCEPTED}, of {day}: {reason}")
        entry = Entry(kind="backup", actor=unlocked.slot.account, at=around.now(), detail=detail)
        return [next_steps(day), *write_down(store, around.anchors, entry, "this copy")]
