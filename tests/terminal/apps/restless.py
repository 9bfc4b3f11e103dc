"""An app that never comes to rest, once `s` (something runs on and on) or `w` (a widget changes as it is drawn) is
pressed; `n` shows a number that grows.
"""

from __future__ import annotations

import asyncio
from typing import ClassVar

from ce_tui.terminal.safety import clean_environment

clean_environment()

from textual.app import ComposeResult  # noqa: E402
from textual.binding import BindingType  # noqa: E402
from textual.screen import Screen  # noqa: E402
from textual.widgets import Static  # noqa: E402

from ce_tui.terminal.app_base import TerminalApp, run_terminal  # noqa: E402
from ce_tui.terminal.picture import draw_what_changed  # noqa: E402


class Changing(Static):
    changes = False

    def render(self) -> str:
        if self.changes:
            self.refresh()
        return "changing"


class Numbered(Screen[None]):
    def __init__(self) -> None:
        super().__init__()
        draw_what_changed(self)

    def compose(self) -> ComposeResult:
        yield Static("number 0", id="number")
        yield Changing("")


class Restless(TerminalApp):
    BINDINGS: ClassVar[list[BindingType]] = [
        ("n", "number", "number"),
        ("s", "spin", "spin"),
        ("w", "widget", "widget"),
    ]
    number = 0

    def get_default_screen(self) -> Screen[None]:
        return Numbered()

    def action_number(self) -> None:
        self.number += 1
        self.query_one("#number", Static).update(f"number {self.number}")

    def action_spin(self) -> None:
        self.run_worker(self._spin())
        self.action_number()

    async def _spin(self) -> None:
        while True:
            await asyncio.sleep(0)

    def action_widget(self) -> None:
        self.query_one(Changing).changes = True
        self.query_one(Changing).refresh()
        self.action_number()


if __name__ == "__main__":
    raise SystemExit(run_terminal(Restless()))
