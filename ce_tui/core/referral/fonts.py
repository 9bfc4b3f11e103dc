"""Which characters the referral can print, and with which of its fonts.

The typeface covers Latin; a fallback a script covers names in Greek, Cyrillic, Vietnamese, Arabic, Hebrew, the
scripts of India and Sri Lanka, Thai, Lao, Khmer, Burmese, Ethiopic, Armenian, Georgian and Chinese. All are
static files: variable ones fail PDF/UA-1. `data/fonts/coverage.json` says what each covers
(made by scripts/static_fonts.py).
"""

from __future__ import annotations

import importlib.util
import json
import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from ce_tui.resources import DATA

FOLDER = DATA / "fonts"
BODY = "AtkinsonHyperlegible-Regular.ttf"
BOLD = "AtkinsonHyperlegible-Bold.ttf"
_PACKAGE = "fontpkg_atkinson_hyperlegible"
_JOINERS = "\u200c\u200d"  # Persian and the scripts of India need them; no font has to have them
_UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@cache
def coverage() -> dict[str, frozenset[int]]:
    """File name of each font, in order of preference, with the code points that it has."""
    table: dict[str, list[list[int]]] = json.loads((FOLDER / "coverage.json").read_text(encoding="utf-8"))
    return {
        name: frozenset(code for first, last in ranges for code in range(first, last + 1))
        for name, ranges in table.items()
    }


def font_file(name: str) -> Path:
    """Where the font of that file name is; FileNotFoundError if the package that brings it is not installed."""
    if name not in (BODY, BOLD):
        return FOLDER / name
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(_PACKAGE)
    return Path(spec.origin).parent / "files" / name


@cache
def font_for(character: str) -> str:
    """The font that prints this character; empty where none does."""
    code = ord(character)
    for name, codes in coverage().items():
        if code in codes:
            return name
    return ""


def fallbacks(characters: Iterable[str]) -> tuple[str, ...]:
    """The fonts beside the body's that these characters need, in order of preference."""
    needed = {font_for(character) for character in characters if character not in _JOINERS}
    return tuple(name for name in coverage() if name in needed and name != BODY)


def tidy(text: str) -> str:
    """The text without control and formatting characters (bidi overrides among them), composed (NFC).

    Line feeds stay, tabs become spaces. A lone surrogate stays, for `printable` to name.
    """
    if text.isascii():
        return _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\t", " "))
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " "))
    return "".join(character for character in text if _kept(character))


def unprintable(text: str) -> list[str]:
    """The characters of the text that no bundled font has, each once, in order: to be told before an export."""
    return [
        character
        for character in dict.fromkeys(tidy(text))
        if character != "\n" and character not in _JOINERS and not font_for(character)
    ]


def printable(text: str) -> str:
    """The text as it is printed: tidied, and "[U+1F600]" in place of each character that no font has."""
    text = tidy(text)
    if text.isascii():
        return text
    for character in unprintable(text):
        text = text.replace(character, f"[U+{ord(character):04X}]")
    return text


@cache
def _kept(character: str) -> bool:
    if character == "\n" or character in _JOINERS:
        return True
    return unicodedata.category(character) not in ("Cc", "Cf") and not 0xFE00 <= ord(character) <= 0xFE0F
