"""Who writes next: whoever waits gets their turn, also beside somebody who saves without a pause."""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ce_tui.core.vault.store.database import Database, connect

KEY = bytes(range(32))


@contextmanager
def opened(folder: Path) -> Iterator[Database]:
    db = connect(folder / "a.db", KEY)
    yield db
    db.close()


def test_whoever_waits_comes_before_whoever_has_just_written(tmp_path: Path) -> None:
    with opened(tmp_path) as busy, opened(tmp_path) as patient:
        for _ in range(20):
            order: list[str] = []
            asked = threading.Event()
            patient.conn.set_trace_callback(lambda _, asked=asked: asked.set())

            def wait_and_write(order: list[str] = order) -> None:
                with patient.atomic():
                    order.append("who waited")

            waiting = threading.Thread(target=wait_and_write)
            with busy.atomic():
                waiting.start()
                assert asked.wait(60)
                _until_in_line(tmp_path)
            with busy.atomic():
                order.append("who wrote before")
            waiting.join()
            patient.conn.set_trace_callback(None)
            assert order == ["who waited", "who wrote before"]


def _until_in_line(folder: Path) -> None:
    """Return when somebody stands in line, or plainly nobody will."""
    looking = os.open(folder, os.O_RDONLY)
    for _ in range(2000):
        try:
            fcntl.flock(looking, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            break
        fcntl.flock(looking, fcntl.LOCK_UN)
        threading.Event().wait(0.001)
    os.close(looking)


def test_a_process_that_was_stopped_in_the_line_is_passed_by(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ce_tui.core.vault.store.database._WAIT_FOR_WRITERS", 0.1)
    with opened(tmp_path) as db:
        stopped = os.open(tmp_path, os.O_RDONLY)
        fcntl.flock(stopped, fcntl.LOCK_EX)
        with db.atomic():
            db.execute("CREATE TABLE things (text TEXT)")
        os.close(stopped)
        assert db.table("things").count == 0


def test_where_one_cannot_stand_in_line_one_writes_all_the_same(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        db._folder = tmp_path / "out of reach"
        with db.atomic():
            db.execute("CREATE TABLE things (text TEXT)")
        assert db.table("things").count == 0
