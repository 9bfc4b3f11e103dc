"""What the anchors say of a store: how far they confirm its log, and where they know of something else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

import msgspec

from ce_tui.core.vault.log.anchor_lines import Anchor
from ce_tui.core.vault.log.audit import StoreState
from ce_tui.core.vault.store.records import Trouble

_PUT_BACK_WORDS = {
    False: ("A backup was put back", "the backup"),
    True: ("An older copy of the store was accepted", "the copy"),
}


class Restored(msgspec.Struct, frozen=True):
    """That a backup was put back: the entry of the log that says so, and when (ISO 8601, UTC).

    `accepted`: it was no backup but an older copy, which an administrator accepted.
    """

    seq: int
    at: str
    accepted: bool = False


class Links:
    """The links of a log's entries, 32 bytes each. An entry that is missing has none."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._behind_a_gap: dict[int, bytes] = {}

    def put(self, seq: int, link: bytes) -> None:
        """The link of an entry; they come in their order."""
        if (seq - 1) * 32 == len(self._bytes) and len(link) == 32:
            self._bytes.extend(link)
        else:
            self._behind_a_gap[seq] = link

    def get(self, seq: int) -> bytes | None:
        """The link of an entry; None where there is no such entry."""
        if seq in self._behind_a_gap:
            return self._behind_a_gap[seq]
        return bytes(self._bytes[(seq - 1) * 32 : seq * 32]) if 0 < seq * 32 <= len(self._bytes) else None


class AnchorFindings:
    """Takes one anchor after the other, and keeps only what is to be said of them.

    `restored_at`: the number of the anchor by which the store said that it was put back. Where those before it say
    otherwise than the log, that is what was lost by it.
    """

    def __init__(
        self, link_of: Callable[[int], bytes | None], restored: Sequence[Restored] = (), restored_at: int = 0
    ) -> None:
        self._link_of = link_of
        self._restored = restored
        self._restored_at = restored_at
        self._confirmed: Anchor | None = None
        self._agreed: Anchor | None = None  # the last one confirmed before any was not
        self._furthest: Anchor | None = None
        self._parted: Anchor | None = None
        self._newest: Anchor | None = None
        self._lost_of = dict.fromkeys(range(len(restored)), 0)

    @property
    def anchored(self) -> int:
        """The last entry that an anchor confirms."""
        return self._confirmed.head.seq if self._confirmed else 0

    def take(self, anchor: Anchor) -> None:
        """The next anchor of the store's own."""
        seq = anchor.head.seq
        link = self._link_of(seq)
        agrees = link == anchor.head.link
        if not agrees and self._restored and anchor.number < self._restored_at:
            self._was_taken_back(anchor)
            return
        self._newest = anchor
        if agrees and seq >= self.anchored:
            self._confirmed = anchor
            if self._parted is None:
                self._agreed = anchor
        if self._furthest is None or seq > self._furthest.head.seq:
            self._furthest = anchor
        if not agrees and link is not None and (self._parted is None or seq < self._parted.head.seq):
            self._parted = anchor

    def troubles(self, state: StoreState) -> Iterator[Trouble]:
        """What is wrong with the store by its anchors. `state`: where it stood after they were read."""
        last = self._agreed
        since = f" They agree up to entry {last.head.seq}, {when(last.at)}." if last else ""
        end, furthest = state.head.seq, self._furthest
        if self._parted:
            yield Trouble(
                "older store",
                f"Older store: entry {self._parted.head.seq} is not the one that was anchored on "
                f"{when(self._parted.at)}. An older copy of the store was put back, or its last entries were taken "
                f"away, and work went on in it.{since}",
            )
        elif furthest is not None and furthest.head.seq > end:
            yield Trouble(
                "older store",
                f"Older store: an anchor of {when(furthest.at)} knows of entry {furthest.head.seq}, and this store "
                f"ends at {end}. An older copy of it was put back, or its last entries were taken away.{since}",
            )
        elif self._newest is not None and _is_older_list(state, self._newest.state):
            yield Trouble(
                "older page",
                f"Older page: the list of accounts is not the one that was anchored on {when(self._newest.at)}.",
            )

    def remarks(self) -> Iterator[str]:
        """The backups that were put back, the older copies that were accepted, and what was lost with them."""
        for number, one in enumerate(self._restored):
            what, of = _PUT_BACK_WORDS[one.accepted]
            words = f"{what} on {when(one.at)}, at entry {one.seq}."
            if lost := self._lost_of[number]:
                words += (
                    f" Anchors know of entries up to {lost} that were made after {of} and are not in the store: what "
                    "was done in them is lost."
                )
            yield words

    def _was_taken_back(self, anchor: Anchor) -> None:
        """By the restores that clocks tell were later, and by the last one at least."""
        last = len(self._restored) - 1
        for number, one in enumerate(self._restored):
            if number == last or (anchor.head.seq >= one.seq and anchor.at <= one.at):
                self._lost_of[number] = max(self._lost_of[number], anchor.head.seq)


def _is_older_list(here: StoreState, then: StoreState) -> bool:
    same = (here.generation, here.listed) == (then.generation, then.listed)
    return not same and here.generation <= then.generation


def when(at: str) -> str:
    """A time of an anchor as people write it, in UTC; anchors are not trusted to hold one."""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return "an unknown time"
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"
