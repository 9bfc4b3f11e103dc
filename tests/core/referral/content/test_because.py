"""Why a tier is acted on, on page one: what decides, and what is only marked besides."""

from __future__ import annotations

from math import inf
from typing import Any

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import Answers, Decision, Harm
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.outcome import Alert, Reason
from ce_tui.core.referral.content.because import deciding_section
from ce_tui.core.referral.content.page_room import height
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
    assert section.blocks[1:] == ((Para("Marked besides:", "lead"), Bullets(besides)) if besides else ())


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
@pytest.mark.parametrize("room", [inf, 0.0])
def test_the_sign_for_which_it_matters_that_the_child_is_under_13_comes_first(room: float, red: int) -> None:
    ids = [id for id, tier in SET.tier_of.items() if tier == "red" and id not in ("R3", "R10")]
    marks = {"A1": "suspected", "A9": "suspected", **dict.fromkeys(ids[:red], "suspected")}
    labels = said_in_words(room, under_13=True, marks=marks)
    assert labels[0] == "A9, suspected, not confirmed" and "A1, suspected, not confirmed" not in labels
    assert len(labels) == (1 if room == 0 else red + 1)


@pytest.mark.parametrize(
    ("fields", "first"),
    [
        ({}, ["R3"]),
        ({"under_13": True}, ["R3", "R10", "A9"]),
        ({"under_13": True, "family_involved": True}, ["R3", "R10", "A9"]),
        ({"marks": {"A8": "suspected"}}, ["R3", "A8"]),
    ],
)
def test_every_factor_that_an_alert_rests_on_comes_first_and_stands_in_words_however_little_room_there_is(
    fields: dict[str, Any], first: list[str]
) -> None:
    red = [id for id, tier in SET.tier_of.items() if tier == "red"]
    marks = {**dict.fromkeys([*red, "A9"], "suspected"), **fields.get("marks", {})}
    for room in (inf, 0.0):
        labels = said_in_words(room, **(fields | {"marks": marks}))
        assert [label.partition(",")[0] for label in labels[: len(first)]] == first
        assert room or len(labels) == len(first)


def said_in_words(room: float, **fields: Any) -> list[str]:
    """The IDs and marks of what has words on the first page of a screening in Essex."""
    answers = Answers(pathway=SET.id, locality="essex", **fields)
    section = deciding_section(answers, evaluate(answers, SET, MORNING), SET, room)
    assert section is not None
    listed = section.blocks[-1]
    assert isinstance(listed, Bullets)
    return [each.label for each in listed.entries]


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


def in_room(room: float) -> tuple[str, int]:
    """What is said above eight factors of the deciding tier, and how many have words."""
    section = deciding_section(RED, msgspec.structs.replace(OUTCOME, because=MANY), PATHWAY, room)
    assert section is not None
    *lead, listed = section.blocks
    assert isinstance(listed, Bullets)
    return "".join(block.text for block in lead if isinstance(block, Para)), len(listed.entries)


def test_as_many_have_words_as_there_is_room_for_and_how_many_there_are_stands_above_them() -> None:
    assert in_room(inf) == ("", 8)
    assert in_room(0) == (
        "1 of 8 factors in words; the others further down: K1, K1, K1, K1, K1, K1, K1.",
        1,
    )
    found = [in_room(room)[1] for room in range(0, 300, 10)]
    assert found == sorted(found) and {1, 2, 3, 4, 5, 6, 8} <= set(found), (
        "the line above takes a factor's room"
    )


def test_what_just_fits_has_words() -> None:
    section = deciding_section(RED, msgspec.structs.replace(OUTCOME, because=MANY), PATHWAY)
    assert section is not None
    assert in_room(height(section)) == ("", 8)
    assert in_room(height(section) - 0.1)[1] < 8


def test_what_is_only_marked_besides_says_how_many_there_are_too() -> None:
    answers, outcome = found(marks={"K1": "suspected"}, harm_today=True)
    lower = msgspec.structs.replace(outcome, because=MANY, marks_indicate="red", acting_on="amber")
    section = deciding_section(answers, lower, PATHWAY, 0)
    assert section is not None
    assert section.blocks[1] == Para(
        "Marked besides: 1 of 8 factors in words; the others further down: K1, K1, K1, K1, K1, K1, K1.",
        "lead",
    )


def test_beside_many_alerts_the_danger_that_they_say_is_not_said_again() -> None:
    given = {"marks": {"K1": "suspected"}, "harm_today": True}
    answers, outcome = found(**given)
    alert = Alert(key="missing_now", text="", phones=(), fact="")
    for alerts, entries, close in ((4, 2, False), (5, 1, True)):
        section = deciding_section(
            answers, msgspec.structs.replace(outcome, alerts=(alert,) * alerts), PATHWAY
        )
        assert section is not None and section.close is close
        (listed,) = section.blocks
        assert isinstance(listed, Bullets) and len(listed.entries) == entries


def test_a_reason_of_160_characters_is_said_whole_and_no_longer_one() -> None:
    whole = "ab " * 53 + "a"
    assert len(whole) == 160
    assert f"“{whole}”" in str(why(decision=Decision("red", whole)))
    assert f"“{whole}b”" not in str(why(decision=Decision("red", f"{whole}b")))
