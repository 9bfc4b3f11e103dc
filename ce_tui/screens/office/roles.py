"""The roles of one account, changed together: nothing is changed before that is said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from ce_tui.screens.office.account_words import role_choices
from ce_tui.screens.office.office import OfficeForm
from ce_tui.session.words.people import NO_ROLE
from ce_tui.widgets.choice_list import ActionList, CheckList
from ce_tui.widgets.item_list import Item
from ce_tui.widgets.plain import problem_line, text


class RolesScreen(OfficeForm):
    """A form; Esc goes back, changing nothing."""

    help_topic: ClassVar[str] = "accounts"
    first: ClassVar[str] = "#roles"
    esc: ClassVar[str] = "Space marks, Tab goes on. Esc goes back, changing nothing."

    def __init__(self, name: str, roles: Iterable[str]) -> None:
        super().__init__()
        self._whose = name
        self._roles = tuple(roles)

    def section_words(self) -> str:
        return "Roles"

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="form", can_focus=False):
            yield text(f"The roles of {self._whose}. They count at once, also where that person is at work.")
            yield CheckList(role_choices(), self._roles, label="Roles", id="roles")
            yield problem_line()
            yield ActionList(
                [Item("keep", "Change the roles to these"), Item("back", "Back, changing nothing")],
                id="actions",
            )

    def do(self, action: str) -> None:
        if action == "keep":
            self._keep()

    @work(exclusive=True, group="office")
    async def _keep(self) -> None:
        casebook, marked = self.casebook, self.query_one("#roles", CheckList)
        if casebook is None:
            return
        if not marked.chosen:
            marked.focus()
            self.problem(NO_ROLE)
            return
        self.problem("")
        name, roles = self._whose, marked.chosen
        if await self.was_done("Changing the roles.", lambda: casebook.people.change_roles(name, roles)):
            self.app.pop_screen()
            self.ce.greet(f"The roles of {name} are now: {', '.join(roles)}.")
