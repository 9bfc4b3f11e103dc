from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from types import MappingProxyType

import msgspec
import pytest

from ce_tui.core.vault.errors import Busy, StoreFull, WrongCredentials
from ce_tui.core.vault.keys.throttle import Throttle
from ce_tui.core.vault.keys.tries import Count, Tries, TryOrigin
from ce_tui.core.words.plain import say_wait


class Machine:
    """A clock since the machine's start that the test moves, and which start it is."""

    def __init__(self, folder: Path) -> None:
        self.now = 1000.0
        self.boot = "first"
        self.seen: list[TryOrigin] = []
        self.path = folder / "throttle.json"
        self.throttle = self.process()

    def process(self) -> Throttle:
        return Throttle(self.path, self.seen.append, clock=lambda: self.now, boot=lambda: self.boot)

    def wrong(self, name: str, terminal: str = "desk") -> None:
        with pytest.raises(WrongCredentials), self.throttle.attempt(TryOrigin(name, terminal)):
            raise WrongCredentials

    def right(self, name: str, terminal: str = "desk") -> int:
        with self.throttle.attempt(TryOrigin(name, terminal)) as this:
            pass
        return this.failed_before

    def wait(self, name: str, terminal: str = "desk") -> float:
        with pytest.raises(Busy) as busy, self.throttle.attempt(TryOrigin(name, terminal)):
            raise AssertionError("let through")
        return busy.value.seconds

    def killed(self, name: str, terminal: str = "desk") -> None:
        """A try whose process ends before it knows how it went."""
        self.throttle._begin(TryOrigin(name, terminal))

    def told(self, accounts: Mapping[str, str] = MappingProxyType({})) -> list[str]:
        with self.throttle.to_log(accounts) as details:
            return details

    @property
    def kept(self) -> Tries:
        return msgspec.json.decode(self.path.read_bytes(), type=Tries)

    def rewrite(self, old: bytes, new: bytes) -> None:
        content = self.path.read_bytes()
        assert old in content
        self.path.write_bytes(content.replace(old, new))
        Throttle._own.clear()  # what comes next is tried by another process


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_five_tries_are_free_and_then_the_wait_doubles_up_to_fifteen_minutes(machine: Machine) -> None:
    waits = []
    for _ in range(5):
        machine.wrong("ada")
    for _ in range(12):
        waits.append(machine.wait("ada"))
        machine.now += waits[-1]
        machine.wrong("ada")
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]


def test_it_is_never_for_ever(machine: Machine) -> None:
    for _ in range(60):
        machine.now += 900
        machine.wrong("ada")
    machine.now += 900
    assert machine.right("ada") == 60


def test_the_right_passphrase_clears_the_count(machine: Machine) -> None:
    for _ in range(4):
        machine.wrong("ada")
    assert machine.right("ada") == 4
    for _ in range(4):
        machine.wrong("ada")
    assert machine.right("ada") == 4


def test_a_name_is_counted_at_each_terminal_by_itself_and_at_a_terminal_each_name(machine: Machine) -> None:
    for _ in range(9):
        machine.wrong("ada", "kiosk")
        machine.now += 16
    machine.wait("ada", "kiosk")
    machine.right("ada", "another desk")
    machine.right("ben", "kiosk")
    machine.wait("ada", "kiosk")


def test_after_fifty_wrong_tries_in_an_hour_a_name_waits_thirty_seconds_once_at_each_terminal(
    machine: Machine,
) -> None:
    for number in range(50):
        machine.wrong("ada", f"desk {number}")
    assert machine.wait("ada") == 30
    machine.right("ben")
    machine.now += 20
    machine.wait("ada", "one more")
    assert machine.wait("ada") == 10, "what others ask meanwhile makes it no longer"
    machine.now += 10
    machine.right("ada")
    machine.now += 3600
    machine.right("ada", "a third")


