"""Phrases that no text of the app may have: each was said once, and misled or blamed. None comes back unseen."""

from __future__ import annotations

import ast
import json
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from support.checkout import CHECKOUT

PHRASES = (
    # What nobody answered, said as a No
    "No immediate risk is recorded",
    # Instructions without a number, or to the wrong door
    "whatever else is marked",
    "Ask the service for advice before",
    "If MASH does not answer",
    "do not leave it at the form",
    "tell the police now",
    "answers now",
    "is open now",
    "probably a misprint",
    "no page that was looked at has it",
    # What is said of the work
    "Nothing to do along the pathway",
    "What is missing: Nothing",
    "Missing: nothing",
    "nothing holds it up",
    "draft again",
    "It counts for nothing and is not printed",
    "address not in the copy used",
    "software's own words",
    # Blame
    "involved in exploitation",
    "puts themselves at risk",
    "put themselves at risk",
    "putting themselves at risk",
    "placed themselves at risk",
    "lifestyle choice",
    "promiscuous",
    "child prostitut",
    "consented to",
)
VERBATIM = CHECKOUT / "tests" / "data" / "source"
"""The document itself: it may say what it says, wherever it is quoted."""


def words(text: str) -> str:
    """A text in one line of small letters: where a line is broken does not matter."""
    return " ".join(text.replace("’", "'").split()).casefold()


def said_in_code(file: Path) -> Iterator[str]:
    """The strings of a module, those with values in them with dots for these; not what is written about the code."""
    tree = ast.parse(file.read_text("utf-8"))
    about = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in about:
            yield node.value


def strings(value: object) -> Iterator[str]:
    """Every string in data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


def texts() -> Iterator[tuple[str, str]]:
    """Everything that the app says, by where it stands."""
    for file in sorted((CHECKOUT / "ce_tui").rglob("*.py")):
        yield from ((str(file.relative_to(CHECKOUT)), each) for each in said_in_code(file))
    for file in sorted((CHECKOUT / "data").rglob("*")):
        name = str(file.relative_to(CHECKOUT))
        if file.suffix == ".toml":
            yield from ((name, each) for each in strings(tomllib.loads(file.read_text("utf-8"))))
        elif file.suffix == ".json":
            yield from ((name, each) for each in strings(json.loads(file.read_text("utf-8"))))
        elif file.suffix == ".html":
            yield name, file.read_text("utf-8")
    pages = [CHECKOUT / "README.md", *sorted((CHECKOUT / "docs").glob("*.md"))]
    recorded = sorted(
        each for each in (CHECKOUT / "tests" / "data").rglob("*") if each.suffix in (".txt", ".md")
    )
    for file in (*pages, *(each for each in recorded if VERBATIM not in each.parents)):
        yield str(file.relative_to(CHECKOUT)), file.read_text("utf-8")


@cache
def everything() -> tuple[tuple[str, str], ...]:
    return tuple((where, words(text)) for where, text in texts())


def found(phrase: str, said: tuple[tuple[str, str], ...]) -> list[str]:
    """Where a phrase is said."""
    return [where for where, text in said if words(phrase) in text]


@pytest.mark.parametrize("phrase", PHRASES)
def test_it_is_said_nowhere(phrase: str) -> None:
    assert found(phrase, everything()) == []


@pytest.mark.parametrize("phrase", PHRASES)
def test_the_document_itself_does_not_say_it(phrase: str) -> None:
    """Else it would stand wherever the document is quoted."""
    for file in VERBATIM.iterdir():
        assert words(phrase) not in words(file.read_text("utf-8"))


def test_everything_is_looked_through() -> None:
    places = {where for where, _ in everything()}
    for place in (
        "ce_tui/core/pathway/outcome/phone_script.py",
        "data/help/start.toml",
        "data/notices/notices.toml",
        "data/localities/essex.toml",
        "data/demo/essex.json",
        "README.md",
        "tests/data/screens/80x24.txt",
        "tests/data/lines/its-result.txt",
        "tests/data/help.txt",
    ):
        assert place in places
    assert found("Mark a factor. Raises NotAccepted", everything()) == [], (
        "what is about the code is not said"
    )


def test_a_phrase_is_found_though_a_value_or_a_line_break_stands_in_its_text(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    lines = (
        '"""The draft again."""',
        'WORDS = f"{1} is a " "draft\\n  Again."',
        'MORE = "It counts for nothing " "and is not printed"',
    )
    module.write_text("\n".join(lines))
    said = tuple(("module.py", words(each)) for each in said_in_code(module))
    assert {*found("draft again", said)} == {"module.py"}
    assert found("It counts for nothing and is not printed", said) == ["module.py"]
