from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ce_tui.session.draft import Draft
from ce_tui.session.station import Station
from support.people.screens import new_casebook
from support.people.station import station_of


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    """One person with all roles, signed in to a new store."""
    home = tmp_path / "home"
    made = station_of(new_casebook(home), home)
    yield made
    made.session.close()


@pytest.fixture
def draft(station: Station) -> Draft:
    """A new draft of a child who lives in Essex, open."""
    return station.session.begin("essex")
