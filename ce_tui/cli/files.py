"""Files that commands read and write: `-` is standard input, outputs are private and appear whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from ce_tui import exit_codes
from ce_tui.exit_codes import Stop

LARGEST_INPUT = 64 * 1024 * 1024  # bytes


def read_input(name: str) -> bytes:
    """What a FILE holds; `-` is standard input. Raises Stop: 66 where it cannot be read, 65 where it is too large."""
    try:
        if name == "-":
            content = sys.stdin.buffer.read(LARGEST_INPUT + 1)
        else:
            with Path(name).open("rb") as file:
                content = file.read(LARGEST_INPUT + 1)
    except OSError as error:
        raise Stop(exit_codes.INPUT_UNREADABLE, f"{name} cannot be read: {error.strerror}.") from error
    except ValueError as error:  # a NUL in the name
        raise Stop(exit_codes.INPUT_UNREADABLE, "A file of that name cannot exist.") from error
    if len(content) > LARGEST_INPUT:
        raise Stop(exit_codes.INPUT_WRONG, f"{name} is too large; expected at most 64 MiB.")
    return content


def read_first_line(name: str, what: str) -> str:
    """The first line of a passphrase or password file, without its line end. Raises Stop 66 or 65."""
    first = read_input(name).partition(b"\n")[0].removesuffix(b"\r")
    try:
        line = first.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Stop(exit_codes.INPUT_WRONG, f"{name}: the {what} is not UTF-8 text.") from error
    if not line:
        raise Stop(exit_codes.INPUT_WRONG, f"{name}: the first line is empty; expected the {what}.")
    return line


def one_standard_input(*names: str | None) -> None:
    """Standard input can be one file, not two. Raises Stop 2."""
    if names.count("-") > 1:
        raise Stop(exit_codes.USAGE, "Standard input (-) can stand for one file only.")


class Output:
    """A file that is being made; it stands under its name only once it is whole."""

    def __init__(self, target: Path, file: BinaryIO) -> None:
        self._target = target
        self._file = file

    def replace(self, content: bytes) -> None:
        """Put other content in place of what was written: never longer, so that there is room. Raises Stop 73."""
        try:
            self._file.seek(0)
            self._file.write(content)
            self._file.flush()
            self._file.truncate()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise _refused(self._target, error) from error

    def write(self, content: bytes) -> None:
        """Put the content on the disk. Raises Stop 73."""
        try:
            self._file.write(content)
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise _refused(self._target, error) from error


@contextmanager
def output_file(name: str, force: bool) -> Iterator[Output]:
    """A file of mode 0600 that stands under its name only when the block has ended well.

    Raises Stop 73 where it cannot be made or exists already (before the block, so that nothing is done in vain).
    """
    target = Path(name)
    try:
        _may_be_made(target, force)
        handle, made = tempfile.mkstemp(dir=target.parent, prefix=".ce-tui-", suffix=".part")
    except ValueError as error:  # a NUL in the name
        raise Stop(exit_codes.OUTPUT_REFUSED, "A file of that name cannot exist.") from error
    except OSError as error:
        raise _refused(target, error) from error
    try:
        with os.fdopen(handle, "wb") as file:
            yield Output(target, file)
        _put_in_place(Path(made), target, force)
    finally:
        with suppress(FileNotFoundError):
            Path(made).unlink()


def _may_be_made(target: Path, force: bool) -> None:
    try:
        kind = target.lstat().st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISREG(kind) and not stat.S_ISLNK(kind):
        raise Stop(exit_codes.OUTPUT_REFUSED, f"{target} is not a file that can be replaced.")
    if not force:
        raise _exists(target)


def _put_in_place(made: Path, target: Path, force: bool) -> None:
    try:
        if force:
            made.replace(target)
        else:
            _put_if_absent(made, target)
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
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


def _exists(target: Path) -> Stop:
    return Stop(
        exit_codes.OUTPUT_REFUSED, f"{target} exists already and was left as it is. To replace it: --force"
    )


def _refused(target: Path, error: OSError) -> Stop:
    return Stop(
        exit_codes.OUTPUT_REFUSED, f"{target} cannot be written: {error.strerror}. Nothing was left there."
    )
