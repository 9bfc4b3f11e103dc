"""Questions about a screening that two people have open: before it is opened, and when both changed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult

from ce_tui.session.words.sharing import (
    CANCEL,
    KEEP_BOTH,
    LATER,
    READ_IT,
    conflict_words,
    held_words,
    not_yet_words,
    take_over_words,
)
from ce_tui.widgets.dialogs import ChooseDialog
from ce_tui.widgets.item_list import Item, ItemList

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.presence import Holder
    from ce_tui.core.vault.errors import Conflict
    from ce_tui.screens.host import Host


PUT_OFF = (
    "Not saved: go to, then “Change it here”, asks again. When you leave the screening it is kept apart."
)


async def ask_about_holder(app: Host, holder: Holder | None) -> bool | None:
    """Whether to take a screening over; None: not to open it. Asked where someone else has it. Only from a worker."""
    if holder is None:
        return False
    chosen = await app.push_screen_wait(holder_dialog(app, holder))
    return None if chosen in (None, "cancel") else chosen == "take"


def holder_dialog(app: Host, holder: Holder) -> ChooseDialog:
    """Read it, take it over where that may be done by now, or leave it."""
    now = app.clock()
    words = held_words(holder, now)
    if holder.wait:
        words += f" {not_yet_words(holder.wait)}"
    answers = [("read", READ_IT)]
    if not holder.wait:
        answers.insert(0 if holder.mine else 1, ("take", take_over_words(holder, now)))
    answers.append(("cancel", CANCEL))
    items = [Item(id, text, head=str(number)) for number, (id, text) in enumerate(answers, 1)]
    return ChooseDialog(words, items)


class _CalmList(ItemList):
    """A list that only arrows and Enter work in: the digits and spaces of who types on choose nothing."""

    def takes_for_number(self, character: str, typed: str) -> bool:
        return False

    def on_key(self, event: events.Key) -> None:
        if event.key == "space":
            event.stop()
            event.prevent_default()


class UnaskedDialog(ChooseDialog):
    """A question that nobody called for, so that it may come while someone types. The first answer is the safe one."""

    def body(self) -> ComposeResult:
        """The answers."""
        yield _CalmList(self._items, id="dialog-list")


def conflict_dialog(conflict: Conflict) -> UnaskedDialog:
    """What becomes of what is not saved here, where someone else came first."""
    words, theirs = conflict_words(conflict)
    items = [Item("both", KEEP_BOTH), Item("theirs", theirs), Item("later", LATER)]
    return UnaskedDialog(f"{words} Choose with the arrows and Enter.", items)


def dropping_dialog() -> UnaskedDialog:
    """Asked before what was typed is dropped."""
    return UnaskedDialog(
        "What you typed here and was not saved is then gone for good. Drop it?",
        [Item("no", "No, leave it on my screen"), Item("yes", "Drop it")],
    )
