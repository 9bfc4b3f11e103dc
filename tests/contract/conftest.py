"""One store a module: each account costs a derivation, so the tests of a module share their people."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.stores.contract_store import Store, staffed


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store that Ada, an administrator, set up, with Ben and Cy, practitioners, and Lea, a lead."""
    return staffed(tmp_path_factory.mktemp("shared"))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An empty folder for what commands write."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder
