"""The table `tests/data/said_of_a_result.md`: in words exactly, what is said of a result, and the situations in it.

Read by `test_said_on_page_one.py`, `test_said_on_the_phone.py` and `test_said_in_the_app.py`, each near what it tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import product
from typing import Any, NamedTuple

from ce_tui.core.pathway.answers.screening import Answers, Decision, Harm
from ce_tui.core.pathway.dates import parse_at
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.outcome import Outcome
from support.checkout import CHECKOUT

PATHWAY = default_pathway()
TABLE = CHECKOUT / "tests" / "data" / "said_of_a_result.md"
MARKS = {"nothing": {}, "yellow": {"Y1": "yes"}, "amber": {"A2": "suspected"}, "red": {"R2": "suspected"}}
DECIDED = {
    "not yet": "", "no action": "none", "yellow": "yellow", "amber": "amber", "red": "red", "unsure": "unsure"
}  # fmt: skip
ANSWERS = {"yes": True, "no": False, "not said": None}
ALERTS: dict[str, dict[str, Any]] = {
    "-": {},
    "missing": {"missing_now": True},
    "not missing": {"missing_now": False},
    "family": {"family_involved": True},
    "under 13": {"under_13": True, "marks": {"A9": "suspected"}},
    "images": {"marks": {"R3": "suspected"}},
    "set aside": {
        "known_to_practitioner": False,
        "known_from": "",
        "set_aside": {"A3": "suspected", "R6": "reasonably believe"},
    },
}
BESIDE = {"under 13": ("amber", "red"), "images": ("red",), "set aside": ("nothing", "yellow")}
"""With which marks what stands with the alerts can be: some come with a mark, and a first meeting closes tiers."""


class Situation(NamedTuple):
    """What is given, in the table's words."""

    marks: str
    decided: str
    risk: str
    harm: str
    alert: str


Said = Callable[[Situation, Answers, Outcome], list[str]]


def situations() -> Iterator[Situation]:
    """Every combination that can be: some eleven hundred."""
    for each in map(Situation._make, product(MARKS, DECIDED, ANSWERS, ANSWERS, ALERTS)):
        if each.marks in BESIDE.get(each.alert, MARKS):
            yield each


@cache
def found(given: Situation) -> tuple[Answers, Outcome]:
    """The answers of a situation, and what they indicate on a Wednesday morning."""
    fields = dict(ALERTS[given.alert])
    marks = {**MARKS[given.marks], **fields.pop("marks", {})}
    fields = {"known_to_practitioner": True, "known_from": "work", **fields}
    answers = Answers(
        pathway=PATHWAY.id,
        locality="southend",
        screened_on="2026-11-25",
        looked_at=("yellow", "amber", "red"),
        marks=marks,
        decision=Decision(DECIDED[given.decided]),  # type: ignore[arg-type]
        immediate_risk=ANSWERS[given.risk],
        harm_today=ANSWERS[given.harm],
        harm=Harm("2026-11-25", "He hits me") if given.harm == "yes" else Harm(),
        **fields,
    )
    return answers, evaluate(answers, PATHWAY, parse_at("2026-11-25T10:00"))


def wrong(part: str, said: Said) -> list[str]:
    """What one part of the table and the program say differently, and rows that are missing, doubled or of no use."""
    rows = _rows(part)
    used: set[int] = set()
    found_wrong = []
    for given in situations():
        fitting = [number for number, (cells, _) in enumerate(rows) if _fits(given, cells)]
        used.update(fitting)
        if len(fitting) != 1:
            found_wrong.append(f"{len(fitting)} rows for {', '.join(given)}")
            continue
        is_said = " / ".join(said(given, *found(given))) or "-"
        if is_said != rows[fitting[0]][1]:
            found_wrong.append(f"{', '.join(given)}\n  table: {rows[fitting[0]][1]}\n  said:  {is_said}")
    return [*found_wrong, *(f"row of no use: {rows[each]}" for each in range(len(rows)) if each not in used)]


def words(part: str, given: Situation) -> list[str]:
    """The lines that one part of the table has for a situation."""
    (line,) = (line for cells, line in _rows(part) if _fits(given, cells))
    return [] if line == "-" else line.split(" / ")


@cache
def parts() -> dict[str, list[str]]:
    """The table's parts by their titles, each with its lines."""
    _, *sections = TABLE.read_text("utf-8").split("\n## ")
    return {section.partition("\n")[0]: section.splitlines() for section in sections}


Row = tuple[list[list[str]], str]


@cache
def _rows(part: str) -> list[Row]:
    """Each row: what its cells allow, and its words."""
    lines = [line for line in parts()[part] if line.startswith("| ")][2:]
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]
    return [([cell.split(", ") for cell in row[:5]], row[5]) for row in rows]


def _fits(given: Situation, cells: list[list[str]]) -> bool:
    return all(cell == ["any"] or value in cell for value, cell in zip(given, cells, strict=True))
