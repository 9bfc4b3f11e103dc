"""The thirteen rules, one after another, on the real pathway."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest
from msgspec import structs

from ce_tui.core.pathway.answers.screening import Answers, Child, Consent, Decision
from ce_tui.core.pathway.dates import LONDON, parse_at
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.document.notices import Notice, Place
from ce_tui.core.pathway.outcome.evaluation import evaluate, say_notices, to_json
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.outcome.status_words import status_words
from support.calls import python_calls
from support.checkout import CHECKOUT
from support.documents.made_up import PATHWAY as MADE_UP
from support.documents.made_up import answers as made_up

SET = default_pathway()
SOURCE = " ".join((CHECKOUT / "tests" / "data" / "source" / "set-2026-06.txt").read_text("utf-8").split())
MORNING = datetime(2026, 11, 25, 10, 0, tzinfo=LONDON)  # a Wednesday
NIGHT = datetime(2026, 11, 25, 2, 0, tzinfo=LONDON)

CONTRACT_KEYS = (
    "outcome heading because also_marked immediate_risk not_asked not_looked_at decision steps contacts notices "
    "citations unknown_ids missing locality pathway"
).split()


def answered(**fields: Any) -> Answers:
    given: dict[str, Any] = {"pathway": SET.id, "locality": "essex", "known_to_practitioner": True, **fields}
    return Answers(**given)


def outcome_of(at: datetime = MORNING, **fields: Any) -> Outcome:
    return evaluate(answered(**fields), SET, at)


def notice_ids(outcome: Outcome) -> set[str]:
    return {notice.id for notice in outcome.notices}


def test_the_json_has_the_contracts_keys_first_and_in_order() -> None:
    said = to_json(outcome_of(marks={"R2": "reasonably believe", "A3": "suspected"}))
    assert list(said)[: len(CONTRACT_KEYS)] == CONTRACT_KEYS
    assert said == json.loads(json.dumps(said))
    assert list(said["because"][0]) == ["id", "mark", "text"]
    assert list(said["steps"][0])[:2] == ["text", "provenance"]
    assert list(said["contacts"][0])[:8] == (
        "name phone email hours open_now source disputed alternatives".split()
    )
    assert list(said["notices"][0])[:2] == ["text", "source"]


def test_rule_1_both_marks_count_and_stand_apart() -> None:
    outcome = outcome_of(marks={"A5": "suspected", "A2": "reasonably believe", "V1": "noted", "Y9": "yes"})
    assert outcome.outcome == "amber"
    assert [(reason.id, reason.mark) for reason in outcome.because] == [
        ("A2", "reasonably believe"),
        ("A5", "suspected"),
    ]
    assert [reason.id for reason in outcome.also_marked] == ["Y9", "V1"]


def test_rule_1_a_vulnerability_alone_is_yellow() -> None:
    assert outcome_of(marks={"V6": "noted"}).outcome == "yellow"


@pytest.mark.parametrize("area", ["southend", "essex", "thurrock", "elsewhere"])
def test_rule_2_immediate_risk_is_red_whatever_is_marked(area: str) -> None:
    outcome = outcome_of(locality=area, immediate_risk=True, marks={"A1": "suspected"})
    assert outcome.outcome == "red"
    assert outcome.because == ()
    assert [reason.id for reason in outcome.also_marked] == ["A1"]
    assert outcome.contacts[0].phone == "999"
    printed = [step.text for step in SET.locality(area).procedure.red if not step.call]
    assert outcome.steps[0].text == "Phone 999 now.", "not only in danger: that was said"
    assert [step.text for step in outcome.steps[2:]] == printed
    assert "immediate-risk" in notice_ids(outcome)


def test_rule_2_red_marks_are_still_named_at_immediate_risk() -> None:
    outcome = outcome_of(immediate_risk=True, marks={"R1": "suspected", "Y1": "yes"})
    assert [reason.id for reason in outcome.because] == ["R1"]


def test_rule_3_a_first_meeting_says_which_tiers_were_not_asked() -> None:
    answers = answered(known_to_practitioner=False, marks={"Y1": "yes"}, looked_at=("yellow",))
    outcome = evaluate(answers, SET, MORNING)
    assert (outcome.outcome, outcome.not_asked, outcome.not_looked_at) == ("yellow", ("amber", "red"), ())
    notice = next(each for each in outcome.notices if each.id == "first-meeting")
    assert notice.text.endswith(
        "If you saw or were told of harm today, the red steps hold. Phone now: 999 in danger, else the Children & "
        "Families' Hub on 0345 603 7627 (ask for the Priority Line), else 101."
    )
    assert (
        status_words(answers, SET)
        == "So far: vulnerabilities raised. Amber and Red not asked (first meeting)."
    )


def test_rule_3_a_tier_not_looked_at_is_named_unless_it_is_marked() -> None:
    answers = answered(marks={"Y1": "yes", "A1": "suspected"}, looked_at=())
    assert evaluate(answers, SET, MORNING).not_looked_at == ("red",)
    assert status_words(answers, SET).endswith("Red not looked at.")


def test_rule_3_nothing_is_claimed_where_it_is_not_recorded_what_was_looked_at() -> None:
    assert outcome_of(marks={}).not_looked_at == ()


def test_rule_3_harm_today_is_a_red_decision_without_a_reason() -> None:
    outcome = outcome_of(known_to_practitioner=False, harm_today=True, marks={"Y1": "yes"})
    assert (outcome.outcome, outcome.decision, outcome.acting_on) == ("yellow", "red", "red")
    assert outcome.missing == ()
    assert outcome.contacts[0].phone == "999"
    assert [step.text for step in outcome.steps[2:]] == [
        step.text for step in SET.locality("essex").procedure.red if not step.call
    ]


@pytest.mark.parametrize("fields", [{"harm_today": True}, {"immediate_risk": True}])
def test_rule_3_where_red_is_acted_on_nothing_says_that_the_result_speaks_of_yellow_alone(
    fields: dict[str, Any],
) -> None:
    outcome = outcome_of(known_to_practitioner=False, marks={"Y1": "yes"}, **fields)
    assert "first-meeting" not in notice_ids(outcome)


def test_rule_3_harm_today_overrules_a_lower_decision() -> None:
    outcome = outcome_of(
        harm_today=True, marks={"A1": "suspected"}, notes="seen at school", decision=Decision("yellow")
    )
    assert (outcome.decision, outcome.acting_on, outcome.missing) == ("red", "red", ())


def test_rule_3_marks_set_aside_count_for_nothing() -> None:
    outcome = outcome_of(known_to_practitioner=False, set_aside={"R1": "reasonably believe"})
    assert (outcome.outcome, outcome.because, outcome.also_marked) == ("none", (), ())


@pytest.mark.parametrize(
    "notes", ["", " \n ", "A3", "a3 A14\n\tr2", "A3, A5; (V1).", "A3 seen", "seen - again, A3", "见过"]
)
def test_rule_4_ids_and_fewer_than_three_words_are_no_narrative(notes: str) -> None:
    assert outcome_of(marks={"A3": "suspected"}, notes=notes).missing == ("notes",)


@pytest.mark.parametrize("notes", ["A3 seen after school", "seen, then lost", "在车站见过"])
def test_rule_4_three_words_are_a_narrative(notes: str) -> None:
    assert outcome_of(marks={"A3": "suspected"}, notes=notes).missing == ()


def test_rule_4_a_road_that_is_no_id_is_a_word() -> None:
    notes = "Seen near A12"
    assert outcome_of(marks={"A3": "suspected"}, notes=notes).missing == ("notes",)
    assert outcome_of(marks={"A3": "suspected"}, notes=notes, not_ids=("A12",)).missing == ()


@pytest.mark.parametrize(
    "fields",
    [
        {"marks": {"A3": "suspected", "R1": "suspected"}},
        {"marks": {"A3": "suspected"}, "immediate_risk": True},
        {"marks": {"A3": "suspected"}, "harm_today": True},
        {"marks": {"A3": "suspected"}, "decision": Decision("red")},
        {"marks": {"A9": "suspected"}, "under_13": True},
        {
            "marks": {"A9": "suspected"},
            "child": Child(date_of_birth="2014-01-01"),
            "screened_on": "2026-11-25",
        },
        {"marks": {"Y1": "yes"}},
        {"marks": {}},
    ],
)
def test_rule_4_no_narrative_is_required_where_the_child_comes_first_or_below_amber(
    fields: dict[str, Any],
) -> None:
    assert outcome_of(**fields).missing == ()


@pytest.mark.parametrize("area", ["southend", "essex", "thurrock", "elsewhere"])
def test_rule_5_nothing_marked_is_not_called_safe(area: str) -> None:
    outcome = outcome_of(locality=area)
    assert outcome.outcome == "none"
    assert "not mean" in outcome.heading
    said = " ".join(notice.text for notice in outcome.notices)
    for words in ("not exhaustive", "without any obvious vulnerabilities"):
        assert words in said
    front_door = SET.locality(area).by_role("front-door")[0]
    assert front_door.name in said
    assert front_door.phone in said


def test_rule_6_a_lower_decision_needs_a_reason_and_changes_no_step() -> None:
    lower = outcome_of(marks={"R1": "suspected"}, decision=Decision("amber"))
    assert (lower.decision, lower.acting_on, lower.missing) == ("amber", "red", ("decision.reason",))
    assert outcome_of(marks={"R1": "suspected"}, decision=Decision("amber", " \t")).missing == lower.missing
    two, three = Decision("amber", "seen today"), Decision("amber", "seen again today")
    assert outcome_of(marks={"R1": "suspected"}, decision=two).missing == lower.missing
    assert outcome_of(marks={"R1": "suspected"}, decision=three).missing == ()


def test_rule_6_a_higher_decision_needs_no_reason_and_leads() -> None:
    higher = outcome_of(marks={"Y1": "yes"}, decision=Decision("red"))
    assert (higher.outcome, higher.acting_on, higher.missing) == ("yellow", "red", ())
    assert higher.contacts[0].phone == "999"


@pytest.mark.parametrize("area", ["southend", "essex", "thurrock", "elsewhere"])
def test_rule_6_unsure_keeps_the_steps_and_adds_the_areas_advice(area: str) -> None:
    plain = outcome_of(locality=area, marks={"Y1": "yes"})
    unsure = outcome_of(locality=area, marks={"Y1": "yes"}, decision=Decision("unsure"))
    advice = next(step for step in SET.locality(area).procedure.amber if step.advice)
    assert unsure.steps[:-1] == plain.steps
    assert unsure.steps[-1].text == advice.text
    assert (unsure.acting_on, unsure.missing) == ("yellow", ())
    assert any("if you are unsure about which action to take" in notice.text for notice in unsure.notices)


@pytest.mark.parametrize(
    ("fields", "compile_first"),
    [
        ({}, True),
        ({"marks": {"Y1": "yes"}}, True),
        ({"marks": {"A3": "suspected"}}, True),
        ({"marks": {"R2": "suspected"}}, False),
        ({"immediate_risk": True}, False),
        ({"harm_today": True}, False),
    ],
)
def test_rule_6_who_is_unsure_on_red_is_not_told_to_compile_information_first(
    fields: dict[str, Any], compile_first: bool
) -> None:
    unsure = outcome_of(**fields, decision=Decision("unsure"))
    assert ("unsure" in notice_ids(unsure)) is compile_first


@pytest.mark.parametrize("area", ["southend", "essex", "thurrock", "elsewhere"])
def test_rule_6_unsure_of_nothing_marked_is_sent_to_the_service_once(area: str) -> None:
    steps = outcome_of(locality=area, decision=Decision("unsure")).steps
    assert [step.label for step in steps] == ["", "For advice"]
    assert steps[1].text == next(each.text for each in SET.locality(area).procedure.amber if each.advice)


def test_rule_6_advice_that_is_a_step_already_is_not_said_twice() -> None:
    plain = outcome_of(marks={"A1": "suspected"})
    assert outcome_of(marks={"A1": "suspected"}, decision=Decision("unsure")).steps == plain.steps


def test_rule_6_immediate_risk_cannot_be_decided_down() -> None:
    outcome = outcome_of(immediate_risk=True, decision=Decision("none", "it is over"))
    assert (outcome.outcome, outcome.acting_on) == ("red", "red")


@pytest.mark.parametrize(
    ("born", "screened_on", "age", "ids"),
    [
        ("2009-11-26", "2026-11-25", 16, set()),
        ("2009-11-25", "2026-11-25", 17, {"nearly-18"}),
        ("2008-11-26", "2026-11-25", 17, {"nearly-18"}),
        ("2008-11-25", "2026-11-25", 18, {"adult"}),
        ("2008-11-25", "", 18, {"adult"}),
        ("", "2026-11-25", None, set()),
        ("2027-01-01", "", None, set()),
    ],
)
def test_rule_7_age_is_judged_on_the_day_of_the_screening(
    born: str, screened_on: str, age: int | None, ids: set[str]
) -> None:
    outcome = outcome_of(screened_on=screened_on, child=Child(date_of_birth=born), marks={"Y1": "yes"})
    assert outcome.age == age
    assert notice_ids(outcome) & {"nearly-18", "adult"} == ids


def test_rule_7_the_day_of_the_evaluation_is_londons() -> None:
    half_past_midnight_in_london = datetime.fromisoformat("2026-06-30T23:30:00+00:00")
    child = Child(date_of_birth="2008-07-01")
    assert outcome_of(half_past_midnight_in_london, child=child).age == 18


@pytest.mark.parametrize(
    ("area", "phone"),
    [
        ("southend", "01702 215008"),
        ("essex", "0345 603 7630"),
        ("thurrock", "01375 511000"),
    ],
)
def test_rule_7_the_age_notice_names_the_areas_number_with_its_source(area: str, phone: str) -> None:
    outcome = outcome_of(locality=area, screened_on="2026-11-25", child=Child(date_of_birth="2009-01-01"))
    at = next(place for place, notice in enumerate(outcome.notices) if notice.id == "nearly-18")
    sentence, number = outcome.notices[at : at + 2]
    assert sentence.quoted and sentence.text in SOURCE, (
        "the document's sentence, and nothing in its quotation"
    )
    assert number.text == f"{area.title()} Adult Social Care: {phone}.", "what is disputed is one key away"
    assert not number.quoted and number.source.startswith("not in the pathway document")


def test_rule_7_from_18_on_the_number_stands_within_our_own_sentence() -> None:
    outcome = outcome_of(
        locality="thurrock", screened_on="2026-11-25", child=Child(date_of_birth="2008-01-01")
    )
    (text,) = (notice.text for notice in outcome.notices if notice.id == "adult")
    assert "Thurrock Adult Social Care: 01375 511000 (source: not in the pathway document" in text
    assert "01375 366 083" not in text


@pytest.mark.parametrize(
    ("factor_id", "born", "shown"),
    [
        ("A9", "2013-11-26", True),
        ("R3", "2013-11-26", True),
        ("R10", "2013-11-26", True),
        ("A9", "2013-11-25", False),
        ("R2", "2013-11-26", False),
        ("A9", "", False),
    ],
)
def test_rule_7_under_13_with_a_sexual_indicator(factor_id: str, born: str, shown: bool) -> None:
    outcome = outcome_of(
        screened_on="2026-11-25", child=Child(date_of_birth=born), marks={factor_id: "suspected"}, notes="x"
    )
    assert ("under-13-sexual" in notice_ids(outcome)) is shown


@pytest.mark.parametrize(
    ("ids", "notice"),
    [
        (["A8"], "family-may-be-involved"),
        (["R3"], "images"),
        (["R1", "R2", "R8"], "modern-slavery"),
        (["A2"], "missing-now"),
    ],
)
def test_each_factors_notice_is_shown_for_it_alone(ids: list[str], notice: str) -> None:
    for factor_id, factor in SET.factors.items():
        shown = notice in notice_ids(outcome_of(marks={factor_id: factor.marks[0]}))
        assert shown is (factor_id in ids), factor_id


def test_rule_8_consent_not_sought_without_a_reason_is_missing() -> None:
    assert outcome_of(consent=Consent("not sought")).missing == ("consent.reason",)
    assert outcome_of(consent=Consent("not sought", "the father may be involved")).missing == ()
    assert outcome_of(consent=Consent("refused")).missing == ()


def test_rule_8_nothing_says_to_tell_the_family_where_it_may_be_involved() -> None:
    quiet = answered(marks={"A8": "suspected"}, consent=Consent("not yet asked"))
    outcome = evaluate(quiet, SET, MORNING)
    said = [*outcome.notices, *say_notices(("consent",), quiet, outcome, SET)]
    assert not any("tell the child and the carers" in notice.text for notice in said)
    assert any("Do not ask or tell the family yet" in notice.text for notice in said)
    other = answered(marks={"A7": "suspected"}, consent=Consent("not yet asked"))
    said = list(say_notices(("consent",), other, evaluate(other, SET, MORNING), SET))
    assert any("tell the child and the carers" in notice.text for notice in said)


def test_consent_and_export_have_their_notices_where_they_belong() -> None:
    answers = answered(marks={"R1": "suspected"}, family_involved=False)
    outcome = evaluate(answers, SET, MORNING)
    assert not notice_ids(outcome) & {"consent-and-safety", "encrypted-file"}
    assert {notice.id for notice in say_notices(("export",), answers, outcome, SET)} == {"encrypted-file"}
    assert "consent-and-safety" in notice_ids(
        outcome_of(marks={"R1": "suspected"}, family_involved=False, consent=Consent("not yet asked"))
    )


def test_rule_10_ids_are_counted_whether_marked_or_not() -> None:
    outcome = outcome_of(notes="A3 a3 R2, A14 a14 A12 xA3 A3x", not_ids=("a12",))
    assert outcome.citations == {"A3": 2, "R2": 1}
    assert outcome.unknown_ids == ("A14",)


@pytest.mark.parametrize(
    ("area", "marks", "form"),
    [
        ("southend", {"A1": "suspected"}, "C-SPOC"),
        ("thurrock", {"R1": "suspected"}, "CAF"),
        ("essex", {"R1": "suspected"}, "Request for Support"),
    ],
)
def test_rule_11_the_areas_own_form_is_still_to_be_done(area: str, marks: Any, form: str) -> None:
    outcome = outcome_of(locality=area, marks=marks, notes="seen")
    assert any(form in due.name for due in outcome.forms_due)
    assert "own-form-due" in notice_ids(outcome)
    yellow = outcome_of(locality=area, marks={"Y1": "yes"})
    assert yellow.forms_due == ()
    assert "own-form-due" not in notice_ids(yellow)


def test_rule_12_at_night_the_lines_that_answer_come_first() -> None:
    phones = [contact.phone for contact in outcome_of(NIGHT, marks={"R1": "suspected"}).contacts]
    assert phones[0] == "999"
    assert phones.index("0345 606 1212") < phones.index("0345 603 7627")
    by_day = {contact.phone: contact.open_now for contact in outcome_of(marks={"R1": "suspected"}).contacts}
    assert by_day["0345 603 7627"] is True


def test_rule_13_a_child_placed_here_means_telling_both() -> None:
    outcome = outcome_of(placed_by="Kent County Council", marks={"R1": "suspected"})
    last = outcome.steps[-1]
    assert last.provenance == "own"
    assert last.text == (
        "Tell both: the council where the child lives (the Children & Families' Hub), "
        "and Kent County Council, which placed the child."
    )
    notice = next(each for each in outcome.notices if each.id == "placed-here")
    assert notice.text.startswith("Another council placed the child where the child lives now: tell both")
    assert outcome_of(placed_by="  ", marks={"R1": "suspected"}).steps == outcome.steps[:-1]


def test_rule_13_elsewhere_shows_999_and_101_meanwhile() -> None:
    outcome = outcome_of(locality="elsewhere", marks={"R1": "suspected"})
    assert {"999", "101"} <= {contact.phone for contact in outcome.contacts}
    assert "elsewhere" in notice_ids(outcome)


def test_rule_13_another_council_is_named_wherever_it_is_to_be_phoned_or_told() -> None:
    outcome = outcome_of(
        locality="elsewhere",
        council="Kent",
        placed_by="Essex",
        marks={"R1": "suspected"},
        family_involved=True,
    )
    alert = next(each for each in outcome.alerts if each.key == "family_involved")
    call = "Phone children's social care of Kent first. Until you reach it: 101, or 999 if in danger."
    assert call in alert.text
    assert outcome.steps[1].text.startswith("Phone children's social care of Kent for an immediate response")
    assert outcome.steps[-1].text == "Tell both: Kent, and Essex, which placed the child."
    assert "the council where the child lives" not in " ".join(step.text for step in outcome.steps)
    unnamed = outcome_of(locality="elsewhere", marks={"Y1": "yes"}, family_involved=True)
    assert (
        "Phone children's social care of the council where the child lives first." in unnamed.alerts[0].text
    )


def test_what_is_missing_is_named_in_one_order() -> None:
    outcome = outcome_of(
        known_to_practitioner=None,
        marks={"A1": "suspected"},
        decision=Decision("yellow"),
        consent=Consent("not sought"),
    )
    assert outcome.missing == ("known_to_practitioner", "notes", "decision.reason", "consent.reason")


def test_an_unanswered_acquaintance_closes_nothing() -> None:
    outcome = outcome_of(known_to_practitioner=None, marks={"R1": "suspected"})
    assert (outcome.outcome, outcome.not_asked) == ("red", ())


def test_a_moment_without_a_zone_is_londons() -> None:
    naive = MORNING.replace(tzinfo=None)
    assert outcome_of(naive, marks={"R1": "suspected"}) == outcome_of(marks={"R1": "suspected"})
    summer = datetime(2026, 7, 1, 23, 30)
    assert outcome_of(summer, locality="southend") == outcome_of(
        summer.replace(tzinfo=LONDON), locality="southend"
    )


def test_contacts_follow_the_clock_from_one_evaluation_to_the_next() -> None:
    states = []
    for hour, minute in ((8, 59), (9, 0), (17, 29), (17, 30)):
        contacts = outcome_of(MORNING.replace(hour=hour, minute=minute)).contacts
        states.append(next(contact.open_now for contact in contacts if contact.role == "front-door"))
    assert states == [False, True, True, False]


def test_another_partnerships_letters_and_words_are_its_own() -> None:
    answers = made_up(marks={"K1": "suspected"}, notes="k12 A3 H9")
    outcome = evaluate(answers, MADE_UP, MORNING)
    assert (outcome.outcome, outcome.heading) == ("red", "Harm now.")
    assert (outcome.citations, outcome.unknown_ids) == ({"K12": 1}, ("H9",))


@pytest.mark.parametrize(
    ("locality", "contact"),
    [
        ("southend", "southend-out-of-hours"),
        ("essex", "emergency-duty-team"),
        ("thurrock", "emergency-out-of-hours"),
    ],
)
def test_at_night_the_red_steps_lead_with_999_and_then_the_line_that_is_there_at_night(
    locality: str, contact: str
) -> None:
    night = datetime(2026, 12, 25, 2, tzinfo=LONDON)
    pathway = default_pathway()
    answers = Answers(pathway=pathway.id, locality=locality, marks={"R2": "suspected"})
    steps = evaluate(answers, pathway, night).steps
    assert steps[0].contacts == ("emergency",)
    assert steps[1].contacts[0] == contact


def test_on_red_the_areas_own_steps_follow_the_call_in_their_order() -> None:
    morning = datetime(2026, 11, 25, 10, tzinfo=LONDON)
    pathway = default_pathway()
    answers = Answers(pathway=pathway.id, locality="southend", marks={"R2": "suspected"})
    steps = evaluate(answers, pathway, morning).steps
    printed = [step for step in pathway.locality("southend").procedure.red if not step.call]
    assert [step.text for step in steps[2:]] == [step.text for step in printed]
    assert [step.phones for step in steps] == [
        ("999",),
        ("01702 215007", "101"),
        (),
        ("101",),
    ]


@pytest.mark.parametrize(
    ("status", "said"),
    [("", ["result", "tier"]), ("agreed", ["result", "tier", "consent"])],
)
def test_a_result_has_the_notices_of_its_tier_and_those_on_consent_once_it_is_recorded(
    status: Any, said: list[str]
) -> None:
    places: tuple[Place, ...] = ("result", "tier", "consent", "export")
    notices = tuple(Notice(id=place, text=f"At {place}.", source="ours", place=place) for place in places)
    given = made_up(consent=Consent(status))
    outcome = evaluate(given, structs.replace(MADE_UP, notices=notices), MORNING)
    assert [notice.id for notice in outcome.notices] == said


def test_rule_5_where_to_ask_is_said_with_who_answers_at_this_hour() -> None:
    def asked(area: str, at: str) -> str:
        outcome = evaluate(Answers(pathway=SET.id, locality=area), SET, parse_at(at))
        return next(notice.text for notice in outcome.notices if notice.id == "not-safe")

    assert asked("southend", "2026-11-27T20:07").endswith(
        "ask for advice. C-SPOC, 01702 215007: closed until Monday 9am. Until then: Southend out of hours, 0345 606 "
        "1212; in danger 999."
    )
    assert asked("southend", "2026-11-27T10:00").endswith(
        "ask for advice. C-SPOC, 01702 215007: should be open (Mon–Thu 9am–5:30pm, Fri 9am–4:30pm)."
    )
    assert "no number known" in asked("elsewhere", "2026-11-27T10:00")


@pytest.mark.parametrize(
    ("area", "mailbox"),
    [("southend", "C-SPOC@southend.gov.uk"), ("thurrock", "thurrockmash@thurrock.gov.uk")],
)
def test_a_step_that_sends_something_says_to_which_address_at_any_hour(area: str, mailbox: str) -> None:
    given = Answers(pathway=SET.id, locality=area, marks={"R2": "suspected"})
    for at in ("2026-11-25T10:00", "2026-11-25T20:00"):
        (step,) = (
            each for each in evaluate(given, SET, parse_at(at)).steps if each.text.startswith("Send form to")
        )
        assert f"E-mail: {mailbox}, by secure e-mail only." in step.now
    assert ("C-SPOC is closed until Thursday 9am." in step.now) is (area == "southend")


def test_an_outcome_works_out_once_what_the_edition_and_the_answers_say() -> None:
    """About 400 calls on Python 3.11."""
    marked = answered(marks={"R2": "reasonably believe", "A3": "suspected"}, notes="A3: seen at the station.")
    assert python_calls(lambda: evaluate(marked, SET, MORNING)) <= 450
