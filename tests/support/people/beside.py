"""What a person sees beside a section in a wide window."""

from __future__ import annotations

from textual.geometry import Region

from ce_tui.widgets.room import panes_beside
from ce_tui.widgets.side_pane import SidePane
from support.people.screens import App


def panes(app: App) -> list[list[str]]:
    """The rows of each pane, as they are drawn."""
    found = app.app.screen.query(SidePane)
    if not found or not found.first().region.width:
        return []
    region: Region = found.first().region
    lines = [line.ljust(app.app.size.width) for line in app.text().splitlines()]
    count = panes_beside(app.app.size.width)
    each = region.width // count
    return [
        [
            lines[y][region.x + number * each + 1 : region.x + (number + 1) * each].strip()
            for y in range(region.y, region.bottom)
        ]
        for number in range(count)
    ]


def beside(app: App) -> str:
    """All that stands beside, in one line."""
    return " ".join(" ".join(row for rows in panes(app) for row in rows).split())


def blocks(app: App) -> list[str]:
    """The rows of the first pane below the tiers at a glance, which stand beside a tier."""
    rows = panes(app)[0]
    return rows[rows.index("") + 1 :] if rows[0][:1].isdigit() else rows


def leads(app: App) -> str:
    """The heading of what leads."""
    return blocks(app)[0]
