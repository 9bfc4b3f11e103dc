"""What `ce-tui evaluate` says: the shape of the outcome and the meaning of each of its keys, in every area."""

from __future__ import annotations

import json
from typing import Any

import pytest

from support.documents.contract import AREAS, CONTACT_KEYS, LOCALITIES, OUTCOME_KEYS, SAMPLE, evaluated, least
from support.people.cli import ce_tui

AMBER = {"A1": "suspected"}
RED = {"R1": "reasonably believe"}


def texts(outcome: dict[str, Any], of: str = "steps") -> str:
    return " ".join(each["text"] for each in outcome[of])


def test_the_contracts_own_example_gives_the_contracts_own_outcome() -> None:
    outcome = evaluated(SAMPLE)
    assert list(outcome)[: len(OUTCOME_KEYS)] == OUTCOME_KEYS
    assert outcome["outcome"] == outcome["decision"] == "red"
    assert outcome["heading"] == "Indication of CE and/ or immediate risk to child/ young person."
    [reason] = outcome["because"]
    assert list(reason) == ["id", "mark", "text"]
    assert (reason["id"], reason["mark"]) == ("R2", "reasonably believe") and reason["text"]
    assert [(each["id"], each["mark"]) for each in outcome["also_marked"]] == [
        ("Y1", "yes"),
        ("V2", "noted"),
        ("A3", "suspected"),
    ]
    assert outcome["immediate_risk"] is False
    assert (
        outcome["not_asked"] == outcome["not_looked_at"] == outcome["unknown_ids"] == outcome["missing"] == []
    )
    assert outcome["citations"] == {"A3": 1, "R2": 1}
    assert (outcome["locality"], outcome["pathway"]) == ("essex", "set-2026-06")
    for each in outcome["steps"]:
        assert list(each)[:2] == ["text", "provenance"] and each["text"]
        assert each["provenance"] in ("document", "inferred", "rebuilt", "own")
    for each in outcome["contacts"]:
        assert list(each)[: len(CONTACT_KEYS)] == CONTACT_KEYS
    for each in outcome["notices"]:
        assert list(each)[:2] == ["text", "source"] and each["text"] and each["source"]


@pytest.mark.parametrize(
    ("marks", "outcome", "because"),
    [
        ({}, "none", []),
        ({"V6": "noted"}, "yellow", ["V6"]),
        ({"Y9": "yes", "Y1": "yes", "V1": "noted"}, "yellow", ["Y1", "Y9", "V1"]),
        ({"A11": "suspected", "A2": "reasonably believe", "Y1": "yes"}, "amber", ["A2", "A11"]),
        ({"R11": "suspected", "R10": "suspected", "A1": "reasonably believe"}, "red", ["R10", "R11"]),
    ],
)
def test_the_outcome_is_the_highest_marked_tier_and_because_is_its_marks(
    marks: dict[str, str], outcome: str, because: list[str]
) -> None:
    found = evaluated(least(marks=marks))
    assert found["outcome"] == outcome
    assert [each["id"] for each in found["because"]] == because
    assert {each["id"] for each in found["also_marked"]} == set(marks) - set(because)
    for each in found["because"] + found["also_marked"]:
        assert each["mark"] == marks[each["id"]]


def test_the_order_of_the_marks_changes_nothing() -> None:
    marks = {"R10": "suspected", "A2": "suspected", "Y3": "yes", "R2": "suspected", "V1": "noted"}
    backwards = dict(reversed(marks.items()))
    assert evaluated(least(marks=marks)) == evaluated(least(marks=backwards))


def test_immediate_risk_is_red_whatever_is_marked_and_gives_no_mark_as_the_reason() -> None:
    for marks in ({}, {"Y1": "yes"}):
        found = evaluated(least(marks=marks, immediate_risk=True, known_to_practitioner=False))
        assert (found["outcome"], found["because"], found["immediate_risk"]) == ("red", [], True)
        assert [each["id"] for each in found["also_marked"]] == list(marks)
        assert found["contacts"][0]["phone"] == "999"
    found = evaluated(least(marks={"R1": "suspected"}, immediate_risk=True))
    assert [each["id"] for each in found["because"]] == ["R1"]


def test_risk_and_harm_are_true_or_false_as_answered_and_null_where_nobody_did() -> None:
    for name in ("immediate_risk", "harm_today"):
        assert evaluated(least())[name] is None
        no = evaluated(least(**{name: False}))
        assert no[name] is False and no["by_file"] == [name]
        assert evaluated(least(**{name: True}))[name] is True


