"""What is shown no longer is let go of: Textual 8.2.8 holds on to some of it for as long as the app runs."""

from __future__ import annotations

from textual._styles_cache import StylesCache


def let_go_of_lines() -> None:
    """Have the lines of a screen that was left forgotten with it.

    Two colours of each widget are kept in one cache for all, by what should have been the class (a `cls` without
    `classmethod`): so the last 1,024 widgets' drawn lines were kept with them, some 30 kB each, and words of a case.
    """
    if not isinstance(StylesCache.__dict__["get_inner_outer"], classmethod):
        StylesCache.get_inner_outer = classmethod(StylesCache.get_inner_outer)  # type: ignore[assignment,arg-type]
