"""Your account: another passphrase; and for an administrator the accounts of this store, and a new one."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from ce_tui.screens.base import CeScreen
from ce_tui.screens.gate import problem_line, text
from ce_tui.screens.new_passphrase import NewPassphrase
from ce_tui.widgets.choice_list import ActionList, CheckList, Choice
from ce_tui.widgets.dialogs import MessageDialog
from ce_tui.widgets.field import Field
from ce_tui.widgets.item_list import Item, ItemList

ROLE_WORDS = {
    "practitioner": "Practitioner: screens, and sees their own screenings",
    "lead": "Lead: may see all of the hub's screenings, with a reason",
    "administrator": "Administrator: manages accounts, retention and backup; by that role alone reads no case",
}


class AccountScreen(CeScreen):
    """A menu, then one form at a time; Esc goes back a step."""

    AUTO_FOCUS: ClassVar[str | None] = ""
    help_topic: ClassVar[str] = "account"

    def __init__(self) -> None:
        super().__init__()
        self._page = "menu"
        self._busy = False

    def section_words(self) -> str:
        return "Account"

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="form", can_focus=False), Vertical(id="page"):
            yield from self._widgets()

    @property
    def _administrator(self) -> bool:
        session = self.ce.kept_session
        return session is not None and "administrator" in session.casebook.account.roles

    def _widgets(self) -> ComposeResult:
        if self._page == "passphrase":
            yield text("Another passphrase for your account.")
            yield Field("Passphrase now", id="old", password=True, max_length=1000)
            yield problem_line()
            yield NewPassphrase("Your new passphrase")
            yield ActionList(
                [Item("change", "Change it"), Item("back", "Back, changing nothing")], id="actions"
            )
        elif self._page == "add":
            yield text(
                "A further account. Tell its passphrase to that person alone; they can change it here."
            )
            yield Field("Name", id="name", max_length=100)
            yield CheckList(
                [Choice(id, words) for id, words in ROLE_WORDS.items()],
                ["practitioner"],
                label="Roles",
                id="roles",
            )
            yield problem_line()
            yield NewPassphrase("Their passphrase, to begin with")
            yield ActionList(
                [Item("create", "Add the account"), Item("back", "Back, adding nothing")], id="actions"
            )
        elif self._page == "list":
            yield ActionList([*self._accounts(), Item("back", "Back")], id="actions")
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
        if self._administrator:
            items += [Item("add", "Add an account"), Item("list", "List the accounts")]
        return [*items, Item("leave", "Back")]

    def _accounts(self) -> list[Item]:
        from ce_tui.core.pathway.dates import say_iso
        from ce_tui.core.vault.errors import VaultError

        session = self.ce.session
        if session is None:
            return []
        try:
            accounts = session.casebook.accounts()
        except VaultError as error:
            return [Item("", error.words, heading=True)]
        items = [Item("", f"Accounts: {len(accounts)}", heading=True)]
        for each in accounts:
            words = f"{each.name}: {', '.join(each.roles)}; {each.state}; since {say_iso(each.created[:10])}"
            items.append(Item(f"account:{each.name}", words))
        return items

    # From page to page

    def show(self) -> None:
        if self.focused is None:
            self._focus_first()

    def _focus_first(self) -> None:
        first = {"passphrase": "#old", "add": "#name"}.get(self._page, "#actions")
        self.query_one(first).focus()
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
            return False
        if not self._busy:
            self.run_worker(self._go("menu"), exclusive=True)
        return True

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter goes on to what follows."""
        self.focus_next()

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """Do what was chosen."""
        action = event.item.id
        if self._busy:
            return
        if action == "leave":
            self.app.pop_screen()
        elif action == "back":
            self.step_back()
        elif action in ("passphrase", "add", "list"):
            self.run_worker(self._go(action), exclusive=True)
        elif action == "change":
            self._change()
        elif action == "create":
            self._create()

    # What is done

    @work(exclusive=True, group="account")
    async def _change(self) -> None:
        session, old = self.ce.session, self.query_one("#old", Field)
        if session is None:
            return
        old.error = "" if old.value else "Type the passphrase that you have now"
        if old.error:
            old.focus()
            self.say(old.words)
            return
        casebook, typed = session.casebook, old.value
        new = await self.query_one(NewPassphrase).take(casebook.account.name)
        if new is not None:
            await self._do(
                "Making the keys.",
                lambda: casebook.change_passphrase(typed, new),
                "Your passphrase is changed. The old one opens nothing here any more; copies of the store made "
                "before still open with it.",
            )

    @work(exclusive=True, group="account")
    async def _create(self) -> None:
        from ce_tui.core.vault.errors import Refused
        from ce_tui.core.vault.passphrases import check_name

        session, name = self.ce.session, self.query_one("#name", Field)
        if session is None:
            return
        name.error = ""
        try:
            checked = check_name(name.value)
        except Refused as refused:
            name.error = refused.words
            name.focus()
            self.say(name.words)
            return
        casebook, roles = session.casebook, self.query_one("#roles", CheckList).chosen
        passphrase = await self.query_one(NewPassphrase).take(checked)
        if passphrase is not None:
            await self._do(
                "Making the keys.",
                lambda: casebook.add_account(checked, passphrase, roles),
                f"The account {checked} is added.",
            )

    async def _do(self, words: str, job: Callable[[], None], done: str) -> None:
        from ce_tui.core.vault.errors import VaultError

        self._busy = True
        try:
            await self.ce.patiently(words, job)
        except VaultError as error:
            line = self.query_one("#problem", Static)
            line.update(f"! {error.words}")
            line.display = True
            self.say(error.words)
            return
        finally:
            self._busy = False
        self.query_one(NewPassphrase).forget()
        await self.app.push_screen_wait(MessageDialog(done))
        await self._go("menu")
