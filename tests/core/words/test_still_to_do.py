"""What is still to be done after an export, in order: by tier, area, hour and what was answered, word for word."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import Answers, Decision
from ce_tui.core.pathway.dates import parse_at
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.words.still_to_do import NOT_KNOWN, STILL_TO_DO, ReferralLeft, numbered, still_to_do
from support.documents.other_colours import COLOURS, assert_own_colours

SET = default_pathway()
DAY, NIGHT = "2026-11-25T11:00", "2026-11-25T02:00"
CLOSED = ReferralLeft("pdf", "/out/ce.pdf", passphrase=True)
HOURS = "Mon–Thu 9am–5:30pm, Fri 9am–4:30pm"
NO_ADDRESS = "We do not have this web address. Ask"
ON_THE_POLICE = (
    "Police: Tell Essex Police of your concerns about the child, on 101 or on its website (concerns about a child). "
    f"{NO_ADDRESS} C-SPOC or your safeguarding lead for it."
)
BY_PHONE = "Give the passphrase of the PDF by another way than the PDF: by phone, never in the same e-mail."
THE_FILE = "The file /out/ce.pdf stays until you delete it: do so once the referral has arrived."


def said(
    area: str, at: str = DAY, written: ReferralLeft = CLOSED, pathway: Pathway = SET, **fields: Any
) -> list[str]:
    answers = Answers(pathway=pathway.id, locality=area, **fields)
    return still_to_do(answers, evaluate(answers, pathway, parse_at(at)), pathway, written)


def test_on_red_the_calls_come_first_then_the_areas_form_the_referral_its_passphrase_and_its_file() -> None:
    assert said("southend", marks={"R2": "suspected"}) == [
        "Phone 999 if the child is in danger now.",
        f"Phone C-SPOC on 01702 215007 now. Should be open ({HOURS}). If nobody answers, phone 101. Southend out of "
        "hours, 0345 606 1212: closed until 5:30pm today.",
        "Ask the service before the family is told (not answered here).",
        "Send form to C-SPOC for immediate social care response. This will also need to be shared with the police. "
        "E-mail: C-SPOC@southend.gov.uk, by secure e-mail only. "
        f"Southend: C-SPOC form. {NO_ADDRESS} C-SPOC or your safeguarding lead for it. The area's own form: the "
        "referral does not replace it.",
        ON_THE_POLICE,
        "Send the referral to C-SPOC, C-SPOC@southend.gov.uk, by secure e-mail only.",
        BY_PHONE,
        THE_FILE,
    ]


def test_on_amber_at_night_it_says_until_when_the_service_is_closed_and_who_answers_until_then() -> None:
    first, *_, sending, passphrase, file = said("southend", NIGHT, marks={"A3": "suspected"})
    assert first == (
        "For advice: Contact C-SPOC via phone to undertake consultation to seek support about concerns. C-SPOC, 01702 "
        "215007: closed until 9am today. Until then: Southend out of hours, 0345 606 1212; in danger 999."
    )
    assert sending.startswith("Send the referral to C-SPOC") and (passphrase, file) == (BY_PHONE, THE_FILE)


def test_where_the_area_has_no_mailbox_it_is_asked_for_and_where_its_portal_is_known_that_is_said() -> None:
    words = said("essex", marks={"A3": "suspected"})
    assert words[1] == (
        "For referral: Complete a Request for Support through the Hub's online portal. Essex Effective Support: "
        "Request for Support to the Children & Families' Hub: www.essexeffectivesupport.org.uk. The area's own form: "
        "the referral does not replace it."
    )
    assert words[2] == (
        "Send the referral to the Children & Families' Hub by secure e-mail only. We have no e-mail address: ask for "
        "it when you phone."
    )


def test_a_form_that_two_steps_name_is_led_to_once() -> None:
    words = said("thurrock", marks={"R2": "suspected"})
    assert sum("CAF Referral Form. We do not have" in each for each in words) == 1
    assert sum("The area's own form" in each for each in words) == 1


def test_a_form_that_no_step_names_is_still_said() -> None:
    def without_links(step: Any) -> Any:
        return msgspec.structs.replace(step, links=())

    procedure = SET.locality("thurrock").procedure
    bare = msgspec.structs.replace(procedure, amber=tuple(map(without_links, procedure.amber)))
    areas = [
        msgspec.structs.replace(each, procedure=bare) if each.id == "thurrock" else each
        for each in SET.localities
    ]
    words = said(
        "thurrock", pathway=msgspec.structs.replace(SET, localities=tuple(areas)), marks={"A3": "suspected"}
    )
    [form] = [each for each in words if "The area's own form" in each]
    assert form.startswith("Send: Thurrock CAF Referral Form. We do not have this web address.")


def test_on_yellow_the_referral_is_sent_to_nobody() -> None:
    words = said("southend", marks={"Y1": "yes"})
    assert words[0].startswith("Seek support from appropriate community-based agencies")
    assert words[1:] == [
        "Worried now? 999 in danger; C-SPOC, 01702 215007.",
        "Whoever you send the PDF to needs its passphrase: give it by phone, never in the same e-mail.",
        "The file /out/ce.pdf stays until you delete it: do so once the referral is not needed any more.",
    ]


ANSWERED = {"immediate_risk": False, "harm_today": False, "missing_now": False}


def test_without_a_result_no_action_is_asked_and_where_to_ask_is_said() -> None:
    words = said("southend", **ANSWERED, decision=Decision("none"))
    assert words[0].startswith(
        "No action under this pathway. Nothing marked is not the same as safe: the list is not"
    )
    assert words[1].startswith(
        "For advice: If anything still worries you, phone C-SPOC and ask for advice. C-SPOC, 01702 215007: should be"
    )
    assert len(words) == 4 and not any("Send the referral" in each for each in words)


def test_what_page_one_asks_of_somebody_is_sent_to_them_whatever_the_tier() -> None:
    assert "Send the referral to C-SPOC" in " ".join(said("southend", missing_now=True))
    unsure = said("southend", decision=Decision("unsure"))
    assert "Send the referral to C-SPOC" in " ".join(unsure)
    assert unsure[0].startswith("Not answered: "), "not that there is no action"
    assert "Send the referral" not in " ".join(said("southend", **ANSWERED))


@pytest.mark.parametrize(
    "fields",
    [
        {"missing_now": True},
        {"family_involved": True},
        {"set_aside": {"A9": "suspected"}, "under_13": True},
    ],
    ids=["missing", "the family", "under 13"],
)
@pytest.mark.parametrize("marks", [{}, {"Y1": "yes"}])
def test_an_alert_that_asks_something_of_the_service_is_sent_to_it(marks: Any, fields: Any) -> None:
    words = said("southend", marks=marks, **fields)
    assert "Send the referral to C-SPOC" in " ".join(words) and words[-2:] == [BY_PHONE, THE_FILE]


def test_what_was_not_answered_is_said_beside_it_and_is_no_no() -> None:
    assert said("southend", decision=Decision("none"))[0].startswith(
        "No action under this pathway. Not answered: immediate risk, harm told and missing now. In danger now: 999. "
    )


def test_no_action_is_said_only_where_somebody_decided_so() -> None:
    words = said("southend", **ANSWERED)
    assert words[0].startswith("Nothing marked is not the same as safe")
    assert not any("No action" in each for each in words)


def test_a_child_who_is_missing_is_not_told_to_need_no_action() -> None:
    words = said("southend", **{**ANSWERED, "missing_now": True})
    assert words[0].startswith("Report the child missing: phone 101, or 999 if in danger.")
    assert sum("101" in each for each in words) == 1, "said once"
    assert not any("No action under this pathway" in each for each in words)


def test_what_must_be_known_stands_after_the_calls_and_before_what_else_is_done() -> None:
    family = {"marks": {"A8": "suspected"}}
    call, caution = said("southend", **family)[:2]
    assert call.startswith("For advice: Contact C-SPOC via phone")
    assert caution.startswith("Do not ask or tell the family yet") and caution.endswith("007 first.")
    red = said("southend", missing_now=True, marks={"A8": "suspected", "R2": "suspected"})
    assert [each[:12] for each in red[:5]] == [
        "Phone 999 if",
        "Phone C-SPOC",
        "Report the c",
        "Do not ask o",
        "Send form to",
    ]


@pytest.mark.parametrize("at", [DAY, NIGHT])
def test_a_missing_child_is_reported_before_anybody_is_cautioned_about_the_family(at: str) -> None:
    first, advice, caution = said("southend", at, marks={"A8": "suspected"}, missing_now=True)[:3]
    assert first == "Report the child missing: phone 101, or 999 if in danger."
    assert advice.startswith("For advice: ")
    assert caution.endswith(" before anyone in the family is asked or told."), "the police are phoned first"


def test_under_13_and_missing_are_phoned_about_in_the_order_of_the_result() -> None:
    words = said(
        "essex", NIGHT, marks={"A9": "suspected"}, under_13=True, missing_now=True, family_involved=True
    )
    begin = ("The child is under 13", "Report the child missing", "For advice: ", "Do not ask or tell")
    assert all(each.startswith(first) for each, first in zip(words, begin, strict=False)), words


def test_images_are_cautioned_about_after_the_call_for_a_child_under_13() -> None:
    words = said(
        "southend",
        set_aside={"R3": "suspected"},
        marks={"Y1": "yes"},
        under_13=True,
        known_to_practitioner=False,
    )
    assert words[0].startswith("The child is under 13") and "Phone now: 999 in danger" in words[0]
    assert words[1].startswith("Do not view, copy or share images")


def test_immediate_risk_alone_leads_with_the_calls_and_says_them_once() -> None:
    words = said("southend", immediate_risk=True)
    assert words[0] == "Phone 999 now."
    assert not any("at immediate risk" in each for each in words)


@pytest.mark.parametrize(
    "fields",
    [{"immediate_risk": True}, {"harm_today": True}, {"marks": {"R3": "suspected"}, "under_13": True}],
    ids=["risk", "harm", "under 13"],
)
@pytest.mark.parametrize("at", [DAY, NIGHT])
def test_on_red_an_alert_that_says_whom_to_phone_is_not_said_beside_the_calls(at: str, fields: Any) -> None:
    outcome = evaluate(Answers(pathway=SET.id, locality="southend", **fields), SET, parse_at(at))
    [alert] = [each for each in outcome.alerts if each.key in ("immediate_risk", "harm", "under_13")]
    words = said("southend", at, **fields)
    assert words[0].startswith("Phone 999") and alert.text not in words


def test_a_child_under_13_is_phoned_about_first_whatever_the_tier() -> None:
    first = said("essex", marks={"A9": "suspected"}, under_13=True)[0]
    assert first.startswith(
        "The child is under 13, and there are signs of a sexual kind. Phone now: 999 in danger, else the Children & "
        "Families' Hub on 0345 603 7627"
    )


def test_a_lower_decision_does_not_lower_what_is_done_and_a_higher_one_raises_it() -> None:
    lower = Decision("yellow", "they have a worker")
    assert said("southend", marks={"R2": "suspected"}, decision=lower)[0].startswith("Phone 999")
    assert said("southend", marks={"Y1": "yes"}, decision=Decision("red"))[0].startswith("Phone 999")


def test_both_councils_are_told_where_another_placed_the_child() -> None:
    words = said("southend", marks={"R2": "suspected"}, placed_by="Kent")
    assert any(
        each.startswith("Tell both: the council where the child lives (C-SPOC), and Kent") for each in words
    )


@pytest.mark.parametrize("written", [ReferralLeft("pdf", "/out/ce.pdf"), ReferralLeft("text", "/out/ce.txt")])
def test_without_a_passphrase_none_is_given_and_that_anybody_can_read_it_is_said(
    written: ReferralLeft,
) -> None:
    words = said("southend", written=written, marks={"R2": "suspected"})
    assert not any("Give the passphrase" in each for each in words)
    assert words[-2].endswith(
        "by secure e-mail only. It has no passphrase: whoever has the file can read it."
    )
    assert written.file in words[-1]


def test_on_another_day_it_is_not_known_how_it_left() -> None:
    assert NOT_KNOWN == ("", "", False)
    assert said("southend", written=NOT_KNOWN, marks={"R2": "suspected"})[-2:] == [
        "If the PDF has a passphrase, give that by phone, never in the same e-mail.",
        "Files that you exported stay until you delete them: do so once the referral has arrived.",
    ]


def test_another_partnership_is_not_told_of_tiers_or_services_that_it_lacks() -> None:
    for mark in ("G1", "H1", "K1"):
        tier = {"G1": "yes"}.get(mark, "suspected")
        words = said("northvale", pathway=COLOURS, marks={mark: tier})
        assert_own_colours("\n".join(words))
        assert not any("C-SPOC" in each or "MASH" in each for each in words)


def test_lines_carry_their_numbers() -> None:
    assert numbered(["Phone.", "Send."]) == ["1. Phone.", "2. Send."]


@pytest.mark.parametrize("marks", [{}, {"Y1": "yes"}])
def test_it_begins_with_what_is_done_about_marks_that_were_set_aside(marks: Any) -> None:
    aside = {"R6": "reasonably believe", "A3": "suspected"}
    words = said("southend", marks=marks, set_aside=aside, known_to_practitioner=False, **ANSWERED)
    assert words[:2] == [
        "Ask for advice on what was marked earlier in Red and Amber and set aside at a first meeting: R6, A3.",
        "For advice: Contact C-SPOC via phone to undertake consultation to seek support about concerns. C-SPOC, 01702 "
        f"215007: should be open ({HOURS}).",
    ]
    assert "Send the referral to C-SPOC" in " ".join(words), "page 1 asks it for advice"
    assert not any("No action under this pathway" in each for each in words)


def test_what_was_not_answered_stands_before_it() -> None:
    words = said("southend", set_aside={"R6": "suspected"}, known_to_practitioner=False)
    assert words[0] == (
        "Not answered: immediate risk, harm told and missing now. In danger now: 999. Ask for advice on what was "
        "marked earlier in Red and set aside at a first meeting: R6."
    )


def test_a_form_that_its_step_names_is_named_once() -> None:
    assert said("thurrock", marks={"A3": "suspected"})[1] == (
        "For referral: Complete: Thurrock CAF Referral Form. We do not have this web address. Ask MASH or your "
        "safeguarding lead for it. The area's own form: the referral does not replace it."
    )


def test_the_heading_says_that_the_order_counts() -> None:
    assert STILL_TO_DO == "Still to be done, in order"
