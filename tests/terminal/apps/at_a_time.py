"""The app itself by a clock that a test sets: it stands at the moment that a file holds. Else as cheap.py.

at_a_time.py FILE [ARGUMENTS of ce-tui]      FILE: holds a moment, ISO 8601 with its zone; it may be another at any time
"""

from __future__ import annotations

import runpy
import sys
from datetime import datetime
from pathlib import Path

from ce_tui.core import clock

_FILE = Path(sys.argv.pop(1))

clock.utc_now = lambda: datetime.fromisoformat(_FILE.read_text("ascii"))

if __name__ == "__main__":
    runpy.run_path(str(Path(__file__).with_name("cheap.py")), run_name="__main__")
