"""What both front ends say around a screening: titles, the first use, what is asked before."""

from __future__ import annotations

from datetime import datetime

from ce_tui.core.pathway.dates import say_date

LOWERED = "This takes the red result away."
CLOSED = "This screening is completed, so it is only shown. Reopen it in Review to change it."
FIRST_ROLES = (
    "You are the first person here, so you get all three roles: practitioner, lead (may open the hub's screenings, "
    "with a reason) and administrator (accounts and store). You can add others afterwards."
)
FIRST_CODE = (
    "This is the recovery code. It opens the store if a passphrase is lost, and it is shown only here. Write it down "
    "and keep it where only those who may use it can get at it. Without it and without a passphrase nobody can read "
    "the screenings, not even the makers of this software."
)
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
