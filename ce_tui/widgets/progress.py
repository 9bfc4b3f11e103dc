"""What is going on, step by step, while something long is done that cannot be stopped half-way."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.widgets import Static

from ce_tui.commands.table import say_key
from ce_tui.widgets.dialogs import Dialog
from ce_tui.widgets.status_line import KeyLine


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
        key_of = getattr(self.app, "key_of", None)
        lock = say_key(key_of("lock"), brief=True) if key_of is not None else "^L"
        nobody = getattr(self.app, "session", self) is None  # signed in: there is nothing to lock
        self.query_one(KeyLine).say([("", "Please wait."), *([] if nobody else [(lock, "lock")])])
        self._show()

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
        if not getattr(self.app, "for_screen_readers", False):
            numbered = [f"{number}. {words}" for number, words in enumerate(self._steps, 1)]
            self.query_one("#steps", Static).update("\n".join(numbered))

    def action_cancel(self) -> None:
        """Nothing: what is under way goes on."""
