"""A TextArea that holds whatever is done in it: undo, redo, long pastes, another size of the window.

Textual's own works out how much there is to scroll while the cursor still stands on a line that an undo has taken
away, and ends the app when the scroll bar goes with it; scrolls to the cursor before there is room for the lines that
were put in, so that it is out of view; takes back, with a letter typed after an undo, what stood before it; leaves
lines as they were broken for a window of another size; and goes between a letter and its accent, where the next key
tears them apart. Overrides of Textual 8.2.8: `undo`, `redo`, `_refresh_size`, `_rewrap_and_refresh_virtual_size`,
`_word_pattern`, `move_cursor`, the locations that the cursor goes to and is deleted to, `action_delete_word_right`.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.document._document import Location
from textual.widgets import TextArea

from ce_tui.widgets.letters import (
    edges_of_words,
    letter_after,
    letter_before,
    letter_end,
    letter_start,
    word_after,
)


class SoundTextArea(TextArea):
    """Use it as a TextArea."""

    _size_waits = False

    def on_mount(self) -> None:
        """Know words by their letters, accents included."""
        self._word_pattern = edges_of_words()

    def move_cursor(
        self, location: Location, select: bool = False, center: bool = False, record_width: bool = True
    ) -> None:
        """Move the cursor; where that would be within a letter, to its beginning."""
        super().move_cursor(self._begun(self.clamp_visitable(location)), select, center, record_width)

    def get_cursor_left_location(self) -> Location:
        """Where the letter before the cursor begins."""
        row, column = self.cursor_location
        if column == 0:
            return super().get_cursor_left_location()
        return row, letter_before(self.document[row], column)

    def get_cursor_right_location(self) -> Location:
        """Where the letter after the cursor ends."""
        row, column = self.cursor_location
        if self.cursor_at_end_of_line:
            return super().get_cursor_right_location()
        return row, letter_after(self.document[row], column)

    def get_cursor_word_left_location(self) -> Location:
        """Where the word before the cursor begins."""
        return self._begun(super().get_cursor_word_left_location())

    def get_cursor_word_right_location(self) -> Location:
        """Where the word after the cursor ends."""
        row, column = super().get_cursor_word_right_location()
        return row, letter_end(self.document[row], column)

    def get_cursor_line_start_location(self, smart_home: bool = False) -> Location:
        """Where the row on the screen begins, which may be folded within a letter."""
        return self._begun(super().get_cursor_line_start_location(smart_home))

    def get_cursor_line_end_location(self) -> Location:
        """Where the row on the screen ends."""
        return self._begun(super().get_cursor_line_end_location())

    def _begun(self, location: Location) -> Location:
        row, column = location
        return row, letter_start(self.document[row], column)

    def action_delete_word_right(self) -> None:
        """Delete to the end of the next word."""
        if not self.selection.is_empty or self.cursor_at_end_of_line:
            super().action_delete_word_right()
            return
        row, column = self.cursor_location
        self._delete_via_keyboard((row, column), (row, word_after(self.document[row], column)))

    def undo(self) -> None:
        """Take the last change back."""
        self._go(super().undo)

    def redo(self) -> None:
        """Make a change again that was taken back."""
        self._go(super().redo)

    def _go(self, step: Callable[[], None]) -> None:
        """Back or forth: the size follows once text and cursor agree; what is typed next is a change of its own."""
        if self.read_only:
            return
        self._size_waits = True
        try:
            step()
        finally:
            self._size_waits = False
        self.history.checkpoint()
        self._refresh_size()

    def _refresh_size(self) -> None:
        """Scroll as far as the text goes now, and where that is another length, to the cursor."""
        if self._size_waits:
            return
        before = self.virtual_size
        super()._refresh_size()
        if self.virtual_size != before and self.is_mounted:
            self.scroll_cursor_visible()

    def _rewrap_and_refresh_virtual_size(self) -> None:
        """Break the lines anew, and draw them: they may have been drawn as they were broken before."""
        super()._rewrap_and_refresh_virtual_size()
        self.refresh()

    def on_unmount(self) -> None:
        """Watch the app's theme no longer: its list of who does would hold this text for as long as the app runs."""
        watchers = getattr(self.app, "__watchers", {}).get("theme", [])
        watchers[:] = [each for each in watchers if each[0] is not self]
