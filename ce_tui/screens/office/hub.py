"""The hub's name, which every header shows, and its usual area, which a new screening has chosen beforehand."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from ce_tui.screens.office.office_form import OfficeForm
from ce_tui.session.gate import choice_of, usual_areas
from ce_tui.session.jobs.hub import name_hub
from ce_tui.session.words import hub as words
from ce_tui.widgets.choice_list import ActionList, ChoiceList
from ce_tui.widgets.field import Field
from ce_tui.widgets.item_list import Item
from ce_tui.widgets.plain import text


class HubScreen(OfficeForm):
    """A form; Esc goes back, changing nothing."""

    help_topic: ClassVar[str] = "accounts"
    first: ClassVar[str] = "#hub"

    def section_words(self) -> str:
        return "The hub"

    def body(self) -> ComposeResult:
        session = self.ce.kept_session
        name, locality = (
            (session.casebook.people.hub.name, session.casebook.people.hub.locality)
            if session is not None
            else ("", "")
        )
        offered = usual_areas(self.ce.pathways.at_hand)
        with VerticalScroll(classes="form", can_focus=False):
            yield text(words.ABOUT)
            yield Field(
                words.YOUR_HUB, name, id="hub", max_length=200, hint="May be left empty. Name no child."
            )
            yield ChoiceList(
                offered,
                choice_of(locality),
                label=words.USUAL_AREA,
                id="locality",
            )
            yield ActionList(
                [Item("keep", "Keep this"), Item("back", "Back, changing nothing")], id="actions"
            )

    def act(self, action: str) -> None:
        """Keep it."""
        name = self.query_one("#hub", Field).value
        area = self.query_one("#locality", ChoiceList).chosen
        self.do(lambda asker, station: name_hub(asker, station, name, area))
