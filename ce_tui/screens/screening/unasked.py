"""Questions that nobody called for, so that they may come while someone types: only arrows and Enter answer them."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.timer import Timer

from ce_tui.core.words.choice import Choice
from ce_tui.core.words.counting import counted
from ce_tui.screens.asking import DialogAsker
from ce_tui.widgets.dialog_text import AnswerList
from ce_tui.widgets.dialogs import ChooseDialog
from ce_tui.widgets.item_list import Item

_TYPED_ON = 0.7
"""Seconds without a key after which who typed on has stopped."""


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
    """Answers that no digit and no space chooses.

    Who types on when it comes hears nothing of it: each key cuts a screen reader short, and types nothing any more. So
    once no more keys come, it is said how many did nothing, and the question again.
    """

    _keys_for_nothing = 0
    _saying: Timer | None = None

    def body(self) -> ComposeResult:
        """The answers."""
        yield _CalmList(self._items, id="dialog-list")

    def typed_on(self) -> None:
        """A key was pressed that would have typed something."""
        self._keys_for_nothing += 1
        if self._saying is not None:
            self._saying.stop()
        self._saying = self.set_timer(_TYPED_ON, self._say_again)

    def _say_again(self) -> None:
        choices = self.query_one(_CalmList)
        choices.told += 1
        at, of = choices.position
        item = f"{choices.current.words} ({at} of {of})" if choices.current is not None else ""
        said = f"You typed on: {counted(self._keys_for_nothing, 'key')} did nothing. {self._words}"
        self.say(f"{said} {item}")  # in one: rows that lead to others are not told apart


class _CalmList(AnswerList):
    """A list that only arrows and Enter work in: the digits and spaces of who types on choose nothing."""

    told = 0
    """How often the question was said again."""

    def what_is_current(self) -> object:
        return super().what_is_current(), self.told

    def takes_for_number(self, character: str, typed: str) -> bool:
        return False

    def on_key(self, event: events.Key) -> None:
        if event.is_printable and isinstance(self.screen, UnaskedDialog):
            self.screen.typed_on()
        if event.key == "space":
            event.stop()
            event.prevent_default()
