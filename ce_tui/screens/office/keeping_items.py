"""What the screen of keeping shows: what can be done, what is due, held, marked for deletion, and deleted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.deleting import Deleted, Deletion
    from ce_tui.core.vault.casebook.keeping import OnHold
    from ce_tui.core.vault.casebook.reviews import Due
    from ce_tui.session.kept import Kept


def keeping_items(kept: Kept) -> Iterator[Item]:
    """Everything, in the order in which it asks for something to be done."""
    decide = [("decide", BY_REFERENCE)] if kept.may_decide else []
    rule = KEEPING_ACTIONS if kept.may_rule else ()
    yield from what_can_be_done([*decide, *rule, ("said-rules", rules_words(kept))])
    if kept.may_decide:
        yield from _due(kept.due)
        yield from _holds(kept.holds)
    yield from _deletions(kept.deletions)
    yield from _deleted(kept.deleted)


def _due(due: Sequence[Due]) -> Iterator[Item]:
    yield _heading(f"Due for a decision: {len(due)}")
    if not due:
        yield Item("none-due", NOTHING_DUE, flush=True)
    for each in due:
        text = due_words(each)
        yield _item("due", each.ref, f"{text}\n{each.why}", f"{text}. {each.why} Enter decides.")


def _holds(holds: Sequence[OnHold]) -> Iterator[Item]:
    if holds:
        yield _heading(f"On hold, nothing deletes them: {len(holds)}")
    for each in holds:
        text = hold_words(each)
        said = f"on hold, {text}: {each.reason}. Enter releases it."
        yield _item("hold", each.ref, f"{text}\n{each.reason}", said)


def _deletions(deletions: Sequence[Deletion]) -> Iterator[Item]:
    if deletions:
        yield _heading(f"Marked for deletion: {len(deletions)}")
    for each in deletions:
        text = deletion_words(each)
        reason = f"\n{each.reason}" if each.reason else ""
        said = f"marked for deletion, {text}: {each.reason}. Enter leads to undo."
        yield _item("marked", each.ref, text + reason, said)


def _deleted(deleted: Sequence[Deleted]) -> Iterator[Item]:
    if deleted:
        yield _heading(f"Deleted: {len(deleted)}")
    for each in deleted:
        text = deleted_words(each)
        yield _item("deleted", each.ref, text, f"{text}. Enter shows what the log has of it.")


def _heading(words: str) -> Item:
    return Item("", words, heading=True)


def _item(kind: str, ref: str, text: str, said: str) -> Item:
    return Item(f"{kind}:{ref}", text, head=ref, said=f"{ref}, {said}")
