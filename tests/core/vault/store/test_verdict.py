"""What is said of a store, from what was found in it: pure, each finding in its exact words."""

from __future__ import annotations

from typing import Any

import pytest

from ce_tui.core.vault.log.anchors import Anchor
from ce_tui.core.vault.log.audit import (
    ACCEPTED,
    RESTORED,
    ChainWalk,
    Entry,
    Head,
    Listing,
    Logged,
    StoreState,
)
from ce_tui.core.vault.store.records import StoreFinding, TallyFindings
from ce_tui.core.vault.store.verdict import AnchorFindings, StoreReading, Verdict, judge

NOON = "2026-11-25T12:00:00.000+00:00"
BEFORE = "2026-11-25T11:59:59.999+00:00"
AFTER = "2026-11-25T12:00:00.001+00:00"
OURS, OTHERS = b"o" * 32, b"x" * 32

WHAT_TO_DO = {
    "damage": "Have the disk looked at, and put the last backup in place of the store.",
    "cut": "Put the last backup in place of the store.",
    "older page": "Find out who can write to the store's folder.",
    "older store": (
        "If there is only this one, because the machine was set back to a snapshot for example, an administrator goes "
        "on with it by 'ce-tui store accept-older'."
    ),
    "anchors": "Find out who can write to it.",
}


def anchor(seq: int, at: str = NOON, link: bytes = OURS, number: int = 0) -> Anchor:
    return Anchor(
        at=at,
        store="store",
        number=number or seq,
        before=bytes(32),
        state=StoreState(Head(seq, link), bytes(32), Listing(0, bytes(32))),
    )


def restored_by(at: str, detail: str = RESTORED) -> Logged:
    """The fifth entry: a backup was put back then, or what `detail` begins with."""
    return Logged(seq=5, entry=Entry(kind="backup", actor="ada", at=at, detail=detail), link=OURS)


def verdict(
    *anchors: Anchor,
    end: int = 9,
    claimed: Head | None = None,
    altered: tuple[int, ...] = (),
    gaps: tuple[tuple[int, int], ...] = (),
    records: tuple[str, ...] = (),
    unfit: tuple[str, ...] = (),
    listed: tuple[StoreFinding, ...] = (),
    restored: tuple[Logged, ...] = (),
    restored_at: int = 0,
    **about: Any,
) -> Verdict:
    """The verdict on a log of so many entries, all of whose links are `OURS`."""
    head = claimed or Head(end, OURS)
    state = StoreState(head, bytes(32), Listing(0, bytes(32)))
    links = {seq: OURS for seq in range(1, end + 1)}
    found = AnchorFindings(links.get, restored, restored_at)
    for each in anchors:
        found.take(each)
    read = StoreReading(
        physical=(),
        walked=ChainWalk(Head(end, OURS), altered, gaps),
        claimed=head,
        tallied=TallyFindings(altered=records, unfit=unfit),
        listed=listed,
        anchored=found,
        state=state,
        place="the file of anchors",
        **about,
    )
    return judge(read)


def test_a_whole_log_is_called_whole_and_how_far_it_is_confirmed() -> None:
    found = verdict(anchor(3), anchor(7))
    assert (found.sound, found.entries, found.anchored, found.remarks) == (True, 9, 7, ())
    assert found.words == "The log is whole: 9 entries, confirmed by its anchors up to entry 7."
    assert verdict().words == "The log is whole: 9 entries. No anchor confirms it."
    assert verdict(anchor(9)).anchored == 9


@pytest.mark.parametrize(
    ("about", "kind", "words"),
    [
        ({"altered": (4,)}, "damage", "Damage: of the log, entry 4 does not follow from the one before."),
        (
            {"altered": (1, 2, 3, 4, 5)},
            "damage",
            "Damage: of the log, entry 1, 2, 3, 4, 5 does not follow from the one before.",
        ),
        (
            {"altered": (1, 2, 3, 4, 5, 6, 7)},
            "damage",
            "Damage: of the log, entry 1, 2, 3, 4, 5 and 2 more does not follow from the one before.",
        ),
        ({"gaps": ((3, 5),)}, "cut", "Cut: entries 3 to 5 of the log are missing."),
        (
            {"claimed": Head(10, OURS)},
            "cut",
            "Cut: the log ends at entry 9, and the store counted 10: the last ones are gone.",
        ),
        (
            {"claimed": Head(8, OURS)},
            "older page",
            "Older page: the store counted 8 entries of the log, and there are 9. An older piece of the database was "
            "put back.",
        ),
        (
            {"claimed": Head(9, OTHERS)},
            "damage",
            "Damage: entry 9 of the log is not the one that the store remembers.",
        ),
        (
            {"records": ("CE-7K3M-2Q",)},
            "older page",
            "Older page: CE-7K3M-2Q: not as the store wrote it last.",
        ),
        (
            {"records": tuple("abcde")},
            "older page",
            "Older page: a, b, c, d, e: not as the store wrote it last.",
        ),
        (
            {"records": tuple("abcdef")},
            "older page",
            "Older page: a, b, c, d, e and others: not as the store wrote it last.",
        ),
        (
            {"unfit": ("accounts", "editions", "keeping", "screenings of ada", "settings", "sums")},
            "older page",
            "Older page: the list of accounts, the editions of the pathway, what stands about the keeping of "
            "screenings, the screenings of ada, the settings, the sums of all of it: as a whole not what the store "
            "wrote last. An older piece of the database was put back, or some were taken out.",
        ),
        (
            {"listed": (StoreFinding("older page", "Older page: the list of accounts."),)},
            "older page",
            "Older page: the list of accounts.",
        ),
        (
            {"faults": ["lines that are no anchors: 2"]},
            "anchors",
            "Anchors: the file of anchors was changed; lines that are no anchors: 2.",
        ),
        ({"missing": True}, "anchors", "Anchors: the file of anchors is missing: it was taken away."),
    ],
)
def test_each_finding_is_of_one_kind_and_in_words(about: Any, kind: Any, words: str) -> None:
    found = verdict(**about)
    assert found.findings == (StoreFinding(kind, words),)
    assert not found.sound
    assert found.words == "The store is not as it was written: 1 finding."
    (advice,) = found.advice
    assert advice.startswith(f"{kind.capitalize()}: ") and advice.endswith(f". {WHAT_TO_DO[kind]}")


