"""Telling apart, in words, what can have happened to a store: damage, a cut, an older page, an older store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import msgspec

from ce_tui.core.vault.log.anchors import Anchor
from ce_tui.core.vault.log.audit import ChainWalk, Head
from ce_tui.core.vault.store.records import Tallied, Trouble, TroubleKind
from ce_tui.core.words.counting import counted

_LISTED = 5
_KINDS = {
    "accounts": "the list of accounts",
    "editions": "the editions of the pathway",
    "keeping": "what stands about the keeping of screenings",
    "sums": "the sums of all of it",
}
_ADVICE: dict[TroubleKind, str] = {
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
        "Older store: the whole store is genuine, but from an earlier day. Someone put an old copy in its place, and "
        "not by “ce-tui store restore”, which stands in the log. What was recorded since then is not in it. Find out "
        "who did."
    ),
    "anchors": (
        "Anchors: the place where the log's state is written down outside the store was changed or is missing. Without "
        "it an older store cannot be told from the right one. Find out who can write to it."
    ),
}


class Restored(msgspec.Struct, frozen=True):
    """That a backup was put back: the entry of the log that says so, and when (ISO 8601, UTC)."""

    seq: int
    at: str


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What verifying the log and the store found. `anchored` is the last entry that an anchor confirms.

    `remarks`: what is no fault and yet to be known, in words: anchors that were not compared, a restored backup.
    """

    sound: bool
    entries: int
    anchored: int
    head: str
    findings: tuple[Trouble, ...]
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


def unreadable(findings: Sequence[Trouble]) -> Verdict:
    """The verdict on a store whose log cannot even be read."""
    return Verdict(sound=False, entries=0, anchored=0, head="", findings=tuple(findings))


class Looked(msgspec.Struct, frozen=True, kw_only=True):
    """What looking over the store itself found.

    `claimed` is the log's head by the store's own count, `restored` the backups that were put back, `told` where the
    log says otherwise than the rows (`against_log`).
    """

    physical: Sequence[Trouble]
    walked: ChainWalk
    claimed: Head
    tallied: Tallied
    restored: Sequence[Restored] = ()
    told: Sequence[Trouble] = ()


class Anchored(msgspec.Struct, frozen=True, kw_only=True):
    """What the anchors say. `links` are the log's own links at their entries, `where` what people call their place.

    `bad_lines` counts the lines there that are none; `unread` is why they were not compared, or empty.
    """

    anchors: Sequence[Anchor]
    links: Mapping[int, bytes]
    where: str
    bad_lines: int
    missing: bool
    unread: str = ""


def judge(looked: Looked, anchored: Anchored) -> Verdict:
    """Put the findings together."""
    links, claimed, where = anchored.links, looked.claimed, anchored.where
    anchors, before = _apart(anchored.anchors, links, looked.restored)
    findings = [
        *looked.physical,
        *_of_chain(looked.walked, claimed),
        *_of_records(looked.tallied),
        *looked.told,
        *_of_anchors(anchors, links, claimed),
    ]
    if anchored.bad_lines:
        words = f"Anchors: {where} was changed; lines that are no anchors: {anchored.bad_lines}."
        findings.append(Trouble("anchors", words))
    if anchored.missing:
        findings.append(Trouble("anchors", f"Anchors: {where} is missing: it was taken away."))
    confirmed = [each.head.seq for each in anchors if links.get(each.head.seq) == each.head.link]
    return Verdict(
        sound=not findings,
        entries=looked.walked.head.seq,
        anchored=max(confirmed, default=0),
        head=str(claimed),
        findings=tuple(findings),
        remarks=(*_of_restored(looked.restored, before), *filter(None, [anchored.unread])),
    )


def _apart(
    anchors: Sequence[Anchor], links: Mapping[int, bytes], restored: Sequence[Restored]
) -> tuple[list[Anchor], list[Anchor]]:
    """The anchors that count for this log, and those of the time that a restored backup took back."""
    counting, before = list[Anchor](), list[Anchor]()
    for each in anchors:
        agrees = links.get(each.head.seq) == each.head.link
        taken_back = any(each.head.seq >= one.seq and each.at <= one.at for one in restored)
        (before if taken_back and not agrees else counting).append(each)
    return counting, before


