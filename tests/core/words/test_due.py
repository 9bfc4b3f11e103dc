"""What is due, in words: what Home, lists, paper and the command line all say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import pytest

from ce_tui.core.pathway.actions.due import DueWhat, FollowUp
from ce_tui.core.words.actions import (
    by_words,
    counted_with,
    due_words,
    late_words,
    sign_of,
    what_in_short,
    what_words,
    when_in_short,
)
from support.documents.made_actions import HUB, NOON


def due(what: DueWhat = "next", by: str = "2026-11-26", **about: Any) -> FollowUp:
    return FollowUp(**{"what": what, "by": by, "overdue": False} | about)


@pytest.mark.parametrize(
    ("about", "words"),
    [
        (
            {"what": "call", "lacks": "nobody phoned"},
            "Phone now: nobody was phoned yet, as far as is recorded",
        ),
        ({"what": "unanswered", "to": HUB}, "Not answered (Made-up Hub): phone the next number"),
        ({"what": "act", "lacks": "nothing done"}, "Nothing was done yet, as far as is recorded"),
        (
            {"what": "call", "lacks": "no service phoned"},
            "Phone now: none of the area's services was phoned yet, as far as is recorded",
        ),
        (
            {"what": "call", "lacks": "social care not phoned"},
            "Phone now: social care was not phoned yet as it stands now, as far as is recorded",
        ),
        (
            {"what": "call", "lacks": "not phoned since"},
            "Phone now: nobody was phoned since it became more serious, as far as is recorded",
        ),
        ({"what": "police", "lacks": "nothing done"}, "Tell the police: not recorded"),
        (
            {"what": "police", "lacks": "nothing since"},
            "Tell the police: not recorded since it became more serious",
        ),
        ({"what": "form"}, "Send the written form after the call"),
        ({"what": "answer", "to": HUB}, "Ask what came of it: nothing is recorded (Made-up Hub)"),
        ({"what": "next", "next": "ring back", "to": HUB}, "Ring back (Made-up Hub)"),
        ({"what": "next"}, "Do what comes next"),
        ({"what": "ask"}, "Ask what came of it, and screen again"),
        ({"what": "screen again", "next": "ring back"}, "Screen again"),
    ],
)
def test_what_is_to_be_done_is_said_with_whom(about: dict[str, Any], words: str) -> None:
    assert what_words(due(**about)) == words


def test_everything_that_can_be_due_has_its_words() -> None:
    assert all(what_words(due(what, lacks="nothing done")) for what in get_args(DueWhat))


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({}, "by tomorrow, 26 November 2026"),
        ({"by": "2026-11-27"}, "by 27 November 2026"),
        ({"by": "2026-11-25"}, "today"),
        ({"by": "2026-11-25T17:05"}, "today, by 17:05"),
        ({"by": "2026-11-26T09:05"}, "by tomorrow, 26 November 2026, 09:05"),
        ({"by": "2026-11-24", "overdue": True}, "overdue since 24 November 2026"),
        ({"by": "2026-11-25T09:05", "overdue": True}, "overdue since 25 November 2026, 09:05"),
        (
            {"by": "2026-11-25T09:05", "overdue": True, "at_once": True},
            "due now, since 25 November 2026, 09:05",
        ),
    ],
)
def test_by_when_is_said_from_today(about: dict[str, Any], words: str) -> None:
    assert by_words(due(**about), NOON) == words


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({"what": "call"}, "phone now"),
        ({"what": "unanswered", "to": HUB}, "not answered, phone the next number"),
        ({"what": "answer", "in_vain": True}, "not answered, phone them"),
        ({"what": "answer"}, "ask what came of it"),
        ({"what": "next", "next": "ring back", "to": HUB}, "ring back"),
        ({"what": "next"}, "do what comes next"),
        ({"what": "screen again", "next": "ring back"}, "screen again"),
    ],
)
def test_what_is_to_be_done_is_said_in_short_for_a_column(about: dict[str, Any], words: str) -> None:
    assert what_in_short(due(**about)) == words
    assert all(what_in_short(due(what)) for what in get_args(DueWhat))


@pytest.mark.parametrize(
    ("about", "when", "late", "sign"),
    [
        ({}, "by 26 Nov", "", ""),
        ({"by": "2027-01-03"}, "by 3 Jan 2027", "", ""),
        ({"by": "2026-11-25"}, "today", "today", ""),
        ({"by": "2026-11-25T17:05"}, "today 17:05", "today", ""),
        ({"by": "2026-11-26T09:05"}, "by 26 Nov", "", ""),
        ({"by": "2026-11-24", "overdue": True}, "since 24 Nov", "overdue", "!"),
        ({"by": "2026-11-25T09:05", "overdue": True, "at_once": True}, "now", "due now", "!!"),
    ],
)
def test_by_when_is_said_in_short_for_a_column(
    about: dict[str, Any], when: str, late: str, sign: str
) -> None:
    each = due(**about)
    assert (when_in_short(each, NOON.date()), late_words(each, NOON), sign_of(each)) == (when, late, sign)


def test_today_is_londons() -> None:
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert by_words(due(by="2026-07-01"), late) == "today"
    assert by_words(due(by="2026-07-01"), late - timedelta(hours=1)) == "by tomorrow, 1 July 2026"


def test_one_thing_is_said_with_its_day() -> None:
    assert due_words(due(next="ring back", to=HUB), NOON) == (
        "Ring back (Made-up Hub): by tomorrow, 26 November 2026"
    )


def test_of_several_what_is_due_by_today_is_counted() -> None:
    overdue, today, later = due(overdue=True, by="2026-11-24"), due(by="2026-11-25"), due()
    listed = [(each, "") for each in (overdue, today, today, later)]
    assert counted_with(listed, NOON) == "1 overdue, 2 things today"
    assert counted_with([(today, "")], NOON) == "1 thing today"
    assert counted_with([(later, "")], NOON) == counted_with([], NOON) == ""
    assert counted_with([(due(overdue=True, by="2026-11-25T09:00"), "")], NOON) == "1 overdue"


@pytest.mark.parametrize(
    ("graves", "words"),
    [
        ([""], "1 overdue"),
        (["red"], "1 overdue, red"),
        (["urgent"], "1 overdue, urgent"),
        (["", "", ""], "3 overdue"),
        (["", "red", ""], "3 overdue, 1 of them red"),
        (["red", "red"], "2 overdue, all of them red"),
        (["urgent", "", "red", "red"], "4 overdue, 2 of them red, 1 urgent"),
        (["urgent", "", "urgent"], "3 overdue, 2 of them urgent"),
        (["urgent", "red"], "2 overdue, 1 of them red, 1 urgent"),
    ],
)
def test_how_many_of_what_is_overdue_are_grave_is_said_with_it(graves: list[str], words: str) -> None:
    late = due(overdue=True, by="2026-11-24")
    assert counted_with([(late, grave) for grave in graves], NOON) == words


def test_of_what_is_due_today_it_is_said_too_and_of_what_is_later_nothing() -> None:
    late, today, later = due(overdue=True, by="2026-11-24"), due(by="2026-11-25"), due()
    found = [(late, ""), (today, "red"), (today, ""), (later, "red")]
    assert counted_with(found, NOON) == "1 overdue, 2 things today, 1 of them red"
    assert counted_with([(later, "red")], NOON) == counted_with([], NOON) == ""
