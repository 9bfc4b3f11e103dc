"""Which test runs which line: measured a file of tests at a time, kept in `.mutants` until that file changes.

A change of anything else (the code, its data, what tests share) makes all of it anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from itertools import chain
from pathlib import Path

from coverage import CoverageData
from coverage.exceptions import DataError
from interpreter import python_of
from lines_of_tests import RUNNING, SECONDS
from source_lines import Source

NEAR = {
    "core/pathway": ("core/pathway", "session"),
    "core/referral": ("core/referral", "core/words"),
    "core/vault": ("core/vault",),
    "core/words": ("core/words",),
    "session": ("session", "lines/gate", "lines/office", "lines/screening"),
    "settings": ("settings",),
    "commands": ("commands",),
    "cli": ("cli", "contract"),
    "files": ("files",),
    "doctor": ("doctor",),
    "lines": ("lines", "session"),
}
"""The tests that ought to notice a change in a room. None draws a screen: those are too slow to run for each change."""

_KILLED_AT_EVERY_STEP = ("test_killed_", "test_power_loss", "test_starved")
"""Files of tests near a room that are left out all the same: they take minutes, and what is killed measures nothing."""

_DRAWING = tuple(
    f"ce_tui/core/referral/{each}" for each in ("pdf/", "worker", "fonts.py", "content/shapes.py")
)
_STARTS_IT = "ce_tui/core/referral/worker.py"
"""What runs in the process that draws, where no line is measured; and the module whose `await_ready` waits for it: each
test that does so counts for each of those lines, after those that run it themselves."""

MOST_SECONDS = 120
"""As many of the tests of a line are tried for one mutant, the quickest first."""

_COPIED = ("ce_tui", "data", "styles", "tests", "scripts", "docs")
_SETTINGS = """\
[run]
parallel = true
patch = _exit
data_file = {data}/lines
source = {tree}/ce_tui
context = ${{{running}-}}
disable_warnings = no-data-collected, module-not-measured, module-not-imported, couldnt-parse
"""


def copy(checkout: Path, to: Path) -> Path:
    """A copy of what tests need of a checkout, in a new folder."""
    to.mkdir()
    away = shutil.ignore_patterns("__pycache__")
    for each in checkout.iterdir():
        if each.is_file():
            shutil.copy(each, to / each.name)
        elif each.name in _COPIED:
            shutil.copytree(each, to / each.name, ignore=away)
    return to


class Tests:
    """The tests near a room of a checkout, by the lines that they run."""

    def __init__(self, checkout: Path, room: str, kept: Path) -> None:
        self._checkout = checkout
        self._seconds: dict[str, float] = {}
        self._lines: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        for measured in _measured(checkout, _near(room), kept):
            self._add(json.loads(measured.read_text("utf-8")))

    def of(self, file: str, line: int) -> list[str]:
        """The tests that run a line, the quickest files of tests first, none beyond `MOST_SECONDS`.

        A line that runs once, at import, counts as run by the tests of lines that use the name which it gives, by those
        that import its module, by those of its functions, and by those of the functions of modules that import it.
        """
        source = self._source(file)
        if source.within_a_function(line):
            groups = [
                self._lines[file][line] or self._on(file, source.statement(line)),
                self._that_draw(file),
            ]
        else:
            importers = self._importers(file)
            users = self._of_users(source.name_given(line), [file, *importers])
            functions = (self._of_functions([file]), self._of_functions(importers))
            groups = [users, self._in_files(importers), *functions, self._that_draw(file)]
        return list(self._few(dict.fromkeys(chain.from_iterable(map(self._in_order, groups)))))

    def seconds(self, test: str) -> float:
        """How long it took when it was measured."""
        return self._seconds[test]

    def _add(self, kept: dict) -> None:
        self._seconds.update(kept["seconds"])
        for file, lines in kept["lines"].items():
            for line, contexts in lines.items():
                for context in contexts:
                    ran = kept["seconds"] if "::" not in context else {context} & kept["seconds"].keys()
                    self._lines[file][int(line)].update(ran)

    def _on(self, file: str, lines: Iterable[int]) -> set[str]:
        return set().union(*(self._lines[file][line] for line in lines))

    def _of_functions(self, files: Iterable[str]) -> set[str]:
        return set().union(*(self._on(file, self._source(file).lines_of_functions) for file in files))

    def _of_users(self, name: str, files: Iterable[str]) -> set[str]:
        return set().union(*(self._on(file, self._source(file).lines_with(name)) for file in files))

    def _that_draw(self, file: str) -> set[str]:
        return self._of_users("await_ready", [_STARTS_IT]) if file.startswith(_DRAWING) else set()

    def _in_files(self, files: Sequence[str]) -> set[str]:
        return {test for test in self._seconds if test.split("::")[0] in files}

    def _importers(self, file: str) -> list[str]:
        module = file.removesuffix(".py").replace("/", ".")
        package, _, name = module.rpartition(".")
        among_others = rf"from {package} import (\([^)]*|.*)\b{name}\b"
        ways = re.compile(rf"{among_others}|from {module} import|import {module}\b")
        found = chain.from_iterable(map(self._checkout.glob, ("ce_tui/**/*.py", "tests/**/test_*.py")))
        names = sorted(each.relative_to(self._checkout).as_posix() for each in found)
        return [name for name in names if ways.search(self._source(name).text)]

    @cache  # noqa: B019  # one a run
    def _source(self, file: str) -> Source:
        return Source((self._checkout / file).read_text("utf-8"))

    def _in_order(self, tests: set[str]) -> list[str]:
        files: dict[str, list[str]] = defaultdict(list)
        for test in sorted(tests, key=lambda each: (self._seconds[each], each)):
            files[test.split("::")[0]].append(test)
        in_all = {file: sum(map(self.seconds, each)) for file, each in files.items()}
        return list(chain.from_iterable(files[file] for file in sorted(files, key=in_all.__getitem__)))

    def _few(self, tests: Iterable[str]) -> Iterator[str]:
        left = float(MOST_SECONDS)
        for test in tests:
            if self._seconds[test] <= left:
                left -= self._seconds[test]
                yield test


def _near(room: str) -> tuple[str, ...]:
    return next(near for name, near in NEAR.items() if f"{room}/".startswith(f"{name}/"))


def _measured(checkout: Path, rooms: Iterable[str], keep: Path) -> list[Path]:
    """What was measured of each file of tests in these rooms, in `keep`; measures those that are new."""
    files = [file for room in rooms for file in sorted(checkout.glob(f"tests/{room}/**/test_*.py"))]
    files = [file for file in files if not file.name.startswith(_KILLED_AT_EVERY_STEP)]
    shared = [file for each in ("ce_tui", "data", "styles", "tests") for file in (checkout / each).rglob("*")]
    shared = [file for file in shared if file.is_file() and "__pycache__" not in file.parts]
    folder = keep / _sum(checkout, [file for file in shared if file.name[:5] != "test_"])
    kept = {file: folder / f"{file.stem}-{_sum(checkout, [file])}.json" for file in files}
    new = [file for file, at in kept.items() if not at.exists()]
    if new:
        print(f"Measuring which lines {len(new)} files of tests run …", file=sys.stderr, flush=True)
        for file, found in _measure(checkout, [file.relative_to(checkout).as_posix() for file in new]):
            folder.mkdir(parents=True, exist_ok=True)
            kept[checkout / file].write_text(json.dumps(found), "utf-8")
    return list(kept.values())


def _sum(checkout: Path, files: Iterable[Path]) -> str:
    whole = hashlib.sha256()
    for file in sorted(files):
        whole.update(f"{file.relative_to(checkout)}\0".encode() + file.read_bytes())
    return whole.hexdigest()[:16]


def _measure(checkout: Path, files: list[str]) -> Iterator[tuple[str, dict]]:
    """For each file of tests: `seconds` of each test that passed, and `lines`: file → line → what ran it."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        work = Path(folder).resolve()
        tree = copy(checkout, work / "tree")
        _run_measured(work, tree, files)
        lines = _lines_of(work / "data", tree)
        passed = json.loads((work / "seconds").read_text("utf-8"))
    for file in files:
        seconds = {test: took for test, took in passed.items() if test.split("::")[0] == file}
        yield file, {"seconds": seconds, "lines": lines[file]}


