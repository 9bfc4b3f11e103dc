"""Lines of anchors and walking over them: whatever was done to a file of them is said, and honest trouble is not."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.pretty import pretty_repr

from ce_tui.core.vault.errors import Damaged
from ce_tui.core.vault.log.anchors import (
    AnchorKey,
    AnchorKeys,
    AnchorWalk,
    Event,
    FileAnchors,
    WrittenLine,
    digest_of,
    read_line,
)
from support.stores.anchored import STORE, anchor

KEYS = AnchorKeys([AnchorKey(b"k" * 32)])
LATER = AnchorKeys([AnchorKey(b"k" * 32), AnchorKey(b"l" * 32, since=7)])
OTHERS = AnchorKeys([AnchorKey(b"x" * 32)])
COPIES = "lines that are copies of earlier ones or out of order: 1, the first of them number"
FORGED = "lines that do not bear this store's seal: 1, the first of them number 7"


def written(count: int, events: dict[int, Event] | None = None, keys: AnchorKeys = KEYS) -> list[bytes]:
    """The lines of a store that anchored so often."""
    lines, before = list[bytes](), bytes(32)
    for number in range(1, count + 1):
        event = (events or {}).get(number, "stands")
        lines.append(keys.line(anchor(number * 2, number, before=before, event=event)))
        before = digest_of(lines[-1])
    return lines


def walked(lines: list[bytes], keys: AnchorKeys = KEYS) -> AnchorWalk:
    walk = AnchorWalk(keys, STORE)
    for line in lines:
        walk.take(line)
    return walk


# A line


def test_a_line_says_what_its_anchor_does() -> None:
    said = anchor(41, 7, event="restored")
    line = KEYS.line(said)
    assert read_line(line) == said and KEYS.is_genuine(said, line)
    assert len(line) < 600


def test_no_byte_of_a_line_can_be_changed() -> None:
    line = KEYS.line(anchor())
    for place in range(len(line)):
        for other in b"0f :":
            changed = line[:place] + bytes([other]) + line[place + 1 :]
            read = read_line(changed)
            assert changed == line or read is None or not KEYS.is_genuine(read, changed), place


@pytest.mark.parametrize("left", [1, 3, 9, 12, 23, 29])
def test_what_is_left_of_a_line_and_the_next_one_right_behind_it_are_no_anchor(left: int) -> None:
    first, second = written(2)
    assert read_line(first[:left] + second) is None
    walk = walked([first, first[:left] + second])
    assert walk.ahead is None and walk.faults == ["lines that are no anchors: 1"]


def test_old_keys_count_for_old_lines_alone_and_new_ones_for_new_ones() -> None:
    old, new = KEYS, AnchorKeys([AnchorKey(b"l" * 32)])
    for keys, seq, genuine in (
        (old, 7, True),
        (old, 8, False),
        (new, 7, True),
        (new, 6, False),
        (new, 99, True),
    ):
        said = anchor(seq)
        assert LATER.is_genuine(said, keys.line(said)) is genuine, (seq, genuine)
    assert AnchorKeys.read(LATER.spelled()).line(anchor()) == LATER.line(anchor()) == new.line(anchor())
    for secret in (AnchorKey(b"k" * 32), AnchorKeys([AnchorKey(b"k" * 32)])):
        for words in (repr(secret), pretty_repr(secret)):
            assert "6b6b" not in words and "kk" not in words


@pytest.mark.parametrize("spelled", [None, "", "ab:0", "ab" * 32, "ab" * 32 + ":0 x"])
def test_keys_that_are_none_are_damage(spelled: str | None) -> None:
    with pytest.raises(Damaged, match="the keys of its anchors"):
        AnchorKeys.read(spelled)


# Many lines


def test_the_lines_of_a_store_have_no_fault() -> None:
    walk = walked(written(9))
    assert (walk.faults, walk.first, walk.last.number) == ([], 1, 9)
    assert walk.newest is not None and walk.newest.head.seq == 18
    assert walked(written(9)[4:]).faults == [] and walked(written(9)[4:]).first == 5


def test_lines_of_other_stores_are_passed_over() -> None:
    lines = written(3)
    others = KEYS.line(anchor(900, 77, store="cd" * 16))
    assert walked([lines[0], others, lines[1], others, lines[2]]).faults == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda ours: [*ours, ours[0]], f"{COPIES} 1"),
        (lambda ours: [*ours, ours[-1]], f"{COPIES} 6"),
        (lambda ours: [*ours[:2], *ours[3:]], "missing: line 3"),
        (lambda ours: [*ours[:2], *ours[4:]], "missing: lines 3 to 4"),
        (lambda ours: [*ours, b"something else"], "lines that are no anchors: 1"),
        (lambda ours: [*ours, b""], "lines that are no anchors: 1"),
        (lambda ours: [*ours, ours[-1][:-1]], "lines that are no anchors: 1"),
        (lambda ours: [*ours[:3], None, *ours[3:]], "lines that are far too long: 1"),
        (lambda ours: [*ours, OTHERS.line(anchor(99, 7))], FORGED),
        (
            lambda ours: [*ours, OTHERS.line(anchor(99, 7, before=digest_of(ours[-1])))],
            FORGED,
        ),
        (lambda ours: [*ours, KEYS.line(anchor(99, 7))], "line 7 does not follow from the one before it"),
        (
            lambda ours: [*ours, KEYS.line(anchor(99, 7, before=digest_of(ours[-1]), event="gap"))],
            "line 7 says that the lines before it were gone when it was written",
        ),
    ],
)  # fmt: skip
def test_each_fault_is_said(change: Callable[[list[bytes]], list[bytes]], fault: str) -> None:
    assert walked(change(written(6))).faults == [fault]


def test_a_line_that_was_cut_off_is_none_where_the_next_one_says_so() -> None:
    torn = written(6, {4: "torn"})
    walk = walked([*torn[:3], torn[3][:50], *torn[3:]])
    assert (walk.faults, walk.torn) == ([], 1)
    plain = written(6)
    assert walked([*plain[:3], plain[3][:50], *plain[3:]]).faults == ["lines that are no anchors: 1"]


def test_lines_of_keys_that_came_after_a_backup_are_no_fault_once_a_restore_found_them() -> None:
    before = written(9, keys=KEYS)
    later = AnchorKeys([AnchorKey(b"n" * 32)])
    line, lines = before[-1], list(before)
    for number in (10, 11):
        line = later.line(anchor(99, number, before=digest_of(line)))
        lines.append(line)
    assert walked(lines).faults == [
        "lines that do not bear this store's seal: 2, the first of them number 10"
    ]
    restored = KEYS.line(anchor(12, 12, before=digest_of(line), event="restored"))
    walk = walked([*lines, restored, KEYS.line(anchor(13, 13, before=digest_of(restored)))])
    assert (walk.faults, walk.before_restore, walk.last.number) == ([], 2, 13)
    cut = walked([*lines[:-1], restored])
    assert cut.faults == [
        "lines that do not bear this store's seal: 1, the first of them number 10",
        "missing: lines 10 to 11",
    ]


# Whatever is done to a file of them


Tampering = Callable[[random.Random, list[bytes]], None]


def _delete(chosen: random.Random, lines: list[bytes]) -> None:
    first = chosen.randrange(len(lines))
    del lines[first : first + chosen.choice((1, 1, 2, 5))]


def _copy(chosen: random.Random, lines: list[bytes]) -> None:
    lines[(at := chosen.randrange(len(lines) + 1)) : at] = [chosen.choice(lines)] * chosen.choice((1, 1, 3))


def _swap(chosen: random.Random, lines: list[bytes]) -> None:
    one, other = chosen.randrange(len(lines)), chosen.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


def _cut(chosen: random.Random, lines: list[bytes]) -> None:
    at = chosen.randrange(len(lines))
    lines[at] = lines[at][: chosen.randrange(len(lines[at]) or 1)]


def _change(chosen: random.Random, lines: list[bytes]) -> None:
    at = chosen.randrange(len(lines))
    content = bytearray(lines[at] or b"x")
    content[chosen.randrange(len(content))] = chosen.choice(b"0123456789abcdef Z")
    lines[at] = bytes(content)


def _forge(chosen: random.Random, lines: list[bytes]) -> None:
    at = chosen.randrange(len(lines) + 1)
    number = chosen.randrange(1, 30)
    before = digest_of(lines[at - 1]) if at else bytes(32)
    lines[at:at] = [OTHERS.line(anchor(number * 2, number, before=before))]


def _add(chosen: random.Random, lines: list[bytes]) -> None:
    lines[(at := chosen.randrange(len(lines) + 1)) : at] = [
        chosen.choice((b"", b"x", b"y" * 900, b"\xff\x00"))
    ]


HOW: tuple[Tampering, ...] = (_delete, _copy, _swap, _cut, _change, _forge, _add)
EVENTS: tuple[dict[int, Event], ...] = ({}, {5: "torn"}, {6: "restored"})


def said_of(file: Path, last: WrittenLine) -> bool:
    """Whether anything is said of a file whose last line the store remembers."""
    walk = AnchorWalk(KEYS, STORE)
    with FileAnchors(file).tail(WrittenLine()) as tail:
        for line in tail.lines:
            walk.take(line)
        walk.at_end(torn=tail.torn)
    return bool(walk.faults or walk.torn or walk.first > 1 or walk.last.number < last.number)


def tampered(chosen: random.Random, file: Path) -> bool:
    """Do something to a file of anchors. Whether it is another one then, and that is not said."""
    lines = written(chosen.randrange(2, 12), chosen.choice(EVENTS))
    last = WrittenLine(len(lines), digest_of(lines[-1]))
    kept = list(lines)
    for _ in range(chosen.choice((1, 1, 2, 4))):
        if lines:
            chosen.choice(HOW)(chosen, lines)
    file.write_bytes(b"".join(line + b"\n" for line in lines))
    return lines != kept and not said_of(file, last)


@given(seed=st.integers(0, 1 << 60))
def test_no_file_that_was_tampered_with_is_accepted_silently(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert not tampered(random.Random(seed), tmp_path_factory.getbasetemp() / "anchors.fuzzed")


@pytest.mark.soak
def test_none_of_ten_thousand_files_that_were_tampered_with_is_accepted_silently(tmp_path: Path) -> None:
    assert [seed for seed in range(10_000) if tampered(random.Random(seed), tmp_path / "anchors")] == []


def test_the_files_that_are_tampered_with_are_accepted_before(tmp_path: Path) -> None:
    for events in EVENTS:
        lines = written(9, events)
        (tmp_path / "anchors").write_bytes(b"".join(line + b"\n" for line in lines))
        assert not said_of(tmp_path / "anchors", WrittenLine(9, digest_of(lines[-1])))


# Reading a file


def lines_of(content: bytes, file: Path, after: WrittenLine | None = None) -> Iterator[bytes | None]:
    file.write_bytes(content)
    with FileAnchors(file).tail(after or WrittenLine()) as tail:
        yield from tail.lines


def test_a_file_is_read_line_by_line_across_its_pieces_and_long_lines_are_none(tmp_path: Path) -> None:
    lines = [b"a" * (index % 700) for index in range(9_000)]
    assert list(lines_of(b"".join(each + b"\n" for each in lines), tmp_path / "file")) == lines
    long = b"b" * 3_000_000
    found = list(lines_of(b"\n".join([b"a", long, b"c", b"d" * 701, b"e" * 700]), tmp_path / "file"))
    assert found == [b"a", None, b"c", None, b"e" * 700]
    assert list(lines_of(long, tmp_path / "file")) == [None]
    assert list(lines_of(b"", tmp_path / "file")) == []


def test_it_is_read_from_the_line_on_that_was_written_last(tmp_path: Path) -> None:
    lines = written(5)
    content = b"".join(each + b"\n" for each in lines)
    end = sum(len(each) + 1 for each in lines[:3])
    after = WrittenLine(3, digest_of(lines[2]), end)
    assert list(lines_of(content, tmp_path / "file", after)) == lines[2:]
    for elsewhere in (
        replace(after, end=end + 1),
        replace(after, digest=bytes(32)),
        replace(after, end=10**9),
    ):
        assert list(lines_of(content, tmp_path / "file", elsewhere)) == lines
