"""Reads TOML that people wrote: whatever is wrong with the text itself becomes a fault with its line."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from typing import Any

from ce_tui.core.pathway.shape import Fault, InputInvalid

MAX_BYTES = 5_000_000
MAX_DEPTH = 20

_LONG_KEY = re.compile(rf"^[ \t]*\[{{0,2}}[ \t]*(?:[\w-]+[ \t]*\.[ \t]*){{{MAX_DEPTH},}}", re.MULTILINE)


def read_toml(content: bytes | str) -> dict[str, Any]:
    """The tables of a TOML text. Raises InputInvalid with the one fault that keeps it from being read."""
    if len(content) > MAX_BYTES:
        raise _invalid("", "is too large", f"at most {MAX_BYTES // 1_000_000} MB")
    text = _decoded(content) if isinstance(content, bytes) else _whole(content)
    if "\0" in text:
        raise _invalid(_line_of(text, text.index("\0")), "holds a NUL character", "text")
    if long := _LONG_KEY.search(text):
        raise _invalid(_line_of(text, long.start()), "is nested too deeply", f"at most {MAX_DEPTH} levels")
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax(error) from error
    except RecursionError as error:
        raise _invalid("", "is nested too deeply", f"at most {MAX_DEPTH} levels") from error
    except ValueError as error:  # a date or a number that no calendar or machine has
        raise _invalid("", "holds a date or a number that cannot be", "TOML") from error
    if _too_deep(tables):
        raise _invalid("", "is nested too deeply", f"at most {MAX_DEPTH} levels")
    return tables


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _invalid(f"line {line}", "is not UTF-8 text", "a file saved as UTF-8") from error


def _whole(text: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise _invalid("", "holds half of a surrogate pair", "UTF-8 text") from error
    return text


def _syntax(error: tomllib.TOMLDecodeError) -> InputInvalid:
    """The decoder says "Expected '=' after a key in a key/value pair (at line 3, column 7)"."""
    what, _, where = str(error).rpartition(" (at ")
    return _invalid(where.removesuffix(")"), f"is not TOML: {what[:1].lower()}{what[1:]}", "TOML")


def _line_of(text: str, position: int) -> str:
    return f"line {text.count(chr(10), 0, position) + 1}"


def _too_deep(tables: object) -> bool:
    level = [tables]
    for _ in range(MAX_DEPTH):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return False
    return True


def _inside(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _invalid(where: str, what: str, expected: str) -> InputInvalid:
    return InputInvalid([Fault(where, what, expected)])


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
