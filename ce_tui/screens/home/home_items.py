"""Screenings as Home lists them: one row each if the window is wide enough; the status line says all of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ce_tui.core.pathway.document.document import EditionNames
from ce_tui.core.pathway.words import counted
from ce_tui.core.words.actions import WHAT_IS_DUE, short_day, short_moment, sign_of
from ce_tui.core.words.plain import NAMES
from ce_tui.screens.base import headed
from ce_tui.session.home_list import (
    FOUND_IN,
    DueLists,
    decided_words,
    due_in_short,
    leading,
    said_of,
    tier_words,
    whose_words,
)
from ce_tui.widgets.item_rows import Column, Item, ItemTable
from ce_tui.widgets.room import COLUMNS_FROM, TABLE_FROM
from ce_tui.widgets.wrapping import TIER_TONES

if TYPE_CHECKING:
    from ce_tui.core.pathway.actions.due import FollowUp
    from ce_tui.core.vault.casebook.index import Summary
    from ce_tui.session.begun_action import UnrecordedAction


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


class ScreeningListing(NamedTuple):
    """How screenings are listed: how children are shown, the tiers' names, London's day, and how wide.

    `due`: what is due first about each, by its reference, where there is a column for it.
    """

    by: str
    naming: EditionNames
    today: date
    width: int
    due: Mapping[str, FollowUp] = {}
    outcome: int = _OUTCOME  # cells of its column


def _cells(
    each: Summary, how: ScreeningListing, area: Callable[[str], str], *, with_state: bool
) -> tuple[str, ...]:
    first = how.due.get(each.ref)
    child = whose_words(each, how.by, with_not_done=False)
    if each.state == "reopened" and not with_state:
        child = ", ".join(filter(None, (child, each.state)))
    return (
        leading(each, how.naming),
        decided_words(each, how.naming),
        each.state if with_state else "",
        sign_of(first) if first is not None else "",
        due_in_short(each, first, how.today),
        area(each.locality),
        short_day(each.screened_on),
        child,
        short_moment(each.updated, how.today),
    )


NEW = "new"
GO = "go:"  # before the name of the action that an item leads to
_AREA, _DAY = 10, 12  # cells of the columns

OFFICE = (
    Item(f"{GO}accounts", "Accounts: people, their roles, the hub", flush=True),
    Item(f"{GO}keeping", "Keeping and deleting: rules and backup", flush=True),
    Item(f"{GO}audit", "The log: who did what, and whether it is whole", flush=True),
)


class ListedScreening(Item):
    """A screening's item. What is said of it is made when it is current: of thousands most never are."""

    def __init__(self, summary: Summary, how: ScreeningListing, excerpt: str, text: str) -> None:
        self._of = summary, how, excerpt
        super().__init__(summary.ref, text, head=summary.ref)
        if tone := TIER_TONES.get(summary.stood.acting_on, ""):
            self.tone, self.toned = tone, tier_words(summary, how.naming)

    @property
    def words(self) -> str:
        """All that the list says of it, and what it was found by."""
        summary, how, excerpt = self._of
        found_in = f" {FOUND_IN}{excerpt}" if excerpt else ""
        return f"{said_of(summary, how.naming, how.by)}. Enter opens it.{found_in}"


_GROUPS = (  # under which title, whether one's own, whether completed
    ("Drafts", True, False),
    ("Completed", True, True),
    ("The hub's drafts", False, False),
    ("The hub's completed", False, True),
)


def items_of(found: Sequence[Summary], how: ScreeningListing, *, whole: bool) -> list[Item]:
    """Screenings in four groups: one's own drafts and completed, then the hub's, as a lead sees them.

    Each group stands under a heading, in the order in which they are given. `whole`: these are all of them, so
    that they can be counted.
    """
    groups: dict[str, list[Summary]] = {}
    for title, mine, completed in _GROUPS:
        if group := [each for each in found if (each.mine, each.state == "completed") == (mine, completed)]:
            groups[f"{title}: {len(group)}" if whole else title] = group
    rows = _Rows(found, how, list(groups))
    items: list[Item] = []
    for title, group in groups.items():
        items.append(headed(rows.table, title))
        items += map(rows.item, group)
    return items


class _Rows:
    """What makes the items of these screenings: rows of a table in a wide window; else in columns, or in words.

    `above`: the words of the headings of their states; none above what was found.
    """

    def __init__(self, found: Sequence[Summary], how: ScreeningListing, above: Sequence[str]) -> None:
        self._how = how
        self.table: ItemTable | None = None
        if not found:
            return
        if how.width >= TABLE_FROM:
            area = cache(how.naming.area)  # of few, and asked for each
            self._cells = {each.ref: _cells(each, how, area, with_state=not above) for each in found}
            heads = REFERENCE, max(len(each.ref) for each in found)
            self.table = ItemTable(_COLUMNS, self._cells.values(), how.width, heads=heads, above=above)
        else:  # with room for what leads the longest of them, so that the columns stay columns
            longest = max(len(leading(each, how.naming)) + 1 for each in found)
            self._how = how._replace(outcome=max(how.outcome, longest))

    def item(self, each: Summary, excerpt: str = "", below: str = "") -> ListedScreening:
        """A screening, and the excerpt that it was found by. `below`: what is said below it where there is no table."""
        how = self._how
        if self.table:
            text = self.table.text(self._cells[each.ref], f"{FOUND_IN}{excerpt}" if excerpt else "")
            item = ListedScreening(each, how, excerpt, text)
            item.columns = self.table
            return item
        item = ListedScreening(each, how, excerpt, f"{_text(each, how)}{below}")
        item.tail = short_moment(each.updated, how.today) if how.width >= COLUMNS_FROM else ""
        return item


