"""Where the files of one session may go: anywhere but over what the app keeps; in a deployment into one folder only.

And which of those that are there it may replace: what it wrote itself, and nothing else.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from ce_tui.files.beneath import Outside, opened_beneath, own_folder
from ce_tui.files.own_files import OwnFiles, opened_folder
from ce_tui.files.private_file import NotWritten


class WrittenHere:
    """The files that one session wrote, as they were then: a later one under such a name, or number, is another."""

    def __init__(self) -> None:
        self._files: set[tuple[int, int, int]] = set()

    def add(self, about: os.stat_result) -> None:
        """Note a file that was just written."""
        self._files.add(_mark(about))

    def holds(self, about: os.stat_result) -> bool:
        """Whether this is such a file, unchanged since."""
        return _mark(about) in self._files


def _mark(about: os.stat_result) -> tuple[int, int, int]:
    return about.st_dev, about.st_ino, about.st_mtime_ns


@dataclass(frozen=True)
class Shelf:
    """A folder that a deployment sets up for files. `name`: of one person's folder in it; empty: all share it."""

    base: Path
    name: str = ""

    @property
    def folder(self) -> Path:
        """Where the files are."""
        return self.base / self.name

    def opened(self, folder: Path) -> int:
        """A folder beneath it, open. Raises NotWritten for one outside; OSError and ValueError."""
        if not folder.is_relative_to(self.folder):
            raise self._outside()
        base = os.open(self.base, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            return self._beneath(base, folder.relative_to(self.folder).parts)
        except Outside as error:
            raise self._outside() from error
        finally:
            os.close(base)

    def _beneath(self, base: int, way: tuple[str, ...]) -> int:
        if not self.name:
            return opened_beneath(base, way)
        own = own_folder(base, self.name)
        try:
            return opened_beneath(own, way)
        finally:
            os.close(own)

    def _outside(self) -> NotWritten:
        return NotWritten(
            f"On this machine such files go into {self.folder} and nowhere else. Nothing was written. Write a name "
            "alone, without a folder."
        )


@dataclass(frozen=True)
class Outlet:
    """Where a session's files of one kind may go. `shelf`: the only folder for them; None: wherever they may."""

    own: OwnFiles
    written: WrittenHere = field(default_factory=WrittenHere)
    shelf: Shelf | None = None

    @property
    def folder(self) -> Path | None:
        """The only folder that such files go into; None: there is no such folder."""
        return None if self.shelf is None else self.shelf.folder

    def opened(self, folder: Path) -> int:
        """A folder for files, open. Raises NotWritten where no file may go there; OSError and ValueError."""
        return opened_folder(folder) if self.shelf is None else self.shelf.opened(folder)

    def refusal(self, folder: int, target: Path) -> str:
        """Why no file may be put under the name of `target` into its folder, which is open; empty: it may be."""
        return self.own.refusal(folder, target)

    def keeps(self, folder: int, target: Path, about: os.stat_result) -> str:
        """Why the file that is there stays; empty: it may be replaced."""
        if self.written.holds(about):
            return ""
        return (
            f"{target} exists already, and was not written in this session. It was left as it is. Choose another "
            "name."
        )

    def note(self, about: os.stat_result) -> None:
        """A file was written here."""
        self.written.add(about)
