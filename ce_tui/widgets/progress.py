"""What is going on, step by step, while something long is done that cannot be stopped half-way."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from ce_tui.commands.key_names import say_key
from ce_tui.core.words.steps import CountedStep
from ce_tui.widgets.dialogs import Dialog
from ce_tui.widgets.drawn_plainly import PlainLines
from ce_tui.widgets.key_line import KeyLine
from ce_tui.widgets.speaking import is_quiet
from ce_tui.widgets.surroundings import around
from ce_tui.widgets.tones import Piece

_WIDTH = 10
"""Cells of a bar between its brackets."""


class ProgressDialog(Dialog[None]):
    """Says each step in the status line, and lists them. Where it is known how many there are, a bar shows how far it
    is, beside its words. Esc does not take it away; Ctrl+L still locks.
    """

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self._steps: list[str] = []

    def body(self) -> ComposeResult:
        """The steps so far."""
        yield Static("", id="steps", markup=False)
        yield PlainLines(id="progress-bar")

    def begin(self) -> None:
        super().begin()
        self._show()

    def _say_keys(self) -> None:
        lock = [(say_key(around(self).keys.key_of("lock"), brief=True), "lock")]
        self.query_one(KeyLine).say([("", "Please wait."), *(lock if around(self).can_lock() else [])])

    def step(self, words: str) -> None:
        """Another step has begun. To be called in the app's thread; one that comes too early is shown a moment later,
        one that comes too late never.
        """
        self._steps.append(words)
        if self.is_mounted and self.is_attached:
            self._show()

    def _show(self) -> None:
        """A screen reader reads every row that changes, so there the status line alone says it."""
        if not self._steps:
            return
        self.say(self._steps[-1])
        if is_quiet(self):
            return
        known = [step for step in self._steps if isinstance(step, CountedStep)]
        listed = self._steps[:-1] if known else self._steps
        numbered = [f"{number}. {words}" for number, words in enumerate(listed, 1)]
        self.query_one("#steps", Static).update("\n".join(numbered))
        if known:
            words = f" {known[-1].number} of {known[-1].of}: {self._steps[-1]}"
            bar = progress_bar(known[-1].number - 1, known[-1].of, thin=around(self).draws_lines)
            self.query_one("#progress-bar", PlainLines).show([[*bar, (words, "")]])

    def action_cancel(self) -> None:
        """Nothing: what is under way goes on."""


def progress_bar(done: int, of: int, *, thin: bool) -> list[Piece]:
    """ "[#####.....]" where half is done; in `thin` lines where the theme draws them."""
    full, empty = ("━", "─") if thin else ("#", ".")
    filled = _WIDTH * done // of
    return [
        ("[", ""),
        (full * filled, "heading"),
        (empty * (_WIDTH - filled), "rule" if thin else ""),
        ("]", ""),
    ]
