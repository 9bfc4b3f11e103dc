"""Anchors: lines in a file outside the database that say where the store stood at a time.

The chain alone cannot tell that somebody put an older copy of the store back; an anchor that is ahead of it can. Kept
in a file of another owner, it also holds against someone who can write to the store's folder.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import math
import os
import re
import secrets
import stat
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec

from ce_tui.core.vault.errors import PUT_BACK, Busy, Damaged, StoreUnreadable
from ce_tui.core.vault.folder.home import FILE_MODE, os_words, take_lock_soon
from ce_tui.core.vault.log.audit import Head, Listing, Secret, StoreState
from ce_tui.files.shown import shown

LONGEST = 700  # bytes of a line
KEYS = "anchor keys"
"""The setting that holds the keys of the MACs."""

Event = Literal["stands", "restored", "gap", "torn"]
"""What a line was written for. "restored": a backup was put back, or an older copy was accepted, and numbering goes on
from what was there. "gap": the line that the store wrote last was gone. "torn": the line before it was cut off, by a
full disk or a power cut."""

_LINE = re.compile(
    # A time that only looks like one is none: what is left of a line, and the next one right behind it, is no anchor.
    rb"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:+.Z]{5,29}) ([0-9a-f]{32}) ([0-9]{1,15}) ([0-9a-f]{64}) ([0-9]{1,15}) "
    rb"([0-9a-f]{64}) ([0-9a-f]{64}) ([0-9]{1,15}) ([0-9a-f]{64}) (stands|restored|gap|torn) ([0-9a-f]{64})"
)
_MAC = 64  # characters at a line's end
_KEY = re.compile("([0-9a-f]{64}):([0-9]{1,15})")


class Anchor(msgspec.Struct, frozen=True, kw_only=True):
    """One anchor. `at` is ISO 8601 in UTC; `before` the SHA-256 of the line before; `number` counts from 1."""

    at: str
    store: str
    number: int
    before: bytes
    state: StoreState
    event: Event = "stands"

    @property
    def head(self) -> Head:
        """Where the log ended."""
        return self.state.head


class WrittenLine(msgspec.Struct, frozen=True):
    """A line in the file of anchors: its number, its SHA-256, and where it ended, in bytes."""

    number: int = 0
    digest: bytes = bytes(32)
    end: int = 0


class AnchorKey(Secret, frozen=True):
    """A key of the MACs, and the entry of the log from which it counts."""

    key: bytes
    since: int = 0


class AnchorKeys(Secret, frozen=True):
    """A store's keys of its anchors, the newest last. The older ones show that old lines are its own."""

    keys: Sequence[AnchorKey]

    @classmethod
    def read(cls, spelled: str | None) -> AnchorKeys:
        """The keys as the setting has them. Raises `Damaged` if there is no key in it."""
        found = [_KEY.fullmatch(each) for each in (spelled or "").split()]
        keys = [AnchorKey(bytes.fromhex(each[1]), int(each[2])) for each in found if each]
        if not keys or len(keys) != len(found):
            raise Damaged(
                "The database store.db is damaged: the keys of its anchors are missing or are not as this program "
                f"writes them. Nothing was changed. {PUT_BACK}"
            )
        return cls(keys)

    def with_another(self, since: int) -> AnchorKeys:
        """These and a new one, which counts from an entry of the log on."""
        return AnchorKeys([*self.keys, AnchorKey(secrets.token_bytes(32), since)])

    def spelled(self) -> str:
        """As the setting has it."""
        return " ".join(f"{each.key.hex()}:{each.since}" for each in self.keys)

    def line(self, anchor: Anchor) -> bytes:
        """An anchor as a line, without its end."""
        state = anchor.state
        text = (
            f"{anchor.at} {anchor.store} {anchor.number} {anchor.before.hex()} {state.head.seq} "
            f"{state.head.link.hex()} {state.tally.hex()} {state.listing.generation} {state.listing.digest.hex()} "
            f"{anchor.event} "
        )
        return text.encode("ascii") + _mac(self.keys[-1].key, text.encode("ascii"))

    def is_genuine(self, anchor: Anchor, line: bytes) -> bool:
        """Whether the line of this anchor bears a MAC of the key that counted then."""
        text, mac = line[:-_MAC], line[-_MAC:]
        until = [*(each.since for each in self.keys[1:]), math.inf]
        return any(
            each.since <= anchor.head.seq <= last and hmac.compare_digest(mac, _mac(each.key, text))
            for each, last in zip(self.keys, until, strict=True)
        )


