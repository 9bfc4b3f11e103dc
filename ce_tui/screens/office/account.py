"""Your account: who you are here, and another passphrase."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll

from ce_tui.screens.office.office import OfficeScreen
from ce_tui.widgets.choice_list import ActionList
from ce_tui.widgets.field import Field
from ce_tui.widgets.item_list import Item, ItemList
from ce_tui.widgets.new_passphrase import NewPassphrase
from ce_tui.widgets.plain import problem_line, text

CHANGED = (
    "Your passphrase is changed. The old one opens nothing here any more; copies of the store made before still open "
    "with it."
)


class AccountScreen(OfficeScreen):
    """A menu, then one form at a time; Esc goes back a step."""

    help_topic: ClassVar[str] = "account"

    def __init__(self) -> None:
        super().__init__()
        self._page = "menu"

    def section_words(self) -> str:
        return "Account"

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="form", can_focus=False), Vertical(id="page"):
            yield from self._widgets()

    def _widgets(self) -> ComposeResult:
        if self._page == "passphrase":
            yield text("Another passphrase for your account.")
            yield Field("Passphrase now", id="old", password=True, max_length=1000)
            yield problem_line()
            yield NewPassphrase("Your new passphrase")
            yield ActionList(
                [Item("change", "Change it"), Item("back", "Back, changing nothing")], id="actions"
            )
        else:
            yield text(self._who())
            yield ActionList(self._menu(), id="actions")

    def _who(self) -> str:
        session = self.ce.kept_session
        if session is None:
            return ""
        account = session.casebook.account
        return f"You are {account.name}. Roles: {', '.join(account.roles)}."

    def _menu(self) -> list[Item]:
        items = [Item("passphrase", "Change your passphrase")]
        if self.may("administrator", "lead"):
            items.append(Item("accounts", "Accounts: everyone who has a way in"))
        return [*items, Item("leave", "Back")]

    # From page to page

    def show(self) -> None:
        if self.focused is None:
            self._focus_first()

    def _focus_first(self) -> None:
        self.query_one("#old" if self._page == "passphrase" else "#actions").focus()
        self.say(so_far="Esc goes back.")

    async def _go(self, page: str) -> None:
        self._page = page
        holder = self.query_one("#page")
        await holder.remove_children()
        await holder.mount(*self._widgets())
        self._focus_first()

    def step_back(self) -> bool:
        """Esc: from a form to the menu, from the menu back to where one was."""
        if self._page == "menu":
            return super().step_back()
        if not self.busy:
            self.run_worker(self._go("menu"), exclusive=True)
        return True

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """Do what was chosen."""
        action = event.item.id
        if self.busy:
            return
        if action == "leave":
            self.app.pop_screen()
        elif action == "accounts":
            self.ce.action_accounts()
        elif action == "back":
            self.step_back()
        elif action == "passphrase":
            self.run_worker(self._go(action), exclusive=True)
        elif action == "change":
            self._change()

    # What is done

    @work(exclusive=True, group="office")
    async def _change(self) -> None:
        from ce_tui.core.vault.errors import VaultError

        casebook, old = self.casebook, self.query_one("#old", Field)
        if casebook is None:
            return
        old.error = "" if old.value else "Type the passphrase that you have now"
        if old.error:
            old.focus()
            self.say(old.words)
            return
        typed = old.value
        new = await self.query_one(NewPassphrase).take(casebook.account.name)
        if new is None:
            return
        self.busy = True
        try:
            await self.ce.patiently("Making the keys.", lambda: casebook.access.change_passphrase(typed, new))
        except VaultError as error:
            self.problem(error.words)
            return
        finally:
            self.busy = False
        self.query_one(NewPassphrase).forget()
        await self.tell(CHANGED)
        await self._go("menu")
