from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.core.vault.errors import Busy, StoreFull, WrongCredentials
from ce_tui.core.vault.keys.throttle import Count, Throttle, _has_room
from ce_tui.core.words.counting import say_wait


class Machine:
    """A clock since the machine's start that the test moves, and which start it is."""

    def __init__(self, folder: Path) -> None:
        self.now = 1000.0
        self.boot = "first"
        self.throttle = Throttle(folder / "throttle.json", lambda: self.now, lambda: self.boot)

    def wrong(self, *who: str) -> None:
        with pytest.raises(WrongCredentials), self.throttle.attempt(*who):
            raise WrongCredentials

    def right(self, *who: str) -> int:
        with self.throttle.attempt(*who) as this:
            pass
        return this.failed_before

    def wait(self, *who: str) -> float:
        with pytest.raises(Busy) as busy, self.throttle.attempt(*who):
            raise AssertionError("let through")
        return busy.value.seconds


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_five_tries_are_free_and_then_the_wait_doubles_up_to_fifteen_minutes(machine: Machine) -> None:
    waits = []
    for _ in range(5):
        machine.wrong("ada", "desk")
    for _ in range(12):
        waits.append(machine.wait("ada", "desk"))
        machine.now += waits[-1]
        machine.wrong("ada", "desk")
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]


def test_it_is_never_for_ever(machine: Machine) -> None:
    for _ in range(60):
        machine.now += 900
        machine.wrong("ada", "desk")
    machine.now += 900
    assert machine.right("ada", "desk") == 60


def test_the_right_passphrase_clears_the_count(machine: Machine) -> None:
    for _ in range(4):
        machine.wrong("ada", "desk")
    assert machine.right("ada", "desk") == 4
    for _ in range(4):
        machine.wrong("ada", "desk")
    assert machine.right("ada", "desk") == 4


def test_an_account_is_counted_at_every_terminal_and_a_terminal_for_every_account(machine: Machine) -> None:
    for number in range(5):
        machine.wrong("ada", f"desk {number}")
    machine.wait("ada", "another desk")
    for number in range(5):
        machine.wrong(f"person {number}", "kiosk")
    machine.wait("ben", "kiosk")
    machine.right("ben", "another desk")


def test_something_else_than_a_wrong_passphrase_is_not_counted(machine: Machine) -> None:
    for _ in range(20):
        with pytest.raises(StoreFull), machine.throttle.attempt("ada", "desk"):
            raise StoreFull
    machine.right("ada", "desk")


def test_a_new_start_of_the_machine_clears_nothing_and_waits_no_longer_than_due(machine: Machine) -> None:
    for _ in range(6):
        machine.now += 900
        machine.wrong("ada", "desk")
    machine.now, machine.boot = 3.0, "second"
    assert machine.wait("ada", "desk") == 4


def test_a_try_that_ran_when_the_machine_went_down_is_no_wrong_one(machine: Machine) -> None:
    machine.wrong("ada")
    for _ in range(3):
        machine.throttle._begin([_name("ada")])
    machine.now, machine.boot = 3.0, "second"
    assert machine.right("ada") == 1


def test_tries_that_run_at_the_same_time_gain_nothing(machine: Machine) -> None:
    for _ in range(4):
        machine.wrong("ada", "desk")
    with pytest.raises(WrongCredentials), machine.throttle.attempt("ada", "desk"):
        counts = (machine.throttle._path).read_bytes()
        assert counts.count(b'"running":[1000.0]') == 2
        raise WrongCredentials
    machine.wait("ada", "desk")


def test_a_try_that_was_killed_counts_as_wrong_in_the_end(machine: Machine) -> None:
    for _ in range(5):
        machine.throttle._begin([_name("ada")])
    machine.now += 119
    assert b'"failures":0' in machine.throttle._path.read_bytes()
    with pytest.raises(StoreFull), machine.throttle.attempt("ben"):
        raise StoreFull
    assert b'"failures":0' in machine.throttle._path.read_bytes(), "they may run yet"
    machine.now += 1
    assert machine.wait("ada") == 2


def test_a_try_goes_on_counting_while_another_of_the_same_account_ends(machine: Machine) -> None:
    machine.throttle._begin([_name("ada")])
    machine.now += 1
    with pytest.raises(StoreFull), machine.throttle.attempt("ada"):
        raise StoreFull
    assert b'"running":[1000.0]' in machine.throttle._path.read_bytes()


def test_a_try_put_into_the_future_by_hand_counts_as_wrong(machine: Machine) -> None:
    machine.throttle._begin([_name("ada")])
    path = machine.throttle._path
    path.write_bytes(path.read_bytes().replace(b'"running":[1000.0]', b'"running":[9e99]'))
    assert machine.right("ada") == 1


@pytest.mark.parametrize(
    ("failures", "running", "room"),
    [
        (0, 0, True),
        (0, 4, True),
        (0, 5, False),
        (3, 1, True),
        (3, 2, False),
        (4, 0, True),
        (4, 1, False),
        (9, 0, True),
    ],
)
def test_as_many_run_at_once_as_free_tries_are_left_and_always_one(
    failures: int, running: int, room: bool
) -> None:
    assert _has_room(Count(failures=failures, running=[1000.0] * running)) is room


def test_a_damaged_file_shuts_nobody_out(machine: Machine) -> None:
    for content in (b"", b"[1", b"\xff", b'{"of":{"x":{"failures":"many"}}}', b'{"of":{"' + b"[" * 10_000):
        machine.throttle._path.write_bytes(content)
        machine.right("ada", "desk")


def test_a_wait_put_far_into_the_future_by_hand_ends_after_fifteen_minutes(machine: Machine) -> None:
    machine.wrong("ada")
    path = machine.throttle._path
    path.write_bytes(path.read_bytes().replace(b'"until":1000.0', b'"until":9e99'))
    assert b"9e99" in path.read_bytes()
    assert machine.wait("ada") == 900


def test_many_unknown_names_do_not_grow_the_file_for_ever(machine: Machine) -> None:
    for number in range(520):
        machine.wrong(f"name {number}")
    assert machine.throttle._path.stat().st_size < 100_000


def test_where_the_disk_takes_nothing_the_process_still_counts(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise StoreFull

    monkeypatch.setattr("ce_tui.core.vault.keys.throttle.write_whole", full)
    for _ in range(5):
        machine.wrong("ada")
    machine.wait("ada")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 second"), (1.0, "1 second"), (64, "64 seconds"), (128, "3 minutes"), (900, "15 minutes")],
)
def test_a_wait_is_said_in_words_and_never_less_than_it_is(seconds: float, words: str) -> None:
    assert say_wait(seconds) == words


def _name(who: str) -> str:
    from ce_tui.core.vault.keys.throttle import _hidden

    return _hidden(who)
