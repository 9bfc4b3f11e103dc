"""What both front ends say around a screening: titles, what is asked before."""

from __future__ import annotations

from datetime import datetime

from ce_tui.core.pathway.dates import say_date

LOWERED = "This takes the red result away."
CLOSED = "This screening is completed, so it is only shown. Reopen it in Review to change it."
TITLES = {
    "start": "Start",
    "notes": "Notes",
    "result": "Result",
    "details": "Details",
    "review": "Review",
}


def say_now(moment: datetime) -> str:
    """ "Wednesday 25 November 2026, 10:42"; the moment is London's."""
    return f"{moment:%A} {say_date(moment.date())}, {moment:%H:%M}"
