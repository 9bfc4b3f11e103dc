"""A TextArea that draws anew only the line in which something was typed.

Textual's own draws every line that can be seen at each key, and works out its styles each time: most of what a letter
costs. Where a hundred people type on one machine that is what they wait for. Overrides of Textual 8.2.8: `edit`,
`refresh`, `render_lines`, `notify_style_update`; a test compares each screen with one that is drawn whole.
"""

from __future__ import annotations

from typing import Self

from textual.document._document import EditResult
from textual.document._edit import Edit
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import TextArea

from ce_tui.widgets.sound_text_area import SoundTextArea


class FrugalTextArea(SoundTextArea):
    """Use it as a TextArea."""

    _in_one_line = False
    _wants_refresh = False
    _styled = False

    def edit(self, edit: Edit) -> EditResult:
        """Perform an edit; where it stays in one line of text and moves no other, only that line is drawn."""
        line = edit.top[0]
        if edit.bottom[0] != line or "\n" in edit.text or "\r" in edit.text or not self._is_in(line):
            return super().edit(edit)
        rows, scrolled = len(self.wrapped_document.get_offsets(line)), self.scroll_offset
        partner = self._matching_bracket_location
        self._in_one_line, self._wants_refresh = True, False
        try:
            result = super().edit(edit)
        finally:
            self._in_one_line = False
        if self._wants_refresh:
            moved = len(self.wrapped_document.get_offsets(line)) != rows or self.scroll_offset != scrolled
            if moved or self._matching_bracket_location != partner or not self._is_in(line):
                self.refresh()
            else:
                first = self.wrapped_document.location_to_offset((line, 0)).y
                self.refresh_lines(first, rows + 1)
        return result

    def _is_in(self, line: int) -> bool:
        """Whether the selection lies within this line."""
        start, end = self.selection
        return start[0] == end[0] == line

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Ask to be drawn. During an edit within one line it is put off: what is drawn is decided at its end."""
        if self._in_one_line and repaint and not (layout or recompose):
            self._wants_refresh = True
            return self
        if regions and not (layout or recompose):
            styles = dict(self._rich_style_cache)  # a line that is drawn anew has no other styles
            super().refresh(*regions, repaint=repaint)
            self._rich_style_cache.update(styles)
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        """Styles have changed: work them out at the next drawing."""
        self._styled = False
        super().notify_style_update()

    def _set_theme(self, theme: str) -> None:
        self._styled = False
        super()._set_theme(theme)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw; the styles are worked out where they have changed."""
        if not self._styled and self._theme is not None:
            self._theme.apply_css(self)
            self._styled = True
        return super(TextArea, self).render_lines(crop)
