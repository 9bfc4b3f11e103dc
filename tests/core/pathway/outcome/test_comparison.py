"""Two screenings compared factor by factor: new, gone, moved, the same; what was not asked is in none of these."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given

from ce_tui.core.pathway.answers.answers import read_answers
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.loading import Pathways, default_pathway
from ce_tui.core.pathway.outcome.comparison import (
    ComparedFactor,
    ComparedScreening,
    EarlierAction,
    ScreenedAnswers,
    before_factors,
    compare,
    comparison_json,
    graver_earlier,
    is_less,
)
from ce_tui.core.strict_json import write_json
from support.documents.made_screenings import screenings

PATHWAY = default_pathway()
ALL = ("yellow", "amber", "red")


def screened(pathway: Pathway = PATHWAY, **given: Any) -> ScreenedAnswers:
    usual: dict[str, Any] = {"looked_at": ALL, "known_to_practitioner": True}
    return ScreenedAnswers(Answers(pathway=pathway.id, locality="southend", **(usual | given)), pathway)


def ids(found: tuple[ComparedFactor, ...]) -> list[str]:
    return [each.id for each in found]


def another_edition() -> Pathway:
    """As the one in use, with Y1 under another number, without Y2, and with one more."""
    yellow = PATHWAY.tier("yellow")
    first, second, *rest = yellow.factors
    one_more = msgspec.structs.replace(second, id="Y2", key="one-more", text="One more, made up")
    factors = (one_more, msgspec.structs.replace(first, id="Y88"), *rest)
    tiers = (msgspec.structs.replace(yellow, factors=factors), *PATHWAY.tiers[1:])
    return msgspec.structs.replace(PATHWAY, id="set-2027-01", tiers=tiers)


def test_each_factor_is_new_gone_moved_or_the_same() -> None:
    before = screened(marks={"Y1": "yes", "A3": "suspected", "A5": "suspected"}, screened_on="2026-10-03")
    now = screened(
        marks={"Y2": "yes", "A3": "suspected", "A5": "reasonably believe"}, screened_on="2026-11-28"
    )
    found = compare(before, now)
    assert ids(found.new) == ["Y2"]
    assert ids(found.gone) == ["Y1"]
    assert ids(found.moved) == ["A5"]
    assert (found.moved[0].before, found.moved[0].now) == ("suspected", "reasonably believe")
    assert ids(found.same) == ["A3"]
    assert (found.earlier.screened_on, found.earlier.acting_on) == ("2026-10-03", "amber")
    assert found.not_asked_then == found.not_asked_now == ()


def test_a_tier_that_was_not_looked_at_then_makes_nothing_new_and_one_not_asked_now_nothing_gone() -> None:
    before = screened(marks={"A3": "suspected"}, looked_at=("yellow", "amber"))
    now = screened(marks={"R2": "suspected", "A3": "suspected"})
    found = compare(before, now)
    assert found.new == found.gone == ()
    assert found.not_asked_then == ("red",)
    assert [(each.id, each.now) for each in found.not_compared if each.now] == [("R2", "suspected")]
    first_meeting = compare(now, screened(marks={"Y1": "yes"}, known_to_practitioner=False))
    assert first_meeting.not_asked_now == ("amber", "red")
    assert first_meeting.gone == ()
    assert [each.id for each in first_meeting.not_compared if each.before] == ["A3", "R2"]


def test_factors_of_two_editions_are_paired_by_their_key_and_what_one_lacks_is_not_compared() -> None:
    other = another_edition()
    found = compare(
        screened(marks={"Y1": "yes", "Y2": "yes"}),
        screened(other, marks={"Y88": "yes", "Y2": "yes"}),
    )
    assert ids(found.same) == ["Y88"]
    assert found.new == found.gone == ()
    apart = {each.key: (each.before, each.now) for each in found.not_compared}
    assert apart == {"one-more": (None, "yes"), PATHWAY.factors["Y2"].key: ("yes", None)}


def test_the_json_is_the_contracts() -> None:
    before = screened(marks={"Y1": "yes", "A5": "suspected"}, screened_on="2026-10-03")
    now = screened(
        marks={"A5": "reasonably believe"}, looked_at=("yellow", "amber"), screened_on="2026-11-28"
    )
    built = comparison_json(compare(before, now))
    assert list(built) == [
        "earlier", "later", "new", "gone", "moved", "same", "not_asked_then", "not_asked_now", "answers",
    ]  # fmt: skip
    assert built["earlier"] == {"screened_on": "2026-10-03", "acting_on": "amber"}
    assert built["gone"] == [{"id": "Y1", "text": PATHWAY.factors["Y1"].text, "mark": "yes"}]
    moved = {"id": "A5", "text": PATHWAY.factors["A5"].text, "from": "suspected", "to": "reasonably believe"}
    assert built["moved"] == [moved]
    assert built["not_asked_now"] == ["red"]


def test_for_machines_what_was_done_then_and_a_graver_one_are_there_where_they_are_known() -> None:
    found = compare(screened(screened_on="2026-10-03"), screened(screened_on="2026-11-28"))
    nothing = msgspec.structs.replace(found, done=EarlierAction(words="Nothing is recorded."))
    assert comparison_json(nothing)["done_then"] == [], "none is recorded, which is not the same as not known"
    done = EarlierAction(words="", at="2026-10-03T10:00", kind="phone", to="The Hub", came_of_it="accepted")
    graver = ComparedScreening("2026-05-01", "red")
    built = comparison_json(msgspec.structs.replace(found, done=done, graver=graver))
    one = {"at": "2026-10-03T10:00", "kind": "phone", "to": "The Hub", "came_of_it": "accepted"}
    assert built["done_then"] == [one]
    assert built["graver"] == {"screened_on": "2026-05-01", "acting_on": "red"}


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("2026-05-01", "An earlier one, 1 May 2026, was acted on as red."),
        ("", "An earlier one was acted on as red."),
    ],
)
def test_one_that_was_graver_than_the_last_is_named_with_its_day(on: str, said: str) -> None:
    found = compare(screened(), screened())
    assert graver_earlier(found, PATHWAY) == "" and list(before_factors(found, PATHWAY)) == []
    graver = msgspec.structs.replace(found, graver=ComparedScreening(on, "red"))
    assert graver_earlier(graver, PATHWAY) == said and list(before_factors(graver, PATHWAY)) == [said]


def test_what_is_said_no_more_is_less_whatever_is_marked() -> None:
    missing = screened(missing_now=True)
    assert is_less(compare(missing, screened())) and is_less(compare(missing, screened(missing_now=False)))
    assert not is_less(compare(screened(), missing)) and not is_less(compare(missing, missing))


LISTS = ("new", "gone", "moved", "same", "not_marked", "not_compared")


@given(before=screenings(PATHWAY), now=screenings(PATHWAY))
def test_every_factor_is_in_exactly_one_list_and_turning_the_two_round_swaps_them(
    before: dict[str, Any], now: dict[str, Any]
) -> None:
    one, other = (
        ScreenedAnswers(read_answers(write_json(each), Pathways()).one, PATHWAY) for each in (before, now)
    )
    found, turned = compare(one, other), compare(other, one)
    listed = [each.id for name in LISTS for each in getattr(found, name)]
    assert sorted(listed) == sorted(PATHWAY.factors)
    assert ids(found.new) == ids(turned.gone)
    assert ids(found.gone) == ids(turned.new)
    assert ids(found.moved) == ids(turned.moved)
    assert ids(found.same) == ids(turned.same)
    assert [(each.before, each.now) for each in found.moved] == [
        (each.now, each.before) for each in turned.moved
    ]
    assert found.not_asked_then == turned.not_asked_now
    assert [(each.name, each.before, each.now) for each in found.answers] == [
        (each.name, each.now, each.before) for each in turned.answers
    ]
