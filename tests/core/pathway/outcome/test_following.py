"""The steps of an area and the notices that hold, where an area's data or a notice's is unlike the bundled one."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from ce_tui.core.pathway.answers.screening import Answers, Decision
from ce_tui.core.pathway.dates import parse_at
from ce_tui.core.pathway.document.document import Pathway
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.document.localities import Alternative, Locality, Procedure, Step
from ce_tui.core.pathway.document.notices import NoticeCondition
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.outcome import Outcome, OutcomeStep

SET = default_pathway()
DAY, NIGHT = "2026-11-25T11:00", "2026-11-25T02:00"
SOUTHEND = SET.locality("southend")
CLOSED = "C-SPOC is closed until 9am today. Until then: Southend out of hours, 0345 606 1212; in danger 999."


def with_area(changed: Locality) -> Pathway:
    return replace(
        SET, localities=tuple(changed if each.id == changed.id else each for each in SET.localities)
    )


def with_steps(**steps: tuple[Step, ...]) -> Pathway:
    return with_area(replace(SOUTHEND, procedure=replace(SOUTHEND.procedure, **steps)))


def outcome(pathway: Pathway = SET, at: str = DAY, area: str = "southend", **fields: Any) -> Outcome:
    return evaluate(Answers(pathway=SET.id, locality=area, **fields), pathway, parse_at(at))


def told(pathway: Pathway, at: str, **fields: Any) -> list[tuple[str, str]]:
    """The steps but the calls that lead: their words, and what is said of this hour."""
    return [
        (each.text, each.now) for each in outcome(pathway, at, **fields).steps if "Phone" not in each.text
    ]


RED: dict[str, Any] = {"marks": {"R2": "suspected"}}
SEND, MORE = Step(text="Send it.", contacts=("c-spoc",)), Step(text="Send more.", contacts=("c-spoc",))
FAX = Step(text="Fax it to 01702 215007.", contacts=("c-spoc",))


def test_on_red_that_the_office_is_closed_is_said_once_with_the_first_step_that_asks_something_of_it() -> (
    None
):
    assert told(with_steps(red=(SEND, MORE)), NIGHT, **RED) == [("Send it.", CLOSED), ("Send more.", "")]
    assert told(with_steps(red=(SEND, MORE)), DAY, **RED) == [("Send it.", ""), ("Send more.", "")]


def test_a_step_with_the_number_of_the_closed_office_says_so_itself() -> None:
    assert told(with_steps(red=(FAX, MORE)), NIGHT, **RED) == [
        ("Fax it to 01702 215007.", "C-SPOC, 01702 215007, closed until 9am today."),
        ("Send more.", CLOSED),
    ]


def test_where_something_is_sent_stands_with_the_step_by_the_mailboxes_that_there_are() -> None:
    def now(*contacts: str) -> list[str]:
        step = Step(text="Send it.", contacts=contacts, send=True)
        return [now for _, now in told(with_steps(amber=(step,)), DAY, marks={"A3": "suspected"})]

    assert now("c-spoc") == ["E-mail: C-SPOC@southend.gov.uk, by secure e-mail only."]
    assert now("c-spoc", "police", "c-spoc") == [
        "E-mail: C-SPOC@southend.gov.uk or C-SPOC@southend.gov.uk, by secure e-mail only."
    ]
    assert now("police") == [""]


def test_who_is_unsure_is_told_in_our_words_to_phone_the_service_where_the_area_names_no_advice() -> None:
    plain = (Step(text="Keep watching."),)
    bare = Procedure(none=plain, yellow=plain, amber=plain, red=plain)

    def advice(**changed: Any) -> OutcomeStep:
        area = with_area(replace(SOUTHEND, procedure=bare, **changed))
        return outcome(area, marks={"A3": "suspected"}, decision=Decision("unsure")).steps[-1]

    now = "Should be open (Mon–Thu 9am–5:30pm, Fri 9am–4:30pm)."
    assert advice() == OutcomeStep(
        text="If you are unsure, phone C-SPOC for advice.",
        provenance="own",
        label="For advice",
        now=f"C-SPOC, 01702 215007: {now[0].lower()}{now[1:]}",
        phones=("01702 215007",),
    )
    assert advice(front_door="").text == "If you are unsure, phone the area’s children’s services for advice."


def test_advice_says_whom_to_phone_also_where_something_is_sent_for_it() -> None:
    advising = Step(text="Ask.", label="For advice", advice=True, send=True, contacts=("c-spoc",))
    asked = outcome(with_steps(amber=(advising,)), marks={"Y1": "yes"}, decision=Decision("unsure")).steps[-1]
    hours = "Mon–Thu 9am–5:30pm, Fri 9am–4:30pm"
    assert (asked.label, asked.text) == ("For advice", "Ask.")
    assert asked.now == f"C-SPOC, 01702 215007: should be open ({hours})."


def test_who_is_unsure_at_immediate_risk_is_told_by_night_of_999_now_and_of_no_other_danger() -> None:
    at_risk = outcome(at="2026-11-25T23:40", immediate_risk=True, decision=Decision(outcome="unsure"))
    assert at_risk.steps[0].text == "Phone 999 now."
    assert at_risk.steps[-1].now == (
        "C-SPOC, 01702 215007: closed until Thursday 9am. Until then: Southend out of hours, 0345 606 1212."
    )


def test_two_notices_in_the_same_words_are_said_once() -> None:
    [adult] = [each for each in SET.notices if each.id == "first-meeting"]
    twice = replace(SET, notices=(adult, replace(adult, id="again"), *SET.notices))
    said = [each.id for each in outcome(twice, known_to_practitioner=False).notices]
    assert said.count("first-meeting") == 1 and "again" not in said


def test_a_notice_heeds_marks_that_were_set_aside_only_where_it_alerts_or_asks() -> None:
    def said(**fields: Any) -> set[str]:
        return {each.id for each in outcome(known_to_practitioner=False, **fields).notices}

    aside = {"set_aside": {"R1": "suspected", "A7": "suspected", "R3": "suspected"}}
    assert "modern-slavery" in said(marks={"R1": "suspected"})
    assert "modern-slavery" not in said(**aside)
    assert {"images"} <= said(**aside)


def test_a_notice_about_what_nobody_answers_here_never_holds() -> None:
    [going] = [each for each in SET.notices if each.id == "missing-now"]
    unknown = replace(going, id="unknown", when=replace(going.when, unanswered=("nonsense",)))
    said = [
        each.id for each in outcome(replace(SET, notices=(unknown, going)), marks={"A2": "suspected"}).notices
    ]
    assert "unknown" not in said


def of_adults(quoted: bool, **contact: Any) -> list[tuple[str, str, str, str]]:
    """What a notice that names Southend's Adult Social Care says, with its source, its id and its place."""
    contacts = [
        replace(each, source="example.org", **contact) if each.id == "adult-social-care" else each
        for each in SOUTHEND.contacts
    ]
    [nearly] = [each for each in SET.notices if each.id == "nearly-18"]
    shown = replace(nearly, id="shown", text="Ask them.", place="tier", when=NoticeCondition(), quoted=quoted)
    pathway = replace(with_area(replace(SOUTHEND, contacts=tuple(contacts))), notices=(shown,))
    return [
        (each.text, each.source, each.id, each.place)
        for each in outcome(pathway).notices
        if each.id.startswith("shown")
    ]


