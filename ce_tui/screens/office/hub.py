"""The hub's name, which every header shows, and its usual area, which a new screening has chosen beforehand."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from ce_tui.core.words.areas import area_words
from ce_tui.screens.office.office import OfficeForm
from ce_tui.widgets.choice_list import ActionList, Choice, ChoiceList
from ce_tui.widgets.field import Field
from ce_tui.widgets.item_list import Item
from ce_tui.widgets.plain import text

NO_AREA = "none"


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
        localities = self.ce.pathways.at_hand.localities
        with VerticalScroll(classes="form", can_focus=False):
            yield text("The people who share this store. Everyone who is signed in sees the hub's name.")
            yield Field(
                "Your hub or team", name, id="hub", max_length=200, hint="May be left empty. Name no child."
            )
            yield ChoiceList(
                [
                    *(Choice(each.id, area_words(each.id, each.name)) for each in localities),
                    Choice(NO_AREA, "No usual area: ask each time"),
                ],
                locality or NO_AREA,
                label="Where do most of the children live whom you work with?",
                id="locality",
            )
            yield ActionList(
                [Item("keep", "Keep this"), Item("back", "Back, changing nothing")], id="actions"
            )

    def do(self, action: str) -> None:
        if action == "keep":
            self._keep()

    @work(exclusive=True, group="office")
    async def _keep(self) -> None:
        casebook = self.casebook
        if casebook is None:
            return
        name = self.query_one("#hub", Field).value.strip()
        chosen = self.query_one("#locality", ChoiceList).chosen
        locality = "" if chosen == NO_AREA else chosen
        if await self.was_done("Keeping it.", lambda: casebook.people.set_hub(name, locality)):
            self.app.pop_screen()
            self.ce.greet("The hub's name and usual area are kept.")
