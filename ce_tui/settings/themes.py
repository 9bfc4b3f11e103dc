"""The themes that can be chosen. Text has a contrast of 7:1 or more in each; no colour carries a meaning by itself.

Those with colours of their own also colour the tiers' words, headings, hints and alerts, where the terminal has 256
colours: with 16 those would be the terminal's affair. The colours are of the 256, so that they are the same in 24 bits.
The tiers' are told apart in the three common kinds of colour blindness (tests/settings/test_tier_colours.py).
The terminal's own, "none" and those of Textual draw every tone as other text.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from textual.theme import BUILTIN_THEMES, Theme

from ce_tui.core.pathway.words import with_small
from ce_tui.settings.preferences import DARK, NO_COLOUR, TERMINAL, THEME, Preference

TONES = ("tier-yellow", "tier-amber", "tier-red", "alert", "heading", "hint", "key", "here", "rule")
"""The variables of a theme that `styles/tones.tcss` takes the look of each tone from."""


class _Colours(NamedTuple):
    """The colours of a theme. `grounds`: what the tiers' words stand on, yellow to red; empty: its background."""

    background: str
    text: str
    heading: str
    field: str
    hint: str
    rule: str
    tiers: tuple[str, str, str]
    alert: str
    grounds: tuple[str, ...] = ()


_TIERS = ("#ffff87", "#d7af00", "#ff8787")
"""Yellow, amber and red as they are told apart best: as words on a dark ground, or as the ground of dark words."""
_OWN = {
    DARK: _Colours(
        "#1c1c1c", "#e4e4e4", "#5fd7ff", "#262626", "#b2b2b2", "#a8a8a8", _TIERS, "#ff8787"
    ),
    "ce-light": _Colours(
        "#ffffff", "#1c1c1c", "#00005f", "#eeeeee", "#444444", "#444444",
        ("#1c1c1c", "#1c1c1c", "#1c1c1c"), "#870000", _TIERS,
    ),
    "ce-contrast": _Colours(
        "#000000", "#ffffff", "#ffff00", "#000000", "#ffffff", "#ffffff", _TIERS, "#ffff00"
    ),
}  # fmt: skip


def themes(another: str = "", *, with_tones: bool = True) -> list[Theme]:
    """All themes that can be chosen. `another`: one of Textual's, which a deployment has.

    `with_tones`: in 256 colours or more.
    """
    plain = {name: BUILTIN_THEMES[name] for name in (TERMINAL, another) if name in BUILTIN_THEMES}
    none = Theme(
        name=NO_COLOUR,
        ansi=True,
        primary="ansi_default",
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        variables=dict(BUILTIN_THEMES[TERMINAL].variables),
    )
    return [
        *(_theme(name, colours, with_tones=with_tones) for name, colours in _OWN.items()),
        *map(_without_tones, (*plain.values(), none)),
    ]


def colours(deployed: str) -> Preference:
    """The preference for a theme. Its first entry names the `deployed` one, which stands if none is chosen."""
    if deployed not in {theme.name for theme in themes(deployed)}:
        return THEME
    usual = with_small(THEME.words.get(deployed, deployed))
    return THEME._replace(words={**THEME.words, "": f"As set for this terminal: {usual}"})


def draws_lines(theme: str) -> bool:
    """Whether a theme draws rules and boxes with thin lines, where the terminal has them."""
    return theme in _OWN


def _without_tones(theme: Theme) -> Theme:
    """A theme in which every tone is drawn as other text."""
    text, ground = theme.foreground or "ansi_default", theme.background or "ansi_default"
    return _in_tones(theme, (text,) * len(TONES), (ground,) * 3)


def _in_tones(theme: Theme, tones: tuple[str, ...], grounds: tuple[str, ...]) -> Theme:
    variables = dict(zip(TONES, tones, strict=True))
    variables |= {f"{tier}-ground": ground for tier, ground in zip(TONES[:3], grounds, strict=True)}
    return replace(theme, variables=theme.variables | variables)


def _theme(name: str, colours: _Colours, *, with_tones: bool) -> Theme:
    heading = colours.heading
    theme = Theme(
        name=name,
        primary=heading,
        secondary=heading,
        accent=heading,
        warning=heading,
        error=heading,
        success=heading,
        foreground=colours.text,
        background=colours.background,
        surface=colours.field,
        panel=colours.field,
        dark=name != "ce-light",
        variables={
            "input-cursor-background": colours.text,
            "input-cursor-foreground": colours.background,
            "input-selection-background": heading,
            "input-selection-foreground": colours.background,
        },
    )
    if not with_tones:
        return _without_tones(replace(theme, surface=colours.background, panel=colours.background))
    tones = (*colours.tiers, colours.alert, heading, colours.hint, heading, heading, colours.rule)
    return _in_tones(theme, tones, colours.grounds or (colours.background,) * 3)
