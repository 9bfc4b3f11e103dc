"""JSON is read in one way everywhere, and strictly. Whoever reads it otherwise fails here."""

from __future__ import annotations

import ast
from pathlib import Path

import msgspec
import pytest

import ce_tui
from ce_tui.core.strict_json import NotJson, WrongShape, parse_as, reader_of_own, write_json
from ce_tui.core.vault.casebook.records import Note, read_note


class Shelf(msgspec.Struct):
    name: str = ""
    books: tuple[int, ...] = ()


REFUSED = {
    "a key that stands twice": b'{"name": "a", "name": "b"}',
    "such a key further in": b'{"other": {"a": 1, "a": 2}}',
    "NaN": b'{"other": NaN}',
    "an infinity": b'{"other": -Infinity}',
    "bytes that are no UTF-8": b'{"name": "\xff"}',
    "half of a surrogate pair": b'{"name": "\\ud800"}',
    "half of one, as a key": b'{"\\udfff": 1}',
    "half of one, as text that came from a command line": '{"name": "\udcff"}',
    "nested without end": b'{"other": ' + b"[" * 200_000,
    "nested deeply, and whole": b'{"other": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "a number of thousands of digits": b'{"other": ' + b"9" * 5_000 + b"}",
    "half a text": b'{"name": "a',
    "nothing": b"",
    "too much": b" " * 20_000_001,
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_what_is_not_json_is_refused_without_a_value(text: str | bytes) -> None:
    with pytest.raises(NotJson):
        parse_as(text, Shelf)


def test_another_shape_is_refused_with_its_place() -> None:
    with pytest.raises(WrongShape) as refused:
        parse_as('{"books": [1, "secret"]}', Shelf)
    assert refused.value.where == "books[1]" and "secret" not in str(refused.value)


def test_what_is_written_is_read_back() -> None:
    shelf = Shelf("Łódź, \U0001f600", (1, 2))
    assert parse_as(write_json(shelf), Shelf) == shelf


@pytest.mark.parametrize("name", ["bytes that are no UTF-8", "nested without end", "half a text"])
def test_a_note_beside_the_store_that_is_damaged_is_none(tmp_path: Path, name: str) -> None:
    note = tmp_path / "note.json"
    note.write_bytes(bytes(REFUSED[name]))  # type: ignore[arg-type]
    assert read_note(note) == Note()


def test_nobody_else_reads_json() -> None:
    root = Path(ce_tui.__file__).parent
    reading = {
        f"{file.relative_to(root)}: {ast.unparse(node)}"
        for file in root.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and ast.unparse(node) in _READERS
    }
    assert reading == {"core/strict_json.py: json.loads", "core/strict_json.py: msgspec.json.Decoder"}


def test_only_what_lies_in_sealed_rows_is_read_without_looking_for_repeated_keys() -> None:
    root = Path(ce_tui.__file__).parent
    quick = {
        str(file.relative_to(root))
        for file in root.rglob("*.py")
        if "reader_of_own" in file.read_text("utf-8")
    }
    assert quick == {"core/strict_json.py", "core/pathway/actions/follow_up_summary.py"}


def test_what_the_app_wrote_itself_is_read_back_and_what_is_damaged_is_what_was_given_instead() -> None:
    nothing = Shelf("", ())
    read = reader_of_own(Shelf, nothing)
    shelf = Shelf("Łódź, \U0001f600", (1, 2))
    assert read(write_json(shelf)) == shelf
    for damaged in ("{", "[]", '{"books": ["secret"]}', "[" * 100_000, '{"name": "\ud800"}', ""):
        assert read(damaged) == nothing


_READERS = {"json.load", "json.loads", "json.JSONDecoder", "msgspec.json.decode", "msgspec.json.Decoder"}
