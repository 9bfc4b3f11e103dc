"""`make mutants` over a made-up checkout: what a test notices, what none notices, and the same sample again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from support.checkout import CHECKOUT

CODE = """\
def twice(number):
    return number * 2

def tells():
    return "told"

def same(number):
    return number + 0

def nobody_calls():
    return True
"""
TESTS = """\
from ce_tui.core.pathway.sums import same, tells, twice

def test_it():
    assert twice(3) == 6
    assert same(3) == 3
    tells()
"""
EQUIVALENT = """\
[[mutant]]
file = "ce_tui/core/pathway/sums.py"
diff = ["- return number + 0", "+ return number - 0"]
reason = "nothing added or taken away"

[[mutant]]
file = "any"
diff = ["- return number + 0", "+ return number + 1"]
reason = "made up, so that each change of the line is listed"
"""


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("checkout")
    for file, text in {
        "ce_tui/__init__.py": "",
        "ce_tui/core/pathway/sums.py": CODE,
        "tests/core/pathway/test_sums.py": TESTS,
        "scripts/mutants/equivalent.toml": EQUIVALENT,
        "pyproject.toml": '[tool.pytest.ini_options]\naddopts = ["--import-mode=importlib"]\n',
    }.items():
        (made / file).parent.mkdir(parents=True, exist_ok=True)
        (made / file).write_text(text, "utf-8")
    return made


@pytest.fixture(scope="module")
def found(checkout: Path) -> str:
    return printed(checkout)


def printed(checkout: Path) -> str:
    """What it prints of the made-up pathway, which has four lines that can be changed."""
    command = [
        sys.executable,
        CHECKOUT / "scripts" / "mutants",
        "core/pathway",
        "--seed",
        "3",
        "--count",
        "10",
    ]
    done = subprocess.run(
        [*command, "--checkout", checkout], capture_output=True, text=True, check=False, cwd=checkout
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_what_a_test_notices_is_killed_and_what_none_notices_is_printed(found: str) -> None:
    assert 'ce_tui/core/pathway/sums.py:5  (1 tests)\n      - return "told"' in found
    assert "number" not in found and "True" not in found


def test_each_is_counted_and_what_no_test_near_runs_is_left_out_of_the_rate(found: str) -> None:
    heads, row = found.replace("timed out", "timed-out").splitlines()[-2:]
    assert dict(zip(heads.split(), row.split(), strict=False)) == {
        "room": "core/pathway",
        "tried": "2",
        "killed": "1",
        "timed-out": "0",
        "survived": "1",
        "equivalent": "1",
        "elsewhere": "1",
        "rate": "50",
    }


def test_the_same_seed_draws_the_same_and_leaves_the_code_alone(checkout: Path, found: str) -> None:
    assert printed(checkout) == found
    assert (checkout / "ce_tui/core/pathway/sums.py").read_text("utf-8") == CODE
