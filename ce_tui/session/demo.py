"""A throw-away store with made-up screenings of made-up people. It lies in memory where the machine has tmpfs."""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from ce_tui.core.pathway.answers.answers import parse_answers
from ce_tui.core.strict_json import parse_as, write_json
from ce_tui.core.vault.casebook.around import Around
from ce_tui.core.vault.casebook.rules import PathwayRules
from ce_tui.core.vault.errors import StoreUnreadable
from ce_tui.core.vault.keys.slots import Argon
from ce_tui.resources import DATA

if TYPE_CHECKING:
    from ce_tui.core.pathway.answers.screening import Answers
    from ce_tui.core.pathway.document.pathways import Pathways
    from ce_tui.core.vault.casebook.casebook import Casebook

NAME = "Demo Person"
HUB = "Imaginary Hub"
LOCALITIES = ("southend", "essex", "thurrock", "elsewhere")
FILES = DATA / "demo"
_TRIES = 50
_PREFIX = "ce-tui-demo-"
_IN_MEMORY = ("/dev/shm", "/run/shm")  # noqa: S108 - a private folder is made in it


class MadeUp(msgspec.Struct, frozen=True, kw_only=True):
    """One made-up screening, and how far it has come."""

    state: Literal["draft", "completed", "reopened"]
    answers: Answers


def made_up(pathways: Pathways) -> list[MadeUp]:
    """All made-up screenings. Raises InputInvalid if one is unsound, as any import would."""
    found: list[MadeUp] = []
    for locality in LOCALITIES:
        rows = parse_as((FILES / f"{locality}.json").read_bytes(), list[dict[str, Any]])
        many = parse_answers(write_json([row["answers"] for row in rows]), pathways)
        found += [MadeUp(state=row["state"], answers=each) for row, each in zip(rows, many, strict=True)]
    return found


@contextmanager
def throw_away_store(pathways: Pathways) -> Iterator[tuple[Path, Casebook]]:
    """The folder of a store full of made-up screenings, and its casebook, signed in. Nothing stays afterwards."""
    parent = _memory()
    _sweep(parent)
    with _folder_of_its_own(parent) as folder:
        home = folder / "home"
        casebook = _filled(home, pathways)
        try:
            yield home, casebook
        finally:
            casebook.close()


def _filled(home: Path, pathways: Pathways) -> Casebook:
    from ce_tui.core.vault.casebook.opening import NewStore, set_up

    casebook, _ = set_up(
        home,
        NewStore(name=NAME, passphrase=secrets.token_urlsafe(24), hub=HUB, locality=LOCALITIES[0]),
        Around(
            argon=Argon(memory=8 * 1024, iterations=1),  # nobody signs in here with a passphrase
            rules=PathwayRules(pathways),
        ),
    )
    everything = made_up(pathways)
    drafts = [each for each in everything if each.state == "draft"]
    others = [each for each in everything if each.state != "draft"]
    for each in others:
        [ref] = casebook.screenings.import_answers([each.answers])
        screening = casebook.screenings.complete(casebook.screenings.open(ref))
        if each.state == "reopened":
            screening = casebook.screenings.reopen(screening)
        casebook.screenings.leave(screening)
    for each in reversed(drafts):  # the first one last, so that it stands first on Home
        casebook.screenings.import_answers([each.answers])
    return casebook


def _memory() -> Path:
    """A folder that lies in memory, where there is one that can be written to; else the usual temporary one."""
    return Path(next((folder for folder in _IN_MEMORY if os.access(folder, os.W_OK)), tempfile.gettempdir()))


@contextmanager
def _folder_of_its_own(parent: Path) -> Iterator[Path]:
    """A new folder, removed in the end. The lock on it says that its demo is alive; it goes with the process.

    Between its making and the lock another demo may have swept it away: then the next one is tried. Raises
    StoreUnreadable where no folder can be locked.
    """
    for _ in range(_TRIES):
        folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=parent))
        handle = _locked(folder)
        try:
            if handle is not None:
                yield folder
                return
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            if handle is not None:
                os.close(handle)

    raise StoreUnreadable(f"No folder of its own can be kept for a demo in {parent}. Nothing was changed.")


def _sweep(parent: Path) -> None:
    """Remove what demos left behind that were killed: nobody has the key to it, but it takes room.

    The number of a process would not tell: another container has its own, and a machine may hide them.
    """
    for left in parent.glob(f"{_PREFIX}*-*"):
        handle = _locked(left)
        if handle is not None:
            shutil.rmtree(left, ignore_errors=True)
            os.close(handle)


def _locked(folder: Path) -> int | None:
    """The lock on a folder that is there and that nobody else has; None: it is not to be had. Held until closed."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(handle), folder.stat()):
            return handle
    except OSError:  # another has it, or has removed the folder
        pass
    os.close(handle)
    return None
