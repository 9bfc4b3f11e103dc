"""Anchors for tests: made ones, those that a store wrote, and a store as a kill or an attacker leaves it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from ce_tui.core.vault.casebook import trust_checks
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.opening import accept_older
from ce_tui.core.vault.log.anchors import Anchor, FileAnchors, digest_of, read_line
from ce_tui.core.vault.log.audit import Head, Listing, StoreState
from support.checkout import CHECKOUT
from support.stores.vault import BEN, CLEO, OTHER, answers, around, entered, with_people

REASON = "the machine was set back to its snapshot of Friday"
STORE, LINK = "ab" * 16, bytes(range(32))


def anchor(seq: int = 41, number: int = 1, **about: Any) -> Anchor:
    """An anchor of an entry; `about` is whatever else it is to say."""
    usual: dict[str, Any] = {"at": "2026-11-25T10:00:00.000+00:00", "store": STORE, "before": bytes(32)}
    state = StoreState(Head(seq, LINK), bytes(32), Listing(0, bytes(32)))
    return Anchor(**(usual | {"number": number, "state": state} | about))


def numbers(file: Path) -> list[int]:
    """The numbers of the anchors in a file, in their order; -1 for a line that is none."""
    read = [read_line(line) for line in file.read_bytes().splitlines()]
    return [each.number if each else -1 for each in read]


def say_by_hand(casebook: Casebook, file: Path, *, lists_later: int = 0, **state: Any) -> None:
    """Add a line to a file that the store could have written itself, with another state than it has.

    `lists_later`: by how many its list of slots is a later one.
    """
    last = file.read_bytes().splitlines()[-1]
    before = read_line(last)
    assert before is not None
    store = casebook._desk.store
    now = store.log.state()
    listing = replace(now.listing, generation=now.listing.generation + lists_later)
    said = replace(
        before,
        at=casebook._desk.now(),
        number=before.number + 1,
        before=digest_of(last),
        state=replace(now, **({"listing": listing} | state)),
        event="stands",
    )
    with file.open("ab") as anchors:
        anchors.write(trust_checks.keys_of(store).line(said) + b"\n")


def killed_at(home: Path, to: Path, *, without_its_log: bool = False) -> Path:
    """The folder of a store as it is if every process in it is killed now. Those that run go on where they are.

    `without_its_log`: somebody has deleted the write-ahead log.
    """
    shutil.copytree(home, to)
    (to / "store.db-shm").unlink(missing_ok=True)
    if without_its_log:
        (to / "store.db-wal").unlink(missing_ok=True)
    return to


def rolled_back(home: Path, older: bytes) -> None:
    """Put an older database in the store's place."""
    for left in home.glob("store.db-*"):
        left.unlink()
    (home / "store.db").write_bytes(older)


def something(casebook: Casebook) -> None:
    """Something is logged, and anchored."""
    casebook.index.search("harbour")
    casebook._desk.anchor()


def put_away(file: Path) -> Path:
    """The anchors put away, by root's tool. Returns where they lie now."""
    before = set(file.parent.glob(f"{file.name}.*"))
    subprocess.run([CHECKOUT / "data" / "deploy" / "rotate-anchors", file], check=True)
    (away,) = set(file.parent.glob(f"{file.name}.*")) - before
    return away


def copied(home: Path, to: Path) -> Path:
    """A copy of all files of a store, as they are now."""
    shutil.copytree(home, to)
    return to


def work(home: Path, place: FileAnchors) -> None:
    """Ben comes in, begins a screening and leaves it."""
    ben = entered(home, BEN, OTHER, anchors=place)
    ben.screenings.leave(ben.screenings.begin(answers()))
    ben.close()


def accepted(home: Path, place: FileAnchors, name: str = CLEO, passphrase: str = OTHER) -> Casebook:
    """An administrator accepts an older copy of the store and is signed in."""
    return accept_older(home, name, passphrase, REASON, around(anchors=place, terminal="tty9"))


def store_set_back(home: Path, place: FileAnchors, sessions: int = 1) -> Path:
    """A hub set back to before screenings were begun in so many sessions. No account was changed since."""
    with_people(home).close()
    entered(home, anchors=place).close()
    before = (home / "store.db").read_bytes()
    for _ in range(sessions):
        work(home, place)
    rolled_back(home, before)
    return home


def copied_before(
    home: Path, to: Path, place: FileAnchors, change: Callable[[Casebook], object] = lambda _: None
) -> Path:
    """A copy of a hub from before a session of Ada's, in which she makes a change."""
    with_people(home).close()
    entered(home, anchors=place).close()
    copied(home, to)
    ada = entered(home, anchors=place)
    change(ada)
    ada.close()
    return to
