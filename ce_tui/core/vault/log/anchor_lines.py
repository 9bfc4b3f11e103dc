"""Anchors as lines of text: where a store stood at a time, with a MAC of the store; and walking over many of them.

A line holds its time (UTC), the store's id, its own number, the SHA-256 of this store's line before it, the log's end,
the sum of the store's seals, the generation and the hash of its list of slots, what it was written for, and the MAC
over all of it. None of it is secret.

The walk goes over lines in the order in which they lie. Nothing is dropped silently: a copy, a number that falls or is
missing, a line whose MAC is not right, one that is no anchor or is far too long, each is counted and said. Only the
ends are kept, so that a file of any length takes no memory.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Sequence
from typing import Literal

import msgspec

from ce_tui.core.vault.errors import PUT_BACK, Damaged
from ce_tui.core.vault.log.audit import Head, StoreState

LONGEST = 700  # bytes of a line
KEYS = "anchor keys"
"""The setting that holds the keys of the MACs."""

Event = Literal["stands", "restored", "gap", "torn"]
"""What a line was written for. "restored": a backup was put back, or an older copy was accepted, and numbering goes on
from what was there. "gap": the line that the store wrote last was gone. "torn": the line before it was cut off, by a
full disk or a power cut."""

_LINE = re.compile(
    # A time that only looks like one is none: what is left of a line, and the next one right behind it, is no anchor.
    rb"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:+.Z]{5,29}) ([0-9a-f]{32}) ([0-9]{1,15}) ([0-9a-f]{64}) ([0-9]{1,15}) "
    rb"([0-9a-f]{64}) ([0-9a-f]{64}) ([0-9]{1,15}) ([0-9a-f]{64}) (stands|restored|gap|torn) ([0-9a-f]{64})"
)
_MAC = 64  # characters at a line's end
_KEY = re.compile("([0-9a-f]{64}):([0-9]{1,15})")


class Anchor(msgspec.Struct, frozen=True, kw_only=True):
    """One anchor. `at` is ISO 8601 in UTC; `before` the SHA-256 of the line before; `number` counts from 1."""

    at: str
    store: str
    number: int
    before: bytes
    state: StoreState
    event: Event = "stands"

    @property
    def head(self) -> Head:
        """Where the log ended."""
        return self.state.head


class WrittenLine(msgspec.Struct, frozen=True):
    """A line that was written: its number, its SHA-256, and where it ended in its file, in bytes."""

    number: int = 0
    digest: bytes = bytes(32)
    end: int = 0


class AnchorKey(msgspec.Struct, frozen=True):
    """A key of the MACs, and the entry of the log from which it counts."""

    key: bytes
    since: int = 0

    def __repr__(self) -> str:
        return "AnchorKey(…)"


class AnchorKeys:
    """A store's keys of its anchors, the newest last. The older ones show that old lines are its own."""

    def __init__(self, keys: Sequence[AnchorKey]) -> None:
        self._keys = tuple(keys)

    @classmethod
    def read(cls, spelled: str | None) -> AnchorKeys:
        """From the setting. Raises `Damaged` where there is no key in it."""
        found = [_KEY.fullmatch(each) for each in (spelled or "").split()]
        keys = [AnchorKey(bytes.fromhex(each[1]), int(each[2])) for each in found if each]
        if not keys or len(keys) != len(found):
            raise Damaged(
                "The database store.db is damaged: the keys of its anchors are missing or are not as this program "
                f"writes them. Nothing was changed. {PUT_BACK}"
            )
        return cls(keys)

    @classmethod
    def first(cls) -> AnchorKeys:
        """Those of a new store: one."""
        return cls([AnchorKey(secrets.token_bytes(32))])

    def with_another(self, since: int) -> AnchorKeys:
        """These and a new one, which counts from an entry of the log on."""
        return AnchorKeys([*self._keys, AnchorKey(secrets.token_bytes(32), since)])

    def spelled(self) -> str:
        """As the setting has it."""
        return " ".join(f"{each.key.hex()}:{each.since}" for each in self._keys)

    def line(self, anchor: Anchor) -> bytes:
        """An anchor as a line, without its end."""
        text = _text(anchor)
        return text + _mac(self._keys[-1].key, text).hex().encode("ascii")

    def is_genuine(self, anchor: Anchor, line: bytes) -> bool:
        """Whether the line that an anchor was read from bears a MAC of the key that counted then."""
        text, mac = line[:-_MAC], bytes.fromhex(line[-_MAC:].decode("ascii"))
        until = [*(each.since for each in self._keys[1:]), None]
        seq = anchor.head.seq
        for each, last in zip(self._keys, until, strict=True):
            counted = each.since <= seq and (last is None or seq <= last)
            if counted and hmac.compare_digest(mac, _mac(each.key, text)):
                return True
        return False


