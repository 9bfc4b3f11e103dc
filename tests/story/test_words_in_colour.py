"""Keys, tiers, hints and hits have a look of their own in a theme with colours, and none in the terminal's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.terminal.demo_bytes import DEPTHS, open_demo
from support.terminal.pty_screen import ENTER, PtyScreen, ctrl

LOOKS = {
    "keys": ("^G", "87d7ff"),
    "hint": ("(Yes makes the result red", "a8a8a8"),
    "heading": ("Indicators of vulnerability", "ffff87"),
    "mark": ("[x] Yes", "ffff87"),
    "tier": ("RED", "ff8787"),
}


def colours(term: PtyScreen, words: str) -> set[str]:
    """The colours of the letters of the first place where words stand."""
    y = next(y for y, row in enumerate(term.screen.display) if words in row)
    x = term.screen.display[y].index(words)
    return {term.screen.buffer[y][x + at].fg for at, letter in enumerate(words) if letter != " "}


@pytest.mark.parametrize("theme", ["ce-dark", "ansi-dark"])
def test_what_a_word_is_is_seen_where_the_theme_has_a_colour_for_it(theme: str, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(f'theme = "{theme}"\n')
    seen = {}
    with open_demo(DEPTHS["256"], config) as term:
        for key, names in (
            (ENTER, ("keys", "hint")),
            (ctrl("N"), ("heading", "mark")),
            (ctrl("E"), ("tier",)),
        ):
            term.press(key, quiet=0.3)
            if names == ("tier",) and "RED" not in term.text:
                term.press(ctrl("G"), quiet=0.3)
                term.press(b"result", quiet=0.3)
                assert "fits" in term.text or "fit" in term.text
                seen["hit"] = colours(term, "Result: ")
                term.press(ENTER, quiet=0.3)
            seen |= {name: colours(term, LOOKS[name][0]) for name in names}
    if theme == "ce-dark":
        assert {name: seen[name] for name in LOOKS} == {name: {colour} for name, (_, colour) in LOOKS.items()}
        assert "87d7ff" in seen["hit"]
    else:
        assert all(each == {"default"} for each in seen.values()), seen
