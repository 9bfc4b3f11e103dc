"""Checks that the store is there, and is the one that its members wrote last.

They run before anybody works in it.

What each part of an older copy says of itself fits, so that only anchors can tell that all of it is older; and only
those that lie elsewhere hold against whoever put the copy there, so only by those is it refused.

A store that was put back, from a backup or as an older copy that an administrator accepts, says so in its log and in
its anchors. Nothing is drawn anew. Numbering goes on from what lies in the place, also from lines whose MAC that copy
cannot check: they may be of keys that came after it. What they tell of later changes of the list of accounts is heeded
all the same.
"""

from __future__ import annotations

import contextlib
import pwd
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ce_tui.core.pathway.dates import say_moment
from ce_tui.core.vault.errors import (
    PUT_BACK,
    Busy,
    Damaged,
    NotPermitted,
    OlderStore,
    ReadOnly,
    StoreFull,
    StoreMissing,
    StoreUnreadable,
    VaultError,
)
from ce_tui.core.vault.folder.home import Home, os_words, root_in_the_folder_of
from ce_tui.core.vault.keys import keyring, slots
from ce_tui.core.vault.keys.keys import OpenSlots, Unlocked
from ce_tui.core.vault.log.anchors import (
    BESIDE,
    KEYS,
    Anchor,
    AnchorKeys,
    AnchorWalk,
    Event,
    FileAnchors,
    WrittenLine,
    digest_of,
    holds_an_anchor,
)
from ce_tui.core.vault.log.audit import Entry, Head, StoreState
from ce_tui.core.vault.store.records import OlderRows

if TYPE_CHECKING:
    from ce_tui.core.vault.store.store import Store


AT_ONCE = 5_000_000  # bytes of anchors that are read if a person waits for it
_PUT_BACK_SINCE = (
    "The anchors there know of another store that this one was put back as, or of entries that are not in its log, so "
    "what is done here may be done in an older copy. Copy what you typed last, sign out, and tell whoever looks after "
    "the store."
)


class AnchorState(msgspec.Struct, frozen=True, kw_only=True):
    """The anchors in a place, as far as they were read.

    Of what was written before this store was put back only `walk` knows. `furthest`: the anchor that knows of the last
    entry. `restored`: the last line that says that the store was put back, if that is not this one. `gone`: the number
    of the line that the store wrote last, if it is not there; `more`: there is more than was read.
    """

    walk: AnchorWalk
    furthest: Anchor | None
    restored: Anchor | None
    gone: int
    more: bool
    torn: bool


def keys_of(store: Store) -> AnchorKeys:
    """The keys of a store's anchors. Raises `Damaged`."""
    return AnchorKeys.read(store.settings.get(KEYS))


def walk_of(store: Store) -> AnchorWalk:
    """A walk over lines of anchors. Raises `Damaged`."""
    return AnchorWalk(keys_of(store), store.id)


def holds(store: Store, head: Head) -> bool:
    """Whether the store's log has this entry."""
    logged = store.log.entry(head.seq)
    return logged is not None and logged.link == head.link


def read_anchors(store: Store, place: FileAnchors, at_most: int | None = AT_ONCE) -> AnchorState:
    """Read the anchors in a place from where the store wrote last. Raises `StoreUnreadable`, `Damaged`.

    If the store does not know a line there, all of them are read.
    """
    written, walk = store.anchored.last(place.place), walk_of(store)
    furthest = restored = None
    with place.tail(written, at_most if written.number else None) as tail:
        for line in tail.lines:
            anchor = walk.take(line)
            if anchor is None or anchor is not walk.newest:
                continue  # a copy of one that lies there already says nothing
            is_ours = False
            if anchor.event == "restored":
                is_ours = holds(store, anchor.head)
                furthest, restored = anchor, None if is_ours else anchor
            elif furthest is None or anchor.head.seq > furthest.head.seq:
                furthest = anchor
            if is_ours or walk.last.digest == written.digest:
                walk.lists.clear()  # what was named before it is nothing that came after this store
        walk.at_end(torn=tail.torn)
    gone = not tail.is_there and not tail.more and walk.last.number < written.number
    return AnchorState(
        walk=walk,
        furthest=furthest,
        restored=restored,
        gone=written.number if gone else 0,
        more=tail.more,
        torn=tail.torn,
    )


