"""Two fields, and a third on another screen that opens with Ctrl+N."""

from __future__ import annotations

from typing import ClassVar

from ce_tui.terminal.safety import clean_environment

clean_environment()

from textual.app import ComposeResult  # noqa: E402
from textual.binding import BindingType  # noqa: E402
from textual.screen import Screen  # noqa: E402
from textual.widgets import Input, Static  # noqa: E402

from ce_tui.terminal.app_base import TerminalApp, run_terminal  # noqa: E402


class Third(Screen[None]):
    def compose(self) -> ComposeResult:
        yield Input(id="third")
        yield Static("", id="said")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        first = self.app.screen_stack[0].query_one("#first", Input).value
        self.query_one("#said", Static).update(f"third: {event.value} first: {first}")


class TwoFields(TerminalApp):
    BINDINGS: ClassVar[list[BindingType]] = [("ctrl+n", "open", "open")]

    def compose(self) -> ComposeResult:
        yield Static("first and second", id="said")
        yield Input(id="first")
        yield Input(id="second")

    def on_input_submitted(self) -> None:
        first, second = (self.query_one(f"#{name}", Input).value for name in ("first", "second"))
        self.query_one("#said", Static).update(f"first: {first} second: {second}")

    def action_open(self) -> None:
        self.push_screen(Third())


if __name__ == "__main__":
    raise SystemExit(run_terminal(TwoFields()))
