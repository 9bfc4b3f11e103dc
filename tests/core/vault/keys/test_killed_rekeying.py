"""Killed while an account is revoked and the database's key changed: whoever stays signs in, and nothing is lost."""

from __future__ import annotations

import os
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from ce_tui.core.vault.casebook.open_store import CasebookSettings
from ce_tui.core.vault.casebook.opening import recover
from ce_tui.core.vault.errors import WrongCredentials
from ce_tui.core.vault.folder.home import Home
from ce_tui.core.vault.keys import slots
from ce_tui.core.vault.keys.keyring import unlock
from ce_tui.core.vault.keys.passphrases import RecoveryCode
from ce_tui.core.vault.keys.rekeying import opens
from support.stores.killing import KILLED, Runner, runner
from support.stores.vault import (
    ADA,
    BEN,
    CLEO,
    OTHER,
    PASSPHRASE,
    QUICK,
    PlainRules,
    answers,
    entered,
    new_store,
)

SCREENINGS = 60
DORA = "Dora Example"


class Made(msgspec.Struct):
    """A store to revoke Ben in."""

    home: Path
    code: RecoveryCode
    key: bytes
    notes: dict[str, str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    home = tmp_path_factory.mktemp("rekey") / "home"
    casebook, code = new_store(home)
    for name, roles in ((BEN, "practitioner"), (CLEO, "practitioner"), (DORA, "lead")):
        casebook.people.add_account(name, OTHER, [roles])
    casebook.people.suspend(DORA)
    begun = [
        casebook.screenings.begin(answers(notes=f"number {number} " + "words " * 1500))
        for number in range(SCREENINGS)
    ]
    casebook.close()
    key = unlock(Home(home), ADA, PASSPHRASE).database_key
    return Made(home, code, key, {each.ref: each.answers.notes for each in begun})


@pytest.fixture(scope="module")
def revoking() -> Iterator[Runner]:
    with runner("support.people.at_work:revoke_ben") as made:
        yield made


def stage(home: Path, key: bytes) -> str:
    """How far it had come when it was killed."""
    place = Home(home)
    listed = slots.read(place)
    if listed.due is msgspec.UNSET and listed.epoch == 1:
        return "nothing done"
    if listed.epoch == 2:
        return "done"
    if not opens(place.store, key):
        return "database in place"
    return (
        "key file there"
        if place.next_slots.exists()
        else "copying"
        if place.rekeying.exists()
        else "shut out"
    )


def sign_in_as(who: str, home: Path, code: RecoveryCode) -> None:
    """Someone who stays comes in, one way or the other, before anyone else does."""
    if who == "with the code":
        recover(home, CLEO, code, OTHER, CasebookSettings(argon=QUICK, rules=PlainRules())).close()
    else:
        entered(home, who, PASSPHRASE if who == ADA else OTHER).close()


def is_whole(home: Path, made: Made) -> None:
    """Everyone who stays comes in, all work is there, nothing lies about, and Ben is out wherever he was dropped."""
    place = Home(home)
    listed = slots.read(place)
    dropped = len({slot.account for slot in listed.slots if slot.kind == "account"}) == 3
    other_keys = listed.due is True or listed.epoch > 1  # after a recovery, too
    ada = entered(home, ADA, PASSPHRASE)  # an administrator, alone: finishes it
    assert ada.log.verify().faults == []
    assert {each.ref: ada.screenings.open(each.ref).answers.notes for each in ada.index.all()} == made.notes
    states = {each.name: each.state for each in ada.people.accounts()}
    assert states == {
        ADA: "active",
        BEN: "revoked" if dropped else "active",
        CLEO: "active",
        DORA: "suspended",
    }
    said = [line.detail.split()[0] for line in ada.log.entries() if line.kind == "account"]
    assert said.count("revoked") == dropped, "logged once, wherever it was cut short"
    ada.people.resume(DORA)
    ada.close()
    for name in (CLEO, DORA):
        entered(home, name, OTHER).close()
    listed = slots.read(place)
    assert (listed.epoch > 1, listed.due) == (other_keys, msgspec.UNSET)
    assert other_keys >= dropped and opens(place.store, made.key) is not other_keys
    assert not place.next_slots.exists() and not list(home.glob("store.rekeying*"))
    if dropped:
        with pytest.raises(WrongCredentials):
            entered(home, BEN, OTHER)
    else:
        entered(home, BEN, OTHER).close()


def test_killed_at_every_touch_of_a_file_nothing_is_lost_and_the_key_file_and_the_database_never_part(
    made: Made, revoking: Runner, tmp_path: Path
) -> None:
    stages: list[str] = []
    ways = (CLEO, ADA, "with the code")
    for number in range(1, 200):
        home = tmp_path / str(number)
        shutil.copytree(made.home, home)
        if revoking.until_touch(home, number) != KILLED:
            break
        stages.append(stage(home, made.key))
        sign_in_as(ways[number % 3], home, made.code)
        if stages[-1] != "nothing done":
            is_whole(home, made)
        shutil.rmtree(home)
    assert stage(home, made.key) == "done"
    is_whole(home, made)
    assert list(dict.fromkeys(stages)) == [
        *("nothing done", "shut out", "copying", "key file there", "database in place", "done")
    ]


def whole_run(made: Made, revoking: Runner, home: Path) -> float:
    """How long it takes: of several the shortest, since one that had to wait for a processor says nothing."""
    shutil.copytree(made.home, home)
    return revoking.whole(home)


def kills_at_random_moments(
    made: Made, revoking: Runner, folder: Path, count: int, seed: int
) -> Counter[str]:
    chosen, stages = random.Random(seed), Counter[str]()
    took = min(whole_run(made, revoking, folder / name) for name in ("first", "second", "third"))
    for number in range(count):
        home = folder / str(number)
        shutil.copytree(made.home, home)
        revoking.for_a_while(home, chosen.uniform(0, 1.2 * took))
        stages[stage(home, made.key)] += 1
        sign_in_as(chosen.choice((CLEO, ADA, "with the code")), home, made.code)
        is_whole(home, made)
        shutil.rmtree(home)
    return stages


def test_killed_at_random_moments_nothing_is_lost(made: Made, revoking: Runner, tmp_path: Path) -> None:
    kills_at_random_moments(made, revoking, tmp_path, 10, seed=11)


@pytest.mark.soak
def test_killed_at_a_hundred_random_moments_nothing_is_lost(
    made: Made, revoking: Runner, tmp_path: Path
) -> None:
    stages = kills_at_random_moments(made, revoking, tmp_path, 100, seed=12)
    assert stages["copying"] >= 5


@pytest.mark.parametrize(
    "every", [pytest.param(4, id="some"), pytest.param(1, id="all", marks=pytest.mark.soak)]
)
def test_killed_again_while_what_was_cut_short_is_being_finished_nothing_is_lost(
    made: Made, revoking: Runner, tmp_path: Path, every: int
) -> None:
    with runner("support.people.at_work:sign_in") as signing_in:
        for number in range(1, 200, every):
            home = tmp_path / str(number)
            shutil.copytree(made.home, home)
            assert revoking.until_touch(home, _touch_after_the_database(made, revoking, tmp_path)) == KILLED
            assert stage(home, made.key) == "database in place"
            if signing_in.until_touch(home, number) != KILLED:
                break
            sign_in_as(CLEO, home, made.code)
            is_whole(home, made)
            shutil.rmtree(home)
    is_whole(home, made)
    assert number > 3


_found: dict[str, int] = {}


def _touch_after_the_database(made: Made, revoking: Runner, folder: Path) -> int:
    """Which touch comes when the database has its new key and the key file not yet."""
    if not _found:
        for number in range(1, 200):
            home = folder / f"looking {number}"
            shutil.copytree(made.home, home)
            revoking.until_touch(home, number)
            if stage(home, made.key) == "database in place":
                _found["touch"] = number
                break
            shutil.rmtree(home)
    return _found["touch"]


def test_files_of_someone_else_beside_the_store_are_no_key_file_to_be(made: Made, tmp_path: Path) -> None:
    home = tmp_path / "home"
    for content in (b"", b"{}", (made.home / "slots.json").read_bytes(), os.urandom(4000)):
        shutil.copytree(made.home, home)
        (home / "slots.next.json").write_bytes(content)
        (home / "store.rekeying.db").write_bytes(content)
        entered(home, CLEO, OTHER).close()
        is_whole(home, made)
        shutil.rmtree(home)
