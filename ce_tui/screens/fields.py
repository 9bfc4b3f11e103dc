"""Fields of a screen that are read together."""

from __future__ import annotations

from collections.abc import Callable

from ce_tui.core.vault.errors import Refused
from ce_tui.screens.base import CeScreen
from ce_tui.widgets.field import Field


def are_right(screen: CeScreen, *given: tuple[Field, Callable[[str], object]]) -> bool:
    """Whether fields hold what they are read as; what is wrong is shown in each, and the first is gone to."""
    for field, read in given:
        try:
            read(field.value)
            field.error = ""
        except Refused as refused:
            field.error = refused.words
    wrong = next((field for field, _ in given if field.error), None)
    if wrong is not None:
        wrong.point_out()
        screen.say(wrong.words)
    return wrong is None
