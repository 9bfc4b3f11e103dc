"""The list of slots, the database and a backup, changed at random: nothing is let in but what this store wrote last.

A few hundred cases in `make test`, 10,000 in `make soak`.
"""

from __future__ import annotations

import io
import json
import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from ce_tui.core.pathway.actions.action import Action
from ce_tui.core.vault.errors import VaultError
from support.stores.backups import restored
from support.stores.vault import (
    ADA,
    BEN,
    CLEO,
    OTHER,
    PASSPHRASE,
    answers,
    entered,
    set_up_store,
    with_people,
)

PAGE = 4096
CALL = Action(at="2020-01-01T10:00", kind="phone", said="words " * 300)
PEOPLE = ((ADA, PASSPHRASE), (BEN, OTHER), (CLEO, OTHER))


class Days:
    """A store on three days, another store, and a backup of the last day."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        casebook = with_people(self.home)
        self.states = [self._state()]
        for number in range(2):
            casebook = entered(self.home)
            made = casebook.screenings.begin(answers(notes=f"day {number} " + "words " * 300))
            casebook.actions.record(made.ref, CALL)
            casebook.people.change_roles(CLEO, ["lead"] if number else ["administrator", "practitioner"])
            casebook.close()
            self.states.append(self._state())
        casebook = entered(self.home)
        backup = io.BytesIO()
        casebook.backups.make(backup, folder)
        casebook.close()
        self.backup = backup.getvalue()
        self.states.append(self._state())
        set_up_store(folder / "another")[0].close()
        self.others = (folder / "another" / "slots.json").read_bytes()
        self.roles = {CLEO: ("lead",), BEN: ("practitioner",), ADA: ("practitioner", "lead", "administrator")}

    def _state(self) -> tuple[bytes, bytes]:
        return (self.home / "slots.json").read_bytes(), (self.home / "store.db").read_bytes()

    @property
    def newest(self) -> tuple[bytes, bytes]:
        return self.states[-1]


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> Days:
    return Days(tmp_path_factory.mktemp("days"))


def lets_in(folder: Path, listed: bytes, database: bytes, who: tuple[str, str]) -> tuple[str, ...] | None:
    """The roles with which somebody is let in to these files; None: not at all."""
    home = folder / "tried"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    (home / "slots.json").write_bytes(listed)
    (home / "store.db").write_bytes(database)
    try:
        casebook = entered(home, *who)
    except VaultError:
        return None
    casebook._desk.store.close()
    return casebook.account.roles


def any_list(chosen: random.Random, days: Days) -> bytes:
    """A list of slots that was tampered with, as bytes or as JSON, or one of another day or store."""
    of = json.loads(chosen.choice([each[0] for each in days.states] + [days.others]))
    for _ in range(chosen.randrange(3)):
        _tamper(chosen, of, json.loads(chosen.choice([each[0] for each in days.states] + [days.others])))
    spelled = json.dumps(of, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"
    for _ in range(chosen.choice([0, 0, 1, 2])):
        at = chosen.randrange(len(spelled))
        spelled = spelled[:at] + bytes([chosen.choice(b'0123456789abcdefAB"{,')]) + spelled[at + 1 :]
    return spelled


def _tamper(chosen: random.Random, of: Any, other: Any) -> None:
    mine, theirs = chosen.choice(of["slots"]), chosen.choice(other["slots"])
    what = chosen.choice(["field", "slot", "drop", "add", "list", "roles"])
    if what == "field":
        name = chosen.choice(sorted(mine))
        mine[name] = theirs[name]
    elif what == "slot":
        of["slots"][of["slots"].index(mine)] = theirs
    elif what == "drop" and len(of["slots"]) > 1:
        of["slots"].remove(mine)
    elif what == "add":
        of["slots"].append(theirs)
    elif what == "list":
        name = chosen.choice([each for each in sorted(of) if each != "slots" and each in other])
        of[name] = other[name]
    else:
        mine["roles"] = chosen.choice(
            [["administrator"], ["lead"], ["practitioner", "lead", "administrator"]]
        )


def any_database(chosen: random.Random, days: Days) -> bytes:
    """The newest database with some pages of another day, or a bit or a byte of them another."""
    mixed = bytearray(days.newest[1])
    older = chosen.choice(days.states)[1]
    places = range(0, min(len(mixed), len(older)), PAGE)
    differing = [at for at in places if mixed[at : at + PAGE] != older[at : at + PAGE]] or list(places)
    for at in chosen.sample(differing, chosen.randint(1, min(4, len(differing)))):
        mixed[at : at + PAGE] = older[at : at + PAGE]
    if chosen.random() < 0.2:
        mixed[chosen.randrange(len(mixed))] ^= 1 << chosen.randrange(8)
    return bytes(mixed)


def try_lists(days: Days, folder: Path, seed: int, cases: int) -> None:
    chosen = random.Random(seed)
    for number in range(cases):
        listed, who = any_list(chosen, days), chosen.choice(PEOPLE)
        found = lets_in(folder, listed, days.newest[1], who)
        assert (found is None) or listed == days.newest[0], (seed, number)
        assert found in (None, days.roles[who[0]]), (seed, number)


def try_databases(days: Days, folder: Path, seed: int, cases: int) -> None:
    """With the newest list or that of another day. A complete earlier state is for the anchors to tell."""
    chosen = random.Random(seed)
    for number in range(cases):
        database, listed = any_database(chosen, days), chosen.choice(days.states)[0]
        who = chosen.choice(PEOPLE)
        if (listed, database) in days.states[:-1]:
            continue
        found = lets_in(folder, listed, database, who)
        assert found in (None, days.roles[who[0]]), (seed, number)
        assert found is None or listed == days.newest[0], (seed, number)


def try_backups(days: Days, folder: Path, seed: int, cases: int) -> None:
    chosen = random.Random(seed)
    for number in range(cases):
        spoiled = bytearray(days.backup)
        for _ in range(chosen.randint(1, 3)):
            spoiled[chosen.randrange(len(spoiled))] ^= 1 << chosen.randrange(8)
        if chosen.random() < 0.2:
            spoiled = spoiled[: chosen.randrange(len(spoiled))]
        home = folder / f"restored {number}"
        with pytest.raises(VaultError):
            restored(bytes(spoiled), home)
        assert not (home / "store.db").exists(), (seed, number)


def test_no_list_that_was_tampered_with_lets_anybody_in(days: Days, tmp_path: Path) -> None:
    try_lists(days, tmp_path, 7, 150)


def test_no_pages_of_another_day_give_anybody_other_roles(days: Days, tmp_path: Path) -> None:
    try_databases(days, tmp_path, 7, 60)


def test_no_backup_that_was_changed_is_restored(days: Days, tmp_path: Path) -> None:
    try_backups(days, tmp_path, 7, 20)


def test_the_newest_list_and_the_backup_as_it_was_made_are_let_in(days: Days, tmp_path: Path) -> None:
    for who in PEOPLE:
        assert lets_in(tmp_path, *days.newest, who) == days.roles[who[0]]
    restored(days.backup, tmp_path / "restored").close()


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10))
def test_ten_thousand_changes_let_nobody_in(days: Days, tmp_path: Path, seed: int) -> None:
    try_lists(days, tmp_path, 100 + seed, 600)
    try_databases(days, tmp_path, 100 + seed, 300)
    try_backups(days, tmp_path, 100 + seed, 100)