def restored_at(store: Store, place: FileAnchors) -> int:
    """The number of the store's last anchor that says that it was put back; 0: none.

    Reads all of them. Raises what `read_anchors` raises.
    """
    walk, number = walk_of(store), 0
    with place.tail(WrittenLine()) as tail:
        for line in tail.lines:
            anchor = walk.take(line)
            if anchor is None or anchor is not walk.newest or anchor.event != "restored":
                continue
            if holds(store, anchor.head):
                number = anchor.number
    return number


def look_at_all(store: Store, place: FileAnchors) -> AnchorState:
    """Read the anchors as `read_anchors` does, and all of them if there are more: somebody may have put them there."""
    found = read_anchors(store, place)
    return read_anchors(store, place, None) if found.more else found


def write(store: Store, place: FileAnchors, at: str, event: Event = "stands") -> StoreState:
    """Write an anchor of where the store stands, at `at` (ISO 8601, UTC). Returns the state. Raises a `VaultError`."""
    with place.held():
        before, event, torn = _before(store, place, event)
        state, number = store.log.state(), before.number + 1
        anchor = Anchor(at=at, store=store.id, number=number, before=before.digest, state=state, event=event)
        line = keys_of(store).line(anchor)
        end = place.write(line, after_torn=torn)
        with contextlib.suppress(VaultError):
            store.anchored.put(place.place, WrittenLine(number, digest_of(line), end))
        return state


def _before(store: Store, place: FileAnchors, event: Event) -> tuple[WrittenLine, Event, bool]:
    """The line to follow, what the next one is written for, and whether the last one there was cut off.

    Raises `StoreUnreadable` if the place knows of another store than this one, or of a newer one.
    """
    written = store.anchored.last(place.place)
    try:
        found = read_anchors(store, place, None if event == "restored" else AT_ONCE)
    except StoreUnreadable:
        return written, event, False
    if event == "restored":
        return max(written, found.walk.end, key=lambda each: each.number), event, found.torn
    furthest, last = found.furthest, found.walk.last
    if place.place != BESIDE and (found.restored or (furthest and not holds(store, furthest.head))):
        raise StoreUnreadable(_PUT_BACK_SINCE)
    if found.gone:
        return written, "gap", found.torn
    if last.number >= written.number:
        return last, "torn" if found.torn else "stands", found.torn
    return written, "stands", found.torn


def refuse_folder(place: Home, anchors: FileAnchors | None, *, worked: bool = False) -> None:
    """Raise what keeps everybody out: `NotPermitted` (root), `StoreMissing`, `EarlierForm`.

    `anchors`: where they lie, if elsewhere. `worked`: a session has worked in a store here just now.
    """
    refuse_root(place.folder)
    if is_missing(place, anchors, worked=worked):
        raise StoreMissing
    if not place.is_of_this_form():
        try:
            slots.read(place)
        except VaultError as error:
            if isinstance(error, slots.EarlierForm):  # of anything else whoever signs in is told
                raise


def is_missing(place: Home, anchors: FileAnchors | None, *, worked: bool = False) -> bool:
    """Whether a store was here that is gone, by its remains and its anchors.

    `worked`: a session has worked in it. What a set-up or a restore that was cut short leaves is no mark of a store.
    Raises `StoreUnreadable`.
    """
    with os_words():
        if place.is_closed() or place.store.exists():
            return False
        if worked or place.is_left_over():
            return True
        half_made = place.unfinished.exists()
    beside = None if half_made else FileAnchors(place.anchors, BESIDE)
    return any(each is not None and holds_an_anchor(each, AT_ONCE) for each in (anchors, beside))


def refuse_root(folder: Path) -> None:
    """Raise `NotPermitted` to root if the folder is another account's.

    That account could not write root's files in it. One that does not exist yet is that account's if it would lie in a
    folder of it.
    """
    if owner := root_in_the_folder_of(folder):
        which = "The folder of the store" if folder.exists() else "The folder in which the store would lie"
        try:
            whose = f"the account {pwd.getpwuid(owner).pw_name}"
        except KeyError:
            whose = f"account {owner}"
        raise NotPermitted(
            f"{which} belongs to {whose}, and this runs as root: what root writes there could not be changed by that "
            "account any more. Nothing was changed. Run it as that account, in a deployment with /opt/ce-tui/admin. "
            "'ce-tui doctor' runs as root too."
        )


