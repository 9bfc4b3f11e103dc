"""The made-up pathway whose tiers are called Green, Violet and Black, and what may then not be said of them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from ce_tui.core.pathway.document.loading import DEFAULT, load_pathway
from ce_tui.resources import DATA
from support.checkout import CHECKOUT

FILE = CHECKOUT / "tests" / "data" / "made-up-pathway" / "pathway.toml"
COLOURS = load_pathway(FILE)
TITLES = ("Green", "Violet", "Black")
_OTHERS = re.compile(r"\b(yellow|amber|red)\b", re.IGNORECASE)


def own_copy(folder: Path) -> Path:
    """The bundled pathway as `docs/adapting.md` has it copied, with those titles: its file."""
    for part in ("pathways", "localities", "notices"):
        shutil.copytree(DATA / part, folder / part)
    file = folder / "pathways" / DEFAULT.name
    words = file.read_text("utf-8")
    for theirs, ours in zip(("Yellow", "Amber", "Red"), TITLES, strict=True):
        words = words.replace(f'title = "{theirs}"', f'title = "{ours}"')
    file.write_text(words, "utf-8")
    return file


def colours_of_others(text: str) -> list[str]:
    """The lines that call a tier what another partnership's edition calls it."""
    return [line.strip() for line in text.splitlines() if _OTHERS.search(line)]


def assert_own_colours(text: str, *titles: str) -> None:
    """No tier has another edition's name, and those of `titles` are named."""
    assert colours_of_others(text) == []
    missing = [title for title in titles if not re.search(rf"\b{title}\b", text, re.IGNORECASE)]
    assert missing == [], text
