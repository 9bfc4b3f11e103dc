"""Who may say that nothing more is to be done: nobody answered is never given up by its practitioner alone."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from msgspec.structs import replace

from ce_tui.core.pathway.actions.action import Action, Gravity, Recorded
from ce_tui.core.pathway.actions.due import (
    NO_OTHER_LEAD,
    NOT_ALONE,
    NOT_PASSED_ON,
    ONLY_A_LEAD,
    SHORT_REASON,
    ActionEnder,
    DueCase,
    due_at,
    ending_faults,
    hour_of,
    may_end,
)
from ce_tui.core.pathway.actions.follow_up_rules import FollowUpRules
from ce_tui.core.pathway.actions.follow_up_summary import followed
from ce_tui.core.pathway.words import OUTCOMES
from support.documents.made_actions import HUB, NOON, SERVICES, SOCIAL_CARE, recorded

ENDERS = [ActionEnder(is_own=a, is_lead=b, other_leads=c) for a, b, c in product((True, False), repeat=3)]
MAY = [(False, True, True), (False, True, False)]
"""Who may end what nobody answered: whether it is their own, whether they are a lead, whether there is another."""


def case(acting_on: str, *found: Recorded, **changes: Any) -> DueCase:
    return DueCase(
        stood=Gravity(acting_on),
        screened_on="2026-11-24",
        since="2026-11-24T09:00:00+00:00",
        completed=True,
        followed=followed(found, (), SERVICES, SOCIAL_CARE),
        **changes,
    )


def may(about: DueCase, ender: ActionEnder) -> bool:
    return may_end(about, due_at(about, FollowUpRules(), hour_of(NOON)), ender)


def at(came_of_it: str = "", **about: Any) -> Recorded:
    return recorded(1, "2026-11-25T11:05", to=HUB, came_of_it=came_of_it, **about)


UNANSWERED = {
    "nobody was phoned": ((), {}),
    "nobody answered": ((at("no answer"),), {}),
    "nobody answered, and what comes next was said": ((at("no answer", next="again", by="2026-11-30"),), {}),
    "nothing is known of what came of it": ((at(),), {}),
    "nothing is known, and what comes next was said": ((at(next="they ring back"),), {}),
    "the form was not sent": ((at("accepted"),), {"has_form": True}),
}
ANSWERED = {
    "somebody answered": ((at("accepted"),), {}),
    "somebody answered, and something comes next": ((at("accepted", next="meet", by="2026-11-30"),), {}),
}


@pytest.mark.parametrize("ender", ENDERS)
@pytest.mark.parametrize("acting_on", OUTCOMES)
@pytest.mark.parametrize("so_far", UNANSWERED)
def test_what_nobody_answered_is_ended_by_another_who_is_a_lead(
    so_far: str, acting_on: str, ender: ActionEnder
) -> None:
    found, changes = UNANSWERED[so_far]
    theirs = acting_on not in ("amber", "red") or (ender.is_own, ender.is_lead, ender.other_leads) in MAY
    assert may(case(acting_on, *found, **changes), ender) is theirs


@pytest.mark.parametrize("ender", ENDERS)
@pytest.mark.parametrize("acting_on", OUTCOMES)
@pytest.mark.parametrize("so_far", ANSWERED)
def test_what_was_answered_anybody_ends(so_far: str, acting_on: str, ender: ActionEnder) -> None:
    found, changes = ANSWERED[so_far]
    assert may(case(acting_on, *found, **changes), ender)


@pytest.mark.parametrize(
    "found",
    [
        (),
        (at("accepted", kind="other"),),
        (recorded(1, to="Mother", came_of_it="accepted"),),
        (replace(at("accepted"), stood=Gravity("amber")),),
    ],
    ids=["nobody", "at a meeting of the hub", "only the mother", "while it was amber"],
)
def test_a_red_that_no_service_answered_as_red_is_not_ended_by_its_practitioner(
    found: tuple[Recorded, ...],
) -> None:
    practitioner = ActionEnder(is_own=True, is_lead=False, other_leads=True)
    assert not may(case("red", *found), practitioner)


def test_a_yellow_with_an_alert_that_says_to_phone_is_not_ended_alone_either() -> None:
    about = replace(case("yellow"), stood=Gravity("yellow", ("missing_now",)))
    assert not may(about, ActionEnder(is_own=True, is_lead=False, other_leads=True))


PRACTITIONER = ActionEnder(is_own=True, is_lead=False, other_leads=True)
LEAD = ActionEnder(is_own=False, is_lead=True, other_leads=False)


def faults(settles: str, said: str, ender: ActionEnder, *found: Recorded) -> list[tuple[str, str]]:
    action = Action(at="2026-11-25T11:30", kind="other", said=said, settles=settles)  # type: ignore[arg-type]
    about = case("red", *found)
    due = due_at(about, FollowUpRules(), hour_of(NOON))
    return [(fault.where, fault.what) for fault in ending_faults(action, about, due, ender)]


def test_it_is_ended_with_a_reason_of_three_words() -> None:
    assert faults("ended", "all done", LEAD, at("accepted")) == [("said", SHORT_REASON)]
    assert faults("ended", "all was done", LEAD, at("accepted")) == []
    assert faults("ended", "", PRACTITIONER, at("no answer")) == [("said", SHORT_REASON)]


def test_its_practitioner_passes_on_what_nobody_answered_and_a_lead_takes_it_on() -> None:
    assert faults("ended", "nobody ever answers", PRACTITIONER, at("no answer")) == [("settles", NOT_ALONE)]
    assert faults("ended", "nobody ever answers", LEAD, at("no answer")) == []
    assert faults("passed on", "", PRACTITIONER, at("no answer")) == []
    assert faults("taken on", "", PRACTITIONER, at("no answer")) == [("settles", ONLY_A_LEAD)]
    passed_on = recorded(2, kind="other", settles="passed on")
    assert faults("taken on", "", LEAD, at("no answer"), passed_on) == []
    assert faults("mistake", "", PRACTITIONER, at("no answer")) == faults("", "", PRACTITIONER) == []


def test_nothing_is_passed_on_where_there_is_no_other_lead_and_nothing_taken_on_that_was_not_passed_on() -> (
    None
):
    assert faults("passed on", "", LEAD, at("no answer")) == [("settles", NO_OTHER_LEAD)]
    assert faults("taken on", "", LEAD, at("no answer")) == [("settles", NOT_PASSED_ON)]
