"""Folders that are opened beneath another, and never outside it, whatever the names on the way lead to.

The system is asked (`openat2`, Linux 5.6 and newer); where it does not know the question, each name is opened by
itself. No path is compared as text: no link, no `..`, no other mount is followed, also not one that comes meanwhile.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

_OPENAT2 = 437  # the same number on every kind of processor (but alpha)
_NO_XDEV, _NO_MAGICLINKS, _NO_SYMLINKS, _BENEATH = 0x01, 0x02, 0x04, 0x08
_UNKNOWN = (
    errno.ENOSYS,
    errno.EPERM,
    errno.EINVAL,
    errno.E2BIG,
)  # an older system, or one that a filter stands before
_AGAIN = 5  # something was renamed meanwhile: the system asks to be asked again


class Outside(OSError):
    """The way leads out of the folder, or could: over a link, `..` or another mount."""


class _How(ctypes.Structure):
    _fields_ = (("flags", ctypes.c_uint64), ("mode", ctypes.c_uint64), ("resolve", ctypes.c_uint64))


def opened_beneath(base: int, way: Sequence[str]) -> int:
    """The folder that a way of names leads to from the open folder `base`; no names: the same folder once more.

    Raises Outside; OSError and ValueError as `os.open`.
    """
    if any(name in ("", ".", "..") or "/" in name for name in way):
        raise Outside(errno.EXDEV, "leads elsewhere")
    if not way:
        return os.dup(base)
    try:
        with_system = _asked_of_the_system(base, "/".join(way))
        return _step_by_step(base, way) if with_system is None else with_system
    except OSError as error:
        if error.errno in (errno.EXDEV, errno.ELOOP):
            raise Outside(error.errno, "leads elsewhere") from error
        raise


def own_folder(base: int, name: str) -> int:
    """A folder of this account's own in the open folder `base`: made where it is not there, open for nobody else.

    Raises Outside where something else has its name; OSError.
    """
    with suppress(FileExistsError):
        os.mkdir(name, 0o700, dir_fd=base)
    folder = opened_beneath(base, [name])
    try:
        about = os.fstat(folder)
        if about.st_uid != os.geteuid():
            raise Outside(errno.EXDEV, "belongs to somebody else")
        if about.st_mode & 0o077:
            os.fchmod(folder, 0o700)
    except OSError:
        os.close(folder)
        raise
    return folder


def _asked_of_the_system(base: int, way: str) -> int | None:
    """Raises OSError. None: the system does not know how."""
    if not sys.platform.startswith("linux"):
        return None
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
    how = _How(flags, 0, _NO_XDEV | _NO_MAGICLINKS | _NO_SYMLINKS | _BENEATH)
    call = ctypes.CDLL(None, use_errno=True).syscall
    code = 0
    for _ in range(_AGAIN):
        opened = call(
            ctypes.c_long(_OPENAT2), ctypes.c_long(base), ctypes.c_char_p(os.fsencode(_plain(way))),
            ctypes.byref(how), ctypes.c_size_t(ctypes.sizeof(how)),
        )  # fmt: skip
        if opened >= 0:
            return int(opened)
        code = ctypes.get_errno()
        if code in _UNKNOWN:
            return None
        if code != errno.EAGAIN:
            break
    raise OSError(code, os.strerror(code), way)


def _plain(way: str) -> str:
    if "\0" in way:
        raise ValueError("embedded null byte")
    return way


def _step_by_step(base: int, way: Sequence[str]) -> int:
    """The same, a name at a time. Raises OSError; ENOTDIR or ELOOP for a link, as the system has it."""
    here, mount = os.dup(base), _mount_of(base)
    for name in way:
        try:
            deeper = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=here)
        finally:
            os.close(here)
        here = deeper
        if _mount_of(here) != mount:
            os.close(here)
            raise Outside(errno.EXDEV, "lies in another mount")
    return here


def _mount_of(folder: int) -> str:
    """What tells the mount that an open folder lies in: a bind mount of the same disk is another one."""
    with suppress(OSError):
        for line in Path(f"/proc/self/fdinfo/{folder}").read_text("ascii").splitlines():
            if line.startswith("mnt_id:"):
                return line
    return str(os.fstat(folder).st_dev)
