"""Where anchors are kept: what is written down outside the database of where the store stood at a time.

The chain alone cannot tell that somebody put an older copy of the store back; an anchor that is ahead of it can. Kept
in a file of another owner or in syslog, it also holds against someone who can write to the store's folder. What a line
holds: `anchor_lines`; what a reader makes of many: `anchor_walk`.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import stat
import syslog
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO, Protocol

import msgspec

from ce_tui.core.vault.errors import Busy, StoreUnreadable
from ce_tui.core.vault.folder.home import FILE_MODE, os_words, words_of
from ce_tui.core.vault.log.anchor_lines import (
    IN_A_MESSAGE,
    LONGEST,
    WrittenLine,
    digest_of,
    read_line,
)
from ce_tui.files.shown import shown

BESIDE = "beside the store"
_MAX_MESSAGE = 10_000
_CHUNK = 1 << 20
_PATIENCE = 2.0  # seconds
_NOT_READ_BACK = (
    "The anchors are in syslog and were not compared: this program does not read them back unless the configuration "
    "says from which file. They can be compared by eye, such as with “journalctl -t ce-tui”: each line holds its own "
    "number, then the number of an entry and its link."
)


class Tail(msgspec.Struct, frozen=True, kw_only=True):
    """What lies in a place from the line on that the store wrote last; else from its beginning on.

    `lines` in their order, None for one that is far too long; they are read while the place is open. `is_there`: the
    line that was written last was found; `more`: there is more than was to be read; `torn`: the last line has no end.
    """

    lines: Iterator[bytes | None]
    is_there: bool = False
    more: bool = False
    torn: bool = False


class Anchors(Protocol):
    """Somewhere that anchors are written to.

    `where` is what people call it, `place` what the store remembers it by. `keeps_all`: what was written there stays,
    so that it was taken away where it is missing; `locks`: `held` keeps other sessions out.
    """

    place: str
    keeps_all: bool
    locks: bool

    @property
    def where(self) -> str:
        """What people call it."""

    def held(self) -> AbstractContextManager[None]:
        """Within it nobody else writes there, nor puts it away, where it `locks`. Raises a `VaultError`."""

    def write(self, line: bytes, *, after_torn: bool = False) -> int:
        """Add a line, durably. Returns where it ended. Raises a `VaultError` where it cannot."""

    def tail(self, written: WrittenLine, at_most: int | None = None) -> AbstractContextManager[Tail]:
        """What lies there from the last line written on, up to so many bytes. Raises a `VaultError`."""

    def is_missing(self) -> bool:
        """Whether anchors that were written must have been taken away."""

    @property
    def unread(self) -> str:
        """Why they cannot be compared with, in words; empty where they can."""


class FileAnchors:
    """Anchors in a file, one a line, only ever added to."""

    unread = ""
    keeps_all = locks = True

    def __init__(self, path: Path, place: str = "") -> None:
        self._path = path
        self.where = shown(path.name)
        self.place = place or str(path.absolute())

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """The file's lock, which whoever puts it away takes too. Raises `Busy`, and what `write` raises."""
        until = time.monotonic() + _PATIENCE
        while True:
            handle = self._open()
            try:
                if self._is_ours(handle, until):
                    yield
                    return
            finally:
                os.close(handle)

    def write(self, line: bytes, *, after_torn: bool = False) -> int:
        """Add a line and make it durable. Raises `StoreFull`, `ReadOnly`, `StoreUnreadable`."""
        with os_words():
            handle = self._open()
            try:
                end = _added(handle, (b"\n" if after_torn else b"") + line + b"\n")
                if not self._stands_alone(line, end):  # somebody added the beginning of a line meanwhile
                    end = _added(handle, b"\n" + line + b"\n")
                os.fsync(handle)
                return end
            finally:
                os.close(handle)

    def _stands_alone(self, line: bytes, end: int) -> bool:
        """Whether a line that was written up to there is one of its own; it is taken to be where it cannot be read."""
        begin = end - len(line) - 1
        with contextlib.suppress(OSError), self._path.open("rb", buffering=0) as file:
            return begin <= 0 or os.pread(file.fileno(), 1, begin - 1) == b"\n"
        return True

    def is_missing(self) -> bool:
        """A set-up writes the first anchor, so there is always a plain file with something in it."""
        try:
            about = self._path.lstat()
        except OSError:
            return True
        return not stat.S_ISREG(about.st_mode) or about.st_size == 0

    @contextlib.contextmanager
    def tail(self, written: WrittenLine, at_most: int | None = None) -> Iterator[Tail]:
        """Its lines; none where there is no plain file. Raises `StoreUnreadable`."""
        if self.is_missing():
            yield Tail(lines=iter(()))
            return
        with _reading(self._path) as file:
            size = os.fstat(file.fileno()).st_size
            start = _start_of(file, written)
            file.seek(start or 0)
            left = size - (start or 0)
            yield Tail(
                lines=_lines(file, left if at_most is None else min(at_most, left), LONGEST),
                is_there=start is not None,
                more=at_most is not None and left > at_most,
                torn=size > 0 and os.pread(file.fileno(), 1, size - 1) != b"\n",
            )

    def _open(self) -> int:
        with os_words():
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
            handle = os.open(self._path, flags, FILE_MODE)
            if stat.S_ISREG(os.fstat(handle).st_mode):
                return handle
            os.close(handle)
        raise StoreUnreadable(f"{self.where} is not a plain file.")

    def _is_ours(self, handle: int, until: float) -> bool:
        """Take the lock; False where the file was put away meanwhile, so that another one is to be opened."""
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > until:
                    raise Busy(f"Another program holds {self.where} for itself.", 5) from None
                time.sleep(0.01)
            except OSError as error:  # a file system without locks
                raise words_of(error) from None
            else:
                break
        with contextlib.suppress(OSError):
            here, there = os.fstat(handle), self._path.lstat()
            return (here.st_dev, here.st_ino) == (there.st_dev, there.st_ino)
        return False


