"""Looks into a built wheel: the data and styles of this checkout are in it, tests and leftovers are not."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent


def _faults(wheel: Path) -> list[str]:
    inside = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        f"ce_tui/{path.relative_to(CHECKOUT).as_posix()}"
        for folder in ("data", "styles")
        for path in (CHECKOUT / folder).rglob("*")
        if path.is_file()
    }
    missing = [f"the wheel lacks {name}" for name in sorted(wanted - inside)]
    strange = [
        f"the wheel holds {name}"
        for name in sorted(inside)
        if not name.startswith(("ce_tui/", "ce_tui-")) or "__pycache__" in name
    ]
    return missing + strange


if __name__ == "__main__":
    faults = _faults(Path(sys.argv[1]))
    print("\n".join(faults) or "The wheel holds the data and the styles, and nothing strange.")
    sys.exit(bool(faults))
