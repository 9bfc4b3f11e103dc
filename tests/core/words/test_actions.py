"""What was done, in words: what paper, front ends and the command line all say of an action."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

import pytest

from ce_tui.core.pathway.actions.action import ENDS, KINDS, ActionKind, CameOfIt, Gravity, Recorded, Settles
from ce_tui.core.pathway.actions.follow_up_summary import Unsaid, followed, not_done_yet
from ce_tui.core.words import actions
from ce_tui.session.begun_action import action_questions
from support.documents.made_actions import HUB, recorded

BY = "Recorded by Ada Example, 25 November 2026 at 12:00."


def test_every_kind_and_everything_that_can_come_of_it_has_its_words() -> None:
    assert tuple(KINDS) == get_args(ActionKind) and tuple(ENDS) == get_args(CameOfIt)
    asked = {each.id: each for each in action_questions([], "")}
    assert [(each.id, each.words) for each in asked["kind"].options] == [
        (key, each.words) for key, each in KINDS.items()
    ]
    assert [(each.id, each.words) for each in asked["came_of_it"].options] == [
        (key or "not known", each.words) for key, each in ENDS.items()
    ]
    assert set(actions.SETTLED) == set(get_args(Settles))
    assert set(actions.LACKS) == set(get_args(Unsaid))


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({"to": HUB, "person": "J. Worker"}, "Phone call to Made-up Hub, J. Worker"),
        ({}, "Phone call"),
        ({"kind": "form", "to": HUB}, "Form sent to Made-up Hub"),
        ({"kind": "e-mail", "to": HUB}, "E-mail or message sent to Made-up Hub"),
        ({"kind": "other", "to": HUB}, "Something else to Made-up Hub"),
        ({"kind": "meeting", "to": HUB}, "Meeting with Made-up Hub"),
        ({"kind": "visit", "to": "the family"}, "Visit with the family"),
        ({"kind": "police", "to": "Made-up Police"}, "Police told: Made-up Police"),
        ({"kind": "police", "person": "PC Made-up"}, "Police told, PC Made-up"),
    ],
)
def test_what_was_done_is_said_with_whom(about: dict[str, Any], words: str) -> None:
    assert actions.action_words(recorded(1, **about).action) == words


def test_in_short_it_is_when_what_and_what_came_of_it() -> None:
    assert actions.action_result(recorded(1).action) == ""
    assert (
        actions.action_in_short(recorded(1, to=HUB).action)
        == "25 November 2026, 11:05: Phone call to Made-up Hub. What came of it is not known yet"
    )
    assert actions.action_in_short(recorded(1, "2026-11-25", to=HUB, came_of_it="no answer").action) == (
        "25 November 2026: Phone call to Made-up Hub. No answer"
    )


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({}, ""),
        ({"next": "ring back"}, "Next: ring back"),
        ({"by": "2026-11-26"}, "Next: by 26 November 2026"),
        ({"next": "ring back", "by": "2026-11-26"}, "Next: ring back, by 26 November 2026"),
    ],
)
def test_what_comes_next_is_said_with_its_day(about: dict[str, Any], words: str) -> None:
    assert actions.next_words(recorded(1, **about).action) == words


def test_in_full_it_is_one_paragraph() -> None:
    whole = recorded(
        2,
        to=HUB,
        person="J. Worker",
        said="They look into it.",
        reference="HUB-1",
        came_of_it="assessment",
        next="ring back",
        by="2026-11-26",
        corrects="1",
    )
    assert actions.action_in_full(whole) == (
        "25 November 2026, 11:05: Phone call to Made-up Hub, J. Worker. Assessment. Said: They look into it. "
        f"Reference: HUB-1. Next: ring back, by 26 November 2026. This corrects number 1. {BY}"
    )
    assert (
        actions.action_in_full(recorded(1))
        == f"25 November 2026, 11:05: Phone call. What came of it is not known yet. {BY}"
    )


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({"settles": "mistake", "corrects": "1"}, f"Number 1 was recorded by mistake. {BY}"),
        (
            {"settles": "ended", "said": "The school has it"},
            f"Nothing more is to be done here. The school has it. {BY}",
        ),
        ({"settles": "passed on"}, f"Passed on to a lead; no lead has it before one takes it on. {BY}"),
        ({"settles": "taken on"}, f"Taken on by a lead. {BY}"),
    ],
)
def test_that_by_which_nothing_was_done_says_what_it_settles(about: dict[str, Any], words: str) -> None:
    assert actions.action_in_full(recorded(2, kind="other", **about)) == words


def test_each_line_has_its_number_and_says_what_was_corrected() -> None:
    found = [
        recorded(1),
        recorded(2, corrects="1"),
        recorded(3, corrects="1"),
        recorded(4, kind="visit"),
        recorded(5, kind="other", corrects="4", settles="mistake"),
    ]
    assert [line.partition("2026")[0] for line in actions.action_lines(found)][:4] == [
        "1. Corrected by number 2 and 3: 25 November ",
        "2. 25 November ",
        "3. 25 November ",
        "4. Recorded by mistake: 25 November ",
    ]
    assert list(actions.action_lines(found))[4] == f"5. Number 4 was recorded by mistake. {BY}"


def test_a_correction_that_was_a_mistake_is_not_said_of_what_it_corrected() -> None:
    found = [recorded(1), recorded(2, corrects="1"), recorded(3, corrects="2", settles="mistake")]
    assert actions.corrected_words(found[0], found) == ""
    assert actions.corrected_words(found[1], found) == "Recorded by mistake: "


def lacking(acting_on: str, done: Sequence[Recorded]) -> str:
    return actions.lacks_words(not_done_yet(Gravity(acting_on), followed(done)))


def listed(acting_on: str, done: Sequence[Recorded]) -> str:
    return actions.LACKS[not_done_yet(Gravity(acting_on), followed(done))].in_short


def test_on_red_and_amber_what_was_not_done_is_said_as_far_as_is_recorded() -> None:
    assert lacking("red", []) == "nobody was phoned yet, as far as is recorded"
    assert lacking("amber", []) == "nothing was done yet, as far as is recorded"
    assert lacking("yellow", []) == lacking("red", [recorded(1)]) == ""
    sent = [recorded(1, kind="form")]
    assert lacking("red", sent) and not lacking("amber", sent)
    assert listed("red", []) == "nobody phoned yet"
    assert listed("amber", []) == "nothing done yet"
    assert listed("amber", sent) == ""
