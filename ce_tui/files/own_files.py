"""The app's own files, which no person's file replaces, and the folders for such files.

Every writer of a file asks here, with the folder that it holds open and the name in it. Paths are not compared as
text: a link, `..`, another current folder, a bind mount and a hard link lead to the same files, which the system tells
by device and inode.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import msgspec

from ce_tui.files.private_file import NotWritten, OutsideFolder, held, opened_beneath, own_folder

Identity = tuple[int, int]
"""Device and inode: the same for every path that leads to a file or folder."""

_A_STORE = ("store.db", "slots.json")  # where both lie, somebody's screenings do
_DEEPEST = 4096  # folders above one another: no path is longer
_LINKS = 40  # that lead on to one another: the system follows no more
LOOK = os.O_DIRECTORY | os.O_CLOEXEC | getattr(os, "O_PATH", os.O_RDONLY)
"""How a folder is opened that is only looked at: it need not be readable."""


class _Kept(NamedTuple):
    """The own folders and files that are there just now, and the names that lead to them.

    Each with what people call it: folders with what lies beneath, and names in the folders that they stand in.
    """

    folders: dict[Identity, str]
    files: dict[Identity, str]
    names: dict[tuple[Identity, str], str]


class OwnFiles(msgspec.Struct, frozen=True, eq=False):
    """The app's own folders and files, each with what people call it.

    Only the app writes in the folders; only it, or who looks after it, replaces the files. They need not exist: their
    place is kept free. `instead`: folders to recommend. `shelves`: folders for files of people who use the app, in
    which a new one may be put, and none is replaced.
    """

    folders: Mapping[Path, str]
    files: Mapping[Path, str]
    instead: Sequence[Path] = ()
    shelves: Sequence[Path] = ()

    def opened(self, folder: Path) -> int:
        """A folder, open. One that files may be put into need not be one that can be listed.

        Raises OSError, ValueError.
        """
        try:
            return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except PermissionError:
            return os.open(folder, LOOK)

    def refusal(self, folder: int, target: Path) -> str:
        """Why no file may stand under the name of `target` in its open folder; empty: it may."""
        what = self._met(folder, target, self._kept())
        if not what:
            return ""
        return (
            f"{target} is {what}, or leads there. Nothing was written: what the app keeps there must not be lost. "
            f"Choose another folder{self._example()}."
        )

    def keeps(self, folder: int, target: Path, about: os.stat_result) -> str:
        """Why the file that is there stays; empty: it may be replaced."""
        shelves = set()
        for path in self.shelves:
            with suppress(OSError, ValueError):
                shelves.add(identity_of(path.stat()))
        if not any(identity in shelves for identity, _ in _upward(folder)):
            return ""
        return (
            f"{target} exists already, in a folder for what people export or back up. It was left as it is. Nothing "
            "was written. Choose another name."
        )

    def note(self, about: os.stat_result) -> None:
        """Nothing: of a command, no file is remembered."""

    def _met(self, folder: int, target: Path, kept: _Kept) -> str:
        """What of the app's own a name in an open folder is, or leads to; empty: nothing."""
        for identity, is_store in _upward(folder):
            if identity in kept.folders or is_store:
                return f"in {kept.folders.get(identity, 'the folder of a store')}"
        name = (identity_of(os.fstat(folder)), target.name.casefold())
        if name in kept.names:
            return kept.names[name]
        try:
            about = os.stat(target.name, dir_fd=folder, follow_symlinks=False)
        except OSError:
            return ""
        if identity_of(about) in kept.files:
            return kept.files[identity_of(about)]
        return self._met_by_link(target, kept) if stat.S_ISLNK(about.st_mode) else ""

    def _met_by_link(self, target: Path, kept: _Kept) -> str:
        """What of the app's own a link leads to, whether there is something or not; empty: nothing."""
        try:
            leads_to = target.resolve()
            if leads_to.is_symlink():  # round and round: Python 3.13 says so by that alone
                return ""
            folder = os.open(leads_to.parent, LOOK)
        except (OSError, RuntimeError):  # nowhere; round and round, before Python 3.13
            return ""
        with held(folder):
            return self._met(folder, leads_to, kept)

    def _kept(self) -> _Kept:
        kept = _Kept({}, {}, {})
        for path, what in self.folders.items():
            kept.names.update(dict.fromkeys(_names(path), what))
            for about in _of_the_folder(path):
                group = kept.folders if stat.S_ISDIR(about.st_mode) else kept.files
                group[identity_of(about)] = what if group is kept.folders else f"a file of {what}"
        for path, what in self.files.items():
            kept.names.update(dict.fromkeys(_names(path), what))
            with suppress(OSError, ValueError):
                kept.files[identity_of(path.stat())] = what
        return kept

    def _example(self) -> str:
        """A folder that files can be put into, in words; empty if there is none at hand."""
        for path in self.instead:
            with suppress(OSError, ValueError), held(os.open(path, LOOK)) as folder:
                free = not self._met(folder, path / "referral.pdf", self._kept())
                if free and os.access(path, os.W_OK):
                    return f", for example {path}"
        return ""


