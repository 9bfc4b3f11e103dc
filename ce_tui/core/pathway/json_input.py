"""Reads JSON that came from elsewhere: bounded, strict, each failure one fault with its place and no value.

Repeated keys and NaN are kept apart for whoever checks the shape, so that their place can be said.
"""

from __future__ import annotations

import json
from typing import Final

from ce_tui.core.pathway.clean import clean_line
from ce_tui.core.pathway.faults import Fault, InputInvalid

MAX_BYTES = 20_000_000
_KEY_SHOWN = 40

JsonObject = dict[str, object]


class ObjectWithRepeats(dict[str, object]):
    """An object of which some keys stood more than once: `repeated` names them, the last value is kept."""

    repeated: tuple[str, ...] = ()


class NotANumber:
    """NaN and the infinities, which JSON does not have and Python's reader takes."""


NOT_A_NUMBER: Final = NotANumber()


def read_json(text: str | bytes) -> object:
    """The value that a JSON text stands for. Raises InputInvalid with exactly one fault where it is none."""
    decoded = text if isinstance(text, str) else _decode(text)
    if len(decoded) > MAX_BYTES:
        raise _too_large()
    try:
        return json.loads(
            decoded.removeprefix("\ufeff"),
            object_pairs_hook=_object,
            parse_constant=lambda name: NOT_A_NUMBER,
        )
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise InputInvalid([Fault(where, "this is not JSON", _expected(error.msg))]) from None
    except RecursionError:
        raise InputInvalid([Fault("", "lists and objects are nested too deeply to be read")]) from None
    except ValueError:  # a number of thousands of digits
        raise InputInvalid([Fault("", "a number is too long to be read")]) from None


def kind_of(value: object) -> str:
    """What a JSON value is, in words, without saying the value."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    for type_, words in ((str, "text"), (int | float, "a number"), (list, "a list"), (dict, "an object")):
        if isinstance(value, type_):
            return words
    return "not a number that JSON has"


def place(where: str, key: str | int) -> str:
    """The place of a key or of an item inside `where`: "[2].marks.Y99". Keys are cleaned and cut."""
    if isinstance(key, int):
        return f"{where}[{key}]"
    shown = clean_line(key, _KEY_SHOWN)
    name = (shown.text + ("…" if shown.cut else "")) or '""'
    return f"{where}.{name}" if where else name


def _decode(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise _too_large()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputInvalid([Fault(f"byte {error.start + 1}", "this is not text", "UTF-8")]) from None


def _too_large() -> InputInvalid:
    return InputInvalid([Fault("", "larger than can be read", f"at most {MAX_BYTES // 1_000_000} MB")])


def _object(pairs: list[tuple[str, object]]) -> JsonObject:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    seen: set[str] = set()
    repeated = [key for key, _ in pairs if key in seen or seen.add(key)]  # type: ignore[func-returns-value]
    marked = ObjectWithRepeats(found)
    marked.repeated = tuple(dict.fromkeys(repeated))
    return marked


def _expected(message: str) -> str:
    """Python's reason ("Expecting ',' delimiter"), which never holds a value, as what was expected."""
    return message.removeprefix("Expecting ") if message.startswith("Expecting ") else f"JSON ({message})"
