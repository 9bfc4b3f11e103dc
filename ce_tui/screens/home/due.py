"""What is due, about every screening that this account may see, in the order of danger.

Enter opens one, at what was done.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult

from ce_tui.core.vault.errors import VaultError
from ce_tui.core.vault.references import read_reference
from ce_tui.core.words.due import NOTHING_DUE, WHAT_IS_DUE
from ce_tui.screens.base import CeScreen
from ce_tui.screens.home.due_rows import DueRows, HowDue
from ce_tui.screens.kept_keys import others_last
from ce_tui.screens.screening.opening import open_screening
from ce_tui.session.following import DueItem, Following, following
from ce_tui.widgets.item_list import Item, ItemList
from ce_tui.widgets.surroundings import around

if TYPE_CHECKING:
    from datetime import datetime

    from ce_tui.screens.host import Host


class DueScreen(CeScreen):
    """One list, under headings."""

    called: ClassVar[str] = WHAT_IS_DUE
    help_topic: ClassVar[str] = "due"
    AUTO_FOCUS: ClassVar[str | None] = "#due"

    def __init__(self) -> None:
        super().__init__()
        self._found: Following | None = None
        self._items: dict[str, DueItem] = {}

    def body(self) -> ComposeResult:
        """The list."""
        yield ItemList(id="due")

    def show(self) -> None:
        """Everything as it is now."""
        self._load()

    @work(exclusive=True, group="load")
    async def _load(self) -> None:
        session = self.ce.seat.session
        if session is None:
            return
        casebook = session.casebook
        try:
            found = await self.ce.patiently(
                "Looking what is due.", lambda: following(casebook, casebook.index.all())
            )
        except VaultError as error:
            self.say(error.words)
            return
        self._found = found
        if self.query("#due"):
            self._show_found(found)

    def _show_found(self, found: Following) -> None:
        items = list(self._listed(found, self.ce.seat.clock()))
        self.query_one("#due", ItemList).set_items(items or [Item("nothing", NOTHING_DUE)])

    def on_resize(self) -> None:
        """Columns where there is room for them."""
        super().on_resize()
        if self._found is not None:
            self._show_found(self._found)

    def _listed(self, found: Following, now: datetime) -> Iterator[Item]:
        self._items = {}
        groups = found.grouped(now)
        how = HowDue(self.ce.seat.pathways.naming, around(self).children, now)
        rows = DueRows([each for _, group in groups for each in group], how, self.size.width)
        for title, group in groups:
            yield rows.heading(f"{title}: {len(group)}")
            for each in group:
                self._items[each.id] = each
                yield rows.item(each.id, each)

    def words_of(self, list: ItemList, item: Item) -> str:
        """The item's own words."""
        return item.words

    def key_words(self) -> list[tuple[str, str]]:
        """Enter opens one."""
        return [("Enter", "open"), *others_last(super().key_words())]

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """Open it, at what was done."""
        if event.item.id in self._items:
            self.open_at_done(event.item.id.partition(":")[0])

    @work(exclusive=True, group="open")
    async def open_at_done(self, ref: str) -> None:
        """Open a screening with what was done over it; a refusal is said."""
        if refused := await open_at_done(self.ce, ref):
            self.say(refused)


async def open_at_done(app: Host, ref: str) -> str:
    """Open a screening with what was done over it. What there is to say where it is not opened. Only from a worker."""
    refused = await open_screening(app, ref)
    if not refused and app.seat.open_draft is not None and app.seat.open_draft.screening.ref == ref:
        app.to_done()
    return refused


async def record_about(app: Host, typed: str) -> str:
    """Open a screening with what was done over it, and the recording over that: Esc leads to no question of danger.

    `typed`: its reference. What there is to say where it is not opened. Only from a worker.
    """
    ref = read_reference(typed)
    if ref is None:
        return "Move to the screening first that something was done about."
    refused = await open_at_done(app, ref)
    if not refused and app.seat.open_draft is not None:
        app.to_record()
    return refused
