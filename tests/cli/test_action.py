"""`ce-tui action add|list`: what was done about a screening, as a script records and reads it."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from ce_tui.core.vault.casebook.opening import sign_in
from support.checkout import CHECKOUT
from support.people.cli import Ended, answers
from support.people.cli_people import WORDS, Hub
from support.people.harm import HARM
from support.people.lately import LATELY, a_day_after
from support.stores.vault import read_only
from support.terminal.apps import CE_TUI
from support.terminal.pty_screen import ENTER
from support.terminal.raw_output import strays

CALL: dict[str, Any] = {
    "at": "2026-11-25T14:05",
    "kind": "phone",
    "to": "Essex Children & Families' Hub",
    "person": "J. Worker",
    "said": "Seen at the lighthouse.",
    "reference": "EX-1",
    "came_of_it": "accepted",
    "next": "ring back",
    "by": "2026-11-26",
    "significant": True,
}
LAST_MONTH = "2026-10-20T09:00"


def call(**changes: Any) -> dict[str, Any]:
    return {key: value for key, value in {**CALL, **changes}.items() if value is not None}


def adds(hub: Hub, name: str, ref: str, action: dict[str, Any] | str, *options: object) -> Ended:
    """Record an action from standard input."""
    given = action if isinstance(action, str) else json.dumps(action)
    return hub.run(name, "action", "add", ref, "--file", "-", *options, stdin=given)


def listed(hub: Hub, name: str, ref: str, *options: object) -> list[dict[str, Any]]:
    ended = hub.run(name, "action", "list", ref, "--json", *options)
    assert ended.code == 0, ended.err
    found: list[dict[str, Any]] = ended.json
    return found


@pytest.fixture
def ref(staffed: Hub) -> str:
    """A screening of Ben's on which red is acted on."""
    [found] = staffed.imports("Ben", answers())
    return found


def test_what_is_recorded_comes_back_as_it_went_in_with_its_number_and_by_whom(
    staffed: Hub, ref: str
) -> None:
    file = staffed.folder / "a.json"
    file.write_text(json.dumps(CALL))
    ended = staffed.run("Ben", "action", "add", ref, "--file", file)
    assert (ended.code, ended.out, ended.err) == (0, "1\n", "")
    [recorded] = listed(staffed, "Ben", ref)
    assert list(recorded)[:3] == ["id", "recorded_at", "recorded_by"]
    assert (recorded["id"], recorded["recorded_by"]) == ("1", "Ben")
    assert {key: recorded[key] for key in list(recorded)[3:]} == CALL


def test_only_when_and_what_are_needed(staffed: Hub, ref: str) -> None:
    assert adds(staffed, "Ben", ref, {"at": "2026-11-25", "kind": "visit"}).out == "1\n"
    [recorded] = listed(staffed, "Ben", ref)
    assert (recorded["at"], recorded["came_of_it"], recorded["significant"]) == ("2026-11-25", "", False)


def test_a_time_with_an_offset_is_kept_as_londons(staffed: Hub, ref: str) -> None:
    adds(staffed, "Ben", ref, call(at="2026-11-25T15:05:30+01:00"))
    assert [each["at"] for each in listed(staffed, "Ben", ref)] == ["2026-11-25T14:05"]


def test_it_is_read_in_words_a_line_each_and_nothing_yet_is_said(staffed: Hub, ref: str) -> None:
    assert staffed.run("Ben", "action", "list", ref).out == "Nothing is recorded as done yet.\n"
    assert listed(staffed, "Ben", ref) == []
    forged = "A call.\n2. 1 January 2026: Police told."
    adds(staffed, "Ben", ref, call(said=forged))
    adds(staffed, "Ben", ref, call(kind="form", to="C-SPOC", said=""))
    first, second = staffed.run("Ben", "action", "list", ref).out.splitlines()
    assert first.startswith(
        "1. 25 November 2026, 14:05: Phone call to Essex Children & Families' Hub, J. Worker."
    )
    assert "Said: A call. 2. 1 January 2026: Police told." in first
    assert second.startswith("2. 25 November 2026, 14:05: Form sent to C-SPOC")


