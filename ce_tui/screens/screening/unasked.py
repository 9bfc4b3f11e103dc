"""Questions that nobody called for, so that they may come while someone types: only arrows and Enter answer them."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult

from ce_tui.core.words.choice import Choice
from ce_tui.screens.asking import DialogAsker
from ce_tui.widgets.dialog_text import AnswerList
from ce_tui.widgets.dialogs import ChooseDialog
from ce_tui.widgets.item_list import Item


class CalmAsker(DialogAsker):
    """As every job asks, but by lists without numbers. The first answer is the safe one."""

    async def confirm(
        self, question: str, yes: str, no: str = "Go back", *, hint: Sequence[str] = ()
    ) -> bool:
        """The safe answer first; Esc says no."""
        chosen = await self._host.push_screen_wait(
            UnaskedDialog(question, [Item("no", no), Item("yes", yes)])
        )
        return chosen == "yes"

    async def choose(self, question: str, choices: Sequence[Choice], *, safe: str = "") -> str:
        """By arrows and Enter, which the question says; Esc chooses nothing."""
        items = [Item(each.id, each.listed) for each in choices]
        asked = UnaskedDialog(f"{question} Choose with the arrows and Enter.", items, safe)
        return await self._host.push_screen_wait(asked) or ""


class UnaskedDialog(ChooseDialog):
    """Answers that no digit and no space chooses."""

    def body(self) -> ComposeResult:
        """The answers."""
        yield _CalmList(self._items, id="dialog-list")


class _CalmList(AnswerList):
    """A list that only arrows and Enter work in: the digits and spaces of who types on choose nothing."""

    def takes_for_number(self, character: str, typed: str) -> bool:
        return False

    def on_key(self, event: events.Key) -> None:
        if event.key == "space":
            event.stop()
            event.prevent_default()
