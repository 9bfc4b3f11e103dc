"""An older database with anchors that were only added to, or any database with anchors that were changed: found.

The newest state with anchors as they were written is accepted each time.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ce_tui.core.vault.errors import OlderStore
from ce_tui.core.vault.log.anchors import FileAnchors
from ce_tui.core.vault.store.verdict import Verdict
from support.stores.vault import answers, entered, looked_over, new_store

SESSIONS = 5


class Days:
    """A store as it was after each session, and the anchors that lie elsewhere."""

    def __init__(self, folder: Path) -> None:
        self.home, self.file = folder / "home", folder / "anchors.log"
        self.databases: list[bytes] = []
        new_store(self.home, anchors=self.anchors)[0].close()
        for _ in range(SESSIONS):
            self.databases.append((self.home / "store.db").read_bytes())
            casebook = entered(self.home, anchors=self.anchors)
            casebook.screenings.leave(casebook.screenings.begin(answers()))
            casebook.close()
        self.databases.append((self.home / "store.db").read_bytes())
        self.lines = self.file.read_bytes().splitlines(keepends=True)

    @property
    def anchors(self) -> FileAnchors:
        return FileAnchors(self.file)

    def found(self, day: int, lines: list[bytes]) -> tuple[list[str] | None, Verdict]:
        """What a sign-in and verify say of the database of a day with these anchors. None: nobody is let in."""
        for left in self.home.glob("store.db-*"):
            left.unlink()
        (self.home / "store.db").write_bytes(self.databases[day])
        self.file.write_bytes(b"".join(lines))
        try:
            casebook = entered(self.home, anchors=self.anchors)
        except OlderStore:
            refused, casebook = True, looked_over(self.home, anchors=self.anchors)
        else:
            refused = False
        verdict = casebook.log.verify()
        casebook._desk.store.close()
        casebook._desk.sessions.leave()
        return None if refused else casebook.alerts, verdict


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> Days:
    return Days(tmp_path_factory.mktemp("days"))


def added(chosen: random.Random, lines: list[bytes]) -> list[bytes]:
    """What somebody without a key can add: copies, lines of another store, lines that only look right, anything."""
    strange = [b"\n", b"x\n", b"y" * 900 + b"\n", bytes(40), b"2026-11-25T10:00:00"]
    more = list[bytes]()
    for _ in range(chosen.choice((0, 1, 3, 400))):
        line = chosen.choice(lines)
        changed = line[:30] + bytes([line[30] ^ 1]) + line[31:]
        more.append(chosen.choice([line, line, changed, line[: chosen.randrange(len(line))], *strange]))
    return more


def changed(chosen: random.Random, lines: list[bytes]) -> list[bytes]:
    """The lines with some deleted, copied, swapped or cut."""
    found = list(lines)
    for _ in range(chosen.choice((1, 1, 2))):
        one, other = chosen.randrange(len(found)), chosen.randrange(len(found))
        how = chosen.randrange(4)
        if how == 0 and len(found) > 1:
            del found[one]
        elif how == 1:
            found.insert(other, found[one])
        elif how == 2:
            found[one], found[other] = found[other], found[one]
        else:
            found[one] = found[one][: chosen.randrange(len(found[one]) - 1)]
    return found


def unnoticed(days: Days, seed: int) -> str:
    """Do something to the store or its anchors. What was accepted silently, if anything was."""
    chosen = random.Random(seed)
    if seed % 2:
        alerts, verdict = days.found(chosen.randrange(SESSIONS), days.lines + added(chosen, days.lines))
        return "" if alerts is None and not verdict.sound else f"{seed}: an older store"
    lines = changed(chosen, days.lines)
    alerts, verdict = days.found(SESSIONS, lines)
    if lines == days.lines:
        return "" if alerts == [] and verdict.sound else f"{seed}: nothing was changed, and {alerts}"
    return "" if alerts or not verdict.sound or verdict.remarks else f"{seed}: other anchors"


def refused_wrongly(days: Days, seed: int) -> str:
    """The newest store with more lines than it wrote, or other ones, than somebody without its key can make."""
    chosen = random.Random(seed)
    lines = days.lines + added(chosen, days.lines) if seed % 2 else changed(chosen, days.lines)
    alerts, _ = days.found(SESSIONS, lines)
    return f"{seed}: nobody is let in" if alerts is None else ""


def test_the_newest_state_is_accepted(days: Days) -> None:
    alerts, verdict = days.found(SESSIONS, days.lines)
    assert alerts == [] and verdict.sound and verdict.remarks == ()


@settings(max_examples=25)
@given(seed=st.integers(0, 1 << 60))
def test_nothing_else_is_accepted_silently(days: Days, seed: int) -> None:
    assert unnoticed(days, seed) == ""


@settings(max_examples=25)
@given(seed=st.integers(0, 1 << 60))
def test_the_newest_state_is_let_in_whatever_was_done_to_its_anchors(days: Days, seed: int) -> None:
    assert refused_wrongly(days, seed) == ""


@pytest.mark.soak
def test_nothing_of_ten_thousand_cases_is_accepted_silently(days: Days) -> None:
    assert [found for seed in range(10_000) if (found := unnoticed(days, seed))] == []


@pytest.mark.soak
def test_the_newest_state_is_let_in_in_ten_thousand_cases(days: Days) -> None:
    assert [found for seed in range(10_000) if (found := refused_wrongly(days, seed))] == []
