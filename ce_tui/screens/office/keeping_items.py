"""What the screen of keeping shows: what can be done, what is due, held, marked for deletion, and deleted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ce_tui.core.pathway.dates import say_moment
from ce_tui.session.words.keeping import NOTHING_DUE, Kept, deletion_words, due_words, hold_words, rules_words
from ce_tui.widgets.item_list import Item

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.deleting import Deleted, Deletion
    from ce_tui.core.vault.casebook.keeping import OnHold
    from ce_tui.core.vault.casebook.reviews import Due


def keeping_items(kept: Kept, *, lead: bool, administrator: bool) -> Iterator[Item]:
    """Everything, in the order in which it asks for something to be done."""
    yield _heading("What you can do. Enter does it")
    if lead:
        yield Item("decide", "Decide on a screening by its reference: keep, hold or delete", flush=True)
    if administrator:
        yield Item("rules", "Rules of keeping: see them and change them", flush=True)
        yield Item("backup", "Back the store up into one encrypted file", flush=True)
    yield Item("said-rules", rules_words(kept), flush=True)
    if lead:
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
        yield Item(
            f"due:{each.ref}",
            f"{text}\n{each.why}",
            head=each.ref,
            said=f"{each.ref}, {text}. {each.why} Enter decides.",
        )


def _holds(holds: Sequence[OnHold]) -> Iterator[Item]:
    if holds:
        yield _heading(f"On hold, nothing deletes them: {len(holds)}")
    for each in holds:
        text = hold_words(each)
        yield Item(
            f"hold:{each.ref}",
            f"{text}\n{each.reason}",
            head=each.ref,
            said=f"{each.ref}, on hold, {text}: {each.reason}. Enter releases it.",
        )


def _deletions(deletions: Sequence[Deletion]) -> Iterator[Item]:
    if deletions:
        yield _heading(f"Marked for deletion: {len(deletions)}")
    for each in deletions:
        text = deletion_words(each)
        reason = f"\n{each.reason}" if each.reason else ""
        yield Item(
            f"marked:{each.ref}",
            text + reason,
            head=each.ref,
            said=f"{each.ref}, marked for deletion, {text}: {each.reason}. Enter leads to undo.",
        )


def _deleted(deleted: Sequence[Deleted]) -> Iterator[Item]:
    if deleted:
        yield _heading(f"Deleted: {len(deleted)}")
    for each in deleted:
        text = f"deleted {say_moment(each.at)}"
        yield Item(
            f"deleted:{each.ref}",
            text,
            head=each.ref,
            said=f"{each.ref}, {text}. Enter shows what the log has of it.",
        )


def _heading(words: str) -> Item:
    return Item("", words, heading=True)
