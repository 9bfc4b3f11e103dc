"""The argument by which one process tells the next why it begins."""

from __future__ import annotations

import subprocess
import sys

import pytest

from ce_tui.session.terminal_state import KEYS_CHANGE, SOMEONE_ELSE, SUSPENDED, is_by_ear_after, words_after


@pytest.mark.parametrize("command", [[], ["lines"]])
def test_it_is_known_by_its_reason_in_the_app_and_in_the_line_mode(command: list[str]) -> None:
    assert words_after([*command, "--after=keys-change"]) == KEYS_CHANGE.words


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--after="],
        ["--after=x"],
        ["keys", "--after=keys-change"],
        ["keys"],
        ["lines"],
        ["lines", "--ascii"],
    ],
)
def test_any_other_command_line_follows_no_process(arguments: list[str]) -> None:
    assert words_after(arguments) == ""


def test_who_hears_the_app_goes_on_hearing_it_and_somebody_else_does_not() -> None:
    following = [f"--after={SUSPENDED.by_ear().id}"]
    assert words_after(following) == SUSPENDED.words
    assert is_by_ear_after(following)
    for another in (SUSPENDED.id, SOMEONE_ELSE.by_ear().id, "x:by-ear"):
        assert not is_by_ear_after([f"--after={another}"])


def test_a_reason_that_nobody_knows_is_a_usage_error() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ce_tui", "--after=x"],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 2
