"""Older pages of the database, each genuine, with or without the older list of slots: nobody gets back what they lost.

Of what a change touches, every one, two or three pages are put back (`make soak`), or some of these sets, drawn.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from ce_tui.core.pathway.actions.action import Action, Recorded
from ce_tui.core.pathway.actions.rules import withdrawal
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.errors import Busy, Damaged, VaultError
from support.stores.anchored import killed_at
from support.stores.vault import ADA, BEN, CLEO, OTHER, PASSPHRASE, answers, entered, looked_over, with_people

PAGE = 4096
CALL = Action(at="2020-01-01T10:00", kind="phone", to="C-SPOC", came_of_it="no answer")
NEW = "eleven copper owls in the pantry"
DRAWN = 12
REFUSED = "refused"
PEOPLE = ((ADA, PASSPHRASE), (BEN, OTHER), (BEN, NEW), (CLEO, OTHER))


def role_taken(ada: Casebook, _: str) -> None:
    ada.people.change_roles(CLEO, ["practitioner"])


def suspended(ada: Casebook, _: str) -> None:
    ada.people.suspend(BEN)


def handed_over(ada: Casebook, _: str) -> None:
    ada.people.hand_over(BEN, ADA)


def held(ada: Casebook, ref: str) -> None:
    ada.keeping.hold(ref, "the police asked")


def hold_ended(ada: Casebook, ref: str) -> None:
    ada.keeping.hold(ref, "the police asked")
    ada.keeping.release(ref, "they have it")


def revoked_with_the_key_still_due(ada: Casebook, _: str) -> None:
    others = entered(ada._desk.home.folder, CLEO, OTHER)
    with pytest.raises(Busy):
        ada.revoking.revoke(BEN, patience=0)
    others.close()


def passphrase_changed(ada: Casebook, _: str) -> None:
    ben = entered(ada._desk.home.folder, BEN, OTHER)
    ben.access.change_passphrase(OTHER, NEW)
    ben.close()


def action_recorded(ada: Casebook, ref: str) -> None:
    ada.actions.record(ref, CALL, "to see")


def action_taken_back(ada: Casebook, ref: str) -> None:
    ada.actions.record(ref, withdrawal(ada.actions.of(ref, "to see")[0]), "to see")


CHANGES: list[Callable[[Casebook, str], None]] = [
    role_taken,
    suspended,
    handed_over,
    held,
    hold_ended,
    revoked_with_the_key_still_due,
    passphrase_changed,
    action_recorded,
    action_taken_back,
]


@dataclass(frozen=True)
class Days:
    """The store before a change and after it, the pages that differ, and what people have in it afterwards."""

    before: Path
    after: Path
    differing: list[int]
    newest: dict[tuple[str, str], Any]

    def put_back(self, home: Path, pages: tuple[int, ...], *, older_list: bool) -> None:
        """The store of afterwards with some pages of before, and no anchors."""
        home.mkdir()
        newest, older = ((each / "store.db").read_bytes() for each in (self.after, self.before))
        mixed = bytearray(newest)
        for at in pages:
            mixed[at : at + PAGE] = older[at : at + PAGE]
        (home / "store.db").write_bytes(mixed)
        shutil.copyfile((self.before if older_list else self.after) / "slots.json", home / "slots.json")

    @property
    def sets(self) -> Iterator[tuple[tuple[int, ...], bool]]:
        """Every set of one to three older pages, with the newest list and the older one."""
        for size in (1, 2, 3):
            for pages in combinations(self.differing, size):
                yield pages, False
                yield pages, True


def has(home: Path, who: tuple[str, str]) -> Any:
    """What somebody has in a store: roles, the screenings that they can open with what was done, what is on hold.

    None: not let in. What is refused to them there is `REFUSED`.
    """
    try:
        casebook = entered(home, *who)
    except VaultError:
        return None
    try:
        roles = casebook.account.roles
        try:
            read = [casebook.screenings.read(each.ref, "to see") for each in casebook.index.all()]
            opened: Any = sorted(
                (each.ref, each.version, each.owner, each.answers.notes, done(casebook, each.ref))
                for each in read
            )
        except VaultError:
            opened = REFUSED
        try:
            on_hold: Any = [each.ref for each in casebook.keeping.holds()] if "lead" in roles else []
        except VaultError:
            on_hold = REFUSED
        return roles, opened, on_hold
    finally:
        casebook._desk.store.close()


def done(casebook: Casebook, ref: str) -> list[Recorded]:
    return casebook.actions.of(ref, "to see")


def is_newest_or_refused(found: Any, newest: Any) -> bool:
    if found is None or newest is None:
        return found is None
    return all(part in (REFUSED, new) for part, new in zip(found, newest, strict=True))


def made(folder: Path, change: Callable[[Casebook, str], None]) -> Days:
    home = folder / "home"
    ada = with_people(home)
    ben = entered(home, BEN, OTHER)
    begun = [ben.screenings.begin(answers(notes=f"number {number} " + "words " * 300)) for number in range(4)]
    for each in begun:
        ben.actions.record(each.ref, CALL)
    ben.close()
    ada.close()
    shutil.copytree(home, folder / "before")
    ada = entered(home)
    change(ada, begun[0].ref)
    ada.close()
    before, after = ((each / "store.db").read_bytes() for each in (folder / "before", home))
    differing = [at for at in range(0, len(before), PAGE) if before[at : at + PAGE] != after[at : at + PAGE]]
    assert len(before) <= len(after) and differing
    newest = {}
    for number, who in enumerate(PEOPLE):
        shutil.copytree(home, folder / f"seen {number}")
        newest[who] = has(folder / f"seen {number}", who)
    return Days(folder / "before", home, differing, newest)


def nobody_gains(days: Days, folder: Path, pages: tuple[int, ...], older_list: bool) -> None:
    """Each is let in to the newest state, or not at all; and where all of it is said to be whole, it is the newest."""
    if older_list and set(pages) == set(days.differing):
        return  # a complete earlier state of all files: anchors elsewhere show that
    for number, who in enumerate(PEOPLE):
        home = folder / f"{number}"
        days.put_back(home, pages, older_list=older_list)
        found = has(home, who)
        assert is_newest_or_refused(found, days.newest[who]), (who, pages, older_list, found)
        shutil.rmtree(home)
    home = folder / "verified"
    days.put_back(home, pages, older_list=older_list)
    try:
        casebook = looked_over(home)
    except VaultError:
        return
    try:
        sound = not [each for each in casebook.log.verify().findings if each.kind != "anchors"]
    finally:
        casebook._desk.store.close()
    shutil.rmtree(home)
    if sound:
        days.put_back(home, pages, older_list=older_list)
        assert has(home, PEOPLE[0]) == days.newest[PEOPLE[0]], "said to be whole, and not the newest"


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_no_older_pages_give_anybody_back_what_they_lost(
    tmp_path: Path, change: Callable[[Casebook, str], None]
) -> None:
    days = made(tmp_path, change)
    sets = list(days.sets)
    for number, (pages, older_list) in enumerate(
        random.Random(change.__name__).sample(sets, min(DRAWN, len(sets)))
    ):
        (tmp_path / f"set {number}").mkdir()
        nobody_gains(days, tmp_path / f"set {number}", pages, older_list)


@pytest.mark.soak
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_no_set_of_one_to_three_older_pages_gives_anybody_back_what_they_lost(
    tmp_path: Path, change: Callable[[Casebook, str], None]
) -> None:
    days = made(tmp_path, change)
    for number, (pages, older_list) in enumerate(days.sets):
        folder = tmp_path / f"set {number}"
        folder.mkdir()
        nobody_gains(days, folder, pages, older_list)
        shutil.rmtree(folder)


def test_an_older_write_ahead_log_beside_the_newest_database_is_refused_and_takes_nothing_away(
    tmp_path: Path,
) -> None:
    """What is refused is not written back into the database either: without that log it is as it was."""
    home = tmp_path / "home"
    ada = with_people(home)
    ada.people.suspend(BEN)
    older = killed_at(home, tmp_path / "killed")
    ada.people.resume(BEN)
    ada.screenings.leave(ada.screenings.begin(answers(notes="words " * 300)))
    ada.close()
    shutil.copyfile(older / "store.db-wal", home / "store.db-wal")
    before = {name: (home / name).read_bytes() for name in ("store.db", "store.db-wal", "slots.json")}
    for who in PEOPLE[:2]:
        with pytest.raises(Damaged, match="of another day"):
            entered(home, *who)
    assert {name: (home / name).read_bytes() for name in before} == before
    (home / "store.db-wal").unlink()
    for who in PEOPLE[:2]:
        entered(home, *who).close()


def test_the_newest_store_lets_everyone_in(tmp_path: Path) -> None:
    """So that the tests above do not pass because nobody is ever let in."""
    days = made(tmp_path, role_taken)
    assert [days.newest[who] is not None for who in PEOPLE] == [True, True, False, True]
    (tmp_path / "again").mkdir()
    days.put_back(tmp_path / "again" / "home", (), older_list=False)
    assert has(tmp_path / "again" / "home", PEOPLE[1]) == days.newest[PEOPLE[1]]
