"""Another passphrase for one's own account."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult

from ce_tui.screens.office.office_form import OfficeForm
from ce_tui.session.asker import Asker, JobResult
from ce_tui.session.jobs.own_account import change_passphrase, old_passphrase
from ce_tui.session.station import Station
from ce_tui.session.words.gate import YOUR_NEW_PHRASE
from ce_tui.widgets.field import Field, PassphraseField
from ce_tui.widgets.forms import problem_line, text
from ce_tui.widgets.new_passphrase import NewPassphrase


class PassphraseScreen(OfficeForm):
    """A form; Esc goes back, changing nothing."""

    called: ClassVar[str] = "Account"
    help_topic: ClassVar[str] = "account"
    first: ClassVar[str] = "#old"
    offers: ClassVar[tuple[tuple[str, str], ...]] = (("change", "Change it"),)
    esc: ClassVar[str] = "Esc goes back."

    def form(self) -> ComposeResult:
        yield text("Another passphrase for your account.")
        yield PassphraseField("Passphrase now", id="old")
        yield problem_line()
        yield NewPassphrase(YOUR_NEW_PHRASE)

    def act(self, action: str) -> None:
        """Change it, once all that was given is right."""
        old = self.query_one("#old", Field)
        if self.are_right((old, old_passphrase)):
            self.do(self._change)

    async def _change(self, asker: Asker, station: Station) -> JobResult:
        old, asked = self.query_one("#old", Field).value, self.query_one(NewPassphrase)
        casebook = station.session.casebook
        new = await asked.take(casebook.account.name, casebook.people.hub.name)
        if new is None:
            return JobResult(done=False)
        result = await change_passphrase(asker, station, old, new)
        if result.done:
            asked.forget()
        return result
