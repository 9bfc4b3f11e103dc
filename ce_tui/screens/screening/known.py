"""Known here already: the screenings that may be of the same child, with the reasons. Enter opens one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult

from ce_tui.core.vault.errors import VaultError
from ce_tui.core.words.matching import NOTHING_FOUND
from ce_tui.screens.base import CeScreen, others_last
from ce_tui.screens.screening.opening import open_result
from ce_tui.session.known import LOOKING, is_enough, look, person_of
from ce_tui.session.words.known import ASK, TOO_LITTLE, listed, of_others
from ce_tui.widgets.item_list import Item, ItemList

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.children import ChildrenFound


class KnownScreen(CeScreen):
    """What is said of the hub's others, then one list, the likeliest first."""

    called: ClassVar[str] = "Known here already"
    help_topic: ClassVar[str] = "known"
    AUTO_FOCUS: ClassVar[str | None] = "#known"

    def body(self) -> ComposeResult:
        """The list."""
        yield ItemList(id="known")

    def show(self) -> None:
        """As it is now."""
        self._load()

    @work(exclusive=True, group="known")
    async def _load(self) -> None:
        draft = self.ce.open_draft
        if draft is None:
            return
        items = [Item("too-little", TOO_LITTLE, flush=True)]
        if is_enough(person_of(draft)):
            try:
                found = await self.ce.front.patiently(LOOKING, lambda: look(draft))
            except VaultError as error:
                self.say(error.words)
                return
            items = list(self._listed(found, draft.screening.ref))
        if self.query("#known"):
            self.query_one("#known", ItemList).set_items(items)

    def _listed(self, found: ChildrenFound, ref: str) -> Iterator[Item]:
        naming, by = self.ce.pathways.naming, self.ce.appearance.children
        others = of_others(found, ref)
        if not found.hits:
            yield Item("nothing", f"{others} {NOTHING_FOUND}".lstrip(), flush=True)
            return
        if others:
            yield Item("others", others, flush=True)
        for hit in found.hits:
            for each in hit.screenings:
                words = listed(hit, each, naming, by)
                yield Item(
                    each.ref, words, head=each.ref, said=f"{each.ref}, {words}. Enter opens its result."
                )
        yield Item("ask", ASK, flush=True)

    def words_of(self, list: ItemList, item: Item) -> str:
        """The item's own words."""
        return item.words

    def key_words(self) -> list[tuple[str, str]]:
        """Enter opens one."""
        return [("Enter", "open"), *others_last(super().key_words())]

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """Open it; what is open is saved and put away."""
        if event.item.head:
            self._open(event.item.id)

    @work(exclusive=True, group="open")
    async def _open(self, ref: str) -> None:
        if refused := await open_result(self.ce, ref):
            self.say(refused)
