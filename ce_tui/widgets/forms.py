"""A form: its words, and where it says what is wrong.

What is wrong in one is listed at its top: see `ce_tui/widgets/error_summary.py`, which the first form with a fault in
it imports.
"""

from __future__ import annotations

from rich.segment import Segment
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from ce_tui.widgets.in_room import cut_row
from ce_tui.widgets.scroll_in_form import Faulted, SentOff, once_scrolled
from ce_tui.widgets.speaking import is_quiet

CLEARED = "What was typed here is cleared, because no key was pressed for a while."


class CutText(Static):
    """Plain text that a window may show in part: for screen readers its last row in sight says that more follows.

    Elsewhere the rule below says so; there it is not drawn, and what breaks off in mid-sentence would be taken for all.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows in sight: `crop` are those that the windows around it leave."""
        strips = super().render_lines(crop)
        width, height = self.outer_size
        if not strips or crop.bottom >= height or not is_quiet(self):
            return strips
        below = [
            row.text.strip()
            for row in super().render_lines(Region(0, crop.bottom, width, height - crop.bottom))
        ]
        if not any(below):
            return strips
        last = strips[-1]
        style = next((segment.style for segment in last if segment.style is not None), self.rich_style)
        room = width - self.styles.gutter.width
        margin = " " * self.styles.gutter.left
        row = f"{margin}{cut_row(last.text.strip(), below[0], room)}" if last.text.strip() else ""
        strips[-1] = Strip([Segment(row.ljust(width), style)]).crop(crop.x, crop.right)
        return strips


def text(words: str, *, id: str | None = None, classes: str = "words") -> Widget:
    """Words in a form."""
    return CutText(words, id=id, classes=classes, markup=False)


def problem_line() -> Widget:
    """Where a form says what is wrong; not there while nothing is."""
    line = Static("", id="problem", classes="problem", markup=False)
    line.display = False
    return line


class CheckedForm(VerticalScroll, can_focus=False):
    """A form with several things to fill in. Its faults are listed at its top: all of them once it was sent off, before
    that where there are two or more.
    """

    was_sent_off = False

    def on_faulted(self, event: Faulted) -> None:
        """List the faults anew."""
        event.stop()
        self.list_faults()

    def send_off(self) -> None:
        """It was sent off, or left and come back to: whatever is wrong is listed now."""
        self.was_sent_off = True
        self.list_faults()

    def on_sent_off(self, event: SentOff) -> None:
        """List whatever is wrong."""
        event.stop()
        self.send_off()

    def list_faults(self) -> None:
        """List what is wrong now, in the order of the form; what has the focus stays in sight, the list if it can."""
        from ce_tui.widgets.error_summary import ErrorSummary, faults_in

        faults = faults_in(self, self.place_of)
        self.was_sent_off = self.was_sent_off and bool(faults)
        if len(faults) < (1 if self.was_sent_off else 2):
            faults = []
        shown = next(iter(self.query(ErrorSummary)), None)
        if shown is None and faults:
            self.mount(shown := ErrorSummary(), before=0)
        if shown is not None and shown.show_faults(faults):
            once_scrolled(self, self._keep_focus_in_sight)

    def place_of(self, widget: Widget) -> str:
        """The place of a line or list among all that is asked; empty: they are not numbered."""
        return ""

    def _keep_focus_in_sight(self) -> None:
        focused = self.screen.focused if self.is_attached else None  # it may have been left meanwhile
        if focused is None or self not in focused.ancestors:
            return
        if focused.region.bottom - self.region.y + self.scroll_offset.y <= self.size.height:
            self.scroll_to(y=0, animate=False, immediate=True)
        else:
            stands = next(each for each in focused.ancestors_with_self if each.parent is self)
            if isinstance(stands, Widget) and stands.size.height <= self.size.height:
                self.scroll_to_widget(stands, animate=False, immediate=True)
