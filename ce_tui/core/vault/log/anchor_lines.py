"""One anchor as a line of text: where a store stood at a time, with a MAC that only the store can make.

A line holds its time (UTC), the store's id, its own number, the SHA-256 of this store's line before it, the log's end,
the sum of the store's seals, the generation and the hash of its list of slots, what it was written for, and the MAC
over all of it. None of it is secret.
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
