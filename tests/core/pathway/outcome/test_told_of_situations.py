"""Whole phone scripts and whole outcomes of a few situations: `tests/data/phone_scripts.txt` and `outcomes.txt`.

After a change of words: `CE_TUI_RECORD=yes pytest tests/core/pathway/outcome/test_told_of_situations.py`, and read what
`git diff` says aloud.
"""

from __future__ import annotations

from msgspec import structs

from ce_tui.core.pathway.answers.danger import as_from_file
from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.pathway.dates import parse_at
from ce_tui.core.pathway.outcome.evaluation import evaluate, to_json
from ce_tui.core.pathway.outcome.outcome import Outcome
from ce_tui.core.pathway.outcome.phone_script import read_on_the_phone
from support.checkout import CHECKOUT
from support.documents.made_up import PATHWAY as MADE_UP
from support.documents.told import SET, SITUATIONS, flat, found
from support.recorded import compare


def test_the_scripts_are_as_recorded() -> None:
    lines = []
    for title in SITUATIONS:
        lines += ["", "", f"# {title}", *script(*found(title))]
    by_file = as_from_file(
        Answers(pathway=SET.id, locality="southend", immediate_risk=False, harm_today=False)
    )
    lines += ["", "", "# A No that only a file says", *script(by_file, at_ten(by_file))[:22]]
    compare("\n".join(lines).lstrip() + "\n", CHECKOUT / "tests" / "data" / "phone_scripts.txt")


def at_ten(given: Answers) -> Outcome:
    return evaluate(given, SET, parse_at("2026-11-25T10:00"))


def script(given: Answers, outcome: Outcome) -> list[str]:
    parts = read_on_the_phone(given, outcome, SET, "CE-7K3M-2Q")
    return [line for heading, lines in parts for line in ("", f"## {heading}", *lines)]


def test_the_outcomes_are_as_recorded() -> None:
    lines = []
    for title in SITUATIONS:
        lines += ["", f"# {title}", *flat("", to_json(found(title)[1]))]
    compare("\n".join(lines).lstrip() + "\n", CHECKOUT / "tests" / "data" / "outcomes.txt")


def test_an_area_without_a_number_says_so() -> None:
    areas = tuple(structs.replace(area, contacts=()) for area in MADE_UP.localities)
    pathway = structs.replace(MADE_UP, localities=areas)
    given = Answers(pathway=pathway.id, locality="northmoor")
    parts = dict(read_on_the_phone(given, evaluate(given, pathway, parse_at("2026-11-25T10:00")), pathway))
    assert parts["Who to phone"] == ["No number is known for this area."]
    assert parts["Other numbers"] == ["None."]
