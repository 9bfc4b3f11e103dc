"""One account: what an administrator can do with it, each step asked first and said afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult

from ce_tui.core.vault.errors import VaultError
from ce_tui.screens.office.office import OfficeScreen
from ce_tui.screens.office.person_words import person_items
from ce_tui.session.words.people import (
    FINISHED,
    LEFT,
    NOBODY,
    NOTHING_LEFT,
    account_words,
    handed_over,
    may_receive,
    resume_question,
    revoke_question,
    suspend_question,
)
from ce_tui.widgets.dialogs import ChooseDialog, ConfirmDialog
from ce_tui.widgets.item_list import Item, ItemList

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.people import AccountInfo


class PersonScreen(OfficeScreen):
    """One list: what the account is, then what can be done with it."""

    help_topic: ClassVar[str] = "accounts"

    def __init__(self, name: str) -> None:
        super().__init__()
        self._whose = name
        self._accounts: list[AccountInfo] = []

    def section_words(self) -> str:
        return "One account"

    def body(self) -> ComposeResult:
        yield ItemList(id="person")

    def key_words(self) -> list[tuple[str, str]]:
        """Enter does what an item says."""
        return [("Enter", "choose"), ("Esc", "back"), *super().key_words()]

    def show(self) -> None:
        if self.focused is None:
            self.query_one("#person", ItemList).focus()
        self._load()

    @property
    def _account(self) -> AccountInfo | None:
        return next((each for each in self._accounts if each.name == self._whose), None)

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
        account = self._account
        if account is None or not self.query("#person"):
            return
        me = casebook.account.name
        items = [Item("", account_words(account, me), heading=True)]
        items += person_items(account, me) if self.may("administrator") else []
        self.query_one("#person", ItemList).set_items([*items, Item("back", "Back to the accounts")])
        administrator = self.may("administrator")
        self.say(
            so_far=account_words(account, me) if administrator else "Only an administrator can change it."
        )

    # What is done

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """Do what was chosen."""
        if self.busy:
            return
        action = event.item.id
        if action == "back":
            self.app.pop_screen()
        elif action == "roles":
            self._to_roles()
        elif action in ("suspend", "resume", "revoke", "finish", "hand-over"):
            getattr(self, f"do_{action.replace('-', '_')}")()

    def _to_roles(self) -> None:
        from ce_tui.screens.office.roles import RolesScreen

        account = self._account
        if account is not None:
            self.ce.over(RolesScreen(account.name, account.roles))

    @work(exclusive=True, group="office")
    async def do_suspend(self) -> None:
        """Shut an account out until it is resumed."""
        casebook, name = self.casebook, self._whose
        question = ConfirmDialog(suspend_question(name), "Suspend the account", "Leave it as it is")
        if casebook is None or not await self.ask(question):
            return
        if await self.was_done("Suspending.", lambda: casebook.people.suspend(name)):
            self._say_done(f"{name} is suspended and cannot sign in or unlock until you resume the account.")

    @work(exclusive=True, group="office")
    async def do_resume(self) -> None:
        """Let a suspended account in again."""
        casebook, name = self.casebook, self._whose
        question = ConfirmDialog(resume_question(name), "Resume the account", "Leave it as it is")
        if casebook is None or not await self.ask(question):
            return
        if await self.was_done("Resuming.", lambda: casebook.people.resume(name)):
            self._say_done(f"{name} can sign in again.")

    @work(exclusive=True, group="office")
    async def do_revoke(self) -> None:
        """Shut an account out for good, and give the store new keys."""
        casebook, name = self.casebook, self._whose
        question = ConfirmDialog(revoke_question(name), "Revoke the account for good", "Leave it as it is")
        if casebook is None or not await self.ask(question):
            return

        def revoke(progress: Callable[[str], None]) -> bool:
            casebook.revoking.revoke(name, progress=progress)
            return True

        if await self.step_by_step(f"Revoking {name}.", revoke):
            await self.tell(f"{name} is revoked and shut out for good, and the store has new keys. {LEFT}")
        self._load()

    @work(exclusive=True, group="office")
    async def do_finish(self) -> None:
        """Change the store's keys where a revoking was cut short, or others did not leave."""
        casebook = self.casebook
        if casebook is None:
            return
        changed = await self.step_by_step(
            "Finishing what was begun.", lambda progress: casebook.revoking.finish(progress=progress)
        )
        if changed is not None:
            await self.tell(FINISHED if changed else NOTHING_LEFT)

    @work(exclusive=True, group="office")
    async def do_hand_over(self) -> None:
        """Give all of someone's screenings to someone else."""
        casebook, name = self.casebook, self._whose
        others = may_receive(self._accounts, name)
        if casebook is None:
            return
        if not others:
            await self.tell(NOBODY)
            return
        chosen = await self.answer(
            ChooseDialog(
                f"Who gets the screenings of {name}? They will own them and can read and change them; it is logged.",
                [Item(other, other, head=f"{number:>2}") for number, other in enumerate(others, 1)],
            )
        )
        if not chosen:
            return
        question = ConfirmDialog(
            f"All of {name}'s screenings, drafts and completed ones, become {chosen}'s. {name} no longer sees them.",
            f"Hand them over to {chosen}",
            "Leave them where they are",
        )
        if not await self.ask(question):
            return
        count = await self.done("Handing over.", lambda: casebook.people.hand_over(name, chosen))
        if count is not None:
            self._say_done(handed_over(count, name, chosen))

    def _say_done(self, words: str) -> None:
        self.greet(words)
        self._load()
