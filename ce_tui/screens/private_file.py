"""Writes a file that only the account can read: mode 0600, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path


class NotWritten(Exception):
    """The file was not written; `words` say why. Nothing is left behind."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def write_private(path: Path, content: bytes, *, replace: bool = False) -> None:
    """Write `content` under that name with mode 0600. Raises FileExistsError unless `replace`, NotWritten."""
    if path.is_dir():
        raise NotWritten(f"{path} is a folder. Give the name of a file.")
    if not replace and os.path.lexists(path):
        raise FileExistsError(path)
    try:
        handle, made = tempfile.mkstemp(dir=path.parent, prefix=".ce-tui-", suffix=".part")
    except OSError as error:
        raise NotWritten(f"The file cannot be written in {path.parent}: {error.strerror}.") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(made).replace(path)
    except OSError as error:
        raise NotWritten(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        with suppress(FileNotFoundError):
            Path(made).unlink()
