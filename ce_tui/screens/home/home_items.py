"""Screenings as Home lists them: one row each where the window is wide enough; the status line says all of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from ce_tui.core.pathway.dates import LONDON, say_iso
from ce_tui.core.pathway.document.naming import Naming
from ce_tui.core.words.areas import area_name
from ce_tui.core.words.children import NAMES
from ce_tui.core.words.counting import counted
from ce_tui.core.words.due import WHAT_IS_DUE
from ce_tui.core.words.states import STATE_WORDS
from ce_tui.session.home_list import leading, said_of, whose_words
from ce_tui.widgets.item_list import Item

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.index import Summary

NEW = "new"
GO = "go:"  # before the name of the action that an item leads to
OUTCOME, AREA, DAY = 16, 10, 12  # cells of the columns
_WIDE = 72  # cells from which there are columns

NEW_ITEM = Item(NEW, "New screening", said="New screening. Enter begins one.", flush=True)
OFFICE = (
    Item(f"{GO}accounts", "Accounts: people, their roles, the hub", flush=True),
    Item(f"{GO}keeping", "Keeping and deleting: rules and backup", flush=True),
    Item(f"{GO}audit", "The log: who did what, and whether it is whole", flush=True),
)


class ListedScreening(Item):
    """A screening's item. What is said of it is made when it is current: of thousands most never are."""

    def __init__(self, summary: Summary, how: HowListed, excerpt: str = "") -> None:
        self._of = summary, how, excerpt
        super().__init__(summary.ref, _text(summary, how), head=summary.ref, tail=_tail(summary, how))

    @property
    def words(self) -> str:
        """All that the list says of it, and by what it was found."""
        summary, how, excerpt = self._of
        found_in = f" Found in: {excerpt}" if excerpt else ""
        return f"{said_of(summary, how.naming, how.by)}. Enter opens it.{found_in}"


class HowListed(NamedTuple):
    """How screenings are listed: how children are shown, the tiers' names, London's day, and how wide."""

    by: str
    naming: Naming
    today: date
    width: int
    outcome: int = OUTCOME  # cells of its column

    def fitted(self, found: Iterable[Summary]) -> HowListed:
        """With room for what leads the longest of these rows, so that the columns stay columns."""
        longest = max((len(leading(each, self.naming)) + 1 for each in found), default=0)
        return self._replace(outcome=max(self.outcome, longest))


def items_of(found: Sequence[Summary], how: HowListed, *, whole: bool = True) -> list[Item]:
    """One's own first, then the hub's as a lead sees them; of each the drafts, then those completed.

    Each group stands under a heading; the newest first, as the store gives them. `whole`: these are all of them, so
    that they can be counted.
    """
    how = how.fitted(found)
    mine = [each for each in found if each.mine]
    theirs = [each for each in found if not each.mine]
    groups = (
        ("Drafts", [each for each in mine if each.state != "completed"]),
        ("Completed", [each for each in mine if each.state == "completed"]),
        ("The hub's drafts", [each for each in theirs if each.state != "completed"]),
        ("The hub's completed", [each for each in theirs if each.state == "completed"]),
    )
    items = []
    for title, group in groups:
        if group:
            items.append(Item("", f"{title}: {len(group)}" if whole else title, heading=True))
            items += [ListedScreening(each, how) for each in group]
    return items


def first_items(roles: Sequence[str], marked: str, due: int, remarks: Sequence[str] = ()) -> list[Item]:
    """What stands before the screenings: what to know of them, and what the roles offer.

    `marked`: what there is to say of one's own that are marked for deletion; `due`: how many wait for a lead's
    decision; `remarks`: what there is to say of the configured pathways.
    """
    items = [Item("pathway", f"! {' '.join(remarks)}", flush=True)] if remarks else []
    if marked:
        items.append(Item("marked", f"! {marked}", flush=True))
    if due:
        words = f"! Due for your decision on keeping: {due}. Enter leads there."
        items.append(Item(f"{GO}keeping", words, flush=True))
    if "practitioner" in roles:
        items.append(NEW_ITEM)
    elif "lead" not in roles:
        items += OFFICE
    return items


