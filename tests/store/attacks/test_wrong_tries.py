"""Attacks on the counting of wrong tries: shutting a colleague out, and free tries by pushing counts out."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path

import pytest

from ce_tui.core.vault.errors import Busy, WrongCredentials
from ce_tui.core.vault.keys.throttle import Throttle
from ce_tui.core.vault.keys.tries import TryOrigin
from support.stores.restarting import restart_machine
from support.stores.vault import ADA, BEN, OTHER, PASSPHRASE, entered, new_store, with_people

WRONG = "not the passphrase of anyone here"


def tried_wrong(home: Path, name: str, terminal: str) -> bool:
    """A wrong try: whether it was let through."""
    with contextlib.suppress(Busy):
        with pytest.raises(WrongCredentials):
            entered(home, name, WRONG, terminal=terminal)
        return True
    return False


def test_nine_wrong_tries_in_a_colleagues_name_keep_them_neither_from_their_lock_nor_from_signing_in(
    home: Path,
) -> None:
    ada = with_people(home)
    for _ in range(9):
        tried_wrong(home, ADA, "elsewhere")
    restart_machine(home)  # so whoever has to wait has all of the wait before them
    assert ada.access.verify(PASSPHRASE)
    ada.access.change_passphrase(PASSPHRASE, "one more odd lantern in a harbour")
    ada.close()
    entered(home, ADA, "one more odd lantern in a harbour", terminal="her own").close()
    with pytest.raises(Busy):
        entered(home, ADA, "one more odd lantern in a harbour", terminal="elsewhere")


def test_nor_do_sixty_from_as_many_terminals_keep_them_from_their_lock(home: Path) -> None:
    ada, _ = new_store(home)
    for number in range(60):
        tried_wrong(home, ADA, f"terminal {number}")
    assert ada.access.verify(PASSPHRASE)
    with pytest.raises(Busy) as busy:
        entered(home, ADA, terminal="her own")
    assert 20 < busy.value.seconds <= 30
    ada.close()


def test_wrong_tries_at_a_lock_keep_nobody_from_signing_in_elsewhere(home: Path) -> None:
    ada, _ = new_store(home)
    for _ in range(5):
        assert not ada.access.verify(WRONG)
    restart_machine(home)
    with pytest.raises(Busy):
        ada.access.verify(PASSPHRASE)
    entered(home, ADA).close()
    ada.close()


def test_520_tries_with_other_names_push_no_count_out(home: Path) -> None:
    new_store(home)[0].close()
    for _ in range(5):
        assert tried_wrong(home, ADA, "kiosk")
    restart_machine(home)
    assert not tried_wrong(home, ADA, "kiosk")
    door = Throttle(home / "throttle.json")
    for number in range(520):
        with (
            pytest.raises(WrongCredentials),
            door.attempt(TryOrigin(f"Nobody {number}", f"desk {number // 15}")),
        ):
            raise WrongCredentials
    restart_machine(home)
    assert not tried_wrong(home, ADA, "kiosk")


def test_at_one_terminal_other_names_get_no_further_than_twenty(home: Path) -> None:
    new_store(home)[0].close()
    assert sum(tried_wrong(home, f"Nobody {number}", "kiosk") for number in range(30)) <= 21


def test_wrong_tries_are_told_in_the_log_once_somebody_signs_in_with_the_terminal_and_no_name_that_was_typed(
    home: Path,
) -> None:
    with_people(home).close()
    for _ in range(3):
        tried_wrong(home, BEN, "ssh client 192.0.2.7")
    tried_wrong(home, PASSPHRASE, "tty1")
    ben = entered(home, BEN, OTHER, terminal="tty2")
    ben.close()
    ada = entered(home)
    told = [each for each in ada.log.entries(kinds=["refusal"]) if each.detail.startswith("wrong tries")]
    assert [each.by for each in told] == [BEN, BEN]
    assert [each.detail.split(", the first")[0].split(", on 2")[0] for each in told] == [
        f"wrong tries: 3 at ssh client 192.0.2.7, in the name of {BEN}",
        "wrong tries: 1 at tty1, in names that nobody has here",
    ]
    assert ada.log.verify().sound
    ada.close()


def test_the_counts_taken_away_are_told_in_the_log(home: Path) -> None:
    new_store(home)[0].close()
    tried_wrong(home, ADA, "kiosk")
    (home / "throttle.json").unlink()
    tried_wrong(home, ADA, "kiosk")
    ada = entered(home)
    told = [each.detail for each in ada.log.entries(kinds=["refusal"])]
    assert len(told) == 2
    assert told[0].startswith("wrong tries: the counts of before are gone or damaged (throttle.json)")
    assert told[1].startswith("wrong tries: 1 at kiosk")
    ada.close()


def test_of_many_who_sign_in_at_once_one_tells_of_the_wrong_tries(home: Path) -> None:
    new_store(home)[0].close()
    for _ in range(2):
        tried_wrong(home, ADA, "kiosk")
    people = [threading.Thread(target=lambda: entered(home).close()) for _ in range(4)]
    for each in people:
        each.start()
    for each in people:
        each.join()
    ada = entered(home)
    assert len(ada.log.entries(kinds=["refusal"])) == 1
    ada.close()


def test_what_was_tried_stands_in_no_file_so_that_it_could_be_told(home: Path) -> None:
    new_store(home)[0].close()
    tried_wrong(home, ADA, "kiosk")
    tried_wrong(home, PASSPHRASE, "kiosk")
    content = (home / "throttle.json").read_bytes().lower()
    for tried in (ADA, PASSPHRASE):  # their last words: hexadecimal digits spell “ada” now and then
        assert tried.split()[-1].lower().encode() not in content
    names = set(content.split(b'"kiosk":{')[1].split(b'"')) & {b"%04x" % number for number in range(1 << 16)}
    assert len(names) == 2, "two of sixteen bits"
