"""Page one and the list after an export: of whom it is asked at that hour, who was phoned, when the office opens."""

from __future__ import annotations

from typing import Any

import pytest

from ce_tui.core.pathway.actions.action import Gravity
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.dates import parse_at
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.whom_to_phone import phone_list, to_phone
from ce_tui.core.referral.content.content import ReferralContext, referral
from ce_tui.core.referral.content.shapes import as_text
from ce_tui.core.words.still_to_do import still_to_do
from support.documents.acted import acted

SET = default_pathway()
DAY, NIGHT, FRIDAY = "2026-11-25T11:00", "2026-11-25T02:10", "2026-11-27T20:00"
RED, AMBER = {"R2": "suspected"}, {"A2": "suspected"}
NOT_HERE = "Whether anybody was phoned is not recorded here."
NO_CALL = "No call recorded. Police: not recorded."
BY_NIGHT = "Southend out of hours (C-SPOC opens 9am on 25 November 2026)."
SOUTHEND = (
    "C-SPOC is closed until 9am today. Until then: Southend out of hours, 0345 606 1212; in danger 999."
)


def found(area: str, at: str, **fields: Any) -> tuple[Answers, Any]:
    given = Answers(pathway=SET.id, locality=area, **fields)
    return given, evaluate(given, SET, parse_at(at))


def asked(
    area: str, at: str, *done: dict[str, Any], ref: str = "CE-AAAA-AA", stood: str = "red", **fields: Any
) -> str:
    """Of whom page one asks it, and what was phoned, in one line. `done`: what was recorded as done, at that tier."""
    imprint = ReferralContext(at=parse_at(at), ref=ref, recorded=acted(*done, stood=Gravity(stood)))
    text = as_text(referral(*found(area, at, **fields), SET, imprint))
    return " ".join(text.partition("Asked of: ")[2].partition("- ")[0].split())


@pytest.mark.parametrize(
    ("area", "at", "fields", "words"),
    [
        ("southend", DAY, {"marks": RED}, f"C-SPOC. {NO_CALL}"),
        ("southend", NIGHT, {"marks": RED}, f"{BY_NIGHT} {NO_CALL}"),
        ("southend", NIGHT, {"missing_now": True}, f"{BY_NIGHT} {NO_CALL}"),
        (
            "essex",
            FRIDAY,
            {"marks": AMBER},
            "the out of hours Emergency Duty Team (the Children & Families' Hub opens Monday 9am). No call recorded.",
        ),
        ("thurrock", DAY, {"marks": RED}, f"MASH. {NO_CALL}"),
        (
            "thurrock",
            NIGHT,
            {"marks": RED},
            f"Thurrock emergency out of hours (whether Thurrock MASH is open is not known). {NO_CALL}",
        ),
        (
            "elsewhere",
            NIGHT,
            {"marks": RED, "council": "Imaginary"},
            f"children's social care of Imaginary. {NO_CALL}",
        ),
    ],
)
def test_page_one_asks_who_answers_at_that_hour_and_says_when_the_office_opens(
    area: str, at: str, fields: dict[str, Any], words: str
) -> None:
    assert asked(area, at, **fields) == words


@pytest.mark.parametrize(
    ("ref", "fields", "task"),
    [
        (
            "CE-AAAA-AA",
            {"marks": RED},
            "The referrer's task: This will also need to be shared with the police.",
        ),
        (
            "",
            {"marks": RED},
            "The referrer's task (not recorded if done): This will also need to be shared with the police.",
        ),
        (
            "CE-AAAA-AA",
            {"missing_now": True},
            "The referrer's task (not recorded if done): report the child missing to the police, on 101, or 999 if in "
            "danger.",
        ),
    ],
)
def test_that_nothing_is_recorded_of_the_police_is_said_once(
    ref: str, fields: dict[str, Any], task: str
) -> None:
    imprint = ReferralContext(at=parse_at(NIGHT), ref=ref, recorded=())
    text = as_text(referral(*found("southend", NIGHT, **fields), SET, imprint))
    paragraphs = [" ".join(part.split()) for part in text.split("\n\n")]
    assert task in paragraphs


def test_a_date_without_a_time_claims_no_hour() -> None:
    day = "2026-11-25"
    assert asked("southend", day, marks=RED) == f"C-SPOC. {NO_CALL}"
    written = referral(*found("southend", day, marks=RED), SET, ReferralContext(at=parse_at(day)))
    assert dict(written.facts)["Written on"] == "25 November 2026"
    assert "00:00" not in as_text(written)


def test_answers_of_no_stored_screening_cannot_say_whether_anybody_was_phoned() -> None:
    assert asked("southend", DAY, ref="", marks=RED) == f"C-SPOC. {NOT_HERE}"
    assert asked("southend", NIGHT, ref="", marks=AMBER) == f"{BY_NIGHT} {NOT_HERE}"


