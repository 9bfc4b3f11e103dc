"""The lines above a screen's body: whose screening it is and in what state; at the right what the screen is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from textual.widget import Widget

from ce_tui.widgets.drawn_plainly import PlainLines, rule
from ce_tui.widgets.header_parts import HeaderPart, in_width
from ce_tui.widgets.speaking import is_quiet
from ce_tui.widgets.tones import Row
from ce_tui.widgets.wrapping import cells, fit


class InPlaceOfRule(Protocol):
    """What can stand in place of the rule."""

    def row(self, width: int) -> Row:
        """Itself, in as many words as fit."""


class HeaderLine(PlainLines):
    """App, locality, state and reference, whose it is, when it was saved; at the right the section. Then a rule, or
    a strip of the screening's sections.
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._left: Sequence[HeaderPart] = ()
        self._right = ""
        self._warned = ""
        self._more = False
        self._strip: InPlaceOfRule | None = None

    def warn(self, words: str) -> None:
        """Say this instead, whatever else is said, until it is taken back with no words."""
        self._warned = words
        self.lay_out()

    def say(self, left: Sequence[HeaderPart], right: str) -> None:
        """Left-hand words and right-hand words; the left ones give way where both do not fit."""
        self._left, self._right = left, right
        self.lay_out()

    def show_strip(self, strip: InPlaceOfRule) -> None:
        """Have a strip in place of the rule."""
        self._strip = strip
        self.lay_out()

    def more(self, above: bool) -> bool:
        """Whether there is more above what can be seen. True: that is to be said elsewhere, a strip leaves no room."""
        self._more = above
        self.lay_out()
        return above and self._strip is not None

    def on_resize(self) -> None:
        self.lay_out()

    def lay_out(self) -> None:
        """Work out the rows anew."""
        right, width = self._right, self.size.width or 80
        if is_quiet(self):  # the title alone; all else stands in the last line
            return self.show([fit(right, width), ""])
        right = fit(right, min(cells(right), max(width - 2, 0)))
        room = max(width - cells(right) - 3, 0)
        left = fit(self._warned or in_width(self._left, room), room)
        named: Row = [(" ", ""), (left, "alert"), (f" {right}", "")] if self._warned else f" {left} {right}"
        ruled = rule(self, width, "more above" if self._more else "")
        self.show([named, self._strip.row(width) if self._strip else ruled])
        return None


def out_of_sight(scrolled: Sequence[Widget]) -> tuple[bool, bool]:
    """Whether any of what can be scrolled has more above what can be seen of it, and whether more below."""
    shown = [each for each in scrolled if each.display]
    shown = [each for each in shown if not any(other in each.ancestors for other in shown)]
    above = any(each.scroll_offset.y > 0 for each in shown)
    return above, any(each.scroll_offset.y < each.max_scroll_y for each in shown)
