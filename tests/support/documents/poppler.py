"""A PDF as poppler reads it: the tools that a receiver may have, of other people's code than wrote it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Word:
    """A word and where it is printed, in points from the top left of its page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    page_width: float
    page_height: float


def places_of_words(pdf: Path) -> list[list[Word]]:
    """Every word of each page."""
    command = ["pdftotext", "-bbox", str(pdf), "-"]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    number = r'"([-0-9.]+)"'
    parts = re.split(rf"<page width={number} height={number}>", found)[1:]
    word = re.compile(rf"<word xMin={number} yMin={number} xMax={number} yMax={number}>(.*?)</word>")
    return [
        [Word(text, *map(float, (*box, width, height))) for *box, text in word.findall(page)]
        for width, height, page in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    ]
