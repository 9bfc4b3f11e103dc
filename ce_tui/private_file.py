"""A file that only its owner may read, and that stands under its name whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


class NotWritten(Exception):
    """The file was not made. `words` say why; `exists`: one of that name is there and was left as it is."""

    def __init__(self, words: str, *, exists: bool = False) -> None:
        super().__init__(words)
        self.words = words
        self.exists = exists


def check_target(target: Path, *, replace: bool = False) -> None:
    """Look, before any work is done, whether a file can be made there. Raises NotWritten."""
    try:
        if not target.parent.is_dir():
            raise NotWritten(f"There is no folder {target.parent}. Nothing was written.")
        mode = target.lstat().st_mode
    except FileNotFoundError:
        mode = 0
    except (OSError, ValueError) as error:
        raise NotWritten("A file of that name cannot be made. Nothing was written.") from error
    if mode and not stat.S_ISREG(mode):
        raise NotWritten(f"{target} is not a file that can be replaced. Nothing was written.")
    if mode and not replace:
        raise NotWritten(f"{target} exists already.", exists=True)
    if not os.access(target.parent, os.W_OK):
        raise NotWritten(f"The folder {target.parent} cannot be written to. Nothing was written.")


def write_private(
    target: Path, content: bytes, *, replace: bool = False, before: Callable[[], None] | None = None
) -> None:
    """Write a file of mode 0600. `before` runs when it is on the disk and before it stands under its name.

    What `before` raises leaves no file. Raises NotWritten.
    """
    check_target(target, replace=replace)
    made: Path | None = None
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".ce-tui-", suffix=".part")
        made = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if before is not None:
            before()
        check_target(target, replace=replace)
        made.replace(target)
        made = None
        _sync(target.parent)
    except OSError as error:
        raise NotWritten(f"{target} cannot be written: {error.strerror}. Nothing was left there.") from error
    finally:
        if made is not None:
            with suppress(FileNotFoundError):
                made.unlink()


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
