"""Fails in one of several ways, with a person's name in a local variable and in the message.

faults.py WHERE FOLDER      WHERE: key, task, thread, worker, start, style, save
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from threading import Thread

from ce_tui.terminal.safety import clean_environment

clean_environment()

from textual.app import ComposeResult  # noqa: E402
from textual.events import Key  # noqa: E402
from textual.widgets import Static  # noqa: E402

from ce_tui.terminal.app_base import TerminalApp, run_terminal  # noqa: E402

WHERE, FOLDER = sys.argv[1], Path(sys.argv[2])


def fail() -> None:
    name = "rehtaefllqiuQ eedebeZ"[::-1]
    try:
        raise KeyError(name)
    except KeyError as error:
        raise ValueError(f"no such child: {name}") from error


class Faults(TerminalApp):
    CSS = "Static { colour: none; }" if WHERE == "style" else ""

    def compose(self) -> ComposeResult:
        if WHERE == "start":
            fail()
        yield Static("ready")

    async def on_key(self, event: Key) -> None:
        if event.key != "x":
            return
        if WHERE == "task":
            self.lost = asyncio.create_task(self.fail_later())
        elif WHERE == "thread":
            Thread(target=fail).start()
        elif WHERE == "worker":
            self.run_worker(fail, thread=True)
        else:
            fail()

    async def fail_later(self) -> None:
        self.call_later(fail)

    def save_everything(self) -> None:
        if WHERE == "save":
            fail()
        (FOLDER / "saved.txt").write_text("saved")


if __name__ == "__main__":
    sys.exit(run_terminal(Faults(), log_folder=FOLDER))
