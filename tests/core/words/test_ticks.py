"""The list after an export says what was done of it by now: at its place, and only what is recorded so beyond doubt."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from ce_tui.core.pathway.actions.action import ENDS, KINDS, Gravity, Recorded
from ce_tui.core.pathway.answers.screening import Answers, Decision, Harm
from ce_tui.core.pathway.dates import parse_at
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.document.notices import urgent
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.words.still_to_do import ALL_DONE, ReferralLeft, still_to_do
from support.documents.acted import acted

SET = default_pathway()
DAY, NIGHT = "2026-11-25T11:00", "2026-11-25T02:00"
PDF = ReferralLeft("pdf", "/out/ce.pdf", passphrase=True)
AT = "25 November 2026, 14:05"
OFFICE = {"southend": "C-SPOC", "essex": "Children & Families' Hub", "thurrock": "Thurrock MASH"}
AFTER_HOURS = {
    "southend": "Southend out of hours",
    "essex": "Out of hours Emergency Duty Team",
    "thurrock": "Thurrock emergency out of hours",
}
POLICE = "Essex Police, not an emergency"
AMBER, RED = {"A3": "suspected"}, {"R2": "suspected"}
ANSWERED = {"immediate_risk": False, "harm_today": False, "missing_now": False, "family_involved": False}
GRAVEST = Gravity("red", tuple(urgent()))
AREAS = pytest.mark.parametrize("area", OFFICE)


def listed(
    area: str, *recorded: dict[str, Any], at: str = DAY, marks: dict[str, Any] | None = None, **fields: Any
) -> list[str]:
    """The list, with what was recorded of the screening."""
    return of(acted(*recorded, stood=GRAVEST), area, at, marks=AMBER if marks is None else marks, **fields)


def of(recorded: tuple[Recorded, ...], area: str, at: str = DAY, **fields: Any) -> list[str]:
    answers = Answers(pathway=SET.id, locality=area, **{"screened_on": "2026-11-25", **ANSWERED, **fields})
    return still_to_do(answers, evaluate(answers, SET, parse_at(at)), SET, PDF, recorded)


def ticked(lines: list[str]) -> list[str]:
    """How the lines that are marked go on, in short."""
    return [line.partition(f"{AT}: ")[2][:22] for line in lines if line.startswith("Done ")]


def tried(lines: list[str]) -> list[str]:
    return [
        line.partition("no answer: ")[2][:22] for line in lines if line.startswith(f"Tried {AT}, no answer: ")
    ]


@AREAS
@pytest.mark.parametrize("kind", ["phone", "meeting", "visit"])
def test_on_amber_the_call_for_advice_is_done_once_the_office_was_spoken_to(area: str, kind: str) -> None:
    before = listed(area)
    call, *others = listed(area, {"kind": kind, "to": OFFICE[area]})
    assert (call, others) == (f"Done {AT}: {before[0]}", before[1:]), (
        "it keeps its place, and nothing else changes"
    )
    assert call.startswith(f"Done {AT}: For advice: ")


@AREAS
def test_on_red_the_call_is_done_and_999_is_said_first_whatever_was_done(area: str) -> None:
    before = listed(area, marks=RED)
    assert before[0] == "Phone 999 if the child is in danger now."
    for to in (OFFICE[area], AFTER_HOURS[area]):
        danger, call, *others = listed(area, {"to": to}, marks=RED)
        assert (danger, call, others) == (before[0], f"Done {AT}: {before[1]}", before[2:])
    emergency = listed(area, {"to": "Emergency: police, ambulance"}, marks=RED, immediate_risk=True)
    assert emergency[0] == "Phone 999 now." and not ticked(emergency)


@AREAS
@pytest.mark.parametrize("marks", [AMBER, RED], ids=["amber", "red"])
@pytest.mark.parametrize("at", [DAY, NIGHT])
def test_where_nobody_answered_it_is_said_and_stays_to_be_done(area: str, marks: Any, at: str) -> None:
    in_vain = {"to": OFFICE[area], "came_of_it": "no answer"}
    lines = listed(area, in_vain, at=at, marks=marks)
    assert len(tried(lines)) == 1 and not ticked(lines) and lines[-1] != ALL_DONE
    again = {"to": OFFICE[area], "at": "2026-11-25T15:30", "came_of_it": "advice"}
    lines = listed(area, in_vain, again, at=at, marks=marks)
    assert [line[:30] for line in lines if line.startswith("Done ")] == ["Done 25 November 2026, 15:30: "]
    assert not tried(lines)


def test_a_call_that_was_answered_stays_done_where_nobody_answers_another() -> None:
    later = {"to": "C-SPOC", "at": "2026-11-25T16:00", "came_of_it": "no answer"}
    assert ticked(listed("southend", {"to": "C-SPOC"}, later)) == ["For advice: Contact C-"]


@AREAS
def test_the_areas_form_is_done_once_it_was_sent_and_the_referral_is_another_thing(area: str) -> None:
    form = {"kind": "form", "to": OFFICE[area]}
    for marks in (AMBER, RED):
        once = ticked(listed(area, form, marks=marks))
        assert once and not any(each.startswith("Send the referral") for each in once)
        assert ticked(listed(area, {"kind": "form"}, marks=marks)) == once, "to whom was not said"
        *first, sending = ticked(listed(area, form, {**form, "reference": "the PDF"}, marks=marks))
        assert first == once and sending.startswith("Send the referral to ")
        assert not ticked(listed(area, {"kind": "form", "to": "The school"}, marks=marks))


@AREAS
@pytest.mark.parametrize("marks", [AMBER, RED], ids=["amber", "red"])
def test_of_an_e_mail_to_the_service_it_is_asked_whether_the_referral_was_in_it(
    area: str, marks: Any
) -> None:
    lines = listed(area, {"kind": "e-mail", "to": OFFICE[area]}, marks=marks)
    assert not ticked(lines)
    [asked] = [line for line in lines if line.startswith("Written to ")]
    assert "was this in it? Send the referral to " in asked
    assert not ticked(listed(area, {"kind": "e-mail", "to": "The school"}, marks=marks))
    assert not ticked(listed(area, {"kind": "e-mail"}, marks=marks))


def test_where_the_area_has_no_form_due_a_form_that_was_sent_is_the_referral() -> None:
    unsure = listed("southend", {"kind": "form", "to": "C-SPOC"}, marks={}, decision=Decision("unsure"))
    assert ticked(unsure) == ["Send the referral to C"]


@AREAS
def test_the_police_are_told_by_whoever_told_them_and_no_service_by_that(area: str) -> None:
    for told in ({"kind": "police"}, {"kind": "phone", "to": POLICE}):
        assert ticked(listed(area, told, marks=RED)) == ["Police: Tell Essex Pol"]
    assert tried(listed(area, {"kind": "police", "came_of_it": "no answer"}, marks=RED)) == [
        "Police: Tell Essex Pol"
    ]
    assert not ticked(listed(area, {"kind": "police"}, marks=AMBER))


TRIAGE = "Police contact (child exploitation triage team)"


def shared(*recorded: dict[str, Any]) -> str:
    """The step of Essex to share it with the police, by an address, with what is known of it."""
    (step,) = (line for line in listed("essex", *recorded, marks=RED) if "Share it with the police: " in line)
    return step.partition("Share it with the police: ")[0]


@pytest.mark.parametrize("kind", ["e-mail", "form", "police", "meeting"])
def test_what_was_sent_to_the_police_is_shared_with_them(kind: str) -> None:
    assert shared({"kind": kind, "to": TRIAGE}) == f"Done {AT}: "
    call = {"kind": "police", "at": "2026-11-25T13:00"}
    assert shared(call, {"kind": kind, "to": TRIAGE}) == f"Done {AT}: "


@pytest.mark.parametrize(
    "told",
    [
        {"kind": "police"},
        {"kind": "police", "to": POLICE},
        {"to": POLICE},
        {"to": TRIAGE},
        {"kind": "other", "to": TRIAGE},
        {"kind": "e-mail", "to": POLICE},
    ],
)
def test_of_a_call_to_the_police_it_is_asked_whether_it_was_shared_with_them_too(
    told: dict[str, Any],
) -> None:
    assert shared(told) == f"Police told {AT}, was this sent to them, too? "


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"kind": "police", "came_of_it": "no answer"},
        {"kind": "e-mail", "to": TRIAGE, "came_of_it": "no answer"},
        {"kind": "police", "to": OFFICE["essex"]},
        {"kind": "e-mail", "to": OFFICE["essex"]},
        {"kind": "e-mail"},
    ],
)
def test_nothing_is_shared_with_the_police_by_what_was_told_to_others_or_to_nobody(
    told: dict[str, Any],
) -> None:
    assert shared(told) == ""


@AREAS
def test_who_says_that_the_police_were_told_has_told_them_whatever_they_are_called(area: str) -> None:
    for to in ("PC Madeup at Chelmsford", "Emergency: police, ambulance"):
        assert ticked(listed(area, {"kind": "police", "to": to}, marks=RED)) == ["Police: Tell Essex Pol"]
        assert not ticked(listed(area, {"kind": "phone", "to": to}, marks=RED))
    assert not ticked(listed(area, {"kind": "police", "to": OFFICE[area]}, marks=RED)), "in doubt it stays"


def test_in_essex_all_is_done_on_red_once_it_is_shared_with_the_police_too() -> None:
    to = {"to": OFFICE["essex"]}
    all_ = [
        to,
        {"kind": "form", **to},
        {"kind": "form", **to, "said": "the referral"},
        {"kind": "police"},
    ]
    assert listed("essex", *all_, marks=RED)[-1] != ALL_DONE
    assert listed("essex", *all_, {"kind": "e-mail", "to": TRIAGE}, marks=RED)[-1] == ALL_DONE


@AREAS
def test_that_a_child_is_reported_missing_is_not_told_from_a_call_to_the_police(area: str) -> None:
    lines = listed(area, {"kind": "police"}, {"to": POLICE}, marks=RED, missing_now=True)
    assert not ticked(lines) and any(line.startswith("Report the child missing: phone 101") for line in lines)


def test_a_call_that_begins_with_999_is_never_done() -> None:
    lines = listed("essex", {"to": OFFICE["essex"]}, marks={"A9": "suspected"}, under_13=True)
    assert lines[0].startswith("The child is under 13") and ticked(lines) == ["For advice: Phone the "]


@AREAS
def test_on_yellow_and_without_a_result_nothing_is_done_but_the_call_for_advice(area: str) -> None:
    call = {"to": OFFICE[area]}
    everything = (
        call,
        {"kind": "form", "to": OFFICE[area]},
        {"kind": "e-mail", "to": OFFICE[area]},
        {"kind": "police"},
    )
    assert listed(area, *everything, marks={"Y1": "yes"}) == listed(area, marks={"Y1": "yes"})
    assert ticked(listed(area, *everything, marks={})) == ["For advice: If anythin"]


def test_of_another_council_the_one_that_was_phoned_is_the_office() -> None:
    council = {"to": "Children's social care of the council where the child lives"}
    for marks in (AMBER, RED):
        lines = listed("elsewhere", council, marks=marks)
        assert len(ticked(lines)) == 1 and "council" in " ".join(lines)
        assert not ticked(listed("elsewhere", {"to": "Kent"}, marks=marks)), "in doubt it stays"


@pytest.mark.parametrize(
    "fields",
    [
        {"to": "Thurrock MASH"},
        {"to": ""},
        {"to": "C-SPOC", "kind": "other"},
        {"to": "C-SPOC", "at": "2026-11-24T18:00"},
        {"to": "C-SPOC", "settles": "ended"},
        {"to": "Southend out of hours"},
        {"to": "Southend Adult Social Care"},
    ],
    ids=["another area", "nobody", "another kind", "before", "ended", "who answers instead", "for adults"],
)
def test_in_doubt_a_call_stays_to_be_done(fields: dict[str, Any]) -> None:
    assert listed("southend", fields) == listed("southend")


def test_a_name_is_told_whatever_its_letters_and_blanks() -> None:
    for to in ("the  children & families' HUB", "Children & Families' Hub"):
        assert ticked(listed("essex", {"to": to})) == ["For advice: Phone the "]


def test_what_was_done_before_the_harm_was_told_answers_nothing_of_it() -> None:
    harm = {"harm_today": True, "harm": Harm("2026-11-27", "He hits me")}
    assert not ticked(listed("southend", {"to": "C-SPOC"}, **harm))
    later = listed("southend", {"to": "C-SPOC", "at": "2026-11-27T09:00"}, **harm)
    assert later[1].startswith("Done 27 November 2026, 09:00: Phone C-SPOC")


def test_what_was_corrected_or_recorded_by_mistake_ticks_nothing_off() -> None:
    call = {"to": "C-SPOC"}
    assert not ticked(listed("southend", call, {**call, "corrects": "1", "came_of_it": "no answer"}))
    assert not ticked(listed("southend", call, {"kind": "other", "corrects": "1", "settles": "mistake"}))


@AREAS
def test_where_all_is_done_it_says_so_and_claims_no_more(area: str) -> None:
    to = {"to": OFFICE[area]}
    all_ = (to, {"kind": "form", **to}, {"kind": "form", **to, "said": "the referral"}, {"kind": "police"})
    lines = {tier: listed(area, *all_, marks=marks) for tier, marks in (("amber", AMBER), ("red", RED))}
    # Southend's procedures are to be followed, which nothing records, and Essex' police have an address of their own.
    never = {"southend": "amber", "essex": "red"}.get(area)
    for tier, said in lines.items():
        assert (said[-1] == ALL_DONE) is (tier != never), (tier, said)
        assert said.count(ALL_DONE) <= 1 and (said[-2:] if tier != never else said[-1:])[0].startswith(
            "The file "
        )
    for left_out in all_[:3]:
        some = [each for each in all_ if each is not left_out]
        assert listed(area, *some, marks=RED)[-1] != ALL_DONE
    assert "arrived" in ALL_DONE and "safe" in ALL_DONE


def test_all_is_not_done_while_a_child_is_missing() -> None:
    to = {"to": "Thurrock MASH"}
    lines = listed(
        "thurrock", to, {"kind": "form", **to}, {"kind": "e-mail", **to}, {"kind": "police"}, missing_now=True
    )
    assert lines[-1] != ALL_DONE


ACTIONS = st.fixed_dictionaries(
    {
        "kind": st.sampled_from([*KINDS]),
        "to": st.sampled_from(
            ["", *OFFICE.values(), *AFTER_HOURS.values(), POLICE, "The school", "Phone 999"]
        ),
        "came_of_it": st.sampled_from([*ENDS]),
    }
)


@given(
    area=st.sampled_from([*OFFICE, "elsewhere"]),
    recorded=st.lists(ACTIONS, max_size=6),
    marks=st.sampled_from([{}, {"Y1": "yes"}, AMBER, RED, {"A9": "suspected"}]),
    at=st.sampled_from([DAY, NIGHT]),
    risk=st.sampled_from([True, False, None]),
    missing=st.booleans(),
)
def test_whatever_was_done_no_step_is_hidden_moved_or_reworded(
    area: str, recorded: list[dict[str, Any]], marks: Any, at: str, risk: bool | None, missing: bool
) -> None:
    fields = {"at": at, "marks": marks, "immediate_risk": risk, "missing_now": missing}
    before, after = listed(area, **fields), listed(area, *recorded, **fields)
    marks_before_words = (
        f"Done {AT}: ",
        f"Tried {AT}, no answer: ",
        f"Police told {AT}, was this sent to them, too? ",
        f"Written to {AT}, was this in it? ",
        "",
    )
    assert len(after) == len(before) + (after[-1] == ALL_DONE)
    for plain, now in zip(before, after, strict=False):
        assert any(now == f"{mark}{plain}" for mark in marks_before_words), now
        assert not (plain.startswith("Phone 999") and now != plain)
    if all(each["came_of_it"] == "no answer" for each in recorded):
        assert not ticked(after)


@AREAS
def test_what_was_done_before_it_became_more_serious_answers_no_step_of_now(area: str) -> None:
    calls = ({"to": OFFICE[area]}, {"kind": "police"}, {"kind": "form", "to": OFFICE[area]})
    before = acted(*calls, stood=Gravity("amber"))
    assert of(before, area, marks=RED) == of((), area, marks=RED)
    assert of(before, area, marks=AMBER) != of((), area, marks=AMBER), "on amber it still answers"
    danger = acted(*calls, stood=Gravity("red"))
    assert of(danger, area, marks=RED, immediate_risk=True) == of((), area, marks=RED, immediate_risk=True)
    late = tuple(replace(each, stood=GRAVEST, stood_then=Gravity("amber")) for each in before)
    assert of(late, area, marks=RED) == of((), area, marks=RED), "whenever it was recorded"
