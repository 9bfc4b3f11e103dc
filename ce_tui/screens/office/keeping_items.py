"""What the screen of keeping shows: what can be done, what is due, held, marked for deletion, and deleted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ce_tui.core.words.short_days import short_day, short_since
from ce_tui.core.words.states import STATE_WORDS
from ce_tui.screens.office.office_list import what_can_be_done
from ce_tui.session.words.keeping import (
    BY_REFERENCE,
    KEEPING_ACTIONS,
    NOTHING_DUE,
    deleted_words,
    deletion_words,
    due_words,
    hold_words,
    rules_words,
)
from ce_tui.widgets.item_list import Item
from ce_tui.widgets.room import TABLE_FROM
from ce_tui.widgets.table_rows import Column, ItemTable

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.deleting import Deleted, Deletion
    from ce_tui.core.vault.casebook.keeping import Due, OnHold
    from ce_tui.session.kept import Kept

_STATE = Column("State", least=9, tone="hint")
_OWNER = Column("Owner", least=12, wraps=True)
_REASON = Column("Reason", least=20, wraps=True)
_DAY = 18  # cells: "25 Nov 2026, 12:00"


def _decided(by: str, at: str) -> tuple[Column, ...]:
    """The columns of what somebody decided: who did, and from when it holds, by these titles."""
    return (_STATE, _OWNER, Column(by, least=12, wraps=True), Column(at, least=_DAY, right=True), _REASON)


_DUE = (_STATE, _OWNER, Column("Due since", least=11, right=True), Column("Why", least=20, wraps=True))
_HELD = _decided("Held by", "Since")
_MARKED = _decided("Marked by", "Deleted from")
_DELETED = (Column("Deleted on", least=_DAY, right=True),)


class _Listed(NamedTuple):
    """A screening in one of the groups. `text`: beside its reference, where there are no columns; `below`: below that;
    `said`: what is said of it, without its reference; `cells`: what stands in the columns.
    """

    ref: str
    text: str
    below: str
    said: str
    cells: tuple[str, ...]


def keeping_items(kept: Kept, width: int) -> Iterator[Item]:
    """Everything, in the order in which it asks for something to be done; in tables where the window is wide."""
    decide = [("decide", BY_REFERENCE)] if kept.may_decide else []
    rule = KEEPING_ACTIONS if kept.may_rule else ()
    yield from what_can_be_done([*decide, *rule, ("said-rules", rules_words(kept))])
    if kept.may_decide:
        due = [_due(each) for each in kept.due]
        yield from _group("due", f"Due for a decision: {len(due)}", due, _DUE, width)
        if not due:
            yield Item("none-due", NOTHING_DUE, flush=True)
        held = [_held(each) for each in kept.holds]
        if held:
            yield from _group("hold", f"On hold, nothing deletes them: {len(held)}", held, _HELD, width)
    marked = [_marked(each) for each in kept.deletions]
    if marked:
        yield from _group("marked", f"Marked for deletion: {len(marked)}", marked, _MARKED, width)
    deleted = [_deleted(each) for each in kept.deleted]
    if deleted:
        yield from _group("deleted", f"Deleted: {len(deleted)}", deleted, _DELETED, width)


def _group(
    kind: str, title: str, group: Sequence[_Listed], columns: Sequence[Column], width: int
) -> Iterator[Item]:
    """A heading and what stands below it."""
    table = None
    if group and width >= TABLE_FROM:
        heads = "Reference", max(len(each.ref) for each in group)
        table = ItemTable(columns, [each.cells for each in group], width, heads=heads)
    yield table.heading(title) if table is not None else Item("", title, heading=True)
    for each in group:
        text = "\n".join(filter(None, (each.text, each.below)))
        yield Item(
            f"{kind}:{each.ref}",
            table.text(each.cells) if table is not None else text,
            head=each.ref,
            said=f"{each.ref}, {each.said}",
            columns=table,
        )


def _due(each: Due) -> _Listed:
    text = due_words(each)
    cells = STATE_WORDS[each.state], each.owner, short_day(each.since), each.why
    return _Listed(each.ref, text, each.why, f"{text}. {each.why} Enter decides.", cells)


def _held(each: OnHold) -> _Listed:
    text = hold_words(each)
    said = f"on hold, {text}: {each.reason}. Enter releases it."
    cells = STATE_WORDS[each.state], each.owner, each.by, short_since(each.at), each.reason
    return _Listed(each.ref, text, each.reason, said, cells)


def _marked(each: Deletion) -> _Listed:
    text = deletion_words(each)
    said = f"marked for deletion, {text}: {each.reason}. Enter leads to undo."
    cells = STATE_WORDS[each.state], each.owner, each.by, short_since(each.purge_at), each.reason
    return _Listed(each.ref, text, each.reason, said, cells)


def _deleted(each: Deleted) -> _Listed:
    text = deleted_words(each)
    said = f"{text}. Enter shows what the log has of it."
    return _Listed(each.ref, text, "", said, (short_since(each.at),))