def read_line(line: bytes) -> Anchor | None:
    """The anchor that a line holds, genuine or not; None where it is no anchor."""
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    at, store, number, before, seq, link, tally, generation, listed, event = (
        each.decode("ascii") for each in found.groups()[:-1]
    )
    return Anchor(
        at=at,
        store=store,
        number=int(number),
        before=bytes.fromhex(before),
        state=StoreState(
            Head(int(seq), bytes.fromhex(link)), bytes.fromhex(tally), int(generation), bytes.fromhex(listed)
        ),
        event=event,  # type: ignore[arg-type]  # one of the four, by the pattern
    )


def digest_of(line: bytes) -> bytes:
    """The SHA-256 of a line without its end."""
    return hashlib.sha256(line).digest()


def _text(anchor: Anchor) -> bytes:
    state = anchor.state
    return (
        f"{anchor.at} {anchor.store} {anchor.number} {anchor.before.hex()} {state.head.seq} {state.head.link.hex()} "
        f"{state.tally.hex()} {state.generation} {state.listed.hex()} {anchor.event} "
    ).encode("ascii")


def _mac(key: bytes, text: bytes) -> bytes:
    return hmac.digest(key, b"anchor\0" + text, "sha256")


_LISTED = 5
_HIGHEST = 10**12  # what somebody without a key may count up to: ours have to go on behind it
_LISTS = 1000
_BEGUN = re.compile(rb"[0-9T:+.Z-]{1,40}( [0-9a-z ]*)?")


