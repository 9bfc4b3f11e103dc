"""What passed leaves nothing behind: a run of all tests makes gigabytes of stores and PDFs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from support.checkout import CHECKOUT

PASSES = "tests/files/test_own_files.py"


def test_a_run_that_passes_leaves_no_file(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "2", "-p", "no:cacheprovider", PASSES],
        cwd=CHECKOUT,
        env={k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")} | {"TMPDIR": str(tmp_path)},
        capture_output=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout.decode()
    assert [path for path in tmp_path.rglob("*") if not path.is_dir()] == []
