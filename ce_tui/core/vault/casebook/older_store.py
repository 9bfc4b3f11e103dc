"""Whether the whole store is older than its anchors say: a copy of an earlier day, put in its place.

Asked before anybody works in it. What each part of it says of itself fits, so that only anchors can tell; and only
those that lie elsewhere hold against whoever put the copy there, so only by those is it refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ce_tui.core.pathway.dates import say_moment
from ce_tui.core.vault.casebook import anchoring
from ce_tui.core.vault.casebook.anchoring import AnchorsSeen
from ce_tui.core.vault.errors import StoreUnreadable
from ce_tui.core.vault.log.anchors import FileAnchors

if TYPE_CHECKING:
    from ce_tui.core.vault.store.store import Store

MEANING = (
    "An older copy of it may have been put back, or its last entries were taken away: work may be missing, and old "
    "passphrases and roles hold again."
)
_BEHIND = "This store is older than its anchors: an anchor of {at} knows of entry {seq}, and the log {here}."
_PUT_BACK_ELSEWHERE = (
    "The anchors say that this store was put back on {at}, from a backup or an older copy, and it is not the one that "
    "came of it."
)
_KEYS_CHANGED_SINCE = (
    "The anchors go on, up to line {number}, under a key that this store does not know: its keys were changed after it "
    "was copied, because somebody was revoked for example, or somebody wrote lines by hand."
)


def why_older(store: Store, place: FileAnchors) -> str:
    """Why the store is older than the anchors in a place, in words; empty: it is not, or they cannot be read."""
    try:
        found = anchoring.look_at_all(store, place)
    except StoreUnreadable:
        return ""  # the sign-in says so
    return why_by(found, store)


def why_by(found: AnchorsSeen, store: Store) -> str:
    """Why the store is older than the anchors that were found, in words; empty: it is not."""
    if found.restored is not None:
        return _PUT_BACK_ELSEWHERE.format(at=say_moment(found.restored.at))
    if found.furthest is not None and not anchoring.holds(store, found.furthest.head):
        at, seq = say_moment(found.furthest.at), found.furthest.head.seq
        return _BEHIND.format(at=at, seq=seq, here=_where_it_ends(store, seq))
    if found.walk.ahead is not None:
        return _KEYS_CHANGED_SINCE.format(number=found.walk.ahead.number)
    return ""


def last_day(store: Store) -> str:
    """When the last entry of its log was made, in words."""
    logged = store.log.entry(store.log.head().seq)
    return say_moment(logged.entry.at if logged else "")


def _where_it_ends(store: Store, known: int) -> str:
    end = store.log.head().seq
    if end >= known:
        return "has another one there"
    return f"ends at {end}, of {last_day(store)}"
