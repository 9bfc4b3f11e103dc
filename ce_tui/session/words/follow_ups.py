"""What is due about a screening, in one line: what both front ends list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from ce_tui.core.pathway.actions.due import FollowUp
from ce_tui.core.pathway.document.tier_words import Naming
from ce_tui.core.pathway.words import ended
from ce_tui.core.words.due import due_words
from ce_tui.session.home_list import leading, said_of, whose_words

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.index import Summary
    from ce_tui.session.following import DueItem

PASSED_ON = "passed on to a lead"
LEADS_THERE = "Enter opens it, at what was done."
NOTHING_DUE_NOW = "Nothing is overdue, and nothing is due today."


def listed_due(item: DueItem, naming: Naming, by: str, now: datetime) -> str:
    """ "Red, ZQ. Not answered (…): phone the next number. Due now". `by`: how the list shows children."""
    head = ", ".join(filter(None, (leading(item.of.summary, naming), whose_due(item, by))))
    return f"{ended(head)} {due_words(item.due, now)}"


def whose_due(item: DueItem, by: str) -> str:
    """The child, or who made it, and whether it waits for a lead. `by`: how the list shows children."""
    passed = PASSED_ON if item.of.summary.followed.is_passed_on else ""
    return ", ".join(filter(None, (whose_words(item.of.summary, by, with_not_done=False), passed)))


def said_with_due(
    summary: Summary, due: Sequence[FollowUp], naming: Naming, by: str, now: datetime
) -> list[str]:
    """All that a list says of a screening, then what is due about it, where that leads the list nowhere else.

    That nobody was phoned yet is said once.
    """
    says_it = any(each.lacks for each in due)
    said = said_of(summary, naming, by, with_not_done=not says_it)
    return [said, *(due_words(each, now) for each in due)]
