"""Contacts by ear: the numbers of the likely area are said before any question, then another area is offered."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.people.conversation import talk

pytestmark = pytest.mark.usefixtures("store")


def test_in_an_open_screening_its_areas_numbers_are_said_before_the_area_is_asked(home: Path) -> None:
    heard = talk(home, "new", "1", "contacts", "quit")
    said, asked, _ = heard.partition("In Southend:\n")[2].partition("Where does the child live?")
    assert asked and "999" in said.splitlines()[0]
    assert "01702 215007" in said and "101: day and night" in said
