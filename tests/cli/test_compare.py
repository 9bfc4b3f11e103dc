"""`ce-tui compare`: two screenings, from files without a sign-in, or by their references."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ce_tui.core.words.actions import NOTHING_THEN
from ce_tui.core.words.comparison import NOT_OVER
from support.people.cli import answers, ce_tui
from support.people.cli_people import Hub

BEFORE = {
    "screened_on": "2026-10-03",
    "marks": {"A3": "suspected", "A5": "suspected"},
    "looked_at": ["amber"],
    "decision": {"outcome": "", "reason": ""},
}
NOW = {"screened_on": "2026-11-25", "marks": {"A5": "reasonably believe", "R2": "suspected"}}


def written(folder: Path, name: str, **given: Any) -> Path:
    file = folder / name
    file.write_text(json.dumps(answers(**given)))
    return file


@pytest.fixture
def before(tmp_path: Path) -> Path:
    return written(tmp_path, "before.json", **BEFORE)


@pytest.fixture
def now(tmp_path: Path) -> Path:
    return written(tmp_path, "now.json", **NOW)


def test_two_files_are_compared_without_a_sign_in(before: Path, now: Path) -> None:
    ended = ce_tui("compare", before, now)
    assert (ended.code, ended.err) == (0, "")
    lines = ended.out.splitlines()
    assert lines[0] == "Screened on 3 October 2026 and on 25 November 2026."
    assert lines[1] == "Then: Amber indicated, no decision made. Acted on now: Red."
    assert "Marked now, not asked or not looked at before:" in lines
    assert lines[-1] == "Yellow and Red not asked or not looked at then." and NOT_OVER in lines


def test_as_json_it_has_the_contracts_keys_and_one_may_come_from_standard_input(
    before: Path, now: Path
) -> None:
    ended = ce_tui("compare", before, "-", "--json", stdin=now.read_bytes())
    assert ended.code == 0, ended.err
    found = ended.json
    assert [each["id"] for each in found["moved"]] == ["A5"] and found["moved"][0]["from"] == "suspected"
    assert [each["id"] for each in found["gone"]] == ["A3"]
    assert found["new"] == [] and found["not_asked_then"] == ["yellow", "red"]


def test_what_was_answered_of_danger_is_said_and_of_files_nobody_knows_what_was_done(tmp_path: Path) -> None:
    before = written(tmp_path, "before.json", **BEFORE, missing_now=True, immediate_risk=True)
    now = written(tmp_path, "now.json", **NOW, missing_now=False, harm_today=True, immediate_risk=None)
    lines = ce_tui("compare", before, now).out.splitlines()
    assert lines[2:4] == [
        "Newly said: harm told on 25 November 2026 (not answered before).",
        "Said before and not now: immediate risk (not answered now); "
        "missing now (now a No that was only given in answers).",
    ]
    found = ce_tui("compare", before, now, "--json").json
    assert {"name": "missing_now", "before": "yes", "now": "given"} in found["answers"]
    assert not {"done_then", "graver"} & found.keys()


def test_of_a_reference_what_is_recorded_as_done_is_said(staffed: Hub, now: Path) -> None:
    [ref] = staffed.imports("Ben", answers(**BEFORE))
    assert NOTHING_THEN in staffed.run("Ben", "compare", ref, now).out
    assert staffed.run("Ben", "compare", ref, now, "--json").json["done_then"] == []
    done = {"at": "2026-10-03T10:00", "kind": "phone", "to": "The Hub", "came_of_it": "accepted"}
    given = json.dumps(done).encode()
    assert staffed.run("Ben", "action", "add", ref, "--file", "-", stdin=given).code == 0
    said = "Then, as far as is recorded: phone call to The Hub, 3 October 2026; accepted."
    assert said in staffed.run("Ben", "compare", ref, now).out.splitlines()
    assert staffed.run("Ben", "compare", ref, now, "--json").json["done_then"] == [done]
    assert "done_then" not in staffed.run("Ben", "compare", now, ref, "--json").json, (
        "it is of the earlier one"
    )


def test_what_is_wrong_with_a_file_is_said_and_nothing_is_compared(before: Path, tmp_path: Path) -> None:
    wrong = written(tmp_path, "wrong.json", marks={"Y99": "yes"})
    ended = ce_tui("compare", before, wrong)
    assert (ended.code, ended.out) == (65, "") and "marks.Y99" in ended.err
    assert ce_tui("compare", "-", "-", stdin=b"{}").code == 2
    assert ce_tui("compare", before, tmp_path / "nothing.json").code == 66


def test_a_reference_takes_an_account_and_is_logged_as_a_view(staffed: Hub, now: Path) -> None:
    [ref] = staffed.imports("Ben", answers(**BEFORE))
    ended = staffed.run("Ben", "compare", ref, now, "--json")
    assert ended.code == 0, ended.err
    assert [each["id"] for each in ended.json["moved"]] == ["A5"]
    refused = staffed.run("Cy", "compare", ref, now)
    assert (refused.code, refused.out) == (77, "")
    lead = staffed.run("Lea", "compare", ref, now)
    assert lead.code == 77 and "reason" in lead.err
    assert staffed.run("Lea", "compare", ref, now, "--reason", "asked by the practitioner").code == 0
    shown = staffed.run("Lea", "audit", "show").out
    twice = staffed.run("Lea", "compare", ref, "-", "--reason-file", "-", stdin=now.read_text())
    assert twice.code == 2, twice.err
    assert shown.count(ref) >= 3 and "asked by the practitioner" in shown
