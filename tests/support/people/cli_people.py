"""A store made by commands, and the people in it."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from support.checkout import CHECKOUT
from support.people.cli import Ended, ce_tui
from support.terminal.apps import CE_TUI
from support.terminal.pty_screen import PtyScreen

WORDS = {
    "Ada": "correct horse battery staple glue",
    "Ben": "wooden spoon lamplight ferry",
    "Cy": "marble quilt harbour lantern",
    "Lea": "velvet anchor pebble orchard",
}
ROLES = {"Ada": "administrator", "Ben": "practitioner", "Cy": "practitioner", "Lea": "lead"}


@dataclass(frozen=True)
class Hub:
    """A store with an administrator, two practitioners and a lead."""

    folder: Path
    home: Path

    def words(self, name: str) -> Path:
        """The passphrase file of a person."""
        file = self.folder / f"{name}.words"
        file.write_text(WORDS[name] + "\n")
        return file

    def run(self, name: str, *arguments: object, **options: Any) -> Ended:
        """A command as this person."""
        return ce_tui(*arguments, "--as", name, "--passphrase-file", self.words(name), **options)

    def on_terminal(self, *arguments: str) -> PtyScreen:
        """A command on a terminal, which asks what is not said."""
        env = {
            "PYTHONPATH": str(CHECKOUT),
            "CE_TUI_HOME": str(self.home),
            "XDG_DATA_HOME": os.environ["XDG_DATA_HOME"],
        }
        return PtyScreen([*CE_TUI, *arguments], env, columns=100)

    def imports(self, name: str, *many: dict[str, Any]) -> list[str]:
        """Import answers as this person: their references."""
        ended = self.run(name, "import", "-", stdin=json.dumps(many))
        assert (ended.code, ended.err) == (0, "")
        return ended.out.split()


def set_up(folder: Path, home: Path, **env: str) -> Hub:
    """A store in `home`, just set up by Ada; its recovery code is in `folder`."""
    hub = Hub(folder, home)
    ended = ce_tui(
        *(
            "account",
            "add",
            "Ada",
            "--role",
            "administrator",
            "--hub",
            "Imaginary Hub",
            "--locality",
            "essex",
        ),
        *("--passphrase-file", hub.words("Ada"), "--recovery-file", folder / "recovery"),
        CE_TUI_HOME=str(home),
        **env,
    )
    assert ended.code == 0, ended.err
    return hub


def staff(hub: Hub, **env: str) -> None:
    """Ada adds Ben and Cy, practitioners, and Lea, a lead."""
    for name in ("Ben", "Cy", "Lea"):
        ended = hub.run(
            "Ada",
            *("account", "add", name, "--role", ROLES[name], "--new-passphrase-file", hub.words(name)),
            CE_TUI_HOME=str(hub.home),
            **env,
        )
        assert ended.code == 0, ended.err