def _of_restored(restored: Sequence[Restored], before: Sequence[Anchor]) -> Iterator[str]:
    for one in restored:
        lost = [each.head.seq for each in before if each.head.seq >= one.seq and each.at <= one.at]
        words = f"A backup was put back on {_when(one.at)}, at entry {one.seq}."
        if lost:
            words += (
                f" Anchors know of entries up to {max(lost)} that were made after the backup and are not in the store: "
                "what was done in them is lost."
            )
        yield words


def _of_chain(walked: ChainWalk, claimed: Head) -> Iterator[Trouble]:
    end = walked.head
    if walked.altered:
        words = f"Damage: of the log, {_entries(walked.altered)} does not follow from the one before."
        yield Trouble("damage", words)
    for first, last in walked.gaps[:_LISTED]:
        yield Trouble("cut", f"Cut: entries {first} to {last} of the log are missing.")
    if claimed.seq > end.seq:
        words = f"Cut: the log ends at entry {end.seq}, and the store counted {claimed.seq}: the last ones are gone."
        yield Trouble("cut", words)
    elif claimed.seq < end.seq:
        words = f"the store counted {claimed.seq} entries of the log, and there are {end.seq}"
        yield Trouble("older page", f"Older page: {words}. An older piece of the database was put back.")
    elif claimed.link != end.link and not walked.altered:
        yield Trouble(
            "damage", f"Damage: entry {end.seq} of the log is not the one that the store remembers."
        )


def _of_records(tallied: Tallied) -> Iterator[Trouble]:
    """A page of the database is itself authentic when it is old; that it does not fit the others shows it."""
    if tallied.altered:
        more = " and others" if len(tallied.altered) > _LISTED else ""
        listed = ", ".join(tallied.altered[:_LISTED]) + more
        yield Trouble("older page", f"Older page: {listed}: not as the store wrote it last.")
    if tallied.unfit:
        what = ", ".join(_kind(each) for each in tallied.unfit)
        yield Trouble(
            "older page",
            f"Older page: {what}: as a whole not what the store wrote last. An older piece of the database was put "
            "back, or some were taken out.",
        )


def _kind(kind: str) -> str:
    """A kind of rows, as people call it; accounts by their ids."""
    return _KINDS.get(kind, f"the {kind}")


def _of_anchors(anchors: Sequence[Anchor], links: Mapping[int, bytes], claimed: Head) -> Iterator[Trouble]:
    right = [each for each in anchors if links.get(each.head.seq) == each.head.link]
    last_right = max(right, key=lambda anchor: anchor.head.seq, default=None)
    since = f" They agree up to entry {last_right.head.seq}, {_when(last_right.at)}." if last_right else ""
    furthest = max(anchors, key=lambda anchor: anchor.head.seq, default=None)
    parted = [each for each in anchors if links.get(each.head.seq, each.head.link) != each.head.link]
    if parted:
        first = min(parted, key=lambda anchor: anchor.head.seq)
        yield Trouble(
            "older store",
            f"Older store: entry {first.head.seq} is not the one that was anchored on {_when(first.at)}. An older "
            f"copy of the store was put back, and work went on in it.{since}",
        )
    elif furthest is not None and furthest.head.seq > claimed.seq:
        yield Trouble(
            "older store",
            f"Older store: an anchor of {_when(furthest.at)} knows of entry {furthest.head.seq}, and this store ends "
            f"at {claimed.seq}. An older copy of it was put back.{since}",
        )


def _entries(numbers: Sequence[int]) -> str:
    listed = ", ".join(str(number) for number in numbers[:_LISTED])
    more = f" and {len(numbers) - _LISTED} more" if len(numbers) > _LISTED else ""
    return f"entry {listed}{more}"


def _when(at: str) -> str:
    """A time of an anchor as people write it, in UTC; anchors are not trusted to hold one."""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return "an unknown time"
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"
