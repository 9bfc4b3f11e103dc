"""A wait after wrong tries that begins anew, as it does when the machine was restarted.

So a test that a wait is kept does not depend on how long its machine took since the last wrong try.
"""

from __future__ import annotations

import json
from pathlib import Path


def restart_machine(home: Path) -> None:
    """Whatever counts wrong tries next at this home finds that the machine has started since it last did."""
    counted = home / "throttle.json"
    counts = json.loads(counted.read_text("utf-8"))
    counted.write_text(json.dumps(counts | {"boot": "an earlier start"}), "utf-8")
