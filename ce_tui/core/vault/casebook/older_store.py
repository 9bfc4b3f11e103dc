"""Whether the whole store is older than its anchors say: a copy of an earlier day, put in its place.

Asked before anybody works in it. What each part of it says of itself fits, so that only anchors can tell; and only
those that lie elsewhere hold against whoever put the copy there, so only by those is it refused.
"""

from __future__ import annotations

from ce_tui.core.pathway.dates import say_moment
from ce_tui.core.vault.casebook import anchoring
from ce_tui.core.vault.casebook.anchoring import AnchorsSeen
from ce_tui.core.vault.errors import StoreUnreadable
from ce_tui.core.vault.log.anchors import Anchors
from ce_tui.core.vault.log.audit import Head
from ce_tui.core.vault.store.store import Store

_BEHIND = (
    "This store is older than its anchors: an anchor of {at} knows of entry {seq}, and the log {here}. An older copy "
    "of the store may have been put back, or its last entries were taken away: work may be missing, and old "
    "passphrases and roles hold again."
)
_RESTORED_ELSEWHERE = (
    "The anchors say that a backup of this store was put back on {at}, and this is not the store that came of it. The "
    "one from before may have been put in its place, or the backup was put back somewhere else with the same anchors."
)
_KEYS_CHANGED_SINCE = (
    "The anchors go on, up to line {number}, under a key that this store does not know. An older copy of it may have "
    "been put back, from before its keys were changed because somebody was revoked; or somebody wrote lines by hand."
)


def why_older(store: Store, place: Anchors) -> str:
    """Why the store is older than the anchors in a place, in words; empty: it is not, or they cannot be read."""
    try:
        found = anchoring.look(store, place)
    except StoreUnreadable:
        return ""  # the sign-in says so
    return words_of(found, store)


def words_of(found: AnchorsSeen, store: Store) -> str:
    """The same of anchors that were read."""
    if found.restored is not None:
        return _RESTORED_ELSEWHERE.format(at=say_moment(found.restored.at))
    if found.furthest is not None and not _holds(store, found.furthest.head):
        at, seq, end = say_moment(found.furthest.at), found.furthest.head.seq, store.log.head().seq
        here = f"ends at {end}" if end < seq else "has another one there"
        return _BEHIND.format(at=at, seq=seq, here=here)
    if found.rekeyed is not None:
        return _KEYS_CHANGED_SINCE.format(number=found.rekeyed.number)
    return ""


def _holds(store: Store, head: Head) -> bool:
    """Whether the log has this entry. It may have gone on: others work, and anchor what they have written."""
    logged = store.log.find(after=head.seq - 1)
    return bool(logged) and Head(logged[0].seq, logged[0].link) == head
