"""Known here already: the screenings that are, or may be, of the same child. Enter opens one, or says which it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult

from ce_tui.core.vault.errors import VaultError
from ce_tui.screens.asking import DialogAsker
from ce_tui.screens.base import CeScreen
from ce_tui.screens.kept_keys import others_last
from ce_tui.screens.screening.opening import open_result
from ce_tui.session.jobs.pairing import about
from ce_tui.session.known import LOOKING, is_enough, look, person_of
from ce_tui.session.words.known import first_lines, last_lines, rows
from ce_tui.widgets.item_list import Item, ItemList
from ce_tui.widgets.surroundings import around

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.index import ChildrenFound
    from ce_tui.session.session import Draft
    from ce_tui.session.words.known import KnownRow

_TO_DO = "Enter: open it, or say whether it is the same child."


class KnownScreen(CeScreen):
    """What is said of the hub's others, then one list: the same child, the likeliest, those that are not."""

    called: ClassVar[str] = "Known here already"
    help_topic: ClassVar[str] = "known"
    AUTO_FOCUS: ClassVar[str | None] = "#known"

    def __init__(self) -> None:
        super().__init__()
        self._found: ChildrenFound | None = None
        self._rows: dict[str, KnownRow] = {}

    def body(self) -> ComposeResult:
        """The list."""
        yield ItemList(id="known")

    def show(self) -> None:
        """As it is now."""
        self._load()

    @work(exclusive=True, group="known")
    async def _load(self) -> None:
        draft = self.ce.seat.open_draft
        if draft is None:
            return
        try:
            self._found = found = await self.ce.patiently(LOOKING, lambda: look(draft))
        except VaultError as error:
            self.say(error.words)
            return
        listed = rows(found, self.ce.seat.pathways.naming, around(self).children)
        self._rows = {row.ref: row for row in listed}
        if self.query("#known"):
            self.query_one("#known", ItemList).set_items(list(self._items(found, draft)))

    def _items(self, found: ChildrenFound, draft: Draft) -> Iterator[Item]:
        looked = is_enough(person_of(draft))
        first = first_lines(found, draft.screening.ref, looked=looked)
        last = last_lines(found, looked=looked)
        if not self._rows:
            yield Item("nothing", " ".join([*first, *last]), flush=True)
            return
        for number, words in enumerate(first):
            yield Item(f"first:{number}", words, flush=True)
        for ref, words in self._rows.values():
            yield Item(ref, words, head=ref, said=f"{ref}, {words}. {_TO_DO}")
        for number, words in enumerate(last):
            yield Item(f"last:{number}", words, flush=True)

    def words_of(self, list: ItemList, item: Item) -> str:
        """The item's own words."""
        return item.words

    def key_words(self) -> list[tuple[str, str]]:
        """Enter asks what to do with one."""
        return [("Enter", "choose"), *others_last(super().key_words())]

    def on_item_list_chosen(self, event: ItemList.Chosen) -> None:
        """Ask what to do with it."""
        draft, row = self.ce.seat.open_draft, self._rows.get(event.item.id)
        if draft is not None and row is not None and self._found is not None:
            self._ask(draft, self._found, row)

    @work(exclusive=True, group="choose")
    async def _ask(self, draft: Draft, found: ChildrenFound, row: KnownRow) -> None:
        came = await about(DialogAsker(self.ce), draft, found, row)
        if came.opens:
            await self._open(row.ref)
        elif came.words and not self.ce.leave_ended():
            self.greet(came.words)
            self._load()

    async def _open(self, ref: str) -> None:
        """Open it; what is open is saved and put away."""
        if refused := await open_result(self.ce, ref):
            self.say(refused)
