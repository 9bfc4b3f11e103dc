"""A backup as a file: what stands in it, in which order, and the MAC that shows that it is as it was made.

    ce-tui backup 1⏎ | length of the header, 8 bytes | header, JSON | slots.json | store.db | MAC, 32 bytes

The MAC is over all that stands before it, keyed from the database key. How one is made: `backups`; how one is put back:
`restoring`.
"""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path
from typing import BinaryIO

import msgspec

from ce_tui.core.vault.keys import keys
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


def write(file: BinaryIO, header: Header, listed: bytes, copy: Path, database_key: bytes) -> int:
    """Put a backup together. Returns its size in bytes. Raises `OSError` where the file takes no more."""
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
