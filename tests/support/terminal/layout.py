"""Where a recorded screen has its text: lines that can be read without losing the way back, and panes side by side.

A screen has a header of two rows (a dialog has none), then its body, a rule, and the rows of status and keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_RULE = re.compile(r"[─-]{3}(?: [\w ,.]+ )?[─-]*")
_APART = re.compile(r"\s{2,}|(?:^|\s)[│|](?:\s|$)|│")
_MARKER = re.compile(r"\s*(?:>\s+)?")


def rows_of(recorded: str) -> list[str]:
    """A recorded screen's rows, without what is said about its cursor."""
    return recorded.split("\n")[:-1]


def running_text(rows: list[str]) -> Iterator[str]:
    """The words that stand in a row with one blank between each two, from below the header to the keys.

    What stands two blanks apart is another column, what a line parts another pane; a list's ">" is none of the words.
    """
    for row in rows[_header(rows) :]:
        if not _RULE.fullmatch(row):
            yield from filter(None, map(str.strip, _APART.split(row[_MARKER.match(row).end() :])))  # type: ignore[union-attr]


def _header(rows: list[str]) -> int:
    return 2 if rows[0].strip() else 0
