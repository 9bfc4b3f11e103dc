"""A few situations of which everything is told in full, and values as lines that a person can read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import structs

from ce_tui.core.pathway.answers.screening import Answers, Child, Consent, Decision, Harm, Practitioner
from ce_tui.core.pathway.dates import parse_at
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.outcome.evaluation import evaluate
from ce_tui.core.pathway.outcome.outcome import Outcome

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


def found(title: str) -> tuple[Answers, Outcome]:
    """The answers of a situation, and what they indicate at its hour."""
    at, fields = SITUATIONS[title]
    given = Answers(pathway=SET.id, **fields)
    return given, evaluate(given, SET, parse_at(at))


def flat(place: str, value: object) -> Iterator[str]:
    """Each value with its place: "steps[0].text: …". What is empty is left out."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from flat(f"{place}.{key}" if place else key, inner)
    elif isinstance(value, list | tuple) and all(isinstance(each, str) for each in value):
        if value:
            yield f"{place}: {' | '.join(_on_a_line(each) for each in value)}"
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            yield from flat(f"{place}[{number}]", inner)
    elif value not in ("", None):
        yield f"{place}: {_on_a_line(value)}"


def _on_a_line(value: object) -> str:
    return str(value).replace("\n", " / ") or "-"
