"""The passphrases of exported PDFs, each shown until its receipt is confirmed: after a lock and another day, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ce_tui.core.vault.errors import VaultError
from ce_tui.session.unconfirmed import Unconfirmed
from ce_tui.widgets.dialogs import ChooseDialog
from ce_tui.widgets.item_list import Item

if TYPE_CHECKING:
    from ce_tui.screens.host import Host


async def show_once(app: Host, unconfirmed: Unconfirmed, file: str) -> str:
    """Show one until it is confirmed or put off; what to say about it, if anything. Only from a worker."""
    found = unconfirmed.of(file)
    if found is None:
        return ""
    chosen = await app.push_screen_wait(
        ChooseDialog(
            f"The PDF is {found.file}\n\nIts passphrase, letter by letter as shown:\n\n"
            f"    {found.passphrase}\n\n"
            "Send it by another route than the file: read it out on the phone, for example. It is shown until "
            "you confirm that you have it, and then never again.",
            [
                Item("later", "Not yet: show it again in Review", head="1"),
                Item("have", "I have it: do not show it again", head="2"),
            ],
        )
    )
    if chosen == "have":
        try:
            unconfirmed.confirm(file)
        except VaultError as error:
            return error.words
    return ""
