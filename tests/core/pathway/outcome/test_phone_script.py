"""The referral read on the phone: first what a call taker asks first, suspicion apart from belief."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from ce_tui.core.pathway.answers.screening import Answers, Child, Consent, Decision, Harm, Practitioner
from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.phone_script import read_on_the_phone
from ce_tui.core.pathway.words import TIERS
from support.documents.made_up import PATHWAY as MADE_UP
from support.documents.made_up import answers as made_up

SET = default_pathway()
NIGHT = datetime(2026, 11, 25, 2, 0, tzinfo=LONDON)
MORNING = datetime(2026, 11, 25, 10, 0, tzinfo=LONDON)
CONTACT = "Is it safe to contact the family? Say what you know. (Not answered here.)"


def script(at: datetime = NIGHT, ref: str = "CE-7K3M-2Q", **fields: Any) -> list[tuple[str, list[str]]]:
    given: dict[str, Any] = {"pathway": SET.id, "locality": "essex", "known_to_practitioner": True} | fields
    answers = Answers(**given)
    return read_on_the_phone(answers, evaluate(answers, SET, at), SET, ref)


_STEPS = "Your steps (for you, not to be read out)"
MISSING_OPEN = "Is the child missing now? Say what you know. (Not answered here.)"
CHECKED = {"immediate_risk": False, "harm_today": False, "missing_now": False}
FULL: dict[str, Any] = {
    "screened_on": "2026-11-25",
    "marks": {
        "R2": "reasonably believe",
        "A3": "suspected",
        "A1": "reasonably believe",
        "Y1": "yes",
        "V1": "noted",
    },
    "notes": "A3: seen at the station.\n\nR9 from the school.",
    "placed_by": "Kent County Council",
    "consent": Consent("refused", "does not want it", True, False),
    "practitioner": Practitioner("Alex Made-up", "Example School", "01632 960101"),
    "child": Child("Robin Fictional", "2010-04-03", address="1 Made-up Road"),
}


def test_the_parts_come_in_the_order_in_which_a_call_taker_asks() -> None:
    assert [heading for heading, _ in script(**FULL)] == [
        "Who to phone",
        "Say first",
        "Danger",
        "The child",
        "What was seen",
        "I reasonably believe",
        "I suspect (not confirmed)",
        "Vulnerabilities that I see",
        "Vulnerabilities noted",
        "By the pathway",
        "What I ask",
        "Consent",
        "Before you hang up",
        "Your steps (for you, not to be read out)",
        "Other numbers",
    ]


def test_belief_stands_apart_from_suspicion_and_the_deciding_tier_first() -> None:
    parts = dict(script(**FULL))
    assert [line[:2] for line in parts["I reasonably believe"]] == ["R2", "A1"]
    assert [line[:2] for line in parts["I suspect (not confirmed)"]] == ["A3"]
    assert parts["I reasonably believe"][0] == f"R2: {SET.factors['R2'].text}"


def test_everything_that_was_filled_in_is_said() -> None:
    said = "\n".join(line for _, lines in script(**FULL) for line in lines)
    for words in (
        "Alex Made-up", "Example School", "01632 960101", "CE-7K3M-2Q", "Robin Fictional", "1 Made-up Road",
        "3 April 2010 (16 years old)", "Kent County Council", "A3: seen at the station.", "25 November 2026",
        f"R9 means: {SET.factors['R9'].text}", "Consent: refused.",
        "The reason: does not want it.",
        "The child was told what is shared", "The family was not told", "I ask for an immediate response.",
        "Essex Request for Support",
    ):  # fmt: skip
        assert words in said


def test_at_night_it_begins_with_the_lines_that_answer() -> None:
    parts = dict(script(**FULL))
    assert parts["Who to phone"] == [
        "Emergency: police, ambulance, 999: day and night.",
        "Out of hours Emergency Duty Team, 0345 606 1212: should be open (outside the "
        "Children & Families' Hub's hours).",
        "Essex Police, not an emergency, 101: day and night.",
    ]
    assert any("0345 603 7627: closed until 9am today" in line for line in parts["Other numbers"])
    assert "0345 603 1212" not in "\n".join(line for lines in parts.values() for line in lines), (
        "one key away"
    )
    by_day = dict(script(MORNING, **FULL))
    assert [line.partition(":")[0] for line in by_day["Who to phone"]] == [
        "Emergency", "Children & Families' Hub, 0345 603 7627", "Essex Police, not an emergency, 101",
    ]  # fmt: skip


def test_no_number_is_said_twice_or_left_out() -> None:
    parts = dict(script(**FULL))
    lines = parts["Who to phone"] + parts["Other numbers"]
    known = [each for each in SET.locality("essex").contacts if each.role != "adult-social-care"]
    assert sorted(line[:12] for line in lines) == sorted(contact.name[:12] for contact in known)
    grown = dict(script(**{**FULL, "child": Child(date_of_birth="2009-01-01")}))
    assert any("Essex Adult Social Care, 0345 603 7630" in line for line in grown["Other numbers"])


def test_steps_that_had_to_be_rebuilt_say_so() -> None:
    steps = dict(script(**FULL))[_STEPS]
    assert any("Priority Line" in step for step in dict(script(MORNING, **FULL))[_STEPS])
    assert any("Request for Support" in step and "Confirm this step too." in step for step in steps)
    assert sum("Confirm with Essex before relying on it." in step for step in steps) == 1
    confirmed = [step for step in steps if "Confirm" in step]
    assert "Confirm with Essex before relying on it." in confirmed[0]


def test_the_first_steps_on_red_are_calls_with_their_numbers() -> None:
    assert dict(script(MORNING, **FULL))[_STEPS][:2] == [
        "Phone 999 if the child is in danger now.",
        "Phone the Children & Families' Hub on 0345 603 7627 now and ask for the Priority Line. Should be open "
        "(Mon–Thu 9am–5:30pm, Fri 9am–4:30pm). If nobody answers, phone 101. Out of hours Emergency Duty Team, 0345 "
        "606 1212: closed until 5:30pm today. Not printed in the copy of the pathway that "
        "this software was built from. Confirm with Essex before relying on it.",
    ]


def test_who_advises_is_said_with_the_number_and_the_hours() -> None:
    steps = dict(script(MORNING, locality="southend", marks={"A3": "suspected"}))[_STEPS]
    assert steps == [
        "For advice: Contact C-SPOC via phone to undertake consultation to seek support about concerns. C-SPOC, 01702 "
        "215007: should be open (Mon–Thu 9am–5:30pm, Fri 9am–4:30pm).",
        "For referral: Complete C-SPOC Form.",
        "For referral: Follow SET Procedures.",
    ]


WHO = "My name is Alex Made-up, of Example School. I phone about a child who lives in Essex"


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"immediate_risk": True}, "the child is at immediate risk"),
        (
            {"immediate_risk": True, "harm_today": True, "missing_now": True},
            "the child is at immediate risk, I saw or was told of harm and the child is missing now",
        ),
        ({"missing_now": True, "marks": {"Y1": "yes"}}, "the child is missing now"),
        (
            {"under_13": True, "marks": {"A9": "suspected"}, "child": Child()},
            "there are signs of a sexual kind in a child under 13",
        ),
        (
            {"harm_today": True, "harm": Harm("2026-11-25", "")},
            "I saw or was told of harm on 25 November 2026",
        ),
        ({"harm_today": True}, "I saw or was told of harm"),
        ({"marks": {"R2": "suspected"}}, f"the {SET.title} indicates Red"),
        ({"marks": {"Y1": "yes"}}, f"the {SET.title} indicates Yellow so far"),
        (
            {
                "marks": {"Y1": "yes"},
                "harm_today": False,
                "missing_now": False,
                "immediate_risk": False,
                "looked_at": ("yellow", "amber", "red"),
            },
            f"the {SET.title} indicates Yellow",
        ),
        ({"marks": {"Y1": "yes"}, "decision": Decision("amber")}, f"I act on Amber of the {SET.title}"),
        ({"marks": {}}, "I ask for advice"),
    ],
)
def test_the_first_sentence_says_who_phones_about_whom_and_why_now(fields: dict[str, Any], why: str) -> None:
    assert dict(script(**{**FULL, "marks": {}, **fields}))["Say first"] == [
        f"{WHO}: {why}.",
        "How to reach me: 01632 960101.",
        "My reference: CE-7K3M-2Q.",
    ]


def test_whoever_has_not_filled_in_their_name_is_told_to_say_it() -> None:
    first = dict(script(ref=""))["Say first"]
    assert first[0].startswith("My name is (your name), of (your organisation). I phone about")
    assert first[1:] == ["How to reach me: not filled in."]


def test_danger_is_said_second_with_what_was_not_answered() -> None:
    assert dict(script(immediate_risk=True))["Danger"][0] == "The child is at immediate risk."
    harm = dict(script(harm_today=True, known_to_practitioner=False, harm=Harm("2026-11-25", "He hits me")))
    assert harm["Danger"] == [
        "Harm was seen or told of on 25 November 2026: “He hits me”.",
        "Is the child safe now? Say what you know. (Not answered here.)",
        MISSING_OPEN,
    ]
    assert harm["What I ask"][:2] == [
        "I ask for an immediate response.",
        "This will also need to be shared with the police. That is for me to do.",
    ]
    assert "Amber and Red not asked (first meeting)." in harm["By the pathway"]
    assert "This was my first meeting with the child." in harm["The child"]


@pytest.mark.parametrize("marks", [{}, {"Y1": "yes"}, {"A1": "suspected"}, {"R1": "suspected"}])
def test_what_nobody_answered_is_never_said_as_a_no(marks: dict[str, str]) -> None:
    danger = dict(script(marks=marks))["Danger"]
    asked = "Is the child safe now? Say what you know. (Not answered here.)"
    left = "Whether the child is at immediate risk is not answered here. Say what you know."
    assert danger == [
        asked if marks.keys() & {"A1", "R1"} else left,
        "Whether harm was seen or told of today is not answered here. Say what you know.",
        MISSING_OPEN,
    ]


def test_a_no_is_said_as_the_practitioners_and_one_of_a_file_as_the_files() -> None:
    assert dict(script(**CHECKED))["Danger"] == [
        "The child is not at immediate risk: I have checked.",
        "I saw no harm today, and was told of none.",
        "The child is not missing now.",
    ]
    by_file = {"immediate_risk": "2026-11-24", "harm_today": "2026-11-24"}
    assert dict(script(immediate_risk=False, harm_today=False, by_file=by_file))["Danger"] == [
        MISSING_OPEN,
        "At immediate risk and harm on the day of the screening: no, as given in the answers imported on 24 November "
        "2026; whether it was "
        "checked is not recorded. Say what you know.",
    ]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"marks": {"A2": "suspected"}}, MISSING_OPEN),
        ({"marks": {"A2": "suspected"}, "missing_now": False}, "The child is not missing now."),
        ({"marks": {"A1": "suspected"}, "missing_now": False}, "The child is not missing now."),
        ({"marks": {"A9": "suspected"}}, "Is the child under 13? Say what you know. (Not answered here.)"),
        ({"marks": {"A9": "suspected"}, "under_13": False}, "The child is not under 13."),
        (
            {"harm": Harm("2026-11-20", "He hit me"), "harm_today": False},
            "Harm on 20 November 2026 was written down: “He hit me”; whether it was told is answered No.",
        ),
        (
            {"marks": {"A2": "suspected", "A9": "suspected"}, "missing_now": False, "under_13": False,
             "by_file": {"missing_now": "", "under_13": ""}},
            "Missing now and under 13: no, as given in the answers; whether it was checked is not recorded. Say what "
            "you know.",
        ),
    ],
)  # fmt: skip
def test_what_a_mark_asks_about_and_a_harm_that_was_only_written_is_said_with_the_danger(
    fields: dict[str, Any], words: str
) -> None:
    assert words in dict(script(**fields))["Danger"]


def test_an_age_that_no_mark_asks_about_is_not_said() -> None:
    danger = " ".join(dict(script(marks={"A1": "suspected"}))["Danger"])
    assert MISSING_OPEN in danger and "13" not in danger


def test_a_child_missing_now_is_reported_and_the_police_stand_first_whatever_the_tier() -> None:
    parts = dict(script(MORNING, marks={"Y1": "yes"}, missing_now=True, locality="southend"))
    assert [line.partition(":")[0] for line in parts["Who to phone"]] == [
        "Essex Police, not an emergency, 101", "Emergency", "C-SPOC, 01702 215007",
    ]  # fmt: skip
    assert (
        parts["What I ask"][0] == "I report the child missing, and ask for an answer at once on what is done."
    )
    assert parts["Danger"][0] == "The child is missing now."


def test_a_child_under_13_with_a_sexual_indicator_is_phoned_about_as_on_red() -> None:
    parts = dict(script(MORNING, marks={"A9": "suspected"}, under_13=True, locality="southend"))
    assert [line.partition(":")[0] for line in parts["Who to phone"]] == [
        "Emergency", "C-SPOC, 01702 215007", "Essex Police, not an emergency, 101",
    ]  # fmt: skip


def test_what_was_said_of_a_harm_is_read_once_and_not_as_nothing_written() -> None:
    parts = dict(script(harm_today=True, harm=Harm("2026-11-25", "He hits me")))
    assert parts["What was seen"] == ["Nothing else is written."]
    assert sum("He hits me" in line for lines in parts.values() for line in lines) == 1


def test_a_decision_that_differs_is_said_with_its_reason() -> None:
    lower = dict(script(marks={"R1": "suspected"}, decision=Decision("amber", "already with the team")))
    assert "My decision: Amber. My reason: already with the team." in lower["By the pathway"]
    told = dict(script(marks={"R1": "suspected"}, decision=Decision("amber", "with the team"), **HARM))
    assert (
        "My decision: Amber. My reason: with the team. Harm that was told counts as Red."
        in told["By the pathway"]
    )
    same = dict(script(marks={"R1": "suspected"}, decision=Decision("red", "I know the brother")))
    assert not any(line.startswith("My decision") for line in same["By the pathway"])
    unsure = dict(script(decision=Decision("unsure")))
    assert unsure["What I ask"] == ["I ask for advice about this child: I am unsure which action to take."]
    amber = dict(script(marks={"A1": "suspected"}, decision=Decision("unsure")))
    assert "I am unsure which action to take, and ask for your advice." in amber["What I ask"]


@pytest.mark.parametrize("marks", [{"A1": "suspected"}, {"R1": "suspected"}])
def test_with_risk_and_harm_it_is_said_once_why_less_was_decided_and_red_is_acted_on(marks: Any) -> None:
    said = dict(script(marks=marks, immediate_risk=True, decision=Decision("yellow", "seen today"), **HARM))
    (mine,) = (line for line in said["By the pathway"] if line.startswith("My decision"))
    why = " Immediate risk cannot be decided down, so the steps of Red hold." if "R1" in marks else ""
    assert mine == f"My decision: Yellow. My reason: seen today.{why}"
    assert said["By the pathway"][0].startswith("I act on Red, because") == ("A1" in marks)


def test_what_nobody_answered_of_danger_stands_before_a_no() -> None:
    danger = dict(script(marks={"A2": "suspected"}, immediate_risk=False, missing_now=False))["Danger"]
    assert danger == [
        "Whether harm was seen or told of today is not answered here. Say what you know.",
        "The child is not at immediate risk: I have checked.",
        "The child is not missing now.",
    ]


@pytest.mark.parametrize("marks", [{}, {"Y1": "yes"}])
def test_whether_a_missing_child_is_safe_is_asked_whatever_is_marked(marks: Any) -> None:
    danger = dict(script(marks=marks, missing_now=True))["Danger"]
    assert danger[1] == "Is the child safe now? Say what you know. (Not answered here.)"


def test_where_the_family_may_be_involved_advice_is_asked_for_first_and_once() -> None:
    ask = "I ask for advice before anyone in the family is asked or told."
    amber = dict(script(marks={"A8": "suspected"}))
    assert amber["What I ask"][0] == ask
    assert amber["Consent"][-2] == "The family may be involved."
    red = dict(script(marks={"R2": "suspected"}, family_involved=True))
    assert ask not in red["What I ask"]
    assert red["Consent"][-2] == f"The family may be involved. {ask}"


def test_where_the_family_was_told_already_that_is_said_and_advice_asked_before_it_is_told_again() -> None:
    told = dict(script(family_involved=True, consent=Consent("refused", "mother said no", True, True)))
    assert told["Consent"] == [
        "Consent: refused.",
        "The reason: mother said no.",
        "The child was told what is shared, and why.",
        "The family was told already. Someone in it may be involved.",
        CONTACT,
    ]
    assert told["What I ask"][0] == "I ask for advice before anyone contacts the family again."
    red = dict(script(immediate_risk=True, family_involved=True, consent=Consent("", "", None, True)))
    assert red["Consent"][-2] == (
        "The family was told already. Someone in it may be involved. I ask for advice before anyone contacts the "
        "family again."
    )


@pytest.mark.parametrize(
    ("by_file", "words"),
    [
        ({}, ["Nobody in the family or household is known to me to be involved."]),
        (
            {"family_involved": ""},
            [
                "Someone in the family involved: no, as given in the answers; whether it was checked is not recorded. "
                "Say what you know. I ask for advice before anyone in the family is asked or told."
            ],
        ),
    ],
)
def test_a_no_about_the_family_is_said_as_the_practitioners_or_as_the_files(
    by_file: dict[str, str], words: list[str]
) -> None:
    said = dict(script(marks={"R1": "suspected"}, family_involved=False, by_file=by_file))
    assert said["Consent"] == ["Consent: not recorded.", *words, CONTACT]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Whether someone in the family may be involved was not asked here. Say what you know."),
        (
            {"consent": Consent("not sought", "she is afraid")},
            "Whether someone in the family may be involved was not asked here. Say what you know. I ask for advice "
            "before anyone in the family is asked or told.",
        ),
        (
            {"consent": Consent("refused"), "family_involved": False},
            "Nobody in the family or household is known to me to be involved. I ask for advice before anyone in the "
            "family is asked or told.",
        ),
    ],
)
def test_on_amber_it_says_what_is_known_of_the_family_and_asks_for_advice_where_consent_is_wanting(
    fields: dict[str, Any], words: str
) -> None:
    assert dict(script(marks={"A2": "suspected"}, **fields))["Consent"][-2] == words


def test_a_family_that_was_told_while_it_is_open_who_is_involved_is_not_told_more_without_advice() -> None:
    again = "I ask for advice before anyone contacts the family again."
    told = {"notes": "A8: I heard it from the school.", "consent": Consent("agreed", "", True, True)}
    amber = dict(script(marks={"A2": "suspected"}, **told))
    assert amber["What I ask"][0] == again
    assert (
        amber["Consent"][-2]
        == "Whether someone in the family may be involved is not answered here. Say what you know."
    )
    red = dict(script(marks={"R2": "suspected"}, **told))
    assert again not in red["What I ask"] and red["Consent"][-2].endswith(again)


HARM = {"harm_today": True, "harm": Harm("2026-11-25", "He hits me")}
NOTHING = "nothing marked, which is not the same as safe."
BY_THE_MARKS = f"By the marks, in the {SET.title}, {SET.edition}"


@pytest.mark.parametrize(
    ("fields", "first"),
    [
        (
            {**HARM, "marks": {"Y1": "yes"}},
            [
                "I act on Red, because harm was seen or told of on 25 November 2026.",
                f"{BY_THE_MARKS}: Yellow.",
            ],
        ),
        (
            {"immediate_risk": True, "marks": {}},
            ["I act on Red, because the child is at immediate risk.", f"{BY_THE_MARKS}: {NOTHING}"],
        ),
        ({**HARM, "marks": {"R1": "suspected"}}, [f"{BY_THE_MARKS}: Red. Its words: “{SET.heading('red')}”"]),
        (
            {"marks": {"A1": "suspected"}, "looked_at": TIERS},
            [f"{BY_THE_MARKS}: Amber so far. Not answered: immediate risk, harm told and missing now."],
        ),
        (
            {"marks": {"A1": "suspected"}, **CHECKED, "looked_at": ("yellow", "amber")},
            [f"{BY_THE_MARKS}: Amber so far. Red was not looked at."],
        ),
        (
            {"marks": {"A1": "suspected"}, **CHECKED, "looked_at": TIERS},
            [f"{BY_THE_MARKS}: Amber. Its words: “{SET.heading('amber')}”"],
        ),
        (
            {"marks": {"A1": "suspected"}, **CHECKED, "looked_at": TIERS, "missing_now": True},
            [f"{BY_THE_MARKS}: Amber."],
        ),
        ({"marks": {}}, [f"{BY_THE_MARKS}: {NOTHING}"]),
    ],
)
def test_what_is_acted_on_comes_first_and_the_documents_words_only_where_they_hold(
    fields: dict[str, Any], first: list[str]
) -> None:
    said = dict(script(**fields))["By the pathway"]
    assert said[: len(first)] == first
    assert not any(line.startswith("My decision") for line in said)


def test_marks_that_a_first_meeting_set_aside_are_said_in_words_the_gravest_first() -> None:
    aside = dict(
        script(known_to_practitioner=False, set_aside={"A9": "suspected", "R3": "reasonably believe"})
    )
    assert aside["Marked earlier, set aside at a first meeting"] == [
        f"R3: {SET.factors['R3'].text}. It was marked as reasonably believed.",
        f"A9: {SET.factors['A9'].text}. It was marked as suspected, not confirmed.",
    ]
    assert "Marked earlier, set aside at a first meeting" not in dict(script())


@pytest.mark.parametrize(
    ("born", "whom", "line"),
    [
        ("2012-01-01", "a child", None),
        ("2009-01-01", "a child", "Nearly 18: Adult Social Care may be told too."),
        ("2006-01-01", "a young adult", "18 or over: adult services are to be told too."),
    ],
)
def test_a_young_adult_is_called_one_and_adult_services_are_asked_for(
    born: str, whom: str, line: str | None
) -> None:
    said = dict(script(screened_on="2026-11-25", child=Child(date_of_birth=born)))
    assert f"I phone about {whom} who lives in Essex" in said["Say first"][0]
    grown = [each for each in said["The child"] if "18" in each]
    assert grown == ([line] if line else [])


def test_another_council_is_named_within_the_sentence() -> None:
    first = dict(script(locality="elsewhere", council="Kent", marks={"A1": "suspected"}))["Say first"][0]
    assert (
        f"a child who lives in another council's area (Kent): the {SET.title} indicates Amber so far."
        in first
    )


def test_an_empty_screening_reads_without_gaps() -> None:
    said = [line for _, lines in script(known_to_practitioner=None, ref="") for line in lines]
    assert "Name: not filled in" in said
    assert "Nothing is written." in said
    assert all(line.strip() for line in said)
    assert not any("reference" in line for line in said)


def test_a_factor_that_is_likely_known_to_the_authorities_says_so() -> None:
    answers = made_up(marks={"H1": "suspected", "H2": "suspected"}, locality="southfen")
    parts = dict(read_on_the_phone(answers, evaluate(answers, MADE_UP, NIGHT), MADE_UP))
    assert parts["I suspect (not confirmed)"] == [
        "H1: Family may be involved (likely to be known to the authorities)",
        "H2: An older partner",
    ]


STEPS = "Your steps (for you, not to be read out)"


def test_the_steps_say_what_is_not_to_be_done_yet_after_the_calls_that_they_begin_with() -> None:
    told = dict(script(marks={"R3": "suspected", "A8": "suspected"}, family_involved=True))[STEPS]
    family = next(
        place for place, line in enumerate(told) if line.startswith("Do not ask or tell the family")
    )
    images = next(place for place, line in enumerate(told) if line.startswith("Do not view, copy or share"))
    assert told[0].startswith("Phone 999") and 1 < family < images < len(told) - 1
    open_ = dict(script(marks={"R2": "suspected"}))[STEPS]
    assert any(line.startswith("Ask the service before the family is told") for line in open_)


@pytest.mark.parametrize(
    ("area", "said"),
    [
        (
            "southend",
            "Worried now? 999 in danger; Southend out of hours, 0345 606 1212.",
        ),
        (
            "thurrock",
            "Worried now? 999 in danger; Thurrock emergency out of hours, 01375 372 468.",
        ),
    ],
)
def test_for_support_alone_the_step_leads_and_one_line_says_whom_to_phone_if_worried(
    area: str, said: str
) -> None:
    parts = script(locality=area, marks={"Y1": "yes"})
    assert [heading for heading, _ in parts][:3] == [_STEPS, "Who to phone", "Say first"]
    assert dict(parts)["Who to phone"] == [said]


@pytest.mark.parametrize("name", ["immediate_risk", "harm_today", "missing_now"])
def test_that_nobody_needs_to_be_phoned_is_said_only_after_three_noes_of_ones_own(name: str) -> None:
    nobody, calm = "Nobody needs to be phoned about this support now.", {"marks": {"Y1": "yes"}, **CHECKED}
    assert dict(script(**calm))["Danger"] == [
        "The child is not at immediate risk: I have checked.",
        "I saw no harm today, and was told of none.",
        "The child is not missing now.",
        nobody,
    ]
    for short in ({name: None}, {"by_file": {name: "2026-11-20"}}, {name: True}):
        assert nobody not in dict(script(**{**calm, **short}))["Danger"]


def test_notes_that_cite_an_unmarked_factor_of_a_graver_tier_are_not_calmed() -> None:
    fields = {"marks": {"Y1": "yes"}, "looked_at": TIERS, **CHECKED}
    cited = dict(script(notes="R11: a known exploiter waited outside the school.", **fields))
    assert cited["Danger"] == [
        "The child is not at immediate risk: I have checked.",
        "I saw no harm today, and was told of none.",
        "The child is not missing now.",
    ]
    assert cited["By the pathway"] == [
        "By the marks, in the SET Partnership Child Exploitation Pathway, June 2026: Yellow."
    ]
    assert dict(script(notes="Y3 since the summer.", **fields))["By the pathway"] == [
        "By the marks, in the SET Partnership Child Exploitation Pathway, June 2026: Yellow. Its words: “No immediate "
        "concerns, but vulnerabilities raised.”"
    ]


@pytest.mark.parametrize(
    ("at", "fields"),
    [
        (MORNING, {"marks": {"Y1": "yes"}}),
        (NIGHT, {"marks": {"A3": "suspected"}}),
        (NIGHT, {"marks": {"Y1": "yes"}, "missing_now": True}),
        (NIGHT, {"marks": {"Y1": "yes"}, "decision": Decision("unsure")}),
        (NIGHT, {"marks": {"Y1": "yes"}, "harm_today": True}),
    ],
    ids=["by day", "amber", "missing", "unsure", "harm"],
)
def test_otherwise_it_is_never_said_that_nobody_has_to_be_phoned(
    at: datetime, fields: dict[str, Any]
) -> None:
    assert "Nobody has to be phoned" not in str(script(at, locality="southend", **fields))


@pytest.mark.parametrize(
    ("contact", "words"), [("", CONTACT), ("yes", "Yes."), ("no", "No."), ("not known", "I do not know.")]
)
def test_whether_it_is_safe_to_contact_the_family_is_the_last_that_is_said_of_consent(
    contact: str, words: str
) -> None:
    said = dict(script(marks={"Y1": "yes"}, contact_family=contact))["Consent"]
    assert said[-1] == (words if words == CONTACT else f"Is it safe to contact the family? {words}")


def test_who_does_not_know_of_the_family_says_so_and_asks_for_advice_as_if_it_was_not_answered() -> None:
    said = dict(script(marks={"R2": "suspected"}, family_not_known=True))["Consent"]
    unknown = "I do not know whether someone in the family may be involved."
    assert said[-2] == f"{unknown} I ask for advice before anyone in the family is asked or told."