def test_after_twenty_wrong_tries_in_an_hour_a_terminal_takes_one_in_thirty_seconds(machine: Machine) -> None:
    for number in range(20):
        machine.wrong(f"person {number}")
    assert machine.wait("ada") == 30
    machine.right("ada", "another desk")
    machine.now += 30
    machine.right("ada")
    machine.wrong("ben")
    assert machine.wait("ada") == 30
    machine.now += 3600
    machine.wrong("cleo")
    machine.wrong("cleo")


def test_a_wait_of_a_quarter_of_an_hour_is_made_no_shorter_by_the_other_rules(machine: Machine) -> None:
    for _ in range(12):
        machine.now += 300
        machine.wrong("ada")
    for number in range(20 - 12):
        machine.wrong(f"person {number}")
    assert machine.wait("ada") == 256
    for number in range(50 - 12):
        machine.wrong("ada", f"desk {number}")
    assert machine.wait("ada") == 256


def test_no_more_run_at_once_at_a_terminal_or_in_a_name_than_have_free_tries(machine: Machine) -> None:
    rules = Tries()
    for number in range(20):
        assert rules.has_room(TryOrigin(f"person {number}", "desk"))
        rules.begin(TryOrigin(f"person {number}", "desk"), 1000.0)
    assert not rules.has_room(TryOrigin("ada", "desk"))
    assert rules.has_room(TryOrigin("ada", "another desk"))
    for number in range(50):
        assert rules.has_room(TryOrigin("ben", f"desk {number}"))
        rules.begin(TryOrigin("ben", f"desk {number}"), 1000.0)
    assert not rules.has_room(TryOrigin("ben", "desk 0")), "one runs there"
    assert rules.has_room(TryOrigin("ben", "another desk")), "and always one"


def test_a_count_that_made_somebody_wait_runs_out_after_a_day_and_any_other_after_an_hour(
    machine: Machine,
) -> None:
    for _ in range(9):
        machine.now += 20
        machine.wrong("ada")
    machine.now += 23 * 3600
    machine.wrong("ada")
    assert machine.wait("ada") == 64
    machine.now += 25 * 3600
    for _ in range(4):
        machine.wrong("ada")
    machine.now += 3601
    for _ in range(4):
        machine.wrong("ada")
    machine.right("ada")


def test_a_right_passphrase_gives_nobody_the_free_tries_of_a_terminal_back(machine: Machine) -> None:
    for number in range(20):
        machine.wrong(f"person {number}")
        if number < 19:
            machine.right("the attacker's own")
    machine.wait("person 20")


def test_the_lock_of_a_session_is_counted_by_itself(machine: Machine) -> None:
    at_the_lock = TryOrigin("ada", "desk", "lock", "a session")
    for number in range(50):
        machine.wrong("ada", f"desk {number}")
    for number in range(20):
        machine.wrong(f"person {number}")
    waits = []
    for _ in range(8):
        try:
            with machine.throttle.attempt(at_the_lock):
                raise WrongCredentials
        except Busy as busy:
            waits.append(busy.seconds)
            machine.now += busy.seconds
        except WrongCredentials:
            continue
    assert waits == [2, 4], "five free, and then as at a sign-in"
    with machine.throttle.attempt(TryOrigin("ada", "desk", "lock", "another session")):
        pass


def test_something_else_than_a_wrong_passphrase_is_not_counted(machine: Machine) -> None:
    for _ in range(20):
        with pytest.raises(StoreFull), machine.throttle.attempt(TryOrigin("ada", "desk")):
            raise StoreFull
    machine.right("ada")


def test_a_new_start_of_the_machine_clears_nothing_and_waits_no_longer_than_due(machine: Machine) -> None:
    for _ in range(6):
        machine.now += 900
        machine.wrong("ada")
    machine.now, machine.boot = 3.0, "second"
    assert machine.wait("ada") == 4


def test_a_try_that_ran_when_the_machine_went_down_is_no_wrong_one(machine: Machine) -> None:
    machine.wrong("ada")
    for _ in range(3):
        machine.killed("ada")
    machine.now, machine.boot = 3.0, "second"
    assert machine.right("ada") == 1


