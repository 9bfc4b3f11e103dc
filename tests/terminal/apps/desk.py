"""Three screens as the real app has them: a factor list with a status line, notes, a page of text.

Ctrl+T opens the notes, Ctrl+G the page, Escape goes back.
"""

from __future__ import annotations

import sys

from ce_tui.terminal.safety import clean_environment

clean_environment()

from rich.segment import Segment  # noqa: E402
from rich.style import Style  # noqa: E402
from textual.app import ComposeResult  # noqa: E402
from textual.geometry import Offset  # noqa: E402
from textual.reactive import Reactive  # noqa: E402
from textual.screen import Screen  # noqa: E402
from textual.strip import Strip  # noqa: E402
from textual.widget import Widget  # noqa: E402
from textual.widgets import Static, TextArea  # noqa: E402

from ce_tui.terminal.app_base import TerminalApp, run_terminal  # noqa: E402

FACTORS = [
    "Alcohol and/or substance use",
    "Change in physical appearance (i.e. well cared for, sudden change in",
    "Change in personal behaviour (i.e. conduct issues, regularly missing",
    "Having new unknown friends",
    "Emotional wellbeing issues",
    "Going missing, from home, from care or from school",
    "Unexplained money, telephones or clothes",
]
PAGE = "\n\n".join(
    f"{number}. A child may be exploited without any sign that can be seen from outside, and a list of signs is "
    "never complete. Ask, listen, write down what was said in the child's own words, and say what happens next."
    for number in range(1, 9)
)


class FactorList(Widget, can_focus=True):
    """Draws rows; a whole repaint at each key, on purpose: the display has to find out what changed."""

    BINDINGS = [("down", "move(1)"), ("up", "move(-1)"), ("space", "toggle")]
    DEFAULT_CSS = "FactorList { height: 1fr; }"
    current = 0
    marked: frozenset[int] = frozenset()

    def render_line(self, y: int) -> Strip:
        if y >= len(FACTORS):
            return Strip.blank(self.size.width, self.rich_style)
        here = y == self.current
        head = f"{'>' if here else ' '} Y{y + 1} [{'x' if y in self.marked else ' '}]"
        style = self.rich_style + Style(reverse=here)
        return Strip(
            [Segment(head, style), Segment(f" {FACTORS[y]}".ljust(self.size.width), self.rich_style)]
        )

    def cursor_offset(self) -> Offset:
        return Offset(6, self.current)

    def action_move(self, by: int) -> None:
        self.current = max(0, min(len(FACTORS) - 1, self.current + by))
        self.tell()

    def action_toggle(self) -> None:
        self.marked ^= {self.current}
        self.tell()

    def tell(self) -> None:
        self.refresh()
        state = "Yes" if self.current in self.marked else "not marked"
        self.screen.query_one("#status", Static).update(
            f"Y{self.current + 1}, {self.current + 1} of {len(FACTORS)}: {state}. So far: {len(self.marked)} marked."
        )


class Desk(Screen[None]):
    focused = Reactive(None, repaint=False)
    CSS = "#status { dock: bottom; } #head { dock: top; }"

    def compose(self) -> ComposeResult:
        yield Static("CE Pathway   Essex   draft CE-7K3M-2Q   saved 10:42    4 Yellow", id="head")
        yield FactorList()
        yield Static("", id="status", markup=False)

    def on_mount(self) -> None:
        self.query_one(FactorList).tell()


class Notes(Screen[None]):
    BINDINGS = [("escape,ctrl+o", "app.pop_screen")]
    CSS = "TextArea { height: 1fr; border: none; }"

    def compose(self) -> ComposeResult:
        yield TextArea("A3: seen at the station twice. " * 20)


class Page(Screen[None]):
    BINDINGS = [("escape,ctrl+o", "app.pop_screen")]

    def compose(self) -> ComposeResult:
        yield Static(PAGE, markup=False)


class DeskApp(TerminalApp):
    BINDINGS = [
        ("ctrl+t", "open('notes')"),
        ("ctrl+g", "open('page')"),
        ("ctrl+r", "redraw"),
        ("ctrl+q", "quit"),
    ]

    def on_mount(self) -> None:
        self.push_screen(Desk())

    def action_open(self, name: str) -> None:
        self.push_screen(Notes() if name == "notes" else Page())


if __name__ == "__main__":
    sys.exit(run_terminal(DeskApp()))
