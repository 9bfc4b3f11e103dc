"""How far an account has come in the walk: a number that comes back to whoever set out with it, and to nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.session import walked
from ce_tui.session.walk import Walk
from support.people.screens import new_casebook


@pytest.fixture
def casebook(tmp_path: Path) -> Casebook:
    return new_casebook(tmp_path / "home")


def test_who_leaves_at_the_third_step_goes_on_there_the_next_time(casebook: Casebook) -> None:
    mark = walked.setting_out(casebook)
    walk = walked.walk_from(mark)
    assert (walk.number, walk.from_the_app) == (1, True)
    walk.go(2)
    walked.keep(casebook, walked.coming_back(mark, walk))
    assert walked.walk_from(walked.setting_out(casebook)).number == 3


def test_another_accounts_walk_is_not_taken_for_ones_own(casebook: Casebook) -> None:
    walked.setting_out(casebook)
    walked.keep(casebook, f"4.{'0' * 16}")
    assert walked.walk_from(walked.setting_out(casebook)).number == 1


def test_it_comes_back_once(casebook: Casebook) -> None:
    mark = walked.setting_out(casebook)
    walked.keep(casebook, walked.coming_back(mark, Walk(2)))
    walked.keep(casebook, walked.coming_back(mark, Walk(4)))
    assert walked.walk_from(walked.setting_out(casebook)).number == 3


@pytest.mark.parametrize("mark", ["", ".", "x", "9", "3.abc", "-1." + "0" * 16])
def test_what_is_no_mark_begins_at_the_first_step(mark: str) -> None:
    assert walked.walk_from(mark).number == 1


def test_who_left_at_the_last_of_five_steps_goes_on_there_and_then_hears_of_the_sixth(
    casebook: Casebook,
) -> None:
    casebook.preferences.set(walked.WALK, "4.")  # as it was kept while there were five
    walk = walked.walk_from(walked.setting_out(casebook))
    assert walk.step.title.startswith("Handing over") and not walk.is_last
    walk.go(1)
    assert walk.step.title.startswith("What was done") and walk.is_last
    walked.keep(casebook, walked.coming_back(casebook.preferences.get(walked.WALK), walk))
    assert walked.walk_from(walked.setting_out(casebook)).number == 6


def test_a_step_too_far_is_the_last_one() -> None:
    assert walked.walk_from(f"9.{'0' * 16}").number == 6
