"""What `make test` leaves to `make test-long` is there, and the main job is not among it."""

from __future__ import annotations

import ast
import runpy
from pathlib import Path

from support.checkout import CHECKOUT

LONG = [line for line in (CHECKOUT / "tests/long.txt").read_text().splitlines() if not line.startswith("#")]
SCRIPT = runpy.run_path(str(CHECKOUT / "scripts/long_tests.py"))


def test_each_is_there_under_its_name() -> None:
    """Else it was given another name: it is in `make test` again, which gets longer unseen."""
    gone = [name for name in LONG if not is_there(*name.split("::"))]
    assert not gone, "run `make times`, or correct tests/long.txt"


def is_there(file: str, *names: str) -> bool:
    path = CHECKOUT / file
    if not path.exists():
        return False
    nodes: list[ast.stmt] = ast.parse(path.read_text()).body
    for name in names[:-1]:
        nodes = next(
            (each.body for each in nodes if isinstance(each, ast.ClassDef) and each.name == name), []
        )
    return any(name_of(each) == names[-1] for each in nodes) or names[-1] == "runTest"


def name_of(node: ast.stmt) -> str:
    return node.name if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else ""


def test_the_main_job_stays() -> None:
    assert not set(SCRIPT["MAIN_JOB"]) & set(LONG)
    assert all(is_there(*name.split("::")) for name in SCRIPT["MAIN_JOB"])


def test_the_cases_of_a_test_are_counted_together_and_what_took_long_is_written(tmp_path: Path) -> None:
    junit = tmp_path / "times.xml"
    cases = [("test_a", "test_x[1]", 4), ("test_a", "test_x[2]", 4), ("test_a", "test_y", 2)]
    cases += [("test_b.TestOne", "runTest", 9), ("test_c", "test_z", 3)]
    junit.write_text(
        "<testsuites>"
        + "".join(f'<testcase classname="tests.on.{a}" name="{b}" time="{c}"/>' for a, b, c in cases)
        + "</testsuites>"
    )
    assert SCRIPT["long_ones"](junit) == [
        "tests/on/test_a.py::test_x",
        "tests/on/test_b.py::TestOne::runTest",
    ]
