"""`ce-tui follow-up list`: what is due, as a script and a person read it."""

from __future__ import annotations

import json
from typing import Any

from support.people.cli import Ended, answers
from support.people.cli_people import Hub
from support.people.lately import LATELY, a_day_after

KEYS = ["ref", "action", "what", "by", "overdue", "acting_on", "owner", "to", "next", "source"]
YELLOW = answers(marks={"Y1": "yes"}, decision=None)


def adds(hub: Hub, ref: str, **action: Any) -> None:
    given = {"at": "2026-11-25T14:05", "kind": "phone", "to": "A colleague"} | action
    ended = hub.run("Ben", "action", "add", ref, "--file", "-", stdin=json.dumps(given))
    assert ended.code == 0, ended.err


def due(hub: Hub, name: str, *options: object) -> list[dict[str, Any]]:
    ended = hub.run(name, "follow-up", "list", "--json", *options)
    assert (ended.code, ended.err) == (0, "")
    found: list[dict[str, Any]] = ended.json
    return found


def read(hub: Hub, name: str, *options: object) -> Ended:
    ended = hub.run(name, "follow-up", "list", *options)
    assert (ended.code, ended.err) == (0, "")
    return ended


def test_where_nothing_is_due_it_says_so(staffed: Hub) -> None:
    assert read(staffed, "Ben").out == "Nothing is due.\n"
    assert read(staffed, "Ben", "--overdue").out == "Nothing is overdue.\n"
    assert due(staffed, "Ben") == []


def test_a_red_screening_about_which_nobody_was_phoned_is_due_at_once(staffed: Hub) -> None:
    [ref] = staffed.imports("Ben", answers())
    each, police = due(staffed, "Ben")
    assert list(each) == list(police) == KEYS
    assert (police["ref"], police["what"], police["overdue"]) == (ref, "police", True)
    assert (each["ref"], each["action"], each["what"]) == (ref, "", "call")
    assert (each["overdue"], each["acting_on"], each["owner"]) == (True, "red", "Ben")
    assert due(staffed, "Ben", "--overdue") == [each, police]
    line, of_police = read(staffed, "Ben").out.splitlines()
    assert line.startswith(
        f"{ref}, red, Ben: Phone now: nobody was phoned yet, as far as is recorded. Due now"
    )
    assert of_police.startswith(f"{ref}, red, Ben: Tell the police: not recorded. Due now, since ")


def test_the_overdue_stand_first_one_object_for_each_thing_due(staffed: Hub) -> None:
    later, sooner = staffed.imports("Ben", YELLOW, YELLOW)
    adds(staffed, later, next="ring back", by="2026-12-04", came_of_it="advice")
    adds(staffed, sooner, next="write to them", by="2026-11-26", came_of_it="advice")
    adds(staffed, sooner, to="The school", came_of_it="")
    found = due(staffed, "Ben", "--at", "2026-11-27T09:00")
    assert [(each["ref"], each["what"], each["by"], each["overdue"]) for each in found] == [
        (sooner, "answer", "2026-11-26", True),
        (sooner, "next", "2026-11-26", True),
        (later, "next", "2026-12-04", False),
    ]
    assert [(each["action"], each["to"], each["next"]) for each in found] == [
        ("2", "The school", ""),
        ("1", "A colleague", "write to them"),
        ("1", "A colleague", "ring back"),
    ]
    assert found[1]["source"] == "" and "one working day" in found[0]["source"]
    assert due(staffed, "Ben", "--overdue", "--at", "2026-11-27T09:00") == found[:2]
    lines = read(staffed, "Ben", "--at", "2026-11-27T09:00").out.splitlines()
    assert lines == [
        f"{sooner}, yellow, Ben: Ask what came of it: nothing is recorded (The school). Overdue since 26 November 2026",
        f"{sooner}, yellow, Ben: Write to them (A colleague): overdue since 26 November 2026",
        f"{later}, yellow, Ben: Ring back (A colleague): by 4 December 2026",
    ]


def test_a_day_is_overdue_once_it_is_over_and_a_time_when_it_has_come(staffed: Hub) -> None:
    [ref] = staffed.imports("Ben", YELLOW)
    adds(staffed, ref, next="ring back", by="2026-11-26", came_of_it="advice")
    for at, overdue in (("2026-11-26T23:59", False), ("2026-11-27T00:00", True), ("2026-11-27", True)):
        assert [each["overdue"] for each in due(staffed, "Ben", "--at", at)] == [overdue], at
    assert "today" in read(staffed, "Ben", "--at", "2026-11-26T08:00").out
    wrong = staffed.run("Ben", "follow-up", "list", "--at", "soon")
    assert wrong.code == 2 and "2026-11-25T02:00" in wrong.err


def test_the_configuration_says_by_when(staffed: Hub) -> None:
    [ref] = staffed.imports("Ben", YELLOW)
    adds(staffed, ref, came_of_it="")
    config = staffed.folder / "config.toml"
    config.write_text("[follow_up]\nanswer_working_days = 3\n")
    [each] = staffed.run("Ben", "follow-up", "list", "--json", CE_TUI_CONFIG=str(config)).json
    assert each["by"] == "2026-11-30"
    config.write_text("[follow_up]\nanswer_working_days = 0\n")
    refused = staffed.run("Ben", "follow-up", "list", CE_TUI_CONFIG=str(config))
    assert refused.code == 78 and "follow_up.answer_working_days is 0; expected 1 to 10." in refused.err


