"""What is due, as rows of a list: a table in a wide window. The status line says all of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from ce_tui.core.pathway.document.tier_words import Naming
from ce_tui.core.words.actions import LACKS
from ce_tui.core.words.due import late_words, sign_of, what_words
from ce_tui.core.words.short_days import short_at
from ce_tui.screens.home.home_table import REFERENCE, SIGN, TIER
from ce_tui.session.home_list import leading, tier_acted_on, tier_words
from ce_tui.session.words.follow_ups import LEADS_THERE, listed_due, whose_due
from ce_tui.widgets.item_list import Item
from ce_tui.widgets.room import TABLE_FROM
from ce_tui.widgets.table_rows import Column, ItemTable
from ce_tui.widgets.tones import TIER_TONES

if TYPE_CHECKING:
    from ce_tui.session.following import DueItem

_COLUMNS = (
    TIER,
    SIGN,
    Column("Due", least=7),
    Column("Since or by", right=True, least=18),
    Column("What is due", least=24, wraps=True),
    Column("Child", least=14, wraps=True),
)


class HowDue(NamedTuple):
    """How it is listed: the tiers' names, how children are shown (`by`), and the moment."""

    naming: Naming
    by: str
    now: datetime


class DueRows:
    """What makes the items of these things that are due, in a list of so many cells."""

    def __init__(self, listed: Sequence[DueItem], how: HowDue, width: int) -> None:
        self._how = how
        self._table = _table(listed, how, width) if width >= TABLE_FROM and listed else None

    def heading(self, words: str) -> Item:
        """A heading; in a table with the titles of its columns."""
        return self._table.heading(words) if self._table is not None else Item("", words, heading=True)

    def item(self, id: str, each: DueItem) -> Item:
        """One thing that is due, as a row; a screen reader hears the same, and where the limit comes from."""
        naming, summary = self._how.naming, each.of.summary
        words, sign = listed_due(each, naming, self._how.by, self._how.now), sign_of(each.due)
        source = f" ({each.due.source})" if each.due.source else ""
        tone = TIER_TONES.get(tier_acted_on(summary), "")
        return Item(
            id,
            self._table.text(_cells(each, self._how))
            if self._table is not None
            else f"{sign} {words}".lstrip(),
            head=summary.ref,
            said=f"{summary.ref}, {words}{source}. {LEADS_THERE}",
            tone=tone,
            toned=tier_words(summary, naming) if tone else "",
            also=((sign, "alert"),) if sign and self._table is None else (),
            columns=self._table,
        )


def _table(listed: Sequence[DueItem], how: HowDue, width: int) -> ItemTable:
    heads = REFERENCE, max(len(each.of.summary.ref) for each in listed)
    return ItemTable(_COLUMNS, [_cells(each, how) for each in listed], width, heads=heads)


def _cells(each: DueItem, how: HowDue) -> tuple[str, ...]:
    return (
        leading(each.of.summary, how.naming),
        sign_of(each.due),
        late_words(each.due, how.now),
        "" if LACKS[each.due.lacks].since and each.due.at_once else short_at(each.due.by),
        what_words(each.due),
        whose_due(each, how.by),
    )
