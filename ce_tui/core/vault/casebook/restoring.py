"""Putting a backup back: into a folder that holds no store yet, and only when all of it was found whole.

Until then the folder holds what a set-up cut short would leave, which is no store and is cleared by the next one.
"""

from __future__ import annotations

import contextlib
import hmac
from pathlib import Path
from typing import BinaryIO

import msgspec

from ce_tui import exit_codes
from ce_tui.core.pathway.dates import say_moment
from ce_tui.core.strict_json import NotJson, parse_as
from ce_tui.core.vault.casebook import trusting
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.desk import CasebookSettings
from ce_tui.core.vault.casebook.keeping import (
    CHUNK,
    FIRST_LINE,
    MAC_BYTES,
    MAGIC,
    Header,
    digest,
    first_part,
    new_mac,
)
from ce_tui.core.vault.casebook.opening import sign_in
from ce_tui.core.vault.casebook.trusting import next_steps, refuse_root, why_by, write_down
from ce_tui.core.vault.errors import (
    AlreadySetUp,
    Damaged,
    NotPermitted,
    StoreMissing,
    StoreUnreadable,
    VaultError,
)
from ce_tui.core.vault.folder import home as homes
from ce_tui.core.vault.folder.home import Home, os_words
from ce_tui.core.vault.keys import keyring, slots
from ce_tui.core.vault.keys.keyring import Unlocked
from ce_tui.core.vault.keys.rekeying import Progress
from ce_tui.core.vault.keys.slots import SlotList
from ce_tui.core.vault.log.anchors import BESIDE, FileAnchors
from ce_tui.core.vault.log.audit import RESTORED, Entry, walk
from ce_tui.core.vault.store.records import Listing
from ce_tui.core.vault.store.store import Store
from ce_tui.core.words.plain import CountedStep

_NOTHING = "Nothing was restored."


class NotEmpty(AlreadySetUp):
    """The folder holds other files, and a store is not put among them."""

    def __init__(self) -> None:
        super(AlreadySetUp, self).__init__(
            "The folder that the backup is to be restored into holds files already. Nothing was changed. Choose a "
            "folder that does not exist yet with CE_TUI_HOME."
        )


class AnchorsKnowMore(VaultError):
    """Anchors that lie elsewhere know of a later day than the backup: their hub may be in use."""

    exit_code = exit_codes.OUTPUT_REFUSED

    def __init__(self, where: str) -> None:
        super().__init__(
            f"The anchors in {where} know of newer entries than this backup has: the hub may be at work with them, and "
            f"this copy would shut everybody out of it. {_NOTHING} For a drill: other anchors, set under [audit] in a "
            "configuration of its own, which CE_TUI_CONFIG names. Where the newest store is lost for good: "
            "'ce-tui store restore --take-over'."
        )


class BackupStart(msgspec.Struct, frozen=True):
    """A backup that is read up to its database: the header, the key file, and the file for the rest.

    `take_over`: it is put back in place of a newer store, which the anchors know and which is lost.
    """

    header: Header
    listed: SlotList
    source: BinaryIO
    take_over: bool = False


