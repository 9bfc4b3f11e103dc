"""The first page's words, exact: danger, result, decision."""

from __future__ import annotations

from typing import Any

import pytest

from ce_tui.core.pathway.answers.danger import as_from_file
from ce_tui.core.pathway.answers.screening import Answers, Decision, Harm
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.words import OUTCOMES, TIERS
from ce_tui.core.referral.content.result import result_section, verdict
from ce_tui.core.referral.content.shapes import Division, Para, Rows
from ce_tui.core.words.outcomes import decision_words
from support.documents.made_up import MORNING, PATHWAY, found

MARKS: dict[str, dict[str, str]] = {
    "none": {},
    "yellow": {"G1": "yes"},
    "amber": {"H2": "suspected"},
    "red": {"K1": "suspected"},
}
DECIDED = {
    "none": "No action under this pathway",
    "yellow": "Yellow",
    "amber": "Amber",
    "red": "Red",
}
LOWER, SAME, HIGHER = (
    ", lower than the marks indicate",
    ", as the marks indicate",
    ", higher than the marks indicate",
)
STANDING = {  # a decision, beside what the marks indicate: none, yellow, amber, red
    "none": ("; nothing is marked", LOWER, LOWER, LOWER),
    "yellow": (HIGHER, SAME, LOWER, LOWER),
    "amber": (HIGHER, HIGHER, SAME, LOWER),
    "red": (HIGHER, HIGHER, HIGHER, SAME),
}
AT_RISK = {
    "none": ", lower than the result",
    "yellow": ", lower than the result",
    "amber": ", lower than the result",
    "red": ", as the result",
}
UNSURE = "Unsure which action to take: advice is asked"
HARM = "Red: harm that was told counts as such a decision"
NOT_DOWN = "; immediate risk cannot be decided down, so the steps of Red hold"


def decided(outcome: str, decision: str, **fields: Any) -> str:
    fields = {"marks": MARKS[outcome], "decision": Decision(decision), **fields}  # type: ignore[arg-type]
    return decision_words(*found(**fields), PATHWAY)


def standing(marks: str, decision: str, *, risk: bool) -> str:
    """How a decision stands: to the marks, unless immediate risk makes more of it than they do."""
    more = risk and marks != "red"
    return AT_RISK[decision] if more else STANDING[decision][OUTCOMES.index(marks)]  # type: ignore[arg-type]


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
            expected = f"{words}{STANDING[decision][place]}"
            assert decided(outcome, decision, **danger) == expected, (outcome, decision)
        assert decided(outcome, "unsure", **danger) == UNSURE
        assert decided(outcome, "", **danger) == "Not recorded"


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_immediate_risk_makes_every_lower_decision_one_that_does_not_hold(outcome: str) -> None:
    for decision in ("none", "yellow", "amber"):
        words = f"{DECIDED[decision]}{standing(outcome, decision, risk=True)}{NOT_DOWN}"
        assert decided(outcome, decision, immediate_risk=True) == words
    assert decided(outcome, "red", immediate_risk=True) == f"Red{standing(outcome, 'red', risk=True)}"
    assert decided(outcome, "unsure", immediate_risk=True) == UNSURE
    assert decided(outcome, "", immediate_risk=True) == "Not recorded"


@pytest.mark.parametrize("risk", [None, False, True])
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_harm_today_is_named_as_a_red_decision_beside_what_else_was_decided_and_not_beside_red(
    outcome: str, risk: bool | None
) -> None:
    counts = "; harm that was told counts as a decision for Red"
    assert decided(outcome, "", immediate_risk=risk, harm_today=True) == HARM
    assert decided(outcome, "unsure", immediate_risk=risk, harm_today=True) == f"{UNSURE}{counts}"
    for decision in DECIDED:
        words = f"{DECIDED[decision]}{standing(outcome, decision, risk=bool(risk))}"
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
    assert rows(marks={"H2": "suspected"}, decision=Decision(decision, reason)).get("Reason") == (printed)


