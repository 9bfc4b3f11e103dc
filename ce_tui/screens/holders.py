"""Questions about a screening that two people have open: before it is opened, and when both changed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ce_tui.sharing import (
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
from ce_tui.widgets.item_list import Item

if TYPE_CHECKING:
    from ce_tui.app import CeApp
    from ce_tui.core.vault.errors import Conflict
    from ce_tui.core.vault.presence import Holder


async def ask_about_holder(app: CeApp, holder: Holder | None) -> bool | None:
    """Whether to take a screening over; None: not to open it. Asked where someone else has it. Only from a worker."""
    if holder is None:
        return False
    chosen = await app.push_screen_wait(holder_dialog(app, holder))
    return None if chosen in (None, "cancel") else chosen == "take"


def holder_dialog(app: CeApp, holder: Holder) -> ChooseDialog:
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


def conflict_dialog(conflict: Conflict) -> ChooseDialog:
    """What becomes of what is not saved here, where someone else came first."""
    words, theirs = conflict_words(conflict)
    items = [
        Item("both", KEEP_BOTH, head="1"),
        Item("theirs", theirs, head="2"),
        Item("later", LATER, head="3"),
    ]
    return ChooseDialog(words, items)
