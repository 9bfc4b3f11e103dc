"""What can be done with a factor, as a question: for hands that have no letters to press."""

from __future__ import annotations

from collections.abc import Iterator

from ce_tui.commands.table import BY_ID
from ce_tui.core.pathway.document.document import Factor
from ce_tui.core.pathway.words import MARK_WORDS, MARKS, MarkName
from ce_tui.widgets.dialogs import ChooseDialog
from ce_tui.widgets.item_list import Item

LEAVE_IT = "leave"
"""Where the cursor stands: Enter alone marks nothing."""


def factor_question(factor: Factor, mark: MarkName | None) -> ChooseDialog:
    """Ask what is to be done with a factor; each answer is the action of a command of the factor list."""
    items = [Item(LEAVE_IT, f"Leave it as it is: {MARK_WORDS[mark].lower() if mark else 'not marked'}")]
    items += _marks(factor, mark)
    items += [
        Item(BY_ID[id].action, BY_ID[id].words) for id in ("tier.note", "tier.citations", "tier.explain")
    ]
    for number, item in enumerate(items, 1):
        item.head = str(number)
    return ChooseDialog(f"{factor.id} {factor.text}", items)


def _marks(factor: Factor, mark: MarkName | None) -> Iterator[Item]:
    for name in factor.marks:
        if name != mark:
            yield Item(f"mark({MARKS[name].chosen_as!r})", f"Mark: {MARK_WORDS[name].lower()}")
    if mark:
        yield Item(BY_ID["tier.clear"].action, "Clear the mark")
