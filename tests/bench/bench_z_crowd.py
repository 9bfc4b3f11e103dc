"""A hundred people at once on one store, each typing three keys a second into their notes; then nobody does anything.

Bounded in time: where the machine starts fewer than a hundred in the time that it is given, fewer are measured, and
the row says how many.
"""

from __future__ import annotations

import os
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from support.terminal.crowd import (
    Person,
    all_leave,
    all_type,
    bytes_within,
    hub,
    memory_of,
    processor_time,
)

PEOPLE, FEW = 100, 20
STARTING, TYPING, IDLE = 40.0, 15.0, 8.0
"""Seconds: until the last one has sat down; of typing; of silence."""
_PATIENCE = 120.0


def rows() -> list[str]:
    """Memory alone and among twenty, latency among a hundred, what a hundred cost while idle."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        names = hub(home, PEOPLE)
        people: list[Person] = []
        try:
            return list(_measured(home, names, people))
        finally:
            all_leave(people)


def _measured(home: Path, names: list[str], people: list[Person]) -> Iterator[str]:
    began = time.monotonic()
    _arrive(home, names[:1], people)
    yield f"| memory of a session alone (PSS) | {_memory(people)} | ≤ 60 MiB | |"
    _arrive(home, names[1:FEW], people)
    yield f"| memory of a session, {FEW} at once (PSS) | {_memory(people)} | ≤ 45 MiB | |"
    step = (PEOPLE - FEW) // 2
    for first in range(FEW, PEOPLE, step):
        if time.monotonic() - began < STARTING:
            _arrive(home, names[first : first + step], people)
    yield f"| memory of a session, {len(people)} at once (PSS) | {_memory(people)} | ≤ 45 MiB | |"

    used, driver = processor_time(people), _own_time()
    started = time.monotonic()
    took = all_type(people, TYPING)
    seconds = time.monotonic() - started
    used, driver = processor_time(people) - used, _own_time() - driver
    at = {share: took[int(len(took) * share / 100)] * 1000 for share in (50, 95, 99)}
    yield (
        f"| {len(people)} people typing 3 keys a second: key → letter | p50 {at[50]:.0f}, p95 {at[95]:.0f}, "
        f"p99 {at[99]:.0f} ms | p95 ≤ 50 ms | {len(took):,} letters; of {os.cpu_count()} cores the sessions used "
        f"{used / seconds:.2f}, the typist {driver / seconds:.2f}; {_disk(home)} |"
    )
    for what, said in (("NOT SAVED", b"NOT SAVED"), ("that it is locked", b"Locked")):
        told = [person for person in people if said in person.term.raw]
        yield f"| … of them told {what} | {len(told)} | 0 | |"

    for _ in range(6):  # until what was typed last is saved, and has been said to be
        if bytes_within(people, 1.5) == 0:
            break
    used, started = processor_time(people), time.monotonic()
    came = bytes_within(people, IDLE)
    share = (processor_time(people) - used) / (time.monotonic() - started) / len(people) * 100
    yield (
        f"| {len(people)} people idle for {IDLE:.0f} s: processor each, bytes of all | {share:.2f} %, {came} "
        "| ≤ 0.2 %, 0 | |"
    )


def _disk(folder: Path) -> str:
    """What one durable write costs on this disk, in the same run: each second each of them needs one."""
    taken = []
    with (folder / "sync").open("wb", buffering=0) as file:
        for _ in range(50):
            start = time.perf_counter()
            file.write(bytes(16384))
            os.fdatasync(file.fileno())
            taken.append(time.perf_counter() - start)
    return f"16 KiB written durably takes {statistics.median(taken) * 1000:.1f} ms here"


def _arrive(home: Path, names: list[str], people: list[Person]) -> None:
    """All of them start at once, sign in and begin to write notes."""
    fresh = [Person.sits_down(name, home) for name in names]
    people += fresh
    for step in (Person.signs_in, Person.begins, Person.goes_to_the_notes):
        for person in fresh:
            step(person, _PATIENCE)
    bytes_within(fresh, 0.5)


def _memory(people: list[Person]) -> str:
    try:
        each = [memory_of(person) for person in people]
    except PermissionError:
        return "not known (only root may see it)"
    if len(each) == 1:
        return f"{each[0]:.1f} MiB"
    return f"{statistics.median(each):.1f} MiB (largest {max(each):.1f})"


def _own_time() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    print("\n".join(rows()))
