"""Page 1 read back: what an alert rests on is there in words, that there is more is said, and no chart is cut."""

from __future__ import annotations

import re
from typing import Any

import pytest

from ce_tui.core.pathway.answers.screening import Answers, Child, Consent, Decision, Harm
from ce_tui.core.pathway.dates import parse_at
from ce_tui.core.referral.worker import Renderer
from support.documents.acted import acted
from support.documents.referrals import LOCALITIES, answers, made, pages, pathway

ALL = {factor.id: factor.marks[-1] for factor in pathway().factors.values()}
RED = {factor_id: mark for factor_id, mark in ALL.items() if factor_id.startswith("R")}
DANGER: dict[str, Any] = {
    "immediate_risk": True,
    "harm_today": True,
    "harm": Harm("2026-11-25", "said: my uncle makes me go to the flat and then he takes the money"),
    "missing_now": True,
    "child": Child("Aleks Fictional", "2015-04-03", address="1 Invented Street, Nowhere"),
    "consent": Consent("refused", "Mother says she will take her abroad", False, True),
    "decision": Decision("unsure", "I do not know"),
    "placed_by": "Faraway Made-up Council",
}
SEVERAL: dict[str, Any] = {"harm_today": True, "family_involved": True, "missing_now": True}
CASES: dict[str, tuple[dict[str, Any], list[str]]] = {
    "six alerts, everything marked": (DANGER | {"marks": ALL}, ["R3", "R10", "A8", "A9"]),
    "six alerts, all red marked": (
        DANGER | {"marks": RED | {"A9": "suspected"}, "family_involved": True},
        ["R3", "R10", "A9"],
    ),
    "harm, family and missing": (
        SEVERAL | {"marks": {"R1": "suspected", "R2": "suspected", "R3": "suspected"}},
        ["R3", "R1", "R2"],
    ),
    "no alert but images": ({"marks": RED}, ["R3", "R1", "R2", "R4", "R5"]),
    "no alert": (
        {"marks": {factor_id: mark for factor_id, mark in RED.items() if factor_id not in ("R3", "R10")}},
        ["R1", "R2", "R4", "R5", "R6", "R7", "R8"],
    ),
}


def given(name: str, locality: str) -> Answers:
    return answers(
        "red", locality, **({"notes": "Came in wet through and would not sit down."} | CASES[name][0])
    )


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("locality", LOCALITIES)
def test_the_first_page_has_in_words_what_an_alert_rests_on_and_says_how_many_factors_there_are(
    locality: str, name: str, renderer: Renderer
) -> None:
    first, *_ = (re.sub(r"\s+", " ", page) for page in pages(renderer.render(made(given(name, locality)))))
    besides = first.partition("Marked besides ")[2]
    verdict = first.partition(" What is asked ")[0].partition(" Result ")[2]
    assert verdict.startswith("RED")
    why = f"{verdict} {besides}"
    flat = [
        f"{factor_id}, " in why and re.sub(r"\s+", " ", pathway().factors[factor_id].text) in why
        for factor_id in CASES[name][1]
    ]
    assert all(flat), dict(zip(CASES[name][1], flat, strict=True))
    in_words = re.findall(r"\b[YAR]\d+, (?:suspected|reasonably believed)", besides)
    if more := re.match(r"(\d+) of (\d+) factors in words; the others further down: ([^.]+)\.", besides):
        shown, whole = int(more[1]), int(more[2])
        assert shown == len(in_words), "those that it counts stand on the same page"
        assert whole == shown + len(more[3].split(", "))
    else:
        assert set(re.findall(r"\bR\d+", "".join(CASES[name][0]["marks"]))) <= set(re.findall(r"\bR\d+", why))
    assert "What was seen" in first and "Came in wet through" in first


@pytest.mark.parametrize("marked", [1, 3, 5, 6, 7, 8, 9])
@pytest.mark.parametrize("locality", LOCALITIES)
def test_the_chart_of_the_tiers_is_on_one_page(locality: str, marked: int, renderer: Renderer) -> None:
    marks = dict(list(RED.items())[:marked])
    found = pages(renderer.render(made(answers("red", locality, marks=marks, notes="A friend saw it."))))
    (of_yellow,) = [number for number, text in enumerate(found) if re.search(r"\bY9\b", text)]
    (of_amber,) = [number for number, text in enumerate(found) if re.search(r"\bA11\b", text)]
    of_legend = [number for number, text in enumerate(found) if "In the boxes:" in text]
    assert of_yellow == of_amber and of_legend == [of_yellow]
    (of_heading,) = [number for number, text in enumerate(found) if "What was marked" in text]
    assert of_heading == of_amber, "a heading does not stand at the foot of a page without its chart"
    assert found[0].index("RED, by the marks.") < "".join(found).index("What was marked")


def test_page_one_of_a_red_at_night_begins_with_it_and_says_who_accepted(renderer: Renderer) -> None:
    accepted = {
        "at": "2026-12-01T23:52",
        "to": "Out of hours Emergency Duty Team",
        "person": "Sam Duty",
        "came_of_it": "accepted",
        "reference": "EDT-5512",
    }
    noes = {"immediate_risk": False, "harm_today": False, "missing_now": False, "screened_on": "2026-12-01"}
    seen = answers("red", "essex", marks={"R2": "suspected", "R6": "reasonably believe"}, **noes)
    at = parse_at("2026-12-01T23:58")
    first = re.sub(r"\s+", " ", pages(renderer.render(made(seen, at=at, recorded=acted(accepted))))[0])
    in_order = [
        " Result RED, by the marks. ",
        f"R6, reasonably believed: {pathway().factors['R6'].text} ",
        f"R2, suspected, not confirmed: {pathway().factors['R2'].text} ",
        "At immediate risk: no. The practitioner says that they have checked. ",
        "What is asked Asked of: the out of hours Emergency Duty Team (the Children & Families' Hub opens Wednesday "
        "9am). Phoned 23:52, Sam Duty, accepted, ref EDT-5512. Police: not recorded. ",
        "Is it safe to contact the family? Not answered. ",
    ]
    end = 0
    for each in in_order:
        end = first.index(each, end) + len(each)
