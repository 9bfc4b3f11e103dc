"""What a screen shows, as text that can be kept: letters, cursor, what is reversed and what is bold, no colours.

What differs from one run to the next stands there by as many dots.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from support.checkout import CHECKOUT

RECORDED = CHECKOUT / "tests" / "data" / "screens"
SIZES = ((60, 20), (80, 24), (100, 30), (120, 40), (200, 60))
"""The windows that are recorded: columns and rows."""
_HEAD = "=== "
_VARIES = re.compile(
    r"CE-[0-9A-Z]{4}-[0-9A-Z]{2}"  # references
    r"|[0-9A-Z]{5}(?:-[0-9A-Z]{5}){6}"  # recovery codes
    r"|(?<=/ce)\w{8}(?!\w)"  # folders, of which a narrow window may show the end alone
)
_SAVED = re.compile(r"saved \d\d:\d\d|NOT SAVED  ")


def as_text(screen: Any, cursor: tuple[int, int]) -> str:
    """A screen of pyte's."""
    rows = [_VARIES.sub(lambda found: "." * len(found[0]), row).rstrip() for row in screen.display]
    rows[0] = _SAVED.sub("saved .....", rows[0])
    about = [f"cursor {cursor[0]},{cursor[1]}"]
    about += [
        f"{what} {' '.join(spans)}" for what in ("reverse", "bold") if (spans := list(_spans(screen, what)))
    ]
    return "\n".join([*rows, f"--- {'; '.join(about)}"])


def _spans(screen: Any, what: str) -> Iterator[str]:
    for y in range(screen.lines):
        row = screen.buffer[y]
        columns = [
            x
            for x in range(screen.columns)
            if getattr(row[x], what) and (what == "reverse" or row[x].data != " ")
        ]
        if columns:
            yield f"{y}:{columns[0]}-{columns[-1]}"


def name_of(columns: int, rows: int) -> str:
    """What the recording of a window is called."""
    return f"{columns}x{rows}"


def read(name: str) -> dict[str, str]:
    """What was recorded, by place."""
    text = (RECORDED / f"{name}.txt").read_text(encoding="utf-8")
    parts = (
        part.partition("\n") for part in f"\n{text}".split(f"\n{_HEAD}")[1:]
    )  # not what underlines words
    return {place: shown.rstrip("\n") for place, _, shown in parts}


def write(name: str, screens: dict[str, str]) -> None:
    """Record."""
    RECORDED.mkdir(exist_ok=True)
    text = "".join(f"{_HEAD}{place}\n{shown}\n" for place, shown in screens.items())
    (RECORDED / f"{name}.txt").write_text(text, encoding="utf-8")
