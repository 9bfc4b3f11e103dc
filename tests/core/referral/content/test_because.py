"""The factors on page one: those that decide, with the verdict, and what is marked besides."""

from __future__ import annotations

from math import inf
from typing import Any

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import Answers, Decision
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.outcome import Alert, Outcome, Reason
from ce_tui.core.referral.content.result import besides_section, deciding_factors, height
from ce_tui.core.referral.content.shapes import Bullets, Division, ListItem, Para
from support.documents.made_up import MORNING, PATHWAY, found

SET = default_pathway()
MANY = (Reason("K1", "suspected", "In words"),) * 8
RED, OUTCOME = found(marks={"K1": "suspected"})
LOWER = msgspec.structs.replace(OUTCOME, because=MANY, acting_on="amber")
"""Of which none decides: all of them stand besides."""


def found_in_set(**fields: Any) -> tuple[Answers, Outcome]:
    given = Answers(pathway=SET.id, locality="essex", **fields)
    return given, evaluate(given, SET, MORNING)


@pytest.mark.parametrize(
    "fields",
    [{"harm_today": True}, {"immediate_risk": True}, {"decision": Decision("red", "I know the brother.")}],
)
@pytest.mark.parametrize("marks", [{}, {"G1": "yes"}, {"G1": "yes", "H2": "suspected"}])
def test_what_is_no_cause_is_named_as_marked_besides(marks: Any, fields: Any) -> None:
    given, outcome = found(**fields, marks=marks)
    assert deciding_factors(given, outcome, PATHWAY) == ()
    section = besides_section(given, outcome, PATHWAY)
    entries = {
        0: (),
        1: (ListItem("A new phone", label="G1, yes"),),
        2: (ListItem("An older partner", label="H2, suspected, not confirmed"),),
    }[len(marks)]
    assert section == (Division("Marked besides", (Bullets(entries),)) if entries else None)


@pytest.mark.parametrize(
    "fields", [{}, {"harm_today": True}, {"immediate_risk": True}, {"decision": Decision("amber", "x")}]
)
def test_where_the_marks_decide_they_stand_with_the_verdict_and_nowhere_else(fields: Any) -> None:
    given, outcome = found(marks={"K1": "suspected", "G1": "yes"}, **fields)
    mark = ListItem("Images shared under threat", label="K1, suspected, not confirmed")
    assert deciding_factors(given, outcome, PATHWAY) == (Bullets((mark,)),)
    assert besides_section(given, outcome, PATHWAY) is None


def test_three_at_most_stand_with_the_verdict_the_believed_first_and_how_many_more_there_are() -> None:
    suspected = dict.fromkeys(("R1", "R2", "R5", "R8"), "suspected")
    given, outcome = found_in_set(marks={**suspected, "R6": "reasonably believe"})
    listed, more = deciding_factors(given, outcome, SET)
    assert isinstance(listed, Bullets)
    assert [each.label for each in listed.entries] == [
        "R6, reasonably believed",
        "R1, suspected, not confirmed",
        "R2, suspected, not confirmed",
    ]
    assert [each.text for each in listed.entries] == [
        SET.factors[factor_id].text for factor_id in ("R6", "R1", "R2")
    ]
    assert more == Para("And 2 more: R5, R8.")
    section = besides_section(given, outcome, SET)
    left = tuple(
        ListItem(SET.factors[factor_id].text, label=f"{factor_id}, suspected, not confirmed")
        for factor_id in ("R5", "R8")
    )
    assert section == Division("Marked besides", (Bullets(left),))


@pytest.mark.parametrize("red", [1, 9])
@pytest.mark.parametrize("room", [inf, 0.0])
def test_the_sign_for_which_it_matters_that_the_child_is_under_13_comes_first(room: float, red: int) -> None:
    ids = [
        factor_id
        for factor_id, tier in SET.tier_of.items()
        if tier == "red" and factor_id not in ("R3", "R10")
    ]
    marks = {"A1": "suspected", "A9": "suspected", **dict.fromkeys(ids[:red], "suspected")}
    labels = said_in_words(room, under_13=True, marks=marks)
    assert labels[0] == "A9, suspected, not confirmed" and "A1, suspected, not confirmed" not in labels
    assert len(labels) == (1 if room == 0 else max(red - 3, 0) + 1)


@pytest.mark.parametrize(
    ("fields", "first"),
    [
        ({"under_13": True}, ["A9"]),
        ({"under_13": True, "family_involved": True}, ["A9"]),
        ({"marks": {"A8": "suspected"}}, ["A8"]),
    ],
)
def test_every_factor_that_an_alert_rests_on_comes_first_and_stands_in_words_however_little_room_there_is(
    fields: dict[str, Any], first: list[str]
) -> None:
    red = [factor_id for factor_id, tier in SET.tier_of.items() if tier == "red"]
    marks = {**dict.fromkeys([*red, "A9"], "suspected"), **fields.get("marks", {})}
    for room in (inf, 0.0):
        labels = said_in_words(room, **(fields | {"marks": marks}))
        assert [label.partition(",")[0] for label in labels[: len(first)]] == first
        assert room or len(labels) == len(first)


def said_in_words(room: float, **fields: Any) -> list[str]:
    """The IDs and marks of what has words on the first page of a screening in Essex."""
    section = besides_section(*found_in_set(**fields), SET, room)
    assert section is not None
    listed = section.blocks[-1]
    assert isinstance(listed, Bullets)
    return [each.label for each in listed.entries]


def in_room(room: float) -> tuple[str, int]:
    """What is said above eight factors of the deciding tier, and how many have words."""
    section = besides_section(RED, LOWER, PATHWAY, room)
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
    section = besides_section(RED, LOWER, PATHWAY)
    assert section is not None
    assert in_room(height(section)) == ("", 8)
    assert in_room(height(section) - 0.1)[1] < 8


def test_beside_many_alerts_the_lines_stand_close() -> None:
    alert = Alert(key="missing_now", text="", phones=(), fact="")
    for alerts, close in ((4, False), (5, True)):
        section = besides_section(RED, msgspec.structs.replace(LOWER, alerts=(alert,) * alerts), PATHWAY)
        assert section is not None and section.close is close
