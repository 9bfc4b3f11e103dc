"""The fonts of a referral, and the characters that each prints.

The typeface covers Latin; others beside it cover names in Cyrillic, Greek, Vietnamese, Arabic and Persian, Hebrew,
Devanagari, Bengali and Thai. Each comes in a package of its own, as a static file: variable fonts fail PDF/UA-1 and
change a PDF's bytes from run to run. `data/font-coverage.json` says what each covers (scripts/font_coverage.py).
What no font has is said before an export.
"""

from __future__ import annotations

import importlib.util
import os
import re
import unicodedata
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from ce_tui.core.strict_json import parse_as
from ce_tui.files.shown import BLANK, UNSEEN
from ce_tui.resources import DATA

COVERAGE = DATA / "font-coverage.json"
BODY = "AtkinsonHyperlegible-Regular.ttf"
BOLD = "AtkinsonHyperlegible-Bold.ttf"
# The package of each font, in the order in which a character is looked for.
PACKAGES = {
    BODY: "fontpkg_atkinson_hyperlegible",
    "FiraSans-Regular.ttf": "fontpkg_fira_sans",
    "IBMPlexSansArabic-Regular.ttf": "fontpkg_ibm_plex_sans_arabic",
    "Cardo-Regular.ttf": "fontpkg_cardo",
    "Mukta-Regular.ttf": "fontpkg_mukta",
    "HindSiliguri-Regular.ttf": "fontpkg_hind_siliguri",
    "Sarabun-Regular.ttf": "fontpkg_sarabun",
}
FONTCONFIG = "FONTCONFIG_FILE"
"""The variable that tells fontconfig, which Pango asks for typefaces, where its configuration is."""
_NONE_OF_THE_MACHINE = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><cachedir>{folder}/cache</cachedir></fontconfig>
"""
_JOINERS = "\u200c\u200d"  # Persian and the scripts of India need them; no font has to have them
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES = {ord(character): " " for character in BLANK}
_UNWANTED = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")


def none_of_the_machine(folder: Path) -> Path:
    """A configuration for `FONTCONFIG`, written into `folder`: our own typefaces alone, and no cache elsewhere."""
    configuration = folder / "fonts.conf"
    configuration.write_bytes(_NONE_OF_THE_MACHINE.format(folder=folder).encode())
    return configuration


@contextmanager
def machines_left_alone() -> Iterator[None]:
    """Keep Pango from looking at the machine's typefaces, and from making a cache of them, for a while."""
    before = os.environ.get(FONTCONFIG)
    with TemporaryDirectory(prefix="ce-tui-") as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that there are none
        os.environ[FONTCONFIG] = str(none_of_the_machine(Path(folder)))
        try:
            yield
        finally:
            del os.environ[FONTCONFIG]
            if before is not None:
                os.environ[FONTCONFIG] = before


@cache
def coverage() -> dict[str, frozenset[int]]:
    """The code points of each font, by its file name, in order of preference."""
    table = parse_as(COVERAGE.read_bytes(), dict[str, list[list[int]]])
    return {
        name: frozenset(code for first, last in ranges for code in range(first, last + 1))
        for name, ranges in table.items()
    }


def font_file(name: str) -> Path:
    """The path of the font of that file name; FileNotFoundError if its package is not installed."""
    package = PACKAGES[BODY if name == BOLD else name]
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise FileNotFoundError(package)
    return Path(spec.origin).parent / "files" / name


@cache
def font_for(character: str) -> str:
    """The font that prints this character; empty if none does."""
    return next((name for name, codes in coverage().items() if ord(character) in codes), "")


def fallbacks(characters: Iterable[str]) -> tuple[str, ...]:
    """The fonts beside the body's that these characters need, in order of preference."""
    needed = {font_for(character) for character in characters if character not in _JOINERS}
    return tuple(name for name in coverage() if name in needed and name != BODY)


def tidy(text: str) -> str:
    """The text without control and formatting characters (bidi overrides among them), composed (NFC).

    Ends of lines become line feeds, tabs spaces. A lone surrogate stays, for `printable` to name.
    """
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    if text.isascii():
        return _UNWANTED.sub("", text)
    shown = text.translate(_SPACES)
    return "".join(character for character in unicodedata.normalize("NFC", shown) if _kept(character))


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
    return unicodedata.category(character) not in ("Cc", "Cf") and not UNSEEN.match(character)
