"""Killed while actions are recorded: each is recorded or not, never half, and none that was said to be is lost."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from ce_tui.core.pathway.actions.follow_up_summary import followed
from support.stores.killing import runner
from support.stores.recording import TIMES, said_beside
from support.stores.vault import answers, entered, new_store

WORK = "support.stores.recording:work"


@pytest.fixture
def prepared(tmp_path: Path) -> Path:
    """A store with one screening."""
    home = tmp_path / "prepared"
    casebook, _ = new_store(home)
    casebook.screenings.leave(casebook.screenings.begin(answers(notes="stays " * 300)))
    casebook.close()
    return home


def said(home: Path) -> int:
    file = said_beside(home)
    return len(file.read_bytes()) if file.exists() else 0


def kills(prepared: Path, times: int) -> set[int]:
    """How many actions were recorded when it was killed: in, or just before, one that is chosen at random."""
    home, chosen, recorded = prepared.with_name("home"), random.Random(7), set[int]()
    with runner(WORK) as recording:
        shutil.copytree(prepared, home)
        lasts = recording.whole(home)
        assert said(home) == TIMES
        for _ in range(times):
            shutil.rmtree(home)
            said_beside(home).unlink(missing_ok=True)
            shutil.copytree(prepared, home)
            before = chosen.randrange(TIMES)
            recording.for_a_while(
                home, chosen.uniform(0, lasts / TIMES), after=lambda before=before: said(home) >= before
            )
            casebook = entered(home)
            (summary,) = casebook.index.all()
            found = casebook.actions.of(summary.ref)
            assert [each.id for each in found] == [f"{number}" for number in range(1, len(found) + 1)]
            assert len(found) - said(home) in (0, 1)
            assert len(casebook.log.entries(ref=summary.ref, kinds=["action"])) == len(found)
            assert summary.followed == followed(found)
            assert casebook.log.verify().faults == []
            assert casebook.screenings.read(summary.ref).answers.notes == "stays " * 300
            recorded.add(len(found))
            casebook.close()
    return recorded


def test_killed_at_random_moments_every_action_that_was_said_to_be_recorded_is(prepared: Path) -> None:
    assert max(kills(prepared, 8)) > 0


@pytest.mark.soak
def test_killed_a_hundred_times_every_action_that_was_said_to_be_recorded_is(prepared: Path) -> None:
    assert len(kills(prepared, 100)) > 10
