"""How large the window is: one answer for everybody who asks, and none that is believed without bounds."""

from __future__ import annotations

import os

USUAL_COLUMNS, USUAL_ROWS = 80, 24
MOST_COLUMNS, MOST_ROWS = 400, 200
"""Of a larger window only so much is drawn: whoever signs in may claim 65,535 each way, and each cell is kept."""


def window_size(terminal: int) -> tuple[int, int]:
    """The columns and rows that are drawn on the terminal with this file descriptor.

    What nobody has measured, as behind a terminal that a script has opened, counts as 80 or 24, each by itself.
    """
    try:
        columns, rows = os.get_terminal_size(terminal)
    except OSError:
        columns, rows = 0, 0
    return min(columns or USUAL_COLUMNS, MOST_COLUMNS), min(rows or USUAL_ROWS, MOST_ROWS)
