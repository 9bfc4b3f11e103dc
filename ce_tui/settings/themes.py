"""The themes that can be chosen. Text has a contrast of 7:1 or more in each; no colour carries a meaning by itself.

The first draws in the terminal's own colours and is the default; "none" sends no colour at all.
"""

from __future__ import annotations

from textual.theme import BUILTIN_THEMES, Theme

from ce_tui.settings.preferences import NO_COLOUR, TERMINAL


def themes() -> list[Theme]:
    """The app's own themes, to be registered."""
    terminal = BUILTIN_THEMES[TERMINAL]
    return [
        _theme("ce-dark", "#101418", "#e8eaed", "#9fd0ff", "#1d242c"),
        _theme("ce-light", "#ffffff", "#1a1a1a", "#0b3d91", "#eef1f5", dark=False),
        _theme("ce-contrast", "#000000", "#ffffff", "#ffff00", "#000000"),
        Theme(
            name=NO_COLOUR,
            ansi=True,
            primary="ansi_default",
            foreground="ansi_default",
            background="ansi_default",
            surface="ansi_default",
            panel="ansi_default",
            variables=dict(terminal.variables),
        ),
    ]


def _theme(name: str, background: str, text: str, heading: str, field: str, *, dark: bool = True) -> Theme:
    return Theme(
        name=name,
        primary=heading,
        secondary=heading,
        accent=heading,
        warning=heading,
        error=heading,
        success=heading,
        foreground=text,
        background=background,
        surface=field,
        panel=field,
        dark=dark,
        variables={
            "input-cursor-background": text,
            "input-cursor-foreground": background,
            "input-selection-background": heading,
            "input-selection-foreground": background,
        },
    )
