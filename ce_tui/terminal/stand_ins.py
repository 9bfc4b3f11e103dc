"""What stands for a character that a terminal lacks: ASCII that says the same to the eye and to the ear.

Never another number and never a sign of another meaning: where ASCII has nothing of the kind it is a question mark, by
which it is seen that something stands there. Only what is shown is changed, never what is kept.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from ce_tui.terminal.character_set import is_utf_8

LACKING = "?"

_ONE = {
    "─": "-", "━": "-", "═": "=", "│": "|", "┃": "|", "║": "|", "•": "*", "●": "*", "▼": "v", "▲": "^", "■": "#",
    "○": "o", "▪": "*", "◦": "*", "‣": ">", "·": ".", "†": "+",
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "⁃": "-", "⁄": "/", "∕": "/",
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "´": "'", "ʼ": "'", "ʹ": "'", "‹": "'", "›": "'",
    "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"', "«": '"', "»": '"',
    "…": ".", "→": ">", "←": "<", "✓": "x", "✔": "x", "×": "x", "£": "L",
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ħ": "h", "Ħ": "H", "ı": "i",
    "ŋ": "n", "Ŋ": "N", "ŧ": "t", "Ŧ": "T",
}  # fmt: skip
_MORE = {
    "…": "...", "→": "->", "←": "<-", "£": "GBP ", "€": "EUR ", "©": "(c)", "®": "(R)", "™": "(TM)", "°": " deg",
    "≤": "<=", "≥": ">=", "≠": "!=", "±": "+/-", "≈": "about ",
    "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "Th",
}  # fmt: skip
_BEFORE = {"<super>": "^"}
_SAME_MEANING = ("<wide>", "<narrow>", "<noBreak>", "<font>", "<compat>", "<fraction>", "<sub>", *_BEFORE)


@lru_cache(4096)
def has(character: str, encoding: str) -> bool:
    """Whether a terminal of this encoding has the character, and no byte of it is one of the controls 80 to 9F."""
    try:
        encoded = character.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return is_utf_8(encoding) or not any(0x80 <= byte <= 0x9F for byte in encoded)


@lru_cache(4096)
def stand_in(character: str) -> str:
    """One ASCII character for one of any kind (with its marks), where each takes its cell; at worst a question mark."""
    character = unicodedata.normalize("NFC", character)
    if len(character) > 1:
        return stand_in(character[0]) if character[0].isalpha() else LACKING
    found = _ONE.get(character) or _plain(character)
    return found if len(found) == 1 else LACKING


@lru_cache(4096)
def spelt_out(character: str) -> str:
    """As many ASCII characters as it takes for one, where lines are as long as their words."""
    return _MORE.get(character) or _ONE.get(character) or _plain(character) or LACKING


def shown_in(text: str, encoding: str) -> str:
    """A text of which the terminal has each character: what it lacks is spelt out."""
    if text.isascii() or has(text, encoding):
        return text
    shown: list[str] = []
    for character in unicodedata.normalize("NFC", text):
        if has(character, encoding):
            shown.append(character)
        elif not (unicodedata.combining(character) and shown and shown[-1][-1:].isalpha()):
            spelt = spelt_out(character)
            another = spelt[0].isdigit() and not character.isdecimal()  # 1½ is not 11/2
            shown.append(f" {spelt}" if another and shown and shown[-1][-1:].isdigit() else spelt)
    return "".join(shown)


def _plain(character: str) -> str:
    """A letter without its accent, several for a sign of several, "+" where lines of a box meet; else empty."""
    if character.isascii():
        return character
    if "\u2500" <= character <= "\u257f":
        return "+"
    if character.isalpha():
        base = unicodedata.normalize("NFD", character)
        if base[0].isascii() and all(map(unicodedata.combining, base[1:])):
            return base[0]
    kind = unicodedata.decomposition(character).partition(" ")[0]
    if kind not in _SAME_MEANING:
        return ""
    plain = unicodedata.normalize("NFKD", character).replace("\u2044", "/")
    return _BEFORE.get(kind, "") + plain if plain.isascii() and plain.isprintable() else ""
