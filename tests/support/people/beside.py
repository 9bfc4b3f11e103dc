"""What a person sees beside a section in a wide window."""

from __future__ import annotations

from ce_tui.widgets.tier_board import SidePane
from support.people.screens import App


def pane(app: App) -> list[str]:
    """The rows of the pane, as they are drawn, without those at its end where nothing stands."""
    found = app.app.screen.query(SidePane)
    if not found or not (region := found.first().region).width:
        return []
    lines = [line.ljust(app.app.size.width) for line in app.text().splitlines()]
    rows = [lines[y][region.x + 1 : region.right].strip() for y in range(region.y, region.bottom)]
    while rows and not rows[-1]:
        rows.pop()
    return rows


def beside(app: App) -> str:
    """All that stands beside, in one line."""
    return " ".join(" ".join(pane(app)).split())
