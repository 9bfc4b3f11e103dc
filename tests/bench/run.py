"""Runs every `bench_*.py` beside this file, prints what was measured and writes it to RESULTS.md.

Each offers `rows() -> list[str]`: Markdown rows of four cells, `| what | measured | budget | beside |`. Budgets
are reported, not asserted: a shared machine has bad minutes. What does not depend on load is asserted in the tests.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
HEAD = ["| what | measured | budget | beside, same run |", "|---|---|---|---|"]


def _rows_of(file: Path) -> Callable[[], list[str]]:
    spec = importlib.util.spec_from_file_location(file.stem, file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[file.stem] = module
    spec.loader.exec_module(module)
    rows: Callable[[], list[str]] = module.rows
    return rows


def _about() -> str:
    return (
        f"{datetime.now(UTC):%d %B %Y}, Python {platform.python_version()}, {platform.system()} "
        f"{platform.machine()}, {os.cpu_count()} cores. Written by `make bench`."
    )


def main() -> None:
    """Measure, print as it goes, write the whole."""
    sys.path[:0] = [str(HERE.parent.parent), str(HERE.parent)]
    lines = ["# What was measured", "", _about(), "", *HEAD]
    print("\n".join(HEAD))
    for file in sorted(HERE.glob("bench_*.py")):
        rows = _rows_of(file)()
        print("\n".join(rows), flush=True)
        lines += rows
    (HERE / "RESULTS.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
