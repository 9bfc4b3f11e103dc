"""Every fault in the shape of an input, in plain words: what is missing, unknown, or of the wrong kind.

`msgspec.convert` is fast and stops at the first fault. Only once it has refused something does this look again, with
jsonschema, and list them all. Nothing here ever repeats a value that a person typed.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import date, time
from difflib import get_close_matches
from functools import cache, reduce
from typing import Any, TypeVar, cast

import msgspec

from ce_tui.core.pathway.clean import clean_line
from ce_tui.core.pathway.faults import Fault

_KEY_SHOWN = 40
_OBJECT = "a table of keys and values"

Shape = TypeVar("Shape")

_KINDS = {
    "string": "text",
    "boolean": "true or false",
    "array": "a list",
    "object": _OBJECT,
    "integer": "a whole number",
    "number": "a number",
}


_OF = (
    (type(None), "null"),
    (bool, "true or false"),
    (str, "text"),
    (int | float, "a number"),
    (list, "a list"),
    (dict, _OBJECT),
    (date | time, "a date or a time"),
)


def shaped(content: object, shape: type[Shape], where: str = "") -> tuple[Shape | None, list[Fault]]:
    """Decoded JSON or TOML in its shape, or all that keeps it from it, in the order of the file."""
    try:
        return msgspec.convert(content, shape), []
    except msgspec.ValidationError:
        errors = _validator(cast(Hashable, shape)).iter_errors(content)
        faults = list(dict.fromkeys(fault for error in errors for fault in _said(error, where)))
        return None, faults or [Fault(where, "cannot be used")]


def kind_of(value: object) -> str:
    """What a value is, in words, without saying the value."""
    return next((words for type_, words in _OF if isinstance(value, type_)), "not a number that JSON has")


def place(where: str, key: str | int) -> str:
    """The place of a key or of an item inside `where`: "tiers[1].text". Keys are cleaned and cut."""
    if isinstance(key, int):
        return f"{where}[{key}]"
    shown = clean_line(key, _KEY_SHOWN)
    name = (shown.text + ("…" if shown.cut else "")) or '""'
    return f"{where}.{name}" if where else name


@cache
def _validator(shape: Any) -> Any:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(msgspec.json.schema(shape))


def _said(error: Any, top: str) -> Iterator[Fault]:
    where = reduce(place, error.absolute_path, top)
    match error.validator:
        case "required":
            for name in error.validator_value:
                if name not in error.instance:
                    yield Fault(place(where, name), "is missing")
        case "additionalProperties":
            known = sorted(error.schema["properties"])
            for name in error.instance:
                if name not in known:
                    yield Fault(place(where, str(name)), "unknown key", _meant(str(name), known))
        case "type":
            kind = _kind(error.validator_value)  # that of a table is described for whoever reads the code
            wanted = kind if kind == _OBJECT else error.schema.get("description", kind)
            yield Fault(where, f"is {kind_of(error.instance)}", wanted)
        case "enum":
            yield Fault(where, "is not one of the words known here", one_of(error.validator_value))
        case "anyOf" if within := [each for each in error.context if each.relative_path]:
            for each in within:
                yield from _said(each, top)
        case "anyOf":
            kinds = [str(option.get("type", "")) for option in error.validator_value]
            wanted = [_kind(kind) for kind in kinds if kind and kind != "null"]
            said = error.schema.get("description") or " or ".join(wanted) or "something else"
            yield Fault(where, f"is {kind_of(error.instance)}", said)
        case _:
            yield Fault(where, "cannot be used", "")


def one_of(words: Any) -> str:
    """What is expected where only these words can stand."""
    return "one of " + ", ".join(str(word) or '"" (nothing)' for word in words)


def _kind(kind: str) -> str:
    return _KINDS[kind]


def _meant(name: str, known: list[str]) -> str:
    close = get_close_matches(name, known)
    return f"{close[0]}, perhaps" if close else (one_of(known) if known else "")
