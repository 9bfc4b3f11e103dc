"""What the screens for people and oversight share: who may see them, long jobs, words that must be read."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.widgets import Static

from ce_tui.screens.asking import DialogAsker
from ce_tui.screens.base import CeScreen
from ce_tui.widgets.dialogs import ChooseDialog, Dialog, InputDialog, MessageDialog
from ce_tui.widgets.field import Field
from ce_tui.widgets.item_list import Item, ItemList
from ce_tui.widgets.progress import ProgressDialog

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.casebook import Casebook
    from ce_tui.core.vault.errors import VaultError
    from ce_tui.core.vault.keys.slots import RoleName

Result = TypeVar("Result")
Answer = TypeVar("Answer")

_LOOK_AGAIN = 0.2  # seconds, while the window is too small to show what was done
NO_REASON = "No reason was given, so nothing was changed."


class OfficeScreen(CeScreen):
    """A screen over the present one, for a lead or an administrator. The core decides what each may do."""

    AUTO_FOCUS: ClassVar[str | None] = ""

    def __init__(self) -> None:
        super().__init__()
        self.busy = False

    @property
    def casebook(self) -> Casebook | None:
        """The casebook of who is signed in and at work; None while locked, and at the end."""
        session = self.ce.session
        return session.casebook if session is not None else None

    def may(self, *roles: RoleName) -> bool:
        """Whether who is signed in has one of the roles."""
        return self.casebook is not None and self.casebook.has_role(*roles)

    def step_back(self) -> bool:
        """Esc: not while something is being done."""
        return self.busy

    def cannot_show(self, error: VaultError) -> None:
        """Say why there is nothing to show; leave, where that is because the account's roles were changed meanwhile."""
        from ce_tui.core.vault.errors import NotPermitted

        if isinstance(error, NotPermitted) and self.ce.screen is self:
            self.ce.pop_screen()
            self.ce.front.greet(error.words)
        else:
            self.say(error.words)

    @property
    def asker(self) -> DialogAsker:
        """Asks for a job that is begun on this screen. Only for workers."""
        return DialogAsker(self.ce, self._be_busy)

    def _be_busy(self, busy: bool) -> None:
        self.busy = busy

    # What is done

    async def done(self, words: str, job: Callable[[], Result]) -> Result | None:
        """Do something that takes its time. None: it was refused, which has been told, or it gives nothing."""
        from ce_tui.core.vault.errors import VaultError

        self.busy = True
        try:
            result = await self.ce.front.patiently(words, job)
            await self.ce.lock.opened()  # what follows it is seen by whoever waited for it
            return result
        except VaultError as error:
            await self.tell(error.words)
            return None
        finally:
            self.busy = False

    async def was_done(self, words: str, job: Callable[[], object]) -> bool:
        """Do something that takes its time: whether it was done. A refusal has been told."""

        def finish() -> bool:
            job()
            return True

        return bool(await self.done(words, finish))

    async def step_by_step(self, words: str, job: Callable[[Callable[[str], None]], Result]) -> Result | None:
        """Do something long that says its steps. None: it was refused, which has been told. Only from a worker."""
        from ce_tui.core.vault.errors import VaultError

        dialog = ProgressDialog(words)
        loop = asyncio.get_running_loop()

        def progress(step: str) -> None:
            with suppress(RuntimeError):  # the app has ended meanwhile: nobody is there to be told
                loop.call_soon_threadsafe(dialog.step, step)

        await self.ce.push_screen(dialog)
        refused, result = "", None
        try:
            result = await asyncio.to_thread(job, progress)
        except VaultError as error:
            refused = error.words
        await self.ce.lock.opened()
        while self.ce.screen is not dialog:  # the window is too small
            await asyncio.sleep(_LOOK_AGAIN)
        dialog.dismiss(None)
        if refused:
            await self.tell(refused)
        return result

    # Questions

    async def answer(self, dialog: Dialog[Answer]) -> Answer | None:
        """The answer to a question. Only from a worker."""
        return await self.ce.push_screen_wait(dialog)

    async def tell(self, words: str) -> None:
        """Words that must be read before going on. Only from a worker."""
        await self.answer(MessageDialog(words))

    async def ask(self, dialog: ChooseDialog) -> bool:
        """Whether a question was answered with yes. Only from a worker."""
        return await self.answer(dialog) == "yes"

    async def reason(self, words: str) -> str:
        """A reason, which is logged. Empty: the question was cancelled, which has been said. Only from a worker."""
        given = await self.answer(InputDialog(words, "Your reason", max_length=200))
        if not given:
            self.greet(NO_REASON)
        return given or ""

    # Forms

    def on_field_submitted(self, event: Field.Submitted) -> None:
        """Enter goes on to what follows."""
        self.focus_next()

    def problem(self, words: str) -> None:
        """Say what is wrong, in the form and in the status line; empty: nothing is."""
        line = self.query_one("#problem", Static)
        line.update(f"! {words}" if words else "")
        line.display = bool(words)
        if words:
            self.greet(words)

    def words_of(self, list: ItemList, item: Item) -> str:
        """An item's words on one line, and its place."""
        return super().words_of(list, item).replace("\n", " ")


class OfficeForm(OfficeScreen):
    """A form with a list of what to do at its end, one of which goes back, as Esc does."""

    first: ClassVar[str]
    """What has the focus in the beginning, as a selector."""
    esc: ClassVar[str] = "Esc goes back, changing nothing."

    def show(self) -> None:
        if self.focused is None:
            self.query_one(self.first).focus()
        self.say(so_far=self.esc)

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """Do what was chosen."""
        if self.busy:
            return
        if event.item.id == "back":
            self.ce.pop_screen()
        else:
            self.do(event.item.id)

    def do(self, action: str) -> None:
        """Do one of the form's actions."""
