"""Telling apart, in words, what can have happened to a store: damage, a cut, an older page, an older store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import msgspec

from ce_tui.core.vault.anchors import Anchor
from ce_tui.core.vault.audit import Head, Walk
from ce_tui.core.vault.store import Tallied, Trouble

_LISTED = 5
_ADVICE: dict[str, str] = {
    "damage": "Damage: keep a copy of the folder as it is, check the disk, then restore the newest whole backup.",
    "cut": "Cut: keep a copy of the folder as it is, then restore the newest whole backup.",
    "older page": "Older page: someone or something changed the file from outside. Keep a copy of the folder, find out "
    "who could write to it, then restore the newest whole backup.",
    "older store": "Older store: find out who put the older copy in place, and whether a newer one is kept somewhere; "
    "work of the time between is missing here.",
    "anchors": "Anchors: find out who changed or removed them. The log itself is judged above.",
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
        count = len(self.findings)
        return f"The store is not as it was written: {count} finding{'' if count == 1 else 's'}."

    @property
    def advice(self) -> list[str]:
        """What to do about each kind of finding, in words."""
        kinds = {each.kind for each in self.findings}
        return [words for kind, words in _ADVICE.items() if kind in kinds]


def unreadable(findings: Sequence[Trouble]) -> Verdict:
    """The verdict on a store whose log cannot even be read."""
    return Verdict(sound=False, entries=0, anchored=0, head="", findings=tuple(findings))


def judge(
    physical: Sequence[Trouble],
    walked: Walk,
    claimed: Head,
    tallied: Tallied,
    anchors: Sequence[Anchor],
    links: Mapping[int, bytes],
    *,
    where: str,
    bad_lines: int,
    missing: bool,
    restored: Sequence[Restored] = (),
    unread: str = "",
) -> Verdict:
    """Put the findings together.

    `claimed` is the log's head by the store's own count, `links` the log's links at the anchors' entries, `where`
    what people call the anchors' place, `restored` the backups that were put back, `unread` why anchors were not
    compared.
    """
    anchors, before = _apart(anchors, links, restored)
    findings = [
        *physical,
        *_of_chain(walked, claimed),
        *_of_records(tallied),
        *_of_anchors(anchors, links, claimed),
    ]
    if bad_lines:
        findings.append(
            Trouble("anchors", f"Anchors: {where} was changed; lines that are no anchors: {bad_lines}.")
        )
    if missing:
        findings.append(Trouble("anchors", f"Anchors: {where} is missing: it was taken away."))
    confirmed = [each.head.seq for each in anchors if links.get(each.head.seq) == each.head.link]
    return Verdict(
        sound=not findings,
        entries=walked.head.seq,
        anchored=max(confirmed, default=0),
        head=str(claimed),
        findings=tuple(findings),
        remarks=tuple([*_of_restored(restored, before), *([unread] if unread else [])]),
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


def _of_chain(walked: Walk, claimed: Head) -> Iterator[Trouble]:
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
        yield Trouble("older page", f"Older page: {listed} is not of the version that the store wrote last.")
    elif not tallied.sum_is_right:
        yield Trouble(
            "older page",
            "Older page: the screenings as a whole are not those that the store wrote last. An older piece of the "
            "database was put back, or some were taken out.",
        )


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
