"""How the house stands, as the script that prints it sees it, and CONTRIBUTING quotes it."""

from __future__ import annotations

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


def test_contributing_quotes_the_rooms_as_they_are() -> None:
    """But for the sums, which every change moves."""
    quoted = (CHECKOUT / "CONTRIBUTING.md").read_text("utf-8").splitlines()
    moving = ("Lines: ", "Rooms: ", "Deepest ")
    assert [line for line in printed() if line not in quoted and not line.startswith(moving)] == []
