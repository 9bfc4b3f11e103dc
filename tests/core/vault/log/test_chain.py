"""The chain alone: every field of an entry is in its link, and what does not follow is found."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from ce_tui.core.vault.log.audit import GENESIS, Chain, ChainWalk, Entry, Head, Logged, blend, walk

CHAIN = Chain(b"k" * 32)
ENTRY = Entry(
    kind="view", actor="a1", at="2026-11-25T12:00:00Z", ref="CE-7K3M-2Q", revision=2, version=3, detail="x"
)


def chained(count: int) -> list[Logged]:
    head, logged = Head(), []
    for number in range(count):
        entry = replace(ENTRY, version=number)
        head = CHAIN.link(head, entry)
        logged.append(Logged(seq=head.seq, entry=entry, link=head.link))
    return logged


def test_an_entry_is_about_no_screening_unless_it_says_so() -> None:
    entry = Entry(kind="sign-in", actor="a1", at="now")
    assert (entry.ref, entry.revision, entry.version, entry.detail) == ("", 0, 0, "")


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": "export"},
        {"actor": "a2"},
        {"at": "2026-11-25T12:00:01Z"},
        {"ref": "CE-7K3M-2R"},
        {"revision": 3, "version": 2},
        {"version": 4},
        {"revision": 1},
        {"detail": "y"},
        {"actor": "a", "kind": "1view"},  # the same characters, parted elsewhere
    ],
)
def test_no_field_of_an_entry_can_be_changed_without_its_link(changed: dict[str, Any]) -> None:
    first = CHAIN.link(Head(), ENTRY)
    assert first.seq == 1
    assert CHAIN.link(Head(), replace(ENTRY, **changed)).link != first.link
    assert CHAIN.link(first, ENTRY).link != first.link
    assert CHAIN.link(Head(0, b"x" * 32), ENTRY).link != first.link
    assert CHAIN.link(Head(1, GENESIS), ENTRY).link != first.link
    assert Chain(b"z" * 32).link(Head(), ENTRY).link != first.link


def test_a_whole_chain_is_found_whole_to_its_end() -> None:
    logged = chained(4)
    assert walk(CHAIN, logged) == ChainWalk(Head(4, logged[-1].link), (), ())
    assert walk(CHAIN, []) == ChainWalk(Head(0, GENESIS), (), ())
    assert str(Head(4, bytes(range(32)))) == "4:000102030405060708090a0b0c0d0e0f"


def test_what_was_changed_or_taken_out_is_found_once_and_where() -> None:
    logged = chained(8)
    logged[1] = replace(logged[1], entry=replace(logged[1].entry, detail="y"))
    assert walk(CHAIN, logged).altered == (2,)
    found = walk(CHAIN, [*logged[:3], *logged[5:]])
    assert (found.altered, found.gaps, found.head.seq) == ((2,), ((4, 5),), 8)
    assert walk(CHAIN, logged[2:]).gaps == ((1, 2),)
    assert walk(CHAIN, [*chained(3), chained(5)[4]]).gaps == ((4, 4),)


def test_seals_are_taken_into_a_sum_and_out_of_it_in_any_order() -> None:
    one, two = (CHAIN.seal("CE-7K3M-2Q", version, b"content") for version in (1, 2))
    assert one != two != CHAIN.seal("CE-7K3M-2R", 2, b"content")
    assert CHAIN.seal("CE-7K3M-2Q", 1, b"Content") != one
    nothing = bytes(32)
    assert blend(nothing, one, two) == blend(nothing, two, one) != nothing
    assert blend(blend(nothing, one, two), one) == blend(nothing, two) == two
