"""What a widget asks of the app around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from textual.dom import DOMNode

from ce_tui.commands.table import BY_ID
from ce_tui.widgets.header_parts import HeaderPart


class Surroundings:
    """Those of an app that says nothing of itself. One that has more to say has its own as `surroundings`."""

    @property
    def for_screen_readers(self) -> bool:
        """Whether the display is the one for screen readers."""
        return False

    @property
    def draws_lines(self) -> bool:
        """Whether the theme in use draws rules and boxes with thin lines, which this terminal has."""
        return False

    @property
    def keys_pressed(self) -> int:
        """How many keys were pressed so far."""
        return 0

    @property
    def lasting_parts(self) -> Sequence[HeaderPart]:
        """What the last line says in the display for screen readers: it stays the same, and is read out once."""
        return ()

    @property
    def can_lock(self) -> bool:
        """Whether there is anything to lock."""
        return True

    def key_of(self, command_id: str) -> str:
        """The key of a command; empty: it has none."""
        return BY_ID[command_id].key

    def show_cursor(self) -> None:
        """Move the hardware cursor after a change that painted nothing."""

    def in_turn(self, job: Callable[[], Any]) -> Any:
        """Do a job that shows or takes away a screen: now, or from beneath a lock once it is open."""
        return job()


_NONE = Surroundings()


def around(node: DOMNode) -> Surroundings:
    """The surroundings of a widget or a screen."""
    found = getattr(node.app, "surroundings", None)
    return found if isinstance(found, Surroundings) else _NONE
