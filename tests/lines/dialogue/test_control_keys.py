"""Which control characters are commands in the line mode."""

from __future__ import annotations

import pytest

from ce_tui.commands.keymap import Keys
from ce_tui.lines.dialogue.state import control_keys

AS_THEY_COME = {
    "\x0e": "section.next",
    "\x10": "section.back",
    "\x07": "goto",
    "\x14": "notes",
    "\x0f": "home",
    "\x0c": "lock",
    "\x11": "quit",
}


def test_they_are_the_keys_of_the_full_screen_that_are_ctrl_and_a_letter() -> None:
    assert control_keys(Keys()) == AS_THEY_COME


def test_another_key_comes_in_place_of_the_one_before() -> None:
    keys = Keys().with_key("section.next", "ctrl+y")
    changed = control_keys(keys)
    assert changed.pop("\x19") == "section.next"
    assert changed == {each: command for each, command in AS_THEY_COME.items() if command != "section.next"}


@pytest.mark.parametrize("key", ["f5", "ctrl+f5", "n"])
def test_a_key_that_no_line_can_hold_does_nothing_here(key: str) -> None:
    assert "section.next" not in control_keys(Keys({"section.next": key})).values()


@pytest.mark.parametrize("letter", "chijmuwd")
def test_a_key_that_edits_the_line_goes_on_editing_it(letter: str) -> None:
    assert "section.next" not in control_keys(Keys({"section.next": f"ctrl+{letter}"})).values()
