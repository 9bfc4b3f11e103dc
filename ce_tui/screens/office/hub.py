"""The hub's name, which every header shows, and its usual area, which a new screening has chosen beforehand."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult

from ce_tui.core.vault.casebook.people import Hub
from ce_tui.screens.office.office_form import OfficeForm
from ce_tui.session.gate import choice_of, usual_areas
from ce_tui.session.jobs.hub import name_hub
from ce_tui.session.words import hub as words
from ce_tui.widgets.choice_list import ChoiceList
from ce_tui.widgets.field import Field
from ce_tui.widgets.forms import text


class HubScreen(OfficeForm):
    """A form; Esc goes back, changing nothing."""

    called: ClassVar[str] = "The hub"
    help_topic: ClassVar[str] = "accounts"
    first: ClassVar[str] = "#hub"
    offers: ClassVar[tuple[tuple[str, str], ...]] = (("keep", "Keep this"),)

    def form(self) -> ComposeResult:
        session = self.ce.seat.kept_session
        hub = session.casebook.people.hub if session is not None else Hub("", "")
        areas = usual_areas(self.ce.seat.pathways.at_hand)
        yield text(words.ABOUT)
        yield Field(
            words.YOUR_HUB, hub.name, id="hub", max_length=200, hint="May be left empty. Name no child."
        )
        yield ChoiceList(areas, choice_of(hub.locality), label=words.USUAL_AREA, id="locality")

    def act(self, action: str) -> None:
        """Keep it."""
        name = self.query_one("#hub", Field).value
        area = self.query_one("#locality", ChoiceList).chosen
        self.do(lambda asker, station: name_hub(asker, station, name, area))
