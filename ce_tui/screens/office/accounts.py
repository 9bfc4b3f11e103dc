"""Accounts: everyone who has a way into the store. A lead sees them; an administrator adds and changes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult

from ce_tui.core.vault.errors import VaultError
from ce_tui.screens.office.account_words import account_items
from ce_tui.screens.office.office import OfficeScreen
from ce_tui.widgets.item_list import Item, ItemList

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.people import AccountInfo

ADMINISTRATORS = (
    Item("add", "Add an account", flush=True),
    Item("hub", "The hub's name and usual area", flush=True),
    Item("code", "Replace the recovery code", flush=True),
)


class AccountsScreen(OfficeScreen):
    """One list: what an administrator can do, then the accounts. Enter on one leads to what can be done with it."""

    help_topic: ClassVar[str] = "accounts"

    def __init__(self) -> None:
        super().__init__()
        self._accounts: list[AccountInfo] = []

    def section_words(self) -> str:
        return "Accounts"

    def body(self) -> ComposeResult:
        yield ItemList(id="accounts")

    def key_words(self) -> list[tuple[str, str]]:
        """Enter does what an item says."""
        return [("Enter", "choose"), ("Esc", "back"), *super().key_words()]

    def show(self) -> None:
        if self.focused is None:
            self.query_one("#accounts", ItemList).focus()
        self._load()

    @work(exclusive=True, group="load")
    async def _load(self) -> None:
        casebook = self.casebook
        if casebook is None:
            return
        try:
            self._accounts = await self.ce.patiently("Reading the accounts.", casebook.people.accounts)
        except VaultError as error:
            self.cannot_show(error)
            return
        if self.query("#accounts"):
            self._show_all()

    def _show_all(self) -> None:
        casebook = self.casebook
        if casebook is None:
            return
        items: list[Item] = []
        if self.may("administrator"):
            items += [Item("", "What you can do. Enter does it", heading=True), *ADMINISTRATORS]
        items.append(Item("", f"Accounts: {len(self._accounts)}", heading=True))
        items += account_items(self._accounts, casebook.account.name, self.size.width)
        self.query_one("#accounts", ItemList).set_items(items)
        more = "" if self.may("administrator") else " Only an administrator can change them."
        self.say(so_far=f"{self._counted()}{more} Esc goes back.")

    def _counted(self) -> str:
        counts = {state: sum(each.state == state for each in self._accounts) for state in _STATES}
        return ", ".join(f"{number} {state}" for state, number in counts.items() if number) + "."

    def on_resize(self) -> None:
        """Columns where there is room for them."""
        super().on_resize()
        if self._accounts:
            self._show_all()

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """Open the page of what was chosen."""
        from ce_tui.screens.office.add_account import AddAccountScreen
        from ce_tui.screens.office.hub import HubScreen
        from ce_tui.screens.office.person import PersonScreen
        from ce_tui.screens.office.recovery_code import RecoveryCodeScreen

        kind, _, name = event.item.id.partition(":")
        if kind == "account":
            self.ce.over(PersonScreen(name))
        elif kind == "add":
            self.ce.over(AddAccountScreen())
        elif kind == "hub":
            self.ce.over(HubScreen())
        elif kind == "code":
            self.ce.over(RecoveryCodeScreen())


_STATES = ("active", "suspended", "revoked")
