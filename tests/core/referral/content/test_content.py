"""What a referral says, read as plain text: the words for each case, and no number of another area."""

from __future__ import annotations

import re

import pytest

from ce_tui.core.pathway.answers.danger import as_from_file
from ce_tui.core.pathway.answers.screening import Answers, Child, Consent, Decision, Practitioner
from ce_tui.core.referral.content.blank import blank
from ce_tui.core.referral.content.content import file_name
from ce_tui.core.referral.content.plain import as_text
from ce_tui.core.referral.content.shapes import Referral
from support.documents.referrals import LOCALITIES, OUTCOMES, answers, made, pathway

PHONE = re.compile(r"(?<![\d.:-])(?:0[\d ]{8,12}\d|999|101|112|111|116 ?\d{3})(?![\d.:-])")


def said(referral: Referral) -> str:
    return re.sub(r"\s+", " ", as_text(referral))


def listed(locality: str) -> set[str]:
    """The numbers that a locality lists, digits only."""
    numbers = set()
    for contact in pathway().locality(locality).contacts:
        for text in (contact.phone, contact.disputed, *(other.phone for other in contact.alternatives)):
            numbers |= {re.sub(r"\D", "", number) for number in PHONE.findall(text)}
    return numbers


def shown(text: str) -> set[str]:
    return {re.sub(r"\D", "", number) for number in PHONE.findall(text)}


@pytest.mark.parametrize("locality", [*LOCALITIES, "elsewhere"])
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_no_referral_shows_a_number_that_its_locality_does_not_list(locality: str, outcome: str) -> None:
    without_people = {"practitioner": Practitioner(), "child": Child(date_of_birth="2009-03-01")}
    seen = shown(said(made(answers(outcome, locality, **without_people))))
    assert seen <= listed(locality)
    assert listed(locality) <= seen


@pytest.mark.parametrize("locality", [*LOCALITIES, "elsewhere"])
def test_no_empty_form_shows_a_number_that_its_locality_does_not_list(locality: str) -> None:
    assert shown(said(blank(locality, pathway()))) == listed(locality)


def test_the_areas_do_list_different_numbers() -> None:
    assert len({frozenset(listed(locality)) for locality in LOCALITIES}) == 3


def test_tiers_that_were_not_asked_are_said_beside_the_heading() -> None:
    text = said(made(answers("yellow", known_to_practitioner=False, looked_at=("yellow",))))
    heading = "Yellow: No immediate concerns, but vulnerabilities raised."
    assert f"{heading} Amber and Red not asked (first meeting)." in text
    assert "Has met the child before: No: this was a first meeting" in text


def test_tiers_that_were_not_looked_at_are_said_beside_the_heading() -> None:
    text = said(made(answers("yellow", looked_at=("yellow", "amber"))))
    assert "vulnerabilities raised. Red not looked at." in text


def test_nothing_is_said_of_what_was_looked_at_where_it_is_not_recorded() -> None:
    text = said(made(answers("yellow", looked_at=None)))
    assert "not looked at" not in text


def test_marks_that_were_set_aside_are_counted_and_not_printed() -> None:
    given = answers(
        "yellow", known_to_practitioner=False, looked_at=("yellow",), set_aside={"R9": "suspected"}
    )
    text = said(made(given))
    assert "1 mark in tiers that were not asked was set aside" in text
    assert pathway().factors["R9"].text not in text


def test_immediate_risk_comes_first_and_makes_the_result_red() -> None:
    text = said(made(answers("none", immediate_risk=True)))
    assert text.index("Immediate risk: the practitioner says") < text.index("Red: Indication of CE")
    assert "because immediate risk was said; no red factor is marked" in text


def test_what_nobody_answered_is_printed_as_not_recorded_and_never_as_a_no() -> None:
    text = said(made(answers("amber")))
    assert "Whether the child is at immediate risk was not recorded." in text
    assert "Whether harm was seen or told of today was not recorded." in text
    assert "At immediate risk: " not in text and "Harm today: " not in text


def test_a_no_is_printed_with_whose_it_is() -> None:
    checked = said(made(answers("amber", immediate_risk=False, harm_today=False)))
    assert "At immediate risk: no. The practitioner says that they have checked." in checked
    assert "Harm today: no. The practitioner saw none, and was told of none." in checked
    imported = as_from_file(answers("amber", immediate_risk=False, harm_today=False), "2026-11-24")
    text = said(made(imported))
    for words in ("At immediate risk", "Harm today"):
        assert f"{words}: No, by the file imported on 24 November 2026. The practitioner has not" in text
    assert "by the file that this was made from." in said(made(as_from_file(imported)))


def test_a_lower_decision_stands_beside_the_result_with_its_reason() -> None:
    text = said(made(answers("red", decision=Decision("amber", "A made-up team is with the child."))))
    assert "The practitioner decides: Amber, lower than the result" in text
    assert "Reason for the decision: A made-up team is with the child." in text
    assert "What to do in Essex" in text
    assert "red result" in text


def test_a_lower_decision_without_a_reason_is_said_to_lack_one() -> None:
    text = said(made(answers("red", decision=Decision("amber"))))
    assert "Reason for the decision: Not given" in text
    assert "Missing from this screening: the reason for a decision lower than the result." in text