class Known(NamedTuple):
    """What Home shows.

    `whole`: not only the first of them are read; `marked`: what is to be said of one's own that are marked for
    deletion; `due`: how many wait for a lead's decision; `begun`: what was begun and is not recorded yet.
    """

    found: Sequence[Summary] = ()
    whole: bool = True
    following: DueLists = DueLists()
    marked: str = ""
    due: int = 0
    begun: Sequence[UnrecordedAction] = ()


def first_items(known: Known, roles: Sequence[str], remarks: Sequence[str]) -> list[Item]:
    """The items before the screenings: what to know of them, and what the roles offer.

    `remarks`: what there is to say of the configured pathways.
    """
    items = [Item("pathway", f"! {' '.join(remarks)}", flush=True)] if remarks else []
    if known.marked:
        items.append(Item("marked", f"! {known.marked}", flush=True))
    if known.due:
        words = f"! Due for your decision on keeping: {known.due}. Enter leads there."
        items.append(Item(f"{GO}keeping", words, flush=True))
    if "practitioner" in roles:
        items.append(Item(NEW, "New screening", said="New screening. Enter begins one.", flush=True))
    elif "lead" not in roles:
        items += OFFICE
    return items


def empty_items(roles: Sequence[str]) -> list[Item]:
    """The one item of a list without screenings, by roles."""
    if "practitioner" in roles:
        words = "No screenings yet. N, or Enter here, begins the first one."
    elif "lead" in roles:
        words = "No screenings in this hub yet."
    else:
        words = "Your roles read no screenings. What is yours stands above."
    return [Item("", words, heading=True)]


def hits_of(found: Sequence[Summary], words: str, how: ScreeningListing) -> list[Item]:
    """The screenings that a search found, each with the piece of text that it was found by.

    If lists show no names, neither the words that were looked for nor that piece is shown: both may be names.
    """
    named = how.by == NAMES
    count = counted(len(found), "screening") if found else "No screening"
    rows = _Rows(found, how, above=())
    title = f"{count} found{f' for: {words}' if named else ''}. Esc shows all again."
    items = [headed(rows.table, title)]
    for each in found:
        excerpt = each.excerpt if named else ""
        state = f"\n{each.state}{f': {excerpt}' if excerpt else ''}"
        items.append(rows.item(each, excerpt, state))
        items[-1].hits = tuple(words.split()) if named else ()
    return items


def _text(summary: Summary, how: ScreeningListing) -> str:
    area = how.naming.area(summary.locality)
    outcome = leading(summary, how.naming)
    state = "reopened" if summary.state == "reopened" else ""
    last = ", ".join(filter(None, (whose_words(summary, how.by), state)))
    day = short_day(summary.screened_on)
    if how.width < COLUMNS_FROM:
        return ", ".join(filter(None, (outcome, area, day, last)))
    return f"{outcome:<{how.outcome}}{area:<{_AREA}}{day:<{_DAY}}{last}".rstrip()


def known_first(known: Known, now: datetime) -> str:
    """The words before the number of screenings."""
    due = known.following.head(now)
    return (
        (f"{WHAT_IS_DUE}: {due}, first in the list. " if due else "")
        + (f"Due for your decision on keeping: {known.due}. " if known.due else "")
        + ("Something of yours is marked for deletion, see the first line. " if known.marked else "")
    )


def list_counted(found: Sequence[Summary], roles: Sequence[str], new: str, search: str) -> str:
    """The number of screenings, and how to begin one and to search. `new`, `search`: the keys; empty: none."""
    searches = f"{search} searches." if search else ""
    if "practitioner" not in roles:
        return f"The hub's screenings: {len(found)}. {searches}".rstrip() if "lead" in roles else ""
    begins = f"{new.upper() if len(new) == 1 else new} begins a new screening" if new else ""
    do = f"{begins}, {searches}" if begins and searches else searches or (begins and f"{begins}.")
    if not found:
        return do
    mine = [each for each in found if each.mine]
    drafts, others = sum(each.state != "completed" for each in mine), len(found) - len(mine)
    hub = f" Others in the hub: {others}." if others else ""
    completed = f"{len(mine) - drafts} completed.{hub}"
    return f"{counted(drafts, 'draft').capitalize()}, {completed} {do}".rstrip()
