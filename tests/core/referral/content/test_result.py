"""The first page's words, exact: danger, result, decision, what is asked, what is still to be done."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from ce_tui.core.pathway.answers.danger import as_from_file
from ce_tui.core.pathway.answers.screening import Decision, Harm
from ce_tui.core.pathway.outcome.outcome import Alert, FormDue, Reason
from ce_tui.core.pathway.words import OUTCOMES
from ce_tui.core.referral.content.result import (
    asked_section,
    deciding_section,
    decision_words,
    result_section,
    verdict,
)
from ce_tui.core.referral.content.shapes import Bullets, Division, ListItem, Para, Rows
from support.documents.made_up import PATHWAY, found

TIERS = ("yellow", "amber", "red")
MARKS: dict[str, dict[str, str]] = {
    "none": {},
    "yellow": {"G1": "yes"},
    "amber": {"H2": "suspected"},
    "red": {"K1": "suspected"},
}
DECIDED = {
    "none": "No action beyond this record",
    "yellow": "Yellow",
    "amber": "Amber",
    "red": "Red",
}
STANDING = {  # a decision, beside each result: none, yellow, amber, red
    "none": ("as the result", "lower than the result", "lower than the result", "lower than the result"),
    "yellow": ("higher than the result", "as the result", "lower than the result", "lower than the result"),
    "amber": ("higher than the result", "higher than the result", "as the result", "lower than the result"),
    "red": ("higher than the result", "higher than the result", "higher than the result", "as the result"),
}
UNSURE = "Unsure which action to take: advice is asked"
HARM = "Red: harm that was told counts as such a decision"
NOT_DOWN = "; immediate risk cannot be decided down, so the steps of Red hold"


def decided(outcome: str, decision: str, **fields: Any) -> str:
    fields = {"marks": MARKS[outcome], "decision": Decision(decision), **fields}  # type: ignore[arg-type]
    return decision_words(*found(**fields), PATHWAY)


def said(**fields: Any) -> list[tuple[str, str]]:
    """The result's paragraphs, each with its tone."""
    return paragraphs(result_section(*found(**fields), PATHWAY))


def paragraphs(section: Division) -> list[tuple[str, str]]:
    return [(block.text, block.tone) for block in section.blocks if isinstance(block, Para)]


def rows(**fields: Any) -> dict[str, str]:
    (table,) = (
        block for block in result_section(*found(**fields), PATHWAY).blocks if isinstance(block, Rows)
    )
    return dict(table.rows)


@pytest.mark.parametrize("risk", [None, False])
@pytest.mark.parametrize("harm", [None, False])
def test_a_decision_is_said_with_how_it_stands_to_the_result(risk: bool | None, harm: bool | None) -> None:
    danger = {"immediate_risk": risk, "harm_today": harm}
    for place, outcome in enumerate(OUTCOMES):
        for decision, words in DECIDED.items():
            expected = f"{words}, {STANDING[decision][place]}"
            assert decided(outcome, decision, **danger) == expected, (outcome, decision)
        assert decided(outcome, "unsure", **danger) == UNSURE
        assert decided(outcome, "", **danger) == "Not recorded"


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_immediate_risk_makes_every_lower_decision_one_that_does_not_hold(outcome: str) -> None:
    for decision in ("none", "yellow", "amber"):
        words = f"{DECIDED[decision]}, lower than the result{NOT_DOWN}"
        assert decided(outcome, decision, immediate_risk=True) == words
    assert decided(outcome, "red", immediate_risk=True) == "Red, as the result"
    assert decided(outcome, "unsure", immediate_risk=True) == UNSURE
    assert decided(outcome, "", immediate_risk=True) == "Not recorded"


@pytest.mark.parametrize("risk", [None, False, True])
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_harm_today_is_named_as_a_red_decision_beside_what_else_was_decided_and_not_beside_red(
    outcome: str, risk: bool | None
) -> None:
    result = "red" if risk else outcome
    counts = "; harm that was told counts as a decision for Red"
    assert decided(outcome, "", immediate_risk=risk, harm_today=True) == HARM
    assert (
        decided(outcome, "unsure", immediate_risk=risk, harm_today=True)
        == f"Unsure which action to take{counts}"
    )
    for decision in DECIDED:
        words = f"{DECIDED[decision]}, {STANDING[decision][OUTCOMES.index(result)]}"  # type: ignore[arg-type]
        told = "" if decision == "red" else NOT_DOWN if risk else counts
        assert decided(outcome, decision, immediate_risk=risk, harm_today=True) == f"{words}{told}"
    assert rows(marks=MARKS[outcome], harm_today=True)["Decision"] == HARM


