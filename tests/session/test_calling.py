"""Who answers wherever the child lives: only what is the same in every area."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from msgspec import structs

from ce_tui.core.pathway.dates import LONDON
from ce_tui.core.pathway.document.loading import default_pathway
from ce_tui.core.pathway.document.localities import Contact, Locality
from ce_tui.session.gate import answer_anywhere
from support.documents.made_up import PATHWAY

MORNING = datetime(2026, 11, 25, 10, tzinfo=LONDON)
NIGHT: dict[str, Any] = {"id": "night", "role": "out-of-hours", "phone": "01632 960999", "always": True}


def areas(*names: str) -> list[Locality]:
    """Two areas, each with a night line of the same number under its own name."""
    return [
        structs.replace(area, contacts=(*area.contacts, Contact(**NIGHT, name=name)))
        for area, name in zip(PATHWAY.localities, names, strict=False)
    ]


def test_in_any_area_of_this_pathway_the_emergency_number_and_the_police_answer() -> None:
    found = answer_anywhere(default_pathway().localities, MORNING)
    assert [(each.phone, each.name) for each in found] == [
        ("999", "Emergency: police, ambulance"),
        ("101", "The police, not an emergency"),
    ]


@pytest.mark.parametrize(
    ("names", "phones"),
    [
        (("Night line", "Night line"), ["999", "01632 960999"]),
        (("Northmoor night line", "Southfen night line"), ["999"]),
    ],
)
def test_a_number_under_one_areas_own_name_is_not_every_areas(
    names: tuple[str, str], phones: list[str]
) -> None:
    assert [each.phone for each in answer_anywhere(areas(*names), MORNING)] == phones
