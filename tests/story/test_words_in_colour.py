"""Keys, tiers and hints have a look of their own in a theme with colours, and none in the terminal's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from ce_tui.settings.themes import themes
from support.terminal.demo_bytes import DEPTHS, open_demo
from support.terminal.pty_screen import ENTER, PtyScreen, ctrl

DARK = next(theme for theme in themes() if theme.name == "ce-dark")
LOOKS = {
    "keys": ("^G", "key"),
    "hint": ("(Yes makes the result red", "hint"),
    "title of a tier": ("Indicators of vulnerability", "tier-yellow"),
    "tier": ("RED", "tier-red"),
}
"""By what it is: words on the screen, and the theme's variable for their colour."""


def colours(term: PtyScreen, words: str) -> set[str]:
    """The colours of the letters of the first place where words stand; not where the cursor is, which is reversed."""
    y = next(y for y, row in enumerate(term.screen.display) if words in row and row[:1] != ">")
    x = term.screen.display[y].index(words)
    return {term.screen.buffer[y][x + at].fg for at, letter in enumerate(words) if letter != " "}


@pytest.mark.parametrize("theme", ["ce-dark", "ansi-dark"])
def test_what_a_word_is_is_seen_where_the_theme_has_a_colour_for_it(theme: str, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(f'theme = "{theme}"\n')
    seen = {}
    with open_demo(DEPTHS["256"], config) as term:
        for keys, names in (
            ((ENTER,), ("keys", "hint")),
            ((ctrl("N"),), ("title of a tier",)),
            ((ctrl("G"), b"result", ENTER), ("tier",)),
        ):
            for key in keys:
                term.press(key, quiet=0.3)
            for name in names:
                term.wait_for(LOOKS[name][0])
            seen |= {name: colours(term, LOOKS[name][0]) for name in names}
    if theme == "ce-dark":
        wanted = {name: {DARK.variables[tone].removeprefix("#")} for name, (_, tone) in LOOKS.items()}
        assert seen == wanted
    else:
        assert all(each == {"default"} for each in seen.values()), seen
