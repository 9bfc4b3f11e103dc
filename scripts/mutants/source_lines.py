"""Where the statements and the functions of a source lie."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator


class Source:
    """A source by its lines."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._tree = ast.parse(text)
        self.lines_of_functions = frozenset(self._functions())

    def within_a_function(self, line: int) -> bool:
        """Whether it runs when a function is called, not at import."""
        return line in self.lines_of_functions

    def statement(self, line: int) -> range:
        """The lines of the innermost statement that the line belongs to; of a compound one without its body."""
        around = [
            each for each in ast.walk(self._tree) if isinstance(each, ast.stmt) and line in _lines(each)
        ]
        return max(map(_lines, around), key=lambda lines: lines.start, default=range(line, line + 1))

    def name_given(self, line: int) -> str:
        """The first word of the statement there: what is assigned, or defined."""
        begins = self.text.splitlines()[self.statement(line).start - 1]
        return re.sub(r"^\s*(class |def )?", "", begins).partition(" ")[0].strip("():,=")

    def lines_with(self, name: str) -> list[int]:
        """The lines that hold a name."""
        word = re.compile(rf"\b{re.escape(name)}\b") if name else None
        lines = enumerate(self.text.splitlines(), 1)
        return [number for number, text in lines if word is not None and word.search(text)]

    def _functions(self) -> Iterator[int]:
        for each in ast.walk(self._tree):
            if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef):
                yield from range(each.body[0].lineno, each.end_lineno + 1)


def _lines(statement: ast.stmt) -> range:
    body = getattr(statement, "body", None)
    return range(
        statement.lineno, max(body[0].lineno, statement.lineno + 1) if body else statement.end_lineno + 1
    )
