"""Small tools for checking decoded TOML: they walk what is there and pass over what has the wrong shape.

The shape's own faults are found elsewhere (`shape`); so a file with faults of both sorts gets all of them at once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from ce_tui.core.pathway.faults import Fault

Table = dict[str, Any]

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def table(value: object, key: str) -> Table:
    """The table under a key, or an empty one."""
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def tables(value: object, key: str, where: str = "") -> Iterator[tuple[str, Table]]:
    """The tables of a list, each with its place (`tiers[1]`)."""
    found = value.get(key) if isinstance(value, dict) else None
    for number, item in enumerate(found if isinstance(found, list) else []):
        if isinstance(item, dict):
            yield f"{inside(where, key)}[{number}]", item


def texts(value: object, key: str, where: str = "") -> Iterator[tuple[str, str]]:
    """The texts of a list, each with its place."""
    found = value.get(key) if isinstance(value, dict) else None
    for number, item in enumerate(found if isinstance(found, list) else []):
        if isinstance(item, str):
            yield f"{inside(where, key)}[{number}]", item


def text(value: object, key: str) -> str:
    """The text under a key, or an empty one."""
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, str) else ""


def inside(where: str, key: str) -> str:
    """The place of a key in the table at `where`."""
    return f"{where}.{key}" if where else key


def slug(value: Table, key: str, where: str) -> Iterator[Fault]:
    """A fault where an id is not made of small letters, digits and hyphens."""
    if text(value, key).strip() and not _SLUG.fullmatch(text(value, key)):
        yield Fault(inside(where, key), "is not an id", "small letters, digits and hyphens")


class Once:
    """Says where something that must be unique comes a second time."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._seen: dict[str, str] = {}

    def see(self, value: str, where: str) -> Iterator[Fault]:
        """A fault where the value has been seen before; empty values are passed over."""
        if value in self._seen:
            yield Fault(where, f"the same {self._what} as {self._seen[value]}", f"each {self._what} once")
        elif value:
            self._seen[value] = where


def every_text(value: object, where: str = "") -> Iterator[tuple[str, str]]:
    """Each text within a value of decoded TOML, with its place."""
    if isinstance(value, str):
        yield value, where
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from every_text(inner, inside(where, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from every_text(inner, f"{where}[{number}]")


def unshowable(value: object) -> Iterator[Fault]:
    """A fault for each text with a character that is no text: controls, invisible marks."""
    for found, at in every_text(value):
        if not found.isprintable() and any(_is_unshowable(sign) for sign in found):
            yield Fault(at, "holds a control character or an invisible mark", "text that can be shown")


def _is_unshowable(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp") and sign != "\n"


def empty(value: object, names: frozenset[str], where: str = "") -> Iterator[Fault]:
    """A fault for each text under one of the names that says nothing."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in names and isinstance(inner, str) and not inner.strip():
                yield Fault(inside(where, key), "is empty", "text")
            else:
                yield from empty(inner, names, inside(where, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from empty(inner, names, f"{where}[{number}]")
