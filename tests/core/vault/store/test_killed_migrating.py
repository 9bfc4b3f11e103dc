"""Killed while a store of an earlier edition takes the steps it lacks: it takes them whole the next time."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from sqlite_utils import Migrations

from ce_tui.core.pathway.actions.action import Action
from ce_tui.core.vault.store import store
from support.people.at_work import with_a_long_step
from support.stores.first_edition import FIRST, closed_by_the_first_edition, steps_taken
from support.stores.killing import runner
from support.stores.vault import answers, database_of, entered, new_store

SCREENINGS = 150
CALL = Action(at="2020-01-01T10:00", kind="phone")


class Made(msgspec.Struct):
    """A store of the first edition."""

    home: Path
    notes: dict[str, str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    home = tmp_path_factory.mktemp("migrate") / "home"
    casebook, _ = new_store(home)
    begun = [
        casebook.screenings.begin(answers(notes=f"number {number} " + "words " * 400))
        for number in range(SCREENINGS)
    ]
    closed_by_the_first_edition(casebook)
    return Made(home, {each.ref: each.answers.notes for each in begun})


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Iterator[Migrations]:
    """This edition's steps and one more that takes long, as in the process that is killed."""
    more = with_a_long_step()
    monkeypatch.setattr(store, "steps", more)
    yield more


def kills(made: Made, later: Migrations, folder: Path, count: int, seed: int) -> Counter[int]:
    chosen, stages = random.Random(seed), Counter[int]()
    wanted = [step.name for step in later._migrations]
    with runner("support.people.at_work:open_with_a_long_step") as opening:
        first = folder / "first"
        shutil.copytree(made.home, first)
        took = opening.whole(first)
        for number in range(count):
            home = folder / str(number)
            shutil.copytree(made.home, home)
            opening.for_a_while(home, chosen.uniform(0, 1.2 * took))
            done = steps_taken(home)
            assert done in ([FIRST], wanted), "some of the steps and not the others"
            stages[len(done)] += 1
            casebook = entered(home)
            assert steps_taken(home) == wanted
            assert casebook.log.verify().faults == []
            assert {
                each.ref: casebook.screenings.open(each.ref).answers.notes for each in casebook.index.all()
            } == made.notes
            counted = database_of(casebook).execute("SELECT count(*) FROM copied").fetchone()
            assert counted == (SCREENINGS,)
            assert casebook.actions.record(next(iter(made.notes)), CALL).id == "1"
            casebook.close()
            shutil.rmtree(home)
    return stages


def test_killed_at_random_moments_a_store_takes_its_steps_whole(
    made: Made, later: Migrations, tmp_path: Path
) -> None:
    assert steps_taken(made.home) == [FIRST]
    kills(made, later, tmp_path, 10, seed=21)


@pytest.mark.soak
def test_killed_at_a_hundred_random_moments_a_store_takes_its_steps_whole(
    made: Made, later: Migrations, tmp_path: Path
) -> None:
    stages = kills(made, later, tmp_path, 100, seed=22)
    assert len(stages) == 2
