"""The app as cheap.py starts it, by the clock and with the made-up words of at_noon.py.

cheap_at_noon.py [ARGUMENTS of ce-tui]
"""

from __future__ import annotations

import runpy
from pathlib import Path

HERE = Path(__file__).parent

runpy.run_path(str(HERE / "at_noon.py"))

if __name__ == "__main__":
    runpy.run_path(str(HERE / "cheap.py"), run_name="__main__")
