"""What is due about a screening, and by when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from ce_tui.core.pathway.actions.action import Action, Gravity, Recorded
from ce_tui.core.pathway.actions.due import DueCase, FollowUp, due_at, hour_of
from ce_tui.core.pathway.actions.follow_up_rules import (
    AGAIN_SOURCE,
    AMBER_SOURCE,
    ANSWER_SOURCE,
    FORM_SOURCE,
    LIMITS,
    FollowUpRules,
)
from ce_tui.core.pathway.actions.follow_up_summary import NOTHING_DONE, OpenAction, followed
from support.calls import python_calls
from support.documents.made_actions import (
    HUB,
    NIGHT,
    NOON,
    POLICE,
    SERVICES,
    SOCIAL_CARE,
    done_actions,
    histories,
    recorded,
)

RULES = FollowUpRules()
RED = Gravity("red")
TODAY = hour_of(NOON).today
BEGUN = "2026-11-24T09:00:00.000+00:00"  # a Tuesday


def case(*found: Recorded, **changes: Any) -> DueCase:
    """`cannot_wait`: an alert says to phone now, whatever the tier."""
    acting_on = changes.pop("acting_on", "red")
    danger = ("under_13",) if changes.pop("cannot_wait", False) else ()
    usual: dict[str, Any] = {
        "stood": Gravity(acting_on, danger),
        "screened_on": "2026-11-24",
        "since": BEGUN,
        "completed": False,
        "followed": followed(found, (), SERVICES, SOCIAL_CARE, (POLICE, "101")),
    }
    return DueCase(**usual | changes)


def due(*found: Recorded, at: datetime = NOON, **changes: Any) -> list[FollowUp]:
    return due_at(case(*found, **changes), RULES, hour_of(at))


def told(found: list[FollowUp]) -> list[tuple[str, str, bool, bool]]:
    return [(each.what, each.by, each.overdue, each.at_once) for each in found]


IN_VAIN = recorded(1, "2026-11-25T11:05", to=HUB, came_of_it="no answer")
ANSWERED = recorded(1, "2026-11-25T11:05", to=HUB, came_of_it="accepted")


def test_on_red_somebody_is_to_be_phoned_at_once_from_when_it_was_begun() -> None:
    assert told(due()) == [("call", "2026-11-24T09:00", True, True)]
    assert told(due(at=datetime(2026, 11, 24, 9, tzinfo=UTC))) == [("call", "2026-11-24T09:00", True, True)]
    assert told(due(since="2026-07-01T09:00:00+00:00")) == [("call", "2026-07-01T10:00", True, True)]


def test_on_red_the_police_are_told_from_when_it_was_begun_and_that_stands_after_the_call() -> None:
    assert [each.what for each in due(tells_police=True)] == ["call", "police"]
    assert [each.what for each in due(IN_VAIN, tells_police=True)] == ["unanswered", "police"]
    (police,) = due(ANSWERED, tells_police=True)
    assert told([police]) == [("police", "2026-11-24T09:00", True, False)]
    assert police.lacks == "nothing done"


def test_what_is_due_about_one_of_thousands_takes_few_calls() -> None:
    """13 and 43 on Python 3.11."""
    hour = hour_of(NOON)
    for about, most in ((case(acting_on="none"), 15), (case(completed=True, tells_police=True), 48)):
        assert python_calls(lambda about=about: due_at(about, RULES, hour)) <= most  # type: ignore[misc]


@pytest.mark.parametrize("acting_on", ["none", "yellow", "amber"])
def test_below_red_and_where_the_area_has_no_such_step_nothing_is_due_of_the_police(acting_on: str) -> None:
    found = due(ANSWERED, acting_on=acting_on, cannot_wait=True, tells_police=True)
    assert "police" not in [each.what for each in found]
    assert due(ANSWERED) == []


@pytest.mark.parametrize(
    ("about", "is_told"),
    [
        ({"kind": "police"}, True),
        ({"kind": "police", "to": "Somebody"}, True),
        ({"kind": "phone", "to": POLICE, "came_of_it": "advice"}, True),
        ({"kind": "phone", "to": "101"}, True),
        ({"kind": "e-mail", "to": POLICE.upper()}, True),
        ({"kind": "police", "came_of_it": "no answer"}, False),
        ({"kind": "phone", "to": POLICE, "came_of_it": "no answer"}, False),
        ({"kind": "form", "to": POLICE}, False),
        ({"kind": "other", "to": POLICE}, False),
        ({"kind": "phone", "to": "Emergency"}, False),
        ({"kind": "e-mail", "to": HUB}, False),
    ],
)
def test_until_they_were_told_by_one_of_the_ways_that_count(about: dict[str, Any], is_told: bool) -> None:
    found = due(ANSWERED, recorded(2, "2026-11-25T11:10", **about), tells_police=True)
    assert ("police" not in [each.what for each in found]) is is_told


@pytest.mark.parametrize("about", [{"kind": "police"}, {"to": POLICE}, {"kind": "police", "to": "999"}])
def test_the_police_alone_leave_the_call_to_social_care_due_on_red(about: dict[str, str]) -> None:
    told_police = recorded(2, "2026-11-24T23:20", came_of_it="accepted", **about)
    (call,) = due(told_police, tells_police=True)
    assert (call.what, call.at_once, call.lacks) == ("call", True, "social care not phoned")
    for seen_to in ({"to": NIGHT}, {"to": HUB, "kind": "form", "came_of_it": "accepted"}):
        assert "call" not in [
            each.what for each in due(told_police, recorded(3, **seen_to), tells_police=True)
        ]
    sent = recorded(3, to=HUB, kind="form", came_of_it="advice")
    assert [each.what for each in due(told_police, sent, tells_police=True)] == ["call"]


def test_a_child_who_is_missing_is_reported_to_the_police_whatever_the_tier_and_the_area() -> None:
    missing = Gravity("yellow", ("missing_now",))
    assert [each.what for each in due(stood=missing)] == ["call", "police"]
    assert [each.what for each in due(ANSWERED, stood=missing)] == ["police"]
    assert due(POLICE_TOLD, stood=missing) == [], "below red that is the call, too"


def test_once_it_has_become_more_serious_they_are_told_again() -> None:
    before = replace(recorded(2, "2026-11-25T11:10", kind="police"), stood=RED)
    now = Gravity("red", ("immediate_risk",))
    (police,) = [
        each for each in due(ANSWERED, before, tells_police=True, stood=now) if each.what == "police"
    ]
    assert police.lacks == "nothing since" and due(before, tells_police=True, stood=RED)[0].what != "police"


def test_the_same_where_an_alert_says_to_phone_now_whatever_the_tier() -> None:
    assert told(due(acting_on="yellow", cannot_wait=True)) == [("call", "2026-11-24T09:00", True, True)]
    assert told(due(acting_on="amber", cannot_wait=True)) == [("call", "2026-11-24T09:00", True, True)]


@pytest.mark.parametrize("acting_on", ["none", "yellow", ""])
def test_where_nothing_is_acted_on_nothing_is_due(acting_on: str) -> None:
    assert due(acting_on=acting_on) == []


def test_on_amber_something_is_done_by_the_next_working_day() -> None:
    (act,) = due(acting_on="amber")
    assert (act.what, act.by, act.overdue, act.source) == ("act", "2026-11-25", False, AMBER_SOURCE)
    assert act.is_on(TODAY) and not act.is_on("2026-11-24")
    assert due(acting_on="amber", at=NOON + timedelta(hours=12))[0].overdue
    assert due(recorded(1, kind="other"), acting_on="amber") == []


@pytest.mark.parametrize(
    ("since", "by"),
    [
        ("2026-11-27T20:30:00+00:00", "2026-11-30"),  # a Friday evening
        ("2026-12-24T12:00:00+00:00", "2026-12-29"),
        ("2026-12-31T23:30:00+00:00", "2027-01-04"),
        ("2026-04-02T12:00:00+00:00", "2026-04-07"),
        ("2026-06-30T23:30:00+00:00", "2026-07-02"),  # in London it is the first of July
        ("2026-03-28T23:30:00+00:00", "2026-03-30"),
    ],
)
def test_amber_over_a_weekend_a_feast_or_midnight_in_summer(since: str, by: str) -> None:
    assert [each.by for each in due(acting_on="amber", since=since)] == [by]


def test_red_that_nobody_answered_is_due_at_once_with_whom_it_was() -> None:
    (unanswered,) = due(IN_VAIN)
    assert told([unanswered]) == [("unanswered", "2026-11-25T11:05", True, True)]
    assert (unanswered.action, unanswered.to, unanswered.unknown) == ("1", HUB, True)
    next_said = recorded(1, "2026-11-25T11:05", to=HUB, came_of_it="no answer", next="again", by="2026-11-30")
    assert told(due(next_said)) == [("unanswered", "2026-11-25T11:05", True, True)]


def test_amber_that_nobody_answered_is_asked_by_the_next_working_day() -> None:
    (answer,) = due(IN_VAIN, acting_on="amber")
    assert (answer.what, answer.by, answer.source, answer.unknown) == (
        "answer",
        "2026-11-26",
        ANSWER_SOURCE,
        True,
    )


def test_once_another_service_answered_whoever_did_not_is_asked_as_if_they_had_not_said() -> None:
    found = due(IN_VAIN, recorded(2, "2026-11-25T11:10", to=NIGHT, came_of_it="advice"))
    assert told(found) == [("answer", "2026-11-26", False, False)]


NIGHT_IN_VAIN = recorded(1, "2026-11-24T23:00", to=NIGHT, came_of_it="no answer")
POLICE_TOLD = recorded(2, "2026-11-24T23:20", kind="police", came_of_it="accepted")


def accepted(number: int = 3, stood: Gravity = RED, **about: Any) -> Recorded:
    usual: dict[str, Any] = {"at": "2026-11-25T09:00", "to": HUB, "came_of_it": "accepted"}
    return replace(recorded(number, **usual | about), stood=stood)


def test_once_social_care_has_taken_it_up_the_night_line_that_did_not_answer_is_not_due() -> None:
    assert [(each.what, each.to) for each in due(NIGHT_IN_VAIN)] == [("unanswered", NIGHT)]
    by_police = due(NIGHT_IN_VAIN, POLICE_TOLD)
    assert [(each.what, each.to, each.by) for each in by_police] == [("answer", NIGHT, "2026-11-25")]
    assert due(NIGHT_IN_VAIN, POLICE_TOLD, accepted()) == []
    met = accepted(4, came_of_it="strategy discussion", kind="meeting", at="2026-11-25T11:00")
    assert due(NIGHT_IN_VAIN, POLICE_TOLD, accepted(), met) == []
    amber = accepted(stood=Gravity("amber"))
    assert due(NIGHT_IN_VAIN, amber, acting_on="amber") == []


@pytest.mark.parametrize(
    "came_of_it", ["advice", "early help", "no further action", "not accepted", "other", ""]
)
def test_what_leaves_the_child_with_nobody_on_red_leaves_the_night_line_due(came_of_it: str) -> None:
    said = due(NIGHT_IN_VAIN, POLICE_TOLD, accepted(came_of_it=came_of_it))
    assert ("answer", NIGHT) in [(each.what, each.to) for each in said]


def test_of_several_who_did_not_answer_one_after_the_other_the_last_is_due_at_once() -> None:
    office = recorded(2, "2026-11-24T23:10", to=HUB, came_of_it="no answer")
    found = due(NIGHT_IN_VAIN, office)
    assert [(each.what, each.to, each.at_once) for each in found] == [("unanswered", HUB, True)]
    known = due(NIGHT_IN_VAIN, office, recorded(3, "2026-11-24T23:20", kind="police", came_of_it="accepted"))
    assert {(each.what, each.to) for each in known} == {("answer", NIGHT), ("answer", HUB)}, "both are asked"


TURNED_AWAY = ["advice", "no further action", "not accepted", "other"]


@pytest.mark.parametrize("came_of_it", TURNED_AWAY)
def test_a_child_who_was_taken_up_and_then_turned_away_is_not_forgotten(came_of_it: str) -> None:
    later = accepted(4, came_of_it=came_of_it, at="2026-11-25T11:00")
    found = due(NIGHT_IN_VAIN, POLICE_TOLD, accepted(), later)
    assert ("answer", NIGHT) in [(each.what, each.to) for each in found]
    again = accepted(5, at="2026-11-25T11:30")
    assert due(NIGHT_IN_VAIN, POLICE_TOLD, accepted(), later, again) == []


def test_what_is_recorded_long_after_it_was_said_takes_up_no_danger_that_may_have_come_since() -> None:
    missing = Gravity("red", ("missing_now",))
    late = accepted(stood=missing, at="2026-11-25T07:30")
    assert due(NIGHT_IN_VAIN, POLICE_TOLD, late) == [], "as far as red"
    found = due(NIGHT_IN_VAIN, POLICE_TOLD, late, stood=missing)
    assert ("answer", NIGHT) in [(each.what, each.to) for each in found]
    at_once = accepted(stood=missing, at="2026-11-25T11:30")
    assert due(NIGHT_IN_VAIN, POLICE_TOLD, at_once, stood=missing) == []


def test_who_was_tried_on_the_same_day_nobody_knows_when_is_asked_all_the_same() -> None:
    tried = recorded(1, "2026-11-25", to=NIGHT, came_of_it="no answer")
    found = due(POLICE_TOLD, tried, accepted())
    assert ("answer", NIGHT) in [(each.what, each.to) for each in found]
    the_day_before = recorded(1, "2026-11-24", to=NIGHT, came_of_it="no answer")
    assert due(POLICE_TOLD, the_day_before, accepted()) == []


def test_early_help_takes_up_an_amber_and_no_danger() -> None:
    helped = accepted(stood=Gravity("amber", ("under_13",)), came_of_it="early help")
    assert due(NIGHT_IN_VAIN, helped, acting_on="amber") == []
    young = due(NIGHT_IN_VAIN, helped, acting_on="amber", cannot_wait=True)
    assert [(each.what, each.to) for each in young] == [("answer", NIGHT)]


@pytest.mark.parametrize("now", [Gravity("red", ("harm",)), Gravity("red", ("missing_now",)), Gravity("red")])
def test_once_it_is_graver_than_what_was_taken_up_the_night_line_is_due_again(now: Gravity) -> None:
    before = accepted(stood=Gravity("amber"))
    found = due(NIGHT_IN_VAIN, POLICE_TOLD, before, stood=now)
    assert ("answer", NIGHT) in [(each.what, each.to) for each in found]
    again = accepted(4, stood=now, at="2026-11-25T10:00")
    assert due(NIGHT_IN_VAIN, POLICE_TOLD, before, again, stood=now) == []
    assert due(NIGHT_IN_VAIN, before, again, acting_on="amber") == [], "calmer than that it stays so"


def test_a_form_that_was_accepted_takes_nothing_up_on_red_before_anybody_has_answered() -> None:
    form = accepted(kind="form")
    found = due(NIGHT_IN_VAIN, form)
    assert [(each.what, each.to, each.at_once) for each in found] == [("unanswered", NIGHT, True)]
    assert due(NIGHT_IN_VAIN, POLICE_TOLD, form) == []


def test_what_was_to_be_done_next_with_whoever_did_not_answer_stays_due_and_waits_for_nobody() -> None:
    again = recorded(
        1, "2026-11-24T23:00", to=NIGHT, came_of_it="no answer", next="ring again", by="2026-11-27"
    )
    before, after = due(again, POLICE_TOLD), due(again, POLICE_TOLD, accepted())
    assert [(each.what, each.by, each.unknown) for each in before] == [
        ("answer", "2026-11-25", True),
        ("next", "2026-11-27", True),
    ]
    assert [(each.what, each.by, each.unknown) for each in after] == [("next", "2026-11-27", False)]


def test_what_comes_next_is_due_by_the_day_that_was_said_or_within_a_working_day() -> None:
    said = recorded(1, "2026-11-25T11:05", to=HUB, came_of_it="advice", next="ring back", by="2026-11-27")
    (next_,) = due(said)
    assert (next_.what, next_.by, next_.next, next_.source, next_.unknown) == (
        "next",
        "2026-11-27",
        "ring back",
        "",
        False,
    )
    unsaid = recorded(1, "2026-11-27T11:05", to=HUB, came_of_it="advice", next="ring back")
    assert [each.by for each in due(unsaid)] == ["2026-11-30"]


def test_where_the_area_has_a_form_it_follows_a_call_within_a_day() -> None:
    (form,) = due(ANSWERED, has_form=True)
    assert (form.what, form.by, form.overdue, form.source) == ("form", "2026-11-26T11:05", False, FORM_SOURCE)
    assert due(ANSWERED, has_form=True, at=NOON + timedelta(hours=24))[0].overdue
    assert not form.is_on(TODAY) and form.is_on(hour_of(NOON + timedelta(hours=12)).today)
    assert due(ANSWERED) == []
    assert due(ANSWERED, has_form=True, acting_on="yellow") == []
    assert due(ANSWERED, recorded(2, kind="form", to=HUB, came_of_it="accepted"), has_form=True) == []
    only_the_mother = due(recorded(1, to="Mother", came_of_it="advice"), has_form=True)
    assert [(each.what, each.lacks) for each in only_the_mother] == [("call", "no service phoned")]


@pytest.mark.parametrize(
    ("spoken_at", "by"),
    [
        ("2026-10-24T14:00", "2026-10-25T13:00"),
        ("2026-03-28T14:00", "2026-03-29T15:00"),
        ("2026-03-28T01:30", "2026-03-29T02:30"),
        ("2026-11-25", "2026-11-26T00:00"),
    ],
)
def test_the_form_is_due_after_as_many_hours_as_pass_on_the_day_that_the_clocks_change(
    spoken_at: str, by: str
) -> None:
    found = due(recorded(1, spoken_at, to=HUB, came_of_it="advice"), has_form=True)
    assert [each.by for each in found] == [by]


@pytest.mark.parametrize(
    ("acting_on", "what", "by"),
    [("yellow", "screen again", "2027-01-05"), ("amber", "screen again", "2026-12-22")],
)
def test_a_completed_screening_is_due_again_by_its_tier(acting_on: str, what: str, by: str) -> None:
    (again,) = due(recorded(1, kind="other"), acting_on=acting_on, completed=True)
    assert (again.what, again.by, again.source) == (what, by, AGAIN_SOURCE)
    assert due(recorded(1, kind="other"), acting_on=acting_on) == []
    assert due(recorded(1, kind="other"), acting_on=acting_on, completed=True, screened_on="") == []


def test_red_is_never_only_to_be_screened_again() -> None:
    found = due(ANSWERED, completed=True)
    assert told(found) == [("ask", "2026-12-22", False, False), ("screen again", "2026-12-22", False, False)]
    assert [each.what for each in due(ANSWERED, completed=True, has_form=True)] == ["form", "screen again"]


def test_nothing_is_due_once_it_was_ended_nor_about_what_is_from_before() -> None:
    ended = recorded(2, kind="other", said="said in full", settles="ended")
    assert due(IN_VAIN, ended, completed=True) == []
    assert due(from_before=True, completed=True) == []
    passed_on = recorded(2, kind="other", settles="passed on")
    assert told(due(IN_VAIN, passed_on)) == told(due(IN_VAIN))


def test_a_day_that_cannot_be_read_silences_nothing_else() -> None:
    assert told(due(screened_on="some day", completed=True)) == told(due())
    assert [each.what for each in due(since="some day", completed=True)] == ["ask", "screen again"]
    opened = tuple(
        OpenAction(id=factor_id, at=at, kind="phone", waits=True)
        for factor_id, at in (("1", "2026-11-25"), ("2", "x"))
    )
    spoiled = replace(
        NOTHING_DONE, at="2026-11-25", spoken=True, service_phoned=True, phoned=Gravity("red"), open=opened
    )
    assert [each.action for each in due(followed=spoiled)] == ["1"]
    assert due(screened_on="9999-12-31", acting_on="yellow", completed=True) == []


def test_what_is_due_at_once_comes_first_and_then_what_is_due_soonest() -> None:
    found = due(
        recorded(1, "2026-11-20T09:00", to="Mother", came_of_it="advice", next="meet", by="2026-11-24"),
        recorded(2, "2026-11-25T11:05", to=NIGHT, came_of_it="no answer"),
        recorded(3, "2026-11-25T11:10", kind="form", to="School"),
        completed=True,
    )
    assert [(each.what, each.action) for each in found] == [
        ("unanswered", "2"),
        ("next", "1"),
        ("answer", "3"),
        ("screen again", ""),
    ]


def test_a_day_ends_after_each_of_its_times() -> None:
    found = due(
        recorded(1, "2026-11-25T11:05", to="Mother", came_of_it="advice", next="meet", by="2026-11-26"),
        recorded(2, "2026-11-25T11:10", to=HUB, came_of_it="accepted"),
        acting_on="amber",
        has_form=True,
    )
    assert [(each.what, each.by) for each in found] == [("form", "2026-11-26T11:10"), ("next", "2026-11-26")]


def test_a_day_has_passed_once_it_is_over_in_london() -> None:
    summer = recorded(1, "2026-07-01T09:00", to="Mother", came_of_it="advice", next="meet", by="2026-07-02")
    (before,) = due(summer, acting_on="amber", at=datetime(2026, 7, 2, 22, 59, tzinfo=UTC))
    (after,) = due(summer, acting_on="amber", at=datetime(2026, 7, 2, 23, 0, tzinfo=UTC))
    assert (before.overdue, after.overdue) == (False, True)


def test_no_limit_can_be_set_so_that_nothing_is_due() -> None:
    assert set(LIMITS) == set(FollowUpRules.__struct_fields__)
    assert all(least == 1 and least <= getattr(RULES, name) <= most for name, (least, most) in LIMITS.items())
    assert [RULES.again_weeks(tier) for tier in ("yellow", "amber", "red", "none", "")] == [6, 4, 4, 0, 0]


HOURS = st.integers(0, 24 * 60)
RULED = st.builds(FollowUpRules, **{name: st.integers(least, most) for name, (least, most) in LIMITS.items()})


@st.composite
def cases(draw: st.DrawFn) -> DueCase:
    acting_on = draw(st.sampled_from(["red", "red", "amber", "yellow", "none"]))
    return case(
        *draw(histories()),
        acting_on=acting_on,
        cannot_wait=draw(st.booleans()),
        completed=draw(st.booleans()),
        has_form=draw(st.booleans()),
    )


@given(cases(), RULED, HOURS)
def test_red_that_nobody_answered_is_at_once_whatever_the_clock_and_the_settings(
    about: DueCase, rules: FollowUpRules, hours: int
) -> None:
    found = due_at(about, rules, hour_of(NOON + timedelta(hours=hours)))
    if about.followed.settled == "ended":
        assert found == []
    elif about.stood.acting_on == "red":
        in_vain = [each for each in about.followed.open if each.in_vain]
        at_once = [each.id for each in in_vain if not each.others_know]
        assert [each.action for each in found if each.what == "unanswered"] == at_once[-1:]
        to_be_asked = {each.id for each in in_vain if each.others_know and each.is_vain(about.stood)}
        assert to_be_asked <= {each.action for each in found if each.what in ("answer", "next")}
        assert all(each.at_once and each.overdue for each in found if each.what in ("unanswered", "call"))
        assert not found or {each.what for each in found} != {"screen again"}
        if not about.followed.spoken and not about.followed.tried:
            assert found[0].what == "call"


@given(cases(), RULED, HOURS, HOURS)
def test_as_time_goes_on_the_same_is_due_and_what_is_overdue_stays_so(
    about: DueCase, rules: FollowUpRules, hours: int, more: int
) -> None:
    now = NOON + timedelta(hours=hours)
    before, after = (
        due_at(about, rules, hour_of(now)),
        due_at(about, rules, hour_of(now + timedelta(hours=more))),
    )
    assert [(each.what, each.by, each.action) for each in after] == [
        (each.what, each.by, each.action) for each in before
    ]
    assert all(late.overdue for early, late in zip(before, after, strict=True) if early.overdue)
    assert sorted(not each.at_once for each in before) == [not each.at_once for each in before]


@given(histories(), done_actions(st.just("2026-11-25T12:30")), RULED, st.booleans(), st.booleans())
def test_by_what_is_done_what_is_due_only_moves_forward(
    found: list[Recorded], action: Action, rules: FollowUpRules, has_form: bool, red: bool
) -> None:
    """Whatever is due afterwards was due before, by then or sooner; or it comes of what was done, and is due after.

    Of several who did not answer one row stands for all, the last one's; once somebody answered, each has its own.
    """
    about: dict[str, Any] = {"acting_on": "red" if red else "amber", "has_form": has_form, "completed": True}
    then = [*found, replace(recorded(len(found) + 1), action=action)]
    if case(*found).followed.settled == "ended":
        return
    before = due_at(case(*found, **about), rules, hour_of(NOON))
    together = {each.id for each in case(*found).followed.open if each.in_vain and not each.others_know}
    for each in due_at(case(*then, **about), rules, hour_of(NOON)):
        assert each.day >= action.day or any(
            was.urgency[-1] <= each.urgency[-1]  # a day ends after its last minute
            for was in before
            if was.action == each.action or (was.what == "unanswered" and each.action in together)
        ), each


def test_that_nobody_was_phoned_stands_before_a_form_that_nobody_answered() -> None:
    found = due(recorded(1, "2026-11-20", "form", to=HUB, came_of_it="no answer"))
    assert [(each.what, each.at_once) for each in found] == [("call", True), ("unanswered", True)]


def test_a_call_that_was_made_while_it_was_amber_answers_nothing_of_the_red_that_came_since() -> None:
    before = replace(ANSWERED, stood=Gravity("amber"))
    found = due(before)
    assert [(each.what, each.at_once, each.lacks) for each in found] == [("call", True, "not phoned since")]
    assert not [each for each in due(before, acting_on="amber") if each.what == "call"]
    again = replace(recorded(2, "2026-11-25T11:30", to=HUB, came_of_it="accepted"), stood=Gravity("red"))
    assert "call" not in [each.what for each in due(before, again)]


def test_a_call_that_was_made_before_danger_was_said_does_not_answer_it() -> None:
    before = replace(ANSWERED, stood=Gravity("red"))
    assert [each.what for each in due_at(case(before), RULES, hour_of(NOON))] == []
    worse = case(before, stood=Gravity("red", ("harm",)))
    assert [(each.what, each.lacks) for each in due_at(worse, RULES, hour_of(NOON))] == [
        ("call", "not phoned since")
    ]


def test_what_was_ended_as_amber_is_due_again_once_it_is_red() -> None:
    over = replace(recorded(2, "2026-11-25T11:30", kind="other", settles="ended"), stood=Gravity("amber"))
    first = replace(ANSWERED, stood=Gravity("amber"))
    assert due(first, over, acting_on="amber") == []
    assert [each.what for each in due(first, over)] == ["call"]
    assert due(first, replace(over, stood=Gravity("red"))) == []


def test_a_form_that_was_sent_while_it_was_yellow_is_no_answer_to_amber() -> None:
    sent = replace(recorded(1, kind="form", to=HUB, came_of_it="accepted"), stood=Gravity("yellow"))
    found = due(sent, acting_on="amber")
    assert [(each.what, each.lacks) for each in found] == [("act", "nothing since")]


def test_a_later_day_for_what_comes_next_does_not_put_off_asking_what_came_of_it() -> None:
    waits = recorded(1, "2026-11-25T11:05", to=HUB, next="they ring back", by="2026-12-24")
    found = due(waits, acting_on="amber")
    assert [(each.what, each.by) for each in found] == [("answer", "2026-11-26"), ("next", "2026-12-24")]
    soon = recorded(1, "2026-11-25T11:05", to=HUB, next="they ring back", by="2026-11-26")
    assert [each.what for each in due(soon, acting_on="amber")] == ["next"]


def test_a_form_does_not_answer_a_call_that_nobody_answered() -> None:
    form = recorded(2, "2026-11-25T11:30", kind="form", to=HUB)
    first = due(IN_VAIN, form)[0]
    assert (first.what, first.at_once) == ("unanswered", True)
    nothing = recorded(2, "2026-11-25T11:30", kind="other", to=HUB)
    assert [each.what for each in due(IN_VAIN, nothing)] == ["unanswered"]


def test_what_was_recorded_after_the_end_is_due_whenever_it_was_done() -> None:
    over = recorded(2, "2026-11-25T11:30", kind="other", said="it is all done", settles="ended")
    for at in ("2026-11-25T11:29", "2026-11-25"):
        later = recorded(3, at, to=HUB, came_of_it="no answer")
        assert [each.what for each in due(ANSWERED, over, later)] == ["unanswered"]
    assert due(IN_VAIN, over) == []