def _run_measured(work: Path, tree: Path, files: list[str]) -> None:
    (work / "data").mkdir()
    settings = _SETTINGS.format(data=work / "data", tree=tree, running=RUNNING)
    (work / "settings").write_text(settings, "utf-8")
    parallel = ("-n", str(os.cpu_count()), "--dist", "loadfile")
    plugins = ("-p", "lines_of_tests", "-p", "few_examples", "-p", "no:cacheprovider")
    subprocess.run(
        [python_of(tree), "-m", "pytest", "-q", "--tb=no", *parallel, *plugins, *files],
        cwd=tree,
        stdout=sys.stderr,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(tree), str(Path(__file__).parent)]),
            "COVERAGE_PROCESS_START": str(work / "settings"),
            SECONDS: str(work / "seconds"),
        },
        check=False,
    )


def _lines_of(data: Path, tree: Path) -> dict[str, dict[str, dict[int, list[str]]]]:
    """File of tests → file → line → the tests, or the file itself, that ran it."""
    found: dict = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for each in data.iterdir():
        with suppress(DataError):  # of a process that a test killed while it wrote
            for file, line, context in _ran(each, tree):
                found[context.split("::")[0]][file][line].append(context)
    return found


def _ran(data: Path, tree: Path) -> Iterator[tuple[str, int, str]]:
    """File, line and what ran it, as one process has measured it."""
    measured = CoverageData(str(data))
    measured.read()
    for path in measured.measured_files():
        for line, contexts in measured.contexts_by_lineno(path).items():
            for context in filter(None, contexts):
                yield Path(path).relative_to(tree).as_posix(), line, context