def test_immediate_risk_cannot_be_decided_down() -> None:
    given = least(immediate_risk=True, decision={"outcome": "none", "reason": "thought better of it"})
    found = evaluated(given)
    red = evaluated(least(immediate_risk=True))
    assert (found["outcome"], found["steps"], found["contacts"]) == ("red", red["steps"], red["contacts"])


def test_a_first_meeting_closes_amber_and_red_and_says_so() -> None:
    given = least(
        known_to_practitioner=False, marks={"Y1": "yes"}, set_aside=AMBER | RED, looked_at=["yellow"]
    )
    found = evaluated(given)
    assert found["outcome"] == "yellow"
    assert found["not_asked"] == ["amber", "red"]
    assert found["not_looked_at"] == []
    assert "A1" not in json.dumps(found["also_marked"] + found["because"])
    assert "first meeting" in texts(found, "notices")


def test_set_aside_marks_count_for_nothing_even_when_all_is_open() -> None:
    found = evaluated(least(known_to_practitioner=True, set_aside=RED))
    assert (found["outcome"], found["also_marked"]) == ("none", [])


def test_an_unanswered_meeting_closes_nothing_and_is_missing() -> None:
    found = evaluated(least(marks=RED))
    assert (found["outcome"], found["not_asked"]) == ("red", [])
    assert found["missing"] == ["known_to_practitioner"]


def test_only_a_given_looked_at_tells_what_was_not_looked_at() -> None:
    assert evaluated(least())["not_looked_at"] == []
    assert evaluated(least(looked_at=[]))["not_looked_at"] == ["yellow", "amber", "red"]
    assert evaluated(least(looked_at=["yellow"], marks=AMBER))["not_looked_at"] == ["red"]
    found = evaluated(least(looked_at=[], known_to_practitioner=False))
    assert (found["not_looked_at"], found["not_asked"]) == (["yellow"], ["amber", "red"])


@pytest.mark.parametrize("locality", LOCALITIES)
def test_steps_follow_the_higher_of_outcome_and_decision(locality: str) -> None:
    amber = evaluated(least(locality=locality, marks=AMBER, notes="Seen twice."))
    red = evaluated(least(locality=locality, marks=RED))
    higher = evaluated(least(locality=locality, marks=AMBER, notes="x", decision={"outcome": "red"}))
    lower = evaluated(least(locality=locality, marks=RED, decision={"outcome": "amber", "reason": "x"}))
    today = evaluated(
        least(locality=locality, marks={"Y1": "yes"}, known_to_practitioner=False, harm_today=True)
    )
    assert higher["outcome"] == "amber" and higher["decision"] == "red"
    assert lower["outcome"] == "red" and lower["decision"] == "amber"
    assert today["outcome"] == "yellow" and today["decision"] == "red"
    for each in (higher, lower, today):
        assert each["steps"] == red["steps"] != amber["steps"]
        assert each["contacts"] == red["contacts"]
        assert each["contacts"][0]["phone"] == "999"
    assert "decision.reason" not in today["missing"]
    unsure = evaluated(least(locality=locality, marks=RED, decision={"outcome": "unsure"}))
    assert unsure["decision"] == "unsure" and unsure["steps"][: len(red["steps"])] == red["steps"]
    assert len(unsure["steps"]) == len(red["steps"]) + 1
    assert "decision.reason" not in unsure["missing"]


@pytest.mark.parametrize("locality", LOCALITIES)
def test_all_of_the_localitys_contacts_are_there_whatever_outcome_and_hour(locality: str) -> None:
    everyone = ce_tui("contacts", locality, "--json").json["contacts"]
    names = {each["name"] for each in everyone}
    for given in (least(), least(marks={"Y1": "yes"}), least(marks=AMBER), least(marks=RED)):
        for at in ("2026-11-25T10:00", "2026-11-25T02:00"):
            found = evaluated({**given, "locality": locality}, at)
            assert {each["name"] for each in found["contacts"]} == names