def empty_items(roles: Sequence[str]) -> list[Item]:
    """What is said where there is no screening to be seen."""
    if "practitioner" in roles:
        words = "No screenings yet. N, or Enter here, begins the first one."
    elif "lead" in roles:
        words = "No screenings in this hub yet."
    else:
        words = "Your roles read no screenings. What is yours stands above."
    return [Item("", words, heading=True)]


def hits_of(found: Sequence[Summary], words: str, how: HowListed) -> list[Item]:
    """What a search for words found, each with the piece of text that it was found by, where there is one.

    Where lists show no names neither what was looked for nor what it was found by is shown: both may be names.
    """
    how = how.fitted(found)
    named = how.by == NAMES
    items = [_hit(each, how, each.excerpt if named else "") for each in found]
    count = counted(len(items), "screening") if items else "No screening"
    looked_for = f" for: {words}" if named else ""
    return [Item("", f"{count} found{looked_for}. Esc shows all again.", heading=True), *items]


def _hit(summary: Summary, how: HowListed, excerpt: str) -> Item:
    item = ListedScreening(summary, how, excerpt)
    item.text += f"\n{STATE_WORDS[summary.state]}{f': {excerpt}' if excerpt else ''}"
    return item


def _text(summary: Summary, how: HowListed) -> str:
    area = area_name(summary.locality, how.naming.areas)
    outcome = leading(summary, how.naming)
    child = whose_words(summary, how.by)
    state = "reopened" if summary.state == "reopened" else ""
    last = ", ".join(part for part in (child, state) if part)
    day = _short_day(summary.screened_on)
    if how.width < _WIDE:
        return ", ".join(part for part in (outcome, area, day, last) if part)
    return f"{outcome:<{how.outcome}}{area:<{AREA}}{day:<{DAY}}{last}".rstrip()


def _tail(summary: Summary, how: HowListed) -> str:
    return _short_moment(summary.updated, how.today) if how.width >= _WIDE else ""


def _short_day(iso: str) -> str:
    """ "3 Apr 2010"; empty where no day was given."""
    day, _, rest = say_iso(iso).partition(" ")
    month, _, year = rest.partition(" ")
    return f"{day} {month[:3]} {year}".strip()


def _short_moment(iso_utc: str, today: date) -> str:
    """When something was changed: "10:42" today, else "24 Nov"."""
    moment = _local(iso_utc)
    if moment is None:
        return ""
    return f"{moment:%H:%M}" if moment.date() == today else f"{moment.day} {moment:%b}"


def _local(iso_utc: str) -> datetime | None:
    try:
        return datetime.fromisoformat(iso_utc).astimezone(LONDON)
    except ValueError:
        return None


def known_first(due: str, for_lead: int, marked: str) -> str:
    """What is said before how many there are. `due`: how much is due; `for_lead`: how many wait for a lead's decision;
    `marked`: what is marked for deletion.
    """
    parts = (
        f"{WHAT_IS_DUE}: {due}, first in the list. " if due else "",
        f"Due for your decision on keeping: {for_lead}. " if for_lead else "",
        "Something of yours is marked for deletion, see the first line. " if marked else "",
    )
    return "".join(parts)


def list_counted(found: Sequence[Summary], roles: Sequence[str], new: str, search: str) -> str:
    """How many there are, and what begins one and searches. `new` and `search`: the keys; empty: there is none."""
    searches = f"{search} searches." if search else ""
    if "practitioner" not in roles:
        return f"The hub's screenings: {len(found)}. {searches}".rstrip() if "lead" in roles else ""
    begins = f"{new.upper() if len(new) == 1 else new} begins a new screening" if new else ""
    do = f"{begins}, {searches}" if begins and searches else searches or (begins and f"{begins}.")
    mine = [each for each in found if each.mine]
    drafts = sum(each.state != "completed" for each in mine)
    completed = len(mine) - drafts
    others = len(found) - len(mine)
    hub = f" Others in the hub: {others}." if others else ""
    if not found:
        return do
    return f"{counted(drafts, 'draft').capitalize()}, {completed} completed.{hub} {do}".rstrip()
