"""Two people and one screening, in words that both front ends say: who has it open, since when, what one may do."""

from __future__ import annotations

import math
from datetime import datetime
from typing import TYPE_CHECKING

from ce_tui.core.pathway.dates import LONDON, say_moment, say_time
from ce_tui.core.vault.errors import TakenOver
from ce_tui.core.words.counting import counted

if TYPE_CHECKING:
    from ce_tui.core.vault.casebook.permission import Holder
    from ce_tui.core.vault.errors import Conflict

STORE_READ_ONLY = (
    "View only. The store is read-only: you can read and export, nothing can be changed, and what you look at is not "
    "logged."
)
MARKED = (
    "View only. A lead has marked this screening for deletion: nothing is changed in it any more. For a day a lead can "
    "undo that in Keeping."
)
NOT_LOGGED = "This is not logged, because the store is read-only."
FREE_AGAIN = "Nobody else has this screening open any more. To change it here: go to, then “Change it here”."


def by_words(owner: str) -> str:
    """Whose a screening is, where it is not one's own."""
    return f"by {owner}"


def passed_on_words(owner: str, me: str) -> str:
    """Said to whoever has a screening open when an administrator passes it on."""
    return f"This screening was passed on to {'you' if owner == me else owner}."


def since_words(iso_utc: str, now: datetime) -> str:
    """A moment in the past, in London: "10:42" of the same day, else with its date."""
    try:
        moment = datetime.fromisoformat(iso_utc).astimezone(LONDON)
    except ValueError:
        return "a time not known"
    return say_time(iso_utc) if moment.date() == now.astimezone(LONDON).date() else say_moment(iso_utc)


def held_words(holder: Holder, now: datetime) -> str:
    """Who has it open and since when, as a sentence."""
    since = since_words(holder.since, now)
    if holder.mine:
        return f"You have it open yourself on another terminal, since {since}."
    return f"{holder.name} has had it open since {since}."


def idle_words(holder: Holder, now: datetime) -> str:
    """When something was last changed there."""
    if not holder.changed:
        return "nothing changed there so far"
    return f"nothing changed there since {since_words(holder.changed, now)}"


def take_over_words(holder: Holder, now: datetime) -> str:
    """The answer that takes it over, and what it means there."""
    there = "What you typed there stays" if holder.mine else "Their words stay, and they can read on"
    return f"Take it over ({idle_words(holder, now)}). {there}"


def not_yet_words(wait: float) -> str:
    """Why it cannot be taken over yet."""
    minutes = counted(max(1, math.ceil(int(wait) / 60)), "minute")
    return f"It can be taken over once nothing was changed in it for a while: in {minutes}, if they stop."


def view_only_words(holder: Holder, now: datetime) -> str:
    """Why nothing can be changed here."""
    return f"View only. {held_words(holder, now)}"


def taken_words(holder: Holder, now: datetime) -> str:
    """Said to the one who had it before."""
    since = since_words(holder.since, now)
    if holder.mine:
        return (
            f"You took this screening over on another terminal at {since}. Here it is only shown from now on."
        )
    return (
        f"{holder.name} took this screening over at {since}. All that you had typed is saved; here it is only shown "
        "from now on."
    )


def conflict_words(conflict: Conflict) -> tuple[str, str]:
    """What happened where someone else came first, and the answer that gives up what is not saved here."""
    at = say_time(conflict.since)
    if isinstance(conflict, TakenOver):
        return (
            f"{conflict.who} took this screening over at {at}. Nothing was overwritten. What you typed last is not "
            "saved yet.",
            "Drop what I typed last, and read on what they write",
        )
    return (
        f"{conflict.who} saved this screening at {at}, after you had opened it: perhaps on another terminal. "
        "Nothing was overwritten. What you have here is not saved yet.",
        "Go on with what was saved there, and drop what I changed here",
    )