def test_where_a_step_comes_from_is_said_as_the_facts_have_it() -> None:
    given: dict[str, Any] = {"notes": "Seen twice.", "known_to_practitioner": True}
    kinds = {
        (locality, tier): {
            each["provenance"] for each in evaluated(least(locality=locality, marks=marks, **given))["steps"]
        }
        for locality in AREAS
        for tier, marks in (("yellow", {"Y1": "yes"}), ("amber", AMBER), ("red", RED))
    }
    assert kinds["southend", "yellow"] == kinds["southend", "amber"] == {"document"}
    assert kinds["essex", "yellow"] == kinds["essex", "amber"] == {"rebuilt"}
    assert kinds["essex", "red"] <= {"rebuilt", "own"}
    assert kinds["thurrock", "amber"] == {"document", "inferred"}
    assert "document" in kinds["thurrock", "red"] and "inferred" not in kinds["thurrock", "red"]
    assert "document" in kinds["southend", "red"] and "rebuilt" not in kinds["southend", "red"]


@pytest.mark.parametrize(
    ("locality", "amber", "red"),
    [
        ("southend", ("C-SPOC", "C-SPOC Form", "SET Procedures"), ("Send form to C-SPOC", "police")),
        (
            "essex",
            ("0345 603 7627", "Consultation Line", "Request for Support"),
            ("Priority Line", "Emergency Duty Team", "occhildexploitationtriageteam@essex.police.uk"),
        ),
        (
            "thurrock",
            ("MASH", "Thurrock CAF Referral Form"),
            ("Thurrock CAF Referral Form", "Send form to MASH"),
        ),
        ("elsewhere", ("council",), ("999", "101", "council")),
    ],
)
def test_each_area_has_its_own_procedure(locality: str, amber: tuple[str, ...], red: tuple[str, ...]) -> None:
    for marks, expected in ((AMBER, amber), (RED, ("999", *red))):
        said = texts(evaluated(least(locality=locality, marks=marks)))
        assert all(words in said for words in expected), said
    said = json.dumps(evaluated(least(locality=locality, marks=RED)))
    for other, word in (("southend", "C-SPOC"), ("essex", "Priority Line"), ("thurrock", "MASH")):
        assert (word in said) is (other == locality)


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"marks": AMBER}, ["notes"]),
        ({"marks": AMBER, "notes": " A1, a1;\n A2 "}, ["notes"]),
        ({"marks": AMBER, "notes": "A1 after school"}, ["notes"]),
        ({"marks": AMBER, "notes": "A1 twice after school"}, []),
        ({"marks": AMBER, "notes": "By the A12", "not_ids": ["A12"]}, []),
        ({"marks": AMBER | RED}, []),
        ({"marks": AMBER, "immediate_risk": True}, []),
        ({"marks": {"Y1": "yes"}}, []),
        ({"marks": RED, "decision": {"outcome": "amber"}}, ["decision.reason"]),
        ({"marks": RED, "decision": {"outcome": "none", "reason": "  "}}, ["decision.reason"]),
        ({"marks": RED, "decision": {"outcome": "amber", "reason": "known to us"}}, []),
        ({"marks": RED, "decision": {"outcome": "amber", "reason": "known already"}}, ["decision.reason"]),
        ({"marks": AMBER, "notes": "x y z", "decision": {"outcome": "red"}}, []),
        ({"marks": RED, "decision": {"outcome": "unsure"}}, []),
        ({"consent": {"status": "not sought"}}, ["consent.reason"]),
        ({"consent": {"status": "not sought", "reason": "not safe"}}, []),
        ({"consent": {"status": "refused"}}, []),
        ({"consent": {"status": "not yet asked"}}, []),
    ],
)
def test_what_is_absent_stands_in_missing_by_its_name(given: dict[str, Any], missing: list[str]) -> None:
    assert evaluated(least(known_to_practitioner=True, **given))["missing"] == missing


def test_all_four_that_can_be_missing_are_missing_together() -> None:
    given = least(marks=AMBER, decision={"outcome": "none"}, consent={"status": "not sought"})
    assert sorted(evaluated(given)["missing"]) == [
        *("consent.reason", "decision.reason", "known_to_practitioner", "notes"),
    ]


def test_ids_in_notes_are_found_as_the_contract_defines_them() -> None:
    notes = (
        "a3, A3. (A3) A3A xA3 A31x A301 3A3 A3_b Y10 y10 v6 V7 R11 r12 B3 A0 A00 A-3 A 3 éA3 A3é A4/A5 "
        "the A12 and a13 road, A127"
    )
    found = evaluated(least(notes=notes, not_ids=["a12", "V7"]))
    assert found["citations"] == {"A3": 4, "V6": 1, "R11": 1, "A4": 1, "A5": 1}
    assert sorted(found["unknown_ids"]) == ["A0", "A00", "A13", "R12", "Y10"]


