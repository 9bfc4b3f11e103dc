"""A step of the first-use walk: what it shows, what to try, and on, back or out. It never comes by itself."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from ce_tui.screens.base import CeScreen
from ce_tui.session.walk import STEPS, Walk, said
from ce_tui.session.words.screening import section_name
from ce_tui.widgets.choice_list import ActionList
from ce_tui.widgets.item_list import Item, ItemList
from ce_tui.widgets.plain import text
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
        self.query_one("#walk-title", Static).update(self._title)
        self.query_one("#walk-words", Static).update(said(step.words, self.ce.keys.of))
        self.query_one("#walk-try", Static).update(f"To try: {said(step.to_try, self.ce.keys.of)}")
        self.query_one("#walk", ActionList).set_items(self._items(), "try")
        go_to = said("{goto}", self.ce.keys.of)
        self.say(so_far=f"Esc goes back; the walk waits for you in the go-to menu, {go_to}.")

    @property
    def _title(self) -> str:
        return f"Step {self._walk.number} of {len(STEPS)}: {self._walk.step.title}"

    def _items(self) -> list[Item]:
        items = [Item("try", f"Try it: go to {self._where}")]
        if not self._walk.is_last:
            items.append(Item("next", f"Next: {STEPS[self._walk.number].title}"))
        if self._walk.number > 1:
            items.append(Item("back", f"Back: {STEPS[self._walk.number - 2].title}"))
            items.append(Item("again", f"Begin again: {STEPS[0].title}"))
        items.append(
            Item(
                "end", "End the walk, and look around by yourself" if self._walk.is_last else "Skip the rest"
            )
        )
        return items

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
        return led([f"{self._title}. {step_words}"], words)

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """On, back, out, or to the place of the step."""
        if event.item.id == "try":
            self.ce.walking.try_step()
        elif event.item.id == "end":
            self.ce.walking.end()
        elif event.item.id == "again":
            self._walk.begin_again()
            self.show()
        else:
            self._walk.go(1 if event.item.id == "next" else -1)
            self.show()