def identity_of(about: os.stat_result) -> Identity:
    """The device and inode of a file or folder."""
    return about.st_dev, about.st_ino


def _upward(folder: int) -> Iterator[tuple[Identity, bool]]:
    """An open folder and all that it lies in, each with whether it is a store's, this one's or another's.

    It is asked of the folder itself: its path may have changed meanwhile.
    """
    root = identity_of(Path("/").stat())
    handle = os.dup(folder)
    try:
        for _ in range(_DEEPEST):
            here = identity_of(os.fstat(handle))
            yield here, _is_store(handle)
            try:
                above = os.open("..", LOOK, dir_fd=handle)
            except OSError:  # what this account cannot look into holds no store that it could use
                return
            os.close(handle)
            handle = above
            if here == root == identity_of(os.fstat(handle)):
                return
    finally:
        os.close(handle)


def _is_store(folder: int) -> bool:
    with suppress(OSError):
        for name in _A_STORE:
            os.stat(name, dir_fd=folder, follow_symlinks=False)
        return True
    return False


def _of_the_folder(path: Path) -> Iterator[os.stat_result]:
    """A folder, what is in it, and what is in the folders in it: the app itself goes no deeper."""
    with suppress(OSError, ValueError):
        yield path.stat()
        for each in _entries(path):
            yield each.stat(follow_symlinks=False)
            if each.is_dir(follow_symlinks=False):
                yield from (deeper.stat(follow_symlinks=False) for deeper in _entries(each.path))


def _entries(path: Path | str) -> list[os.DirEntry[str]]:
    with suppress(OSError), os.scandir(path) as entries:
        return list(entries)
    return []


def _names(path: Path) -> Iterator[tuple[Identity, str]]:
    """Every name on the way to a path, those of links and what they lead through too, with the folder it stands in.

    Up to the first that is not there: a file of that name would be in the way.
    """
    links = 0
    with suppress(OSError, ValueError):
        here, left = Path("/"), list(reversed(path.absolute().parts[1:]))
        while left and links <= _LINKS:
            name = left.pop()
            if name == "..":
                here = here.parent  # no link is left in it
                continue
            yield identity_of(here.stat()), name.casefold()
            if not (here / name).is_symlink():
                here /= name
                continue
            links += 1
            link = (here / name).readlink()
            here = Path("/") if link.is_absolute() else here
            left += reversed(link.parts[link.is_absolute() :])


WrittenFile = tuple[int, int, int]
"""Device, inode and time of a file as it was written. A later one under such a name, or inode, is another."""


class DeployedFolder(msgspec.Struct, frozen=True):
    """A folder that a deployment sets up for files. `name`: of one person's folder in it; empty: all share it."""

    base: Path
    name: str = ""

    @property
    def folder(self) -> Path:
        """Where the files are."""
        return self.base / self.name

    def opened(self, folder: Path) -> int:
        """A folder beneath it, open. Raises NotWritten for one outside; OSError and ValueError."""
        try:
            if not folder.is_relative_to(self.folder):
                raise OutsideFolder
            way = folder.relative_to(self.folder).parts
            with held(os.open(self.base, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)) as base:
                if not self.name:
                    return opened_beneath(base, way)
                with held(own_folder(base, self.name)) as own:
                    return opened_beneath(own, way)
        except OutsideFolder as error:
            raise NotWritten(
                f"On this machine such files go into {self.folder} and nowhere else. Nothing was written. Write a "
                "name alone, without a folder."
            ) from error


class FileOutlet(msgspec.Struct, frozen=True):
    """The place for a session's files of one kind. `shelf`: the only folder for them; None: wherever they may.

    `written`: the files that the session wrote.
    """

    own: OwnFiles
    written: set[WrittenFile] = msgspec.field(default_factory=set)
    shelf: DeployedFolder | None = None

    @property
    def folder(self) -> Path | None:
        """The only folder that such files go into; None: there is no such folder."""
        return None if self.shelf is None else self.shelf.folder

    def opened(self, folder: Path) -> int:
        """A folder for files, open. Raises NotWritten if no file may go there; OSError and ValueError."""
        return (self.shelf or self.own).opened(folder)

    def refusal(self, folder: int, target: Path) -> str:
        """Why no file may stand under the name of `target` in its open folder; empty: it may."""
        return self.own.refusal(folder, target)

    def keeps(self, folder: int, target: Path, about: os.stat_result) -> str:
        """Why the file that is there stays; empty: it may be replaced."""
        if _mark(about) in self.written:
            return ""
        return (
            f"{target} exists already, and was not written in this session. It was left as it is. Choose another "
            "name."
        )

    def note(self, about: os.stat_result) -> None:
        """A file was written here."""
        self.written.add(_mark(about))


def _mark(about: os.stat_result) -> WrittenFile:
    return about.st_dev, about.st_ino, about.st_mtime_ns
