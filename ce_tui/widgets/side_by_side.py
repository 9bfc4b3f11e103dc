"""What stands beside what follows the room that a form has: two groups of questions, a label and its line.

The order of focus is that of one column at every width.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.geometry import Offset, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.layouts.horizontal import HorizontalLayout
from textual.layouts.vertical import VerticalLayout
from textual.widget import Widget

from ce_tui.widgets.field import Field
from ce_tui.widgets.room import TWO_FROM
from ce_tui.widgets.speaking import is_quiet

TWO_COLUMNS = 86
"""Cells from which two groups have room beside each other, each with its labels, its dates and lines to type in."""
_SHARE = 2, 5
"""What of them the first group takes: it has no date."""
_GAP = 2
_LINE = 22
"""Cells that a line needs beside its label, with its edges; with fewer the label stands above it."""
_VERTICAL, _HORIZONTAL = VerticalLayout(), HorizontalLayout()


class GroupColumns(Container):
    """Two groups of widgets: one below the other, or where there is room the second at the right of the first.

    Each is in a container of its own, so that all of the first can be gone to before any of the second.
    """

    def __init__(self, first: Iterable[Widget], second: Iterable[Widget]) -> None:
        super().__init__(*(Vertical(*group, classes="form-column") for group in (first, second)))
        self.styles.set_rule("layout", _Columns())


class _Columns(Layout):
    """One child below the other, or two of them beside each other."""

    name = "columns"

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        """Where both stand."""
        if size.width < TWO_COLUMNS or parent.app.size.width < TWO_FROM or is_quiet(parent):
            return _VERTICAL.arrange(parent, children, size, greedy)
        left = (size.width - _GAP) * _SHARE[0] // _SHARE[1]
        right = size.width - _GAP - left
        first = _VERTICAL.arrange(parent, children[:1], Size(left, size.height), greedy)
        second = _VERTICAL.arrange(parent, children[1:], Size(right, size.height), greedy)
        return first + _moved(second, left + _GAP, 0)


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
