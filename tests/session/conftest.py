from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ce_tui.session.draft import Draft
from ce_tui.session.terminal_state import JobContext
from support.people.acting import Hour, at_work
from support.people.office import BEN, entered, hub
from support.people.screens import new_casebook, second_terminal
from support.people.station import station_of


@pytest.fixture
def station(home: Path) -> Iterator[JobContext]:
    """One person with all roles, signed in to a new store."""
    made = station_of(new_casebook(home), home)
    yield made
    made.session.close()


@pytest.fixture
def in_hub(home: Path) -> Iterator[JobContext]:
    """The same person, in a hub with a lead, a practitioner and an administrator."""
    hub(home)
    made = station_of(second_terminal(home), home)
    yield made
    made.session.close()


@pytest.fixture
def draft(station: JobContext) -> Draft:
    """A new draft of a child who lives in Essex, open."""
    return station.session.begin("essex")


@pytest.fixture
def hour() -> Hour:
    """The moment that it is: noon on Wednesday 25 November 2026, until a test moves it."""
    return Hour()


@pytest.fixture
def ben(home: Path, hour: Hour) -> Iterator[JobContext]:
    """A practitioner at that hour, in a hub with leads."""
    hub(home)
    made = at_work(home, hour, entered(home, BEN))
    yield made
    made.session.close()
