"""Reads TOML that people wrote: whatever is wrong with the text itself becomes a fault with its line."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from ce_tui.core.pathway.faults import Fault, InputInvalid

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
