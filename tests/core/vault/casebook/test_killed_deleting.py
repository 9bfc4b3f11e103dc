"""Killed in the middle of a deletion: the store is sound, and the next sign-in leaves nothing of what was marked."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from support.stores.killing import runner
from support.stores.pages import holding, pages_of
from support.stores.purging import MARKED, later
from support.stores.vault import answers, entered, new_store

WORD = "Xylquorbit"
WORK = "support.stores.purging:work"


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    """A store in which three of twenty screenings are marked."""
    home = tmp_path / "prepared"
    casebook, _ = new_store(home, clock=lambda: MARKED)
    for number in range(20):
        given = f"{WORD} was here. " * 300 if number < 3 else "stays " * 300
        made = casebook.screenings.begin(answers(notes=given))
        casebook.screenings.leave(made)
        if number < 3:
            casebook.keeping.mark(made.ref, "made twice")
    casebook.close()
    return home


def kills(prepared: Path, times: int) -> None:
    home = prepared.with_name("home")
    chosen, whole = random.Random(3), list[bool]()
    with runner(WORK) as killing:
        shutil.copytree(prepared, home)
        lasts = killing.whole(home)
        for _ in range(times):
            shutil.rmtree(home)
            shutil.copytree(prepared, home)
            killing.for_a_while(home, chosen.uniform(0, lasts))
            ben = entered(home, clock=lambda: MARKED)  # nothing is due by this clock, and a sweep goes on
            assert ben.log.verify().faults == []
            whole.append(len(ben.deleting.marked()) == 3)
            assert len(ben.index.all()) == 17
            ben.close()
            lea = entered(home, clock=later)
            assert lea.deleting.marked() == [] and len(lea.deleting.deleted()) == 3
            assert lea.log.verify().faults == [] and len(lea.index.search("stays")) == 17
            assert holding(pages_of(home, lea._desk.unlocked.database_key), WORD[4:], "stays") == ["stays"]
            lea.close()
    assert whole.count(True) < times or times < 10


def test_a_deletion_killed_at_random_moments_is_finished_at_the_next_sign_in(prepared: Path) -> None:
    kills(prepared, 8)


@pytest.mark.soak
def test_a_deletion_killed_a_hundred_times_is_finished_at_the_next_sign_in(prepared: Path) -> None:
    kills(prepared, 100)
