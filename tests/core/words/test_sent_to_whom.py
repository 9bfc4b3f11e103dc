"""What is still to be done where an area lacks a step, a form's step or a service's name: to whom the referral goes."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.dates import parse_at
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.document.localities import OwnForm, Step
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.words.still_to_do import ReferralLeft, still_to_do

SET = default_pathway()
DAY, NIGHT = "2026-11-25T11:00", "2026-11-25T02:00"
ANSWERED = {"immediate_risk": False, "harm_today": False, "missing_now": False}
SUSPECTED: dict[str, Any] = {"marks": {"A3": "suspected"}}
OWN_FORM = "The area's own form: the referral does not replace it."


def said(pathway: Pathway, area: str, at: str = DAY, **fields: Any) -> list[str]:
    answers = Answers(pathway=pathway.id, locality=area, **fields)
    written = ReferralLeft("pdf", "/out/ce.pdf", passphrase=True)
    return still_to_do(answers, evaluate(answers, pathway, parse_at(at)), pathway, written)


def with_area(area_id: str, **changed: Any) -> Pathway:
    """The bundled pathway with something else of an area."""
    areas = [replace(each, **changed) if each.id == area_id else each for each in SET.localities]
    return replace(SET, localities=tuple(areas))


def with_steps(area_id: str, **steps: tuple[Step, ...]) -> Pathway:
    return with_area(area_id, procedure=replace(SET.locality(area_id).procedure, **steps))


def sending(pathway: Pathway, area: str, at: str = DAY, **fields: Any) -> str:
    [found] = [each for each in said(pathway, area, at, **fields) if each.startswith("Send the referral")]
    return found


def test_where_the_area_says_nothing_of_no_result_nothing_is_said_before_the_passphrase() -> None:
    assert [each.split()[0] for each in said(with_steps("southend", none=()), "southend", **ANSWERED)] == [
        "Whoever",
        "The",
    ]


def test_a_step_that_ends_with_a_quotation_gets_no_full_stop() -> None:
    quoting = Step(text="Ask for the “made-up team”")
    assert said(with_steps("southend", amber=(quoting,)), "southend", **SUSPECTED)[0] == quoting.text


def test_a_form_that_no_step_names_stands_with_its_address_or_whom_to_ask_and_what_is_to_be_confirmed() -> (
    None
):
    def form_of(area: str) -> str:
        steps = tuple(replace(each, links=()) for each in SET.locality(area).procedure.amber)
        [form] = [each for each in said(with_steps(area, amber=steps), area, **SUSPECTED) if OWN_FORM in each]
        return form

    assert form_of("thurrock") == (
        "Send: Thurrock CAF Referral Form. We do not have this web address. Ask MASH or your safeguarding lead for "
        "it. The copy of the pathway prints this form under the red result only; confirm with Thurrock. "
        + OWN_FORM
    )
    assert form_of("essex") == (
        "Send: Essex Request for Support: www.essexeffectivesupport.org.uk. " + OWN_FORM
    ), "what is to be confirmed stands in the area's own note"


def test_a_link_to_a_form_of_another_result_is_no_form_to_be_sent_now() -> None:
    elsewhere_due = (OwnForm(name="Thurrock CAF Referral Form", outcomes=("red",), link="thurrock-caf"),)
    words = said(with_area("thurrock", forms=elsewhere_due), "thurrock", **SUSPECTED)
    assert "CAF Referral Form" in " ".join(words) and OWN_FORM not in " ".join(words)


def test_whoever_is_asked_is_called_as_in_the_areas_own_sentences_else_by_the_offices_name() -> None:
    southend = SET.locality("southend")
    begins = "Send the referral to C-SPOC, C-SPOC@southend.gov.uk, by secure e-mail only."
    assert sending(SET, "southend", **SUSPECTED) == begins
    unnamed = with_area("southend", front_door="")
    assert sending(unnamed, "southend", **SUSPECTED) == begins
    other = with_area("southend", front_door="the desk")
    assert sending(other, "southend", **SUSPECTED) == begins.replace("to C-SPOC", "to the desk")
    no_office = tuple(replace(each, role="") if each.id == "c-spoc" else each for each in southend.contacts)
    nobody = with_area("southend", front_door="", contacts=no_office)
    assert sending(nobody, "southend", **SUSPECTED) == (
        "Send the referral to the service by secure e-mail only. We have no e-mail address: ask for it when you phone."
    )


def test_while_it_is_closed_who_answers_until_then_is_said_unless_a_step_has_said_so() -> None:
    to = "Send the referral to C-SPOC, C-SPOC@southend.gov.uk, by secure e-mail only. C-SPOC is closed until 9am today."
    assert sending(SET, "southend", NIGHT, **SUSPECTED) == to
    on_yellow = sending(SET, "southend", NIGHT, marks={"Y1": "yes"}, missing_now=True)
    assert on_yellow == f"{to} Until then: Southend out of hours, 0345 606 1212; in danger 999."
