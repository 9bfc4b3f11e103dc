"""Screenings as Home lists them: one row each where the window is wide enough; the status line says all of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from ce_tui.core.pathway.dates import LONDON, say_iso
from ce_tui.core.pathway.document import Pathway
from ce_tui.widgets.item_list import Item
from ce_tui.wording import OUTCOME_WORDS, STATE_WORDS, area_name, say_moment

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook import Summary

NEW = "new"
OUTCOME, AREA, DAY = 16, 10, 12  # cells of the columns

NEW_ITEM = Item(NEW, "New screening", said="New screening. Enter begins one.", flush=True)


def items_of(found: Sequence[Summary], me: str, pathway: Pathway, now: datetime, width: int) -> list[Item]:
    """Drafts first, then those completed, each group under a heading; the newest first, as the store gives them."""
    drafts = [each for each in found if each.state != "completed"]
    completed = [each for each in found if each.state == "completed"]
    items = [NEW_ITEM]
    for title, group in (("Drafts", drafts), ("Completed", completed)):
        if group:
            items.append(Item("", f"{title}: {len(group)}", heading=True))
            items += [_item(each, me, pathway, now, width) for each in group]
    return items


def empty_items() -> list[Item]:
    """Home without a screening."""
    return [
        NEW_ITEM,
        Item("", "No screenings yet. N, or Enter here, begins the first one.", heading=True),
    ]


def hits_of(
    found: Iterable[tuple[Summary, str]], words: str, me: str, pathway: Pathway, now: datetime, width: int
) -> list[Item]:
    """What a search found, each with the piece of text that it was found by."""
    items = []
    for summary, excerpt in found:
        item = _item(summary, me, pathway, now, width)
        item.text += f"\n{STATE_WORDS[summary.state]}: {excerpt}"
        item.said += f" Found in: {excerpt}"
        items.append(item)
    count = "1 screening" if len(items) == 1 else f"{len(items)} screenings" if items else "No screening"
    return [Item("", f"{count} found for: {words}. Esc shows all again.", heading=True), *items]


def first_draft(found: Sequence[Summary]) -> str:
    """The reference of the first draft, else of the first screening, else the item that begins one."""
    return next((each.ref for each in found if each.state != "completed"), found[0].ref if found else NEW)


def _item(summary: Summary, me: str, pathway: Pathway, now: datetime, width: int) -> Item:
    area = area_name(summary.locality, pathway)
    outcome = OUTCOME_WORDS.get(summary.outcome, summary.outcome)
    mine = summary.owner == me
    child = (summary.child or "child's name not given") if mine else f"by {summary.owner}"
    again = ", draft again" if summary.state == "reopened" else ""
    day = _short_day(summary.screened_on)
    updated = _short_moment(summary.updated, now)
    text = f"{outcome:<{OUTCOME}}{area:<{AREA}}{day:<{DAY}}{child}{again}"
    if width < 72:
        text = f"{outcome}, {area}, {day}, {child}{again}"
    said = (
        f"{summary.ref}, {STATE_WORDS[summary.state]}, {outcome}, {area}, {child}, screened "
        f"{say_iso(summary.screened_on) or 'on a day not given'}, changed {say_moment(summary.updated)}. "
        "Enter opens it."
    )
    return Item(summary.ref, text, head=summary.ref, tail=updated if width >= 72 else "", said=said)


def _short_day(iso: str) -> str:
    """ "3 Apr 2010"; empty where no day was given."""
    day, _, rest = say_iso(iso).partition(" ")
    month, _, year = rest.partition(" ")
    return f"{day} {month[:3]} {year}".strip()


def _short_moment(iso_utc: str, now: datetime) -> str:
    """When something was changed: "10:42" today, else "24 Nov"."""
    moment = _local(iso_utc)
    if moment is None:
        return ""
    return (
        f"{moment:%H:%M}" if moment.date() == now.astimezone(LONDON).date() else f"{moment.day} {moment:%b}"
    )


def _local(iso_utc: str) -> datetime | None:
    try:
        return datetime.fromisoformat(iso_utc).astimezone(LONDON)
    except ValueError:
        return None
