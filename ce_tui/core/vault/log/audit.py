"""The chained log: what was seen, changed and sent out, by whom and when; and the seals of rows. No names, no marks.

Each entry carries an HMAC-SHA256 over the one before it and its own fields, each with its length in front, so no
entry can be changed, taken out or moved without the key. What the chain cannot see by itself, an older copy of the
whole store, its anchors show (`anchors`).
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from typing import Any, Literal

import msgspec

Kind = Literal[
    "set up",
    "sign-in",
    "sign-out",
    "refusal",
    "view",
    "search",
    "list",
    "export",
    "print",
    "phone",
    "created",
    "imported",
    "editing began",
    "editing ended",
    "completed",
    "reopened",
    "taken over",
    "action",
    "child",
    "words",
    "decision",
    "consent",
    "account",
    "key",
    "rule",
    "keeping",
    "deletion",
    "backup",
]
GENESIS = bytes(32)
RECOVERED = "recovered with the recovery code"  # and that of a "key" entry when an account was
RESTORED = "restored"  # how the detail of a "backup" entry begins when a backup was put back
ACCEPTED = "an older copy was accepted"  # and where an older copy of the store was, that somebody put there
# How the detail of a "sign-out" entry begins where a session ended without one.
MISSING = "missing, session of"


class Secret(msgspec.Struct, frozen=True):
    """Keys, or what opens them: no message and no log shows what it holds."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        """Nothing: Rich would show the fields."""
        return []


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be logged. `actor` is an account's id; `at` is ISO 8601 in UTC; `detail` is in plain words."""

    kind: Kind
    actor: str
    at: str
    ref: str = ""
    revision: int = 0
    version: int = 0
    detail: str = ""

    @property
    def fields(self) -> tuple[str | int, ...]:
        """The values of the entry in the order of the log's rows and links."""
        return self.at, self.actor, self.kind, self.ref, self.revision, self.version, self.detail


class Logged(msgspec.Struct, frozen=True, kw_only=True):
    """An entry in its place in the chain. `seq` counts from 1."""

    seq: int
    entry: Entry
    link: bytes


class Head(msgspec.Struct, frozen=True):
    """Where the chain ends. An empty chain ends at 0."""

    seq: int = 0
    link: bytes = GENESIS

    def __str__(self) -> str:
        """As it is printed on a PDF: the number and 128 bits of the link."""
        return f"{self.seq}:{self.link.hex()[:32]}"


class Listing(msgspec.Struct, frozen=True):
    """A list of slots, named by its generation and the SHA-256 of its bytes."""

    generation: int
    digest: bytes


class StoreState(msgspec.Struct, frozen=True):
    """Where a store stands: its log, the sum of all its seals, and its list of slots."""

    head: Head
    tally: bytes
    listing: Listing


class Chain:
    """Makes and checks links and seals with the store's audit key."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def link(self, before: Head, entry: Entry) -> Head:
        """The head after `entry` follows `before`."""
        seq = before.seq + 1
        values = [str(each).encode("utf-8", "surrogatepass") for each in (seq, *entry.fields)]
        text = b"".join(len(value).to_bytes(8, "big") + value for value in values)
        return Head(seq, hmac.digest(self._key, before.link + text, "sha256"))

    def seal(self, what: str, *fields: str | float | bytes) -> bytes:
        """The seal of a row, which shows that it holds what was written: kept beside it, and in its kind's sum.

        `what` is the row's kind, `fields` are all that it holds; long content as its SHA-256.
        """
        return hmac.digest(self._key, b"row\0" + msgspec.msgpack.encode((what, *fields)), "sha256")


class ChainWalk(msgspec.Struct, frozen=True):
    """The end of a walked chain, its gaps, and the entries that do not follow."""

    head: Head
    altered: tuple[int, ...]
    gaps: tuple[tuple[int, int], ...]  # first and last missing


def walk(chain: Chain, logged: Iterable[Logged]) -> ChainWalk:
    """Check every link. After a fault the walk goes on from what is written, so that each is reported once."""
    head = Head()
    altered: list[int] = []
    gaps: list[tuple[int, int]] = []
    for each in logged:
        if each.seq > head.seq + 1:
            gaps.append((head.seq + 1, each.seq - 1))
        elif chain.link(head, each.entry).link != each.link:
            altered.append(each.seq)
        head = Head(each.seq, each.link)
    return ChainWalk(head, tuple(altered), tuple(gaps))


def blend(tally: bytes, *seals: bytes) -> bytes:
    """Put seals into a sum, or take them out again: their exclusive or, in which the order does not matter."""
    total = int.from_bytes(tally, "big")
    for seal in seals:
        total ^= int.from_bytes(seal, "big")
    return total.to_bytes(32, "big")
