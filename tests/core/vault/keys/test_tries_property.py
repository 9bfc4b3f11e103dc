"""Whatever is tried, by whomever, in whatever order: who waits how long, and how much an attacker gets."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_tui.core.vault.keys import tries as rules
from ce_tui.core.vault.keys.throttle import _MAX_BYTES
from ce_tui.core.vault.keys.tries import LONGEST, OF_A_NAME, OF_A_TERMINAL, SLOWED, Tries, TryOrigin

HOUR = 3600.0
NAMES = st.sampled_from(["Ada", "Ben", "Cleo", "a slip of the fingers"])
TERMINALS = st.sampled_from(["tty1", "tty2", "ssh client 192.0.2.7", "ssh client 192.0.2.8", "this machine"])
GAPS = st.floats(0, 90) | st.floats(0, 2 * HOUR) | st.floats(0, 30 * HOUR)
SCHEDULES = st.lists(
    st.tuples(GAPS, NAMES, TERMINALS, st.sampled_from([False, False, False, True, None])), max_size=80
)


class Machine:
    """The counts and a clock; everything goes through the file's form each time, as between two processes."""

    def __init__(self) -> None:
        self.now = 5000.0
        self.boot = 0
        self.tries = Tries()

    def attempt(self, who: TryOrigin, *, right: bool | None = False) -> float:
        """Try. Gives how long to wait; 0: it was let through."""
        self.tries = msgspec.json.decode(msgspec.json.encode(self.tries), type=Tries)
        self.tries.go_on(str(self.boot), self.now, f"at {self.now:020}")
        wait = self.tries.ask(who, self.now)
        if wait <= 0:
            assert self.tries.has_room(who), "nothing runs"
            self.tries.begin(who, self.now)
            self.tries.end(who, self.now, right=right, now=self.now, moment=f"at {self.now:020}")
        self.tries.drop(self.now)
        return max(wait, 0.0)

    def restart(self) -> None:
        self.boot += 1
        self.now = 40.0

    def goes_through(self, schedule: list[tuple[float, str, str, bool | None]]) -> None:
        for gap, name, terminal, right in schedule:
            self.now += gap
            self.attempt(TryOrigin(name, terminal), right=right)


@given(SCHEDULES, SCHEDULES, st.integers(0, 4))
def test_who_tries_right_at_a_terminal_of_their_own_waits_thirty_seconds_at_most_whatever_others_do(
    before: list[tuple[float, str, str, bool | None]],
    meanwhile: list[tuple[float, str, str, bool | None]],
    slips: int,
) -> None:
    machine, own = Machine(), TryOrigin("Ada", "Ada's own desk")
    for number in range(60):
        machine.attempt(TryOrigin("Ada", f"an attacker's {number}"))
    machine.goes_through(before)
    let_through = 0
    while let_through < slips:
        wait = machine.attempt(own)
        assert wait <= SLOWED
        machine.now += wait
        let_through += not wait
    wait = machine.attempt(own, right=True)
    assert wait <= SLOWED
    if wait:
        let_in_at = machine.now + wait
        for gap, name, terminal, right in meanwhile:
            machine.now = min(machine.now + gap, let_in_at)
            machine.attempt(TryOrigin(name, terminal), right=right)
        machine.now = let_in_at
        assert machine.attempt(own, right=True) == 0


@given(SCHEDULES, NAMES, TERMINALS)
def test_nobody_with_the_right_passphrase_waits_twice_or_more_than_a_quarter_of_an_hour(
    schedule: list[tuple[float, str, str, bool | None]], name: str, terminal: str
) -> None:
    machine = Machine()
    machine.goes_through(schedule)
    wait = machine.attempt(TryOrigin(name, terminal), right=True)
    assert wait <= LONGEST
    machine.now += wait
    assert not wait or machine.attempt(TryOrigin(name, terminal), right=True) == 0


@given(st.lists(GAPS | st.none(), min_size=1, max_size=80))
def test_an_attacker_at_one_terminal_gets_fifteen_tries_of_a_name_and_four_more_an_hour(
    gaps: list[float | None],
) -> None:
    """None: as soon as it is possible again."""
    machine, who = Machine(), TryOrigin("Ada", "tty1")
    began, tried, wait = machine.now, 0, 0.0
    for gap in gaps:
        machine.now += wait if gap is None else gap
        wait = machine.attempt(who)
        tried += not wait
        assert tried <= 15 + 4 * (machine.now - began) / HOUR


def test_as_soon_as_possible_it_is_no_more_than_that() -> None:
    machine, who = Machine(), TryOrigin("Ada", "tty1")
    began, tried = machine.now, 0
    while machine.now < began + 100 * HOUR:
        wait = machine.attempt(who)
        tried += not wait
        machine.now += wait
    assert 400 <= tried <= 415


