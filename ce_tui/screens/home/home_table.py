"""Screenings as the table of a wide window: what stands in which column."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ce_tui.core.pathway.document.tier_words import Naming
from ce_tui.core.words.areas import area_name
from ce_tui.core.words.due import sign_of
from ce_tui.core.words.short_days import short_day, short_moment
from ce_tui.core.words.states import STATE_WORDS
from ce_tui.session.home_list import FOUND_IN, decided_words, due_in_short, leading, whose_words
from ce_tui.widgets.table_rows import Column, ItemTable

if TYPE_CHECKING:
    from ce_tui.core.pathway.actions.due import FollowUp
    from ce_tui.core.vault.casebook.index import Summary

REFERENCE = "Reference"
TIER = Column("Tier", least=9, wraps=True)
SIGN = Column("", least=2, tone="alert", gap=1)
_COLUMNS = (
    TIER,
    Column("Decided", gives_up=2),
    Column("State", least=9, tone="hint"),  # of what was found: else headings say it
    SIGN,
    Column("Due", least=20, wraps=True),
    Column("Area", least=9, wraps=True, tone="hint"),
    Column("Screened", least=11, right=True, tone="hint"),
    Column("Child", least=14, wraps=True),
    Column("Changed", right=True, gives_up=1, tone="hint"),
)
_OUTCOME = 16  # cells of the outcome's column in a list that is no table


class HowListed(NamedTuple):
    """How screenings are listed: how children are shown, the tiers' names, London's day, and how wide.

    `due`: what is due first about each, by its reference, where there is a column for it.
    """

    by: str
    naming: Naming
    today: date
    width: int
    due: Mapping[str, FollowUp] = {}
    outcome: int = _OUTCOME  # cells of its column

    def fitted(self, found: Sequence[Summary]) -> HowListed:
        """With room for what leads the longest of these rows, so that the columns stay columns."""
        longest = max((len(leading(each, self.naming)) + 1 for each in found), default=0)
        return self._replace(outcome=max(self.outcome, longest))


class ScreeningsTable:
    """The table of listed screenings. `above`: the words of the headings of their states; else a column says those."""

    def __init__(self, found: Sequence[Summary], how: HowListed, above: Sequence[str]) -> None:
        area = cache(lambda id: area_name(id, how.naming.areas))  # of few, and asked for each
        self._rows = {each.ref: _cells(each, how, area, with_state=not above) for each in found}
        heads = REFERENCE, max((len(each.ref) for each in found), default=0)
        self.columns = ItemTable(_COLUMNS, self._rows.values(), how.width, heads=heads, above=above)

    def text(self, each: Summary) -> str:
        """What stands beside the reference."""
        return self.columns.text(self._rows[each.ref])

    def found(self, each: Summary, excerpt: str) -> str:
        """The same, and what it was found by, if anything, across the columns."""
        return self.columns.text(self._rows[each.ref], f"{FOUND_IN}{excerpt}" if excerpt else "")


def _cells(each: Summary, how: HowListed, area: Callable[[str], str], *, with_state: bool) -> tuple[str, ...]:
    first = how.due.get(each.ref)
    child = whose_words(each, how.by, with_not_done=False)
    if each.state == "reopened" and not with_state:
        child = ", ".join(filter(None, (child, STATE_WORDS[each.state])))
    return (
        leading(each, how.naming),
        decided_words(each, how.naming),
        STATE_WORDS[each.state] if with_state else "",
        sign_of(first) if first is not None else "",
        due_in_short(each, first, how.today),
        area(each.locality),
        short_day(each.screened_on),
        child,
        short_moment(each.updated, how.today),
    )
