"""Shows a secret and what was typed. Ctrl+L hides it behind another screen, and Enter comes back.

hiding.py FOLDER      the key b holds the whole app up until there is a file FOLDER/go
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from ce_tui.terminal.safety import clean_environment

clean_environment()

from textual.app import ComposeResult  # noqa: E402
from textual.binding import Binding  # noqa: E402
from textual.screen import Screen  # noqa: E402
from textual.widgets import Input, Static  # noqa: E402

from ce_tui.terminal.app_base import TerminalApp, run_terminal  # noqa: E402

FOLDER = Path(sys.argv[1])


class Shut(Screen[None]):
    BINDINGS = [Binding("enter", "app.pop_screen", show=False)]

    def compose(self) -> ComposeResult:
        yield Static("Shut.")


class Hiding(TerminalApp):
    hiding_keys = frozenset({"ctrl+l"})
    BINDINGS = [Binding("ctrl+l", "shut", priority=True, show=False)]

    def compose(self) -> ComposeResult:
        yield Static("the secret " * 200)
        yield Input()

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.value.endswith("b"):
            while not (FOLDER / "go").exists():
                time.sleep(0.01)

    def may_be_seen(self, screen: Screen[Any]) -> bool:
        return isinstance(screen, Shut)

    def action_shut(self) -> None:
        self.picture.hide()
        self.push_screen(Shut())


if __name__ == "__main__":
    sys.exit(run_terminal(Hiding(), log_folder=FOLDER))