def test_the_rows_say_what_is_indicated_by_which_marks_and_how_well_the_child_is_known() -> None:
    marked = {"marks": {"K1": "suspected", "K12": "reasonably believe", "G1": "yes"}}
    assert list(rows(**marked, decision=Decision("none", "Seen today.")).items()) == [
        ("Decision", "No action under this pathway, lower than the marks indicate"),
        ("Reason", "Seen today."),
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


CHECKED: dict[str, Any] = {
    "immediate_risk": False,
    "harm_today": False,
    "missing_now": False,
    "looked_at": TIERS,
}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Nothing was marked. That is not the same as safe."),
        ({"marks": {"K1": "suspected"}, **CHECKED}, "RED, by the marks."),
        ({"marks": {"H2": "suspected"}, **CHECKED}, "AMBER: “Early signs.”"),
        (
            {"marks": {"H2": "suspected"}, "looked_at": TIERS},
            "AMBER so far. Not answered: immediate risk, harm told and missing now.",
        ),
        (
            {"marks": {"H2": "suspected"}, **CHECKED, "immediate_risk": None},
            "AMBER so far. Not answered: immediate risk.",
        ),
        (
            {"marks": {"H2": "suspected"}, **CHECKED, "harm_today": None},
            "AMBER so far. Not answered: harm told.",
        ),
        (
            {"marks": {"G1": "yes"}, **CHECKED, "missing_now": None},
            "YELLOW so far. Not answered: missing now.",
        ),
        ({"marks": {"G1": "yes"}, **CHECKED}, "YELLOW: “Worries only.”"),
        (
            {"marks": {"G1": "yes"}, **CHECKED, "looked_at": ("yellow",)},
            "YELLOW so far. Amber and Red were not looked at.",
        ),
        (
            {"marks": {"H2": "suspected"}, **CHECKED, "looked_at": ("yellow", "amber")},
            "AMBER so far. Red was not looked at.",
        ),
        (
            {"marks": {"G1": "yes"}, **CHECKED, "looked_at": None},
            "YELLOW so far. Whether Amber and Red were looked at is not recorded.",
        ),
        (
            {
                "marks": {"G1": "yes"},
                **CHECKED,
                "known_to_practitioner": False,
                "set_aside": {"K1": "suspected"},
            },
            "YELLOW so far. Amber and Red not asked (first meeting).",
        ),
        (
            {"marks": {"H2": "suspected"}, **CHECKED, "by_file": {"immediate_risk": ""}},
            "AMBER: “Early signs.”",
        ),
        (
            {"marks": {"H2": "suspected"}, **CHECKED, "by_file": {"immediate_risk": "2026-11-20"}},
            "AMBER so far. Not answered here: immediate risk.",
        ),
        ({"marks": {"H2": "suspected"}, **CHECKED, "missing_now": True}, "AMBER, by the marks."),
        ({"marks": {"G1": "yes"}, **CHECKED, "family_involved": True}, "YELLOW, by the marks."),
        (
            {"marks": {"K1": "suspected"}, "immediate_risk": True, "harm_today": True},
            "RED, because the child is at immediate risk and harm was told, and by the marks.",
        ),
        (
            {"marks": {"H2": "suspected"}, "immediate_risk": True, "looked_at": TIERS},
            "RED, because the child is at immediate risk. The marks alone indicate: amber.",
        ),
        (
            {"harm_today": True},
            "RED, because harm was told. Whether Yellow, Amber and Red were looked at is not recorded. The marks alone "
            "indicate: nothing, which is not the same as safe.",
        ),
        (
            {"harm_today": True, "looked_at": ()},
            "RED, because harm was told. The tiers were not gone through.",
        ),
        (
            {"harm_today": True, "looked_at": ("yellow",)},
            "RED, because harm was told. Amber and Red were not looked at. The marks alone indicate: nothing, "
            "which is not the same as safe.",
        ),
        (
            {"harm_today": True, "looked_at": ("yellow",), "known_to_practitioner": False},
            "RED, because harm was told. Amber and Red not asked (first meeting). The marks alone indicate: nothing, "
            "which is not the same as safe.",
        ),
        (
            {"marks": {"G1": "yes"}, "decision": Decision("red")},
            "RED: the practitioner's decision. The marks alone indicate: yellow.",
        ),
    ],
)
def test_the_tier_that_is_acted_on_stands_with_its_cause_and_with_the_documents_heading_only_where_it_holds(
    fields: Any, words: str
) -> None:
    assert verdict(*found(**fields), PATHWAY) == words
    assert not [text for text, _ in said(**fields) if "The pathway's heading" in text]


def test_a_heading_that_does_not_hold_stands_nowhere_and_what_is_lacking_does() -> None:
    assert said(marks={"H2": "suspected"}, looked_at=(*TIERS,), harm_today=False) == [
        ("AMBER so far. Not answered: immediate risk and missing now.", "strong"),
        (NO_HARM, "plain"),
        (
            "Missing from this screening: the narrative on the child's current context, which the marks need.",
            "warning",
        ),
    ]


RISK_NOW = "The child is at immediate risk."
HARM_NOW = "Harm was seen or told of."
NO_RISK = "At immediate risk: no. The practitioner says that they have checked."
NO_HARM = "Harm on the day of the screening: no. The practitioner saw none, and was told of none."
RISK_UNKNOWN = "Whether the child is at immediate risk or missing now was not recorded."
MISSING_UNKNOWN = "Whether the child is missing now was not recorded."
_HARM_OPEN = "and whether harm was seen or told of on the day of the screening, was not recorded."
HARM_UNKNOWN = f"Whether the child is missing now, {_HARM_OPEN}"
BOTH_UNKNOWN = f"Whether the child is at immediate risk or missing now, {_HARM_OPEN}"