def test_unsure_asks_for_advice() -> None:
    text = said(made(answers("amber", decision=Decision("unsure"))))
    assert "Advice: the practitioner is unsure which action to take." in text
    assert pathway().decision_advice in text


def test_suspected_is_never_shown_as_believed() -> None:
    text = said(made(answers("red", marks={"R1": "suspected", "R2": "reasonably believe"})))
    factors = pathway().factors
    assert f"R1; {factors['R1'].text}; Suspected" in text
    assert f"R2; {factors['R2'].text}; Reasonably believe" in text
    assert f"{factors['R1'].text}; Reasonably believe" not in text


def test_the_words_of_each_cited_factor_follow_the_narrative() -> None:
    text = said(made(answers("red", notes="As R4 says, and A14 the road, and a3.")))
    after = text.split("Factors that the narrative cites")[1]
    factors = pathway().factors
    assert f"R4; {factors['R4'].text}; Not marked" in after
    assert factors["A3"].text.rstrip(".") in after
    assert "Written like an ID, but not one of this pathway: A14." in after


def test_a_disputed_number_stands_with_its_dispute_and_the_other_number() -> None:
    text = said(made(answers("red", "essex")))
    row = text[text.index("Out of hours Emergency Duty Team; 0345 606 1212") :][:600]
    assert "Disputed" in row
    assert "0345 603 1212" in row


def test_hours_are_printed_and_unknown_hours_are_called_unknown() -> None:
    assert "Mon–Thu 9am–5:30pm, Fri 9am–4:30pm" in said(made(answers("red", "southend")))
    assert "Thurrock MASH; 01375 652 802; thurrockmash@thurrock.gov.uk; Hours not known" in said(
        made(answers("red", "thurrock"))
    )


def test_the_order_of_contacts_does_not_depend_on_the_hour() -> None:
    from datetime import datetime

    from ce_tui.core.pathway.dates import LONDON

    night = made(at=datetime(2026, 11, 25, 2, 0, tzinfo=LONDON))
    day = made(at=datetime(2026, 11, 25, 14, 0, tzinfo=LONDON))
    assert [s for s in night.sections if s.title == "Contacts"] == [
        s for s in day.sections if s.title == "Contacts"
    ]


def test_rebuilt_and_inferred_steps_say_so() -> None:
    assert "Rebuilt by this software. Not printed in the copy of the pathway" in said(
        made(answers("amber", "essex"))
    )
    text = said(made(answers("amber", "thurrock")))
    assert "prints this form under the red result only; confirm with Thurrock" in text


def test_the_areas_own_form_is_still_to_be_done() -> None:
    forms = {
        "southend": "C-SPOC form",
        "essex": "Essex Request for Support",
        "thurrock": "Thurrock CAF Referral Form",
    }
    for locality, form in forms.items():
        text = said(made(answers("red", locality)))
        assert text.index("Still to be done") < text.index(form) < text.index("The child or young person")
    assert "Still to be done" not in said(made(answers("yellow")))


def test_consent_is_recorded_with_the_reason_or_its_absence() -> None:
    text = said(
        made(answers("red", consent=Consent("not sought", "It could warn the offender.", False, None)))
    )
    assert (
        "Consent: Not sought Reason: It could warn the offender. Child told: No Family told: Not recorded"
        in text
    )
    text = said(made(answers("red", consent=Consent("not sought"))))
    assert "Consent: Not sought Reason: Not given" in text


def test_where_the_family_may_be_involved_nothing_prompts_to_tell_the_family() -> None:
    text = said(made(answers("amber", marks={"A8": "suspected"})))
    consent = text.split("Consent =======")[1].split("What was marked")[0]
    assert "before anyone in the family is asked or told" in consent
    assert "tell the child and the carers" not in text


def test_yellow_results_carry_the_documents_sentences() -> None:
    text = said(made(answers("yellow")))
    assert "vulnerabilities themselves are not evidence that exploitation is occurring" in text
    assert "a lead professional working alongside the child and their family" in text


def test_what_was_left_blank_says_so_and_nothing_is_claimed_of_an_unknown_age() -> None:
    text = said(made(Answers(pathway=pathway().id, locality="southend", marks={}), ref="", revision=0))
    assert "Name: Not given" in text
    assert "Date of birth: Not given" in text
    assert "aged" not in text
    assert "Without a reference" in text


def test_file_names_carry_a_reference_and_never_a_name() -> None:
    assert file_name("CE-7K3M-2Q", 1) == "ce-referral-CE-7K3M-2Q-r1.pdf"
    assert file_name("CE-7K3M-2Q", 2, draft=True) == "ce-referral-CE-7K3M-2Q-r2-draft.pdf"
    assert file_name("", 0) == "ce-referral.pdf"


def test_factors_that_are_black_say_what_it_means() -> None:
    from support.documents.made_up import PATHWAY  # type: ignore[attr-defined]

    black = next(factor for factor in PATHWAY.factors.values() if factor.known_to_authorities)
    given = Answers(pathway=PATHWAY.id, locality=PATHWAY.localities[0].id, marks={black.id: black.marks[0]})
    assert "likely to be known to the authorities" in said(made(given, pathway=PATHWAY))
