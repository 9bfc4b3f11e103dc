"""How the house stands, as the script that prints it sees it, and CONTRIBUTING quotes it."""

from __future__ import annotations

import runpy
import subprocess
import sys
from functools import cache

import pytest

from support.checkout import CHECKOUT


@cache
def printed() -> list[str]:
    done = subprocess.run(
        [sys.executable, CHECKOUT / "scripts" / "house.py"],
        capture_output=True,
        text=True,
        check=True,
        cwd=CHECKOUT,
    )
    return done.stdout.splitlines()


def number_after(words: str) -> int:
    line = next(line for line in printed() if line.startswith(f"{words}: "))
    return int(line.removeprefix(f"{words}: ").split()[0])


@pytest.mark.parametrize(
    "words",
    [
        "Circles of rooms",
        "Circles of modules",
        "Names of more than one class",
        "Functions of more than 6 parameters",
        "Modules of more than 500 lines",
    ],
)
def test_there_is_none_of(words: str) -> None:
    assert number_after(words) == 0


def test_no_own_class_is_more_than_three_deep() -> None:
    assert number_after("Deepest inheritance of own classes") <= 3


def test_there_are_seven_floors_and_a_door() -> None:
    floors = [line.split() for line in printed() if line.startswith("  ")]
    assert floors[0] == ["8", "__main__"]
    assert [floor[0] for floor in floors] == [str(number) for number in range(8, 0, -1)]


MODULE = '''"""A module
of little."""

import re
from ce_tui.files import (
    shown,
)


# A comment.
def _once(alert: Alert, action: Action) -> bool:
    """One line."""
    return alert.key == "images" or action.kind in (
        "phone",
        "visit",
    )


def twice(row: Row, wanted: set[str]) -> bool:
    return _once(row.alert, row) and row.kind == "account" and "tier" not in wanted
'''


def test_a_module_weighs_its_lines_and_tokens_apart() -> None:
    assert runpy.run_path(str(CHECKOUT / "scripts" / "house.py"))["weight"](MODULE) == {
        "code": 7,
        "import": 4,
        "docstring": 3,
        "token": 68,
        "function": 2,
        "private": 1,
        "once": 1,
        "key": 3,
        "alerts": 1,
        "kinds": 1,
    }


def test_contributing_quotes_the_rooms_as_they_are() -> None:
    """But for the sums, which every change moves."""
    quoted = (CHECKOUT / "CONTRIBUTING.md").read_text("utf-8").splitlines()
    lines = printed()
    moving = next(at for at, line in enumerate(lines) if line.startswith("Lines: "))
    named = ("Rooms: ", "Deepest ")
    assert [line for line in lines[:moving] if line not in quoted and not line.startswith(named)] == []
    begins = [line.partition(": ")[0] for line in quoted]
    assert [line for line in lines[moving:] if line.partition(": ")[0] not in begins] == []
