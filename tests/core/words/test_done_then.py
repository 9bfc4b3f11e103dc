"""What became of the screening before, in a line: as far as is recorded, and nothing of it is assumed."""

from __future__ import annotations

from typing import Any

import pytest

from ce_tui.core.pathway.actions.action import ENDS, KINDS, Action, Recorded
from ce_tui.core.words.actions import NOTHING_THEN, earlier_action

HUB = "Essex Children & Families' Hub"


def recorded(*actions: dict[str, Any]) -> list[Recorded]:
    usual = {"at": "2026-10-03T10:00", "kind": "phone", "to": HUB}
    return [
        Recorded(id=str(number), recorded_at="", recorded_by="Ben", action=Action(**{**usual, **each}))
        for number, each in enumerate(actions, 1)
    ]


def said(*actions: dict[str, Any]) -> str:
    return earlier_action(recorded(*actions)).words


def test_nothing_that_is_recorded_is_not_nothing_that_was_done() -> None:
    found = earlier_action([])
    assert (found.words, found.at) == (NOTHING_THEN, "")
    assert said({"settles": "ended", "kind": "other"}) == NOTHING_THEN, "to end it is nothing that was done"


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ({"came_of_it": "accepted"}, f"phone call to {HUB}, 3 October 2026; accepted."),
        ({"came_of_it": "no answer"}, f"phone call to {HUB}, 3 October 2026; no answer."),
        ({}, f"phone call to {HUB}, 3 October 2026; what came of it is not known yet."),
        ({"kind": "form"}, f"form sent to {HUB}, 3 October 2026; what came of it is not known yet."),
        ({"kind": "other", "to": ""}, "something else, 3 October 2026."),
        ({"at": "2026-10-03", "came_of_it": "other"}, "something came of it, as is recorded there."),
    ],
)
def test_one_action_is_said_with_its_day_and_what_came_of_it(action: dict[str, Any], words: str) -> None:
    assert said(action).startswith("Then, as far as is recorded: ") and said(action).endswith(words)


def test_of_several_the_last_that_was_answered_is_said_and_how_many_there_are_besides() -> None:
    sent, in_vain = {"kind": "form", "at": "2026-10-05"}, {"at": "2026-10-06", "came_of_it": "no answer"}
    assert f"{HUB}, 3 October 2026; advice. Recorded besides: 2 entries." in said(
        {"came_of_it": "advice"}, sent, in_vain
    ).replace("information and ", "")
    assert "form sent" in said({}, sent, in_vain), "what was not in vain"
    assert "6 October 2026; no answer. Recorded besides: 1 entry." in said(
        {"came_of_it": "no answer"}, in_vain
    )


def test_what_was_corrected_or_recorded_by_mistake_is_not_said() -> None:
    mistake = {"settles": "mistake", "corrects": "1", "kind": "other"}
    assert said({"came_of_it": "accepted"}, mistake) == NOTHING_THEN
    corrected = earlier_action(
        recorded({"came_of_it": "accepted"}, {"came_of_it": "not accepted", "corrects": "1"})
    )
    assert corrected.came_of_it == "not accepted" and "besides" not in corrected.words


def test_nobody_is_named_no_line_is_forged_and_a_long_name_is_cut() -> None:
    whom = f"The Hub\nNewly marked {'very ' * 40}"
    words = said({"to": whom, "person": "J. Worker", "said": "They know him", "reference": "XY-1"})
    assert not any(each in words for each in ("J. Worker", "They know him", "XY-1", "\n")) and " ..." in words
    found = earlier_action(recorded({"to": whom}))
    assert (found.kind, found.to) == ("phone", whom), "machines have it as it is recorded"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("came", ENDS)
def test_each_kind_and_outcome_has_words_and_nothing_is_said_to_have_arrived(kind: Any, came: Any) -> None:
    words = said({"kind": kind, "came_of_it": came})
    assert words.count("; ") == bool(came or kind != "other") and words.endswith(".")
    assert not any(claim in words for claim in ("arrived", "received", "better", "  ", "; ."))
