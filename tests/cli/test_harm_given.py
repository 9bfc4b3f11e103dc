"""Answers with a harm: told where nobody says that it was not, and never lost in silence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.people.cli import answers, ce_tui
from support.people.cli_people import Hub

HARM = {"on": "2026-11-20", "words": "He hit me because I lost the bag"}
LEFT_OUT = answers(marks={"Y1": "yes"}, harm=HARM, harm_today=None)
DENIED = answers(harm=HARM, harm_today=False)
TAKEN = (
    "harm: a harm is given and harm_today is left out: taken as true, so the steps are those for harm told"
)
REFUSED = (
    "harm: stands beside harm_today: false, so it is not clear whether harm was told; expected harm_today: true with "
    "it, or no harm"
)


def test_a_harm_without_the_answer_is_evaluated_as_told_and_that_is_said() -> None:
    ended = ce_tui("evaluate", "-", stdin=json.dumps(LEFT_OUT))
    assert (ended.code, ended.err) == (0, f"{TAKEN}\n")
    assert (ended.json["harm_today"], ended.json["acting_on"]) == (True, "red")
    assert ended.json["alerts"][0]["key"] == "harm"


def test_its_words_stand_in_the_referral(tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    ended = ce_tui("refer", "-", "-o", out, "--at", "2026-11-25T10:00", stdin=json.dumps(LEFT_OUT))
    assert ended.code == 0 and TAKEN in ended.err
    words = " ".join(out.read_text("utf-8").split())
    assert "Harm was seen or told of on 20 November 2026: “He hit me because I lost the bag”." in words
    assert "RED, because harm was told. The marks alone indicate: yellow." in words


@pytest.mark.parametrize("command", [("evaluate", "-"), ("refer", "-", "-o", "out.txt")])
def test_a_harm_beside_a_no_is_refused_in_words(command: tuple[str, ...], tmp_path: Path) -> None:
    where = [str(tmp_path / part) if part == "out.txt" else part for part in command]
    ended = ce_tui(*where, stdin=json.dumps(DENIED))
    assert (ended.code, ended.out) == (65, "")
    assert REFUSED in ended.err and "hit me" not in ended.err
    assert list(tmp_path.iterdir()) == []


def test_an_import_takes_a_harm_as_told_and_says_so_and_refuses_it_beside_a_no(staffed: Hub) -> None:
    given, denied = staffed.folder / "given.json", staffed.folder / "denied.json"
    given.write_text(json.dumps(LEFT_OUT))
    denied.write_text(json.dumps(DENIED))
    ended = staffed.run("Ben", "import", given)
    assert ended.code == 0 and TAKEN in ended.err
    shown = staffed.run("Ben", "show", ended.out.strip(), "--json").json
    assert (shown["answers"]["harm_today"], shown["answers"]["harm"]) == (True, HARM)
    assert staffed.run("Ben", "import", denied).code == 65


def test_a_no_that_is_given_is_an_answer_for_programs() -> None:
    given = answers(
        immediate_risk=False, harm_today=False, missing_now=False, family_involved=False, harm=None
    )
    found = ce_tui("evaluate", "-", stdin=json.dumps(given)).json
    assert found["not_answered"] == []
    assert found["by_file"] == ["immediate_risk", "harm_today", "family_involved", "missing_now"]
    left = ce_tui("evaluate", "-", stdin=json.dumps(given | {"marks": {}})).json
    assert left["not_answered"] == []
