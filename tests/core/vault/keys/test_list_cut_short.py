"""A change of the list of slots cut short at each of its steps: whoever comes next finds one state, and it holds.

The steps are what lies between the database's note of a change, the key file, and the note that it holds.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.opening import recover
from ce_tui.core.vault.errors import Busy, VaultError
from ce_tui.core.vault.folder.home import Home
from ce_tui.core.vault.keys import slots
from ce_tui.core.vault.keys.passphrases import RecoveryCode
from ce_tui.core.vault.log.anchors import FileAnchors
from ce_tui.core.vault.store.tables import ListingTable
from support.stores.copies import copied
from support.stores.killing import Killed
from support.stores.vault import (
    ADA,
    BEN,
    CLEO,
    OTHER,
    PASSPHRASE,
    around,
    entered,
    set_up_store,
)

NEW = "eleven copper owls in the pantry"
DORA = "Dora Example"


def anchors_of(home: Path) -> FileAnchors:
    """They lie elsewhere: whatever they know of and the store does not keeps everybody out."""
    return FileAnchors(home.with_name(f"{home.name} anchors.log"))


def come(home: Path, name: str = ADA, passphrase: str = PASSPHRASE) -> Casebook:
    """Someone signed in."""
    return entered(home, name, passphrase, anchors=anchors_of(home))


def _made(home: Path) -> RecoveryCode:
    casebook, code = set_up_store(home)
    casebook.people.add_account(BEN, OTHER, ["practitioner"])
    casebook.people.add_account(CLEO, OTHER, ["administrator"])
    casebook.people.suspend(BEN)
    casebook.close()
    return code


def added(ada: Casebook, _: RecoveryCode) -> None:
    ada.people.add_account(DORA, NEW, ["practitioner"])


def resumed(ada: Casebook, _: RecoveryCode) -> None:
    ada.people.resume(BEN)


def suspended(ada: Casebook, _: RecoveryCode) -> None:
    ada.people.suspend(CLEO)


def roles_changed(ada: Casebook, _: RecoveryCode) -> None:
    ada.people.change_roles(CLEO, ["lead"])


def passphrase_changed(ada: Casebook, _: RecoveryCode) -> None:
    ada.access.change_passphrase(PASSPHRASE, NEW)


def code_replaced(ada: Casebook, _: RecoveryCode) -> None:
    ada.access.confirm_recovery_code(ada.access.new_recovery_code())


def dropped(ada: Casebook, _: RecoveryCode) -> None:
    others = come(ada._desk.home.folder, CLEO, OTHER)
    try:
        ada.revoking.revoke(BEN, patience=0)
    except Busy:
        pass
    finally:
        others._desk.store.close()
        others._desk.sessions.leave()


def recovered(ada: Casebook, code: RecoveryCode) -> None:
    home = ada._desk.home.folder
    recover(home, CLEO, code, NEW, around(anchors=anchors_of(home)))._desk.store.close()


CHANGES: list[Callable[[Casebook, RecoveryCode], None]] = [
    added,
    resumed,
    suspended,
    roles_changed,
    passphrase_changed,
    code_replaced,
    dropped,
    recovered,
]
STEPS = ["before the note", "after the note", "after the file", "after it holds"]


@contextmanager
def killed_at(step: str, which: int) -> Iterator[list[int]]:
    """The `which`-th change of the list (from 1) ends at a step. What it gives has the changes that were begun."""
    begun: list[int] = []
    announce, write, settle = ListingTable.announce, slots.write, ListingTable.settle

    def at(here: str) -> None:
        if here == step and len(begun) == which:
            raise Killed

    def announcing(self: ListingTable, *given: Any) -> None:
        begun.append(1)
        at("before the note")
        announce(self, *given)
        at("after the note")

    def writing(*given: Any) -> None:
        write(*given)
        at("after the file")

    def settling(self: ListingTable, *given: Any) -> None:
        settle(self, *given)
        if begun:
            at("after it holds")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(ListingTable, "announce", announcing)
        patched.setattr(slots, "write", writing)
        patched.setattr(ListingTable, "settle", settling)
        yield begun


def cut_short(home: Path, change: Callable[[Casebook, RecoveryCode], None], step: str, which: int) -> bool:
    """Whether the change had so many steps, and was cut short at this one."""
    code = copied(home, _made)
    ada = come(home)
    try:
        with killed_at(step, which) as begun:
            change(ada, code)
    except Killed:
        return True
    finally:
        ada._desk.store.close()
        ada._desk.sessions.leave()
    assert len(begun) < which, "the step is not there"
    return False


def is_one_state(home: Path) -> None:
    """Everybody comes in with one passphrase, log and list agree, and the list can be changed again."""
    passphrase = next(each for each in (PASSPHRASE, NEW) if lets_in(home, ADA, each))
    ada = come(home, ADA, passphrase)
    assert ada.log.verify().faults == []
    told = {each.name: each.state for each in ada.people.accounts()}
    lets = {name: any(lets_in(home, name, each) for each in (OTHER, NEW)) for name in told if name != ADA}
    assert lets == {name: state == "active" for name, state in told.items() if name != ADA}
    listed = ada._desk.slots.read()
    assert len({slot.account for slot in listed.slots}) == len(listed.slots), "each has one way in by now"
    if told[CLEO] == "active":
        ada.people.suspend(CLEO)
    ada.people.resume(CLEO)
    assert ada.log.verify().faults == []
    ada.close()


def lets_in(home: Path, name: str, passphrase: str) -> bool:
    try:
        come(home, name, passphrase).close()
    except VaultError:
        return False
    return True


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_whoever_comes_after_a_change_that_was_cut_short_finds_one_state_and_it_holds(
    tmp_path: Path, change: Callable[[Casebook, RecoveryCode], None], step: str
) -> None:
    which = 1
    while cut_short(tmp_path / f"home {which}", change, step, which):
        is_one_state(tmp_path / f"home {which}")
        which += 1
    assert which > 1


def test_what_was_announced_and_written_is_logged_once_by_whoever_comes_next(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert cut_short(home, suspended, "after the file", 1)
    for _ in range(2):
        ada = come(home)
        said = [line.detail for line in ada.log.entries() if line.kind == "account"]
        ada.close()
        assert said.count(f"suspended {CLEO}") == 1


def test_a_copy_of_a_list_that_was_announced_and_never_written_is_no_way_back(tmp_path: Path) -> None:
    """It would hold: it is what an administrator was about to write. The one after it takes its place for good."""
    home = tmp_path / "home"
    assert cut_short(home, suspended, "after the note", 1)
    ada = come(home)
    ada.people.add_account(DORA, NEW, ["practitioner"])
    before = Home(home).slots.read_bytes()
    ada.people.suspend(DORA)
    ada.close()
    Home(home).slots.write_bytes(before)
    assert not lets_in(home, ADA, PASSPHRASE)
    shutil.rmtree(home)
