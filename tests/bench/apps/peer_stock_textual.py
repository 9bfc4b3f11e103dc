"""Eleven boxes to tick, as stock Textual makes them, with its key line. Their texts are the arguments."""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Checkbox, Footer


class Eleven(App[None]):
    BINDINGS = (
        Binding("down", "app.focus_next", "Next", priority=True),
        Binding("up", "app.focus_previous", "Previous", priority=True),
    )

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False):
            for text in sys.argv[1:]:
                yield Checkbox(text, compact=True)
        yield Footer()


Eleven().run(mouse=False)
