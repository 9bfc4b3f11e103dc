"""A store's sessions, how all are asked to leave, and its room kept back.

Each open casebook holds a lock on a file of its own, `sessions/<random id>`, which says nothing of whose it is. The
kernel lets go of the lock when its process ends, however it ends, so a file without its lock is a session that is
over. Whoever changes the keys holds the gate: nobody comes in meanwhile, and those who are in are asked out.

On a store that cannot be written there is no file, and everything works all the same: who only reads is not counted.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import secrets
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from ce_tui.core.vault.errors import Busy, ReadOnly, StoreFull, StoreUnreadable
from ce_tui.core.vault.folder.home import (
    FILE_MODE,
    FOLDER_MODE,
    UNKNOWN,
    Home,
    free_bytes,
    identity,
    locked,
    open_to_lock,
    os_words,
    take,
    take_lock_soon,
)

_ID = re.compile("[0-9a-f]{32}")
_UNWRITTEN = ".unwritten"
_TRIES = 50
_LOOK_EVERY = 0.1  # seconds
_PASSING = 1.0  # seconds that someone who only passes through the gate may take
_CHANGING = "The keys of this store are being changed. Try again in a moment."


class Sessions:
    """The sessions of one home, and this process's own one among them."""

    def __init__(self, home: Home) -> None:
        self._folder = home.folder / "sessions"
        self._gate = home.folder / "sessions.lock"
        self._leave = self._folder / "leave"
        self.id = ""  # before it entered
        self._handle: int | None = None
        self._asks = False  # whether it is this session that waits for the others
        self._entered = UNKNOWN

    @property
    def is_seen(self) -> bool:
        """Whether others see that this session runs: not if its file could not be made."""
        return self._handle is not None

    def enter(self) -> str:
        """Be in the store. Returns this session's id, 32 hexadecimal digits; clears away the files of dead ones.

        Raises `Busy` while the keys are being changed.
        """
        gate = open_to_lock(self._gate)  # none on a store that cannot be written: nobody changes its keys
        try:
            if gate is not None and not take_lock_soon(gate, _PASSING, fcntl.LOCK_SH):
                raise Busy(_CHANGING, 5)
            self.id = secrets.token_hex(16)
            with contextlib.suppress(ReadOnly, StoreFull, StoreUnreadable), os_words():
                self._folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
                for path in self._files():
                    _is_held(path, then_remove=True)
                self._hold()
                self._entered = identity(self._folder)
        finally:
            if gate is not None:
                os.close(gate)
        return self.id

    def leave(self) -> None:
        """Be out of the store. May be called twice, or without having entered. Never raises."""
        handle, self._handle = self._handle, None
        if handle is None:
            return
        with contextlib.suppress(OSError):
            (self._folder / self.id).unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            os.close(handle)

    def mark_unwritten(self) -> None:
        """Mark that this session has looked at what is not logged yet. An empty file needs no room. Never raises."""
        with contextlib.suppress(OSError):
            _make(self._folder / (self.id + _UNWRITTEN))

    def forget_unwritten(self, *ids: str) -> None:
        """Take the mark of this session, or of these, away: it is logged, or it never will be. Never raises."""
        for each in ids or (self.id,):
            with contextlib.suppress(OSError):
                self._folder.joinpath(each + _UNWRITTEN).unlink(missing_ok=True)

    def ended_unwritten(self) -> list[str]:
        """The ids of sessions that ended before what was looked at in them was logged."""
        with contextlib.suppress(OSError):
            marks = [path.stem for path in self._folder.iterdir() if path.suffix == _UNWRITTEN]
            return [each for each in marks if not self.alive(each)]
        return []

    def alive(self, session: str) -> bool:
        """Whether the session of this id runs still. One on a store that was read-only is never alive."""
        return bool(_ID.fullmatch(session)) and _is_held(self._folder / session)

    def others(self) -> int:
        """How many live sessions there are beside this one."""
        return sum(path.name != self.id and _is_held(path) for path in self._files())

    @property
    def asked_out(self) -> bool:
        """Whether someone else waits for everyone to leave. Costs one stat while nobody does."""
        if self._asks or not self._leave.exists():
            return False
        if _is_held(self._gate):
            return True
        with contextlib.suppress(OSError):  # whoever asked was killed
            self._leave.unlink()
        return False

    @property
    def moved(self) -> bool:
        """Whether the folder of this session was moved away from its place."""
        return self._handle is not None and identity(self._folder) not in (self._entered, UNKNOWN)

    @contextlib.contextmanager
    def alone(self, patience: float, waiting: Callable[[int], None] = lambda _: None) -> Iterator[None]:
        """Shut the gate, ask everyone else out, and go on when they are gone; the gate stays shut for the block.

        `patience` is in seconds, 0 asks nobody and looks once; `waiting` is told how many others there are, each time
        their number changes.
        Raises `Busy` with their number where they are still in then, or where somebody else holds the gate.
        """
        with locked(self._gate, _PASSING, _CHANGING):
            self._asks = True
            until, said = time.monotonic() + patience, 0
            try:
                while others := self.others():
                    if time.monotonic() >= until:
                        raise OthersSignedIn(others)
                    with os_words():
                        _make(self._leave)
                    if others != said:
                        said = others
                        waiting(others)
                    time.sleep(_LOOK_EVERY)
                yield
            finally:
                self._asks = False
                with contextlib.suppress(OSError):
                    self._leave.unlink(missing_ok=True)

    def _hold(self) -> None:
        """Make the file and lock it. Whoever clears up in between may take it for a dead one's: then again."""
        for _ in range(_TRIES):
            path = self._folder / self.id
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, FILE_MODE)
            if take(handle) and os.fstat(handle).st_nlink:
                self._handle = handle
                return
            os.close(handle)
            self.id = secrets.token_hex(16)

    def _files(self) -> list[Path]:
        with contextlib.suppress(OSError):
            return [path for path in self._folder.iterdir() if _ID.fullmatch(path.name)]
        return []


