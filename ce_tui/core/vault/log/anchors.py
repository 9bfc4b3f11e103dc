"""Where anchors are kept: what is written down outside the database of where the store stood at a time.

The chain alone cannot tell that somebody put an older copy of the store back; an anchor that is ahead of it can. Kept
in a file of another owner, it also holds against someone who can write to the store's folder. What a line
holds, and what a reader makes of many: `anchor_lines`.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from ce_tui.core.vault.errors import Busy, StoreUnreadable
from ce_tui.core.vault.folder.home import FILE_MODE, os_words, words_of
from ce_tui.core.vault.log.anchor_lines import LONGEST, WrittenLine, digest_of, read_line
from ce_tui.files.shown import shown

BESIDE = "beside the store"
_CHUNK = 1 << 20
_PATIENCE = 2.0  # seconds


class Tail(msgspec.Struct, frozen=True, kw_only=True):
    """What lies in a place from the line on that the store wrote last; else from its beginning on.

    `lines` in their order, None for one that is far too long; they are read while the place is open. `is_there`: the
    line that was written last was found; `more`: there is more than was to be read; `torn`: the last line has no end.
    """

    lines: Iterator[bytes | None]
    is_there: bool = False
    more: bool = False
    torn: bool = False


class FileAnchors:
    """Anchors in a file, one a line, only ever added to.

    `where` is what people call it, `place` what the store remembers it by.
    """

    def __init__(self, path: Path, place: str = "") -> None:
        self._path = path
        self.where = shown(path.name)
        self.place = place or str(path.absolute())

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """The file's lock: nobody else writes to it or puts it away meanwhile. Raises `Busy` and as `write`."""
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
        """Add a line, durably. Returns where it ended. Raises `StoreFull`, `ReadOnly`, `StoreUnreadable`."""
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
        """Whether it was taken away: a set-up writes the first anchor, so there is always a plain file with some."""
        try:
            about = self._path.lstat()
        except OSError:
            return True
        return not stat.S_ISREG(about.st_mode) or about.st_size == 0

    @contextlib.contextmanager
    def tail(self, written: WrittenLine, at_most: int | None = None) -> Iterator[Tail]:
        """Its lines from the one written last on, up to so many bytes; none where there is no plain file.

        Raises `StoreUnreadable`.
        """
        if self.is_missing():
            yield Tail(lines=iter(()))
            return
        with _reading(self._path) as file:
            size = os.fstat(file.fileno()).st_size
            start = _start_of(file, written)
            file.seek(start or 0)
            left = size - (start or 0)
            yield Tail(
                lines=_lines(file, left if at_most is None else min(at_most, left)),
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


def know_of_a_store(place: FileAnchors, at_most: int) -> bool:
    """Whether a store's anchor lies in so many bytes of a file; one that cannot be read has one."""
    try:
        with place.tail(WrittenLine(), at_most) as tail:
            return any(line is not None and read_line(line) is not None for line in tail.lines)
    except StoreUnreadable:
        return True


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


def _lines(file: BinaryIO, left: int) -> Iterator[bytes | None]:
    """The lines of the next bytes of a file, without their ends; None for each that is far too long."""
    rest, is_long = b"", False
    while left > 0 and (chunk := file.read(min(_CHUNK, left))):
        left -= len(chunk)
        *ended, rest = (rest + chunk).split(b"\n")
        for line in ended:
            yield None if is_long or len(line) > LONGEST else line
            is_long = False
        if len(rest) > LONGEST:
            rest, is_long = b"", True
    if is_long or rest:
        yield None if is_long or len(rest) > LONGEST else rest
