"""Killed in the middle of a restore: there is no store, or a whole one; and restoring again works."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from ce_tui.core.vault.errors import NoStore
from support.stores.backups import backup_in
from support.stores.killing import KILLED, Runner, runner
from support.stores.putting_back import work
from support.stores.vault import answers, entered, new_store

WORK = "support.stores.putting_back:work"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a backup in it, and a home that does not exist yet."""
    casebook, _ = new_store(tmp_path / "first")
    for _ in range(5):
        casebook.screenings.leave(casebook.screenings.begin(answers(notes="words " * 500)))
    backup_in(tmp_path, casebook)
    casebook.close()
    return tmp_path


def comes_back(home: Path) -> bool:
    """Whether a killed restore had made a store of the home. It is sound then, else restoring again makes one."""
    try:
        casebook = entered(home)
    except NoStore:
        work(home)
        whole = False
        casebook = entered(home)
    else:
        whole = True
    assert casebook.log.verify().faults == []
    assert len(casebook.index.all()) == 5
    casebook.close()
    return whole


def test_a_restore_killed_at_any_touch_of_a_file_leaves_no_store_or_a_whole_one(folder: Path) -> None:
    home, outcomes = folder / "home", list[bool]()
    with runner(WORK) as killing:
        number = 1
        while killing.until_touch(home, number) == KILLED:
            outcomes.append(comes_back(home))
            shutil.rmtree(home)
            number += 2
    assert len(outcomes) > 5
    assert {True, False} == set(outcomes)


def at_random_moments(killing: Runner, home: Path, times: int) -> None:
    lasts = killing.whole(home)
    shutil.rmtree(home)
    chosen = random.Random(11)
    for _ in range(times):
        killing.for_a_while(home, chosen.uniform(0, lasts))
        if home.exists():
            comes_back(home)
            shutil.rmtree(home)


def test_a_restore_killed_at_random_moments_leaves_no_store_or_a_whole_one(folder: Path) -> None:
    with runner(WORK) as killing:
        at_random_moments(killing, folder / "home", 5)


@pytest.mark.soak
def test_a_restore_killed_a_hundred_times_leaves_no_store_or_a_whole_one(folder: Path) -> None:
    with runner(WORK) as killing:
        at_random_moments(killing, folder / "home", 100)
