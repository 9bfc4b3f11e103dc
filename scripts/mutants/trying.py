"""Runs tests over a changed copy of the checkout, in a child that may be killed."""

from __future__ import annotations

import importlib
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from descendants import adopt_orphans, end_children
from interpreter import python_of
from sampling import Mutant
from time_limit import Limits, TimeLimit
from which_tests import copy

_IMPORTED_ONCE = (
    "pytest", "hypothesis", "pytest_asyncio", "xdist", "msgspec", "jinja2", "click", "jsonschema", "sqlite_utils",
    "sqlcipher3", "platformdirs", "zxcvbn", "cryptography.hazmat.primitives.ciphers.aead",
)  # fmt: skip
_MOST_MEMORY = 4 * 1024**3


@contextmanager
def place_to_try(checkout: Path) -> Iterator[Path]:
    """A copy of the checkout in which one file after another is changed; heavy imports are done for all children."""
    adopt_orphans()
    for name in _IMPORTED_ONCE:
        importlib.import_module(name)
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        yield copy(checkout, Path(folder).resolve() / "tree")


def outcome(tree: Path, mutant: Mutant, tests: list[str], limits: Limits) -> str:
    """ "killed" if a test fails or the tests cannot even be read, "survived", or "timed out"."""
    (tree / mutant.file).write_text(mutant.after, "utf-8")
    try:
        code = _run(tree, tests, limits)
    finally:
        (tree / mutant.file).write_text(mutant.before, "utf-8")
    if code not in (0, 1, None) and _run(tree, tests, limits) != 0:
        raise SystemExit(f"without a change these tests do not run either: {' '.join(tests)}")
    return {0: "survived", None: "timed out"}.get(code, "killed")


def _run(tree: Path, tests: list[str], limits: Limits) -> int | None:
    """The exit code of pytest; nothing if a test, or all of them, took far longer than they should."""
    places = tree.parent / "places"
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        try:
            code = _in_child(tree, tests, TimeLimit(limits, places))
        except BaseException:
            code = 3
        os._exit(code)
    code = _wait(child, time.monotonic() + limits.of_all(tests))
    end_children()
    if chattr := shutil.which("chattr"):  # what a killed test left append-only could not be removed
        subprocess.run([chattr, "-R", "-f", "-a", tree.parent / "written"], check=False)
    return None if places.exists() and places.stat().st_size else code


def _in_child(tree: Path, tests: list[str], limit: TimeLimit) -> int:
    import pytest

    os.setsid()
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nothing, stream)
    os.chdir(tree)
    sys.path.insert(0, str(tree))
    sys.executable = str(python_of(tree))
    sys.dont_write_bytecode = True  # a compiled change could outlive it
    os.environ |= {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    quiet = ("-q", "-x", "--tb=no", "-p", "no:cacheprovider", "-p", "few_examples")
    folders = (f"--rootdir={tree}", f"--basetemp={tree.parent / 'written'}")
    no_other = (
        "-o",
        "faulthandler_timeout=0",
    )  # there is one such limit in a process, and the last one counts
    return int(pytest.main([*quiet, *folders, *no_other, *tests], plugins=[limit]))


def _wait(child: int, until: float) -> int | None:
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    return None
