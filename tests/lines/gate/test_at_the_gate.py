"""Before anybody is signed in: what comes first is what comes first elsewhere, and the deployment's rules hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.settings.config import read_config
from support.people.conversation import listen, talk
from support.stores.half_made import half_made


def test_a_set_up_that_was_killed_half_way_is_asked_again(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    half_made(home, monkeypatch)
    heard = listen(home)
    assert "Set-up, five questions." in heard and "Sign in" not in heard.partition("signing in.")[2]


@pytest.mark.usefixtures("store")
def test_the_deployments_rules_of_keeping_are_heard(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[retention.completed]\nafter = "7 years"\n')
    heard = talk(home, "keeping", "rules", "quit", config=read_config(file))
    assert "7 years after the last change" in heard