def others_are(others: int) -> str:
    """ "one other person is", "2 others are"."""
    return "one other person is" if others == 1 else f"{others} others are"


class OthersSignedIn(Busy):
    """Others are still signed in. `others` is how many."""

    def __init__(self, others: int) -> None:
        people = others_are(others).capitalize()
        super().__init__(f"{people} still signed in. Try again when they have signed out.", 60)
        self.others = others


def _is_held(path: Path, *, then_remove: bool = False) -> bool:
    """Whether some process holds the lock on a file; one that nobody holds can be removed, while nobody can take it."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        if not take(handle):
            return True
        if then_remove:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        return False
    finally:
        os.close(handle)


def _make(path: Path) -> None:
    """An empty file, where none is; a link is not followed."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, FILE_MODE))


SIZE = 4 * 1024 * 1024
"""Bytes. A change of a screening takes some 30,000 at most, and the write-ahead log uses its own room again."""

_TIGHT = 1024 * 1024  # bytes that are free when it gives way
_FULL = 128 * 1024


class Headroom:
    """The room that a store keeps back on its disk, in a file. Nothing here raises: what fails is tried again."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def is_there(self) -> bool:
        """Whether there is room kept back. Costs one look at the folder."""
        return self._path.exists()

    def make(self) -> bool:
        """Keep room back if there is plenty. Whether some is kept back now."""
        if self.is_there:
            return True
        if self._free() < 3 * SIZE:
            return False
        fresh = self._path.with_name(f"{self._path.name}.{os.getpid()}.new")
        with contextlib.suppress(OSError):
            handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, FILE_MODE)
            try:
                # Real blocks: a file that is only said to be long would give nothing back.
                if hasattr(os, "posix_fallocate"):
                    os.posix_fallocate(handle, 0, SIZE)
                else:
                    os.write(handle, os.urandom(SIZE))
                fresh.replace(self._path)
            finally:
                os.close(handle)
                fresh.unlink(missing_ok=True)
        return self.is_there

    def give_way(self) -> None:
        """Before something is written: give the room up where the disk is nearly full."""
        if self._free() < _TIGHT:
            self.release()

    def release(self) -> None:
        """Give the room up."""
        with contextlib.suppress(OSError):
            self._path.unlink()

    def is_full(self) -> bool:
        """Whether the disk takes nothing more."""
        return self._free() < _FULL

    def _free(self) -> int:
        """Bytes that this account may still write here; as many as can be where that is not told."""
        with contextlib.suppress(OSError):
            return free_bytes(self._path.parent)
        return 1 << 62
