"""What is due about a screening, in one line: what both front ends list."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ce_tui.core.pathway.document.naming import Naming
from ce_tui.core.pathway.words import ended
from ce_tui.core.words.due import due_words
from ce_tui.session.home_list import leading, whose_words

if TYPE_CHECKING:
    from ce_tui.session.following import DueItem

PASSED_ON = "passed on to a lead"
LEADS_THERE = "Enter opens it, at what was done."
NOTHING_DUE_NOW = "Nothing is overdue, and nothing is due today."


def listed_due(item: DueItem, naming: Naming, by: str, now: datetime) -> str:
    """ "Red, ZQ. Not answered (…): phone the next number. Due now". `by`: how the list shows children."""
    summary = item.of.summary
    passed = PASSED_ON if item.of.is_passed_on else ""
    whose = whose_words(summary, by, with_not_done=False)
    head = ", ".join(filter(None, (leading(summary, naming), whose, passed)))
    return f"{ended(head)} {due_words(item.due, now)}"
