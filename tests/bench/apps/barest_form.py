"""The least that can be called a form in stock Textual: two fields."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Input


class BarestForm(App[None]):
    def compose(self) -> ComposeResult:
        yield Input(placeholder="Your name")
        yield Input(placeholder="Passphrase")


if __name__ == "__main__":
    BarestForm().run()
