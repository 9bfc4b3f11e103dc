"""A child who goes missing, and images: each is said wherever it must be, and once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import Answers, Harm
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.words import TIERS
from ce_tui.core.referral.content.content import ReferralContext, alone, referral
from ce_tui.core.referral.content.shapes import as_text
from ce_tui.core.words.still_to_do import still_to_do
from ce_tui.lines.screening.result_lines import result_lines_of
from support.documents.made_up import MORNING
from support.people.screens import app_at

SET = default_pathway()
ASKED = "Missing now? Phone 101, or 999 if in danger."
IMAGES = "Do not view, copy or share images: phone 101, or 999 if in danger."
ASIDE: dict[str, Any] = {"known_to_practitioner": False, "set_aside": {"A2": "suspected"}}


def found(**fields: Any) -> tuple[Answers, Outcome]:
    answers = Answers(pathway=SET.id, locality="southend", **fields)
    return answers, evaluate(answers, SET, MORNING)


@pytest.mark.parametrize("missing", [None, True])
def test_what_not_to_do_with_images_is_still_to_be_done_beside_a_child_who_goes_missing(
    missing: bool | None,
) -> None:
    answers, outcome = found(marks={"R3": "suspected", "A2": "suspected"}, missing_now=missing)
    assert IMAGES in " ".join(still_to_do(answers, outcome, SET)), "the police's number is no word on images"


@pytest.mark.parametrize("fields", [{"marks": {"A2": "suspected"}}, ASIDE | {"marks": {"Y1": "yes"}}])
def test_whether_the_child_is_missing_now_is_asked_in_the_steps_set_aside_too(fields: dict[str, Any]) -> None:
    assert ASKED in [step.text for step in found(**fields)[1].steps]


def test_it_is_asked_above_the_result_and_stands_once_in_the_steps_and_in_the_pages_for_the_referrer() -> (
    None
):
    answers, outcome = found(marks={"A2": "suspected"})
    heard = result_lines_of(answers, outcome, SET, editable=True)
    assert heard[0] == f"Alert: {ASKED}", "before the tier, as on the screen"
    assert [line for line in heard[1:] if ASKED in line] == [f"1. {ASKED}"]
    paper = alone(referral(answers, outcome, SET, ReferralContext(at=MORNING)), outcome, SET)
    assert " ".join(as_text(paper).split()).count(ASKED) == 1


async def test_it_is_asked_at_the_mark_before_whom_to_phone_for_the_tier(home: Path) -> None:
    async with app_at(home, "amber", "A2", size=(80, 40)) as app:
        await app.press("s")
        assert app.words().index(ASKED) < app.words().index("Now Amber.")
        app.time_to_read()
        await app.press("down", "s")
        assert ASKED not in app.words(), "it is no news at the next mark"


def written_down(answers: Answers) -> Answers:
    noes = {"immediate_risk": False, "harm_today": False, "missing_now": False}
    return msgspec.structs.replace(
        answers, known_to_practitioner=True, marks={"Y1": "yes"}, harm=Harm(words="A made-up word"), **noes
    )


async def test_a_harm_that_was_written_down_and_answered_no_leads_to_start(home: Path) -> None:
    async with app_at(home, "result", change=written_down) as app:
        assert "No immediate concerns" not in app.text()
        item = next(item for item in app.screen.query("#result").first().items if item.id == "unanswered")  # type: ignore[attr-defined]
        assert "was written down" in item.text and "Start asks." in item.text
        app.app.navigator.show_section("result", "unanswered")
        await app.settle()
        await app.press("enter")
        assert app.screen.section == "start"


def test_no_calm_heading_leads_where_a_harm_was_written_down() -> None:
    calm = msgspec.structs.replace(written_down(found()[0]), harm=Harm(), looked_at=TIERS)
    assert evaluate(calm, SET, MORNING).heading_holds
    assert not evaluate(written_down(calm), SET, MORNING).heading_holds
