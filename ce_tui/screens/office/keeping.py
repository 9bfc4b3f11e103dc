"""Keeping and letting go: the lead's review queue, holds, deletion with its undo; the rules and the backup."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from ce_tui.screens.office.audit import AuditScreen
from ce_tui.screens.office.keeping_items import keeping_items
from ce_tui.screens.office.keeping_rules import KeepingRulesScreen
from ce_tui.screens.office.office_list import OfficeList
from ce_tui.screens.screening.opening import open_screening
from ce_tui.session.jobs.backing_up import back_up
from ce_tui.session.jobs.keeping import decide_by_reference, decide_on
from ce_tui.session.kept import Kept, kept_of
from ce_tui.session.words.keeping import amounts_words
from ce_tui.widgets.dialogs import MessageDialog
from ce_tui.widgets.item_list import Item

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.casebook import Casebook

_SCREENINGS = ("due", "hold", "marked", "deleted")


class KeepingScreen(OfficeList[Kept]):
    """Enter on a screening leads to what can be decided about it."""

    called: ClassVar[str] = "Keeping"
    help_topic: ClassVar[str] = "keeping"
    reading: ClassVar[str] = "Reading what is kept."

    def to_read(self, casebook: Casebook) -> Callable[[], Kept]:
        return partial(kept_of, casebook)

    def items(self, data: Kept) -> Iterator[Item]:
        return keeping_items(data, self.size.width)

    def so_far(self, data: Kept) -> str:
        return f"{amounts_words(data)} Esc goes back."

    def chosen(self, kind: str, what: str) -> None:
        """Decide, see the rules, back up."""
        kept = self.data
        if kept is None:
            return
        if kind in _SCREENINGS:
            self.do(lambda asker, station: decide_on(asker, station, kept, what, self._elsewhere))
        elif kind == "decide":
            self.do(lambda asker, station: decide_by_reference(asker, station, kept, self._elsewhere))
        elif kind == "rules":
            self.ce.over(KeepingRulesScreen())
        elif kind == "backup":
            self.do(back_up)
        elif self.listed.current is not None:
            self.say(self.words_of(self.listed, self.listed.current))

    async def _elsewhere(self, where: str, ref: str) -> str:
        """To a screening, or to the log."""
        if where == "log":
            self.ce.over(AuditScreen(ref))
        elif refused := await open_screening(self.ce, ref):
            await self.ce.push_screen_wait(MessageDialog(refused))
        return ""
