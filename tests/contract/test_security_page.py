"""SECURITY.md names tests that show what it says: each of them is there."""

from __future__ import annotations

import re

from support.checkout import CHECKOUT

PAGE = (CHECKOUT / "SECURITY.md").read_text("utf-8")


def test_every_test_that_the_page_names_is_there() -> None:
    named = re.findall(r"`(tests/[^`]+)`", PAGE)
    assert len(named) > 15
    assert [name for name in named if not (CHECKOUT / name).is_file()] == []


def test_every_attack_of_the_table_names_a_test() -> None:
    _, _, table = PAGE.partition("| attack | now | test |")
    rows = [row for row in table.partition("\n\n")[0].splitlines() if row.startswith("| ")]
    assert len(rows) > 12
    assert [row for row in rows if "`tests/" not in row.split(" | ")[-1]] == []


def test_the_tests_of_attacks_are_all_named() -> None:
    attacks = sorted(path.name for path in (CHECKOUT / "tests" / "store" / "attacks").glob("test_*.py"))
    assert [name for name in attacks if name not in PAGE] == []