LATE = "2026-12-01T23:58"
HUB, TEAM = "Children & Families' Hub", "Out of hours Emergency Duty Team"
OPENS = "(the Children & Families' Hub opens Wednesday 9am)"
DUTY_TEAM = f"the out of hours Emergency Duty Team {OPENS}."
ACCEPTED = {
    "at": "2026-12-01T23:52", "to": TEAM, "person": "Sam Duty", "came_of_it": "accepted", "reference": "EDT-5512",
}  # fmt: skip
IN_VAIN = {"at": "2026-12-01T23:40", "to": "101", "came_of_it": "no answer"}
OTHERS = ({"at": "2026-12-01T23:55", "to": "A made-up school", "came_of_it": "accepted"},)


@pytest.mark.parametrize(
    ("done", "words"),
    [
        ((ACCEPTED,), f"{DUTY_TEAM} Phoned 23:52, Sam Duty, accepted, ref EDT-5512. Police: not recorded."),
        # a school is none of the area's services, and whoever accepted counts before whoever was phoned later
        (
            (ACCEPTED, *OTHERS, {"at": "2026-12-01T23:56", "to": HUB, "came_of_it": "no answer"}),
            f"{DUTY_TEAM} Phoned 23:52, Sam Duty, accepted, ref EDT-5512. Police: not recorded.",
        ),
        (OTHERS, f"{DUTY_TEAM} No call recorded. Police: not recorded."),
        # a call to 999 that the police answered is kept as "Police told"
        (
            (
                {
                    "at": "2026-12-01T23:41",
                    "kind": "police",
                    "to": "Emergency: police, ambulance",
                    "person": "PC Made Up",
                },
            ),
            f"{DUTY_TEAM} Phoned 23:41, Emergency: police, ambulance, PC Made Up, what came of it is not known yet. "
            "Police: told 23:41.",
        ),
        (
            ({"at": "2026-12-01T23:41", "kind": "police", "to": "999", "came_of_it": "accepted"},),
            f"the police or ambulance, on 999 {OPENS}. Phoned 23:41, 999, accepted. Police: told 23:41.",
        ),
        (
            (ACCEPTED, {**ACCEPTED, "at": "2026-12-01T23:57", "to": HUB, "person": "", "reference": ""}),
            f"the Children & Families' Hub (opens Wednesday 9am). Phoned 23:57, {HUB}, accepted. Police: not recorded.",
        ),
        (
            ({"at": "2026-12-01T23:50", "to": TEAM, "came_of_it": "no answer"},),
            f"{DUTY_TEAM} Phoned 23:50, {TEAM}, no answer. Police: not recorded.",
        ),
        (
            ({"at": "2026-12-01T23:50", "to": "0345 606 1212", "person": "Sam Duty"},),
            f"{DUTY_TEAM} Phoned 23:50, 0345 606 1212, Sam Duty, what came of it is not known yet. "
            "Police: not recorded.",
        ),
        (
            ({"at": "2026-11-30T16:00", "to": HUB, "came_of_it": "advice"},),
            f"{DUTY_TEAM} Phoned 30 November 2026, 16:00, {HUB}, information and advice. Police: not recorded.",
        ),
        (
            ({"at": "2026-12-01", "to": HUB, "came_of_it": "advice"},),
            f"{DUTY_TEAM} Phoned 1 December 2026, {HUB}, information and advice. Police: not recorded.",
        ),
        ((IN_VAIN,), f"{DUTY_TEAM} Phoned 23:40, 101, no answer. Police: no answer 23:40."),
        (
            (IN_VAIN, {**IN_VAIN, "at": "2026-12-01T23:45", "came_of_it": "advice"}),
            f"{DUTY_TEAM} Phoned 23:45, 101, information and advice. Police: told 23:45.",
        ),
        (
            ({"at": "2026-12-01T23:30", "kind": "police"},),
            f"{DUTY_TEAM} No call recorded. Police: told 23:30.",
        ),
        (
            (
                {
                    "at": "2026-11-30T12:00",
                    "kind": "e-mail",
                    "to": "Police contact (child exploitation triage team)",
                },
            ),
            f"{DUTY_TEAM} No call recorded. Police: told 30 November 2026, 12:00.",
        ),
        (
            (
                {
                    "at": "2026-12-01T23:20",
                    "kind": "e-mail",
                    "to": "occhildexploitationtriageteam@essex.police.uk",
                },
            ),
            f"{DUTY_TEAM} No call recorded. Police: told 23:20.",
        ),
        (
            ({"at": "2026-12-01T23:51", "to": "999", "came_of_it": "accepted"},),
            f"the police or ambulance, on 999 {OPENS}. Phoned 23:51, 999, accepted. Police: not recorded.",
        ),
    ],
)
def test_page_one_says_who_was_phoned_and_whether_the_police_know(
    done: tuple[dict[str, Any], ...], words: str
) -> None:
    assert asked("essex", LATE, *done, marks=RED) == words


