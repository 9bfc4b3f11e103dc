"""A PDF as poppler reads it: the tools that a receiver may have, of other people's code than wrote it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

needs_poppler = pytest.mark.skipif(
    os.environ.get("CI") != "true" and not shutil.which("pdftotext"),
    reason="this machine has no poppler",
)


def read_with_poppler(pdf: Path, password: str = "", *pages: str) -> str:
    """The text as it stands on the page; empty where the PDF is not opened. `pages`: as "-l", "1"."""
    command = ["pdftotext", "-layout", *pages, *(["-upw", password] if password else []), str(pdf), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout
