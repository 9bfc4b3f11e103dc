"""The roles of one account, changed together: nothing is changed before that is said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult

from ce_tui.screens.office.office_form import OfficeForm
from ce_tui.screens.office.recovery_code import RecoveryCodeScreen
from ce_tui.session.asker import JobResult
from ce_tui.session.jobs.accounts import change_roles, roles_trouble
from ce_tui.session.jobs.recovery_code import Changed, then_new_code
from ce_tui.session.words.people import role_choices, roles_about
from ce_tui.widgets.choice_list import CheckList
from ce_tui.widgets.forms import problem_line, text


class RolesScreen(OfficeForm):
    """A form; Esc goes back, changing nothing."""

    called: ClassVar[str] = "Roles"
    help_topic: ClassVar[str] = "accounts"
    first: ClassVar[str] = "#roles"
    offers: ClassVar[tuple[tuple[str, str], ...]] = (("keep", "Change the roles to these"),)
    esc: ClassVar[str] = "Space changes a mark, Tab goes on. Esc goes back, changing nothing."

    def __init__(self, name: str, roles: Iterable[str]) -> None:
        super().__init__()
        self._whose = name
        self._roles = tuple(roles)

    def form(self) -> ComposeResult:
        yield text(roles_about(self._whose))
        yield CheckList(role_choices(), self._roles, label="Roles", id="roles")
        yield problem_line()

    def act(self, action: str) -> None:
        """Change them."""
        name, marked = self._whose, self.query_one("#roles", CheckList)
        roles = marked.chosen
        if roles_trouble(roles):
            marked.focus()
        self.problem("")
        self.jobs.begin(
            then_new_code(lambda asker, station: change_roles(asker, station, name, roles)), self._changed
        )

    def _changed(self, changed: Changed[JobResult]) -> None:
        self._done(changed.result)
        if changed.wants_code:
            self.ce.over(RecoveryCodeScreen())
