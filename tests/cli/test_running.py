"""What ends a command, in words and an exit code."""

from __future__ import annotations

import pytest

from ce_tui import exit_codes
from ce_tui.cli import running
from ce_tui.exit_codes import Stop


@pytest.fixture(autouse=True)
def _this_process_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "harden_process", lambda: None)
    monkeypatch.setattr(running, "show_what_the_terminal_has", lambda: None)


def failing(error: BaseException) -> int:
    raise error


@pytest.mark.usefixtures("home")
def test_a_fault_says_what_is_kept_and_of_a_demo_that_nothing_is(capsys: pytest.CaptureFixture[str]) -> None:
    fault = ZeroDivisionError("Quillfeather")
    assert running.run(lambda: failing(fault)) == exit_codes.OUR_FAULT
    said = capsys.readouterr().err
    assert "What was saved before stays saved." in said and "demo" not in said and "Quillfeather" not in said
    assert running.run(lambda: failing(fault), demo=True) == exit_codes.OUR_FAULT
    said = capsys.readouterr().err
    assert "This was the demo" in said and "stays saved" not in said and "Quillfeather" not in said


def test_what_stops_a_command_gives_its_words_and_its_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert running.run(lambda: failing(Stop(66, "One line.", "Another."))) == 66
    assert capsys.readouterr().err == "One line.\nAnother.\n"
    assert running.run(lambda: failing(KeyboardInterrupt())) == exit_codes.INTERRUPTED
    assert capsys.readouterr().err == "Stopped. What was saved before stays saved.\n"


def test_what_ends_well_gives_its_own_code_or_that_it_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    assert (running.run(lambda: None), running.run(lambda: 3), running.run(lambda: 0)) == (
        exit_codes.DONE,
        3,
        0,
    )
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("home")
def test_words_without_a_code_are_no_ending_that_was_foreseen(capsys: pytest.CaptureFixture[str]) -> None:
    class Half(Exception):
        words = "Half of it."

    assert running.run(lambda: failing(Half())) == exit_codes.OUR_FAULT
    assert "Half of it." not in capsys.readouterr().err
