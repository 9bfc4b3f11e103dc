"""Keeping and letting go in words: what is due, held, marked and deleted, and what is asked. For both front ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ce_tui.core.pathway.dates import say_iso, say_moment
from ce_tui.core.words.states import STATE_WORDS

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.casebook import Casebook
    from ce_tui.core.vault.casebook.deleting import Deleted, Deletion
    from ce_tui.core.vault.casebook.keeping import OnHold
    from ce_tui.core.vault.casebook.reviews import Due
    from ce_tui.core.vault.retention_rules import Retention

REASON = "It is logged, and stays in the log when the screening is gone: name nobody in it."
NOTHING_DUE = "Nothing. Screenings come here when the rules say so, and nowhere else."
NO_DECISION = "Nothing was decided."
DECISIONS = (
    ("keep", "Keep it until a day, then it is looked at again"),
    ("hold", "Put it on hold: nothing deletes it until it is released"),
    ("delete", "Mark it for deletion: deleted after a day, in which you can undo it"),
    ("open", "Read it first: opens it with a reason, which is logged"),
    ("log", "See what the log has of it"),
    ("nothing", "Decide nothing now"),
)


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept and what is to go, as far as the account may see it."""

    rules: Retention
    set_here: bool
    due: tuple[Due, ...] = ()
    holds: tuple[OnHold, ...] = ()
    deletions: tuple[Deletion, ...] = ()
    deleted: tuple[Deleted, ...] = ()


def kept_of(casebook: Casebook) -> Kept:
    """What the account may see of it. Raises VaultError."""
    lead = casebook.has_role("lead")
    return Kept(
        rules=casebook.reviews.rules(),
        set_here=casebook.reviews.sets_rules(),
        due=tuple(casebook.reviews.due()) if lead else (),
        holds=tuple(casebook.keeping.holds()) if lead else (),
        deletions=tuple(casebook.deleting.marked()),
        deleted=tuple(casebook.deleting.deleted()),
    )


def counted(kept: Kept, lead: bool) -> str:
    """What there is, in one sentence."""
    parts = [f"{len(kept.due)} due for a decision", f"{len(kept.holds)} on hold"] if lead else []
    return f"{', '.join([*parts, f'{len(kept.deletions)} marked for deletion'])}."


def rules_words(kept: Kept) -> str:
    """The rules, and where they come from."""
    from ce_tui.core.vault import retention

    where = "set in this store" if kept.set_here else "from the configuration"
    return f"Rules, {where}. {retention.say(kept.rules).capitalize()}."


def due_words(each: Due) -> str:
    """What is due, without its reference and its why."""
    return f"{STATE_WORDS[each.state]}, {each.owner}, due since {say_iso(each.since)}"


def hold_words(each: OnHold) -> str:
    """What is on hold, without its reference and its reason."""
    return f"{STATE_WORDS[each.state]}, {each.owner}; held by {each.by} since {say_moment(each.at)}"


def deletion_words(each: Deletion) -> str:
    """What is marked, without its reference and its reason."""
    when = say_moment(each.purge_at)
    return f"{STATE_WORDS[each.state]}, {each.owner}; marked by {each.by}, deleted from {when} on"


def delete_question(ref: str) -> str:
    """What a deletion means."""
    return (
        f"Mark {ref} for deletion? It leaves its owner's list at once. After a day it is deleted from this store "
        "with its notes, revisions and kept referrals, and nobody can bring it back. Until then you can undo it "
        "here. Copies that left the store, referrals and backups, are not reached."
    )


def release_question(ref: str) -> str:
    """What a release means."""
    return f"Release {ref}? The rules of keeping count for it again. Nothing is deleted by that."
