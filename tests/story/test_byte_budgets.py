"""What the app sends over a slow line, on a walk through the demo: the budgets of the design, in every colour depth.

As it comes, which is a theme with colours of its own where the terminal has 256; with that theme in every depth; and
with the terminal's own colours.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.terminal.demo_bytes import (
    BACK,
    DEPTHS,
    FIRST_SCREEN,
    IN_TONES,
    LETTER,
    MARK,
    MOVE,
    SCREEN_CHANGE,
    SCROLLED,
    walk,
)

COLOURS = {
    "24-bit": re.compile(rb"\x1b\[[0-9;]*48;2;"),
    "256": re.compile(rb"\x1b\[[0-9;]*48;5;"),
    "16": re.compile(rb"\x1b\[([0-9]+;)*(4[0-7]|10[0-7])[;m]"),
    "none": re.compile(rb"\x1b\[([0-9;]*;)?([34][0-8]|9[0-7]|10[0-7])[;m]"),
}


@pytest.mark.parametrize("theme", ["", "ansi-dark", "ce-dark"], ids=lambda theme: theme or "as it comes")
@pytest.mark.parametrize("depth", DEPTHS)
def test_every_step_stays_within_its_budget_of_bytes(depth: str, theme: str, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text(f'theme = "{theme}"\n')

    sent = walk(DEPTHS[depth], config)

    in_tones = theme != "ansi-dark" and depth in ("24-bit", "256")
    more = IN_TONES if in_tones else 1
    assert 0 < sent.first_screen <= FIRST_SCREEN
    assert len(sent.screen_changes) == 5
    assert all(0 < count <= SCREEN_CHANGE * more for count in sent.screen_changes.values()), (
        sent.screen_changes
    )
    assert len(sent.moves) >= 10
    assert all(0 < count <= MOVE for count in sent.moves), sent.moves
    assert len(sent.moves) + len(sent.scrolls) == 20
    assert all(0 < count <= SCROLLED for count in sent.scrolls), sent.scrolls
    assert len(sent.marks) == 3
    assert all(0 < count <= MARK for count in sent.marks), sent.marks
    assert len(sent.letters) == 4
    assert all(0 < count <= LETTER for count in sent.letters), sent.letters
    assert sent.backs.keys() == {"help", "guidance"}
    assert all(0 < back.for_a_letter <= BACK for back in sent.backs.values()), sent.backs
    assert sent.idle == {"Home": 0, "6 Red": 0, "7 Notes": 0}
    wants_colours = in_tones or (theme == "ce-dark" and depth == "16")
    if wants_colours or depth == "none":
        assert bool(COLOURS[depth].search(sent.raw)) == wants_colours
