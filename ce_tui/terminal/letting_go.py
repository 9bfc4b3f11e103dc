"""What is shown no longer is let go of: Textual 8.2.8 holds on to some of it for as long as the app runs."""

from __future__ import annotations

from typing import Any

from textual._compositor import Compositor
from textual._node_list import NodeList
from textual._styles_cache import StylesCache
from textual.screen import Screen


def let_go_of_lines() -> None:
    """Have the lines of a screen that was left forgotten with it.

    Two colours of each widget are kept in one cache for all, by what should have been the class (a `cls` without
    `classmethod`): so the last 1,024 widgets' drawn lines were kept with them, some 30 kB each, and words of a case.
    """
    if not isinstance(StylesCache.__dict__["get_inner_outer"], classmethod):
        StylesCache.get_inner_outer = classmethod(StylesCache.get_inner_outer)  # type: ignore[assignment,arg-type]


def let_go_of_widgets(screen: Screen[Any]) -> None:
    """Have what stood on a screen forgotten, with what was typed there.

    Textual's run of an app holds the first screen for as long as the app runs.
    """
    screen.focused = None
    screen._compositor = Compositor()
    screen._nodes = NodeList(screen)
    screen._query_one_cache.clear()
    screen._arrangement_cache.clear()
