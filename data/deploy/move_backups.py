#!/opt/ce-tui/bin/python -I
"""move_backups.py INCOMING KEPT: moves finished backups out of the folder that the app writes into one of root's.

For root, from a timer. The account that owns INCOMING may have put anything there, under any name, and may change it
meanwhile: nothing but a plain file of its own with no other name is taken, by its open handle, and what stands in KEPT
is a new file of root's. Nothing in KEPT is ever replaced. A backup that is being made has a hidden name until it is
whole. Says what was moved and what was left, and why; ends with 1 where anything was left.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
HALF_MADE = ".moving-"
PIECE = 1024 * 1024  # bytes
LONGEST = 200  # bytes of a name, with room for a number after it


class Left(Exception):
    """A file that is not moved, and why in words."""


def main(incoming: str, kept: str) -> int:
    """Move what is finished. The exit code."""
    with opened(incoming) as here, opened(kept) as there:
        about = os.fstat(there)
        if about.st_uid != os.geteuid() or about.st_mode & 0o077:
            print(f"{kept} is open to others than root. Nothing was moved. chmod 700 and chown root it.")
            return 1
        try:
            fcntl.flock(there, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return 0  # it is being done
        clear(there)
        owner = os.fstat(here).st_uid
        return int(any([not moved(name, here, there, owner) for name in finished(here)]))


@contextmanager
def opened(folder: str) -> Iterator[int]:
    """A folder, itself and no link to it."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        yield handle
    finally:
        os.close(handle)


def names(folder: int) -> list[str]:
    """What is in an open folder."""
    with os.scandir(folder) as entries:
        return sorted(entry.name for entry in entries)


def clear(there: int) -> None:
    """Take away what an earlier run, which was cut short, had not finished."""
    for name in names(there):
        if name.startswith(HALF_MADE):
            os.unlink(name, dir_fd=there)


def finished(here: int) -> list[str]:
    """The names in INCOMING that stand for something whole."""
    return [name for name in names(here) if not name.startswith(".")]


def moved(name: str, here: int, there: int, owner: int) -> bool:
    """Move one; whether it was. Tells what came of it; a name is shown as ASCII, so that it forges no line."""
    try:
        under = move(name, here, there, owner)
    except (Left, OSError) as error:
        print(f"Left where it is: {name!a}: {error if isinstance(error, Left) else error.strerror}.")
        return False
    print(f"Moved: {name!a}" + ("." if under == name else f", as {under!a}: one of that name is there."))
    return True


def move(name: str, here: int, there: int, owner: int) -> str:
    """The name that it has now. Raises Left, OSError."""
    source = os.open(name, READ, dir_fd=here)
    made = f"{HALF_MADE}{secrets.token_hex(8)}"
    try:
        before = os.fstat(source)
        check(before, owner)
        check_room(before, there)
        copy(source, made, there)
        if changes(os.fstat(source)) != changes(before):
            raise Left("it was written to meanwhile")
        under = put(made, name, there)
        take_away(name, here, before)
        return under
    finally:
        os.close(source)
        with suppress(FileNotFoundError):
            os.unlink(made, dir_fd=there)


def check(about: os.stat_result, owner: int) -> None:
    """Raises Left for what is no file of the app's alone."""
    if not stat.S_ISREG(about.st_mode):
        raise Left("it is no plain file")
    if about.st_uid != owner:
        raise Left("it belongs to another account")
    if about.st_nlink != 1:
        raise Left("the file has another name, too")


def check_room(about: os.stat_result, there: int) -> None:
    """Raises Left where the disk would be full of it."""
    disk = os.fstatvfs(there)
    if about.st_size > disk.f_bavail * disk.f_frsize // 2:
        raise Left("there is no room for it")


def changes(about: os.stat_result) -> tuple[int, int]:
    """What is another once somebody has written to a file."""
    return about.st_size, about.st_mtime_ns


def copy(source: int, made: str, there: int) -> None:
    """The content into a new file of root's, on the disk."""
    handle = os.open(made, NEW, 0o600, dir_fd=there)
    with os.fdopen(handle, "wb") as file:
        while piece := os.read(source, PIECE):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())


def put(made: str, name: str, there: int) -> str:
    """Give the copy its name, or the first with a number that is free: a link, unlike a rename, replaces nothing."""
    stem, dot, ending = name.rpartition(".") if "." in name[1:] else (name, "", "")
    stem = os.fsdecode(os.fsencode(stem)[:LONGEST])
    for number in range(1, 10_000):
        under = f"{stem}{f'-{number}' if number > 1 else ''}{dot}{ending}"
        with suppress(FileExistsError):
            os.link(made, under, src_dir_fd=there, dst_dir_fd=there, follow_symlinks=False)
            os.fsync(there)
            return under
    raise Left("there are too many of that name")


def take_away(name: str, here: int, copied: os.stat_result) -> None:
    """Remove what was copied, and nothing that took its name meanwhile."""
    aside = f"{HALF_MADE}{secrets.token_hex(8)}"
    os.rename(name, aside, src_dir_fd=here, dst_dir_fd=here)
    about = os.stat(aside, dir_fd=here, follow_symlinks=False)
    if (about.st_dev, about.st_ino) != (copied.st_dev, copied.st_ino):
        put(aside, name, here)
    os.unlink(aside, dir_fd=here)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("Usage: move_backups.py INCOMING KEPT")
    sys.exit(main(*sys.argv[1:]))
