"""A form of stock widgets: on our app base, or with `--stock` on Textual's own app and driver.

form.py [--stock] [FOLDER]      what is typed is saved in FOLDER when the app ends, and crashes are logged there
"""

from __future__ import annotations

import sys
from pathlib import Path

from ce_tui.terminal.safety import clean_environment, harden_process

clean_environment()
harden_process()

from textual.app import App, ComposeResult  # noqa: E402
from textual.widgets import Checkbox, Input, TextArea  # noqa: E402

from ce_tui.terminal.app_base import TerminalApp, run_terminal  # noqa: E402

STOCK = "--stock" in sys.argv
FOLDER = next((Path(argument) for argument in sys.argv[1:] if not argument.startswith("-")), None)


class Form(App[None] if STOCK else TerminalApp):
    CSS = "TextArea { height: 8; } Checkbox { border: none; height: 1; }"

    def compose(self) -> ComposeResult:
        for number in range(8):
            yield Checkbox(f"Choice {number}")
        yield Input(placeholder="name")
        yield TextArea("")

    def on_mount(self) -> None:
        for field in (self.query_one(Input), self.query_one(TextArea)):
            field.cursor_blink = False

    def save_everything(self) -> None:
        if FOLDER is not None:
            (FOLDER / "saved.txt").write_text(self.query_one(TextArea).text)


if __name__ == "__main__":
    form = Form()
    sys.exit(
        run_terminal(form, log_folder=FOLDER) if isinstance(form, TerminalApp) else form.run(mouse=False)
    )