class AnchorWalk:
    """What was found so far. `last` is the store's own line with the highest number, `newest` what it says.

    `end` is `last`, or the last of the lines after it that follow from one another and bear no MAC that is known here:
    after a restore they may be of keys that came later than the backup. `first` is the number of the first own line.
    `lists`: which lists of slots (generation, SHA-256) the lines name, those without a known MAC too; a thousand at
    most.
    """

    def __init__(self, keys: AnchorKeys, store: str) -> None:
        self._keys = keys
        self._store = store.encode("ascii")
        self.first = 0
        self.last = self.end = WrittenLine()
        self.newest: Anchor | None = None
        self.ahead: Anchor | None = None  # the last of the lines from `last` to `end`
        self.lists: set[tuple[int, bytes]] = set()
        self.before_restore = 0  # lines without a known MAC that a restore found there
        self._pending = 0
        self._cut_off = 0  # lines just before this one that can be the beginning of one
        self._pending_cut_off = 0  # the same before pending ones that say so
        self.torn = 0
        self._copies = self._strange = self._long = self._unproved = 0
        self._first_copy = self._first_unproved = 0
        self._missing: list[tuple[int, int]] = []
        self._parted: list[int] = []
        self._gaps: list[Anchor] = []

    def take(self, line: bytes | None) -> Anchor | None:
        """The next line; None is one that is far too long. Returns the anchor where it is one of the store's own."""
        cut_off, self._cut_off = self._cut_off, 0
        anchor = read_line(line) if line is not None else None
        if line is None:
            self._long += 1
        elif anchor is None:
            self._cut_off = cut_off + 1 if _BEGUN.fullmatch(line) else 0
            self._strange += 1
        elif anchor.store.encode("ascii") != self._store:
            return None
        elif self._keys.is_genuine(anchor, line):
            self._name(anchor)
            if anchor.event in ("torn", "restored"):
                self._forgive(cut_off)
            self._genuine(anchor, WrittenLine(anchor.number, digest_of(line)))
            return anchor
        elif anchor.number > _HIGHEST:
            self._strange += 1
        else:
            self._name(anchor)
            self._pending_cut_off += cut_off if anchor.event == "torn" else 0
            self._without_mac(anchor, WrittenLine(anchor.number, digest_of(line)))
        return None

    def at_end(self, *, torn: bool) -> None:
        """There are no more lines. `torn`: the last one has no end, so nobody could go on after it yet."""
        if torn:
            self._forgive(self._cut_off)

    @property
    def ahead_of_all(self) -> Anchor | None:
        """The newest anchor, where need be one whose MAC is not known here."""
        return self.ahead or self.newest

    @property
    def faults(self) -> list[str]:
        """What is wrong with these lines, in words; empty where nothing is."""
        unproved = self._unproved + self._pending
        found = [
            f"lines that are no anchors: {self._strange}" if self._strange else "",
            f"lines that are far too long: {self._long}" if self._long else "",
            f"lines that are copies of earlier ones or out of order: {self._copies}, the first of them number "
            f"{self._first_copy}"
            if self._copies
            else "",
            f"lines that do not bear this store's seal: {unproved}, the first of them number {self._first_unproved}"
            if unproved
            else "",
            *(f"missing: {_numbers(first, last)}" for first, last in self._missing[:_LISTED]),
            *(f"line {number} does not follow from the one before it" for number in self._parted[:_LISTED]),
            *(
                f"line {each.number} says that the lines before it were gone when it was written"
                for each in self._gaps[:_LISTED]
            ),
        ]
        return [each for each in found if each]

    def _name(self, anchor: Anchor) -> None:
        if len(self.lists) < _LISTS:
            self.lists.add((anchor.state.generation, anchor.state.listed))

    def _forgive(self, cut_off: int) -> None:
        """Lines that were cut off by a full disk or a power cut, and are known to be."""
        self._strange -= cut_off
        self.torn += cut_off

    def _genuine(self, anchor: Anchor, line: WrittenLine) -> None:
        if line.number <= (self.last.number or (self.first if self._pending else 0)):
            self._copy(line)
            return
        restored = anchor.event == "restored"
        follows = self._follows(anchor, self.end)
        if self._pending:
            if restored and follows:
                self.before_restore += self._pending
                self._forgive(self._pending_cut_off)
            else:
                self._unproved += self._pending
                self.end = self.last
                follows = self._follows(anchor, self.end)
            self._pending = self._pending_cut_off = 0
            self.ahead = None
        if not self.end.number:
            self.first = anchor.number
        elif line.number > self.end.number + 1:
            if anchor.event != "gap":
                self._missing.append((self.end.number + 1, line.number - 1))
        elif not follows:
            self._parted.append(line.number)
        if anchor.event == "gap":
            self._gaps.append(anchor)
        self.last = self.end = line
        self.newest = anchor

    def _copy(self, line: WrittenLine) -> None:
        self._copies += 1
        self._first_copy = self._first_copy or line.number

    def _without_mac(self, anchor: Anchor, line: WrittenLine) -> None:
        self._first_unproved = self._first_unproved or line.number
        if self.end.number and not self._follows(anchor, self.end):
            self._unproved += 1
            return
        if not self.end.number:
            self.first = anchor.number
        self._pending += 1
        self.end, self.ahead = line, anchor

    def _follows(self, anchor: Anchor, before: WrittenLine) -> bool:
        return anchor.number == before.number + 1 and anchor.before == before.digest


def _numbers(first: int, last: int) -> str:
    return f"line {first}" if first == last else f"lines {first} to {last}"
