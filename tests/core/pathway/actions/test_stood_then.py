"""How grave it stood as something was done: by its saves, and never by when that was recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from ce_tui.core.pathway.actions.action import Gravity
from ce_tui.core.pathway.actions.due import DueCase, due_at, hour_of
from ce_tui.core.pathway.actions.follow_up_rules import FollowUpRules
from ce_tui.core.pathway.actions.follow_up_summary import FollowUpSummary, followed
from ce_tui.core.pathway.actions.rules import MOST, gravity_since, iso_minute
from ce_tui.core.pathway.actions.rules import stood_then as stood_then_by
from ce_tui.core.pathway.answers.screening import GravitySince
from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.pathway.document.notices import urgent
from support.documents.made_actions import HUB, NIGHT, NOON, SERVICES, SOCIAL_CARE, recorded

AMBER, RED = Gravity("amber"), Gravity("red")
HARM = Gravity("red", ("harm",))
DAY = "2026-11-25T"  # in London as in UTC
BEGUN = f"{DAY}09:00:00.000+00:00"
LATER = "2026-11-27T12:00:00.000+00:00"


def stood_then(since: Sequence[GravitySince], begun: str, at: str, recorded_at: str = LATER) -> Gravity:
    """As it is recorded days later, unless it is said when."""
    return stood_then_by(since, begun, at, recorded_at)


def told(*since: tuple[str, Gravity]) -> tuple[GravitySince, ...]:
    found: tuple[GravitySince, ...] = ()
    for at, now in since:
        found = gravity_since(found, now, f"{DAY}{at}:30.000+00:00")
    return found


AMBER_THEN_RED = told(("09:00", AMBER), ("12:00", RED))


@pytest.mark.parametrize(
    ("at", "stood"),
    [("09:01", AMBER), ("10:00", AMBER), ("11:59", AMBER), ("12:00", RED), ("12:01", RED), ("18:00", RED)],
)
def test_it_stood_as_it_was_saved_last_by_then(at: str, stood: Gravity) -> None:
    """Within the minute in which it became graver, as it stood at most: a call goes on for longer."""
    assert stood_then(AMBER_THEN_RED, BEGUN, f"{DAY}{at}") == stood


def test_of_a_day_alone_nobody_knows_more_than_how_it_stood_as_the_day_began() -> None:
    begun = "2026-11-24T09:00:00.000+00:00"
    before = gravity_since((), AMBER, begun)
    assert stood_then((*before, *told(("12:00", RED))), begun, "2026-11-25") == AMBER


def test_of_the_day_on_which_it_was_begun_alone_it_stood_as_it_was_written_down_then() -> None:
    assert stood_then(told(("09:05", HARM), ("12:00", RED)), BEGUN, "2026-11-25") == HARM
    assert stood_then(told(("09:05", AMBER), ("12:00", HARM)), BEGUN, "2026-11-25") == AMBER
    assert stood_then(told(("09:05", HARM)), BEGUN, "2026-11-24") == RED, "the day before"


def test_what_was_taken_back_meanwhile_stood_as_long_as_it_did() -> None:
    by_mistake = told(("09:00", AMBER), ("09:30", RED), ("09:40", AMBER), ("12:00", HARM))
    found = [stood_then(by_mistake, BEGUN, f"{DAY}{at}") for at in ("09:35", "10:00", "12:30")]
    assert found == [RED, AMBER, HARM]


def test_people_phone_first_and_write_down_then_what_they_phoned_about() -> None:
    soon = told(("09:00", Gravity()), ("09:05", HARM), ("09:20", AMBER))
    assert stood_then(soon, BEGUN, f"{DAY}08:30") == HARM
    later = told(("09:00", AMBER), ("09:15", HARM))
    assert stood_then(later, BEGUN, f"{DAY}08:30") == AMBER
    slip = told(("09:00", AMBER), ("09:02", HARM), ("09:03", AMBER), ("12:00", HARM))
    assert stood_then(slip, BEGUN, f"{DAY}08:30") == AMBER


def test_who_phones_before_the_marks_are_made_has_phoned_about_their_tier_and_no_danger_to_come() -> None:
    marked = told(("09:00", Gravity()), ("09:11", HARM))
    ats = ("08:59", "09:00", "09:10", "09:11", "09:20")
    assert [stood_then(marked, BEGUN, f"{DAY}{at}") for at in ats] == [HARM, RED, RED, HARM, HARM]
    later = told(("09:00", Gravity()), ("09:16", HARM))
    assert stood_then(later, BEGUN, f"{DAY}09:10") == Gravity()


def test_the_longer_before_it_was_begun_the_less_it_was_about_the_same() -> None:
    at_once = told(("09:00", HARM))
    ats = [f"{DAY}05:00", f"{DAY}04:59", "2026-11-18T09:00", "2026-11-18T08:59"]
    assert [stood_then(at_once, BEGUN, at) for at in ats] == [HARM, RED, RED, Gravity()]


def test_of_before_the_first_save_that_is_remembered_nothing_is_claimed() -> None:
    found = [stood_then(told(("12:00", RED)), BEGUN, f"{DAY}{at}") for at in ("10:00", "12:30", "08:00")]
    assert found == [Gravity(), RED, Gravity()]
    assert stood_then((), BEGUN, f"{DAY}10:00") == Gravity()


@pytest.mark.parametrize(
    ("at", "stood"),
    [("12:00", Gravity()), ("12:04", Gravity()), ("12:05", RED), ("12:20", RED), ("13:00", RED)],
)
def test_what_a_clock_that_was_ahead_dated_later_is_answered_by_what_is_done_and_recorded_now(
    at: str, stood: Gravity
) -> None:
    """Else nothing could answer it, nor end it, before the time comes that the clock said."""
    begun = "2027-11-25T09:00:00.000+00:00"
    ahead = (GravitySince(begun, "amber"), *told(("12:05", RED)))
    assert stood_then(ahead, begun, f"{DAY}{at}", f"{DAY}13:00:10.000+00:00") == stood
    wholly = (GravitySince(begun, "amber"), GravitySince("2027-11-25T09:10:00.000+00:00", "red", ("harm",)))
    for recorded_at in (f"{DAY}{at}:00.000+00:00", f"{DAY}{at}:59.999+00:00"):
        assert stood_then(wholly, begun, f"{DAY}{at}", recorded_at) == HARM
        assert stood_then(wholly, begun, f"{DAY}11:30", recorded_at) == Gravity()


STOODS = st.builds(
    Gravity,
    st.sampled_from(["none", "yellow", "amber", "red"]),
    st.lists(st.sampled_from([*urgent()]), unique=True).map(
        lambda found: tuple(each for each in urgent() if each in found)
    ),
)


@given(st.lists(STOODS, max_size=3 * MOST))
def test_only_what_changes_is_remembered_and_no_more_than_a_list_of_it(found: Sequence[Gravity]) -> None:
    remembered: tuple[GravitySince, ...] = ()
    for number, each in enumerate(found):
        remembered = gravity_since(remembered, each, f"{number}")
    assert len(remembered) <= MOST
    stood = [Gravity(each.acting_on, each.danger) for each in remembered]
    assert all(one != other for one, other in pairwise(stood)) and stood[-1:] == list(found[-1:])


MINUTES = st.integers(0, 24 * 60)


@given(
    st.lists(st.tuples(MINUTES, STOODS), min_size=1, max_size=6, unique_by=lambda each: each[0]).map(sorted),
    MINUTES,
    st.integers(1, 600),
    STOODS,
)
def test_nothing_that_comes_later_makes_what_was_done_answer_more(
    saves: list[tuple[int, Gravity]], minute: int, later: int, graver: Gravity
) -> None:
    begun = datetime(2026, 11, 25, tzinfo=UTC)

    def until(number: int) -> tuple[GravitySince, ...]:
        found: tuple[GravitySince, ...] = ()
        for at, stood in saves[:number]:
            found = gravity_since(found, stood, (begun + timedelta(minutes=at)).isoformat())
        return found

    done = begun + timedelta(minutes=minute)
    at, since = iso_minute(done.astimezone(LONDON)), done + timedelta(minutes=later)
    known = until(sum(save < minute + later for save, _ in saves))
    then = stood_then(known, begun.isoformat(), at)
    more = stood_then(gravity_since(known, graver, since.isoformat()), begun.isoformat(), at)
    assert more.danger == then.danger
    is_written_down = since <= begun + timedelta(minutes=15)
    assert is_written_down or more == then


def done(number: int, stood: Gravity, then: Gravity | None, **about: object) -> FollowUpSummary:
    """What one call or form comes to that was recorded as it stood like that, and done as it stood like `then`."""
    usual = {"at": f"{DAY}10:00", "to": HUB, "came_of_it": "accepted"} | about
    one = replace(recorded(number, **usual), stood=stood, stood_then=then)  # type: ignore[arg-type]
    in_vain = replace(recorded(9, f"{DAY}08:00", to=NIGHT, came_of_it="no answer"), stood=Gravity())
    return followed([one, in_vain], (), SERVICES, SOCIAL_CARE)


@pytest.mark.parametrize("then", [AMBER, HARM])
def test_whatever_was_done_answers_what_it_was_then_and_not_what_it_was_as_it_was_recorded(
    then: Gravity,
) -> None:
    found = done(1, HARM, then)
    assert (found.phoned, found.answered, found.acted) == (then, then, then)
    (night,) = found.open
    assert night.taken_up == then
    ended = {"kind": "other", "settles": "ended", "to": "", "came_of_it": ""}
    assert done(10, HARM, then, **ended).ended == then
    assert done(10, HARM, then, at="2026-11-25", **ended).ended == HARM, "a day says no more than its record"
    assert done(1, AMBER, HARM).phoned == AMBER, "nor more than it was as it was recorded"
    assert done(1, HARM, None).phoned == HARM, "an edition of before knows no more"


def test_a_call_from_before_it_became_red_leaves_the_call_due_at_once() -> None:
    about = DueCase(
        stood=RED, screened_on="2026-11-25", since=BEGUN, completed=False, followed=done(1, RED, AMBER)
    )
    due = due_at(about, FollowUpRules(), hour_of(NOON))
    assert [(each.what, each.at_once, each.lacks) for each in due if each.what == "call"] == [
        ("call", True, "not phoned since")
    ]
