"""Whom to phone, in the sentences that lead on red and stand with advice: by area, day and night, word for word."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from ce_tui.core.pathway.answers.screening import Answers, Decision
from ce_tui.core.pathway.dates import parse_at
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.document.localities import Step
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.outcome import Outcome, OutcomeContact, OutcomeStep
from ce_tui.core.pathway.outcome.whom_to_phone import (
    contact_line,
    contacts_now,
    number_line,
    to_phone,
)

SET = default_pathway()
DAY, NIGHT, CHRISTMAS = "2026-11-25T11:00", "2026-11-25T02:00", "2026-12-25T11:00"
HOURS = "Mon–Thu 9am–5:30pm, Fri 9am–4:30pm"


def contacts(area: str, at: str, order: Any = "red") -> tuple[OutcomeContact, ...]:
    return contacts_now(SET.locality(area), parse_at(at), order)


def outcome_of(area: str, at: str, **fields: Any) -> Outcome:
    return evaluate(Answers(pathway=SET.id, locality=area, **fields), SET, parse_at(at))


@pytest.mark.parametrize(
    ("area", "at", "words"),
    [
        (
            "southend",
            DAY,
            f"Phone C-SPOC on 01702 215007 now. Should be open ({HOURS}). If nobody answers, phone 101. Southend out "
            "of hours, 0345 606 1212: closed until 5:30pm today.",
        ),
        (
            "southend",
            NIGHT,
            "Phone Southend out of hours on 0345 606 1212 now. Should be open (outside C-SPOC's hours). If nobody "
            "answers, phone 101. C-SPOC, 01702 215007: closed until 9am today.",
        ),
        (
            "essex",
            DAY,
            "Phone the Children & Families' Hub on 0345 603 7627 now and ask for the Priority Line. Should be open "
            f"({HOURS}). If nobody answers, phone 101. Out of hours Emergency Duty Team, 0345 606 1212: "
            "closed until 5:30pm today.",
        ),
        (
            "essex",
            CHRISTMAS,
            "Phone the out of hours Emergency Duty Team on 0345 606 1212 now. Should be open "
            "(outside the Children & Families' Hub's hours). If nobody answers, phone 101. "
            "Children & Families' Hub, 0345 603 7627: closed until Tuesday 9am.",
        ),
        (
            "thurrock",
            DAY,
            "Phone Thurrock MASH on 01375 652 802 now. Hours not known; try this first. If nobody answers, phone 101, "
            "then Thurrock emergency out of hours on 01375 372 468.",
        ),
        (
            "thurrock",
            NIGHT,
            "Phone Thurrock emergency out of hours on 01375 372 468 now. Hours not known; try this first. If nobody "
            "answers, phone 101, then Thurrock MASH on 01375 652 802.",
        ),
        ("elsewhere", DAY, ""),
    ],
)
def test_the_call_on_red(area: str, at: str, words: str) -> None:
    assert to_phone(contacts(area, at)).call_words("red") == words


@pytest.mark.parametrize(
    ("area", "at", "words"),
    [
        ("southend", DAY, f"C-SPOC, 01702 215007: should be open ({HOURS})."),
        (
            "southend",
            NIGHT,
            "C-SPOC, 01702 215007: closed until 9am today. Until then: Southend out of hours, 0345 606 1212; in "
            "danger 999.",
        ),
        (
            "essex",
            DAY,
            f"Children & Families' Hub, 0345 603 7627: should be open ({HOURS}). Ask for the Consultation Line.",
        ),
        (
            "essex",
            CHRISTMAS,
            "Children & Families' Hub, 0345 603 7627: closed until Tuesday 9am. Until then: the out of hours "
            "Emergency Duty Team, 0345 606 1212; in danger 999.",
        ),
        (
            "thurrock",
            DAY,
            "Thurrock MASH, 01375 652 802: hours not known; try this first. If nobody answers: Thurrock emergency out "
            "of hours, 01375 372 468.",
        ),
        (
            "thurrock",
            NIGHT,
            "First Thurrock emergency out of hours, 01375 372 468; then Thurrock MASH, 01375 652 802 (hours not "
            "known); in danger 999.",
        ),
        ("elsewhere", NIGHT, ""),
    ],
)
def test_who_advises(area: str, at: str, words: str) -> None:
    assert to_phone(contacts(area, at, "advice")).advice_words("amber") == words


def test_what_a_step_says_already_is_not_said_again() -> None:
    step = "Phone the Children & Families' Hub, 0345 603 7627, and ask for the Consultation Line."
    assert (
        to_phone(contacts("essex", DAY, "advice")).advice_words("amber", step) == f"Should be open ({HOURS})."
    )


def test_a_closed_office_for_which_nobody_else_answers_is_not_to_be_phoned_first() -> None:
    alone = tuple(each for each in contacts("southend", NIGHT) if each.role != "out-of-hours")
    assert to_phone(alone).call_words("red") == "Phone 101 now. C-SPOC, 01702 215007: closed until 9am today."
    without_police = tuple(each for each in alone if each.role != "police")
    assert to_phone(without_police).call_words("red") == "C-SPOC, 01702 215007: closed until 9am today."


@pytest.mark.parametrize(
    ("area", "at", "without", "closed", "until"),
    [
        ("southend", DAY, (), "", ""),
        ("thurrock", NIGHT, (), "", ""),
        ("elsewhere", NIGHT, (), "", ""),
        (
            "southend",
            NIGHT,
            (),
            "C-SPOC is closed until 9am today.",
            " Until then: Southend out of hours, 0345 606 1212; in danger 999.",
        ),
        (
            "essex",
            CHRISTMAS,
            ("emergency",),
            "The Children & Families' Hub is closed until Tuesday 9am.",
            " Until then: the out of hours Emergency Duty Team, 0345 606 1212.",
        ),
        (
            "southend",
            NIGHT,
            ("out-of-hours",),
            "C-SPOC is closed until 9am today.",
            " Until then: 101; in danger 999.",
        ),
        (
            "southend",
            NIGHT,
            ("out-of-hours", "police"),
            "C-SPOC is closed until 9am today.",
            " Until then: in danger 999.",
        ),
        ("southend", NIGHT, ("out-of-hours", "police", "emergency"), "C-SPOC is closed until 9am today.", ""),
    ],
)
def test_who_answers_until_the_office_opens(
    area: str, at: str, without: tuple[str, ...], closed: str, until: str
) -> None:
    kept = [each for each in contacts(area, at) if each.role not in without]
    assert to_phone(kept).closed_words == closed
    assert to_phone(kept).until_it_opens == f"{closed}{until}"


def test_an_office_alone_that_is_open() -> None:
    alone = tuple(each for each in contacts("southend", DAY) if each.role == "front-door")
    assert to_phone(alone).call_words("red") == f"Phone C-SPOC on 01702 215007 now. Should be open ({HOURS})."
    assert to_phone(alone).phones == ("01702 215007",)


@pytest.mark.parametrize("area", ["southend", "essex", "thurrock", "elsewhere"])
@pytest.mark.parametrize("at", [DAY, NIGHT, CHRISTMAS])
def test_on_red_999_and_a_call_come_before_any_form(area: str, at: str) -> None:
    danger, call, *rest = outcome_of(area, at, marks={"R2": "suspected"}).steps
    assert (danger.text, danger.phones) == ("Phone 999 if the child is in danger now.", ("999",))
    assert call.text.startswith("Phone ")
    assert call.phones[0] in call.text
    assert not any(step.text.startswith("Phone") for step in rest)
    assert call.provenance == ("rebuilt" if area == "essex" else "own")


@pytest.mark.parametrize("at", [DAY, NIGHT])
def test_a_call_of_the_document_keeps_its_words_on_red_with_whom_to_phone_at_this_hour(at: str) -> None:
    step = Step(
        text="Ring the duty desk and ask for the lead on exploitation.", call=True, contacts=("c-spoc",)
    )
    southend = SET.locality("southend")
    red = msgspec.structs.replace(southend.procedure, red=(step,))
    worded = msgspec.structs.replace(SET, localities=(msgspec.structs.replace(southend, procedure=red),))
    answers = Answers(pathway=SET.id, locality="southend", marks={"R2": "suspected"})
    _, call, *_ = evaluate(answers, worded, parse_at(at)).steps
    assert (call.text, call.provenance) == (step.text, "document")
    assert call.now == to_phone(contacts("southend", at)).call_words("red")
    assert call.phones == to_phone(contacts("southend", at)).phones


@pytest.mark.parametrize(
    ("at", "text", "tried", "whom"),
    [
        (DAY, "Phone children's social care of ", "first", "999 in danger, else {council}, else 101"),
        (
            NIGHT,
            "Phone 101 now. Then phone children's social care of ",
            "after 101",
            "999 in danger, else 101, else {council}",
        ),
        (
            CHRISTMAS,
            "Phone 101 now. Then phone children's social care of ",
            "after 101",
            "999 in danger, else 101, else {council}",
        ),
    ],
)
@pytest.mark.parametrize("council", ["Kent", ""])
def test_elsewhere_the_council_whose_hours_nobody_knows_comes_behind_101_out_of_hours_on_red(
    council: str, at: str, text: str, tried: str, whom: str
) -> None:
    outcome = outcome_of("elsewhere", at, marks={"R2": "suspected"}, council=council)
    _, call, *_ = outcome.steps
    where = council or "the council where the child lives"
    assert call.text.startswith(f"{text}{where} for an immediate response")
    assert call.now == f"Hours not known; try this {tried}." and call.phones == ("101",)
    assert to_phone(outcome.contacts).whom_on_red == whom.format(council=f"children's social care of {where}")


@pytest.mark.parametrize("at", [DAY, NIGHT])
def test_elsewhere_the_council_that_advises_is_said_to_be_of_unknown_hours(at: str) -> None:
    advice, *_ = outcome_of("elsewhere", at, marks={"A3": "suspected"}).steps
    assert (advice.label, advice.now) == (
        "For advice",
        "Its switchboard has the number: hours not known; try this first.",
    )


@pytest.mark.parametrize("area", ["southend", "essex", "thurrock"])
@pytest.mark.parametrize("at", [DAY, NIGHT])
def test_where_the_number_is_known_nothing_else_is_said_on_red(area: str, at: str) -> None:
    known = contacts(area, at)
    assert to_phone(known).whom_on_red == to_phone(known).red_words


def test_an_area_whose_data_names_no_call_gets_one() -> None:
    southend = SET.locality("southend")
    red = tuple(step for step in southend.procedure.red if not step.call)
    procedure = msgspec.structs.replace(southend.procedure, red=red)
    pathway = msgspec.structs.replace(
        SET, localities=(msgspec.structs.replace(southend, procedure=procedure), *SET.localities[1:])
    )
    answers = Answers(pathway=SET.id, locality="southend", marks={"R2": "suspected"})
    steps = evaluate(answers, pathway, parse_at(DAY)).steps
    assert steps[1] == OutcomeStep(
        text=to_phone(contacts("southend", DAY)).call_words("red"),
        provenance="own",
        phones=("01702 215007", "101"),
        contacts=("c-spoc", "police", "southend-out-of-hours"),
    )
    assert [step.text for step in steps[2:]] == [step.text for step in red]


@pytest.mark.parametrize(("area", "phones"), [("southend", ("01702 215007",)), ("elsewhere", ())])
def test_unsure_adds_the_areas_advice_with_its_number(area: str, phones: tuple[str, ...]) -> None:
    steps = outcome_of(area, DAY, marks={"R2": "suspected"}, decision=Decision("unsure")).steps
    assert steps[-1].label == "For advice"
    assert steps[-1].phones == phones
    amber = outcome_of(area, DAY, marks={"A3": "suspected"}, decision=Decision("unsure")).steps
    assert [step.label for step in amber].count("For advice") == 1


def test_a_number_in_one_line() -> None:
    by_id = {each.id: each for each in contacts("essex", NIGHT)}
    assert number_line(by_id["emergency-duty-team"]) == (
        "0345 606 1212, should be open (outside the Children & Families' Hub's hours)"
    )
    assert number_line(by_id["police-triage"]) == ""
    assert contact_line(by_id["police-triage"]) == (
        "Police contact (child exploitation triage team), occhildexploitationtriageteam@essex.police.uk."
    )
    assert contact_line(by_id["children-families-hub"]) == (
        "Children & Families' Hub, 0345 603 7627: closed until 9am today. Ask for the Consultation Line for advice, "
        "the Priority Line for a red result."
    )


def test_a_service_whose_name_takes_an_article_has_it_within_a_sentence_and_not_where_it_stands_alone() -> (
    None
):
    red = contacts("essex", DAY)
    assert to_phone(red).red_words == (
        "999 in danger, else the Children & Families' Hub on 0345 603 7627 (ask for the Priority Line), else 101"
    )
    assert to_phone(red).first_words(SET.locality("essex")) == "the Children & Families' Hub on 0345 603 7627"
    by_id = {each.id: each for each in red}
    assert contact_line(by_id["children-families-hub"]).startswith(
        "Children & Families' Hub, 0345 603 7627: "
    )


def test_who_is_phoned_before_the_family_is_told_answers_at_this_hour() -> None:
    area = SET.locality("southend")
    without_line = msgspec.structs.replace(
        area, contacts=tuple(each for each in area.contacts if each.role != "out-of-hours")
    )
    closed = contacts_now(without_line, parse_at(NIGHT))
    assert to_phone(closed).first_words(without_line) == "101", "never an office that is closed"
    assert to_phone(closed).call_first(without_line) == "Phone 101, or 999 if in danger."
    assert (
        to_phone(contacts_now(area, parse_at(NIGHT))).call_first(area)
        == "Phone Southend out of hours on 0345 606 1212 first."
    )
    missing = contacts_now(area, parse_at(DAY), "missing")
    assert (
        to_phone(missing).call_first(area)
        == "Phone C-SPOC on 01702 215007 before anyone in the family is asked or told."
    )
    elsewhere = SET.locality("elsewhere")
    assert to_phone(contacts_now(elsewhere, parse_at(DAY))).call_first(elsewhere) == (
        "Phone children's social care of the council where the child lives first. Until you reach it: 101, or 999 if "
        "in danger."
    )


def test_the_areas_service_is_said_with_its_article_where_it_has_one() -> None:
    assert [SET.locality(area).service for area in ("southend", "essex", "thurrock", "elsewhere")] == [
        "C-SPOC",
        "the Children & Families' Hub",
        "MASH",
        "children's social care of the council where the child lives",
    ]
