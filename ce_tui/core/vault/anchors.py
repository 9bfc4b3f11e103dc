"""Anchors: where the audit chain stood at a time, written down outside the database.

The chain alone cannot tell that somebody put an older copy of the store back; an anchor that is ahead of it can. An
anchor is a line of text: time (UTC), the store's id, the entry's number, its link. None of it is secret. Kept in a
file of another owner or in syslog, it also holds against someone who can write to the store's folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import msgspec

from ce_tui.core.vault.audit import Head
from ce_tui.core.vault.home import FILE_MODE, os_words

READ_AT_MOST = 20_000_000  # bytes from the end: a hundred thousand anchors
_MAX_LINE = 200


class Anchor(msgspec.Struct, frozen=True):
    """One anchor. `at` is ISO 8601 in UTC; `store` is the store's id."""

    at: str
    store: str
    head: Head


class Anchors(Protocol):
    """Somewhere that anchors are written to."""

    @property
    def where(self) -> str:
        """What people call it."""

    def write(self, anchor: Anchor) -> None:
        """Add an anchor, durably. Raises a `VaultError` where it cannot."""

    def read(self, last_bytes: int = READ_AT_MOST) -> Iterator[Anchor | int]:
        """The anchors in the order they were written; a number is that of a line that is not one."""

    def is_missing(self) -> bool:
        """Whether anchors that were written must have been taken away."""


class FileAnchors:
    """Anchors in a file, one a line, only ever added to."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.where = path.name

    def write(self, anchor: Anchor) -> None:
        """Add a line and make it durable. Raises `StoreFull`, `ReadOnly`, `StoreUnreadable`."""
        with os_words():
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
            handle = os.open(self._path, flags, FILE_MODE)
            try:
                os.write(handle, line_of(anchor).encode("ascii") + b"\n")
                os.fsync(handle)
            finally:
                os.close(handle)

    def is_missing(self) -> bool:
        """A set-up writes the first anchor, so there is always a file."""
        return not self._path.is_file()

    def read(self, last_bytes: int = READ_AT_MOST) -> Iterator[Anchor | int]:
        """Every line of the last bytes of the file, one at a time; nothing where there is no file."""
        if not self._path.is_file():
            return
        with os_words(), self._path.open("rb") as file:
            start = file.seek(0, os.SEEK_END) - last_bytes
            file.seek(max(0, start))
            number = 0
            if start > 0:
                file.readline(_MAX_LINE)  # begins in the middle of a line
            while line := file.readline(_MAX_LINE):
                number += 1
                yield from _anchor_or(line, number)


class SyslogAnchors:
    """Anchors in the machine's syslog, under `ce-tui`. They are not read back: compare them by eye."""

    where = "syslog"

    def write(self, anchor: Anchor) -> None:
        """Send the line to syslog, facility auth."""
        import syslog

        syslog.openlog("ce-tui", 0, syslog.LOG_AUTH)
        syslog.syslog(syslog.LOG_INFO, f"anchor {line_of(anchor)}")

    def is_missing(self) -> bool:
        """Cannot be told."""
        return False

    def read(self, last_bytes: int = READ_AT_MOST) -> Iterator[Anchor | int]:
        """Nothing: syslog is not ours to read."""
        return iter(())


def line_of(anchor: Anchor) -> str:
    """An anchor as a line."""
    return f"{anchor.at} {anchor.store} {anchor.head.seq} {anchor.head.link.hex()}"


def read_line(line: str) -> Anchor | None:
    """The anchor that a line holds, or None."""
    fields = line.split()
    if len(fields) != 4:
        return None
    at, store, seq, link = fields
    if not (seq.isascii() and seq.isdigit() and len(seq) < 16 and len(store) == 32 and len(link) == 64):
        return None
    try:
        return Anchor(at, store, Head(int(seq), bytes.fromhex(link)))
    except ValueError:
        return None


def last_of(anchors: Anchors, store: str) -> Anchor | None:
    """The furthest of the last few hundred anchors of a store."""
    ours = [each for each in anchors.read(50_000) if isinstance(each, Anchor) and each.store == store]
    return max(ours, key=lambda anchor: anchor.head.seq, default=None)


def _anchor_or(line: bytes, number: int) -> Iterator[Anchor | int]:
    if line.strip():
        yield read_line(line.decode("ascii", "replace")) or number
