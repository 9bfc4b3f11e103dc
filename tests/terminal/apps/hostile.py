"""Shows harmful text in every kind of widget; prints nothing of its own."""

from __future__ import annotations

import sys

from ce_tui.terminal.safety import clean_environment

clean_environment()

from textual.app import ComposeResult  # noqa: E402
from textual.containers import VerticalScroll  # noqa: E402
from textual.content import Content  # noqa: E402
from textual.markup import escape  # noqa: E402
from textual.widgets import (  # noqa: E402
    Button,
    Checkbox,
    DataTable,
    Input,
    Label,
    OptionList,
    RadioButton,
    Select,
    SelectionList,
    Static,
    TextArea,
)  # fmt: skip

from ce_tui.terminal.app_base import TerminalApp, run_terminal  # noqa: E402

HARM = (
    "\x1b]0;title\x07 \x1b]52;c;aGFsbG8=\x07 \x1b[2J \x1b[31m \x1bP+q544e\x1b\\ \x9b31m \x9d0;t\x9c \x00\x07\x08\x0c "
    "\u202eevil\u202c \u2066x\u2069 \u200e\u200f\u061c \u2028 \u2029 \ufeff \ud800\udfff \U000e0041 [b]x[/b] [/b]"
)


class Hostile(TerminalApp):
    CSS = (
        "Screen { layout: vertical; } * { height: auto; } TextArea { height: 6; } #titled { border: solid; }"
    )
    BINDINGS = [("f2", "notify_harm")]

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static(HARM, markup=False)
            yield Label(Content(HARM))
            titled = Static("titled", id="titled")
            titled.border_title = Content(HARM)
            titled.border_subtitle = Content(HARM)
            yield titled
            yield Button(Content(HARM))
            yield Checkbox(Content(HARM))
            yield RadioButton(Content(HARM))
            yield Input(HARM, placeholder=HARM)
            yield TextArea(HARM)
            yield OptionList(Content(HARM))
            yield SelectionList((Content(HARM), 1))
            yield Select([(Content(HARM), 1)], prompt=escape(HARM), value=1)  # the prompt is markup
            table: DataTable[str] = DataTable()
            table.add_column(Content(HARM))
            table.add_row(Content(HARM))
            yield table
            yield Static("the end")

    def on_mount(self) -> None:
        self.title = HARM


if __name__ == "__main__":
    sys.exit(run_terminal(Hostile()))