@given(st.lists(GAPS | st.none(), min_size=1, max_size=80), st.booleans())
def test_at_one_terminal_an_attacker_gets_twenty_tries_and_then_one_in_thirty_seconds_in_whatever_names(
    gaps: list[float | None], knows_one: bool
) -> None:
    machine = Machine()
    began, tried, wait = machine.now, 0, 0.0
    for number, gap in enumerate(gaps):
        machine.now += wait if gap is None else min(gap, HOUR)
        wait = machine.attempt(TryOrigin(f"person {number}", "tty1"))
        tried += not wait
        assert tried <= OF_A_TERMINAL + (machine.now - began) / SLOWED
        if knows_one:
            machine.attempt(TryOrigin("the attacker's own", "tty1"), right=True)


def test_restarting_the_machine_gives_nobody_a_try() -> None:
    machine = Machine()
    for _ in range(30):
        while not machine.attempt(TryOrigin("Ada", "tty1")):
            pass
        machine.restart()
    (count,) = machine.tries.terminals["tty1"].values()
    assert count.failures == 5
    for number in range(100):
        machine.attempt(TryOrigin(f"person {number}", "tty1"))
        machine.restart()
    assert sum(len(each.recent) for _, each in machine.tries.counts()) == OF_A_TERMINAL


@given(
    st.lists(st.tuples(st.floats(0, 5), st.integers(0, 400), st.integers(0, 60)), max_size=200),
    st.integers(5, 12),
)
def test_no_number_of_other_names_at_whatever_terminals_takes_a_count_away(
    others: list[tuple[float, int, int]], failures: int
) -> None:
    machine, who = Machine(), TryOrigin("Ada", "tty1")
    for _ in range(failures):
        while wait := machine.attempt(who):
            machine.now += wait
    for gap, name, terminal in others:
        machine.now += gap
        machine.attempt(TryOrigin(f"person {name}", f"ssh client {terminal}"))
    count = machine.tries.terminals["tty1"][machine.tries.stand_in("Ada")]
    assert count.failures == failures
    assert machine.attempt(who) == pytest.approx(max(count.until - machine.now, 0.0))


def test_nor_does_a_table_that_is_full_whose_newcomers_share_a_count_and_wait_thirty_seconds_at_most(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rules, "MOST_COUNTS", 60)
    monkeypatch.setattr(rules, "MOST_TERMINALS", 30)
    monkeypatch.setattr(rules, "_FEW", 20)
    machine, who = Machine(), TryOrigin("Ada", "tty1")
    for _ in range(9):
        while wait := machine.attempt(who):
            machine.now += wait
    waits = set()
    for number in range(400):
        waits.add(machine.attempt(TryOrigin(f"person {number}", f"ssh client {number // 3}")))
        machine.now += 0.01
    assert machine.attempt(who) > 20, "32 s since the ninth"
    for number in range(12):
        wait = machine.attempt(TryOrigin(f"person {number}", "a terminal that nobody tried at"))
        waits.add(wait)
        machine.now += wait
    assert max(waits) == SLOWED
    shared = machine.tries.terminals[rules.OTHERS][rules.SHARED]
    assert shared.failures > 10 and shared.until <= machine.now + SLOWED
    assert machine.tries.size() <= 60 + 31
    assert len(machine.tries.terminals) <= 31
    assert machine.tries.terminals["tty1"][machine.tries.stand_in("Ada")].failures == 9
    late = TryOrigin("Ben", "a terminal that nobody tried at")
    wait = machine.attempt(late, right=True)
    machine.now += wait
    assert wait <= SLOWED
    assert machine.attempt(late, right=True) == 0
    machine.now += 25 * HOUR
    machine.attempt(who, right=True)
    assert machine.tries.size() <= rules.MOST_TERMINALS + 1, "only what waits for the log"


def test_the_fullest_table_is_read_back() -> None:
    tries = Tries()
    for number in range(rules.MOST_COUNTS + rules.MOST_TERMINALS):
        who = TryOrigin(f"person {number}", f"ssh client 2001:db8:ffff:{number % 600:x}::/64")
        _, count = tries.count_of(who)
        count.recent = [987654321.09] * OF_A_NAME
        count.running = [987654321.09] * 20
        count.failures, count.until, count.since = 99999, 987654321.09, 987654321.09
        count.unlogged = rules.UnloggedTries(99999, "2026-11-28T03:00:00+00:00", "2026-11-28T03:00:00+00:00")
    assert len(msgspec.json.encode(tries)) < _MAX_BYTES


@given(SCHEDULES)
def test_no_wrong_try_is_kept_from_the_log(schedule: list[tuple[float, str, str, bool | None]]) -> None:
    machine, wrong = Machine(), 0
    for gap, name, terminal, right in schedule:
        machine.now += gap
        wrong += machine.attempt(TryOrigin(name, terminal), right=right) == 0 and right is False
    machine.now += 50 * HOUR
    machine.attempt(TryOrigin("Ada", "tty1"), right=None)
    assert sum(count.unlogged.times for _, count in machine.tries.counts()) == wrong


def test_nor_where_there_are_so_many_that_only_their_number_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "_FEW", 5)
    machine = Machine()
    for number in range(40):
        machine.attempt(TryOrigin(f"person {number}", f"ssh client {number % 8}"))
    machine.now += 50 * HOUR
    machine.attempt(TryOrigin("Ada", "tty1"), right=None)
    assert machine.tries.size() <= 9
    assert sum(count.unlogged.times for _, count in machine.tries.counts()) == 40
