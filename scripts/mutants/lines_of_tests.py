"""A plugin of pytest: tells coverage which test is running, and notes how long each took that passed.

Lines that a fixture runs count for every test of its file, as one that is made once a file runs for the first only.
Commands that a test starts read the same words from the environment (`context` in the file that `which_tests` writes).
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from pathlib import Path

import pytest
from coverage import Coverage

RUNNING, SECONDS = "MUTANTS_RUNNING", "MUTANTS_SECONDS"
_seconds: dict[str, float] = defaultdict(float)
_failed: set[str] = set()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    _now(item.nodeid.split("::")[0])


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> None:
    _now(item.nodeid)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    _seconds[report.nodeid] += report.duration
    if not report.passed:
        _failed.add(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if measuring := Coverage.current():
        measuring.save()
    if not hasattr(session.config, "workerinput"):
        passed = {test: seconds for test, seconds in _seconds.items() if test not in _failed}
        Path(os.environ[SECONDS]).write_text(json.dumps(passed), "utf-8")


def _now(context: str) -> None:
    os.environ[RUNNING] = context
    if measuring := Coverage.current():
        measuring.switch_context(context)
