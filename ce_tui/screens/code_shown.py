"""A recovery code and the field that asks for its last group: seen together, in a small window, too."""

from __future__ import annotations

from functools import partial

from textual.widgets import Static

from ce_tui.screens.base import CeScreen
from ce_tui.session.words.gate import CODE_LETTERS
from ce_tui.widgets.field import Field
from ce_tui.widgets.scroll_in_form import once_scrolled, show_together
from ce_tui.widgets.speaking import is_quiet


def show_code(screen: CeScreen, about: str) -> None:
    """Scroll so far; in the display for screen readers what is said `about` the code is said first, below."""
    if is_quiet(screen):
        screen.greet(f"{about} {CODE_LETTERS}")
    keep_code_in_sight(screen)


def keep_code_in_sight(screen: CeScreen) -> None:
    """Scroll so far once more: what is wrong with what was typed stands below the field."""
    code, group = screen.query_one("#code", Static), screen.query_one("#group", Field)
    once_scrolled(group, partial(show_together, code, group))
