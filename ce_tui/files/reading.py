"""A file that a person names, to be read."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import BinaryIO

from ce_tui.files.shown import shown


class NotRead(Exception):
    """The file cannot be read; `words` say why."""

    def __init__(self, words: str) -> None:
        self.words = shown(words)
        super().__init__(self.words)


def opened_to_read(path: Path, *, plain: bool = False) -> BinaryIO:
    """The file, open. `plain`: only a plain file is taken; a pipe would be waited for. Raises NotRead."""
    try:
        if plain and not stat.S_ISREG(path.stat().st_mode):
            raise NotRead(f"{path} is not a file that can be read.")
        return path.open("rb")
    except OSError as error:
        raise NotRead(f"{path} cannot be read: {error.strerror}.") from error
    except ValueError as error:  # a NUL in the name
        raise NotRead("A file of that name cannot exist.") from error


def typed_path(typed: str) -> Path:
    """The path that somebody typed, with ~ for their own folder. Raises NotRead."""
    try:
        return Path(typed.strip()).expanduser().absolute()
    except RuntimeError as error:  # "~nobody"
        raise NotRead(
            f"There is no home folder {typed.strip().partition('/')[0]} on this machine."
        ) from error
    except OSError as error:  # the current folder has been removed
        raise NotRead(
            "The folder that the app was started in is gone. Write the whole path, from / on."
        ) from error
