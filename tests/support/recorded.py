"""Text that is kept beside the tests. With CE_TUI_RECORD=yes it is recorded anew: look then at what `git diff` says."""

from __future__ import annotations

import os
from pathlib import Path

RECORDING = os.environ.get("CE_TUI_RECORD") == "yes"


def compare(found: str, kept: Path) -> None:
    """Fail unless it is what was kept; while recording, keep it first."""
    if RECORDING:
        kept.write_text(found, "utf-8")
    assert found == kept.read_text("utf-8")
