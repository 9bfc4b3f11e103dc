"""What keeps a value from its shape is said in plain words, all of it, each with its place."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated, Any, Literal

import msgspec
import pytest

from ce_tui.core.pathway.shape import kind_of, shaped


class Inner(msgspec.Struct, forbid_unknown_fields=True):
    """What is within."""

    name: str
    size: int = 0


class Outer(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Something of each sort."""

    number: float = 0.0
    text: str = ""
    said: Annotated[bool, msgspec.Meta(description="yes or no")] = False
    on: date | None = None
    kind: Literal["", "a", "b"] = "a"
    either: str | None = None
    several: list[Inner] = []
    one: Inner | None = None
    three: int | bool | None = None
    free: dict[str, int] = {}
    least: Annotated[int, msgspec.Meta(ge=3)] = 3
    inner: Inner = msgspec.field(default_factory=lambda: Inner(""))


NO_WORD = 'is not one of the words known here; expected one of "" (nothing), a, b'
KEYS = "either, free, inner, kind, least, number, on, one, said, several, text, three"


@pytest.mark.parametrize(
    ("value", "faults"),
    [
        ({"number": "x"}, ["number: is text; expected a number"]),
        ({"number": True}, ["number: is true or false; expected a number"]),
        ({"text": 5}, ["text: is a number; expected text"]),
        ({"text": 5.5}, ["text: is a number; expected text"]),
        ({"text": None}, ["text: is null; expected text"]),
        ({"text": [1]}, ["text: is a list; expected text"]),
        ({"text": {}}, ["text: is a table of keys and values; expected text"]),
        ({"text": date(2026, 1, 1)}, ["text: is a date or a time; expected text"]),
        ({"text": time(1)}, ["text: is a date or a time; expected text"]),
        ({"text": object()}, ["text: is not a number that JSON has; expected text"]),
        ({"said": 1}, ["said: is a number; expected yes or no"]),
        ({"on": 5}, ["on: is a number; expected text"]),
        ({"kind": "c"}, [f"kind: {NO_WORD}"]),
        ({"kind": 5}, [f"kind: {NO_WORD}"]),
        ({"either": 5}, ["either: is a number; expected text"]),
        ({"several": 5}, ["several: is a number; expected a list"]),
        ({"one": {"name": "y", "size": "x"}}, ["one.size: is text; expected a whole number"]),
        ({"one": 5}, ["one: is a number; expected something else"]),
        ({"three": "x"}, ["three: is text; expected a whole number or true or false"]),
        ({"free": {"a": "x"}}, ["free.a: is text; expected a whole number"]),
        ({"free": 5}, ["free: is a number; expected a table of keys and values"]),
        ({"least": 1}, ["least: cannot be used"]),
        ({"inner": 5}, ["inner: is a number; expected a table of keys and values"]),
        ({"texxt": 1}, ["texxt: unknown key; expected text, perhaps"]),
        ({"": 1}, [f'"": unknown key; expected one of {KEYS}']),
        ({"\x1b\u202e" + "y" * 41: 1}, [f"{'y' * 40}…: unknown key; expected one of {KEYS}"]),
        (
            {"several": [{"size": 1}, 5, {"name": "x", "nmae": 1, "zzz": 1}]},
            [
                "several[0].name: is missing",
                "several[1]: is a number; expected a table of keys and values",
                "several[2].nmae: unknown key; expected name, perhaps",
                "several[2].zzz: unknown key; expected one of name, size",
            ],
        ),
    ],
)
def test_each_fault_of_a_shape(value: Any, faults: list[str]) -> None:
    found, said = shaped(value, Outer)
    assert found is None
    assert sorted(str(fault) for fault in said) == sorted(faults)
    assert sorted(str(fault) for fault in shaped(value, Outer, "[2]")[1]) == sorted(
        f"[2].{fault}" for fault in faults
    )


@pytest.mark.parametrize(
    ("value", "what"),
    [
        (5, "is a number; expected a table of keys and values"),
        ([], "is a list; expected a table of keys and values"),
        (None, "is null; expected a table of keys and values"),
        ({"on": "soon"}, "cannot be used"),
    ],
)
def test_a_value_that_cannot_be_used_as_a_whole(value: Any, what: str) -> None:
    assert [str(fault) for fault in shaped(value, Outer)[1]] == [f"the file: {what}"]
    assert [str(fault) for fault in shaped(value, Outer, "tiers[1]")[1]] == [f"tiers[1]: {what}"]


def test_a_value_in_its_shape_has_no_fault() -> None:
    assert shaped({"text": "x", "one": {"name": "y"}}, Outer) == (Outer(text="x", one=Inner("y")), [])


def test_what_a_value_is_never_says_the_value() -> None:
    values = (None, True, "x", 5, 5.5, [1], {"a": 1}, date(2026, 1, 1), time(1), object())
    assert [kind_of(value) for value in values] == [
        "null", "true or false", "text", "a number", "a number", "a list", "a table of keys and values",
        "a date or a time", "a date or a time", "not a number that JSON has",
    ]  # fmt: skip
