"""Anchors: where the audit chain stood at a time, written down outside the database.

The chain alone cannot tell that somebody put an older copy of the store back; an anchor that is ahead of it can. An
anchor is a line of text: time (UTC), the store's id, the entry's number, its link. None of it is secret. Kept in a
file of another owner or in syslog, it also holds against someone who can write to the store's folder.
"""

from __future__ import annotations

import os
import re
import stat
import syslog
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import msgspec

from ce_tui.core.vault.errors import StoreUnreadable
from ce_tui.core.vault.folder.home import FILE_MODE, os_words
from ce_tui.core.vault.log.audit import Head

READ_AT_MOST = 20_000_000  # bytes from the end: a hundred thousand anchors
_MAX_LINE = 200
_MAX_MESSAGE = 10_000
_IN_A_MESSAGE = re.compile(r"\banchor (\S{10,40} [0-9a-f]{32} [0-9]{1,15} [0-9a-f]{64})\b")
_NOT_READ_BACK = (
    "The anchors are in syslog and were not compared: this program does not read them back unless the configuration "
    "says from which file. They can be compared by eye, such as with “journalctl -t ce-tui”: each line ends with the "
    "number of an entry and its link."
)


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

    @property
    def unread(self) -> str:
        """Why they cannot be compared with, in words; empty where they can."""


class FileAnchors:
    """Anchors in a file, one a line, only ever added to."""

    unread = ""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.where = path.name

    def write(self, anchor: Anchor) -> None:
        """Add a line and make it durable. Raises `StoreFull`, `ReadOnly`, `StoreUnreadable`."""
        with os_words():
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
            handle = os.open(self._path, flags, FILE_MODE)
            try:
                if not stat.S_ISREG(os.fstat(handle).st_mode):
                    raise StoreUnreadable(f"{self.where} is not a plain file.")
                os.write(handle, line_of(anchor).encode("ascii") + b"\n")
                os.fsync(handle)
            finally:
                os.close(handle)

    def is_missing(self) -> bool:
        """A set-up writes the first anchor, so there is always a plain file with something in it."""
        try:
            about = self._path.lstat()
        except OSError:
            return True
        return not stat.S_ISREG(about.st_mode) or about.st_size == 0

    def read(self, last_bytes: int = READ_AT_MOST) -> Iterator[Anchor | int]:
        """Every line of the last bytes of the file, one at a time; nothing where there is no plain file."""
        if self.is_missing():
            return
        for number, line in _lines(self._path, last_bytes, _MAX_LINE):
            if line.strip():
                yield read_line(line.decode("ascii", "replace")) or number


class SyslogAnchors:
    """Anchors in the machine's syslog, under `ce-tui`. They are read back from a file, where there is one.

    `journal`: a file in which syslog's messages are found, one a line: the log that syslog itself writes, or what
    `journalctl` puts out. It is never written to.
    """

    def __init__(self, journal: Path | None = None) -> None:
        self._journal = journal
        self.where = journal.name if journal else "syslog"

    @property
    def unread(self) -> str:
        """That they are not read back, where they are not."""
        return "" if self._journal else _NOT_READ_BACK

    def write(self, anchor: Anchor) -> None:
        """Send the line to syslog, facility auth."""
        syslog.openlog("ce-tui", 0, syslog.LOG_AUTH)
        syslog.syslog(syslog.LOG_INFO, f"anchor {line_of(anchor)}")

    def is_missing(self) -> bool:
        """Whether the file that they are to be read back from is not there."""
        return self._journal is not None and not self._journal.is_file()

    def read(self, last_bytes: int = READ_AT_MOST) -> Iterator[Anchor | int]:
        """The anchors among the messages; the other messages are passed over. Nothing where there is no file."""
        if self._journal is None or not self._journal.is_file():
            return
        for _, line in _lines(self._journal, last_bytes, _MAX_MESSAGE):
            found = _IN_A_MESSAGE.search(line.decode("ascii", "replace"))
            if found and (anchor := read_line(found.group(1))):
                yield anchor


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


def last_of(anchors: Anchors, store: str, since: str = "") -> Anchor | None:
    """The furthest of the last few hundred anchors of a store; of those made after `since` (ISO 8601, UTC)."""
    ours = [
        each
        for each in anchors.read(50_000)
        if isinstance(each, Anchor) and each.store == store and each.at > since
    ]
    return max(ours, key=lambda anchor: anchor.head.seq, default=None)


def _lines(path: Path, last_bytes: int, longest: int) -> Iterator[tuple[int, bytes]]:
    """The lines of the last bytes of a file, numbered, one at a time, in pieces where they are longer than `longest`.

    Raises `StoreUnreadable`.
    """
    try:
        with path.open("rb") as file:
            start = file.seek(0, os.SEEK_END) - last_bytes
            file.seek(max(0, start))
            number = 0
            if start > 0:
                file.readline(longest)  # begins in the middle of a line
            while line := file.readline(longest):
                number += 1
                yield number, line
    except OSError as error:
        raise StoreUnreadable(
            f"The anchors of the log cannot be read from {path.name}: {(error.strerror or 'unknown').lower()}. Nothing "
            "was changed. Ask whoever looks after this machine to let this account read it."
        ) from None
