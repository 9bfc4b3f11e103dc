"""Whether what has the focus is typed in."""

from __future__ import annotations

import sys

from textual.widgets import Input

_TEXT_AREA = "textual.widgets._text_area"


def takes_letters(widget: object) -> bool:
    """Whether a widget takes letters for text: a line, or a TextArea, which is imported where the first one is made."""
    if isinstance(widget, Input):
        return True
    text_areas = sys.modules.get(_TEXT_AREA)
    return text_areas is not None and isinstance(widget, text_areas.TextArea)