def test_no_childs_name_is_shown_unless_it_is_asked_for_and_then_ones_own_only(staffed: Hub) -> None:
    [ref] = staffed.imports("Ben", answers())
    for name, options in (("Ben", ()), ("Ben", ("--json", "--names")), ("Lea", ("--names",))):
        ended = read(staffed, name, *options)
        assert ref in ended.out and "Taylor" not in ended.out and "Fictitious" not in ended.out
    named = read(staffed, "Ben", "--names").out
    assert named.startswith(f"{ref}, Taylor Fictitious, red, Ben: ")


def test_a_practitioner_sees_their_own_a_lead_the_hubs_an_administrator_none(staffed: Hub) -> None:
    [bens] = staffed.imports("Ben", answers())
    [cys] = staffed.imports("Cy", answers())
    seen = {name: {each["ref"] for each in due(staffed, name)} for name in ("Ben", "Cy", "Lea", "Ada")}
    assert seen == {"Ben": {bens}, "Cy": {cys}, "Lea": {bens, cys}, "Ada": set()}


def test_what_was_passed_on_stays_due_and_says_so_until_a_lead_ends_it(staffed: Hub) -> None:
    [ref] = staffed.imports("Ben", answers())
    passed_on = {"kind": "other", "to": "", "settles": "passed on", "said": "Nobody answers there."}
    adds(staffed, ref, at=f"{LATELY}T14:05", **passed_on)
    assert (
        read(staffed, "Ben")
        .out.rstrip()
        .endswith(". Passed on to a lead; no lead has it before one takes it on")
    )
    assert [each["what"] for each in due(staffed, "Lea")] == ["call", "police"]

    def settled(how: str, said: str = "") -> None:
        given = {"at": f"{LATELY}T15:00", "kind": "other", "settles": how, "said": said}
        options = ("--file", "-", "--reason", "Passed on to me")
        ended = staffed.run("Lea", "action", "add", ref, *options, stdin=json.dumps(given))
        assert ended.code == 0, ended.err

    settled("taken on")
    assert "Passed on" not in read(staffed, "Ben").out
    settled("ended", "Social care has it now.")
    assert due(staffed, "Ben") == due(staffed, "Lea") == []


def test_a_call_that_nobody_answered_is_due_at_once_and_the_form_after_one_that_was(staffed: Hub) -> None:
    [ref] = staffed.imports("Ben", answers())
    adds(staffed, ref, kind="police", to="", at=f"{LATELY}T14:05", came_of_it="no answer")
    each, call, police = due(staffed, "Ben")
    assert (each["what"], each["by"], each["overdue"]) == ("unanswered", f"{LATELY}T14:05", True)
    assert (call["what"], police["what"]) == ("call", "police")
    adds(staffed, ref, kind="police", to="", at=f"{LATELY}T14:15", came_of_it="accepted")
    assert [each["what"] for each in due(staffed, "Ben")] == ["call", "form"]
    assert "social care was not phoned yet as it stands now" in read(staffed, "Ben").out
    adds(staffed, ref, to="Children & Families' Hub", at=f"{LATELY}T14:20", came_of_it="accepted")
    [form] = due(staffed, "Ben", "--at", f"{LATELY}T15:00")
    assert (form["what"], form["by"], form["overdue"]) == ("form", a_day_after(f"{LATELY}T14:15"), False)
    assert "24 hours" in form["source"]


def test_a_hostile_next_step_is_one_line(staffed: Hub) -> None:
    [ref] = staffed.imports("Ben", YELLOW)
    adds(staffed, ref, next=f"ring\n{ref}, red: forged \x1b[2J\u202e", by="2026-11-26", came_of_it="advice")
    out = read(staffed, "Ben").out
    assert out.count("\n") == 1 and "\x1b" not in out and "\u202e" not in out


def test_what_is_due_stands_in_the_order_of_danger_then_what_is_overdue_longest(staffed: Hub) -> None:
    said = [
        {"marks": {"Y1": "yes"}},
        {"marks": {"A3": "suspected"}},
        {"marks": {"A3": "suspected"}},
        {"marks": {"R2": "suspected"}},
        {"marks": {"Y1": "yes"}, "harm_today": True},
        {"marks": {"Y1": "yes"}, "missing_now": True},
        {"marks": {"Y1": "yes"}, "immediate_risk": True},
    ]
    refs = staffed.imports("Ben", *(answers(decision=None, **each) for each in said))
    for ref, by in zip(refs[:3], ("2026-11-20", "2026-11-24", "2026-11-23"), strict=True):
        adds(staffed, ref, at="2026-11-18T14:05", next="ring back", by=by, came_of_it="advice")
    found = due(staffed, "Ben", "--overdue", "--at", "2026-11-27T09:00")
    yellow, amber, other_amber, *graver = refs
    in_order = [*reversed(graver), other_amber, amber, yellow]
    assert list(dict.fromkeys(each["ref"] for each in found)) == in_order
    lines = read(staffed, "Ben", "--overdue", "--at", "2026-11-27T09:00").out.splitlines()
    assert list(dict.fromkeys(line.partition(",")[0] for line in lines)) == in_order
