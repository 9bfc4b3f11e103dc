"""A fault of ours shows a reference and the way on; a name in reach of it gets nowhere."""

from __future__ import annotations

import re
import signal
import stat
from pathlib import Path

import pytest

from support.terminal.apps import open_app

NAME = "Zebedee Quillfeather"


@pytest.mark.parametrize("where", ["key", "task", "worker", "start", "save"])
def test_a_crash_shows_a_reference_and_logs_a_trace_without_values(where: str, tmp_path: Path) -> None:
    with open_app("faults", where, str(tmp_path)) as term:
        if where != "start":
            term.wait_for("ready")
            term.send(b"x")
        assert term.wait_for_end() == 70
        reference = re.search(r"Reference (E-\w{3}-\w{3})", term.text)
        assert reference is not None
        assert term.text.startswith(f"The app had to stop: a fault of ours. {reference[0]}\n")
        assert "Start ce-tui again" in term.text
        assert ("is saved.\n" in term.text) == (where != "save")
        log = tmp_path / "crash.log"
        assert reference[1] in log.read_text()
        assert re.search(r"apps/faults.py:\d+ in fail", log.read_text())
        assert "builtins.ValueError" in log.read_text() and "builtins.KeyError" in log.read_text()
        assert stat.S_IMODE(log.stat().st_mode) == 0o600
        for text in (bytes(term.raw).decode(), log.read_text()):
            assert not any(part in text for part in NAME.split())
            assert str(tmp_path) not in text


def test_a_fault_in_a_thread_of_its_own_is_logged_and_the_app_goes_on(tmp_path: Path) -> None:
    with open_app("faults", "thread", str(tmp_path)) as term:
        term.wait_for("ready")
        term.send(b"x")
        term.wait_until((tmp_path / "crash.log").exists, "the log")
        term.settle(0.3)
        term.signal(signal.SIGTERM)
        assert term.wait_for_end() == 128 + signal.SIGTERM
        assert "Quillfeather" not in bytes(term.raw).decode() + (tmp_path / "crash.log").read_text()


def test_a_faulty_style_sheet_does_not_print_itself(tmp_path: Path) -> None:
    with open_app("faults", "style", str(tmp_path)) as term:
        assert term.wait_for_end() == 70
        assert "Reference E-" in term.text
        assert b"colour: none" not in term.raw


def test_the_log_is_no_way_to_write_elsewhere(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    (tmp_path / "crash.log").symlink_to(elsewhere)
    with open_app("faults", "key", str(tmp_path)) as term:
        term.wait_for("ready")
        term.send(b"x")
        assert term.wait_for_end() == 70
        assert "Reference E-" in term.text
        assert "The log holds" not in term.text
    assert not elsewhere.exists()
