"""Every fault in the structure of an input, in plain words: what is missing, unknown, or of the wrong kind.

`msgspec.convert` is fast and stops at the first fault. Only once it has refused something does this look again, with
jsonschema, and list them all. Nothing here ever repeats a value that a person typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any

import msgspec

from ce_tui.core.pathway.clean import clean_line
from ce_tui.core.pathway.faults import Fault

_KEY_SHOWN = 40

_KINDS = {
    "string": "text",
    "boolean": "true or false",
    "array": "a list",
    "object": "a table",
    "integer": "a whole number",
    "number": "a number",
    "null": "nothing",
}


def structural_faults(content: object, shape: Any) -> list[Fault]:
    """All faults of decoded JSON or TOML against a msgspec type, in the order of the file."""
    from jsonschema import Draft202012Validator

    validator = Draft202012Validator(msgspec.json.schema(shape))
    faults: dict[Fault, None] = {}
    for error in validator.iter_errors(content):
        faults.update(dict.fromkeys(_said(error)))
    return list(faults)


def place(path: Iterable[str | int]) -> str:
    """`tiers[1].factors[3].text`."""
    where = ""
    for part in path:
        where = f"{where}[{part}]" if isinstance(part, int) else _inside(where, part)
    return where


def _said(error: Any) -> Iterator[Fault]:
    where = place(error.absolute_path)
    match error.validator:
        case "required":
            for name in error.validator_value:
                if name not in error.instance:
                    yield Fault(_inside(where, name), "is missing")
        case "additionalProperties":
            known = sorted(error.schema.get("properties", {}))
            for name in error.instance:
                if name not in known:
                    yield Fault(_inside(where, str(name)), "unknown key", _meant(str(name), known))
        case "type":
            yield Fault(where, "is of the wrong kind", f"{_kind(error.validator_value)}")
        case "enum":
            yield Fault(where, "is not one of the words known here", _one_of(error.validator_value))
        case "anyOf":
            kinds = [str(option.get("type", "")) for option in error.validator_value]
            wanted = [_kind(kind) for kind in kinds if kind and kind != "null"]
            yield Fault(where, "is of the wrong kind", " or ".join(wanted) or "something else")
        case _:
            yield Fault(where, "cannot be used", "")


def _inside(where: str, name: str) -> str:
    """The place of a key, cleaned and cut: a file's keys are shown on terminals."""
    shown = clean_line(name, _KEY_SHOWN).text or '""'
    return f"{where}.{shown}" if where else shown


def _kind(kind: str | list[str]) -> str:
    return " or ".join(_KINDS.get(one, one) for one in ([kind] if isinstance(kind, str) else kind))


def _one_of(words: list[Any]) -> str:
    return "one of " + ", ".join(str(word) or '"" (nothing)' for word in words)


def _meant(name: str, known: list[str]) -> str:
    close = get_close_matches(name, known, n=1)
    return f"{close[0]}, perhaps" if close else ("one of " + ", ".join(known) if known else "")