def read_line(line: bytes) -> Anchor | None:
    """The anchor that a line holds, genuine or not; None where it is no anchor."""
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    at, store, number, before, seq, link, tally, generation, listed, event = (
        each.decode("ascii") for each in found.groups()[:-1]
    )
    return Anchor(
        at=at,
        store=store,
        number=int(number),
        before=bytes.fromhex(before),
        state=StoreState(
            Head(int(seq), bytes.fromhex(link)),
            bytes.fromhex(tally),
            Listing(int(generation), bytes.fromhex(listed)),
        ),
        event=event,  # type: ignore[arg-type]  # one of the four, by the pattern
    )


def digest_of(line: bytes) -> bytes:
    """The SHA-256 of a line without its end."""
    return hashlib.sha256(line).digest()


def _mac(key: bytes, text: bytes) -> bytes:
    return hmac.digest(key, b"anchor\0" + text, "sha256").hex().encode("ascii")


_LISTED = 5
_HIGHEST = 10**12  # what somebody without a key may count up to: ours have to go on behind it
_LISTS = 1000
_BEGUN = re.compile(rb"[0-9T:+.Z-]{1,40}( [0-9a-z ]*)?")


class AnchorWalk:
    """A reading of the anchors' lines, one after the other, and its findings.

    `last` is the store's own line with the highest number, `newest` what it says.

    `end` is `last`, or the last of the lines after it that follow from one another and bear no MAC that is known here:
    after a restore they may be of keys that came later than the backup. `first` is the number of the first own line.
    `lists`: which lists of slots the lines name, those without a known MAC too; a thousand at most.
    """

    def __init__(self, keys: AnchorKeys, store: str) -> None:
        self._keys = keys
        self._store = store
        self.first = 0
        self.last = self.end = WrittenLine()
        self.newest: Anchor | None = None
        self.ahead: Anchor | None = None  # the last of the lines from `last` to `end`
        self.lists = set[Listing]()
        self.before_restore = 0  # lines without a known MAC that a restore found there
        self._pending = 0
        self._cut_off = 0  # lines just before this one that can be the beginning of one
        self._pending_cut_off = 0  # the same before pending ones that say so
        self.torn = 0
        self._copies = self._strange = self._long = self._unproved = 0
        self._first_copy = self._first_unproved = 0
        self._missing: list[tuple[int, int]] = []
        self._parted: list[int] = []
        self._gaps: list[Anchor] = []

    def take(self, line: bytes | None) -> Anchor | None:
        """The next line; None is one that is far too long. Returns the anchor where it is one of the store's own."""
        cut_off, self._cut_off = self._cut_off, 0
        if line is None:
            self._long += 1
            return None
        anchor = read_line(line)
        if anchor is None:
            self._cut_off = cut_off + 1 if _BEGUN.fullmatch(line) else 0
            self._strange += 1
            return None
        if anchor.store != self._store:
            return None
        is_genuine = self._keys.is_genuine(anchor, line)
        if not is_genuine and anchor.number > _HIGHEST:
            self._strange += 1
            return None
        if len(self.lists) < _LISTS:
            self.lists.add(anchor.state.listing)
        written = WrittenLine(anchor.number, digest_of(line))
        if not is_genuine:
            if anchor.event == "torn":
                self._pending_cut_off += cut_off
            self._without_mac(anchor, written)
            return None
        if anchor.event in ("torn", "restored"):
            self._forgive(cut_off)
        self._genuine(anchor, written)
        return anchor

    def at_end(self, *, torn: bool) -> None:
        """There are no more lines. `torn`: the last one has no end, so nobody could go on after it yet."""
        if torn:
            self._forgive(self._cut_off)

    @property
    def faults(self) -> list[str]:
        """What is wrong with these lines, in words; empty where nothing is."""
        unproved = self._unproved + self._pending
        found = [
            f"lines that are no anchors: {self._strange}" if self._strange else "",
            f"lines that are far too long: {self._long}" if self._long else "",
            f"lines that are copies of earlier ones or out of order: {self._copies}, the first of them number "
            f"{self._first_copy}"
            if self._copies
            else "",
            f"lines that do not bear this store's seal: {unproved}, the first of them number {self._first_unproved}"
            if unproved
            else "",
            *(
                f"missing: line {first}" if first == last else f"missing: lines {first} to {last}"
                for first, last in self._missing[:_LISTED]
            ),
            *(f"line {number} does not follow from the one before it" for number in self._parted[:_LISTED]),
            *(
                f"line {each.number} says that the lines before it were gone when it was written"
                for each in self._gaps[:_LISTED]
            ),
        ]
        return [each for each in found if each]

    def _forgive(self, cut_off: int) -> None:
        """Lines that were cut off by a full disk or a power cut, and are known to be."""
        self._strange -= cut_off
        self.torn += cut_off

    def _genuine(self, anchor: Anchor, line: WrittenLine) -> None:
        if line.number <= (self.last.number or (self.first if self._pending else 0)):
            self._copies += 1
            self._first_copy = self._first_copy or line.number
            return
        follows = self._follows(anchor)
        if self._pending:
            if anchor.event == "restored" and follows:
                self.before_restore += self._pending
                self._forgive(self._pending_cut_off)
            else:
                self._unproved += self._pending
                self.end = self.last
                follows = self._follows(anchor)
            self._pending = self._pending_cut_off = 0
            self.ahead = None
        if not self.end.number:
            self.first = anchor.number
        elif line.number > self.end.number + 1:
            if anchor.event != "gap":
                self._missing.append((self.end.number + 1, line.number - 1))
        elif not follows:
            self._parted.append(line.number)
        if anchor.event == "gap":
            self._gaps.append(anchor)
        self.last = self.end = line
        self.newest = anchor

    def _without_mac(self, anchor: Anchor, line: WrittenLine) -> None:
        self._first_unproved = self._first_unproved or line.number
        if self.end.number and not self._follows(anchor):
            self._unproved += 1
            return
        if not self.end.number:
            self.first = anchor.number
        self._pending += 1
        self.end, self.ahead = line, anchor

    def _follows(self, anchor: Anchor) -> bool:
        return anchor.number == self.end.number + 1 and anchor.before == self.end.digest


