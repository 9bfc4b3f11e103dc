"""Backups: one encrypted file, taken while others work, of the database, the key file and the log's head.

    ce-tui backup 1⏎ | length of the header, 8 bytes | header, JSON | slots.json | store.db | MAC, 32 bytes

The database in it is the store's as of one moment, under the same key; the key file beside it lets the accounts of that
day open it with the passphrases of that day. The MAC is over all that stands before it, keyed from the database key.
How a backup is put back: `restoring`.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from ce_tui import exit_codes
from ce_tui.core.vault.casebook.desk import CasebookPart, unlocked
from ce_tui.core.vault.errors import Busy, StoreFull, VaultError
from ce_tui.core.vault.folder.home import os_words
from ce_tui.core.vault.keys import keys, slots
from ce_tui.core.vault.keys.slot_changes import OpenSlots
from ce_tui.core.vault.log.audit import Head

MAGIC = b"ce-tui backup "
FIRST_LINE = MAGIC + b"1\n"
MAC_BYTES = 32
CHUNK = 1 << 20


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a backup says of itself. `made` is ISO 8601 in UTC; `seq` and `link` are the log's head; sizes in bytes.

    `digest`: the SHA-256 of the key file, so that damage to it is not taken for a wrong passphrase.
    """

    store: str
    made: str
    seq: int
    link: bytes
    slots: int
    digest: bytes
    database: int

    @property
    def head(self) -> Head:
        """Where the log stood."""
        return Head(self.seq, self.link)


def write_backup(file: BinaryIO, header: Header, listed: bytes, copy: Path, database_key: bytes) -> int:
    """Put a backup together. Returns its size in bytes. Raises `OSError` if the file takes no more."""
    mac = new_mac(database_key, header.store)
    total = 0

    def put(piece: bytes) -> None:
        nonlocal total
        mac.update(piece)
        file.write(piece)
        total += len(piece)

    for piece in (first_part(header), listed):
        put(piece)
    with copy.open("rb") as database:
        while chunk := database.read(CHUNK):
            put(chunk)
    file.write(mac.digest())
    return total + MAC_BYTES


def digest(content: bytes) -> bytes:
    """What shows that the key file in a backup is as it was."""
    return hashlib.sha256(content).digest()


def first_part(header: Header) -> bytes:
    """The first line, and the header with its length in front."""
    spelled = msgspec.json.encode(header, order="sorted")
    return FIRST_LINE + len(spelled).to_bytes(8, "big") + spelled


def new_mac(database_key: bytes, store: str) -> hmac.HMAC:
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

    def __init__(self) -> None:
        super().__init__(
            "The disk that the backup is to be written to is full. No backup was made, and the store is as it was. "
            "While it is made, a backup needs twice the room of the database."
        )


class Backups(CasebookPart):
    """Makes backups of the open store."""

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
            desk.store.log.add([desk.entry("backup", detail="taken")])
            desk.anchor()
        try:
            made = self._written(file, beside)
        except (VaultError, OSError):
            with desk.lock, contextlib.suppress(VaultError):
                desk.store.log.add([desk.entry("backup", detail="not made: it was cut short")])
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
                digest=digest(listed),
                database=size,
            )
            total = write_backup(file, header, listed, copy, self._desk.unlocked.database_key)
        return BackedUp(made=header.made, size=total, entries=header.seq)

    def _snapshot(self, copy: Path) -> tuple[bytes, Head]:
        """Copy the database as of one moment. Returns the key file that belongs to it, and its log's head."""
        desk = self._desk
        for _ in range(_TRIES):
            before = _key_file(desk.slots)
            with os_words():
                os.truncate(copy, 0)
            try:
                head = desk.store.upkeep.copy_to(copy, desk.unlocked.database_key)
            except StoreFull:
                raise NoRoom from None
            if before == _key_file(desk.slots):
                return before, head
        raise Busy(
            "The accounts are being changed just now, so no backup was made. Try again in a moment.", 10
        )


def _key_file(of: OpenSlots) -> bytes:
    """The key file that holds; one that a change cut short had announced holds from here on."""
    return slots.encode(of.settled())


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