@pytest.mark.parametrize(
    ("risk", "harm", "expected"),
    [
        (None, None, [(BOTH_UNKNOWN, "plain")]),
        (False, None, [(HARM_UNKNOWN, "plain"), (NO_RISK, "plain")]),
        (None, False, [(RISK_UNKNOWN, "plain"), (NO_HARM, "plain")]),
        (False, False, [(MISSING_UNKNOWN, "plain"), (f"{NO_RISK} {NO_HARM}", "plain")]),
        (True, False, [(RISK_NOW, "danger"), (MISSING_UNKNOWN, "plain"), (NO_HARM, "plain")]),
        (True, None, [(RISK_NOW, "danger"), (HARM_UNKNOWN, "plain")]),
        (False, True, [(HARM_NOW, "danger"), (MISSING_UNKNOWN, "plain"), (NO_RISK, "plain")]),
        (None, True, [(HARM_NOW, "danger"), (RISK_UNKNOWN, "plain")]),
        (True, True, [(RISK_NOW, "danger"), (HARM_NOW, "danger"), (MISSING_UNKNOWN, "plain")]),
    ],
)
def test_danger_comes_below_the_verdict_then_what_nobody_answered_which_is_never_a_no(
    risk: bool | None, harm: bool | None, expected: list[Any]
) -> None:
    told = said(marks={"K1": "suspected"}, looked_at=(*TIERS,), immediate_risk=risk, harm_today=harm)
    assert told[0][0].startswith("RED")
    assert told[1:] == expected


@pytest.mark.parametrize("on", ["2026-11-24", ""])
@pytest.mark.parametrize(
    ("noes", "words"),
    [
        (("immediate_risk",), "At immediate risk: no"),
        (("harm_today",), "Harm on the day of the screening: no"),
        (("missing_now",), "Missing now: no"),
        (("under_13",), "Under 13: no"),
        (
            ("immediate_risk", "harm_today", "missing_now"),
            "At immediate risk, harm on the day of the screening and missing now: no",
        ),
    ],
)
def test_a_no_that_was_only_given_is_told_alike_whatever_it_is_about(
    on: str, noes: tuple[str, ...], words: str
) -> None:
    given, outcome = found(**dict.fromkeys(noes, False), looked_at=(*TIERS,))
    when = " imported on 24 November 2026" if on else ""
    told = paragraphs(result_section(as_from_file(given, on), outcome, PATHWAY))
    assert (
        f"{words}, as given in the answers{when}; whether it was checked is not recorded.",
        "plain",
    ) in told
    assert not [text for text, _ in told if "practitioner" in text]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, BOTH_UNKNOWN),
        ({"marks": {"R2": "suspected"}}, BOTH_UNKNOWN),
        ({"marks": {"R2": "suspected"}, "harm_today": False}, RISK_UNKNOWN),
        ({"marks": {"A1": "suspected"}, "missing_now": False}, "Missing now: no."),
        ({**CHECKED, "missing_now": False}, f"{NO_RISK} {NO_HARM} Missing now: no."),
        (
            {"marks": {"R3": "suspected"}},
            "Whether the child is at immediate risk, missing now or under 13, and",
        ),
        ({"marks": {"A9": "suspected"}}, "Whether the child is under 13 was not recorded."),
        ({"marks": {"A9": "suspected"}, **CHECKED}, "Whether the child is under 13 was not recorded."),
        ({"set_aside": {"A2": "suspected"}, **CHECKED, "missing_now": None}, MISSING_UNKNOWN),
        ({"marks": {"R3": "suspected"}, "under_13": False}, "Under 13: no."),
    ],
)
def test_whether_the_child_is_missing_and_what_a_mark_asks_about_is_told_with_the_danger(
    fields: Any, words: str
) -> None:
    told = said_of_set(**fields)
    assert any(f" {words} " in f" {text} " for text, _ in told[1:]), told


@pytest.mark.parametrize(("marks"), [{"Y1": "yes"}, {"A1": "suspected"}])
def test_an_age_that_no_mark_asks_about_is_not_told(marks: Any) -> None:
    assert not [text for text, _ in said_of_set(marks=marks) if "under 13" in text]


def said_of_set(**fields: Any) -> list[tuple[str, str]]:
    pathway = default_pathway()
    given = Answers(pathway=pathway.id, locality="essex", **fields)
    return paragraphs(result_section(given, evaluate(given, pathway, MORNING), pathway))