def test_a_later_one_corrects_an_earlier_and_both_are_read(staffed: Hub, ref: str) -> None:
    adds(staffed, "Ben", ref, CALL)
    assert adds(staffed, "Ben", ref, call(said="At the harbour.", corrects="1")).out == "2\n"
    first, second = staffed.run("Ben", "action", "list", ref).out.splitlines()
    assert first.startswith("1. Corrected by number 2: ") and "lighthouse" in first
    assert "At the harbour" in second and "This corrects number 1" in second
    assert [each.get("corrects") for each in listed(staffed, "Ben", ref)] == [None, "1"]
    mistake = {"at": CALL["at"], "kind": "other", "corrects": "2", "settles": "mistake"}
    assert adds(staffed, "Ben", ref, mistake).code == 0
    assert "2. Recorded by mistake: " in staffed.run("Ben", "action", "list", ref).out
    assert len(listed(staffed, "Ben", ref)) == 3


WRONG: dict[str, tuple[dict[str, Any] | str, list[str]]] = {
    "no JSON": ("{", ["line 1, column 2: this is not JSON; expected"]),
    "no object": ("[]", ["the file: is a list; expected an action, as one object"]),
    "nothing": ({}, ["at: is missing", "kind: is missing"]),
    "an unknown key and an unknown word": (
        call(kind="fax", where="here"),
        [
            "kind: is not one of the words known here; expected one of e-mail, form, meeting,",
            "where: unknown key",
        ],
    ),
    "no day that there is": (call(at="2026-02-30"), ["at: is no real date or time; expected a date"]),
    "a day to come": (call(at="2199-01-01", by=None), ["at: is in the future; expected when it was done"]),
    "due before it was done": (
        call(by="2026-11-24"),
        ["by: is before the day on which it was done; expected"],
    ),
    "corrects none": (call(corrects="7"), ["corrects: there is no action of this number in this screening;"]),
    "two at once": (
        call(by="26/11/2026", corrects="7"),
        ["by: is no real date; expected a date: 2026-11-26", "corrects: there is no action of this number"],
    ),
    "a mistake of nothing": (
        {"at": "2026-11-25", "kind": "other", "settles": "mistake"},
        ["corrects: is missing; expected the number of what was recorded by mistake"],
    ),
    "the same key twice": (
        '{"at": "2026-11-25", "at": "2026-11-24", "kind": "phone"}',
        ["at: stands more than once; expected each key once"],
    ),
    "taken on by who is no lead": (
        {"at": "2026-11-25", "kind": "other", "settles": "taken on"},
        ["settles: only a lead takes it on"],
    ),
    "ended without a reason": (
        {"at": "2026-11-25", "kind": "other", "settles": "ended"},
        ["said: needs a reason of three words or more; expected why nothing more is to be done here"],
    ),
    "ended alone although nobody was phoned": (
        {"at": "2026-11-25", "kind": "other", "settles": "ended", "said": "It is all over now."},
        ["settles: Nobody was phoned yet, nobody has answered"],
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_each_fault_stands_on_its_own_line_and_nothing_is_recorded(what: str, staffed: Hub, ref: str) -> None:
    given, faults = WRONG[what]
    ended = adds(staffed, "Ben", ref, given)
    assert (ended.code, ended.out) == (65, "")
    lines = ended.err.splitlines()
    assert len(lines) == len(faults), ended.err
    for line, fault in zip(lines, faults, strict=True):
        assert line.startswith(fault)
    assert listed(staffed, "Ben", ref) == []


def test_each_other_end_has_its_code_and_nothing_is_recorded(staffed: Hub, ref: str) -> None:
    gone = staffed.run("Ben", "action", "add", ref, "--file", staffed.folder / "none.json")
    assert (gone.code, gone.out) == (66, "")
    assert staffed.run("Ben", "action", "add", ref).code == 2
    both = staffed.run("Lea", "action", "add", ref, "--file", "-", "--reason-file", "-", stdin="{}")
    assert (both.code, both.err) == (2, "Standard input (-) can stand for one file only.\n")
    anothers, unknown = (adds(staffed, "Cy", each, CALL) for each in (ref, "CE-AAAA-AA"))
    assert (anothers.code, anothers.err) == (unknown.code, unknown.err)
    assert anothers.code == 77
    assert adds(staffed, "Ada", ref, CALL).code == 77, "an administrator by that role alone reads no case"
    for name in ("Cy", "Ada"):
        assert staffed.run(name, "action", "list", ref).code == 77
    with read_only(staffed.home):
        refused = adds(staffed, "Ben", ref, CALL)
    assert (refused.code, refused.out) == (74, "") and "read-only" in refused.err
    assert listed(staffed, "Ben", ref) == []


def test_while_somebody_else_writes_it_says_how_long_to_wait(staffed: Hub, ref: str) -> None:
    ben = sign_in(staffed.home, "Ben", WORDS["Ben"])
    with ben._desk.store.together():
        busy = adds(staffed, "Ben", ref, CALL)
    ben.close()
    assert (busy.code, busy.out) == (75, "")
    assert busy.err.strip() and "Traceback" not in busy.err
    assert listed(staffed, "Ben", ref) == []


def test_two_processes_that_record_at_once_both_do(staffed: Hub, ref: str) -> None:
    files = [staffed.folder / f"{number}.json" for number in range(4)]
    for file in files:
        file.write_text(json.dumps(call(reference=file.name)))
    argv = [*CE_TUI, "action", "add", ref, "--as", "Ben", "--passphrase-file", str(staffed.words("Ben"))]
    env = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    running = [
        subprocess.Popen([*argv, "--file", file], env=env, stdout=subprocess.PIPE, text=True)
        for file in files
    ]
    printed = {each.communicate(timeout=120)[0].strip() for each in running}
    assert [each.returncode for each in running] == [0] * 4
    recorded = listed(staffed, "Ben", ref)
    assert printed == {each["id"] for each in recorded} == {"1", "2", "3", "4"}
    assert {each["reference"] for each in recorded} == {file.name for file in files}


def test_a_lead_records_and_lists_for_another_with_a_reason_and_the_log_has_it(
    staffed: Hub, ref: str
) -> None:
    without = adds(staffed, "Lea", ref, CALL)
    assert (without.code, without.out) == (77, "") and "Give your reason" in without.err
    assert staffed.run("Lea", "action", "list", ref).code == 77
    assert adds(staffed, "Lea", ref, CALL, "--reason", "Ben is on leave").out == "1\n"
    reason = staffed.folder / "reason"
    reason.write_text("To see to it")
    [recorded] = listed(staffed, "Lea", ref, "--reason-file", reason)
    assert recorded["recorded_by"] == "Lea"
    log = [
        each
        for each in staffed.run("Ada", "audit", "show", "--json", "--ref", ref).json
        if each["by"] == "Lea"
    ]
    assert [(each["kind"], each["detail"]) for each in log if each["kind"] != "refusal"] == [
        ("view", "Ben is on leave"),
        ("action", "1: phone, 2026-11-25T14:05"),
        ("view", "To see to it"),
    ]


def test_a_reason_with_the_childs_name_records_nothing(staffed: Hub, ref: str) -> None:
    ended = adds(staffed, "Lea", ref, CALL, "--reason", "Taylor was seen again")
    assert ended.code == 65 and "in the child's name" in ended.err
    assert listed(staffed, "Ben", ref) == []


def test_the_log_holds_number_kind_and_time_alone_and_that_it_was_listed(staffed: Hub, ref: str) -> None:
    adds(staffed, "Ben", ref, CALL)
    adds(staffed, "Ben", ref, call(corrects="1"))
    listed(staffed, "Ben", ref)
    log = staffed.run("Ada", "audit", "show", "--json", "--ref", ref)
    assert [(each["kind"], each["detail"]) for each in log.json] == [
        ("imported", log.json[0]["detail"]),
        ("action", "1: phone, 2026-11-25T14:05"),
        ("action", "2: phone, 2026-11-25T14:05, corrects 1"),
        ("view", ""),
    ]
    for word in ("lighthouse", "J. Worker", "EX-1", "ring back", "Families"):
        assert word not in log.out


def test_long_before_the_screening_nothing_is_recorded_until_the_option_says_that_it_is_right(
    staffed: Hub, ref: str
) -> None:
    refused = adds(staffed, "Ben", ref, call(at=LAST_MONTH))
    assert (refused.code, refused.out) == (65, "")
    assert refused.err == (
        "at: is more than a week before the screening; expected --long-before where that is right, else another time\n"
    )
    assert listed(staffed, "Ben", ref) == []
    assert adds(staffed, "Ben", ref, call(at=LAST_MONTH), "--long-before").out == "1\n"
    back = {"at": LAST_MONTH, "kind": "other", "corrects": "1", "settles": "mistake"}
    assert adds(staffed, "Ben", ref, back).code == 0, "what was recorded is taken back without that"
    assert adds(staffed, "Ben", ref, call(at="2026-11-18T09:00")).code == 0


@pytest.mark.parametrize(("answer", "recorded"), [("yes", 1), ("no", 0)])
def test_long_before_the_screening_it_is_asked_at_a_terminal(
    answer: str, recorded: int, staffed: Hub, ref: str
) -> None:
    file = staffed.folder / "a.json"
    file.write_text(json.dumps(call(at=LAST_MONTH)))
    with staffed.on_terminal("action", "add", ref, "--file", str(file), "--as", "Ben") as terminal:
        terminal.wait_for("Passphrase of Ben:")
        terminal.press(WORDS["Ben"].encode() + ENTER)
        terminal.wait_for("yes or no:")
        assert "20 October 2026, 09:00 is more than a week before this screening, of 25 November 2026." in (
            " ".join(terminal.text.split())
        )
        terminal.press(answer.encode() + ENTER)
        assert terminal.wait_for_end() == (0 if recorded else 65)
    assert len(listed(staffed, "Ben", ref)) == recorded


@pytest.mark.parametrize(("answer", "kind"), [("yes", "police"), ("no", "phone")])
def test_of_a_call_to_999_it_is_asked_at_a_terminal_whether_it_was_the_police(
    answer: str, kind: str, staffed: Hub, ref: str
) -> None:
    file = staffed.folder / "a.json"
    file.write_text(json.dumps(call(to="999")))
    with staffed.on_terminal("action", "add", ref, "--file", str(file), "--as", "Ben") as terminal:
        terminal.wait_for("Passphrase of Ben:")
        terminal.press(WORDS["Ben"].encode() + ENTER)
        terminal.wait_for("Was it the police who answered on 999? yes or no:")
        terminal.press(answer.encode() + ENTER)
        assert terminal.wait_for_end() == 0
    assert [each["kind"] for each in listed(staffed, "Ben", ref)] == [kind]


def test_where_nobody_can_be_asked_it_is_said_how_a_call_to_the_police_on_999_is_recorded(
    staffed: Hub, ref: str
) -> None:
    told = adds(staffed, "Ben", ref, call(to="999"))
    assert (told.code, told.out) == (0, "1\n")
    assert told.err == (
        'Recorded as a call to 999, not as "Police told". If the police answered, correct it: "kind": "police".\n'
    )
    assert adds(staffed, "Ben", ref, call(to="999", kind="police", corrects="1")).err == ""


def test_a_lead_is_asked_for_the_reason_at_a_terminal(staffed: Hub, ref: str) -> None:
    file = staffed.folder / "a.json"
    file.write_text(json.dumps(CALL))
    with staffed.on_terminal("action", "add", ref, "--file", str(file), "--as", "Lea") as terminal:
        terminal.wait_for("Passphrase of Lea:")
        terminal.press(WORDS["Lea"].encode() + ENTER)
        terminal.wait_for("Your reason:")
        terminal.press(b"Ben is on leave" + ENTER)
        assert terminal.wait_for_end() == 0
    [recorded] = listed(staffed, "Ben", ref)
    assert recorded["recorded_by"] == "Lea"
    assert "Ben is on leave" in staffed.run("Ada", "audit", "show", "--kind", "view").out


def test_after_no_answer_that_cannot_wait_it_says_at_once_whom_to_phone(staffed: Hub, ref: str) -> None:
    ended = adds(staffed, "Ben", ref, call(came_of_it="no answer", next="", by=""))
    assert (ended.code, ended.out) == (0, "1\n")
    [words] = ended.err.splitlines()
    assert words.startswith(
        "Nobody answered, and this cannot wait. If the child is in danger now: 999. Phone "
    )
    assert adds(staffed, "Ben", ref, call(came_of_it="accepted", next="", by="")).err == ""
    before = call(to="Mother", at="2026-11-25T13:50", came_of_it="no answer", next="", by="")
    after = adds(staffed, "Ben", ref, before)
    assert (after.code, after.err) == (0, ""), "the hub has answered since"
    [could_wait] = staffed.imports("Ben", answers(marks={"Y1": "yes"}, decision=None))
    assert adds(staffed, "Ben", could_wait, call(came_of_it="no answer")).err == ""


def test_what_would_do_harm_is_taken_out_and_what_is_too_long_is_cut_and_both_are_said(
    staffed: Hub, ref: str
) -> None:
    hostile = {
        "to": f"{HARM} hub",
        "said": f"{HARM}\nsecond line",
        "next": "x" * 501,
        "reference": "\u202eevil",
    }
    ended = adds(staffed, "Ben", ref, call(**hostile))
    assert (ended.code, ended.out) == (0, "1\n")
    unseen = "characters that cannot be shown were taken out"
    assert ended.err.splitlines() == [
        f"to: {unseen}",
        f"reference: {unseen}",
        "next: longer than 500 characters; the rest was cut off",
        f"said: {unseen}",
    ]
    for options in ((), ("--json",)):
        said = staffed.run("Ben", "action", "list", ref, *options)
        assert strays(said.out.encode()) == [] and "evil" in said.out
        assert "\u202e" not in said.out
    [recorded] = listed(staffed, "Ben", ref)
    assert (recorded["next"], recorded["reference"]) == ("x" * 500, "evil")
    assert staffed.run("Ben", "action", "list", ref).out.count("\n") == 1


def test_a_hostile_key_or_value_is_refused_without_being_repeated(staffed: Hub, ref: str) -> None:
    ended = adds(staffed, "Ben", ref, {"at": HARM, "kind": HARM, HARM: HARM})
    assert ended.code == 65
    assert strays(ended.err.encode()) == [] and "aGFsbG8" not in ended.err.split("unknown key")[-1]


def test_the_list_names_the_last_action_and_what_is_due_next(staffed: Hub, ref: str) -> None:
    [row] = staffed.run("Ben", "list", "--json").json
    assert list(row)[-2:] == ["last_action", "next_due"]
    assert row["last_action"] == "" and "T" in row["next_due"], "nobody was phoned on red: due at once"
    at = f"{LATELY}T14:05"
    lately = {"at": at, "by": a_day_after(at)[:10]}
    adds(staffed, "Ben", ref, call(to="A colleague", **lately))
    [row] = staffed.run("Ben", "list", "--json").json
    assert "T" in row["next_due"], "a colleague is no service: still due at once"
    adds(staffed, "Ben", ref, call(**lately))
    [row] = staffed.run("Ben", "list", "--json").json
    assert (row["last_action"], row["next_due"]) == (at, a_day_after(at))
    [quiet] = staffed.imports("Cy", answers(marks={}, decision=None))
    [row] = staffed.run("Cy", "list", "--json").json
    assert (row["ref"], row["last_action"], row["next_due"]) == (quiet, "", "")


def test_page_one_of_what_is_exported_says_whom_it_was_and_what_came_of_it(
    staffed: Hub, ref: str, tmp_path: Path
) -> None:
    """Phoned on another day, so with its date; nobody has recorded that the police were told."""
    out = tmp_path / "out.txt"
    assert staffed.run("Ben", "export", ref, "-o", out).code == 0
    assert " No call recorded. Police: not recorded. " in " ".join(out.read_text("utf-8").split())
    assert adds(staffed, "Ben", ref, CALL).code == 0
    assert staffed.run("Ben", "export", ref, "-o", out, "--force").code == 0
    told = "Phoned 25 November 2026, 14:05, J. Worker, accepted, ref EX-1. Police: not recorded."
    assert told in " ".join(out.read_text("utf-8").split())
