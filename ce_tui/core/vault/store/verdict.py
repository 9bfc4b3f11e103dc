"""The verdict on a store, in words: damage, a cut, an older page, an older store; what its anchors say."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

import msgspec

from ce_tui.core.pathway.words import counted
from ce_tui.core.vault.log.anchors import Anchor
from ce_tui.core.vault.log.audit import ACCEPTED, ChainWalk, Head, Logged, StoreState
from ce_tui.core.vault.store.records import FindingKind, StoreFinding, TallyFindings
from ce_tui.core.vault.store.sealed import SHARED
from ce_tui.opaque import Opaque

_PUT_BACK_WORDS = {
    False: ("A backup was put back", "the backup"),
    True: ("An older copy of the store was accepted", "the copy"),
}


class AnchorFindings(Opaque):
    """The findings from a store's anchors, which it takes one after the other.

    `restored`: the log's entries that a backup was put back, or an older copy accepted. `restored_at`: the number of
    the anchor by which the store said so. Where those before it say otherwise than the log, that is what was lost by
    it.
    """

    _link_of: Callable[[int], bytes | None]
    _restored: Sequence[Logged]
    _restored_at: int
    _confirmed: Anchor | None = None
    _agreed: Anchor | None = None  # the last one confirmed before any was not
    _furthest: Anchor | None = None
    _parted: Anchor | None = None
    _newest: Anchor | None = None

    def __post_init__(self) -> None:
        self._lost = [0] * len(self._restored)  # by each restore: the last entry that is known of

    @property
    def anchored(self) -> int:
        """The last entry that an anchor confirms."""
        return self._confirmed.head.seq if self._confirmed else 0

    def take(self, anchor: Anchor) -> None:
        """Take the next anchor of the store's own."""
        seq = anchor.head.seq
        link = self._link_of(seq)
        agrees = link == anchor.head.link
        if not agrees and self._restored and anchor.number < self._restored_at:
            # It was taken back by the restores that clocks tell were later, and by the last one at least.
            last = self._restored[-1]
            for number, one in enumerate(self._restored):
                if one is last or (seq >= one.seq and anchor.at <= one.entry.at):
                    self._lost[number] = max(self._lost[number], seq)
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

    def findings(self, state: StoreState) -> Iterator[StoreFinding]:
        """What is wrong with the store by its anchors. `state`: where it stood after they were read."""
        last, furthest, newest, end = self._agreed, self._furthest, self._newest, state.head.seq
        since = f" They agree up to entry {last.head.seq}, {when(last.at)}." if last else ""
        if self._parted:
            yield StoreFinding(
                "older store",
                f"Older store: entry {self._parted.head.seq} is not the one that was anchored on "
                f"{when(self._parted.at)}. An older copy of the store was put back, or its last entries were taken "
                f"away, and work went on in it.{since}",
            )
        elif furthest is not None and furthest.head.seq > end:
            yield StoreFinding(
                "older store",
                f"Older store: an anchor of {when(furthest.at)} knows of entry {furthest.head.seq}, and this store "
                f"ends at {end}. An older copy of it was put back, or its last entries were taken away.{since}",
            )
        elif (
            newest is not None
            and state.listing.generation <= newest.state.listing.generation
            and state.listing != newest.state.listing
        ):
            yield StoreFinding(
                "older page",
                f"Older page: the list of accounts is not the one that was anchored on {when(newest.at)}.",
            )

    def remarks(self) -> Iterator[str]:
        """The backups put back and the older copies accepted, with what each lost."""
        for one, lost in zip(self._restored, self._lost, strict=True):
            what, of = _PUT_BACK_WORDS[one.entry.detail.startswith(ACCEPTED)]
            words = f"{what} on {when(one.entry.at)}, at entry {one.seq}."
            if lost:
                words += (
                    f" Anchors know of entries up to {lost} that were made after {of} and are not in the store: what "
                    "was done in them is lost."
                )
            yield words


def when(at: str) -> str:
    """A time of an anchor as people write it, in UTC; anchors are not trusted to hold one."""
    with contextlib.suppress(ValueError):
        moment = datetime.fromisoformat(at)
        return f"{moment.day} {moment:%B %Y, %H:%M} UTC"
    return "an unknown time"


