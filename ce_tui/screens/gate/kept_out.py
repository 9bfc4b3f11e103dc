"""Where nobody can come in, whatever they type: why, and to whom to turn. Whom to call and the guidance are open."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult

from ce_tui.screens.gate.gate import GateScreen, actions
from ce_tui.widgets.choice_list import ActionList
from ce_tui.widgets.forms import text
from ce_tui.widgets.speaking import is_quiet


class KeptOutScreen(GateScreen):
    """Nothing is asked here, and nothing can be set up."""

    called: ClassVar[str] = "Nobody can sign in"
    help_topic: ClassVar[str] = "sign-in"

    def __init__(self, why: str, after: str = "") -> None:
        """`after`: why a session has ended before this, to be said first."""
        super().__init__()
        self._said = [words for words in (after, why) if words]
        self.greeting = " ".join(self._said)

    def form(self) -> ComposeResult:
        for words in self._said:
            yield text(words)
        if is_quiet(self):  # it is read out where it stands
            self.greeting = ""
        yield actions()

    def show(self) -> None:
        if self.focused is None:
            self.query_one(ActionList).focus()
