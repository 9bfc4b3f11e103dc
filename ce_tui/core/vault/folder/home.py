"""The folder of the store (`CE_TUI_HOME`): its files, their locks, and whether it can be used at all."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import re
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from ce_tui.core.vault.errors import (
    PUT_BACK,
    AlreadySetUp,
    Busy,
    Damaged,
    NoStore,
    ReadOnly,
    StoreFull,
    StoreMissing,
    StoreUnreadable,
    VaultError,
)

FOLDER_MODE = 0o700
FILE_MODE = 0o600
PAGE = 4096  # bytes of a page of the database
_FORM = b'"version":2}\n'
_OURS = re.compile(r"(store|slots|throttle|sessions|headroom|pathways|setting-up|derive)\b")
_PATIENCE = 10.0  # seconds
_BUSY = "Someone else is changing the accounts. Try again in a moment."


def root_in_the_folder_of(folder: Path) -> int:
    """The other account that owns the folder, or would, if this runs as root; else 0."""
    with contextlib.suppress(OSError):
        if os.geteuid() == 0:
            return next(each for each in (folder / "_").absolute().parents if each.exists()).stat().st_uid
    return 0


class Home:
    """The folder of a store and the paths in it. Making one touches nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = folder / "store.db"
        self.slots = folder / "slots.json"
        self.anchors = folder / "anchors.log"
        self.throttle = folder / "throttle.json"
        self.lock = folder / "slots.lock"
        self.unfinished = folder / "setting-up.db"
        self.headroom = folder / "headroom"
        self.rekeying = folder / "store.rekeying.db"
        self.next_slots = folder / "slots.next.json"
        self.pathways = folder / "pathways.json"

    def is_set_up(self) -> bool:
        """Whether a store lies here, sound or not. A closed folder counts as one: the sign-in says what to do."""
        if self.is_closed():
            return True
        return self.store.exists() or (self.slots.exists() and not self.unfinished.exists())

    def is_left_over(self) -> bool:
        """Whether other files of a store lie here without its database: not those of a set-up that was cut short."""
        if self.store.exists() or not self.folder.is_dir():
            return False
        left = [self.throttle, self.headroom, self.pathways, self.rekeying, self.next_slots]
        if not self.unfinished.exists():
            left.append(self.slots)
        names = {"sessions", *(path.name for path in left)}
        there = (path.name for path in self.folder.iterdir())
        return any(name in names or name.startswith(f"{self.store.name}-") for name in there)

    def is_of_this_form(self) -> bool:
        """Whether the key file ends as one of this edition does: it is JSON whose keys are sorted."""
        with contextlib.suppress(OSError):
            handle = os.open(self.slots, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
            with os.fdopen(handle, "rb") as file:
                file.seek(-len(_FORM), os.SEEK_END)
                return file.read() == _FORM
        return False

    def has_nothing_to_say(self) -> bool:
        """Whether the folder plainly holds a store to sign in to, or nothing at all.

        What else there may be is looked into with more time (`casebook.trust_checks`).
        """
        if root_in_the_folder_of(self.folder):
            return False
        with contextlib.suppress(OSError):
            if self.store.exists():
                return self.is_of_this_form()
            return not self.folder.exists() or not any(self.folder.iterdir())
        return False

    def is_closed(self) -> bool:
        """Whether this account of the machine may not even look into the folder."""
        try:
            self.store.stat()
        except OSError as error:
            return isinstance(error, PermissionError)
        return False


def refuse_closed(home: Home) -> None:
    """Raise `StoreUnreadable` where this account of the machine may not look into the folder."""
    if home.is_closed():
        raise StoreUnreadable(
            "This account of the machine may not look into the folder of the store, so nobody can sign in from it. "
            "Nothing was changed. Ask whoever looks after this machine. Contacts and guidance are open without a "
            "sign-in."
        )


def prepare(home: Home) -> None:
    """Make the folder for a first set-up, private to this account.

    Raises `AlreadySetUp`, `ReadOnly`, `StoreFull`, `StoreUnreadable`.
    """
    os.umask(0o077)
    refuse_closed(home)
    if home.is_set_up():
        raise AlreadySetUp
    with os_words():
        home.folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    _refuse_network(home)
    _refuse_links(home)
    _tighten(home)
    if is_read_only(home):
        raise ReadOnly


def clear_half_made(home: Home) -> None:
    """Clear what a set-up cut short left behind. To be called with the lock held; never touches a store.

    Raises `AlreadySetUp` where someone else finished one meanwhile.
    """
    if home.is_set_up():
        raise AlreadySetUp
    with os_words():
        home.slots.unlink(missing_ok=True)
        for left in home.folder.glob("setting-up.db*"):
            left.unlink()


def inspect(home: Home) -> None:
    """Check that a store lies here and can be read, and close it to others. Whether it can be written: `is_read_only`.

    Raises `NoStore`, `StoreMissing`, `Damaged` (the key file is gone), `StoreUnreadable`.
    """
    os.umask(0o077)
    refuse_closed(home)
    with os_words():
        has_store, has_slots = home.store.exists(), home.slots.exists()
        half_made = home.unfinished.exists()
    if not has_store and (not has_slots or half_made):
        raise NoStore
    _refuse_links(home)
    if not has_store:
        raise StoreMissing
    if not has_slots:
        raise Damaged(
            "The key file slots.json is missing from the folder of the store, and nobody can sign in without it. "
            f"The screenings are still there. {PUT_BACK}"
        )
    for path in (home.store, home.slots):
        if not path.is_file():
            raise Damaged(f"{path.name} in the folder of the store is not a file. {PUT_BACK}")
    size = home.store.stat().st_size
    if size < PAGE:  # opened, an empty one would be filled with an empty store
        what = "cut off: not even its first page is left" if size else "empty: everything in it is gone"
        raise Damaged(f"The database store.db is {what}. Nothing was changed. {PUT_BACK}")
    _refuse_network(home)
    _tighten(home)


def _refuse_links(home: Home) -> None:
    """Raise `Damaged` where a link lies in the place of a file of ours: it would be written wherever it leads to."""
    with os_words():
        links = [path.name for path in home.folder.iterdir() if path.is_symlink() and _OURS.match(path.name)]
    if links:
        raise Damaged(
            f"{min(links)} in the folder of the store is a link, and links are not followed there. Nothing was "
            "changed. Somebody who can write to that folder put it there: tell whoever looks after the store. What "
            "was moved elsewhere on purpose is to be moved back."
        )


def is_read_only(home: Home) -> bool:
    """Whether the store can be read but not written: a read-only mount, or no permission."""
    there = [path for path in (home.folder, home.store, home.slots) if path.exists()]
    may_write = all(os.access(path, os.W_OK) for path in there)
    return not may_write or bool(os.statvfs(home.folder).f_flag & os.ST_RDONLY)


def _refuse_network(home: Home) -> None:
    if found := network_kind(home.folder):
        raise StoreUnreadable(
            f"The folder of the store lies on a network share ({found}), where saved work can be lost. Nothing was "
            "changed. Choose a folder on this machine's own disk with CE_TUI_HOME."
        )


def _tighten(home: Home) -> None:
    """Close the folder and its files to everyone else. Where that is not ours to do, leave it to `doctor`."""
    for path in (home.folder, home.store, home.slots, home.throttle):
        mode = FOLDER_MODE if path == home.folder else FILE_MODE
        with contextlib.suppress(OSError):
            if stat.S_IMODE(path.stat().st_mode) & ~mode & 0o777:
                path.chmod(mode)


@contextlib.contextmanager
def os_words() -> Iterator[None]:
    """Turn an `OSError` into plain words: `StoreFull`, `ReadOnly` or `StoreUnreadable`. No path is named."""
    try:
        yield
    except OSError as error:
        raise words_of(error) from None


def words_of(error: OSError) -> VaultError:
    """The failure that an `OSError` stands for."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return StoreFull()
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return ReadOnly()
    reason = os.strerror(error.errno) if error.errno else "unknown"
    return StoreUnreadable(f"The folder of the store cannot be used: {reason.lower()}. Nothing was changed.")


def read_bounded(path: Path, limit: int) -> bytes:
    """Read a whole small file. Never waits on a pipe, never follows a link, never reads more than `limit` bytes.

    Raises `Damaged` for anything that is not a plain file or is too large, `FileNotFoundError`, `StoreUnreadable`.
    """
    not_plain = Damaged(f"{path.name} in the folder of the store is not a plain file.")
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        raise
    except OSError as error:
        is_other = error.errno in (errno.ELOOP, errno.ENXIO, errno.EISDIR)
        raise (not_plain if is_other else words_of(error)) from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise not_plain
    with os.fdopen(handle, "rb") as file, os_words():
        content = file.read(limit + 1)
    if len(content) > limit:
        raise Damaged(f"{path.name} in the folder of the store is far larger than it can be.")
    return content


def write_whole(path: Path, content: bytes, *, durable: bool = True) -> None:
    """Replace a file so that a reader finds the old or the new one, whole; `durable`: after a power cut too. Mode 0600.

    Raises `StoreFull`, `ReadOnly`, `StoreUnreadable`; the old file is then still there.
    """
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    with os_words():
        fresh.unlink(missing_ok=True)  # a killed process that had our number left it
        try:
            handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, FILE_MODE)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                if durable:
                    os.fsync(file.fileno())
            fresh.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                fresh.unlink(missing_ok=True)
            raise
        if durable:
            sync_folder(path.parent)


UNKNOWN = (-1, -1)
"""The identity of what cannot be looked at."""


def identity(path: Path, within: int | None = None) -> tuple[int, int]:
    """Which file or folder lies there, or under that name `within` an open folder; (0, 0): none."""
    try:
        about = os.stat(path, dir_fd=within)
    except FileNotFoundError:
        return 0, 0
    except OSError:
        return UNKNOWN
    return about.st_dev, about.st_ino


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def locked(path: Path, patience: float = _PATIENCE, busy: str = _BUSY) -> Iterator[None]:
    """Hold an advisory lock on `path`: one process at a time changes what it stands for.

    Raises `Busy` with these words after so many seconds. A killed process lets go by itself.
    """
    with os_words():
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, FILE_MODE)
    try:
        if not take_lock_soon(handle, patience):
            raise Busy(busy, 5)
        yield
    finally:
        os.close(handle)


def take(handle: int, how: int = fcntl.LOCK_EX) -> bool:
    """Take the lock of an open file if nobody holds it. Whether that was possible; raises `OSError`."""
    try:
        fcntl.flock(handle, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def take_lock_soon(handle: int, patience: float, how: int = fcntl.LOCK_EX) -> bool:
    """Take the lock of an open file within so many seconds. Whether that was possible; raises as `take`."""
    until = time.monotonic() + patience
    while not take(handle, how):
        if time.monotonic() > until:
            return False
        time.sleep(0.01)
    return True


def open_to_lock(path: Path) -> int | None:
    """Open a file that is only locked; None if it is missing and cannot be made (read-only store, full disk)."""
    for flags in (os.O_RDWR | os.O_CREAT, os.O_RDONLY):
        with contextlib.suppress(OSError):
            return os.open(path, flags | os.O_NOFOLLOW | os.O_CLOEXEC, FILE_MODE)
    return None


def free_bytes(folder: Path) -> int:
    """The room that this account may still take on the folder's disk."""
    about = os.statvfs(folder)
    return about.f_bavail * about.f_frsize


# f_type as in statfs(2), linux/magic.h
_NETWORK = {
    0x6969: "NFS",
    0x517B: "SMB",
    0xFF534D42: "SMB",
    0xFE534D42: "SMB",
    0x5346414F: "AFS",
    0x6B414653: "AFS",
    0x01021997: "9P",
    0x00C36400: "Ceph",
    0x0BD00BD0: "Lustre",
    0x7461636F: "OCFS2",
    0x01161970: "GFS2",
    0x47504653: "GPFS",
    0x19830326: "BeeGFS",
    0xAAD7AAEA: "PanFS",
}
_FUSE = 0x65735546
_FUSE_LOCAL = ("fuseblk", "fuse.fuse-overlayfs", "fuse.ntfs", "fuse.ntfs-3g", "fuse.bindfs", "fuse.lxcfs")


def network_kind(folder: Path) -> str:
    """The name of the network file system that `folder` lies on; "" if it is local or not known."""
    if not sys.platform.startswith("linux"):
        return ""
    import ctypes

    buffer = (ctypes.c_long * 64)()  # struct statfs is 120 bytes; its first word is f_type
    if ctypes.CDLL(None, use_errno=True).statfs(os.fsencode(folder), ctypes.byref(buffer)) != 0:
        return ""
    magic = int(buffer[0]) & 0xFFFFFFFF
    if magic == _FUSE:
        kind = _mounted_as(folder)
        return "" if kind in _FUSE_LOCAL else kind
    return _NETWORK.get(magic, "")


def _mounted_as(folder: Path) -> str:
    """The type that /proc/self/mountinfo gives for the mount that `folder` lies on."""
    try:
        lines = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    real = folder.resolve()
    best, kind = -1, ""
    for line in lines:
        left, _, right = line.partition(" - ")
        fields = left.split(" ")
        if len(fields) < 5 or not right:
            continue
        # A space is written as \040.
        unescaped = fields[4].encode().decode("unicode_escape").encode("latin-1")
        point = Path(unescaped.decode("utf-8", "replace"))
        if (real == point or point in real.parents) and len(point.parts) >= best:
            best, kind = len(point.parts), right.split(" ")[0]
    return kind
