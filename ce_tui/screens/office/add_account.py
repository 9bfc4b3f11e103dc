"""A further account: its name, its roles, and a passphrase to begin with."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from ce_tui.screens.office.account_words import role_choices
from ce_tui.screens.office.office import OfficeForm
from ce_tui.session.words.people import NO_ROLE
from ce_tui.widgets.choice_list import ActionList, CheckList
from ce_tui.widgets.field import Field
from ce_tui.widgets.item_list import Item
from ce_tui.widgets.new_passphrase import NewPassphrase
from ce_tui.widgets.plain import problem_line, text


class AddAccountScreen(OfficeForm):
    """A form; Esc goes back, adding nothing."""

    help_topic: ClassVar[str] = "accounts"
    first: ClassVar[str] = "#name"
    esc: ClassVar[str] = "Esc goes back, adding nothing."

    def section_words(self) -> str:
        return "Add an account"

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="form", can_focus=False):
            yield text(
                "A further account. Tell its passphrase to that person alone; they can change it under "
                "“Your account”."
            )
            yield Field("Name", id="name", max_length=100)
            yield CheckList(role_choices(), ["practitioner"], label="Roles", id="roles")
            yield problem_line()
            yield NewPassphrase("Their passphrase, to begin with")
            yield ActionList(
                [Item("create", "Add the account"), Item("back", "Back, adding nothing")], id="actions"
            )

    def do(self, action: str) -> None:
        if action == "create":
            self._create()

    @work(exclusive=True, group="office")
    async def _create(self) -> None:
        from ce_tui.core.vault.errors import Refused
        from ce_tui.core.vault.keys.passphrases import check_name

        casebook, name = self.casebook, self.query_one("#name", Field)
        if casebook is None:
            return
        name.error = ""
        try:
            checked = check_name(name.value)
        except Refused as refused:
            name.error = refused.words
            name.focus()
            self.say(name.words)
            return
        roles = self.query_one("#roles", CheckList).chosen
        if not roles:
            self.query_one("#roles", CheckList).focus()
            self.problem(NO_ROLE)
            return
        self.problem("")
        asked = self.query_one(NewPassphrase)
        passphrase = await asked.take(checked)
        if passphrase is None:
            return
        if await self.was_done(
            "Making the keys.", lambda: casebook.people.add_account(checked, passphrase, roles)
        ):
            asked.forget()
            await self.tell(f"The account {checked} is added. Roles: {', '.join(roles)}.")
            self.app.pop_screen()