_LISTED = 5
_KINDS = {each.table: words for each, words in SHARED.items()} | {"sums": "the sums of all of it"}
_ADVICE: dict[FindingKind, str] = {
    "damage": (
        "Damage: bytes are not as the store wrote them. A failing disk does that, and so does a hand that lacks the "
        "key. Have the disk looked at, and put the last backup in place of the store."
    ),
    "cut": (
        "Cut: a piece at the end, or out of the log, is missing. A disk that was full or failed does that, and so does "
        "someone who took it away. Put the last backup in place of the store."
    ),
    "older page": (
        "Older page: a piece of the database is genuine, but from an earlier day. Nothing does that by accident but a "
        "disk or a copy that mixed two days. Find out who can write to the store's folder."
    ),
    "older store": (
        "Older store: the whole store is genuine, but from an earlier moment. Someone put an old copy in its place, "
        "and not by 'ce-tui store restore', which stands in the log, or deleted the file with its last entries. What "
        "was recorded since then is not in it. Find out who did. Put the newest one back if you have it, or the last "
        "backup. If there is only this one, because the machine was set back to a snapshot for example, an "
        "administrator goes on with it by 'ce-tui store accept-older'."
    ),
    "anchors": (
        "Anchors: the place where the log's state is written down outside the store was changed or is missing. Without "
        "it an older store cannot be told from the right one. Find out who can write to it."
    ),
}


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict on a log and its store. `anchored` is the last entry that an anchor confirms.

    `remarks`: what is no fault and yet to be known, in words: a restored backup or an accepted copy.
    """

    sound: bool
    entries: int
    anchored: int
    head: str
    findings: tuple[StoreFinding, ...]
    remarks: tuple[str, ...] = ()

    @property
    def faults(self) -> list[str]:
        """The words of each finding."""
        return [each.words for each in self.findings]

    @property
    def words(self) -> str:
        """The verdict in one sentence."""
        if self.sound and not self.anchored:
            return f"The log is whole: {self.entries} entries. No anchor confirms it."
        if self.sound:
            return f"The log is whole: {self.entries} entries, confirmed by its anchors up to entry {self.anchored}."
        return f"The store is not as it was written: {counted(len(self.findings), 'finding')}."

    @property
    def advice(self) -> list[str]:
        """What each kind of finding means, and what to do about it."""
        return [_ADVICE[kind] for kind in dict.fromkeys(each.kind for each in self.findings)]


class StoreReading(msgspec.Struct, frozen=True, kw_only=True):
    """All that was read of a store and its anchors. `claimed` is the log's head by the store's own count.

    `listed`: what is wrong with the list of slots, and what was found when the account that looks came in.
    `anchored`: what the anchors say, read from `place`, as people call it; `state`: where the store stood after that.
    `faults` of their lines and `remarks` are in words; `missing`: they were taken away. `rekeyed`: the last of the
    lines that go on under a key that the store does not know.
    """

    physical: Sequence[StoreFinding]
    walked: ChainWalk
    claimed: Head
    tallied: TallyFindings
    listed: Sequence[StoreFinding] = ()
    anchored: AnchorFindings
    state: StoreState
    place: str
    faults: Sequence[str] = ()
    remarks: Sequence[str] = ()
    missing: bool = False
    rekeyed: Anchor | None = None


def judge(reading: StoreReading) -> Verdict:
    """Put the findings together."""
    findings = [
        *reading.physical,
        *_of_chain(reading.walked, reading.claimed),
        *_of_records(reading.tallied),
        *reading.listed,
        *reading.anchored.findings(reading.state),
    ]
    if reading.rekeyed is not None:
        words = (
            f"Older store: its anchors go on, up to line {reading.rekeyed.number}, under a key that it does not know. "
            "A copy of it from before its keys were changed was put back, or somebody wrote lines by hand."
        )
        findings.append(StoreFinding("older store", words))
    for fault in reading.faults:
        findings.append(StoreFinding("anchors", f"Anchors: {reading.place} was changed; {fault}."))
    if reading.missing:
        findings.append(StoreFinding("anchors", f"Anchors: {reading.place} is missing: it was taken away."))
    return Verdict(
        sound=not findings,
        entries=reading.walked.head.seq,
        anchored=reading.anchored.anchored,
        head=str(reading.claimed),
        findings=tuple(findings),
        remarks=(*reading.anchored.remarks(), *reading.remarks),
    )


def _of_chain(walked: ChainWalk, claimed: Head) -> Iterator[StoreFinding]:
    end = walked.head
    if walked.altered:
        listed, beyond = ", ".join(map(str, walked.altered[:_LISTED])), len(walked.altered) - _LISTED
        more = f" and {beyond} more" if beyond > 0 else ""
        words = f"Damage: of the log, entry {listed}{more} does not follow from the one before."
        yield StoreFinding("damage", words)
    for first, last in walked.gaps[:_LISTED]:
        yield StoreFinding("cut", f"Cut: entries {first} to {last} of the log are missing.")
    if claimed.seq > end.seq:
        words = f"Cut: the log ends at entry {end.seq}, and the store counted {claimed.seq}: the last ones are gone."
        yield StoreFinding("cut", words)
    elif claimed.seq < end.seq:
        words = f"the store counted {claimed.seq} entries of the log, and there are {end.seq}"
        yield StoreFinding("older page", f"Older page: {words}. An older piece of the database was put back.")
    elif claimed.link != end.link and not walked.altered:
        words = f"Damage: entry {end.seq} of the log is not the one that the store remembers."
        yield StoreFinding("damage", words)


def _of_records(tallied: TallyFindings) -> Iterator[StoreFinding]:
    """A page of the database is itself authentic when it is old; that it does not fit the others shows it."""
    if tallied.altered:
        more = " and others" if len(tallied.altered) > _LISTED else ""
        listed = ", ".join(tallied.altered[:_LISTED]) + more
        yield StoreFinding("older page", f"Older page: {listed}: not as the store wrote it last.")
    if tallied.unfit:
        what = ", ".join(_KINDS.get(each, f"the {each}") for each in tallied.unfit)  # accounts by their ids
        yield StoreFinding(
            "older page",
            f"Older page: {what}: as a whole not what the store wrote last. An older piece of the database was put "
            "back, or some were taken out.",
        )