def test_several_findings_are_counted_and_advice_is_given_once_for_each_kind() -> None:
    found = verdict(altered=(4,), claimed=Head(8, OURS), unfit=("settings",), missing=True)
    assert [each.kind for each in found.findings] == ["damage", "older page", "older page", "anchors"]
    assert found.words == "The store is not as it was written: 4 findings."
    assert [each.split(":")[0] for each in found.advice] == ["Damage", "Older page", "Anchors"]


def test_a_changed_last_entry_is_told_once() -> None:
    assert len(verdict(altered=(9,), claimed=Head(9, OTHERS)).findings) == 1


@pytest.mark.parametrize("count", [5, 6])
def test_of_many_gaps_five_are_named(count: int) -> None:
    gaps = tuple((10 * n, 10 * n + 1) for n in range(1, count + 1))
    assert len(verdict(gaps=gaps).findings) == 5


def test_an_anchor_ahead_of_the_store_shows_that_it_is_an_older_one() -> None:
    assert verdict(anchor(9)).sound
    assert verdict(anchor(3), anchor(7), anchor(12, AFTER, OTHERS), anchor(10, AFTER, OTHERS)).faults == [
        "Older store: an anchor of 25 November 2026, 12:00 UTC knows of entry 12, and this store ends at 9. An older "
        "copy of it was put back, or its last entries were taken away. They agree up to entry 7, 25 November 2026, "
        "12:00 UTC."
    ]
    assert verdict(anchor(10, "some day")).faults == [
        "Older store: an anchor of an unknown time knows of entry 10, and this store ends at 9. An older copy of it "
        "was put back, or its last entries were taken away."
    ]


def test_an_anchor_of_another_entry_shows_that_work_went_on_in_an_older_store() -> None:
    assert verdict(anchor(3), anchor(8, AFTER, OTHERS), anchor(6, NOON, OTHERS), anchor(12)).faults == [
        "Older store: entry 6 is not the one that was anchored on 25 November 2026, 12:00 UTC. An older copy of the "
        "store was put back, or its last entries were taken away, and work went on in it. They agree up to entry 3, "
        "25 November 2026, 12:00 UTC."
    ]


@pytest.mark.parametrize(
    ("seq", "number", "excused"),
    [(5, 1, True), (12, 1, True), (5, 2, False), (12, 2, False)],
)
@pytest.mark.parametrize("at", [BEFORE, NOON, AFTER])
def test_a_restored_backup_takes_back_the_anchors_before_its_own_line_and_none_after(
    seq: int, number: int, excused: bool, at: str
) -> None:
    """By their numbers, whatever the clocks said."""
    found = verdict(anchor(seq, at, OTHERS, number), restored=(restored_by(NOON),), restored_at=2)
    put_back = "A backup was put back on 25 November 2026, 12:00 UTC, at entry 5."
    lost = (
        f" Anchors know of entries up to {seq} that were made after the backup and are not in the store: what was done "
        "in them is lost."
    )
    assert found.sound is excused
    assert found.remarks == (put_back + (lost if excused else ""),)


def test_an_older_copy_that_was_accepted_is_told_from_a_backup() -> None:
    found = verdict(anchor(7, BEFORE, OTHERS), restored=(restored_by(NOON, ACCEPTED),), restored_at=8)
    (words,) = found.remarks
    assert words.startswith(
        "An older copy of the store was accepted on 25 November 2026, 12:00 UTC, at entry 5."
    )
    assert "made after the copy" in words


def test_an_anchor_that_agrees_counts_whatever_was_put_back() -> None:
    found = verdict(anchor(7, BEFORE), restored=(restored_by(NOON),))
    assert found.sound and found.anchored == 7
    assert found.remarks == ("A backup was put back on 25 November 2026, 12:00 UTC, at entry 5.",)