def test_page_one_says_that_the_police_were_told_before_it_became_red() -> None:
    told = {"at": "2026-12-01T23:30", "kind": "police"}
    words = f"{DUTY_TEAM} No call recorded. Police: told 23:30, before it became more serious."
    assert asked("essex", LATE, told, stood="amber", marks=RED) == words


def test_of_the_police_it_is_said_on_red_alone() -> None:
    told = {"at": "2026-12-01T23:30", "kind": "police"}
    assert asked("essex", LATE, told, marks=AMBER) == f"{DUTY_TEAM} No call recorded."


def test_elsewhere_no_hours_are_claimed() -> None:
    assert "opens" not in asked("elsewhere", NIGHT, marks=RED)
    assert phone_list(found("elsewhere", NIGHT, marks=RED)[1]).until_it_opens == ""


def test_where_nothing_is_asked_nobody_is_said_to_be_closed() -> None:
    given, outcome = found("southend", NIGHT, marks={"Y1": "yes"})
    assert "closed" not in as_text(referral(given, outcome, SET, ReferralContext(at=parse_at(NIGHT))))


def listed(area: str, at: str, **fields: Any) -> list[str]:
    given, outcome = found(area, at, **fields)
    return still_to_do(given, outcome, SET)


def test_the_list_says_it_with_the_form_for_an_immediate_response_and_in_short_where_the_referral_is_sent() -> (
    None
):
    words = listed("southend", NIGHT, marks=RED)
    form = next(each for each in words if each.startswith("Send form to C-SPOC for immediate"))
    assert f"by secure e-mail only. {SOUTHEND} Southend: C-SPOC form." in form
    sending = next(each for each in words if each.startswith("Send the referral"))
    assert sending.endswith("by secure e-mail only. C-SPOC is closed until 9am today.")


def test_where_no_step_has_said_it_the_list_says_it_all_where_the_referral_is_sent() -> None:
    words = listed("southend", NIGHT, marks={"Y1": "yes"}, missing_now=True)
    assert any(each.endswith(f"by secure e-mail only. {SOUTHEND}") for each in words)
    assert not any(
        "closed" in each for each in listed("southend", DAY, marks={"Y1": "yes"}, missing_now=True)
    )


def test_without_another_line_it_is_the_police_until_it_opens() -> None:
    contacts = [
        each for each in found("southend", NIGHT, marks=RED)[1].contacts if each.role != "out-of-hours"
    ]
    assert (
        to_phone(contacts).until_it_opens
        == "C-SPOC is closed until 9am today. Until then: 101; in danger 999."
    )
    alone = [each for each in contacts if each.role == "front-door"]
    assert to_phone(alone).until_it_opens == "C-SPOC is closed until 9am today."


@pytest.mark.parametrize("area", ["southend", "essex", "thurrock", "elsewhere"])
@pytest.mark.parametrize("at", [DAY, NIGHT, FRIDAY, "2026-12-25T10:00"])
@pytest.mark.parametrize("fields", [{"marks": RED}, {"marks": AMBER}, {"missing_now": True}, {}])
def test_no_step_has_a_number_to_phone_now_that_is_closed(area: str, at: str, fields: dict[str, Any]) -> None:
    _, outcome = found(area, at, **fields)
    closed = {each.phone for each in outcome.contacts if each.open_now is False}
    assert not [step.phones for step in outcome.steps if closed.intersection(step.phones)]
    for step in outcome.steps:  # one that is said stands there with its state
        for each in outcome.contacts:
            if each.open_now is False and each.phone in step.text:
                words = f"{step.text} {step.now}"
                assert f"{each.name}, {each.phone}: closed until" in words, words


def test_who_answers_is_first_and_whoever_is_closed_is_in_the_words_alone() -> None:
    _, night = found("southend", NIGHT, marks=AMBER, missing_now=False)
    _, day = found("southend", DAY, marks=AMBER, missing_now=False)
    assert night.steps[0].phones == ("0345 606 1212",)
    assert night.steps[0].now.startswith("C-SPOC, 01702 215007: closed until 9am today.")
    assert day.steps[0].phones == ("01702 215007",)


def test_what_is_said_of_a_call_is_cut_where_it_would_fill_the_page() -> None:
    long = {**ACCEPTED, "person": "Sam " * 40}
    words = asked("essex", LATE, long, marks=AMBER)
    assert words == f"{DUTY_TEAM} Phoned 23:52, {('Sam ' * 20).strip()} ..., accepted, ref EDT-5512."
