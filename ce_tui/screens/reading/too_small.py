"""Shown while the terminal is too small for anything else. What was open lies beneath, as it was."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.geometry import Size
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from ce_tui.commands.key_names import say_key
from ce_tui.terminal.cropping import draw_what_changed
from ce_tui.widgets.surroundings import around

WIDTH, HEIGHT = 60, 20  # columns and rows that every screen fits in
WORDS = (
    f"In danger now: phone 999. This window is too small: it needs {WIDTH} columns and {HEIGHT} rows. Everything is "
    "kept, but nothing that you type now arrives. Make it larger to go on."
)
"""999 first: of a very small window the end is cut."""


def is_too_small(size: Size) -> bool:
    """Whether a terminal of this size cannot show the app."""
    return size.width < WIDTH or size.height < HEIGHT


class TooSmallScreen(Screen[None]):
    """Says what is wrong and that nothing is lost. Takes no key but those that lock and sign out."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def __init__(self) -> None:
        super().__init__()
        draw_what_changed(self)

    def compose(self) -> ComposeResult:
        yield Static(self.words, markup=False)

    @property
    def words(self) -> str:
        """What it says, with the key that locks where there is anything to lock."""
        key = say_key(around(self).keys.key_of("lock")) if around(self).can_lock() else ""
        return f"{WORDS} {key} locks." if key else WORDS

    def warn(self, words: str) -> None:
        """Say this instead; without words: as before."""
        self.query_one(Static).update(words or self.words)