class SyslogAnchors:
    """Anchors in the machine's syslog, under `ce-tui`. They are read back from a file, where there is one.

    `journal`: a file in which syslog's messages are found, one a line: the log that syslog itself writes, or what
    `journalctl` puts out. It is never written to. It is put away by the machine, and may lag behind.
    """

    place = "syslog"
    keeps_all = locks = False

    def __init__(self, journal: Path | None = None) -> None:
        self._journal = journal
        self.where = shown(journal.name) if journal else "syslog"

    @property
    def unread(self) -> str:
        """That they are not read back, where they are not."""
        return "" if self._journal else _NOT_READ_BACK

    def held(self) -> AbstractContextManager[None]:
        """Syslog takes lines of everybody."""
        return contextlib.nullcontext()

    def write(self, line: bytes, *, after_torn: bool = False) -> int:
        """Send the line to syslog, facility auth."""
        syslog.openlog("ce-tui", 0, syslog.LOG_AUTH)
        syslog.syslog(syslog.LOG_INFO, f"anchor {line.decode('ascii')}")
        return 0

    def is_missing(self) -> bool:
        """Whether the file that they are to be read back from is not there."""
        return self._journal is not None and not self._journal.is_file()

    @contextlib.contextmanager
    def tail(self, written: WrittenLine, at_most: int | None = None) -> Iterator[Tail]:
        """The anchors among the last messages; the other messages are passed over. Nothing where there is no file."""
        if self._journal is None or not self._journal.is_file():
            yield Tail(lines=iter(()))
            return
        with _reading(self._journal) as file:
            size = os.fstat(file.fileno()).st_size
            left = size if at_most is None else min(size, at_most)
            file.seek(size - left)
            yield Tail(lines=_messages(_lines(file, left, _MAX_MESSAGE)), more=left < size)


def know_of_a_store(place: Anchors, at_most: int) -> bool:
    """Whether a store's anchor lies in a place, in so many bytes of it; a file of anchors that cannot be read has one.

    Syslog's file has messages of everybody: where it cannot be read it says nothing.
    """
    try:
        with place.tail(WrittenLine(), at_most) as tail:
            return any(line is not None and read_line(line) is not None for line in tail.lines)
    except StoreUnreadable:
        return place.keeps_all


def _added(handle: int, left: bytes) -> int:
    """Where what was added to a file ends, which others may add to at once."""
    while left:
        left = left[os.write(handle, left) :]
    return os.lseek(handle, 0, os.SEEK_CUR)


@contextlib.contextmanager
def _reading(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("rb", buffering=0) as file:
            yield file
    except OSError as error:
        raise StoreUnreadable(
            f"The anchors of the log cannot be read from {shown(path.name)}: {(error.strerror or 'unknown').lower()}. "
            "Nothing was changed. Ask whoever looks after this machine to let this account read it."
        ) from None


def _start_of(file: BinaryIO, written: WrittenLine) -> int | None:
    """Where the line begins that was written last; None where it is not where it was."""
    if not written.number or not 0 < written.end <= os.fstat(file.fileno()).st_size:
        return None
    begin = max(0, written.end - LONGEST)
    piece = os.pread(file.fileno(), written.end - begin, begin)
    if not piece.endswith(b"\n"):
        return None
    line = piece[:-1].rpartition(b"\n")[2]
    return written.end - 1 - len(line) if digest_of(line) == written.digest else None


def _lines(file: BinaryIO, left: int, longest: int) -> Iterator[bytes | None]:
    """The lines of the next bytes of a file, without their ends; None for each that is longer than `longest`."""
    rest, is_long = b"", False
    while left > 0 and (chunk := file.read(min(_CHUNK, left))):
        left -= len(chunk)
        *ended, rest = (rest + chunk).split(b"\n")
        for line in ended:
            yield None if is_long or len(line) > longest else line
            is_long = False
        if len(rest) > longest:
            rest, is_long = b"", True
    if is_long or rest:
        yield None if is_long or len(rest) > longest else rest


def _messages(lines: Iterator[bytes | None]) -> Iterator[bytes]:
    for line in lines:
        found = IN_A_MESSAGE.search(line) if line else None
        if found:
            yield found[1]