def test_tries_that_run_at_the_same_time_gain_nothing(machine: Machine) -> None:
    for _ in range(4):
        machine.wrong("ada")
    with pytest.raises(WrongCredentials), machine.throttle.attempt(TryOrigin("ada", "desk")):
        assert [count.running for _, count in machine.kept.counts()] == [[1000.0]]
        raise WrongCredentials
    machine.wait("ada")


def test_a_try_that_was_killed_counts_as_wrong_in_the_end(machine: Machine) -> None:
    for _ in range(5):
        machine.killed("ada")
    machine.now += 119
    assert b'"failures":0' in machine.path.read_bytes()
    with pytest.raises(StoreFull), machine.throttle.attempt(TryOrigin("ben", "desk")):
        raise StoreFull
    assert b'"failures":0' in machine.path.read_bytes(), "they may run yet"
    machine.now += 1
    assert machine.wait("ada") == 2


def test_a_try_goes_on_counting_while_another_of_the_same_account_ends(machine: Machine) -> None:
    machine.killed("ada")
    machine.now += 1
    with pytest.raises(StoreFull), machine.throttle.attempt(TryOrigin("ada", "desk")):
        raise StoreFull
    assert b'"running":[1000.0]' in machine.path.read_bytes()


def test_a_try_put_into_the_future_by_hand_counts_as_wrong(machine: Machine) -> None:
    machine.killed("ada")
    machine.rewrite(b'"running":[1000.0]', b'"running":[9e99]')
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
    tries, who = (
        Tries(locks={"a session": Count(failures, running=[1000.0] * running)}),
        TryOrigin("", "", "lock", "a session"),
    )
    assert tries.has_room(who) is room


def test_a_damaged_file_shuts_nobody_out(machine: Machine) -> None:
    for content in (b"", b"[1", b"\xff", b'{"of":{"x":{"failures":"many"}}}', b'{"of":{"' + b"[" * 10_000):
        machine.path.write_bytes(content)
        machine.right("ada")


def test_a_wait_put_far_into_the_future_by_hand_ends_after_fifteen_minutes(machine: Machine) -> None:
    machine.wrong("ada")
    machine.rewrite(b'"until":1000.0', b'"until":9e99')
    assert machine.wait("ada") == 900


def test_wrong_tries_put_into_the_future_by_hand_are_forgotten_like_the_others(machine: Machine) -> None:
    for number in range(20):
        machine.wrong(f"person {number}")
    machine.rewrite(b'"recent":[1000.0]', b'"recent":[9e99]')
    machine.rewrite(b'"since":1000.0', b'"since":9e99')
    assert machine.wait("ada") == 30
    machine.now += 3601
    machine.right("ada")


def test_what_was_asked_for_in_the_future_by_hand_makes_nobody_wait_longer(machine: Machine) -> None:
    for number in range(50):
        machine.wrong("ada", f"desk {number}")
    assert machine.wait("ada", "her own") == 30
    machine.rewrite(b'"since":1000.0', b'"since":9e99')
    assert machine.wait("ada", "her own") == 30


def test_names_of_another_length_than_ours_are_nobodys(machine: Machine) -> None:
    for _ in range(6):
        machine.wrong("ada")
        machine.now += 2
    (key,) = machine.kept.terminals["desk"]
    for other in (key[:3], key * 9, "", "é"):
        machine.rewrite(f'"{key}":'.encode(), f'"{other}":'.encode())
        key = other
        machine.right("ada")


def test_where_the_counts_were_taken_away_the_log_is_told(machine: Machine) -> None:
    machine.wrong("ada")
    assert len(machine.told()) == 1
    assert machine.told() == []
    machine.path.unlink()
    machine.right("ada")
    (words,) = machine.told()
    assert words.startswith("wrong tries: the counts of before are gone or damaged")
    assert machine.told() == []
    machine.path.write_bytes(b"[")
    assert len(machine.told()) == 1


