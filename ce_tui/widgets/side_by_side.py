"""What stands beside what follows the room that a form has: two groups of questions, a label and its line.

The order of focus is that of one column at every width.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.geometry import Offset, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.layouts.horizontal import HorizontalLayout
from textual.layouts.vertical import VerticalLayout
from textual.widget import Widget

from ce_tui.widgets.field import Field
from ce_tui.widgets.speaking import is_quiet

FIRST, SECOND = "-first-group", "-second-group"
"""Classes of the widgets that stand side by side: those of the first group at the left, of the second at the right."""
TWO_COLUMNS = 86
"""Cells from which two groups have room beside each other, each with its labels, its dates and lines to type in."""
WIDE_WINDOW = 110
"""Columns of a window below which everything stands in one column."""
_SHARE = 2, 5
"""What of them the first group takes: it has no date."""
_GAP = 2
_LINE = 22
"""Cells that a line needs beside its label, with its edges; with fewer the label stands above it."""
_VERTICAL, _HORIZONTAL = VerticalLayout(), HorizontalLayout()


class SideBySide(Layout):
    """From top to bottom; where there is room two groups beside each other, and what follows below both."""

    name = "side-by-side"

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        """Where each of the children stands."""
        if size.width < TWO_COLUMNS or parent.app.size.width < WIDE_WINDOW or is_quiet(parent):
            return _VERTICAL.arrange(parent, children, size, greedy)
        first, second = ([each for each in children if each.has_class(group)] for group in (FIRST, SECOND))
        if not first or not second:
            return _VERTICAL.arrange(parent, children, size, greedy)
        above, below = children[: children.index(first[0])], children[children.index(second[-1]) + 1 :]
        left = (size.width - _GAP) * _SHARE[0] // _SHARE[1]
        right = size.width - _GAP - left
        placed = _VERTICAL.arrange(parent, above, size, greedy)
        y = _bottom(placed)
        placed += _moved(_VERTICAL.arrange(parent, first, Size(left, size.height), greedy), 0, y)
        placed += _moved(_VERTICAL.arrange(parent, second, Size(right, size.height), greedy), left + _GAP, y)
        return placed + _moved(_VERTICAL.arrange(parent, below, size, greedy), 0, _bottom(placed))


class FoldingField(Field):
    """A field whose label stands above its line where it would leave the line too little room beside it."""

    def on_mount(self) -> None:
        """Lay out by the room there is."""
        if self._beside:
            self.styles.set_rule("layout", _FoldingRemarks(self._beside))
            self.query_one(".field-row").styles.set_rule("layout", _FoldingRow(self._beside))

    def remarks(self) -> ComposeResult:
        """The lines under it, which are moved to where its line begins as it is laid out."""
        for line in super().remarks():
            line.styles.padding = 0
            yield line


class _FoldingRow(Layout):
    """A label and what stands beside it, or below it."""

    name = "folding-row"

    def __init__(self, beside: int) -> None:
        self._beside = beside

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        """Where the label and the line stand."""
        if _has_room(parent, self._beside, size):
            return _HORIZONTAL.arrange(parent, children, size, greedy)
        label = _VERTICAL.arrange(parent, children[:1], size, greedy)
        return label + _moved(_HORIZONTAL.arrange(parent, children[1:], size, greedy), 0, _bottom(label))


class _FoldingRemarks(Layout):
    """A row with a label and a line, and below it remarks that begin where the line does."""

    name = "folding-remarks"

    def __init__(self, beside: int) -> None:
        self._beside = beside

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        """Where the row and its remarks stand."""
        row = _VERTICAL.arrange(parent, children[:1], size, greedy)
        left = self._beside if _has_room(parent, self._beside, size) else 0
        narrower = Size(size.width - left, size.height)
        return row + _moved(_VERTICAL.arrange(parent, children[1:], narrower, greedy), left, _bottom(row))


def _has_room(widget: Widget, beside: int, size: Size) -> bool:
    return size.width - beside >= _LINE or is_quiet(widget)


def _moved(placed: Sequence[WidgetPlacement], x: int, y: int) -> list[WidgetPlacement]:
    return [each._replace(region=each.region.translate(Offset(x, y))) for each in placed]


def _bottom(placed: Sequence[WidgetPlacement]) -> int:
    return max((each.region.bottom + each.margin.bottom for each in placed), default=0)
