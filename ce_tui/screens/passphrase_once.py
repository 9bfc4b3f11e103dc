"""The passphrases of exported PDFs, each shown until its receipt is confirmed: after a lock and another day, too.

They are kept in the store, for the account that exported, until then and no longer.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import msgspec

from ce_tui.core.vault.errors import VaultError
from ce_tui.widgets.dialogs import ChooseDialog
from ce_tui.widgets.item_list import Item

if TYPE_CHECKING:
    from ce_tui.app import CeApp
    from ce_tui.core.vault.casebook import Casebook


class Waiting(msgspec.Struct, frozen=True):
    """A file and the passphrase that opens it."""

    file: str
    passphrase: str


class Unconfirmed:
    """The passphrases of one screening's exports that were not confirmed yet."""

    def __init__(self, casebook: Casebook, ref: str) -> None:
        self._casebook = casebook
        self._key = f"unconfirmed-passphrases.{ref}"

    def all(self) -> list[Waiting]:
        """What is not confirmed, the oldest first."""
        kept = self._casebook.preference(self._key, "")
        try:
            return msgspec.convert(json.loads(kept), list[Waiting]) if kept else []
        except (ValueError, msgspec.ValidationError):
            return []

    def add(self, file: str, passphrase: str) -> None:
        """Keep one; a file that was replaced needs its older one no more. Raises VaultError."""
        self._keep([*(each for each in self.all() if each.file != file), Waiting(file, passphrase)])

    def _keep(self, waiting: list[Waiting]) -> None:
        text = json.dumps(msgspec.to_builtins(waiting)) if waiting else ""
        self._casebook.set_preference(self._key, text)

    async def show(self, app: CeApp, file: str) -> str:
        """Show one until it is confirmed or put off; what to say about it, if anything. Only from a worker."""
        found = next((each for each in self.all() if each.file == file), None)
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
                self._keep([each for each in self.all() if each.file != file])
            except VaultError as error:
                return error.words
        return ""
