"""A step of the first-use walk: what it shows, what to try, and on, back or out. It never comes by itself."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from ce_tui.screens.base import CeScreen
from ce_tui.session.walk import Walk, said, title, ways
from ce_tui.session.words.screening import section_name
from ce_tui.widgets.choice_list import ActionList
from ce_tui.widgets.forms import text
from ce_tui.widgets.item_list import Item, ItemList
from ce_tui.widgets.speaking import led


class WalkScreen(CeScreen):
    """One step, over wherever one is; the next one takes its place."""

    called: ClassVar[str] = "The walk"
    AUTO_FOCUS: ClassVar[str | None] = "#walk"
    help_topic: ClassVar[str] = "walk"

    def __init__(self, walk: Walk) -> None:
        super().__init__()
        self._walk = walk

    def body(self) -> ComposeResult:
        with VerticalScroll(classes="form", can_focus=False):
            yield Static("", id="walk-title", classes="form-heading", markup=False)
            yield text("", id="walk-words")
            yield text("", id="walk-try")
            yield ActionList(id="walk")

    def key_words(self) -> list[tuple[str, str]]:
        """Enter does what an item says."""
        return [("Enter", "choose"), *super().key_words()]

    def show(self) -> None:
        """The step that it has come to."""
        step = self._walk.step
        self.query_one("#walk-title", Static).update(title(self._walk))
        self.query_one("#walk-words", Static).update(said(step.words, self.ce.keys.of))
        self.query_one("#walk-try", Static).update(f"To try: {said(step.to_try, self.ce.keys.of)}")
        self.query_one("#walk", ActionList).set_items(self._items(), "try")
        go_to = said("{goto}", self.ce.keys.of)
        self.say(so_far=f"Esc goes back; the walk waits for you in the go-to menu, {go_to}.")

    def _items(self) -> list[Item]:
        return [Item(each.id, each.words) for each in ways(self._walk, self._where)]

    @property
    def _where(self) -> str:
        place = self._walk.step.place
        return "Home" if place == "home" else section_name(place, lambda: self.ce.pathways.at_hand)

    def words_of(self, list: ItemList, item: Item) -> str:
        """For screen readers the step's words first, once, as on arriving there."""
        words = super().words_of(list, item)
        if not self.ce.appearance.for_screen_readers or item.id != "try":
            return words
        step = self._walk.step
        step_words = said(f"{step.words} To try: {step.to_try}", self.ce.keys.of)
        return led([f"{title(self._walk)}. {step_words}"], words)

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """On, back, out, or to the place of the step."""
        if event.item.id == "try":
            self.ce.walking.try_step()
        elif event.item.id == "end":
            self.ce.walking.end()
        elif event.item.id == "begin":
            self._walk.begin_again()
            self.show()
        else:
            self._walk.go(1 if event.item.id == "next" else -1)
            self.show()
