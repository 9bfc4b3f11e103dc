"""Making backups of the open store, and putting them back into an empty folder.

One is put back only when all of it was found whole (`put_back`). Until then the folder holds what a set-up cut
short would leave, which is no store and is cleared by the next one.
"""

from __future__ import annotations

import contextlib
import hmac
import os
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from ce_tui import exit_codes
from ce_tui.core.pathway.dates import say_moment
from ce_tui.core.strict_json import NotJson, parse_as
from ce_tui.core.vault.casebook import trust_checks
from ce_tui.core.vault.casebook.open_store import CasebookPart, CasebookSettings, unlocked
from ce_tui.core.vault.casebook.trust_checks import refuse_root, why_older_by, write_down
from ce_tui.core.vault.errors import (
    AlreadySetUp,
    Busy,
    Damaged,
    NotPermitted,
    StoreFull,
    StoreMissing,
    StoreUnreadable,
    VaultError,
)
from ce_tui.core.vault.folder import home as homes
from ce_tui.core.vault.folder.home import Home, os_words
from ce_tui.core.vault.keys import keyring, keys, slots
from ce_tui.core.vault.keys.keys import Unlocked
from ce_tui.core.vault.keys.rekeying import Progress
from ce_tui.core.vault.keys.slots import SlotList
from ce_tui.core.vault.log.anchors import BESIDE, FileAnchors
from ce_tui.core.vault.log.audit import RESTORED, Entry, Head, Listing, walk
from ce_tui.core.vault.store.sealed import sha256
from ce_tui.core.words.plain import CountedStep

if TYPE_CHECKING:
    from ce_tui.core.vault.store.store import Store

_MAGIC = b"ce-tui backup "
FIRST_LINE = _MAGIC + b"1\n"
_MAC_BYTES = 32
_CHUNK = 1 << 20


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The header of a backup. `made` is ISO 8601 in UTC; `seq` and `link` are the log's head; sizes in bytes.

    `digest`: the SHA-256 of the key file, so that damage to it is not taken for a wrong passphrase.
    """

    store: str
    made: str
    seq: int
    link: bytes
    slots: int
    digest: bytes
    database: int


def first_part(header: Header) -> bytes:
    """The first line, and the header with its length in front."""
    spelled = msgspec.json.encode(header, order="sorted")
    return FIRST_LINE + len(spelled).to_bytes(8, "big") + spelled


def _new_mac(database_key: bytes, store: str) -> hmac.HMAC:
    """The MAC over a backup, to be fed with all that stands before it."""
    return hmac.new(keys.backup_key(database_key, store), digestmod="sha256")


_TRIES = 5


class BackedUp(msgspec.Struct, frozen=True, kw_only=True):
    """A backup that was made. `size` is in bytes, `made` ISO 8601 in UTC, `entries` the log's number of entries."""

    made: str
    size: int
    entries: int


class NoRoom(VaultError):
    """The disk that the backup is written to is full."""

    exit_code = exit_codes.OUTPUT_REFUSED
    words = (
        "The disk that the backup is to be written to is full. No backup was made, and the store is as it was. While "
        "it is made, a backup needs twice the room of the database."
    )


class Backups(CasebookPart):
    """Making backups of the open store."""

    @unlocked
    def make(self, file: BinaryIO, beside: Path) -> BackedUp:
        """Write a backup into an open file. Logged before it begins, so that the backup itself holds the entry.

        Anchored after it, too: a drill with this backup shows by it that the store was at work later.
        `beside`: a folder on the same disk, in which the database's copy lies meanwhile, encrypted. Takes the
        administrator. Raises `NoRoom`, `Damaged`, `Busy`, `ReadOnly`, `StoreUnreadable`, and the file's own `OSError`;
        the file is then useless.
        """
        desk = self._desk
        with desk.lock:
            desk.require("make a backup", "administrator")
            desk.log_act("backup", detail="taken")
            desk.anchor()
        try:
            made = self._written(file, beside)
        except (VaultError, OSError):
            with desk.lock, contextlib.suppress(VaultError):
                desk.log_act("backup", detail="not made: it was cut short")
            raise
        with desk.lock:
            desk.anchor(again=True)
        return made

    def _written(self, file: BinaryIO, beside: Path) -> BackedUp:
        with _scratch(beside) as copy:
            listed, head = self._snapshot(copy)
            with os_words():
                size = copy.stat().st_size
            header = Header(
                store=self._desk.store.id,
                made=self._desk.now(),
                seq=head.seq,
                link=head.link,
                slots=len(listed),
                digest=sha256(listed),
                database=size,
            )
            mac = _new_mac(self._desk.unlocked.database_key, header.store)
            total = _MAC_BYTES
            with copy.open("rb") as database:
                for piece in chain((first_part(header), listed), iter(lambda: database.read(_CHUNK), b"")):
                    mac.update(piece)
                    file.write(piece)
                    total += len(piece)
            file.write(mac.digest())
        return BackedUp(made=header.made, size=total, entries=header.seq)

    def _snapshot(self, copy: Path) -> tuple[bytes, Head]:
        """Copy the database as of one moment. Returns the key file that belongs to it, and its log's head.

        A key file that a change cut short had announced holds from here on.
        """
        desk = self._desk
        for _ in range(_TRIES):
            before = slots.encode(desk.slots.read(settle=True))
            with os_words():
                os.truncate(copy, 0)
            try:
                head = desk.store.upkeep.copy_to(copy, desk.unlocked.database_key)
            except StoreFull:
                raise NoRoom from None
            if before == slots.encode(desk.slots.read(settle=True)):
                return before, head
        raise Busy(
            "The accounts are being changed just now, so no backup was made. Try again in a moment.", 10
        )


