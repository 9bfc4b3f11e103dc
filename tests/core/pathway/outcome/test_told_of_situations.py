"""Whole phone scripts and whole outcomes of a few situations: `tests/data/phone_scripts.txt` and `outcomes.txt`.

After a change of words: `CE_TUI_RECORD=yes pytest tests/core/pathway/outcome/test_told_of_situations.py`, and read what
`git diff` says aloud.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import structs

from ce_tui.core.pathway.answers.danger import as_from_file
from ce_tui.core.pathway.answers.screening import Answers, Child, Consent, Decision, Harm, Practitioner
from ce_tui.core.pathway.dates import parse_at
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.outcome.evaluation import evaluate, to_json
from ce_tui.core.pathway.outcome.phone_script import read_on_the_phone
from support.checkout import CHECKOUT
from support.documents.made_up import PATHWAY as MADE_UP
from support.recorded import compare

SET = default_pathway()
ME = Practitioner("Alex Made-up", "Example School", "01632 960101", "Room 2", "alex@example.org")
ROBIN = Child(
    "Robin Fictional", "2009-04-03", "01632 960102", "By the school", "robin@example.org", "1 Made-up Road"
)
SITUATIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "Nothing is filled in, in the morning": ("2026-11-25T10:00", {"locality": "southend"}),
    "Red in Essex at night, with everything filled in": (
        "2026-11-25T02:00",
        {
            "locality": "essex",
            "placed_by": "Kent County Council",
            "known_to_practitioner": True,
            "known_from": "work",
            "immediate_risk": False,
            "harm_today": False,
            "screened_on": "2026-11-25",
            "marks": {
                "Y1": "yes",
                "V1": "noted",
                "A1": "reasonably believe",
                "A3": "suspected",
                "R2": "reasonably believe",
            },
            "notes": "A3: seen at the station.\n\n  R9 from the school; R2 too, and A14.  ",
            "decision": Decision("amber", "already with the team"),
            "consent": Consent("refused", "does not want it", True, False),
            "practitioner": ME,
            "child": ROBIN,
        },
    ),
    "A first meeting in Thurrock, harm told": (
        "2026-11-25T10:00",
        {
            "locality": "thurrock",
            "known_to_practitioner": False,
            "harm_today": True,
            "harm": Harm("2026-11-24", "He hits me"),
            "marks": {"Y1": "yes"},
            "looked_at": ("yellow",),
            "consent": Consent("not sought", "no time", False, True),
            "child": Child("Robin Fictional"),
        },
    ),
    "Another council's area, the family may be involved, unsure": (
        "2026-12-25T10:00",
        {
            "locality": "elsewhere",
            "council": "Imaginary Council",
            "known_to_practitioner": True,
            "known_from": "file",
            "family_involved": True,
            "missing_now": True,
            "looked_at": (),
            "notes": "Y1 again.",
            "decision": Decision("unsure", "not seen before"),
            "consent": Consent("agreed"),
            "practitioner": structs.replace(ME, phone="", other=""),
        },
    ),
}


def test_the_scripts_are_as_recorded() -> None:
    lines = []
    for title, (at, fields) in SITUATIONS.items():
        given = Answers(pathway=SET.id, **fields)
        lines += ["", "", f"# {title}", *script(given, at)]
    by_file = as_from_file(
        Answers(pathway=SET.id, locality="southend", immediate_risk=False, harm_today=False)
    )
    lines += ["", "", "# A No that only a file says", *script(by_file, "2026-11-25T10:00")[:22]]
    compare("\n".join(lines).lstrip() + "\n", CHECKOUT / "tests" / "data" / "phone_scripts.txt")


def script(given: Answers, at: str) -> list[str]:
    parts = read_on_the_phone(given, evaluate(given, SET, parse_at(at)), SET, "CE-7K3M-2Q")
    return [line for heading, lines in parts for line in ("", f"## {heading}", *lines)]


def test_the_outcomes_are_as_recorded() -> None:
    lines = []
    for title, (at, fields) in SITUATIONS.items():
        outcome = evaluate(Answers(pathway=SET.id, **fields), SET, parse_at(at))
        lines += ["", f"# {title}", *flat("", to_json(outcome))]
    compare("\n".join(lines).lstrip() + "\n", CHECKOUT / "tests" / "data" / "outcomes.txt")


def flat(place: str, value: object) -> Iterator[str]:
    """Each value with its place: "steps[0].text: …". What is empty is left out."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from flat(f"{place}.{key}" if place else key, inner)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from flat(f"{place}[{number}]", inner)
    elif value not in ("", None):
        yield f"{place}: {value}"


def test_an_area_without_a_number_says_so() -> None:
    areas = tuple(structs.replace(area, contacts=()) for area in MADE_UP.localities)
    pathway = structs.replace(MADE_UP, localities=areas)
    given = Answers(pathway=pathway.id, locality="northmoor")
    parts = dict(read_on_the_phone(given, evaluate(given, pathway, parse_at("2026-11-25T10:00")), pathway))
    assert parts["Who to phone"] == ["No number is known for this area."]
    assert parts["Other numbers"] == ["None."]