MEANING = (
    "An older copy of it may have been put back, or its last entries were taken away: work may be missing, and old "
    "passphrases and roles hold again."
)


def why_older(store: Store, place: FileAnchors) -> str:
    """Why the store is older than the anchors in a place, in words; empty: it is not, or they cannot be read."""
    try:
        found = look_at_all(store, place)
    except StoreUnreadable:
        return ""  # the sign-in says so
    return why_older_by(found, store)


def why_older_by(found: AnchorState, store: Store) -> str:
    """Why the store is older than the anchors that were found, in words; empty: it is not."""
    if found.restored:
        return (
            f"The anchors say that this store was put back on {say_moment(found.restored.at)}, from a backup or an "
            "older copy, and it is not the one that came of it."
        )
    if found.furthest and not holds(store, found.furthest.head):
        at, seq, end = say_moment(found.furthest.at), found.furthest.head.seq, store.log.head().seq
        here = "has another one there" if end >= seq else f"ends at {end}, of {last_day(store)}"
        return f"This store is older than its anchors: an anchor of {at} knows of entry {seq}, and the log {here}."
    if ahead := found.walk.ahead:
        return (
            f"The anchors go on, up to line {ahead.number}, under a key that this store does not know: its keys were "
            "changed after it was copied, because somebody was revoked for example, or somebody wrote lines by hand."
        )
    return ""


def last_day(store: Store) -> str:
    """The time of the last entry of a store's log, in words."""
    logged = store.log.entry(store.log.head().seq)
    return say_moment(logged.entry.at if logged else "")


SUSPEND_OTHERS = "suspend all but"
"""The setting that says that all other accounts are to be suspended: the id of the one that put the store back."""


def next_steps(day: str) -> str:
    """The advice on a store that was put back as it was on a day."""
    return (
        f"The store is as it was on {day}. What was done after that is not in it: screenings that were deleted since "
        "are back, none is marked for deletion, accounts that were revoked and passphrases that were changed since are "
        "as they were, and the recovery code is that of then: replace it if it was replaced since. Go through the "
        "review queue and the accounts."
    )


def write_down(store: Store, place: FileAnchors, entry: Entry, copy: str) -> list[str]:
    """Log by `entry` that the store was put back, and write it into its anchors: both or nothing.

    `copy`: what it was put back from, in words. Nothing is marked for deletion any more, because that may have been
    undone since; nobody is in who was then; and if somebody may have been shut out since, all others are to be
    suspended. Returns what is to be known. Raises a `VaultError` if the anchors cannot be written and keep everybody
    out.
    """
    words, list_changed = _since(store, place, copy)
    with store.together():
        store.log.add([entry])
        for stand in store.keeping.stands("delete"):
            undone = msgspec.structs.replace(
                entry, kind="deletion", ref=stand.ref, detail="undone: the store was put back"
            )
            store.keeping.lift(stand.ref, ("delete",), [undone])
        store.attendance.go(*(each.session for each in store.attendance.open()))
        if list_changed:
            store.settings.change({SUSPEND_OTHERS: entry.actor}, [])
        try:
            write(store, place, entry.at, "restored")
        except VaultError as error:
            failed = (
                f"That it was put back could not be written to the anchors in {place.where}. {error.words}"
            )
            if why_older(store, place):
                error.put(f"{failed} Without it nobody could sign in, so nothing was changed.")
                raise
            words.append(failed)
    return words


def _since(store: Store, place: FileAnchors, copy: str) -> tuple[list[str], bool]:
    """What the anchors know of the time after the copy, and whether somebody may have been shut out in it."""
    words = list[str]()
    try:
        walk = look_at_all(store, place).walk
    except VaultError:
        return words, False  # that they cannot be written either is said
    last, here = walk.ahead or walk.newest, store.log.state()  # `ahead`: its key may have come after the copy
    if last is None:
        return words, False
    if not holds(store, last.head):
        words.append(
            f"Anchors in {place.where} know of entries up to {last.head.seq}, of {say_moment(last.at)}: what was done "
            f"after {copy} is lost."
        )
    list_changed = bool(walk.lists - {here.listing})
    if list_changed:
        words.append(
            f"They name another list of accounts than {copy} has: since then, or on another way, somebody was added, "
            "suspended, revoked, or got other roles or another passphrase. Who, is not in it."
        )
    return words, list_changed