def test_the_first_try_of_all_finds_no_counts_and_nobody_took_them(machine: Machine) -> None:
    machine.right("ada")
    assert machine.told() == []


def test_the_log_is_told_how_many_where_when_and_whose_name_but_no_other(machine: Machine) -> None:
    ada = "5e" * 16
    for _ in range(3):
        machine.wrong("  ADA ", "tty1")
    for typed in ("six made up words of a passphrase", "ben"):
        machine.wrong(typed, "ssh client 192.0.2.7")
    with pytest.raises(WrongCredentials), machine.throttle.attempt(TryOrigin("ada", "tty1", "recovery")):
        raise WrongCredentials
    moment = r"2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00"
    when = f"(?:on {moment}|the first on {moment}, the last on {moment})"
    found = machine.told({ada: "Ada"})
    for wanted, words in zip(
        (
            f"wrong tries: 3 at tty1, in the name of {ada}, {when}",
            f"wrong tries: 1 at tty1, with a recovery code for {ada}, {when}",
            f"wrong tries: 2 at ssh client 192.0.2.7, in names that nobody has here, {when}",
        ),
        found,
        strict=True,
    ):
        assert re.fullmatch(wanted, words), words
    assert machine.told({ada: "Ada"}) == []


def test_a_try_that_was_killed_is_told_too_and_the_first_of_many_is_the_earliest() -> None:
    tries = Tries()
    for number, moment in enumerate(("2026-11-28T03:02", "2026-11-28T03:01", "2026-11-28T03:04")):
        who = TryOrigin(f"person {number}", "tty1")
        tries.begin(who, 1000.0 + number)
        tries.go_on("", 1500.0 + number, moment)
    assert tries.log_details({}) == [
        "wrong tries: 3 at tty1, in names that nobody has here, the first on 2026-11-28T03:01, the last on "
        "2026-11-28T03:04"
    ]


def test_what_the_log_could_not_take_waits_for_the_next(machine: Machine) -> None:
    machine.wrong("ada")
    with pytest.raises(StoreFull), machine.throttle.to_log({}) as details:
        assert len(details) == 1
        raise StoreFull
    assert len(machine.told()) == 1


def test_each_wrong_try_is_told_at_once_and_no_other(machine: Machine) -> None:
    machine.right("ada")
    machine.wrong("ada")
    with pytest.raises(StoreFull), machine.throttle.attempt(TryOrigin("ada", "desk")):
        raise StoreFull
    for _ in range(4):
        machine.wrong("ada")
    machine.wait("ada")
    assert machine.seen == [TryOrigin("ada", "desk")] * 5


def test_no_name_stands_in_the_file_and_none_that_was_typed_can_be_told_from_many_others(
    machine: Machine,
) -> None:
    machine.wrong("Quincy Example")
    assert b"quincy" not in machine.path.read_bytes().lower()
    first = machine.kept
    ((key, _),) = first.terminals["desk"].items()
    assert re.fullmatch("[0-9a-f]{4}", key)
    as_well = (name for name in map(str, range(4_000_000)) if first.stand_in(name) == key)
    assert len(list(islice(as_well, 2))) == 2, "other names would stand there, too"
    machine.told()
    machine.now += 4000
    machine.wrong("Quincy Example")
    assert machine.kept.salt != first.salt, "once none is left the salt is another"


def test_of_a_name_whose_passphrase_was_right_nothing_stays_in_the_file(machine: Machine) -> None:
    for _ in range(3):
        machine.wrong("Ada Example")
    machine.right("Ada Example")
    machine.told()
    (names,) = machine.kept.terminals.values()
    assert list(names) == [""] and len(names[""].recent) == 3, "they count for the terminal"


def test_a_name_in_other_letters_is_the_same_name(machine: Machine) -> None:
    for name in ("Ada Example", "ada example", " ADA   EXAMPLE", "\uff21da Example", "Ada Example"):
        machine.wrong(name)
    machine.wait("Ada Example")


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
