"""What is going on, step by step, while something long is done that cannot be stopped half-way."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from ce_tui.commands.key_names import say_key
from ce_tui.widgets.dialogs import Dialog
from ce_tui.widgets.key_line import KeyLine
from ce_tui.widgets.speaking import is_quiet
from ce_tui.widgets.surroundings import around


class ProgressDialog(Dialog[None]):
    """Says each step in the status line and lists those before it. Esc does not take it away; Ctrl+L still locks."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self._steps: list[str] = []

    def body(self) -> ComposeResult:
        """The steps so far."""
        yield Static("", id="steps", markup=False)

    def on_mount(self, event: events.Mount) -> None:  # type: ignore[override]
        event.prevent_default()  # the keys of a question are not those of this one
        super().on_mount()
        self._show()

    def _say_keys(self) -> None:
        lock = [(say_key(around(self).key_of("lock"), brief=True), "lock")]
        self.query_one(KeyLine).say([("", "Please wait."), *(lock if around(self).can_lock else [])])

    def step(self, words: str) -> None:
        """Another step has begun. To be called in the app's thread; one that comes too late shows nothing."""
        self._steps.append(words)
        if self.is_attached:
            self._show()

    def _show(self) -> None:
        """A screen reader reads every row that changes, so there the status line alone says it."""
        if not self._steps:
            return
        self.say(self._steps[-1])
        if not is_quiet(self):
            numbered = [f"{number}. {words}" for number, words in enumerate(self._steps, 1)]
            self.query_one("#steps", Static).update("\n".join(numbered))

    def action_cancel(self) -> None:
        """Nothing: what is under way goes on."""