BESIDE = "beside the store"
_CHUNK = 1 << 20
_PATIENCE = 2.0  # seconds


class AnchorTail(msgspec.Struct, frozen=True, kw_only=True):
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
                with os_words():  # also on a file system without locks
                    if not take_lock_soon(handle, until - time.monotonic()):
                        raise Busy(f"Another program holds {self.where} for itself.", 5)
                is_same = False  # as the one that lies there: it may have been put away meanwhile
                with contextlib.suppress(OSError):
                    is_same = os.path.samestat(os.fstat(handle), self._path.lstat())
                if is_same:
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
                begin, before = end - len(line) - 1, b"\n"
                with contextlib.suppress(OSError), self._path.open("rb", buffering=0) as file:
                    before = os.pread(file.fileno(), 1, begin - 1) if begin > 0 else before
                if before != b"\n":  # somebody added the beginning of a line meanwhile
                    end = _added(handle, b"\n" + line + b"\n")
                os.fsync(handle)
                return end
            finally:
                os.close(handle)

    def is_missing(self) -> bool:
        """Whether the file was taken away: from the set-up on there is always a plain one with some anchor."""
        try:
            about = self._path.lstat()
        except OSError:
            return True
        return not stat.S_ISREG(about.st_mode) or about.st_size == 0

    @contextlib.contextmanager
    def tail(self, written: WrittenLine, at_most: int | None = None) -> Iterator[AnchorTail]:
        """The file's lines from the one written last on, up to so many bytes; none if it is no plain file.

        Raises `StoreUnreadable`.
        """
        if self.is_missing():
            yield AnchorTail(lines=iter(()))
            return
        with _reading(self._path) as file:
            size = os.fstat(file.fileno()).st_size
            start = _start_of(file, written)
            file.seek(start or 0)
            left = size - (start or 0)
            yield AnchorTail(
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


def holds_an_anchor(place: FileAnchors, at_most: int) -> bool:
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
