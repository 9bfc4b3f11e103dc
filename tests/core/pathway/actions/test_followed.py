"""What the actions come to: what a list says of them, and what is still to come."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from ce_tui.core.pathway.actions.action import ENDS, Action, Gravity, Recorded, compared_name
from ce_tui.core.pathway.actions.follow_up_summary import (
    NOTHING_DONE,
    FollowUpSummary,
    OpenAction,
    as_kept,
    followed,
    from_kept,
    not_done_yet,
)
from ce_tui.core.pathway.actions.rules import withdrawal
from support.documents.made_actions import (
    GRAVEST,
    HUB,
    NIGHT,
    POLICE,
    SERVICES,
    SOCIAL_CARE,
    done_actions,
    histories,
    recorded,
)

LATER = st.just("2026-11-25T12:30")


def of(*found: Recorded) -> FollowUpSummary:
    return followed(found, [each.recorded_by for each in found], SERVICES, SOCIAL_CARE)


def and_then(found: list[Recorded], action: Action) -> list[Recorded]:
    return [*found, replace(recorded(len(found) + 1), action=action)]


def without_ids(found: FollowUpSummary) -> FollowUpSummary:
    return replace(found, open=tuple(replace(each, id="") for each in found.open))


def test_nothing_was_done() -> None:
    assert of() == NOTHING_DONE
    assert as_kept(NOTHING_DONE) == "" and from_kept("") == NOTHING_DONE


def test_the_last_that_was_done_is_said_though_it_was_recorded_first() -> None:
    found = of(
        recorded(1, "2026-11-25T11:05", kind="form", came_of_it="accepted"), recorded(2, "2026-11-24T09:00")
    )
    assert (found.at, found.kind, found.came_of_it) == ("2026-11-25T11:05", "form", "accepted")


def test_a_call_without_an_answer_was_tried_and_a_call_with_one_was_spoken() -> None:
    tried = of(recorded(1, to=HUB, came_of_it="no answer"))
    assert (tried.tried, tried.spoken, tried.spoken_at) == (True, False, "")
    assert tried.open == (OpenAction(id="1", at="2026-11-25T11:05", kind="phone", to=HUB, in_vain=True),)
    spoken = of(recorded(1, to=HUB, came_of_it="advice"))
    assert (spoken.tried, spoken.spoken, spoken.spoken_at) == (False, True, "2026-11-25T11:05")
    assert spoken.open == ()


def test_only_a_service_of_the_area_or_the_police_was_spoken_to_for_the_written_form() -> None:
    assert of(recorded(1, to="Mother", came_of_it="advice")).spoken_at == ""
    assert of(recorded(1, to="anyone", kind="police", came_of_it="other")).spoken_at == "2026-11-25T11:05"
    assert of(recorded(1, to=HUB.upper(), came_of_it="advice")).spoken_at == "2026-11-25T11:05"
    assert of(recorded(1, to=HUB, kind="form", came_of_it="accepted")).spoken_at == ""
    first = of(recorded(1, "2026-11-24T09:00", to=HUB), recorded(2, to=NIGHT))
    assert first.spoken_at == "2026-11-24T09:00"


def test_a_form_or_a_message_was_sent() -> None:
    kinds = ("form", "e-mail", "phone", "other")
    assert [of(recorded(1, kind=kind, to=HUB)).sent for kind in kinds] == [True, True, False, False]
    assert not of(recorded(1, kind="e-mail", to="Mother")).sent, "what the mother got is no referral"


def test_what_nothing_is_known_of_is_open_but_not_for_something_else() -> None:
    assert [bool(of(recorded(1, kind=kind)).open) for kind in ("phone", "form", "meeting", "other")] == [
        True,
        True,
        True,
        False,
    ]
    assert of(recorded(1, kind="other", next="ring back")).open[0].waits is False
    assert of(recorded(1, came_of_it="advice", by="2026-11-26")).open[0].by == "2026-11-26"


def test_what_was_to_be_done_next_with_nobody_in_particular_is_closed_by_the_same() -> None:
    opened = [recorded(1, "2026-11-24T09:00", kind="other", next="look at the file"), recorded(2, to=HUB)]
    assert [each.id for each in of(*opened).open] == ["1", "2"]
    assert [each.id for each in of(*opened, recorded(3, kind="other")).open] == ["2"]


def test_once_a_service_answers_whoever_did_not_can_wait() -> None:
    in_vain = recorded(1, "2026-11-24T09:00", to=HUB, came_of_it="no answer")
    (left,) = of(in_vain, recorded(2, to=NIGHT, came_of_it="advice")).open
    assert (left.id, left.in_vain, left.others_know) == ("1", True, True)
    (left,) = of(in_vain, recorded(2, to="Mother", came_of_it="advice")).open
    assert (left.id, left.in_vain, left.others_know) == ("1", True, False)


def ended(number: int, at: str, how: str = "ended", by: str = "lea") -> Recorded:
    return replace(recorded(number, at, kind="other", said="said in full", settles=how), recorded_by=by)


def test_what_was_ended_is_open_no_more_until_something_is_done_again() -> None:
    found = [recorded(1, "2026-11-24T09:00", to=HUB), ended(2, "2026-11-24T10:00")]
    assert (of(*found).open, of(*found).settled, of(*found).by_whom) == ((), "ended", "lea")
    assert of(*found).at == "2026-11-24T09:00"
    again = of(*found, recorded(3, to=HUB))
    assert (again.settled, again.by_whom, [each.id for each in again.open]) == ("", "", ["3"])


def test_what_was_passed_on_stays_open_and_passed_on_whatever_is_done() -> None:
    found = [recorded(1, "2026-11-24T09:00", to=HUB), ended(2, "2026-11-24T10:00", "passed on", "ada")]
    assert (of(*found).settled, of(*found).by_whom, len(of(*found).open)) == ("passed on", "ada", 1)
    assert of(*found, recorded(3, to=NIGHT)).settled == "passed on"
    taken = of(*found, ended(3, "2026-11-24T11:00", "taken on"))
    assert (taken.settled, taken.by_whom, len(taken.open)) == ("taken on", "lea", 1)


def test_what_was_ended_by_mistake_is_open_again() -> None:
    found = [recorded(1, "2026-11-24T09:00", to=HUB), ended(2, "2026-11-24T10:00")]
    taken_back = recorded(3, "2026-11-24T10:00", kind="other", corrects="2", settles="mistake")
    assert of(*found, taken_back) == of(found[0])


@given(histories())
def test_to_take_the_last_one_back_leaves_what_there_was_without_it(found: list[Recorded]) -> None:
    if found:
        assert of(*and_then(found, withdrawal(found[-1]))) == of(*found[:-1])


@dataclass
class Shuffled:
    found: list[Recorded]
    again: list[Recorded]


@st.composite
def shuffled(draw: st.DrawFn) -> Shuffled:
    found = draw(histories(plain=True))
    order = draw(st.permutations(found))
    return Shuffled(found, [replace(each, id=f"{number}") for number, each in enumerate(order, 1)])


@given(shuffled())
def test_in_which_order_they_were_recorded_is_nothing_to_what_was_done(both: Shuffled) -> None:
    assert without_ids(of(*both.again)) == without_ids(of(*both.found))


@given(histories(), done_actions(LATER))
def test_what_is_open_with_somebody_is_closed_by_the_next_to_them(
    found: list[Recorded], action: Action
) -> None:
    assume(action.way.speaks and all(each.action.at <= action.at for each in found))  # a form answers no call
    after = of(*and_then(found, action))
    number = f"{len(found) + 1}"
    assert all(each.id == number for each in after.open if compared_name(each.to) == compared_name(action.to))
    before = [each.id for each in of(*found).open if compared_name(each.to) != compared_name(action.to)]
    assert [each.id for each in after.open if each.id != number] == before


@given(histories(), done_actions(LATER))
def test_a_service_that_answers_lets_all_others_wait_and_nobody_else_does(
    found: list[Recorded], action: Action
) -> None:
    assume(all(each.action.at <= action.at for each in found))  # a day alone comes before the times on it
    number, before, after = f"{len(found) + 1}", of(*found), of(*and_then(found, action))
    left = {each.id: each for each in after.open if each.id != number}
    service = action.kind == "police" or compared_name(action.to) in {
        compared_name(each) for each in SERVICES
    }
    spoke = action.way.speaks and service and not action.was_tried_in_vain
    knew = {each.id: each.others_know for each in before.open}
    assert all(each.others_know is (each.in_vain if spoke else knew[each.id]) for each in left.values())
    plain = [replace(each, others_know=False, taken_up=None) for each in left.values()]
    assert plain == [
        replace(each, others_know=False, taken_up=None) for each in before.open if each.id in left
    ]


SEES_TO = ("accepted", "assessment", "strategy discussion")
IN_VAIN = recorded(1, "2026-11-24T23:00", to=NIGHT, came_of_it="no answer")


@pytest.mark.parametrize("kind", ["phone", "meeting", "form", "e-mail"])
@pytest.mark.parametrize("came_of_it", ENDS)
def test_only_what_social_care_itself_says_takes_a_child_up(came_of_it: str, kind: str) -> None:
    (left,) = (
        each
        for each in of(IN_VAIN, recorded(2, to=HUB, kind=kind, came_of_it=came_of_it)).open
        if each.id == "1"
    )
    expected = GRAVEST if came_of_it in SEES_TO else Gravity("amber") if came_of_it == "early help" else None
    assert left.taken_up == expected


@pytest.mark.parametrize(
    "told",
    [{"kind": "police"}, {"kind": "police", "to": HUB}, {"to": POLICE}, {"to": "Mother"}, {"to": ""}],
    ids=["the police", "the police, of a service", "the police by phone", "somebody else", "nobody named"],
)
def test_nobody_else_takes_a_child_up_whatever_they_say(told: dict[str, str]) -> None:
    for came_of_it in (*SEES_TO, "early help"):
        (left,) = of(IN_VAIN, recorded(2, came_of_it=came_of_it, **told)).open
        assert left.taken_up is None


@pytest.mark.parametrize(
    "tried", [{"kind": "police"}, {"to": POLICE}, {"to": "The school"}, {"kind": "police", "to": NIGHT}]
)
def test_whoever_else_did_not_answer_is_to_be_asked_though_social_care_has_taken_it_up(
    tried: dict[str, str],
) -> None:
    in_vain = recorded(1, "2026-11-24T23:00", came_of_it="no answer", **tried)
    (left,) = of(in_vain, recorded(2, to=HUB, came_of_it="accepted")).open
    assert (left.in_vain, left.others_know, left.taken_up) == (True, True, None)


def test_where_nobody_knows_who_social_care_is_nobody_takes_a_child_up() -> None:
    (left,) = followed([IN_VAIN, recorded(2, to=HUB, came_of_it="accepted")], (), SERVICES).open
    assert left.taken_up is None and left.others_know


def test_a_child_is_taken_up_as_grave_as_it_stood_at_most_and_early_help_goes_no_further_than_amber() -> None:
    amber = replace(recorded(2, to=HUB, came_of_it="accepted"), stood=Gravity("amber"))
    red = replace(recorded(3, to=HUB, came_of_it="assessment"), stood=Gravity("red", ("harm",)))
    helped = replace(recorded(4, to=HUB, came_of_it="early help"), stood=Gravity("yellow", ("missing_now",)))
    assert [of(IN_VAIN, each).open[0].taken_up for each in (amber, red, helped)] == [
        Gravity("amber"),
        Gravity("red", ("harm",)),
        Gravity("yellow"),
    ]
    assert of(IN_VAIN, red, amber, helped).open[0].taken_up == Gravity("red", ("harm",))


def test_who_is_tried_after_it_was_taken_up_is_to_be_asked() -> None:
    again = recorded(3, "2026-11-25T23:00", to=NIGHT, came_of_it="no answer")
    (left,) = of(IN_VAIN, recorded(2, "2026-11-25T09:00", to=HUB, came_of_it="accepted"), again).open
    assert (left.id, left.taken_up) == ("3", None)


def test_what_was_taken_up_by_mistake_is_not() -> None:
    accepted = recorded(2, to=HUB, came_of_it="accepted")
    assert of(IN_VAIN, accepted, replace(recorded(3), action=withdrawal(accepted))) == of(IN_VAIN)


def test_a_row_from_before_says_that_nobody_has_taken_it_up() -> None:
    kept = as_kept(of(IN_VAIN, recorded(2, to=HUB, came_of_it="advice")))
    assert "taken_up" not in kept, "as the editions before wrote it"
    (left,) = from_kept(kept).open
    assert left.is_vain(Gravity("red")) and left.is_vain(Gravity())


@given(histories())
def test_the_row_of_a_list_holds_it_as_it_is(found: list[Recorded]) -> None:
    assert from_kept(as_kept(of(*found))) == of(*found)


def test_of_an_edition_of_before_nobody_knows_whether_social_care_was_phoned() -> None:
    told = of(recorded(1, kind="police", to=POLICE))
    assert not_done_yet(Gravity("red"), told) == "social care not phoned"
    before = from_kept(as_kept(replace(told, social_care=None)))
    assert before.social_care is None and not_done_yet(Gravity("red"), before) == ""


def test_of_a_later_edition_a_row_says_what_this_one_knows() -> None:
    kept = as_kept(of(recorded(1, to=HUB))).replace("{", '{"of_later":[1],', 1)
    assert from_kept(kept) == of(recorded(1, to=HUB))
    assert from_kept("{") == NOTHING_DONE


@given(histories())
def test_as_far_as_is_recorded_somebody_was_phoned_or_nobody_was(found: list[Recorded]) -> None:
    come_to = of(*found)
    ended_it = come_to.settled == "ended"
    assert not_done_yet(Gravity("yellow"), come_to) == not_done_yet(Gravity("none"), come_to) == ""
    lacks = "nobody phoned" if not (come_to.spoken or come_to.tried) else "no service phoned"
    if come_to.service_phoned:  # the police are a step of their own
        lacks = "" if come_to.social_care == GRAVEST else "social care not phoned"
    assert not_done_yet(Gravity("red"), come_to) == ("" if ended_it else lacks)
    assert not_done_yet(Gravity("amber"), come_to) == ("" if come_to.at or ended_it else "nothing done")


def test_a_form_that_nobody_answered_is_no_call_that_was_tried() -> None:
    come_to = of(recorded(1, kind="form", to=HUB, came_of_it="no answer"))
    assert not come_to.tried
    assert not_done_yet(Gravity("red"), come_to) == "nobody phoned"
