from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.casebook import Casebook
from support.stores.vault import new_store


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def casebook(home: Path) -> Iterator[Casebook]:
    made, _ = new_store(home)
    yield made
    made.close()
