"""Anchoring a store: writing down outside it where it stands, and looking at what was written down there.

Numbers go on from what lies in the place, or from the store's own memory where the place cannot be read back. One
session at a time writes: the place is locked, and a line is durable before the store remembers it, so whoever is
killed in between leaves a line that the next one finds.
"""

from __future__ import annotations

import contextlib

import msgspec

from ce_tui.core.vault.errors import StoreUnreadable, VaultError
from ce_tui.core.vault.log.anchor_lines import KEYS, Anchor, AnchorKeys, Event, WrittenLine, digest_of
from ce_tui.core.vault.log.anchor_walk import AnchorWalk
from ce_tui.core.vault.log.anchors import Anchors
from ce_tui.core.vault.log.audit import StoreState
from ce_tui.core.vault.store.store import Store

AT_ONCE = 5_000_000  # bytes that are read where a person waits for it


class AnchorsSeen(msgspec.Struct, frozen=True, kw_only=True):
    """What lies in the place, as far as it was read. `furthest`: the one that knows of the last entry.

    `restored`: the last line that says that a backup was put back.
    `gone`: the line that the store wrote last is not there; `more`: there is more than was read.
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


def look(store: Store, place: Anchors, at_most: int | None = AT_ONCE, since: str = "") -> AnchorsSeen:
    """Look at what lies in the place from where the store wrote last. Raises `StoreUnreadable`, `Damaged`.

    `since`: anchors made up to then (ISO 8601, UTC) count for nothing: a backup was put back.
    """
    written, walk = store.anchored.last(place.place), AnchorWalk(keys_of(store), store.id)
    furthest = restored = None
    with place.tail(written, at_most) as tail:
        for line in tail.lines:
            anchor = walk.take(line)
            if anchor is None or anchor.at <= since:
                continue
            if anchor.event == "restored":
                restored = furthest = anchor
            elif furthest is None or anchor.head.seq > furthest.head.seq:
                furthest = anchor
        walk.at_end(torn=tail.torn)
    gone = place.keeps_all and not tail.is_there and not tail.more and walk.last.number < written.number
    return AnchorsSeen(
        walk=walk,
        furthest=furthest,
        restored=restored,
        gone=written.number if gone else 0,
        more=tail.more,
        torn=tail.torn,
    )


def write(store: Store, place: Anchors, at: str, event: Event = "stands") -> StoreState:
    """Write down where the store stands, at `at` (ISO 8601, UTC). Returns where that is. Raises a `VaultError`."""
    with place.held(), contextlib.nullcontext() if place.locks else store.together():
        return _write(store, place, at, event)


def _write(store: Store, place: Anchors, at: str, event: Event) -> StoreState:
    before, event, torn = _before(store, place, event)
    state = store.log.state()
    anchor = Anchor(
        at=at, store=store.id, number=before.number + 1, before=before.digest, state=state, event=event
    )
    line = keys_of(store).line(anchor)
    end = place.write(line, after_torn=torn)
    with contextlib.suppress(VaultError):
        store.anchored.put(place.place, WrittenLine(anchor.number, digest_of(line), end))
    return state


def _before(store: Store, place: Anchors, event: Event) -> tuple[WrittenLine, Event, bool]:
    """The line to follow, what the next one is written for, and whether the last one there was cut off."""
    written = store.anchored.last(place.place)
    try:
        found = look(store, place, None if event == "restored" else AT_ONCE)
    except StoreUnreadable:
        return written, event, False
    last = found.walk.end if event == "restored" else found.walk.last
    if event != "stands":
        return max(written, last, key=lambda each: each.number), event, found.torn
    if found.gone:
        return written, "gap", found.torn
    if last.number >= written.number:
        return last, "torn" if found.torn else "stands", found.torn
    return written, "stands", found.torn
