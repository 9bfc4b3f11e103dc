"""What the sign-in asks, as stock Textual makes it: two labelled fields and a list of five things to do."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Input, Label, OptionList


class StockForm(App[None]):
    def compose(self) -> ComposeResult:
        yield Label("Your name")
        yield Input()
        yield Label("Passphrase")
        yield Input(password=True)
        yield OptionList("Sign in", "Recovery code", "Contacts", "Guidance", "Display")


if __name__ == "__main__":
    StockForm().run()
