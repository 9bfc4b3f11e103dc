"""A file that only its owner may read, and that stands under its name whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, TypeVar

T = TypeVar("T")


class NotWritten(Exception):
    """The file was not made. `words` say why; `exists`: one of that name is there and was left as it is."""

    def __init__(self, words: str, *, exists: bool = False) -> None:
        super().__init__(words)
        self.words = words
        self.exists = exists


class Unfinished:
    """A file that is being made: on the disk, but not yet under its name."""

    def __init__(self, target: Path, file: BinaryIO) -> None:
        self._target = target
        self._file = file

    def write(self, content: bytes) -> None:
        """Make this the content, in place of what was written before. Raises NotWritten."""
        self.fill(lambda file: file.write(content))

    def fill(self, writing: Callable[[BinaryIO], T]) -> T:
        """Let `writing` write the content, in place of what was there. Returns what it returns. Raises NotWritten."""
        try:
            self._file.seek(0)
            given = writing(self._file)
            self._file.flush()
            self._file.truncate()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise _refused(self._target, error) from error
        return given


@contextmanager
def private_file(target: Path, *, replace: bool = False) -> Iterator[Unfinished]:
    """A file of mode 0600 that stands under its name only when the block has ended well.

    Raises NotWritten where it cannot be made or exists already: before the block, so that nothing is done in vain,
    and after it, should the name have been taken meanwhile.
    """
    check_target(target, replace=replace)
    try:
        handle, made = tempfile.mkstemp(dir=target.parent, prefix=".ce-tui-", suffix=".part")
    except OSError as error:
        raise _refused(target, error) from error
    try:
        with os.fdopen(handle, "wb") as file:
            yield Unfinished(target, file)
        _put_in_place(Path(made), target, replace)
    finally:
        with suppress(FileNotFoundError):
            Path(made).unlink()


def write_private(
    target: Path, content: bytes, *, replace: bool = False, before: Callable[[], None] | None = None
) -> None:
    """Write a file of mode 0600. `before` runs when it is on the disk and before it stands under its name.

    What `before` raises leaves no file. Raises NotWritten.
    """
    with private_file(target, replace=replace) as file:
        file.write(content)
        if before is not None:
            before()


def check_target(target: Path, *, replace: bool = False) -> None:
    """Look, before any work is done, whether a file can be made there. Raises NotWritten."""
    try:
        if not target.parent.is_dir():
            raise NotWritten(f"There is no folder {target.parent}. Nothing was written.")
        mode = target.lstat().st_mode
    except FileNotFoundError:
        mode = 0
    except (OSError, ValueError) as error:  # a NUL in the name is a ValueError
        raise NotWritten("A file of that name cannot be made. Nothing was written.") from error
    if mode and not stat.S_ISREG(mode) and not stat.S_ISLNK(mode):
        raise NotWritten(f"{target} is not a file that can be replaced. Nothing was written.")
    if mode and not replace:
        raise _exists(target)
    if not os.access(target.parent, os.W_OK):
        raise NotWritten(f"The folder {target.parent} cannot be written to. Nothing was written.")


def _put_in_place(made: Path, target: Path, replace: bool) -> None:
    try:
        if replace:
            made.replace(target)
        else:
            _put_if_absent(made, target)
        _sync(target.parent)
    except FileExistsError as error:
        raise _exists(target) from error
    except OSError as error:
        raise _refused(target, error) from error


def _put_if_absent(made: Path, target: Path) -> None:
    """Unlike a rename, a link refuses a name that came into being meanwhile; some file systems have no links."""
    try:
        os.link(made, target)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(target):
            raise FileExistsError from None
        made.rename(target)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _exists(target: Path) -> NotWritten:
    return NotWritten(f"{target} exists already.", exists=True)


def _refused(target: Path, error: OSError) -> NotWritten:
    return NotWritten(f"{target} cannot be written: {error.strerror}. Nothing was left there.")
