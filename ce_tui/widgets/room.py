"""From how many columns of a window on what is shown how, and how a section shares them with what stands beside it."""

from __future__ import annotations

from ce_tui.widgets.wrapping import WIDEST

COLUMNS_FROM = 72
"""Columns from which what a list says of an item stands in columns: with fewer, in words one after the other."""
TABLE_FROM = 100
"""Columns from which such lists are tables (`ce_tui/widgets/table_rows.py`)."""
TWO_FROM, THREE_FROM = 110, 160
"""Columns from which one pane stands beside the body of a section, and from which there are two."""
_NARROWEST = 80
"""Columns that the body keeps: all that it shows is made for them."""


def panes_beside(width: int) -> int:
    """How many panes stand beside the body in a window of so many columns."""
    return (width >= TWO_FROM) + (width >= THREE_FROM)


def body_columns(width: int) -> int:
    """The columns of the body there: most of the window, as far as it needs them and they are read well."""
    panes = panes_beside(width)
    if not panes:
        return width
    share = width * 7 // 10 if panes == 1 else width * 21 // 40
    return min(max(share, _NARROWEST), WIDEST)
