"""Keeping and letting go in words: what is due, held, marked and deleted, and what is asked. For both front ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ce_tui.core.pathway.dates import say_iso, say_moment
from ce_tui.core.vault import retention
from ce_tui.core.words.states import STATE_WORDS

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.deleting import Deleted, Deletion
    from ce_tui.core.vault.casebook.keeping import Due, OnHold
    from ce_tui.core.vault.retention_rules import Retention
    from ce_tui.session.kept import Kept

REASON = "It is logged, and stays in the log when the screening is gone: name nobody in it."
NOTHING_DUE = "Nothing. Screenings come here when the rules say so, and nowhere else."
NO_DECISION = "Nothing was decided."
NO_REASON = "No reason was given, so nothing was changed."
ONLY_A_LEAD = "Only a lead decides on a screening."
BY_REFERENCE = "Decide on a screening by its reference: keep, hold or delete"
KEEPING_ACTIONS = (
    ("rules", "Rules of keeping: see them and change them"),
    ("backup", "Back the store up into one encrypted file"),
)
RULES_ABOUT = "A rule deletes nothing. It puts a screening before the lead, who decides."
RULES_FOR = (("drafts", "Drafts that were never completed"), ("completed", "Screenings that were completed"))
AFTER_HINT = "A number and days, weeks, months or years, such as 90 days or 6 years"
NO_AGE = "not an age; expected a whole number of years up to 120, such as 25, or nothing"
RULES_SET = "The rules of keeping are set."
AS_CONFIGURED = "The rules of keeping are those of this machine's configuration."
FOLLOW_CONFIGURATION = "Follow the configuration of this machine"
DECISIONS = (
    ("keep", "Keep it until a day, then it is looked at again"),
    ("hold", "Put it on hold: nothing deletes it until it is released"),
    ("delete", "Mark it for deletion: deleted after a day, in which you can undo it"),
    ("open", "Read it first: opens it with a reason, which is logged"),
    ("log", "See what the log has of it"),
    ("nothing", "Decide nothing now"),
)
OVER_MARKED = (
    ("nothing", "Leave it marked"),
    ("undo", "Undo: it is back in its owner's list"),
    ("hold", "Undo and put it on hold: nothing deletes it"),
    ("log", "See what the log has of it"),
)


def amounts_words(kept: Kept) -> str:
    """How much there is of each, in one sentence."""
    parts = [f"{len(kept.due)} due for a decision", f"{len(kept.holds)} on hold"] if kept.may_decide else []
    return f"{', '.join([*parts, f'{len(kept.deletions)} marked for deletion'])}."


def rules_words(kept: Kept) -> str:
    """The rules, and where they come from."""
    where = "set in this store" if kept.set_here else "not changed in this store"
    return f"Rules, {where}. {retention.say(kept.rules).capitalize()}."


def rules_question(rules: Retention) -> str:
    """What other rules mean."""
    return f"The rules will be: {retention.say(rules)}. Nothing is deleted by that: what is due comes before the lead."


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


def deleted_words(each: Deleted) -> str:
    """What was deleted, without its reference."""
    return f"deleted {say_moment(each.at)}"


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
