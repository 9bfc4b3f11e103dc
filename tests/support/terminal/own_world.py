"""A machine of its own for a program: everything is read-only but four folders, which can be searched afterwards.

Where this machine mounts nothing, the program runs as it is and only its own folders are searched.
"""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from support.checkout import CHECKOUT

# In a mount namespace of its own: the whole tree again, read-only, and in it the folders that may be written to.
_ENTER = """
set -e
mount --rbind -o ro=recursive / "$0/root"
mount --bind "$0/tmp" "$0/root/tmp"
for folder in var/tmp dev/shm run; do
    if [ -d "/$folder" ]; then mount --bind "$0/$folder" "$0/root/$folder"; fi
done
for kept in $KEPT; do
    mkdir -p "$0/root$kept"
    mount --bind -o ro "$kept" "$0/root$kept"
done
exec chroot "$0/root" /bin/sh -c 'cd /tmp/person && exec "$@"' sh "$@"
"""
_FOLDERS = ("root", "tmp/person", "var/tmp", "dev/shm", "run")


@dataclass(frozen=True)
class World:
    """`start` comes before a command; `tmp` is what the program has as /tmp, `inside` a path as the program has it."""

    folder: Path
    start: tuple[str, ...]

    @property
    def tmp(self) -> Path:
        return self.folder / "tmp"

    @property
    def person(self) -> Path:
        """The program's HOME and current folder."""
        return self.tmp / "person"

    def inside(self, path: Path) -> Path:
        """A path below `tmp` as the program has it."""
        return Path("/tmp") / path.relative_to(self.tmp) if self.start else path

    def files_with(self, word: str) -> list[str]:
        """Every file that the program could have written and that holds a word, in its name or in itself."""
        spelt = [word.lower().encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-32-le")]
        return [
            str(path.relative_to(self.folder))
            for path in self._written()
            if word.lower() in path.name.lower() or any(each in _content(path) for each in spelt)
        ]

    def _written(self) -> Iterator[Path]:
        for top, folders, files in os.walk(self.folder):
            yield from (Path(top) / name for name in (*folders, *files))


def world(folder: Path) -> World:
    """A world in a folder that does not exist yet."""
    for each in _FOLDERS:
        (folder / each).mkdir(parents=True)
    kept = f"KEPT='{' '.join(_hidden())}'"
    start = ("unshare", "--mount", "--propagation", "private", "/bin/sh", "-c", kept + _ENTER, str(folder))
    return World(folder, start if os.geteuid() == 0 and _can(start) else ())


def _hidden() -> list[str]:
    """What the program needs and the four folders would hide: the checkout and Python, where they lie in one."""
    needed = {str(CHECKOUT), sys.prefix, sys.base_prefix}
    return sorted(each for each in needed if each.startswith(("/tmp/", "/var/tmp/", "/dev/shm/", "/run/")))


def _can(start: tuple[str, ...]) -> bool:
    probe = [*start, "/bin/sh", "-c", "! touch /etc/probe 2>/dev/null && touch /tmp/probe && rm /tmp/probe"]
    return subprocess.run(probe, check=False, capture_output=True).returncode == 0


def _content(path: Path) -> bytes:
    """What a file holds. The renderer ends a moment after the app: it may remove its files while one looks."""
    with suppress(FileNotFoundError):
        return path.read_bytes().lower() if stat.S_ISREG(path.lstat().st_mode) else b""
    return b""