@pytest.mark.parametrize(
    ("harm", "answered", "words"),
    [
        (
            Harm("2026-11-20", "He hit me"),
            False,
            "Harm on 20 November 2026 was written down: “He hit me”; whether it was told is answered No.",
        ),
        (
            Harm("", "He hit me"),
            None,
            "Harm was written down: “He hit me”; whether it was told is not answered.",
        ),
        (
            Harm("2026-11-20", ""),
            None,
            "Harm on 20 November 2026 was written down; whether it was told is not answered.",
        ),
    ],
)
def test_a_harm_that_was_written_down_and_not_told_loses_no_word(
    harm: Harm, answered: Any, words: str
) -> None:
    told = said(harm=harm, harm_today=answered)
    assert told[-1] == (words, "plain")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (
            {"known_to_practitioner": False, "looked_at": ("yellow",)},
            ["YELLOW so far. Amber and Red not asked (first meeting)."],
        ),
        (
            {"known_to_practitioner": False, "looked_at": ()},
            ["YELLOW so far. Amber and Red not asked (first meeting)."],
        ),
        ({"looked_at": ("yellow",)}, ["YELLOW so far. Amber and Red were not looked at."]),
        ({"looked_at": ("yellow", "amber")}, ["YELLOW so far. Red was not looked at."]),
        ({"looked_at": ("yellow", "amber", "red")}, ["YELLOW: “Worries only.”"]),
        (
            {"looked_at": ("amber", "red"), "notes": "G1 was seen."},
            [
                "YELLOW, by the marks.",
                "Yellow: only what the notes cite was marked, the rest was not looked at.",
            ],
        ),
        (
            {"looked_at": None},
            ["YELLOW so far. Whether Amber and Red were looked at is not recorded."],
        ),
        (
            {"looked_at": None, "known_to_practitioner": False},
            ["YELLOW so far. Amber and Red not asked (first meeting)."],
        ),
        (
            {"looked_at": ("yellow",), "decision": Decision("amber")},
            [
                "AMBER: the practitioner's decision. The marks alone indicate: yellow.",
                "Amber and Red were not looked at.",
            ],
        ),
    ],
)
def test_no_tier_is_passed_over_in_silence_beside_the_result(fields: Any, words: list[str]) -> None:
    given = {"marks": {"G1": "yes"}, **CHECKED, **fields}
    assert [text for text, tone in said(**given) if tone == "strong"] == words


def test_the_harm_is_said_with_its_day_and_its_words() -> None:
    told = said(harm_today=True, harm=Harm("2026-11-25", "my uncle makes me"), immediate_risk=True)
    assert told == [
        (
            "RED, because the child is at immediate risk and harm was told. Whether Yellow, Amber and Red were looked "
            "at is not recorded. The marks alone indicate: nothing, which is not the same as safe.",
            "strong",
        ),
        (RISK_NOW, "danger"),
        ("Harm was seen or told of on 25 November 2026: “my uncle makes me”.", "danger"),
        (MISSING_UNKNOWN, "plain"),
    ]


def test_what_was_set_aside_and_what_is_only_cited_stands_beside_the_result() -> None:
    told = said(
        known_to_practitioner=False, set_aside={"K1": "suspected"}, notes="K12 and G1: seen at the hub."
    )
    aside = (
        "Marked earlier and set aside at a first meeting: K1 “Images shared under threat”, suspected, not "
        "confirmed."
    )
    assert (aside, "strong") in told
    cited = "Cited in the narrative and not marked: G1 “A new phone”; K12 “Hurt outside the home”."
    assert (cited, "plain") in told


def test_many_that_are_cited_or_set_aside_are_named_and_six_of_them_stand_in_words() -> None:
    ids = [f"A{number}" for number in range(1, 9)]
    told = said_of_set(known_to_practitioner=False, set_aside=dict.fromkeys(ids, "suspected"))
    (aside,) = (text for text, _ in told if text.startswith("Marked earlier"))
    assert aside.count("“") == 6 and aside.endswith("; A7, A8.")
    (cited,) = (text for text, _ in said_of_set(notes=" ".join(ids)) if text.startswith("Cited"))
    assert cited.count("“") == 6 and cited.endswith("; A7, A8.")
    assert "A1 “Concerns raised on how substances are being obtained, concerns of them ...”" in cited


def test_what_is_missing_is_said_to_the_receiver() -> None:
    given = found(known_to_practitioner=None, marks={"H2": "suspected"}, decision=Decision("none"))
    section = result_section(*given, PATHWAY)
    assert paragraphs(section)[-1] == (
        "Missing from this screening: whether the practitioner knows the child already; the narrative on the "
        "child's current context, which the marks need; the reason for deciding on less than is indicated.",
        "warning",
    )
    assert (section.panel, section.tier) == ("result", "amber")