DISPUTED: dict[str, Any] = {
    "phone": "01632 960001",
    "disputed": "Use 01632 960001. The page prints 01632 960002.",
    "alternatives": (
        Alternative(phone="01632 960002", source="document"),
        Alternative(phone="01632 960003", source="example.com"),
    ),
}


def test_below_a_sentence_of_the_document_whom_it_names_is_a_notice_of_its_own() -> None:
    assert of_adults(quoted=True, **DISPUTED) == [
        ("Ask them.", "document", "shown", "tier"),
        (
            "Southend Adult Social Care: 01632 960001.",
            "example.org",
            "shown-adult-social-care",
            "tier",
        ),
    ]


def test_in_a_notice_in_our_own_words_whom_it_names_stands_with_its_source() -> None:
    assert of_adults(quoted=False, **DISPUTED) == [
        (
            "Ask them. Southend Adult Social Care: 01632 960001 (source: example.org).",
            "document",
            "shown",
            "tier",
        )
    ]


def test_who_has_no_number_is_named_with_an_address_or_that_none_is_known() -> None:
    def reached(**contact: str) -> str:
        return of_adults(quoted=True, **{"phone": "", **contact})[1][0]

    both = {"email": "adults@example.org", "url": "https://example.org/adults"}
    assert reached(**both) == "Southend Adult Social Care: adults@example.org."
    assert reached(url=both["url"]) == "Southend Adult Social Care: https://example.org/adults."
    assert reached() == "Southend Adult Social Care: no number known."
