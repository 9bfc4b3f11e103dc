"""The result: what the marks indicate and why, the practitioner's decision, what to do and whom to call now."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult

from ce_tui.screens.screening.result_items import result_items
from ce_tui.screens.screening.section import SectionScreen
from ce_tui.session.asker import JobResult
from ce_tui.session.jobs import deciding
from ce_tui.widgets.item_list import Item, ItemList


class ResultScreen(SectionScreen):
    """The result of the open draft, as one list to read and to answer in. `start_at` is an item's id."""

    help_topic: ClassVar[str] = "result"
    section = "result"

    @property
    def here(self) -> str:
        """The item that is current."""
        lists = self.query("#result")
        current = lists.first(ItemList).current if lists else None
        return current.id if current else ""

    def body(self) -> ComposeResult:
        """One list."""
        yield ItemList(id="result")

    def enter(self) -> None:
        """The focus on what is indicated, or where it was."""
        result = self.query_one("#result", ItemList)
        result.go_to(self.start_at or "outcome")
        result.focus()

    def show(self) -> None:
        """Everything as it is now."""
        draft = self.draft
        if self.query("#result"):
            self.query_one("#result", ItemList).set_items(
                result_items(draft.answers, draft.outcome, draft.pathway, draft.clock())
            )

    def key_words(self) -> list[tuple[str, str]]:
        """Enter does what an item says."""
        return [("Enter", "choose"), *super().key_words()]

    def words_of(self, list: ItemList, item: Item) -> str:
        """An item's words, on one line."""
        self.draft.keep_place(f"{self.section}:{item.id}")
        return item.words.replace("\n", " ")

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """What can be done with an item is done; of the others the whole text is said."""
        kind, _, value = event.item.id.partition(":")
        if kind == "say":
            self.ce.screening.immediate_risk() if value == "risk" else self.ce.screening.harm_today()
        elif kind == "decide":
            self.decide(value)
        elif kind == "reason":
            self.give_reason()
        elif kind == "factor":
            self.ce.navigator.show_section(self.draft.pathway.tier_of[value], value)
        elif kind == "phone":
            self.ce.places.phone()
        elif kind == "contact":
            self.say(f"This app does not phone. {self.words_of(event.list, event.item)}")
        else:
            self.say(self.words_of(event.list, event.item))

    @work(exclusive=True, group="decide")
    async def decide(self, value: str) -> None:
        """Take the decision."""
        self._decided(await deciding.decide(self.asker, self.draft, value))

    @work(exclusive=True, group="decide")
    async def give_reason(self) -> None:
        """Write the reason for the decision."""
        self._decided(await deciding.give_reason(self.asker, self.draft))

    def _decided(self, result: JobResult) -> None:
        if result.done:
            self.show_changed()
            self.show()
        if result.words:
            self.announce(result.words)
