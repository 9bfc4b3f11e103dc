from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.log.anchors import FileAnchors
from support.stores.anchored import store_set_back
from support.stores.one_child import NOON
from support.stores.vault import BEN, OTHER, entered, set_clock, with_people


@pytest.fixture
def older(home: Path, elsewhere: FileAnchors) -> Path:
    """A hub that was set back to before one session; its anchors lie elsewhere and know of it."""
    return store_set_back(home, elsewhere)


@pytest.fixture
def ada(home: Path) -> Iterator[Casebook]:
    """Ada has all roles, Ben is a practitioner, Cleo an administrator alone."""
    casebook = with_people(home)
    set_clock(casebook, lambda: NOON)
    yield casebook
    casebook.close()


@pytest.fixture
def ben(home: Path, ada: Casebook) -> Iterator[Casebook]:
    casebook = entered(home, BEN, OTHER, clock=lambda: NOON)
    yield casebook
    casebook.close()
