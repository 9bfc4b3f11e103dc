"""The argument by which one process tells the next why it begins."""

from __future__ import annotations

import subprocess
import sys

import pytest

from ce_tui.session.departure import KEYS_CHANGE, is_fresh_start, words_after


def test_it_is_known_by_its_reason() -> None:
    assert words_after(["--after=keys-change"]) == KEYS_CHANGE.words
    assert is_fresh_start(["--after=keys-change"])


@pytest.mark.parametrize(
    "arguments", [[], ["--after="], ["--after=x"], ["keys", "--after=keys-change"], ["keys"]]
)
def test_any_other_command_line_is_not_one(arguments: list[str]) -> None:
    assert not is_fresh_start(arguments)


def test_a_reason_that_nobody_knows_is_a_usage_error() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ce_tui", "--after=x"],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 2
