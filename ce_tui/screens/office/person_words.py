"""What can be done with an account, as a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ce_tui.session.words.people import can_be_done
from ce_tui.widgets.item_list import Item

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.people import AccountInfo


def person_items(account: AccountInfo, me: str) -> list[Item]:
    """What an administrator can do with it, by its state. What cannot be done is not offered."""
    items = [Item("", "What you can do. Enter does it", heading=True)]
    return items + [Item(id, words) for id, words in can_be_done(account, me)]
