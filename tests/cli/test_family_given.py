"""Answers that say whether the family may be involved, and whether it is safe to contact it."""

from __future__ import annotations

import json
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest

from ce_tui.core.referral.content.shapes import FURTHER
from support.people.cli import answers, ce_tui

MORNING = "2026-11-25T10:00"
BARE: dict[str, Any] = {"consent": {}, "decision": {}, "notes": "Seen twice at the made-up station."}
RED = {"R2": "suspected"}
CAUTION = "Ask the service before the family is told (not answered here)."
UNSAFE = "Ask the service before the family is told (it is not safe to contact them)."
UNKNOWN = (
    "The practitioner does not know whether someone in the family may be involved. Please advise before the family is "
    "told."
)
INVOLVED = (
    "Someone in the family may be involved: please advise before anyone in the family is asked or told. The exception "
    "to consent may apply: asking them may place the child at further risk."
)
UNANSWERED = (
    "Whether someone in the family may be involved was not answered. Please advise before the family is told."
)
NOBODY = (
    "Someone in the family involved: no, as given in the answers; whether it was checked is not recorded."
)
ASKED = "Is it safe to contact the family?"
ADVISE = "Please advise first all the same."


def evaluated(**fields: Any) -> dict[str, Any]:
    ended = ce_tui("evaluate", "-", "--at", MORNING, stdin=json.dumps(answers(**BARE | fields)))
    assert (ended.code, ended.err) == (0, "")
    return ended.json


def test_that_somebody_does_not_know_is_as_good_as_not_answered() -> None:
    """Not one word of the outcome is another than where nobody answered at all."""
    assert evaluated(marks=RED, family_involved="not known") == evaluated(marks=RED, family_involved=None)
    assert "family_involved" in evaluated(marks=RED, family_involved="not known")["not_answered"]
    assert CAUTION in [each["text"] for each in evaluated(marks=RED, family_involved="not known")["notices"]]


def test_a_yes_lifts_no_caution_and_a_no_makes_one_on_every_tier() -> None:
    assert evaluated(marks=RED, contact_family="yes") == evaluated(marks=RED)
    yellow = {"marks": {"Y1": "yes"}}
    assert evaluated(**yellow, contact_family="not known") == evaluated(**yellow)
    said = [each["text"] for each in evaluated(**yellow, contact_family="no")["notices"]]
    assert UNSAFE in said


@pytest.mark.parametrize("marks", [{}, {"Y1": "yes"}, {"A2": "suspected"}])
@pytest.mark.parametrize(
    ("family", "contact", "words"),
    [
        (False, None, f"{NOBODY} {ASKED} Not answered."),
        (False, "yes", f"{NOBODY} {ASKED} Yes."),
        (False, "not known", f"{NOBODY} {ASKED} Not known."),
        (False, "no", f"{NOBODY} Please advise before the family is told. {ASKED} No."),
        (True, None, f"{INVOLVED} {ASKED} Not answered."),
        (True, "yes", f"{INVOLVED} {ASKED} Yes. {ADVISE}"),
    ],
)
def test_page_one_asks_it_on_every_tier_and_says_what_was_answered(
    tmp_path: Path, marks: dict[str, str], family: bool, contact: str | None, words: str
) -> None:
    assert row(tmp_path, marks=marks, family_involved=family, contact_family=contact) == words


def test_page_one_tells_who_does_not_know_from_who_did_not_answer(tmp_path: Path) -> None:
    not_answered = f"{ASKED} Not answered."
    assert row(tmp_path, marks=RED, family_involved="not known") == f"{UNKNOWN} {not_answered}"
    assert row(tmp_path, marks=RED, family_involved=True) == f"{INVOLVED} {not_answered}"
    assert row(tmp_path, marks=RED, family_involved=None) == f"{UNANSWERED} {not_answered}"


def row(tmp_path: Path, **fields: Any) -> str:
    """What stands of the family on the first page, as one line."""
    given, out = answers(**BARE | fields), tmp_path / "out.txt"
    ended = ce_tui("refer", "-", "-o", out, "--at", MORNING, "--force", stdin=json.dumps(given))
    assert ended.code == 0
    begins, _, rest = out.read_text("utf-8").partition("  The family: ")[2].partition("\n")
    goes_on = takewhile(lambda line: line.startswith(FURTHER), rest.splitlines())
    return " ".join([begins, *(line.strip() for line in goes_on)])


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        (
            {"family_involved": "no"},
            'family_involved: is text; expected true, false or "not known", or left out: not answered\n',
        ),
        (
            {"contact_family": True},
            "contact_family: is not one of the words known here; expected one of "
            '"" (nothing), no, not known, yes\n',
        ),
    ],
)
def test_another_answer_is_refused_with_what_is_expected(fields: dict[str, Any], fault: str) -> None:
    ended = ce_tui("evaluate", "-", stdin=json.dumps(answers(**fields)))
    assert (ended.code, ended.err) == (65, fault)
