"""Why a tier is acted on, on page one: what decides, and what is only marked besides."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import Answers, Decision, Harm
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.outcome import Alert, Reason
from ce_tui.core.referral.content.because import deciding_section
from ce_tui.core.referral.content.shapes import Bullets, Division, ListItem, Para
from support.documents.made_up import MORNING, PATHWAY, found

SET = default_pathway()
MANY = (Reason("K1", "suspected", "In words"),) * 8
RED, OUTCOME = found(marks={"K1": "suspected"})


def why(**fields: Any) -> Division | None:
    return deciding_section(*found(**fields), PATHWAY)


@pytest.mark.parametrize(
    ("fields", "causes"),
    [
        ({"harm_today": True}, ["Harm told."]),
        ({"harm_today": True, "harm": Harm("2026-11-24")}, ["Harm told on 24 November 2026."]),
        ({"immediate_risk": True}, ["Immediate risk, as the practitioner said."]),
        (
            {"immediate_risk": True, "harm_today": True},
            ["Immediate risk, as the practitioner said; harm told."],
        ),
        (
            {"decision": Decision("red", "I know the brother.")},
            ["The practitioner's decision: “I know the brother.”"],
        ),
        ({"decision": Decision("red", "I know him")}, ["The practitioner's decision: “I know him”"]),
        ({"decision": Decision("red")}, ["The practitioner's decision."]),
    ],
)
@pytest.mark.parametrize("marks", [{}, {"G1": "yes"}, {"G1": "yes", "H2": "suspected"}])
def test_what_is_no_cause_is_named_as_marked_besides(marks: Any, fields: Any, causes: list[str]) -> None:
    section = why(**fields, marks=marks)
    assert section is not None and section.title == "Because of"
    assert section.blocks[0] == Bullets(tuple(map(ListItem, causes)))
    besides = {
        0: (),
        1: (ListItem("A new phone", label="G1, yes"),),
        2: (ListItem("An older partner", label="H2, suspected, not confirmed"),),
    }[len(marks)]
    assert section.blocks[1:] == ((Para("Marked besides:"), Bullets(besides)) if besides else ())


@pytest.mark.parametrize(
    ("fields", "danger"),
    [
        ({"harm_today": True}, ["Harm told."]),
        ({"immediate_risk": True}, ["Immediate risk, as the practitioner said."]),
        ({"decision": Decision("red", "I know him")}, []),
    ],
)
def test_where_the_marks_decide_they_stand_below_the_danger_that_was_said(fields: Any, danger: Any) -> None:
    section = why(marks={"K1": "suspected"}, **fields)
    assert section is not None and section.title == "Because of"
    mark = ListItem("Images shared under threat", label="K1, suspected, not confirmed")
    assert section.blocks == (Bullets((*map(ListItem, danger), mark)),)


@pytest.mark.parametrize("red", [1, 9])
def test_the_sign_for_which_it_matters_that_the_child_is_under_13_is_never_left_out(red: int) -> None:
    ids = list({id: tier for id, tier in SET.tier_of.items() if tier == "red" and id not in ("R3", "R10")})
    marks = {"A1": "suspected", "A9": "suspected", **dict.fromkeys(ids[:red], "suspected")}
    answers = Answers(pathway=SET.id, locality="essex", under_13=True, marks=marks)
    section = deciding_section(answers, evaluate(answers, SET, MORNING), SET)
    assert section is not None
    (listed,) = section.blocks
    assert isinstance(listed, Bullets)
    labels = [each.label for each in listed.entries]
    assert "A9, suspected, not confirmed" in labels and "A1, suspected, not confirmed" not in labels
    assert len(labels) == min(red + 1, 7)


def test_the_factors_that_decide_stand_in_words_the_believed_first() -> None:
    section = why(marks={"K1": "suspected", "K12": "reasonably believe", "G1": "yes"})
    assert section is not None and section.blocks == (
        Bullets(
            (
                ListItem(PATHWAY.factors["K12"].text, label="K12, reasonably believed"),
                ListItem(PATHWAY.factors["K1"].text, label="K1, suspected, not confirmed"),
            )
        ),
    )
    assert why() is None


@pytest.mark.parametrize(("alerts", "in_words"), [(0, 6), (2, 6), (3, 4), (4, 4), (5, 2), (6, 2)])
def test_beside_many_alerts_fewer_stand_in_words_so_that_the_narrative_begins_on_the_first_page(
    alerts: int, in_words: int
) -> None:
    alert = Alert(key="images", text="", phones=(), fact="")
    outcome = msgspec.structs.replace(OUTCOME, because=MANY, alerts=(alert,) * alerts)
    section = deciding_section(RED, outcome, PATHWAY)
    assert section is not None
    (listed,) = section.blocks
    assert (
        isinstance(listed, Bullets) and [each.text for each in listed.entries].count("In words") == in_words
    )


def test_more_than_six_factors_are_named_and_stand_in_words_further_down() -> None:
    section = deciding_section(RED, msgspec.structs.replace(OUTCOME, because=MANY), PATHWAY)
    assert section is not None
    (listed,) = section.blocks
    assert isinstance(listed, Bullets) and len(listed.entries) == 7
    assert listed.entries[-1] == ListItem("And 2 more, further down: K1, K1.")


def test_a_reason_of_160_characters_is_said_whole_and_no_longer_one() -> None:
    whole = "ab " * 53 + "a"
    assert len(whole) == 160
    assert f"“{whole}”" in str(why(decision=Decision("red", whole)))
    assert f"“{whole}b”" not in str(why(decision=Decision("red", f"{whole}b")))