@pytest.mark.parametrize(
    ("decision", "reason", "printed"),
    [
        ("amber", "", None),
        ("amber", "Seen today.", "Seen today."),
        ("red", "", None),
        ("red", "Seen today.", "Seen today."),
        ("yellow", "", "Not given"),
        ("yellow", " \t", "Not given"),
        ("yellow", " Seen today. ", "Seen today."),
        ("none", "", "Not given"),
        ("unsure", "", None),
        ("unsure", "Seen today.", "Seen today."),
        ("", "", None),
    ],
)
def test_a_reason_is_printed_where_there_is_one_and_missed_where_the_decision_is_lower(
    decision: Any, reason: str, printed: str | None
) -> None:
    assert rows(marks={"H2": "suspected"}, decision=Decision(decision, reason)).get(
        "Reason for the decision"
    ) == (printed)


def test_the_rows_say_what_is_indicated_by_which_marks_and_how_well_the_child_is_known() -> None:
    marked = {"marks": {"K1": "suspected", "K12": "reasonably believe", "G1": "yes"}}
    assert list(rows(**marked, decision=Decision("none", "Seen today.")).items()) == [
        ("Decision", "No action beyond this record, lower than the result"),
        ("Reason for the decision", "Seen today."),
        ("Child known", "Yes; how well is not recorded"),
    ]
    assert list(rows(known_to_practitioner=False).items()) == [
        ("Decision", "Not recorded"),
        ("Child known", "No: this was a first meeting"),
    ]
    assert rows(known_to_practitioner=None)["Child known"] == "Not recorded"
    assert rows(known_from="work")["Child known"] == "Yes, from working with them"
    assert rows(known_from="file")["Child known"] == (
        "Yes, from a file or the team, not from working with them"
    )


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Nothing was marked. That is not the same as safe."),
        ({"marks": {"K1": "suspected"}}, "RED: Harm now."),
        ({"marks": {"K1": "suspected"}, "immediate_risk": True, "harm_today": True}, "RED: Harm now."),
        ({"marks": {"H2": "suspected"}, "immediate_risk": True}, "RED. The marks alone indicate: amber."),
        (
            {"harm_today": True},
            "RED. The marks alone indicate: nothing, which is not the same as safe.",
        ),
        (
            {"marks": {"G1": "yes"}, "decision": Decision("red")},
            "RED: the practitioner's decision. The marks alone indicate: yellow.",
        ),
    ],
)
def test_the_tier_that_is_acted_on_stands_with_its_cause_unless_an_alert_has_just_said_it(
    fields: Any, words: str
) -> None:
    assert verdict(found(**fields)[1], PATHWAY) == words


RISK_NOW = "The child is at immediate risk."
HARM_NOW = "Harm was seen or told of."
NO_RISK = "At immediate risk: no. The practitioner says that they have checked."
NO_HARM = "Harm today: no. The practitioner saw none, and was told of none."
RISK_UNKNOWN = "Whether the child is at immediate risk was not recorded."
HARM_UNKNOWN = "Whether harm was seen or told of today was not recorded."


@pytest.mark.parametrize(
    ("risk", "harm", "expected"),
    [
        (None, None, [(RISK_UNKNOWN, "plain"), "result", (HARM_UNKNOWN, "plain")]),
        (False, None, [(NO_RISK, "plain"), "result", (HARM_UNKNOWN, "plain")]),
        (None, False, [(RISK_UNKNOWN, "plain"), "result", (NO_HARM, "plain")]),
        (False, False, [(NO_RISK, "plain"), "result", (NO_HARM, "plain")]),
        (True, False, [(RISK_NOW, "danger"), "result", (NO_HARM, "plain")]),
        (True, None, [(RISK_NOW, "danger"), "result", (HARM_UNKNOWN, "plain")]),
        (False, True, [(HARM_NOW, "danger"), (NO_RISK, "plain"), "result"]),
        (None, True, [(HARM_NOW, "danger"), (RISK_UNKNOWN, "plain"), "result"]),
        (True, True, [(RISK_NOW, "danger"), (HARM_NOW, "danger"), "result"]),
    ],
)
def test_danger_comes_first_and_what_nobody_answered_is_never_a_no(
    risk: bool | None, harm: bool | None, expected: list[Any]
) -> None:
    result = ("RED: Harm now.", "strong")
    expected = [result if each == "result" else each for each in expected]
    assert (
        said(marks={"K1": "suspected"}, looked_at=(*TIERS,), immediate_risk=risk, harm_today=harm) == expected
    )


