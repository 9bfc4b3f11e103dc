"""Anchoring a store: writing down outside it where it stands, and looking at what was written down there.

Numbers go on from what lies in the file, or from the store's own memory where the file cannot be read. One session at
a time writes: the file is locked, and a line is durable before the store remembers it, so whoever is killed in between
leaves a line that the next one finds.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import msgspec

from ce_tui.core.vault.errors import StoreUnreadable, VaultError
from ce_tui.core.vault.log.anchor_lines import (
    KEYS,
    Anchor,
    AnchorKeys,
    AnchorWalk,
    Event,
    WrittenLine,
    digest_of,
)
from ce_tui.core.vault.log.anchors import BESIDE, FileAnchors
from ce_tui.core.vault.log.audit import Head, StoreState

if TYPE_CHECKING:
    from ce_tui.core.vault.store.store import Store

AT_ONCE = 5_000_000  # bytes that are read where a person waits for it
_PUT_BACK_SINCE = (
    "The anchors there know of another store that this one was put back as, or of entries that are not in its log, so "
    "what is done here may be done in an older copy. Copy what you typed last, sign out, and tell whoever looks after "
    "the store."
)


class AnchorsSeen(msgspec.Struct, frozen=True, kw_only=True):
    """What lies in the place, as far as it was read; of what was written before this store was put back, only `walk`.

    `furthest`: the anchor that knows of the last entry. `restored`: the last line that says that the store was put
    back, where that is not this one. `gone`: the line that the store wrote last is not there; `more`: there is more
    than was read.
    """

    walk: AnchorWalk
    furthest: Anchor | None = None
    restored: Anchor | None = None
    gone: int = 0
    more: bool = False
    torn: bool = False


def keys_of(store: Store) -> AnchorKeys:
    """The keys of a store's anchors. Raises `Damaged`."""
    return AnchorKeys.read(store.settings.get(KEYS))


def walk_of(store: Store) -> AnchorWalk:
    """A walk over lines of anchors. Raises `Damaged`."""
    return AnchorWalk(keys_of(store), store.id)


def holds(store: Store, head: Head) -> bool:
    """Whether the store's log has this entry."""
    logged = store.log.entry(head.seq)
    return logged is not None and logged.link == head.link


def look(store: Store, place: FileAnchors, at_most: int | None = AT_ONCE) -> AnchorsSeen:
    """Look at what lies in the place from where the store wrote last. Raises `StoreUnreadable`, `Damaged`.

    Where the store does not know a line there, all of it is read.
    """
    written, walk = store.anchored.last(place.place), walk_of(store)
    furthest = restored = None
    with place.tail(written, at_most if written.number else None) as tail:
        for line in tail.lines:
            anchor = walk.take(line)
            if anchor is None or anchor is not walk.newest:
                continue  # a copy of one that lies there already says nothing
            is_restore = anchor.event == "restored"
            if is_restore:
                furthest, restored = anchor, None if holds(store, anchor.head) else anchor
            elif furthest is None or anchor.head.seq > furthest.head.seq:
                furthest = anchor
            if (is_restore and restored is None) or walk.last.digest == written.digest:
                walk.lists.clear()  # what was named before that is nothing that came after this store
        walk.at_end(torn=tail.torn)
    gone = not tail.is_there and not tail.more and walk.last.number < written.number
    return AnchorsSeen(
        walk=walk,
        furthest=furthest,
        restored=restored,
        gone=written.number if gone else 0,
        more=tail.more,
        torn=tail.torn,
    )


def restored_at(store: Store, place: FileAnchors) -> int:
    """The number of the line by which this store said there last that it was put back; 0: it did not.

    Reads all of it. Raises as `look`.
    """
    walk, number = walk_of(store), 0
    with place.tail(WrittenLine()) as tail:
        for line in tail.lines:
            anchor = walk.take(line)
            if anchor is None or anchor is not walk.newest or anchor.event != "restored":
                continue
            if holds(store, anchor.head):
                number = max(number, anchor.number)
    return number


def look_at_all(store: Store, place: FileAnchors) -> AnchorsSeen:
    """The same, and all of it where there is more than is read at once: somebody may have put it there."""
    found = look(store, place)
    return look(store, place, None) if found.more else found


def write(store: Store, place: FileAnchors, at: str, event: Event = "stands") -> StoreState:
    """Write down where the store stands, at `at` (ISO 8601, UTC). Returns where that is. Raises a `VaultError`."""
    with place.held():
        before, event, torn = _before(store, place, event)
        state, number = store.log.state(), before.number + 1
        anchor = Anchor(at=at, store=store.id, number=number, before=before.digest, state=state, event=event)
        line = keys_of(store).line(anchor)
        end = place.write(line, after_torn=torn)
        with contextlib.suppress(VaultError):
            store.anchored.put(place.place, WrittenLine(number, digest_of(line), end))
        return state


def _before(store: Store, place: FileAnchors, event: Event) -> tuple[WrittenLine, Event, bool]:
    """The line to follow, what the next one is written for, and whether the last one there was cut off.

    Raises `StoreUnreadable` where the place knows of another store than this one.
    """
    written = store.anchored.last(place.place)
    try:
        found = look(store, place, None if event == "restored" else AT_ONCE)
    except StoreUnreadable:
        return written, event, False
    if event == "restored":
        return max(written, found.walk.end, key=lambda each: each.number), event, found.torn
    if place.place != BESIDE and _is_anothers(store, found):
        raise StoreUnreadable(_PUT_BACK_SINCE)
    last = found.walk.last
    if found.gone:
        return written, "gap", found.torn
    if last.number >= written.number:
        return last, "torn" if found.torn else "stands", found.torn
    return written, "stands", found.torn


def _is_anothers(store: Store, found: AnchorsSeen) -> bool:
    """Whether what lies there goes on from another store, or from a newer one than this."""
    furthest = found.furthest
    return found.restored is not None or (furthest is not None and not holds(store, furthest.head))
