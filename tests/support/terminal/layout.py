"""Where a recorded screen has its text: lines that can be read without losing the way back, and panes side by side.

A screen has a header of two rows (a dialog has none), then its body, a rule, and the rows of status and keys.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

_BETWEEN_PANES = "│|"
_RULE = re.compile(r"[─-]{3}(?: [\w ,.]+ )?[─-]*")
_APART = re.compile(r"\s{2,}|(?:^|\s)[│|](?:\s|$)|│")
_MARKER = re.compile(r"\s*(?:>\s+)?")


def rows_of(recorded: str) -> list[str]:
    """A recorded screen's rows, without what is said about its cursor."""
    return recorded.split("\n")[:-1]


def body(rows: list[str]) -> list[str]:
    """What stands between the header and the rule above the status."""
    rules = [number for number, row in enumerate(rows) if number > 1 and _RULE.fullmatch(row)]
    return rows[_header(rows) : rules[-1] if rules else len(rows)]


def running_text(rows: list[str]) -> Iterator[str]:
    """The words that stand in a row with one blank between each two, from below the header to the keys.

    What stands two blanks apart is another column, what a line parts another pane; a list's ">" is none of the words.
    """
    for row in rows[_header(rows) :]:
        if not _RULE.fullmatch(row):
            yield from filter(None, map(str.strip, _APART.split(row[_MARKER.match(row).end() :])))  # type: ignore[union-attr]


def share_beside(rows: list[str]) -> float:
    """In how many of the body's rows something is written right of the line between panes: from 0, none, to 1, all."""
    inside = body(rows)
    found = Counter(at for row in inside for at, sign in enumerate(row) if sign in _BETWEEN_PANES)
    lines = [at for at, count in found.items() if count * 2 >= len(inside)]
    if not lines:
        return 0.0
    beside = (row[min(lines) + 1 :] for row in inside if row[min(lines) : min(lines) + 1] in _BETWEEN_PANES)
    return sum(any(map(str.isalnum, row)) for row in beside) / len(inside)


def _header(rows: list[str]) -> int:
    return 2 if rows[0].strip() else 0