@pytest.mark.parametrize(
    ("on", "whose"),
    [
        ("2026-11-24", "No, by the file imported on 24 November 2026"),
        ("", "No, by the file that this was made from"),
    ],
)
def test_a_no_that_only_a_file_says_is_called_the_files(on: str, whose: str) -> None:
    given, outcome = found(immediate_risk=False, harm_today=False, looked_at=(*TIERS,))
    assert paragraphs(result_section(as_from_file(given, on), outcome, PATHWAY)) == [
        (f"At immediate risk: {whose}. The practitioner has not answered this.", "plain"),
        ("Nothing was marked. That is not the same as safe.", "strong"),
        (f"Harm today: {whose}. The practitioner has not answered this.", "plain"),
    ]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (
            {"known_to_practitioner": False, "looked_at": ("yellow",)},
            ["Amber and Red not asked (first meeting)."],
        ),
        ({"known_to_practitioner": False, "looked_at": ()}, ["Amber and Red not asked (first meeting)."]),
        ({"looked_at": ("yellow",)}, ["Amber and Red not looked at."]),
        ({"looked_at": ("yellow", "amber")}, ["Red not looked at."]),
        ({"looked_at": ("yellow", "amber", "red")}, []),
        ({"looked_at": None}, ["Whether Amber and Red were looked at is not recorded."]),
        (
            {"looked_at": None, "known_to_practitioner": False},
            ["Amber and Red not asked (first meeting)."],
        ),
    ],
)
def test_no_tier_is_passed_over_in_silence_beside_the_result(fields: Any, words: list[str]) -> None:
    strong = [text for text, tone in said(marks={"G1": "yes"}, **fields) if tone == "strong"]
    assert strong == ["YELLOW: Worries only.", *words]


def test_the_harm_is_said_with_its_day_and_its_words() -> None:
    told = said(harm_today=True, harm=Harm("2026-11-25", "my uncle makes me"), immediate_risk=True)
    assert told[:3] == [
        (RISK_NOW, "danger"),
        ("Harm was seen or told of on 25 November 2026: “my uncle makes me”.", "danger"),
        (
            "RED. The marks alone indicate: nothing, which is not the same as safe.",
            "strong",
        ),
    ]


def test_what_was_set_aside_and_what_is_only_cited_stands_beside_the_result() -> None:
    told = said(
        known_to_practitioner=False, set_aside={"K1": "suspected"}, notes="K12 and G1: seen at the hub."
    )
    assert ("Marked earlier and set aside at a first meeting: K1.", "strong") in told
    assert ("Cited in the narrative and not marked: G1, K12.", "plain") in told


def test_what_is_missing_is_said_to_the_receiver() -> None:
    given = found(known_to_practitioner=None, marks={"H2": "suspected"}, decision=Decision("none"))
    section = result_section(*given, PATHWAY)
    assert paragraphs(section)[-1] == (
        "Missing from this screening: whether the practitioner knows the child already; the narrative on the "
        "child's current context, which the marks need; the reason for a decision lower than the result.",
        "warning",
    )
    assert (section.panel, section.tier) == ("result", "amber")


IMMEDIATE_RESPONSE = ["An immediate response. This also needs to be shared with the police."]
CONSULTATION = ["A consultation about these concerns, and an answer on a referral."]
SUPPORT = ["Support from community-based agencies for the vulnerabilities marked below."]
NOTHING = [
    "Nothing is asked: this is a record of what was looked at. It does not say that the child is safe."
]
ADVICE = "Advice: the practitioner is unsure which action to take."
DESK = ["Asked of: the Northmoor children's desk."]


