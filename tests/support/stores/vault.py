"""Stores for tests: real files, cheap key derivation, rules that need no pathway, made-up people."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import Answers, Child
from ce_tui.core.pathway.document.loading import default_pathway, pathway_source
from ce_tui.core.pathway.document.notices import ALERTS, urgent
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.open_store import CasebookSettings, Clock, PathwayRules, TierListing
from ce_tui.core.vault.casebook.opening import set_up, sign_in
from ce_tui.core.vault.keys.passphrases import NewStore, RecoveryCode
from ce_tui.core.vault.store.database import Database
from ce_tui.core.vault.store.screening_rows import COLUMNS, read, screenings_of
from ce_tui.files.own_files import OwnFiles
from support.stores.copies import QUICK, copied

NOTHING = OwnFiles({}, {})
"""For tests of what is written: nothing is kept free. What is, is told by `tests/cli/test_own_files.py`."""
ADA = "Ada Example"
BEN = "Ben Example"
CLEO = "Cleo Example"
PASSPHRASE = "seven odd lanterns over a harbour"
OTHER = "quiet gravel under nine bicycles"
CHILD = "Zephyrine Quillfeather"


class PlainRules(PathwayRules):
    """The outcome is red where R2 is marked; amber marks need notes; an edition's source is its id.

    But for the app's own pathway, whose source is what it is: a session reads screenings with it.
    """

    def standing(self, answers: Answers, pinned: bytes | None) -> TierListing:
        outcome = "red" if "R2" in answers.marks else "amber" if answers.marks else "none"
        said = tuple(key for key in urgent() if (asked := ALERTS[key].question) and getattr(answers, asked))
        return TierListing(outcome, answers.decision.outcome, outcome, (), said)

    def has_form(self, locality: str, acting_on: str) -> bool:
        return locality == "southend" and acting_on in ("amber", "red")

    def services(self, locality: str) -> frozenset[str]:
        return frozenset({"C-SPOC", "Emergency Duty Team"}) if locality == "southend" else frozenset()

    def tells_police(self, locality: str) -> bool:
        return False

    def police(self, locality: str) -> frozenset[str]:
        return frozenset()

    def social_care(self, locality: str) -> frozenset[str]:
        return self.services(locality)

    def holds_up(self, answers: Answers, pinned: bytes | None) -> list[str]:
        return [] if answers.notes or not answers.marks else ["Amber marks need a narrative."]

    def source(self, pathway: str) -> bytes | None:
        own = default_pathway()
        return pathway_source(own) if pathway == own.id else f"id = '{pathway}'".encode()

    def edition(self, source: bytes) -> str:
        return hashlib.sha256(source).hexdigest()


def answers(**changes: Any) -> Answers:
    """Answers about a made-up child."""
    usual: dict[str, Any] = {"pathway": "made-up", "locality": "essex", "child": Child(name=CHILD)}
    return Answers(**(usual | changes))


def around(**changes: Any) -> CasebookSettings:
    """What stands around a store of the tests."""
    return CasebookSettings(**({"argon": QUICK, "rules": PlainRules()} | changes))


def new_store(
    home: Path, name: str = ADA, passphrase: str = PASSPHRASE, **changes: Any
) -> tuple[Casebook, RecoveryCode]:
    """A store with Ada, who has all roles, signed in. `changes`: of the store to be made, or of what is around it.

    Without changes it is a copy (see `copied`) that was signed in to: `set_up_store` makes one in any case.
    """
    if changes or (name, passphrase) != (ADA, PASSPHRASE) or home.exists():
        return set_up_store(home, name, passphrase, **changes)
    code = copied(home, _set_up)
    return entered(home), code


def _set_up(home: Path) -> RecoveryCode:
    casebook, code = set_up_store(home)
    casebook.close()
    return code


def set_up_store(
    home: Path, name: str = ADA, passphrase: str = PASSPHRASE, **changes: Any
) -> tuple[Casebook, RecoveryCode]:
    """A store that is made for this: for tests of that, or with more than one."""
    new = {
        name: changes.pop(name) for name in ("hub", "locality", "roles", "code", "new_hub") if name in changes
    }
    return set_up(home, NewStore(name=name, passphrase=passphrase, **new), around(**changes))


def entered(home: Path, name: str = ADA, passphrase: str = PASSPHRASE, **changes: Any) -> Casebook:
    """Someone signed in."""
    return sign_in(home, name, passphrase, around(**changes))


def looked_over(home: Path, **changes: Any) -> Casebook:
    """Ada signed in to say what is wrong with the store, though nobody may work in it."""
    return sign_in(home, ADA, PASSPHRASE, around(**changes), to_check=True)


def with_people(home: Path) -> Casebook:
    """A store with Ada (all roles) signed in, Ben (practitioner) and Cleo (administrator alone). It is a copy."""
    copied(home, _set_up_with_people)
    return entered(home)


def _set_up_with_people(home: Path) -> None:
    casebook, _ = set_up_store(home)
    casebook.people.add_account(BEN, OTHER, ["practitioner"])
    casebook.people.add_account(CLEO, OTHER, ["administrator"])
    casebook.close()


def rewrite(casebook: Casebook, ref: str, **changes: str) -> None:
    """Other values in the row of a screening, sealed as the store seals them: as another edition might have left it."""
    store = casebook._desk.store
    db, chain = store._file.db, store.chain
    with store._file.change():
        before = read(db.execute(f"SELECT {COLUMNS} FROM screenings WHERE ref = ?", (ref,)).fetchone(), chain)
        row = msgspec.structs.replace(before.row, **changes)
        after = msgspec.structs.replace(before, row=row).sealed(chain)
        for name, value in {**changes, "seal": after.seal}.items():
            db.execute(f"UPDATE screenings SET {name} = ? WHERE ref = ?", (value, ref))
        kind = screenings_of(row.owner)
        store.log.write([], [(kind, before.seal), (kind, after.seal)])


def database_of(casebook: Casebook) -> Database:
    """The database that someone has open, for a look past the casebook or to do it harm."""
    store = casebook._desk.store
    return store._file.db


def set_clock(casebook: Casebook, clock: Clock) -> None:
    """Have it later in a casebook that is open."""
    casebook._desk.around = msgspec.structs.replace(casebook._desk.around, clock=clock)


def replace_store(home: Path) -> None:
    """Put another file in the place of the database, and take its write-ahead log away, under whoever is at work."""
    shutil.copy(home / "store.db", home / "new")
    (home / "new").replace(home / "store.db")
    (home / "store.db-wal").unlink()


def can_mount() -> bool:
    """Whether this machine lets the tests mount a small disk. In a chroot, too, whose root is no mount point."""
    probe = ["unshare", "--mount", "--propagation", "unchanged", "mount", "-t", "tmpfs", "tmpfs", "/tmp"]
    return os.geteuid() == 0 and subprocess.run(probe, check=False, capture_output=True).returncode == 0


# In CI nothing is skipped: there a machine that mounts nothing fails.
MAY_SKIP = os.environ.get("CI") != "true"
needs_mount = pytest.mark.skipif(MAY_SKIP and not can_mount(), reason="this machine mounts nothing")
needs_mount_as_root = pytest.mark.skipif(
    MAY_SKIP and os.geteuid() == 0 and not can_mount(), reason="root, and this machine mounts nothing"
)


def in_memory() -> Path | None:
    """A folder that waits for no disk, where there is one: for long runs that do not ask about disks."""
    folder = Path("/dev/shm")
    return folder if folder.is_dir() and os.access(folder, os.W_OK) else None


@contextlib.contextmanager
def small_disk(at: Path, size: str) -> Iterator[Path]:
    """A disk of a size ("3m"), in memory."""
    at.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", at], check=True)
    try:
        yield at
    finally:
        subprocess.run(["umount", "--lazy", at], check=True)


def fill(disk: Path, name: str = "ballast") -> Path:
    """Fill a disk to its last page. Returns the file that does: removing it makes room again."""
    ballast = disk / name
    with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(bytes(4096)):
            pass
    return ballast


@contextlib.contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """The folder read-only, for root too: a read-only bind mount of itself; else without write permission."""
    if can_mount():
        subprocess.run(["mount", "--bind", folder, folder], check=True)
        subprocess.run(["mount", "-o", "remount,ro,bind", folder], check=True)
        try:
            yield
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)
    else:
        folder.chmod(0o500)
        try:
            yield
        finally:
            folder.chmod(0o700)
