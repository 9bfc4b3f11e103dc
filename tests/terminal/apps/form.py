"""A form of stock widgets on our app base: check boxes, an input, a text area."""

from __future__ import annotations

import sys
from pathlib import Path

from ce_tui.terminal.safety import clean_environment, harden_process

clean_environment()
harden_process()

from textual.app import ComposeResult  # noqa: E402
from textual.widgets import Checkbox, Input, TextArea  # noqa: E402

from ce_tui.terminal.app_base import TerminalApp, run_terminal  # noqa: E402


class Form(TerminalApp):
    CSS = "TextArea { height: 8; } Checkbox { border: none; height: 1; }"

    def compose(self) -> ComposeResult:
        for number in range(8):
            yield Checkbox(f"Choice {number}")
        yield Input(placeholder="name")
        yield TextArea("")

    def save_everything(self) -> None:
        if len(sys.argv) > 1:
            Path(sys.argv[1], "saved.txt").write_text(self.query_one(TextArea).text)


if __name__ == "__main__":
    sys.exit(run_terminal(Form(), log_folder=Path(sys.argv[1]) if len(sys.argv) > 1 else None))
