"""Files that commands read and write: `-` is standard input, outputs are private and appear whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from ce_tui import exit_codes
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.localities import Locality
from ce_tui.exit_codes import Misuse, Stop
from ce_tui.files.private_file import NotRead, NotWritten, UnfinishedFile, opened_to_read, private_file
from ce_tui.files.shown import is_text, shown
from ce_tui.settings.config import home, load_config
from ce_tui.settings.fault_log import own_files

if TYPE_CHECKING:
    from ce_tui.files.own_files import OwnFiles


LARGEST_INPUT = 64 * 1024 * 1024  # bytes


def read_input(name: str) -> bytes:
    """The content of a FILE; `-` is standard input. Raises Stop: 66 if it cannot be read, 65 if it is too large."""
    try:
        if name == "-":
            content = sys.stdin.buffer.read(LARGEST_INPUT + 1)
        else:
            with opened_input(name) as file:
                content = file.read(LARGEST_INPUT + 1)
    except OSError as error:
        raise Stop(exit_codes.INPUT_UNREADABLE, f"{shown(name)} cannot be read: {error.strerror}.") from error
    if len(content) > LARGEST_INPUT:
        raise Stop(exit_codes.INPUT_WRONG, f"{shown(name)} is too large; expected at most 64 MiB.")
    return content


def opened_input(name: str) -> BinaryIO:
    """A file, open to be read. Raises Stop 66."""
    try:
        return opened_to_read(Path(name))
    except NotRead as error:
        raise Stop(exit_codes.INPUT_UNREADABLE, error.words) from error


def read_first_line(name: str, what: str) -> str:
    """The first line of a passphrase or password file, without its line end. Raises Stop 66 or 65."""
    first = read_input(name).partition(b"\n")[0].removesuffix(b"\r")
    try:
        line = first.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Stop(exit_codes.INPUT_WRONG, f"{shown(name)}: the {what} is not UTF-8 text.") from error
    if not line:
        raise Stop(exit_codes.INPUT_WRONG, f"{shown(name)}: the first line is empty; expected the {what}.")
    return line


def one_standard_input(*names: str | None) -> None:
    """Standard input can be one file, not two. Raises Stop 2."""
    if names.count("-") > 1:
        raise Misuse("Standard input (-) can stand for one file only.")


@contextmanager
def output_file(name: str, force: bool) -> Iterator[UnfinishedFile]:
    """A file of mode 0600 that has its name once the block ended well. Raises Stop 73.

    Where it cannot be made or exists already, that is said before the block, so that nothing is done in vain.
    """
    with output_refusals(), private_file(Path(name), own_files_here(), replace=force) as file:
        yield file


@contextmanager
def output_refusals() -> Iterator[None]:
    """Why a file is not made, as the end of a command. Raises Stop 73."""
    try:
        yield
    except NotWritten as refused:
        how = " It was left as it is. To replace it: --force" if refused.exists else ""
        raise Stop(exit_codes.OUTPUT_REFUSED, f"{refused.words}{how}") from refused


def own_files_here() -> OwnFiles:
    """The app's own files, as the environment says, which no file replaces. Raises ConfigInvalid."""
    return own_files(load_config(), home())


def in_pathway(pathway: Pathway, typed: str) -> Locality:
    """The locality of that id, in any case. Raises Stop 2 with those that there are."""
    try:
        return pathway.locality(typed.strip().lower())
    except KeyError as error:
        known = ", ".join(locality.id for locality in pathway.localities)
        raise Misuse(f"There is no such locality in the pathway; expected one of: {known}") from error


class ReferralGoal(msgspec.Struct, frozen=True):
    """Where a referral goes and how it is protected. Neither password nor `open`: a passphrase is made up."""

    out: str
    force: bool
    password_file: str | None = None
    open: bool = False

    @property
    def is_text(self) -> bool:
        """Whether the referral is written as plain text."""
        return is_text(self.out)
