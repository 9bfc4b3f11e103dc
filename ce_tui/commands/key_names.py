"""How keys are named, and what they are called in words."""

from __future__ import annotations

SIGNS = {
    "slash": "/",
    "question_mark": "?",
    "full_stop": ".",
    "comma": ",",
    "semicolon": ";",
    "colon": ":",
    "minus": "-",
    "plus": "+",
    "underscore": "_",
    "backslash": "\\",
    "vertical_line": "|",
    "at": "@",
    "apostrophe": "'",
    "quotation_mark": '"',
    "exclamation_mark": "!",
    "number_sign": "#",
    "dollar_sign": "$",
    "percent_sign": "%",
    "ampersand": "&",
    "asterisk": "*",
    "equals_sign": "=",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "circumflex_accent": "^",
    "grave_accent": "`",
    "tilde": "~",
}
"""The signs of ASCII, by the names that their keys have."""

KEY_WORDS = {
    "left": "Left",
    "right": "Right",
    "space": "Space",
    "enter": "Enter",
    "escape": "Esc",
    "up": "Up",
    "down": "Down",
    "pageup": "Page Up",
    "pagedown": "Page Down",
    "home": "Home",
    "end": "End",
    "tab": "Tab",
}
"""The words of keys that are neither a letter nor a sign."""


def say_keys(keys: str) -> str:
    """All keys of a command in words: "Ctrl+G, F4"; nothing where it has none."""
    return ", ".join(say_key(each) for each in keys.split(",") if each)


def say_key(key: str, brief: bool = False) -> str:
    """A key in words: "Ctrl+G", brief "^G"; nothing where a command has none. Of several keys the first."""
    key = key.partition(",")[0]
    if key.startswith("ctrl+"):
        return ("^" if brief else "Ctrl+") + key.removeprefix("ctrl+").upper()
    return KEY_WORDS.get(key) or SIGNS.get(key) or (key.upper() if len(key) > 1 else key)
