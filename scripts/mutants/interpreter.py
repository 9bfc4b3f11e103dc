"""A Python that imports the copy, not the checkout which is installed for development.

The process that draws PDFs starts without `PYTHONPATH`, so it finds `ce_tui` where its own interpreter does.
"""

from __future__ import annotations

import sys
import sysconfig
from pathlib import Path

_COMPILE_NOTHING = "import sys; sys.dont_write_bytecode = True"  # a compiled change could outlive it


def python_of(tree: Path) -> Path:
    """An interpreter, made beside the copy `tree`, that finds that first and then what is installed for this one."""
    made = tree.parent / "python"
    if not made.exists():
        _make(made, tree)
    return made / "bin" / "python"


def _make(made: Path, tree: Path) -> None:
    base = Path(sys._base_executable)  # type: ignore[attr-defined]  # as `venv` has it
    installed = Path(sysconfig.get_path("purelib"))
    packages = made / installed.relative_to(sys.prefix)
    packages.mkdir(parents=True)
    (packages / "a0_copy.pth").write_text(f"{tree}\n{installed}\n{_COMPILE_NOTHING}\n", "utf-8")
    for each in installed.glob("*coverage*.pth"):  # so that what such a process runs is measured
        (packages / each.name).write_bytes(each.read_bytes())
    (made / "pyvenv.cfg").write_text(f"home = {base.parent}\ninclude-system-site-packages = false\n", "utf-8")
    (made / "bin").mkdir()
    (made / "bin" / "python").symlink_to(base)