def test_a_known_id_that_is_said_to_be_none_is_counted_all_the_same() -> None:
    assert evaluated(least(notes="A3", not_ids=["A3"]))["citations"] == {"A3": 1}


BORN = "2010-04-03"


@pytest.mark.parametrize("locality", AREAS)
def test_age_is_judged_at_the_screening_else_at_the_time_given(locality: str) -> None:
    adult_care = {"southend": "01702 215008", "essex": "0345 603 7630", "thurrock": "01375 511000"}[locality]

    def said(at: str, born: str = BORN, **given: Any) -> str:
        return texts(
            evaluated(least(locality=locality, child={"date_of_birth": born}, **given), at), "notices"
        )

    assert "Adult Social Care" not in said("2027-04-02")
    assert "Adult Social Care" in said("2027-04-03") and adult_care in said("2027-04-03")
    assert "18 or over" in said("2028-04-03T00:00") and adult_care in said("2028-04-03")
    assert "18 or over" not in said("2028-04-02T23:59")
    assert "18 or over" in said("2028-04-02T23:30Z")  # half past midnight in London's summer
    assert "Adult Social Care" not in said("2028-04-03", screened_on="2026-11-25")
    assert "Adult Social Care" in said("2010-04-03", "2009-11-25", screened_on="2026-11-25")


def test_without_a_date_of_birth_nothing_is_claimed_of_the_age() -> None:
    found = evaluated(least(marks={"R3": "suspected"}))
    assert "under 13" not in texts(found, "notices") and "Adult Social Care" not in texts(found, "notices")


@pytest.mark.parametrize("item_id", ["A9", "R3", "R10", "R2"])
def test_under_13_with_a_sexual_indicator_is_said(item_id: str) -> None:
    def said(born: str) -> bool:
        given = least(marks={item_id: "suspected"}, screened_on="2026-11-25", child={"date_of_birth": born})
        return "under 13 cannot legally consent" in texts(evaluated(given), "notices")

    assert said("2013-11-26") is (item_id != "R2")
    assert said("2013-11-25") is False


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"marks": {"A2": "suspected"}}, "Missing now? Phone 101, or 999 if in danger."),
        ({"marks": {"R3": "suspected"}}, "Do not view, copy or share images"),
        ({"marks": {"R1": "suspected"}}, "National Referral Mechanism"),
        ({"marks": {"R2": "suspected"}}, "National Referral Mechanism"),
        ({"marks": {"R8": "suspected"}}, "National Referral Mechanism"),
        (
            {"marks": {"A8": "suspected"}},
            "Do not ask or tell the family yet, unless someone needs urgent help.",
        ),
        (
            {"marks": {"Y1": "yes"}},
            "vulnerabilities themselves are not evidence that exploitation is occurring",
        ),
        ({}, "without any obvious vulnerabilities"),
        ({}, "not exhaustive"),
        ({"locality": "elsewhere"}, "999 in danger, otherwise 101"),
        ({"placed_by": "Imaginary Council"}, "tell both"),
        ({"marks": AMBER}, "own form"),
        ({"consent": {"status": "refused"}}, "Consent is not needed to share information"),
        ({"decision": {"outcome": "unsure"}}, "unsure about which action to take"),
    ],
)
def test_each_notice_is_shown_where_it_holds(given: dict[str, Any], words: str) -> None:
    assert words in texts(evaluated(least(known_to_practitioner=True, **given)), "notices")


def test_where_the_family_may_be_involved_nothing_asks_to_tell_it() -> None:
    given = least(marks={"A8": "suspected"}, consent={"status": "not yet asked"}, notes="Seen.")
    said = texts(evaluated(given), "notices")
    assert "tell the child and the carers" not in said


def test_times_and_time_zones_of_at_agree() -> None:
    given = least(locality="southend", marks=RED)
    summer = [
        evaluated(given, at) for at in ("2026-07-01T09:00", "2026-07-01T08:00Z", "2026-07-01T10:00+02:00")
    ]
    assert summer[0] == summer[1] == summer[2]
    assert evaluated(given, "2026-11-25") == evaluated(given, "2026-11-25T00:00")
    assert evaluated(given, "2026-07-01T08:00") != summer[0]
