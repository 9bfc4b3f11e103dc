"""One row more in the tables of asks, kinds and ends of actions: every surface has it, and no other file is changed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from support.checkout import CHECKOUT

ROWS = {
    "core/pathway/actions/action.py": {
        'ActionKind = Literal["phone",': 'ActionKind = Literal["video call", "phone",',
        '    "",\n    "no answer",': '    "",\n    "no answer",\n    "waiting list",',
        "KINDS: dict[ActionKind, Kind] = {": (
            "KINDS: dict[ActionKind, Kind] = {\n"
            '    "video call": Kind(\n'
            '        "Video call", "with", spoken="by telephone", sent="", tells_police=False, awaits=True\n'
            "    ),"
        ),
        '    "advice": End(': (
            '    "waiting list": End("On a waiting list", "sees to child", accepts=True, as_said=False),\n'
            '    "advice": End('
        ),
    },
    "core/pathway/outcome/asks.py": {
        "ASKS: Final = (": (
            "ASKS: Final = (\n"
            '    Ask(True, lambda of: True, _line("I ask for a letter."), _entry("A letter.")),'
        ),
    },
}
"""In each file, before and after. A key is a word of a type, too: the type checker knows it by that."""


def test_one_more_of_each_is_on_every_surface(tmp_path: Path) -> None:
    """The tests of `one_more_of_each.py`, run on a copy of the package that has these rows."""
    shutil.copytree(CHECKOUT / "ce_tui", tmp_path / "ce_tui", ignore=shutil.ignore_patterns("__pycache__"))
    for folder in ("data", "styles"):
        (tmp_path / folder).symlink_to(CHECKOUT / folder)
    for name, rows in ROWS.items():
        file = tmp_path / "ce_tui" / name
        text = file.read_text("utf-8")
        for before, after in rows.items():
            assert text.count(before) == 1, before
            text = text.replace(before, after)
        file.write_text(text, "utf-8")
    beside = Path(__file__).with_name("one_more_of_each.py")
    ended = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "-c",
            CHECKOUT / "pyproject.toml",
            beside,
        ],
        cwd=tmp_path,  # which Python takes first
        env=os.environ | {"PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ended.returncode == 0 and " passed" in ended.stdout, ended.stdout
