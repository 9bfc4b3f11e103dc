"""Who is in the store: each holds a file of their own, a killed one lets go, and the keys' gate keeps others out."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ce_tui.core.vault.errors import Busy
from ce_tui.core.vault.folder.home import Home
from ce_tui.core.vault.folder.sessions import OthersSignedIn, Sessions
from support.checkout import CHECKOUT
from support.stores.vault import needs_mount_as_root, read_only

_IN = """
import sys
from pathlib import Path
from ce_tui.core.vault.folder.home import Home
from ce_tui.core.vault.folder.sessions import Sessions
sessions = Sessions(Home(Path(sys.argv[1])))
print(sessions.enter(), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def place(tmp_path: Path) -> Home:
    (tmp_path / "home").mkdir()
    return Home(tmp_path / "home")


@contextmanager
def another_process(place: Home) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A process that is in the store: the id of its session, and itself."""
    command = [sys.executable, "-c", _IN, str(place.folder)]
    environment = os.environ | {"PYTHONPATH": str(CHECKOUT)}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, text=True, env=environment, **pipes) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip(), process
        process.kill()


def test_each_is_known_to_the_others_until_it_leaves(place: Home) -> None:
    one, two = Sessions(place), Sessions(place)
    first, second = one.enter(), two.enter()
    assert first != second
    assert one.others() == two.others() == 1
    assert one.alive(second) and two.alive(first) and one.alive(first)
    two.leave()
    two.leave()
    assert not one.alive(second)
    assert one.others() == 0
    assert two.others() == 1
    one.leave()
    assert list((place.folder / "sessions").iterdir()) == []


def test_one_that_was_killed_is_gone_and_its_file_is_cleared_away_by_the_next(place: Home) -> None:
    mine = Sessions(place)
    mine.enter()
    with another_process(place) as (other, process):
        assert mine.alive(other)
        assert mine.others() == 1
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert not mine.alive(other)
        assert mine.others() == 0
        assert (place.folder / "sessions" / other).exists()
        Sessions(place).enter()
        assert not (place.folder / "sessions" / other).exists()


def test_a_file_says_nothing_and_lies_in_a_private_folder(place: Home) -> None:
    mine = Sessions(place)
    path = place.folder / "sessions" / mine.enter()
    assert path.read_bytes() == b""
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("other", ["", "leave", "../slots.json", "0" * 31, "0" * 32 + "\n", "g" * 32])
def test_what_is_no_id_is_nobody(place: Home, other: str) -> None:
    mine = Sessions(place)
    mine.enter()
    assert not mine.alive(other)


def test_nobody_comes_in_while_the_gate_is_shut(place: Home) -> None:
    mine = Sessions(place)
    mine.enter()
    with mine.alone(0):
        with pytest.raises(
            Busy, match=r"^The keys of this store are being changed\. Try again in a moment\.$"
        ):
            Sessions(place).enter()
        with pytest.raises(Busy, match="keys of this store"), Sessions(place).alone(0):
            raise AssertionError("two at once")
    Sessions(place).enter()


def test_those_who_are_in_are_asked_out_and_counted_until_they_go(place: Home) -> None:
    mine, other = Sessions(place), Sessions(place)
    mine.enter()
    other.enter()
    told: list[int] = []

    def waiting(count: int) -> None:
        told.append(count)
        assert other.asked_out
        assert not mine.asked_out, "who asks does not leave"
        with pytest.raises(Busy), Sessions(place).alone(0):
            raise AssertionError("two at once")
        assert other.asked_out, "whoever came too late takes nothing back"
        other.leave()

    with mine.alone(600, waiting):
        assert mine.others() == 0
    assert told == [1]
    assert not mine.asked_out


def test_whoever_asks_the_others_out_is_not_asked_out_by_that(place: Home) -> None:
    asking, other = Sessions(place), Sessions(place)
    asking.enter()
    other.enter()
    seen = []

    def waiting(others: int) -> None:
        seen.append((asking.asked_out, other.asked_out))
        other.leave()

    with asking.alone(60, waiting):
        assert not asking.asked_out
    assert seen == [(False, True)]
    assert not asking.asked_out


def test_one_who_does_not_go_is_said_and_no_longer_asked(place: Home) -> None:
    mine, other = Sessions(place), Sessions(place)
    mine.enter()
    other.enter()
    with pytest.raises(OthersSignedIn, match="One other person is still signed in") as busy, mine.alone(0.3):
        raise AssertionError("not alone")
    assert (busy.value.others, busy.value.exit_code) == (1, 75)
    assert not other.asked_out
    Sessions(place).enter()
    with pytest.raises(OthersSignedIn, match="2 others are"), mine.alone(0):
        raise AssertionError("not alone")


def test_a_request_to_leave_ends_with_whoever_made_it(place: Home) -> None:
    mine = Sessions(place)
    mine.enter()
    (place.folder / "sessions" / "leave").touch()
    assert not mine.asked_out
    assert not (place.folder / "sessions" / "leave").exists()


def test_many_who_come_in_at_once_all_hold_a_file_of_their_own(place: Home) -> None:
    everyone = [Sessions(place) for _ in range(12)]
    ids: list[str] = []
    threads = [threading.Thread(target=lambda each=each: ids.append(each.enter())) for each in everyone]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(ids)) == 12
    assert all(everyone[0].alive(each) for each in ids)
    assert {each.others() for each in everyone} == {11}


@needs_mount_as_root
def test_a_store_that_cannot_be_written_is_entered_without_a_file(place: Home) -> None:
    with read_only(place.folder):
        mine = Sessions(place)
        assert len(mine.enter()) == 32
        assert (mine.others(), mine.asked_out) == (0, False)
        mine.leave()
    assert list(place.folder.iterdir()) == []


def test_leaving_never_fails_even_where_its_file_cannot_be_taken_away(
    place: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    sessions = Sessions(place)
    own = sessions.enter()

    def refused(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", refused)
    sessions.leave()
    assert not sessions.alive(own), "its file is let go of all the same"


def test_leaving_never_fails_even_where_its_file_cannot_be_closed(
    place: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    sessions, close = Sessions(place), os.close
    own = sessions.enter()

    def troubled(handle: int) -> None:
        close(handle)
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr(os, "close", troubled)
        sessions.leave()
    assert not sessions.alive(own)


def test_a_folder_that_was_moved_is_noticed_and_one_that_cannot_be_looked_at_is_not(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.folder.mkdir()
    sessions = Sessions(home)
    assert not sessions.moved, "nobody is in yet"
    sessions.enter()
    assert not sessions.moved
    (home.folder / "sessions" / sessions.id).unlink()
    assert not sessions.moved, "somebody tidied up"
    home.folder.rename(tmp_path / "moved")
    assert sessions.moved
    home.folder.mkdir()
    (home.folder / "sessions").mkdir()
    assert sessions.moved
    (home.folder / "sessions").rmdir()
    home.folder.rmdir()
    home.folder.write_text("a file")
    assert not sessions.moved
    home.folder.unlink()
    (tmp_path / "moved").rename(home.folder)
    assert not sessions.moved
    sessions.leave()
