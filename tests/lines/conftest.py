"""A store with one person, made once and copied for every test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from support.people.screens import new_casebook


@pytest.fixture(scope="session")
def _made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("made") / "home"
    new_casebook(made).close()
    return made


@pytest.fixture
def store(_made_once: Path, home: Path) -> Path:
    """The folder of a store that was just set up by one person; CE_TUI_HOME."""
    shutil.copytree(_made_once, home)
    return home
