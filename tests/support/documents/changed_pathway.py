"""The made-up pathway of another partnership with words of one file replaced, and the faults that this gives."""

from __future__ import annotations

import shutil
from pathlib import Path

from ce_tui.core.pathway.document.loading import check_file
from support.checkout import CHECKOUT

MADE_UP = CHECKOUT / "tests" / "data" / "made-up-pathway"


def changed(folder: Path, *replacements: tuple[str, str], file: str = "pathway.toml") -> Path:
    """The pathway's file in a copy, made in `folder` where it is not there yet. Each old text must be there."""
    if not folder.exists():
        shutil.copytree(MADE_UP, folder)
    text = (folder / file).read_text(encoding="utf-8")
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / file).write_text(text, encoding="utf-8")
    return folder / "pathway.toml"


def faults_after(folder: Path, *replacements: tuple[str, str], file: str = "pathway.toml") -> list[str]:
    """Every fault of it, in words."""
    changed_file = changed(folder, *replacements, file=file)
    return [str(fault) for fault in check_file(changed_file.read_text(encoding="utf-8"), folder)]