class _Administrator(msgspec.Struct, frozen=True):
    """An administrator of the day of the backup."""

    name: str
    passphrase: str

    def __repr__(self) -> str:
        return "_Administrator(…)"


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
    in the caller's thread. Everything is checked before the folder holds a store: that the file is as it was
    made, that the database is whole, its log and its records with it. `alerts` says what that found and what to do
    next.

    Raises `AlreadySetUp`, `NotEmpty`, `AnchorsKnowMore`, `Damaged` (cut off, altered), `WrongCredentials`,
    `NotPermitted`, `StoreFull`, `ReadOnly`, `StoreUnreadable`.
    """
    check_restore_folder(home, take_over=backup.take_over)
    place, around, existed = Home(home), around or CasebookSettings(), home.exists()
    try:
        homes.prepare(place)
        with homes.locked(place.lock):
            known = _put_back(backup, place, _Administrator(name, passphrase), around, progress)
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


def check_restore_folder(home: Path, *, take_over: bool = False) -> None:
    """Raise what keeps any backup from being restored into this folder: before one is asked for.

    `take_over`: anchors of the store that was there may lie in it. `AlreadySetUp`, `StoreMissing`, `NotEmpty`,
    `NotPermitted` (root), `StoreUnreadable`.
    """
    place = Home(home)
    homes.refuse_closed(place)
    refuse_root(home)
    with os_words():
        if place.is_left_over():
            raise StoreMissing
    if place.is_set_up():
        raise AlreadySetUp
    if place.folder.is_symlink() and not place.folder.exists():
        raise NotEmpty
    with os_words():
        there = {path.name for path in place.folder.iterdir()} if place.folder.exists() else set()
    # What a set-up cut short leaves is no hindrance.
    ours = {name for name in there if name.endswith(".lock") or name.startswith(place.unfinished.name)}
    if take_over:
        ours.add(place.anchors.name)
    if place.unfinished.name in there:
        ours |= {place.slots.name, place.anchors.name}
        ours |= {name for name in there if _is_new_slots(place, name)}
    if there - ours:
        raise NotEmpty


def read_beginning(source: BinaryIO, *, take_over: bool = False) -> BackupStart:
    """Read a backup up to its database. Raises `Damaged` (not a backup, altered, earlier), `StoreUnreadable`."""
    line = _read(source, len(FIRST_LINE), or_less=True)
    if not line.startswith(MAGIC):
        raise Damaged(f"This file is not a backup of this program. {_NOTHING}")
    if line != FIRST_LINE:
        raise Damaged(
            f"This backup was made by a later version of this program. {_NOTHING} Use that version."
        )
    length = int.from_bytes(_read(source, 8), "big")
    if not 0 < length <= 10_000:  # bytes that no header exceeds
        raise _altered()
    spelled = _read(source, length)
    try:
        header = parse_as(spelled, Header)
    except NotJson:
        raise _altered() from None
    if not (0 < header.slots <= slots.MAX_BYTES and header.database > 0 and 0 < header.seq < 1 << 62):
        raise _altered()
    listed = _read(source, header.slots)
    if digest(listed) != header.digest:
        raise _altered()
    try:
        found = slots.decode(listed)
    except slots.EarlierForm:
        raise Damaged(
            "This backup was made with an earlier edition of the app, whose form this one does not open; whether it is "
            f"whole, only that edition can say. {_NOTHING} The one way on: restore it with that edition, print or "
            "export its screenings there, and set up a new store here."
        ) from None
    except Damaged:
        raise _altered() from None
    if found.store != header.store:
        raise _altered()
    return BackupStart(header, found, source, take_over)


def _put_back(
    backup: BackupStart, place: Home, given: _Administrator, around: CasebookSettings, progress: Progress
) -> list[str]:
    """Put the database and the key file into the folder. Returns what is to be known then, in words."""
    had_anchors = place.anchors.exists() and not place.unfinished.exists()
    homes.clear_half_made(place)
    try:
        with os_words():
            for left in place.folder.iterdir():
                if _is_new_slots(place, left.name):
                    left.unlink()
            place.unfinished.touch(mode=homes.FILE_MODE)
        progress(CountedStep("Opening the backup with the passphrase.", 1, 4))
        slots.write(place, backup.listed)
        unlocked = keyring.unlock(place, given.name, given.passphrase)
        if "administrator" not in unlocked.slot.roles:
            raise NotPermitted(
                f"Only an administrator of the day of the backup may restore it, and this account was none. {_NOTHING}"
            )
        progress(CountedStep("Copying the store out of it.", 2, 4))
        _copy_database(backup, place, unlocked)
        progress(CountedStep("Looking whether all of it is whole.", 3, 4))
        known = _check_and_note(place, backup, unlocked, around)
        with os_words():
            place.unfinished.rename(place.store)
            homes.sync_folder(place.folder)
        return known
    except BaseException:
        with contextlib.suppress(OSError):
            homes.clear_half_made(place)
            if not had_anchors:
                place.anchors.unlink(missing_ok=True)
        raise


def _copy_database(backup: BackupStart, place: Home, unlocked: Unlocked) -> None:
    """Copy the database out of the backup, and compare the MAC over all of it."""
    header, source = backup.header, backup.source
    mac = new_mac(unlocked.database_key, header.store)
    for piece in (first_part(header), slots.encode(backup.listed)):
        mac.update(piece)
    left = header.database
    with os_words(), place.unfinished.open("wb") as file:
        while left:
            chunk = _read(source, min(CHUNK, left))
            mac.update(chunk)
            file.write(chunk)
            left -= len(chunk)
        file.flush()
    if not hmac.compare_digest(_read(source, MAC_BYTES), mac.digest()) or _read(source, 1, or_less=True):
        raise _altered()


def _check_and_note(
    place: Home, backup: BackupStart, unlocked: Unlocked, around: CasebookSettings
) -> list[str]:
    """Look the database over, and write into its log and its anchors that it was put back. Returns what is known then.

    Leaves it closed and whole on the disk. Raises `AnchorsKnowMore` if nobody said that a newer one is lost,
    and `StoreUnreadable` if that cannot be known, before anything is written to the anchors.
    """
    header = backup.header
    with contextlib.closing(Store.open(place.unfinished, unlocked.database_key)) as store:
        if found := _faults(store, header, slots.listing_of(unlocked.listed)):
            raise Damaged(
                f"What is in this backup is not whole: {' '.join(found)} {_NOTHING} Try an older backup."
            )
        if not backup.take_over and (elsewhere := around.anchors) is not None:
            seen, last = trusting.look_at_all(store, elsewhere), store.anchored.last(elsewhere.place).number
            if why_by(seen, store) or seen.walk.last.number > last:
                raise AnchorsKnowMore(elsewhere.where)
        detail = f"{RESTORED}: made on {say_moment(header.made)}"
        entry = Entry(kind="backup", actor=unlocked.slot.account, at=around.now(), detail=detail)
        known = write_down(store, around.anchors or FileAnchors(place.anchors, BESIDE), entry, "this backup")
        if around.anchors is not None:
            known.append(
                f"The anchors in {around.anchors.where} are this store's from now on. Where the store that the backup "
                "was made of is still in use with them, it lets nobody in until an administrator has accepted it: to "
                "see whether a backup works, restore it with other anchors."
            )
        return known


def _faults(store: Store, header: Header, listing: Listing) -> list[str]:
    found = [trouble.words for trouble in store.upkeep.faults()]
    if found:
        return found
    walked = walk(store.chain, store.log.entries())
    if store.id != header.store or walked.altered or walked.gaps or walked.head != header.head:
        found.append("its log is not the one that was backed up.")
    tallied = store.upkeep.tallied()
    if tallied.altered or tallied.unfit:
        found.append("its screenings are not those that were backed up.")
    remembered = store.listing.remembered()
    if listing not in (remembered.now, remembered.coming):
        found.append("its key file is not the one of its database.")
    return found


def _is_new_slots(place: Home, name: str) -> bool:
    """Whether a file is one that writing the key file leaves if it is cut short."""
    return name.startswith(f"{place.slots.name}.") and name.endswith(".new")


def _read(source: BinaryIO, size: int, *, or_less: bool = False) -> bytes:
    """So many bytes. Raises `Damaged` if the file ends before, unless `or_less`."""
    pieces, left = list[bytes](), size
    try:
        while left and (piece := source.read(left)):
            pieces.append(piece)
            left -= len(piece)
    except OSError:
        raise StoreUnreadable(f"The backup cannot be read to its end. {_NOTHING}") from None
    if left and not or_less:
        raise Damaged(f"This backup is cut off: its end is missing. {_NOTHING} Take another copy of it.")
    return b"".join(pieces)


def _altered() -> Damaged:
    return Damaged(f"This backup is damaged: it is not as it was made. {_NOTHING} Take another copy of it.")
