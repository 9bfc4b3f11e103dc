"""What a widget asks of the app around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from textual.dom import DOMNode

from ce_tui.commands.keymap import Keys
from ce_tui.widgets.header_parts import HeaderPart


@dataclass(eq=False)
class Surroundings:
    """How it is shown now, and what the app does for its widgets. The defaults are for an app without `surroundings`.

    `theme`: the theme that was chosen; empty: as it comes. `children`: how lists show children, as the account or the
    deployment has it. `draws_lines`: whether the theme draws thin lines, and the terminal has them. `keys`: those in
    force. `header_parts`: the left-hand words of every header. `lasting_parts`: the last line in the display for screen
    readers, which stays the same and is read out once. `can_lock`: whether there is anything to lock. `show_cursor`
    moves the hardware cursor after a change that painted nothing. `in_turn` does a job that shows or takes away a
    screen: now, or from beneath a lock once it is open.
    """

    theme: str = ""
    for_screen_readers: bool = False
    children: str = ""
    draws_lines: bool = False
    keys: Keys = field(default_factory=Keys)
    keys_pressed: int = 0
    header_parts: Callable[[], Sequence[HeaderPart]] = tuple
    lasting_parts: Callable[[], Sequence[HeaderPart]] = tuple
    can_lock: Callable[[], bool] = lambda: True
    show_cursor: Callable[[], None] = lambda: None
    in_turn: Callable[[Callable[[], Any]], Any] = lambda job: job()


_NONE = Surroundings()


def around(node: DOMNode) -> Surroundings:
    """The surroundings of a widget or a screen."""
    found = getattr(node.app, "surroundings", None)
    return found if isinstance(found, Surroundings) else _NONE
