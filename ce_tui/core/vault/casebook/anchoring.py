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
_RESTORE = "restored in "  # before a place: what the store remembers there is the line of its last restore


class AnchorsSeen(msgspec.Struct, frozen=True, kw_only=True):
    """What lies in the place, as far as it was read, and counts: not what was written before a backup was put back.

    `furthest`: the one that knows of the last entry; `newest`: the one of the highest number. `restored`: the last line
    that says that a backup was put back, and by another store than this one. `rekeyed`: the last of the lines that go
    on from the store's own and bear no MAC of its keys. `gone`: the line that the store wrote last is not there;
    `more`: there is more than was read.
    """

    walk: AnchorWalk
    furthest: Anchor | None = None
    newest: Anchor | None = None
    restored: Anchor | None = None
    rekeyed: Anchor | None = None
    gone: int = 0
    more: bool = False
    torn: bool = False


def keys_of(store: Store) -> AnchorKeys:
    """The keys of a store's anchors. Raises `Damaged`."""
    return AnchorKeys.read(store.settings.get(KEYS))


def last_restore(store: Store, place: Anchors) -> WrittenLine:
    """The line by which this store said there that it was put back; number 0 where it never was."""
    return store.anchored.last(_RESTORE + place.place)


def look(store: Store, place: Anchors, at_most: int | None = AT_ONCE) -> AnchorsSeen:
    """Look at what lies in the place from where the store wrote last. Raises `StoreUnreadable`, `Damaged`."""
    written, walk = store.anchored.last(place.place), AnchorWalk(keys_of(store), store.id)
    own = last_restore(store, place)
    furthest = newest = restored = None
    with place.tail(written, at_most) as tail:
        for line in tail.lines:
            anchor = walk.take(line)
            if line is None or anchor is None or anchor.number < own.number:
                continue
            if walk.newest is anchor:  # no copy of one that lies there already
                newest = anchor
            if newest is anchor and anchor.event == "restored":
                restored = None if digest_of(line) == own.digest else anchor
                furthest = anchor
            elif furthest is None or anchor.head.seq > furthest.head.seq:
                furthest = anchor
        walk.at_end(torn=tail.torn)
    gone = place.keeps_all and not tail.is_there and not tail.more and walk.last.number < written.number
    return AnchorsSeen(
        walk=walk,
        furthest=furthest,
        newest=newest,
        restored=restored,
        rekeyed=under_other_keys(walk, place, own),
        gone=written.number if gone else 0,
        more=tail.more,
        torn=tail.torn,
    )


def under_other_keys(walk: AnchorWalk, place: Anchors, own: WrittenLine) -> Anchor | None:
    """The last of the lines that bear no MAC of the store's keys, and go on from its own or are all that is there.

    `own`: the line of its last restore, before which nothing counts. In syslog anybody on the machine writes lines, so
    there they must go on from one of its own.
    """
    last = walk.ahead
    if last is None or last.number < own.number or not (place.keeps_all or walk.last.number):
        return None
    return last


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
    if (
        event == "restored"
    ):  # first: where the line cannot be written, the store is not older than those before it
        store.anchored.put(_RESTORE + place.place, WrittenLine(anchor.number, digest_of(line)))
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
