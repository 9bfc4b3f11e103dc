"""A store made by commands, and the people in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.cli_people import ROLES, Hub, set_up


@pytest.fixture
def hub(tmp_path: Path, home: Path) -> Hub:
    """A store just set up by Ada, its administrator."""
    return set_up(tmp_path, home)


@pytest.fixture
def staffed(hub: Hub) -> Hub:
    """The same with Ben and Cy, practitioners, and Lea, a lead."""
    for name in ("Ben", "Cy", "Lea"):
        ended = hub.run(
            "Ada", "account", "add", name, "--role", ROLES[name], "--new-passphrase-file", hub.words(name)
        )
        assert ended.code == 0, ended.err
    return hub