_OLDER_PIECE = (
    "A piece of the database is of another day than the rest: {what}. A failing disk does that, a copy that mixed two "
    "days, or someone who put an older piece back, so that old roles or passphrases hold again."
)
_NOT_LET_IN = (
    "Nothing was changed, and nobody was signed in. Tell a lead and whoever looks after the store: 'ce-tui audit "
    "verify' says more, and the last backup has it as it was. Contacts and Guidance are open without a sign-in."
)
_OWN_OLDER = (
    "{what} are not as this store wrote them last: a piece of the database is of another day. What does not fit is not "
    "opened. Have a lead or an administrator run 'ce-tui audit verify', and tell whoever looks after the store."
)


class TrustedStore(msgspec.Struct, frozen=True):
    """An open store, the keys of the account, and what to say of the store.

    `only_checked`: nobody works in it, because a piece of it, or all of it, is of another day.
    """

    store: Store
    unlocked: Unlocked
    alerts: tuple[str, ...]
    only_checked: bool = False


def open_trusted(
    place: Home,
    unlocked: Unlocked,
    anchors: FileAnchors | None,
    *,
    read_only: bool = False,
    to_check: bool = False,
) -> TrustedStore:
    """Open the store, unless it or a piece that this account depends on is older.

    `anchors`: by which all of it may be older, if they lie elsewhere. `to_check`: it is opened all the same, only to be
    read, so that it can be said what is wrong with it.
    Raises `Damaged`, `OlderStore`, `WrongCredentials` (shut out meanwhile), `NotPermitted`, `StoreUnreadable`,
    `StoreFull`.
    """
    from ce_tui.core.vault.store.store import Store

    store = Store.open(place.store, unlocked.database_key, read_only=read_only)
    try:
        if store.id != unlocked.listed.store:
            raise Damaged(
                f"The database store.db and the key file slots.json do not belong together. {PUT_BACK}"
            )
        try:
            older = store.upkeep.older(unlocked.slot.account)
        except Damaged:
            if not to_check:
                raise
            older = OlderRows(whole="pages of it that cannot be read")
        if older.whole:
            why = _OLDER_PIECE.format(what=older.whole)
            error = Damaged(f"{why} {_NOT_LET_IN}")
        elif anchors is not None and (behind := why_older(store, anchors)):
            why = f"{behind} {MEANING}"
            error = OlderStore(behind, may_accept="administrator" in unlocked.slot.roles)
        else:
            said = (_OWN_OLDER.format(what=older.own.capitalize()),) if older.own else ()
            return TrustedStore(store, _of_the_list_that_holds(place, store, unlocked), said)
        if not to_check:
            raise error
        said = (f"{why} It is only looked over now, and nothing can be changed or logged.",)
        return TrustedStore(_only_to_read(place, unlocked, store), unlocked, said, only_checked=True)
    except BaseException:
        with contextlib.suppress(VaultError):
            _only_to_read(place, unlocked, store).close()
        store.close()
        raise


def _only_to_read(place: Home, unlocked: Unlocked, store: Store) -> Store:
    """Open the store once more, only to be read, and close the one that may write: its files stay as they are.

    The last one that may write takes what stands in the write-ahead log over into the database as it closes. That would
    also take older pages over that somebody put there, and with them the newest ones away.
    """
    from ce_tui.core.vault.store.store import Store

    if store.read_only:
        return store
    read_only = Store.open(place.store, unlocked.database_key, read_only=True)
    store.close()
    return read_only


def _of_the_list_that_holds(place: Home, store: Store, unlocked: Unlocked) -> Unlocked:
    """The keys of this account by the list of slots that the database knows.

    If that is another one than was read, a change of it was cut short, and is finished here; or somebody has changed it
    since.
    """
    of = OpenSlots(place, unlocked, store.listing, unlocked.slot.argon)  # no slot is made by it
    if slots.listing_of(unlocked.listed) != store.listing.remembered().now:
        unlocked = keyring.opened_again(of.read(settle=True), unlocked)
    with contextlib.suppress(ReadOnly, StoreFull, StoreUnreadable, Busy):
        keyring.keep_one(of, unlocked)
    return unlocked
