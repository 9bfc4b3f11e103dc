"""The witnessed app, by a clock that stands still and with made-up words that are always the same.

at_noon.py DESCRIPTOR [ARGUMENTS of ce-tui]        as witnessed.py
"""

from __future__ import annotations

import random
import runpy
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ce_tui.core import clock

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)

clock.utc_now = lambda: NOON
_by_chance = random.Random(1)


def _choose(among: Any) -> Any:
    """The first of the shortest words; of letters any, so that no two references are the same."""
    return min(among, key=lambda word: (len(word), word)) if len(among[0]) > 1 else _by_chance.choice(among)


secrets.choice = _choose

if __name__ == "__main__":
    runpy.run_path(str(Path(__file__).with_name("witnessed.py")), run_name="__main__")
