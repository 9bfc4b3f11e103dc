"""The control characters that are commands in the line mode: the keys that these have in the full screen."""

from __future__ import annotations

from ce_tui.commands.keymap import Keys
from ce_tui.commands.table import BY_ID
from ce_tui.commands.vocabulary import TYPED

_EDITING = "chijmuwd["  # control characters that edit the line


def control_keys(keys: Keys) -> dict[str, str]:
    """Character to command, as the keys in force have it. Other keys than Ctrl and a letter do nothing here."""
    return {
        chr(ord(letter.upper()) - 64): typed.id
        for typed in TYPED
        if typed.id in BY_ID
        for key in keys.key_of(typed.id).split(",")
        if (letter := key.removeprefix("ctrl+")) != key
        and len(letter) == 1
        and letter.isalpha()
        and letter not in _EDITING
    }
