"""Which actions are in force: what no later one corrects, as it was done."""

from __future__ import annotations

import pytest
from hypothesis import given

from ce_tui.core.pathway.actions.action import Action, Recorded, compared_name, corrections, done, in_force
from ce_tui.core.pathway.actions.rules import withdrawal
from support.documents.made_actions import histories, recorded


def standing(*found: Recorded) -> str:
    return " ".join(each.id for each in in_force(found))


def test_they_stand_as_they_were_done_and_of_one_time_as_they_were_recorded() -> None:
    late, early = recorded(1, "2026-11-25T11:05"), recorded(2, "2026-11-24T09:00")
    assert standing(late, early, recorded(10, "2026-11-25T11:05"), recorded(3, "2026-11-25")) == "2 3 1 10"
    assert in_force([]) == done([]) == []


def test_a_correction_stands_in_the_place_of_what_it_corrects() -> None:
    one, two = recorded(1), recorded(2, corrects="1")
    assert standing(one, two) == "2"
    assert standing(one, two, recorded(3, corrects="2")) == "3"


def test_two_corrections_of_one_both_stand() -> None:
    assert standing(recorded(1), recorded(2, corrects="1"), recorded(3, corrects="1")) == "2 3"


def test_what_was_recorded_by_mistake_is_not_done_and_neither_is_saying_so() -> None:
    found = [
        recorded(1),
        recorded(2),
        withdrawn := recorded(3, kind="other", corrects="1", settles="mistake"),
    ]
    assert [each.id for each in done(found)] == ["2"]
    assert withdrawn in in_force(found)


def test_a_correction_that_was_a_mistake_lets_what_it_corrected_count_again() -> None:
    found = [recorded(1), recorded(2, corrects="1"), recorded(3, corrects="2", settles="mistake")]
    assert [each.id for each in done(found)] == ["1"]
    assert corrections(found) == {"2": [found[2]]}


def test_what_was_taken_back_by_mistake_counts_again_and_may_be_taken_back_once_more() -> None:
    found = [recorded(1)]
    for number, done_then in ((2, []), (3, ["1"]), (4, []), (5, ["1"])):
        found.append(recorded(number, corrects=f"{number - 1}", settles="mistake"))
        assert [each.id for each in done(found)] == done_then


def test_a_mistake_that_somebody_else_put_right_stays_in_the_place_of_what_it_corrected() -> None:
    """Else the same would count twice: as it was first, and as it was put right."""
    found = [
        recorded(1),
        recorded(2, corrects="1"),
        recorded(3, corrects="2", settles="mistake"),
        recorded(4, corrects="2"),
    ]
    assert [each.id for each in done(found)] == ["4"]


@given(histories())
def test_each_is_in_force_or_corrected_and_never_both(found: list[Recorded]) -> None:
    standing, corrected = {each.id for each in in_force(found)}, set(corrections(found))
    assert standing | corrected == {each.id for each in found}
    assert not standing & corrected
    assert not found or found[-1].id in standing


@given(histories())
def test_in_whichever_order_they_are_given_the_same_stand(found: list[Recorded]) -> None:
    assert in_force(found[::-1]) == in_force(found)


@given(histories())
def test_to_take_the_last_one_back_is_as_if_it_had_not_been(found: list[Recorded]) -> None:
    if found:
        last = found[-1]
        taken_back = Recorded(
            id=f"{len(found) + 1}",
            recorded_at=last.recorded_at,
            recorded_by="account 0",
            action=withdrawal(last),
        )
        assert done([*found, taken_back]) == done(found[:-1])


@pytest.mark.parametrize(("came", "in_vain"), [("no answer", True), ("", False), ("advice", False)])
def test_nobody_answered_only_where_that_is_recorded(came: str, in_vain: bool) -> None:
    assert recorded(1, came_of_it=came).action.was_tried_in_vain is in_vain


def test_its_day_is_londons_and_names_are_compared_without_case_and_blanks() -> None:
    assert Action(at="2026-11-25T00:05", kind="phone").day == "2026-11-25"
    assert compared_name(" Made-up  HUB ") == compared_name("made-up hub") != compared_name("made-up hubs")
