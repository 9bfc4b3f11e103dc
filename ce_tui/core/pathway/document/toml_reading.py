"""Reads TOML that people wrote, and says what is wrong with it as faults with their places."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ce_tui.core.pathway.shape import Fault, InputInvalid
from ce_tui.core.pathway.words import with_small

MAX_BYTES = 5_000_000
MAX_DEPTH = 20
_TOO_DEEP = ("is nested too deeply", f"at most {MAX_DEPTH} levels")

_LONG_KEY = re.compile(rf"^[ \t]*\[{{0,2}}[ \t]*(?:[\w-]+[ \t]*\.[ \t]*){{{MAX_DEPTH},}}", re.MULTILINE)


def read_toml(content: bytes | str) -> dict[str, Any]:
    """The tables of a TOML text. Raises InputInvalid with the one fault that keeps it from being read."""
    if len(content) > MAX_BYTES:
        raise _invalid("", "is too large", f"at most {MAX_BYTES // 1_000_000} MB")
    text = _utf_8(content)
    if "\0" in text:
        raise _invalid(_line_of(text, text.index("\0")), "holds a NUL character", "text")
    if long := _LONG_KEY.search(text):
        raise _invalid(_line_of(text, long.start()), *_TOO_DEEP)
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        # it says "Expected '=' after a key in a key/value pair (at line 3, column 7)"
        what, _, where = str(error).rpartition(" (at ")
        raise _invalid(where.removesuffix(")"), f"is not TOML: {with_small(what)}", "TOML") from error
    except RecursionError as error:
        raise _invalid("", *_TOO_DEEP) from error
    except ValueError as error:  # a date or a number that no calendar or machine has
        raise _invalid("", "holds a date or a number that cannot be", "TOML") from error
    level: list[object] = [tables]
    for _ in range(MAX_DEPTH):
        level = [inner for outer in level for _, inner in _items(outer)]
    if level:
        raise _invalid("", *_TOO_DEEP)
    return tables


def _utf_8(content: bytes | str) -> str:
    try:
        if isinstance(content, bytes):
            return content.decode("utf-8-sig")
        content.encode("utf-8")
        return content
    except UnicodeEncodeError as error:
        raise _invalid("", "holds half of a surrogate pair", "UTF-8 text") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise _invalid(f"line {line}", "is not UTF-8 text", "a file saved as UTF-8") from error


def _line_of(text: str, position: int) -> str:
    return f"line {text.count(chr(10), 0, position) + 1}"


def _invalid(where: str, what: str, expected: str) -> InputInvalid:
    return InputInvalid([Fault(where, what, expected)])


def _items(value: object) -> Iterable[tuple[str | int, object]]:
    """What stands directly in a table or a list, with its key or number."""
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list | tuple) else ()


Table = dict[str, Any]

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class PlacedTable(NamedTuple):
    """A table of a file, and its place in the file. What is of a wrong kind in it is passed over."""

    content: Table
    where: str = ""

    def text(self, key: str) -> str:
        """The text under a key, or an empty one."""
        found = self.content.get(key)
        return found if isinstance(found, str) else ""

    def table(self, key: str) -> PlacedTable:
        """The table under a key, or an empty one."""
        found = self.content.get(key)
        return PlacedTable(found if isinstance(found, dict) else {}, inside(self.where, key))

    def tables(self, key: str) -> Iterator[PlacedTable]:
        """The tables of a list, each with its place (`tiers[1]`)."""
        return (PlacedTable(item, at) for at, item in self._listed(key) if isinstance(item, dict))

    def texts(self, key: str) -> Iterator[tuple[str, str]]:
        """The texts of a list, each with its place."""
        return ((at, item) for at, item in self._listed(key) if isinstance(item, str))

    def fault(self, key: str, what: str, expected: str = "") -> Fault:
        """A fault in what stands under a key."""
        return Fault(inside(self.where, key), what, expected)

    def not_slug(self, key: str) -> Iterator[Fault]:
        """A fault if an id has other signs than small letters, digits and hyphens."""
        if self.text(key).strip() and not _SLUG.fullmatch(self.text(key)):
            yield self.fault(key, "is not an id", "small letters, digits and hyphens")

    def _listed(self, key: str) -> Iterator[tuple[str, object]]:
        found = self.content.get(key)
        for number, item in enumerate(found if isinstance(found, list) else []):
            yield f"{inside(self.where, key)}[{number}]", item


def inside(where: str, key: str) -> str:
    """The place of a key in the table at `where`."""
    return f"{where}.{key}" if where else key


class UniqueTexts:
    """Says when something that must be unique comes a second time."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._seen: dict[str, str] = {}

    def see(self, value: str, where: str) -> Iterator[Fault]:
        """A fault if the value has been seen before; empty values are passed over."""
        if value in self._seen:
            yield Fault(where, f"the same {self._what} as {self._seen[value]}", f"each {self._what} once")
        elif value:
            self._seen[value] = where

    def see_key(self, table: PlacedTable, key: str) -> Iterator[Fault]:
        """A fault if the text under a key has been seen before."""
        return self.see(table.text(key), inside(table.where, key))

    def see_slug(self, table: PlacedTable, key: str) -> Iterator[Fault]:
        """A fault if the text under a key is not an id, or has been seen before."""
        yield from table.not_slug(key)
        yield from self.see_key(table, key)


def every_text(value: object, where: str = "") -> Iterator[tuple[str, str]]:
    """Each text within a value of tables and lists, with its place."""
    if isinstance(value, str):
        yield value, where
    for key, inner in _items(value):
        yield from every_text(inner, _at(where, key))


def unshowable(value: object) -> Iterator[Fault]:
    """A fault for each text with a character that is no text: controls, invisible marks."""
    for found, at in every_text(value):
        if not found.isprintable() and any(
            unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp") and sign != "\n" for sign in found
        ):
            yield Fault(at, "holds a control character or an invisible mark", "text that can be shown")


def empty(value: object, names: frozenset[str], where: str = "") -> Iterator[Fault]:
    """A fault for each text under one of the names that says nothing."""
    for key, inner in _items(value):
        if key in names and isinstance(inner, str) and not inner.strip():
            yield Fault(_at(where, key), "is empty", "text")
        else:
            yield from empty(inner, names, _at(where, key))


def _at(where: str, key: str | int) -> str:
    return f"{where}[{key}]" if isinstance(key, int) else inside(where, key)
