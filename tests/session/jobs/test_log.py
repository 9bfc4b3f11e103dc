"""The log as jobs: which entries are wanted, what belongs with one of them, whether it is whole."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from ce_tui.core.vault.casebook.audit_log import AuditLine
from ce_tui.session.jobs.keeping import LogReading, look_at, narrow, verify
from ce_tui.session.office import LogFilter
from ce_tui.session.terminal_state import JobContext
from ce_tui.session.words.log import narrowed_words, page_words
from support.people.asker import Answers
from support.people.office import ADMIN, BEN, LEAD, entered, screening_of
from support.people.screens import NAME, NOON


def read(station: JobContext, reading: LogReading) -> tuple[AuditLine, ...]:
    return reading.read(station.session.casebook).lines


async def test_only_one_records_entries_are_wanted_by_its_reference(in_hub: JobContext, home: Path) -> None:
    ref, _ = screening_of(home), screening_of(home)
    reading = LogReading()
    assert await narrow(Answers(ref.lower().replace("-", " ")), in_hub, reading, "record") == ""
    assert {line.ref for line in read(in_hub, reading)} == {ref}
    said = await narrow(Answers("nonsense"), in_hub, reading, "record")
    assert said.startswith("This is no reference: expected one such as CE-7K3M-2Q.")
    assert await narrow(Answers(None), in_hub, reading, "record") == ""
    assert reading.filter.ref == ref
    assert await narrow(Answers(""), in_hub, reading, "record") == ""
    assert reading.filter == LogFilter()


async def test_only_one_persons_entries_and_only_some_kinds(in_hub: JobContext, home: Path) -> None:
    screening_of(home)
    reading = LogReading()
    asker = Answers(BEN)
    assert await narrow(asker, in_hub, reading, "person") == ""
    assert asker.choices == [["*", NAME, LEAD, BEN, ADMIN]]
    assert {line.by for line in read(in_hub, reading)} == {BEN}
    assert await narrow(Answers("came"), in_hub, reading, "kind") == ""
    assert {line.kind for line in read(in_hub, reading)} == {"sign-in", "sign-out"}
    assert await narrow(Answers(None), in_hub, reading, "kind") == ""
    assert reading.filter == LogFilter(person=BEN, group="came")
    assert await narrow(Answers("*"), in_hub, reading, "person") == ""
    assert reading.filter == LogFilter(group="came")
    assert await narrow(Answers(), in_hub, reading, "all") == ""
    assert reading.filter == LogFilter()


async def test_only_what_was_done_from_a_day_or_a_time_on(in_hub: JobContext, home: Path) -> None:
    entered(home, BEN, lambda: NOON - timedelta(days=400)).close()
    reading = LogReading()
    every = len(read(in_hub, reading))
    asker = Answers("soon", "1 jan 2026")
    assert await narrow(asker, in_hub, reading, "since") == ""
    assert asker.asked[1].startswith("Give a date, or a date with a time: 2026-11-25, 2026-11-25T14:30. From")
    later = read(in_hub, reading)
    assert 0 < len(later) < every
    assert all(line.at >= "2026" for line in later)
    assert ("since", "Since: 1 January 2026") in narrowed_words(reading.filter)
    page = reading.read(in_hub.session.casebook)
    assert " since 1 January 2026. The newest first" in page_words(page)
    assert await narrow(Answers("2026-06-01 14:30"), in_hub, reading, "since") == ""
    assert ("since", "Since: 1 June 2026 at 14:30") in narrowed_words(reading.filter)
    assert reading.filter.since == "2026-06-01T13:30:00.000+00:00", "London's time, kept in UTC"
    assert await narrow(Answers(""), in_hub, reading, "since") == ""
    assert len(read(in_hub, reading)) == every


@pytest.mark.parametrize(
    ("chosen", "wanted"),
    [
        ("back", LogFilter(person=LEAD)),
        ("record", LogFilter(ref="CE-7K3M-2Q")),
        ("person", LogFilter(person=BEN)),
        ("kind", LogFilter(group="changed")),
    ],
)
async def test_an_entry_is_said_whole_and_leads_to_what_belongs_with_it(
    chosen: str, wanted: LogFilter
) -> None:
    line = AuditLine(
        seq=7,
        at="2026-11-25T12:00:00.000+00:00",
        by=BEN,
        kind="created",
        ref="CE-7K3M-2Q",
        revision=0,
        version=1,
        detail="",
    )
    reading = LogReading()
    reading.narrow(LogFilter(person=LEAD))
    asker = Answers(chosen)
    assert await look_at(asker, line, reading) == ""
    assert asker.asked == [
        f"Entry 7, CE-7K3M-2Q, version 1, 25 November 2026 at 12:00:00: {BEN} began a screening."
    ]
    assert reading.filter == wanted


async def test_a_sound_store_is_verified_and_who_may_not_is_told(in_hub: JobContext) -> None:
    verdict = await verify(Answers(), in_hub)
    assert verdict is not None and verdict.sound
    in_hub.session.casebook.people.change_roles(NAME, ["practitioner"])
    asker = Answers()
    assert await verify(asker, in_hub) is None
    assert len(asker.told) == 1
