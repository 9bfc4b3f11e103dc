"""Reads TOML that people wrote, and says what is wrong with it as faults with their places."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from ce_tui.core.pathway.shape import Fault, InputInvalid

MAX_BYTES = 5_000_000
MAX_DEPTH = 20

_LONG_KEY = re.compile(rf"^[ \t]*\[{{0,2}}[ \t]*(?:[\w-]+[ \t]*\.[ \t]*){{{MAX_DEPTH},}}", re.MULTILINE)


def read_toml(content: bytes | str) -> dict[str, Any]:
    """The tables of a TOML text. Raises InputInvalid with the one fault that keeps it from being read."""
    if len(content) > MAX_BYTES:
        raise _invalid("", "is too large", f"at most {MAX_BYTES // 1_000_000} MB")
    text = _utf_8(content)
    if "\0" in text:
        raise _invalid(_line_of(text, text.index("\0")), "holds a NUL character", "text")
    if long := _LONG_KEY.search(text):
        raise _too_deep(_line_of(text, long.start()))
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        # it says "Expected '=' after a key in a key/value pair (at line 3, column 7)"
        what, _, where = str(error).rpartition(" (at ")
        raise _invalid(
            where.removesuffix(")"), f"is not TOML: {what[:1].lower()}{what[1:]}", "TOML"
        ) from error
    except RecursionError as error:
        raise _too_deep() from error
    except ValueError as error:  # a date or a number that no calendar or machine has
        raise _invalid("", "holds a date or a number that cannot be", "TOML") from error
    level: list[object] = [tables]
    for _ in range(MAX_DEPTH):
        level = [inner for outer in level for _, inner in _items(outer)]
    if level:
        raise _too_deep()
    return tables


def _utf_8(content: bytes | str) -> str:
    if isinstance(content, str):
        try:
            content.encode("utf-8")
        except UnicodeEncodeError as error:
            raise _invalid("", "holds half of a surrogate pair", "UTF-8 text") from error
        return content
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _invalid(f"line {line}", "is not UTF-8 text", "a file saved as UTF-8") from error


def _line_of(text: str, position: int) -> str:
    return f"line {text.count(chr(10), 0, position) + 1}"


def _items(value: object) -> Iterable[tuple[str | int, object]]:
    """What stands directly in a table or a list, with its key or number."""
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list | tuple) else ()


def _too_deep(where: str = "") -> InputInvalid:
    return _invalid(where, "is nested too deeply", f"at most {MAX_DEPTH} levels")


def _invalid(where: str, what: str, expected: str) -> InputInvalid:
    return InputInvalid([Fault(where, what, expected)])


Table = dict[str, Any]

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


_Kind = TypeVar("_Kind", Table, str)


def table(value: object, key: str) -> Table:
    """The table under a key, or an empty one."""
    found = _under(value, key)
    return found if isinstance(found, dict) else {}


def tables(value: object, key: str, where: str = "") -> Iterator[tuple[str, Table]]:
    """The tables of a list, each with its place (`tiers[1]`)."""
    return _listed(dict, value, key, where)


def texts(value: object, key: str, where: str = "") -> Iterator[tuple[str, str]]:
    """The texts of a list, each with its place."""
    return _listed(str, value, key, where)


def _listed(kind: type[_Kind], value: object, key: str, where: str) -> Iterator[tuple[str, _Kind]]:
    found = _under(value, key)
    for number, item in enumerate(found if isinstance(found, list) else []):
        if isinstance(item, kind):
            yield f"{inside(where, key)}[{number}]", item


def text(value: object, key: str) -> str:
    """The text under a key, or an empty one."""
    found = _under(value, key)
    return found if isinstance(found, str) else ""


def _under(value: object, key: str) -> object:
    return value.get(key) if isinstance(value, dict) else None


def inside(where: str, key: str) -> str:
    """The place of a key in the table at `where`."""
    return f"{where}.{key}" if where else key


def slug(value: Table, key: str, where: str) -> Iterator[Fault]:
    """A fault if an id has other signs than small letters, digits and hyphens."""
    if text(value, key).strip() and not _SLUG.fullmatch(text(value, key)):
        yield Fault(inside(where, key), "is not an id", "small letters, digits and hyphens")


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

    def see_key(self, value: Table, key: str, where: str) -> Iterator[Fault]:
        """A fault if the text under a key has been seen before."""
        return self.see(text(value, key), inside(where, key))

    def see_slug(self, value: Table, key: str, where: str) -> Iterator[Fault]:
        """A fault if the text under a key is not an id, or has been seen before."""
        yield from slug(value, key, where)
        yield from self.see_key(value, key, where)


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
