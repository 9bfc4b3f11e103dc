"""Walking over lines of anchors, in the order in which they lie there: which are the store's own, and what is wrong.

Nothing is dropped silently: a copy, a number that falls or is missing, a line whose MAC is not right, one that is no
anchor or is far too long, each is counted and said. Only the ends are kept, so that a file of any length takes no
memory.
"""

from __future__ import annotations

import re

from ce_tui.core.vault.log.anchor_lines import Anchor, AnchorKeys, WrittenLine, digest_of, read_line

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