@pytest.mark.parametrize(
    ("fields", "door", "asked"),
    [
        ({"marks": MARKS["red"]}, DESK, IMMEDIATE_RESPONSE),
        ({"marks": MARKS["red"], "decision": Decision("none", "x")}, DESK, IMMEDIATE_RESPONSE),
        ({"harm_today": True}, DESK, IMMEDIATE_RESPONSE),
        ({"immediate_risk": True, "decision": Decision("none", "x")}, DESK, IMMEDIATE_RESPONSE),
        ({"marks": MARKS["amber"]}, DESK, CONSULTATION),
        ({"marks": MARKS["amber"], "decision": Decision("unsure")}, DESK, [*CONSULTATION, ADVICE]),
        ({"marks": MARKS["yellow"]}, [], SUPPORT),
        ({"marks": MARKS["yellow"], "decision": Decision("unsure")}, [], [*SUPPORT, ADVICE]),
        ({"marks": MARKS["none"]}, [], NOTHING),
        ({"marks": MARKS["none"], "placed_by": "  "}, [], NOTHING),
        (
            {"marks": MARKS["none"], "placed_by": " Imaginary Council "},
            [],
            [*NOTHING, "Both councils to know: the child was placed here by Imaginary Council."],
        ),
    ],
)
def test_what_is_asked_follows_the_higher_of_result_and_decision(
    fields: Any, door: list[str], asked: list[str]
) -> None:
    given, outcome = found(**fields)
    section = asked_section(msgspec.structs.replace(outcome, forms_due=()), PATHWAY, given)
    assert [text for text, _ in paragraphs(section)] == door
    assert section.blocks[-1] == Bullets(tuple(map(ListItem, asked)))


def test_an_area_without_a_name_for_its_front_door_is_asked_as_childrens_services() -> None:
    areas = tuple(msgspec.structs.replace(area, front_door="") for area in PATHWAY.localities)
    given, outcome = found(marks=MARKS["red"])
    section = asked_section(outcome, msgspec.structs.replace(PATHWAY, localities=areas), given)
    assert [text for text, _ in paragraphs(section)] == ["Asked of: children's services in Northmoor."]


def test_of_the_areas_own_forms_it_says_that_they_follow_and_where_they_stand() -> None:
    given, outcome = found(marks=MARKS["red"])
    due = (
        FormDue(name="A form", url="https://example.org/form", provenance="document"),
        FormDue(name="Another", url="", provenance="inferred", confirm="Confirm it."),
    )
    section = asked_section(msgspec.structs.replace(outcome, forms_due=due), PATHWAY, given)
    assert section.blocks[-1] == Bullets(
        (
            *map(ListItem, IMMEDIATE_RESPONSE),
            ListItem(f"{FOLLOWS}: A form (https://example.org/form)."),
            ListItem(f"{FOLLOWS}: Another."),
        )
    )


FOLLOWS = "The area's own form is still to be sent, and this does not replace it"


def test_the_factors_that_decide_stand_in_words_the_believed_first() -> None:
    section = deciding_section(found(marks={"K1": "suspected", "K12": "reasonably believe", "G1": "yes"})[1])
    assert section is not None and section.blocks == (
        Bullets(
            (
                ListItem(PATHWAY.factors["K12"].text, label="K12, reasonably believe"),
                ListItem(PATHWAY.factors["K1"].text, label="K1, suspected, not confirmed"),
            )
        ),
    )
    assert deciding_section(found(marks={})[1]) is None


@pytest.mark.parametrize(("alerts", "in_words"), [(0, 6), (2, 6), (3, 4), (6, 4)])
def test_beside_many_alerts_fewer_stand_in_words_so_that_the_narrative_begins_on_the_first_page(
    alerts: int, in_words: int
) -> None:
    many = tuple(Reason(f"K{number}", "suspected", "In words") for number in range(1, 9))
    alert = Alert(key="images", text="", phones=(), fact="")
    outcome = msgspec.structs.replace(found()[1], because=many, alerts=(alert,) * alerts)
    section = deciding_section(outcome)
    assert section is not None
    (listed,) = section.blocks
    assert (
        isinstance(listed, Bullets) and [each.text for each in listed.entries].count("In words") == in_words
    )


def test_more_than_six_factors_are_named_and_stand_in_words_further_down() -> None:
    text = "In words"
    many = tuple(Reason(f"K{number}", "suspected", text) for number in range(1, 9))
    section = deciding_section(msgspec.structs.replace(found()[1], because=many))
    assert section is not None
    (listed,) = section.blocks
    assert isinstance(listed, Bullets) and len(listed.entries) == 7
    assert listed.entries[-1] == ListItem("And 2 more, further down: K7, K8.")
