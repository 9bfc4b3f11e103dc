"""A further account: its name, its roles, and a passphrase to begin with."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult

from ce_tui.core.vault.keys.passphrases import check_name
from ce_tui.screens.office.office_form import OfficeForm
from ce_tui.session.asker import Asker, JobResult
from ce_tui.session.jobs.accounts import add_account, roles_trouble
from ce_tui.session.station import Station
from ce_tui.session.words.people import ADD_ABOUT, THEIRS, role_choices
from ce_tui.widgets.choice_list import CheckList, MarkedList
from ce_tui.widgets.field import Field
from ce_tui.widgets.forms import problem_line, text
from ce_tui.widgets.new_passphrase import WRITE_DOWN_FOR_THEM, NewPassphrase
from ce_tui.widgets.scroll_in_form import SentOff
from ce_tui.widgets.speaking import is_quiet


class AddAccountScreen(OfficeForm):
    """A form; Esc goes back, adding nothing."""

    called: ClassVar[str] = "Add an account"
    help_topic: ClassVar[str] = "accounts"
    first: ClassVar[str] = "#name"
    offers: ClassVar[tuple[tuple[str, str], ...]] = (("create", "Add the account"),)
    back: ClassVar[str] = "Back, adding nothing"
    esc: ClassVar[str] = "Esc goes back, adding nothing."

    def form(self) -> ComposeResult:
        yield text(ADD_ABOUT)
        yield Field("Name", id="name", max_length=100)
        yield CheckList(role_choices(), ["practitioner"], label="Roles", id="roles")
        yield problem_line()
        yield NewPassphrase(THEIRS, write_down=WRITE_DOWN_FOR_THEM)

    def act(self, action: str) -> None:
        """Add it, once all that was given is right."""
        name, roles = self.query_one("#name", Field), self.query_one("#roles", CheckList)
        roles.error = roles_trouble(roles.chosen)
        if not self.are_right((name, check_name)):
            return
        self.problem("")
        if not roles.error:
            self.do(self._add)
            return
        roles.post_message(SentOff())
        roles.focus()
        if not is_quiet(self):  # there each choice says it with it
            self.greet(roles.error)

    def on_marked_list_picked(self, event: MarkedList.Picked) -> None:
        """A role that is marked puts right that none was."""
        roles = self.query_one("#roles", CheckList)
        if event.list is roles and roles.chosen:
            roles.error = ""

    async def _add(self, asker: Asker, station: Station) -> JobResult:
        name, roles = self.query_one("#name", Field).value, self.query_one("#roles", CheckList).chosen
        asked = self.query_one(NewPassphrase)
        passphrase = await asked.take(name, station.session.casebook.people.hub.name)
        if passphrase is None:
            return JobResult(done=False)
        result = await add_account(asker, station, name, roles, passphrase)
        if result.done:
            asked.forget()
        return result
