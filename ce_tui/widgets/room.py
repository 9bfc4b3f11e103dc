"""From how many columns of a window on what is shown how, and how a section shares them with what stands beside it."""

from __future__ import annotations

from ce_tui.widgets.wrapping import WIDEST

COLUMNS_FROM = 72
"""Columns from which what a list says of an item stands in columns: with fewer, in words one after the other."""
DRAWN_FROM = 80
"""Columns from which the strip of sections and the tiers at a glance are drawn: with fewer they are words alone.

The body of a section keeps as many.
"""
TABLE_FROM = 100
"""Columns from which such lists are tables (`ce_tui/widgets/table_rows.py`)."""
TWO_FROM = 110
"""Columns from which a pane stands beside the body of a section."""


def body_columns(width: int) -> int:
    """The columns of the body there: most of the window, as far as it needs them and they are read well."""
    return width if width < TWO_FROM else min(max(width * 7 // 10, DRAWN_FROM), WIDEST)
