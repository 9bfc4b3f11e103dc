"""Stores made by commands, and the people in them. Each is made once and copied for every test that changes it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from support.people.cli_people import Hub, set_up, staff


@pytest.fixture(scope="session")
def _set_up_once(tmp_path_factory: pytest.TempPathFactory) -> Hub:
    folder = tmp_path_factory.mktemp("set-up")
    return set_up(folder, folder / "home", HOME=str(folder), XDG_CONFIG_HOME=str(folder / "config"))


@pytest.fixture(scope="session")
def _staffed_once(_set_up_once: Hub, tmp_path_factory: pytest.TempPathFactory) -> Hub:
    folder = tmp_path_factory.mktemp("staffed")
    hub = _copy(_set_up_once, folder, folder / "home")
    staff(hub, HOME=str(folder), XDG_CONFIG_HOME=str(folder / "config"))
    return hub


@pytest.fixture
def hub(_set_up_once: Hub, tmp_path: Path, home: Path) -> Hub:
    """A store just set up by Ada, its administrator."""
    return _copy(_set_up_once, tmp_path, home)


@pytest.fixture
def staffed(_staffed_once: Hub, tmp_path: Path, home: Path) -> Hub:
    """The same with Ben and Cy, practitioners, and Lea, a lead."""
    return _copy(_staffed_once, tmp_path, home)


def _copy(made: Hub, folder: Path, home: Path) -> Hub:
    shutil.copytree(made.home, home)
    shutil.copy(made.folder / "recovery", folder / "recovery")
    return Hub(folder, home)
