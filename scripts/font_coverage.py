"""Writes data/font-coverage.json anew: which characters each of the referral's fonts has. Run after changing a font.

python scripts/font_coverage.py
"""

from __future__ import annotations

import json
import unicodedata
from itertools import groupby

from fontTools.ttLib import TTFont

from ce_tui.core.referral.fonts import COVERAGE, PACKAGES, font_file


def printed_by(name: str) -> list[int]:
    """What a font has, less the Private Use Area: PDF/A forbids text of which nobody knows what it says."""
    return [code for code in TTFont(font_file(name)).getBestCmap() if unicodedata.category(chr(code)) != "Co"]


def ranges(codes: list[int]) -> list[list[int]]:
    runs = groupby(enumerate(sorted(codes)), key=lambda pair: pair[1] - pair[0])
    found = [[code for _, code in run] for _, run in runs]
    return [[run[0], run[-1]] for run in found]


if __name__ == "__main__":
    table = {name: ranges(printed_by(name)) for name in PACKAGES}
    rows = (
        f"{json.dumps(name)}: {json.dumps(found, separators=(',', ':'))}" for name, found in table.items()
    )
    COVERAGE.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")
