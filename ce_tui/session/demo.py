"""A throw-away store with made-up screenings of made-up people. It lies in memory where the machine has tmpfs."""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from ce_tui.core.clock import utc_now
from ce_tui.core.pathway.actions.action import Action
from ce_tui.core.pathway.actions.rules import iso_minute, read_action
from ce_tui.core.pathway.answers.answers import read_answers
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.dates import LONDON, local_now
from ce_tui.core.strict_json import parse_as, write_json
from ce_tui.core.vault.casebook.open_store import CasebookSettings, Clock, PathwayRules
from ce_tui.core.vault.errors import StoreUnreadable
from ce_tui.core.vault.keys.slots import Argon
from ce_tui.resources import DATA

if TYPE_CHECKING:
    from ce_tui.core.pathway.document.loading import Pathways
    from ce_tui.core.vault.casebook.casebook import Casebook

NAME = "Demo Person"
HUB = "Imaginary Hub"
LOCALITIES = ("southend", "essex", "thurrock", "elsewhere")
FILES = DATA / "demo"
_TRIES = 50
_PREFIX = "ce-tui-demo-"
_IN_MEMORY = ("/dev/shm", "/run/shm")  # noqa: S108 - a private folder is made in it


class MadeUpAction(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something that was done about a made-up screening, so many hours ago.

    `action`: in the contract's shape, without `at` and `by`. `by_in_days`: what comes next is due so many days from
    today; a day that has gone is below nought.
    """

    hours_ago: int
    action: dict[str, Any]
    by_in_days: int | None = None

    def as_of(self, now: datetime) -> Action:
        """The action, so long before `now`, which is aware. Raises InputInvalid where it is unsound."""
        at = (now.astimezone(UTC) - timedelta(hours=self.hours_ago)).astimezone(LONDON)
        today, days = now.astimezone(LONDON).date(), self.by_in_days
        by = "" if days is None else (today + timedelta(days=days)).isoformat()
        return read_action(write_json({**self.action, "at": iso_minute(at), "by": by}))


class DemoScreening(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One made-up screening: how long ago it was made, its state, and what was done about it.

    `key`: what another calls it by in `same_child_as`, which was made later of the same child.
    """

    state: Literal["draft", "completed", "reopened"]
    answers: Answers
    days_ago: int = 0
    key: str = ""
    same_child_as: str = ""
    actions: tuple[MadeUpAction, ...] = ()


class SettableClock:
    """A clock that can be set back, for what happened earlier. `by`: how long; by nothing it is right."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.by = timedelta()

    def __call__(self) -> datetime:
        """The time, as it is set."""
        return self._clock().astimezone(UTC) - self.by


def made_up(pathways: Pathways) -> list[DemoScreening]:
    """All made-up screenings. Raises InputInvalid if one is unsound, as any import would."""
    found: list[DemoScreening] = []
    for locality in LOCALITIES:
        rows = parse_as((FILES / f"{locality}.json").read_bytes(), list[dict[str, Any]])
        many = read_answers(write_json([row["answers"] for row in rows]), pathways).answers
        found += [
            msgspec.convert({**row, "answers": each}, DemoScreening)
            for row, each in zip(rows, many, strict=True)
        ]
    return found


@contextmanager
def throw_away_store(pathways: Pathways, clock: Clock = utc_now) -> Iterator[tuple[Path, Casebook]]:
    """The folder of a store full of made-up screenings, and its casebook, signed in. Nothing stays afterwards."""
    parent = _memory()
    _sweep(parent)
    with _folder_of_its_own(parent) as folder:
        home = folder / "home"
        casebook = _filled(home, pathways, SettableClock(clock))
        try:
            yield home, casebook
        finally:
            casebook.close()


def _filled(home: Path, pathways: Pathways, clock: SettableClock) -> Casebook:
    from ce_tui.core.vault.casebook.opening import set_up
    from ce_tui.core.vault.keys.passphrases import NewStore

    everything, now = made_up(pathways), clock()
    past = _past(everything)
    clock.by = past[0][0]
    casebook, _ = set_up(
        home,
        NewStore(name=NAME, passphrase=secrets.token_urlsafe(24), hub=HUB, locality=LOCALITIES[0]),
        CasebookSettings(
            argon=Argon(memory=8 * 1024, iterations=1),  # nobody signs in here with a passphrase
            rules=PathwayRules(pathways),
            clock=clock,
        ),
    )
    refs: dict[int, str] = {}
    for ago, number, done in past:
        clock.by = ago
        if done is not None:
            casebook.actions.record(refs[number], done.as_of(now))
            continue
        refs[number] = _screened(casebook, everything[number], clock)
        if same := everything[number].same_child_as:
            before = next(at for at, each in enumerate(everything) if each.key == same)
            casebook.pairings.say(refs[number], refs[before], same=True)
    clock.by = timedelta()
    return casebook


def _past(everything: Sequence[DemoScreening]) -> list[tuple[timedelta, int, MadeUpAction | None]]:
    """All that happened: how long ago, about which screening, and what was done; None: it was made.

    The longest ago first; of one moment the first draft was made last, so that it leads Home.
    """
    found: list[tuple[timedelta, int, MadeUpAction | None]] = []
    for number in sorted(range(len(everything)), key=lambda n: (everything[n].state == "draft", -n)):
        made = timedelta(days=everything[number].days_ago)
        found.append((made, number, None))
        for done in everything[number].actions:  # what was done before it was made is recorded as it is made
            found.append((min(timedelta(hours=done.hours_ago), made), number, done))
    return sorted(found, key=lambda each: each[0], reverse=True)


def _screened(casebook: Casebook, about: DemoScreening, clock: Clock) -> str:
    """The reference of a made-up screening, made as of now."""
    today = local_now(clock).date().isoformat()
    answers = msgspec.structs.replace(about.answers, screened_on=today)
    if about.state == "draft":
        return casebook.screenings.import_answers([answers])[0]
    screening = casebook.screenings.complete(casebook.screenings.begin(answers))
    if about.state == "reopened":
        screening = casebook.screenings.reopen(screening)
    casebook.screenings.leave(screening)
    return screening.ref


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
