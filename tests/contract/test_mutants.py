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
SETTINGS = """\
[tool.pytest.ini_options]
addopts = ["--import-mode=importlib", "--strict-config"]
faulthandler_timeout = 300
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


OTHERS = """\
def ends(number):
    while number:
        number -= 1
    return number

def said_by_another_process():
    return 7
"""
TESTS_OF_OTHERS = """\
import subprocess
import sys
from pathlib import Path

from ce_tui.core.vault.others import ends

SAYS = "from ce_tui.core.vault.others import said_by_another_process as said; assert said() == 7"

def test_it_ends():
    left = subprocess.Popen(["sleep", "600"], start_new_session=True)
    with Path({left!r}).open("a") as file:
        print(left.pid, file=file)
    assert ends(3) == 0

def test_a_process_that_takes_nothing_from_its_environment():
    subprocess.run([sys.executable, "-I", "-c", SAYS], check=True)
"""


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("checkout")
    for file, text in {
        "ce_tui/__init__.py": "",
        "ce_tui/core/pathway/sums.py": CODE,
        "ce_tui/core/vault/others.py": OTHERS,
        "tests/core/pathway/test_sums.py": TESTS,
        "tests/core/vault/test_others.py": TESTS_OF_OTHERS.format(left=str(made / "left")),
        "scripts/mutants/equivalent.toml": EQUIVALENT,
        "pyproject.toml": SETTINGS,
    }.items():
        (made / file).parent.mkdir(parents=True, exist_ok=True)
        (made / file).write_text(text, "utf-8")
    return made


@pytest.fixture(scope="module")
def found(checkout: Path) -> str:
    return printed(checkout)


def printed(checkout: Path, room: str = "core/pathway") -> str:
    """What it prints of a made-up room; the pathway has four lines that can be changed."""
    command = [
        sys.executable,
        CHECKOUT / "scripts" / "mutants",
        room,
        "--patience",
        "5",
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


def counted(found: str) -> dict[str, str]:
    """The last row, by its heads."""
    heads, row = found.replace("timed out", "timed-out").splitlines()[-2:]
    return dict(zip(heads.split(), row.split(), strict=False))


def test_what_a_test_notices_is_killed_and_what_none_notices_is_printed(found: str) -> None:
    assert 'ce_tui/core/pathway/sums.py:5  (1 tests)\n      - return "told"' in found
    assert "number" not in found and "True" not in found


def test_each_is_counted_and_what_no_test_near_runs_is_left_out_of_the_rate(found: str) -> None:
    assert counted(found) == {
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


def test_what_never_ends_is_given_up_and_a_process_of_its_own_meets_the_change_and_none_is_left(
    checkout: Path,
) -> None:
    row = counted(printed(checkout, "core/vault"))
    assert [row[each] for each in ("tried", "killed", "timed-out", "survived")] == ["2", "1", "1", "0"]
    left = (checkout / "left").read_text("utf-8").split()
    assert left
    assert not [pid for pid in left if Path(f"/proc/{pid}").exists()]
