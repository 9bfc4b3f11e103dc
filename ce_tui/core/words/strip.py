"""A section of a screening as the strip at the head of its screens has it: what front ends draw of it."""

from __future__ import annotations

from typing import NamedTuple


class StripCell(NamedTuple):
    """A section: the number by which the go-to menu has it, its name, its sign; `tier`: which one it is, if any."""

    number: int
    name: str
    sign: str
    tier: str = ""
    current: bool = False