@contextlib.contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """An empty private file, removed in the end, with whatever the database put beside it."""
    with os_words():
        handle, name = tempfile.mkstemp(dir=folder, prefix=".ce-tui-", suffix=".part")
        os.close(handle)
    path = Path(name)
    try:
        yield path
    finally:
        for ending in ("", "-journal", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                path.with_name(path.name + ending).unlink(missing_ok=True)


_NOTHING = "Nothing was restored."


class NotEmpty(AlreadySetUp):
    """The folder holds other files, and a store is not put among them."""

    words = (
        "The folder that the backup is to be restored into holds files already. Nothing was changed. Choose a folder "
        "that does not exist yet with CE_TUI_HOME."
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
    take_over: bool


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
    if not line.startswith(_MAGIC):
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
    if sha256(listed) != header.digest:
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


def put_back(
    backup: BackupStart,
    place: Home,
    name: str,
    passphrase: str,
    around: CasebookSettings,
    progress: Progress,
) -> list[str]:
    """Put the database and the key file into the folder. Returns what is to be known then, in words.

    Everything is checked before the folder holds a store: that the file is as it was made, that the database is whole,
    its log and its records with it. Raises `AnchorsKnowMore`, `Damaged`, `WrongCredentials`,
    `NotPermitted`, `StoreFull`, `ReadOnly`, `StoreUnreadable`.
    """
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
        unlocked = keyring.unlock(place, name, passphrase)
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
    mac = _new_mac(unlocked.database_key, header.store)
    for piece in (first_part(header), slots.encode(backup.listed)):
        mac.update(piece)
    left = header.database
    with os_words(), place.unfinished.open("wb") as file:
        while left:
            chunk = _read(source, min(_CHUNK, left))
            mac.update(chunk)
            file.write(chunk)
            left -= len(chunk)
        file.flush()
    if not hmac.compare_digest(_read(source, _MAC_BYTES), mac.digest()) or _read(source, 1, or_less=True):
        raise _altered()


def _check_and_note(
    place: Home, backup: BackupStart, unlocked: Unlocked, around: CasebookSettings
) -> list[str]:
    """Look the database over, and write into its log and its anchors that it was put back. Returns what is known then.

    Leaves it closed and whole on the disk. Raises `AnchorsKnowMore` if nobody said that a newer one is lost,
    and `StoreUnreadable` if that cannot be known, before anything is written to the anchors.
    """
    from ce_tui.core.vault.store.store import Store

    header = backup.header
    with contextlib.closing(Store.open(place.unfinished, unlocked.database_key)) as store:
        if found := _faults(store, header, slots.listing_of(unlocked.listed)):
            raise Damaged(
                f"What is in this backup is not whole: {' '.join(found)} {_NOTHING} Try an older backup."
            )
        if not backup.take_over and (elsewhere := around.anchors) is not None:
            seen, last = (
                trust_checks.look_at_all(store, elsewhere),
                store.anchored.last(elsewhere.place).number,
            )
            if why_older_by(seen, store) or seen.walk.last.number > last:
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
    if (
        store.id != header.store
        or walked.altered
        or walked.gaps
        or walked.head != Head(header.seq, header.link)
    ):
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
