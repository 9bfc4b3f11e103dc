"""Which text each glyph of a PDF stands for, mended: copying, searching and listening go by it.

WeasyPrint 70 gives a glyph the text of the first cluster in which it meets it. In scripts whose letters join or
change places that is the text of several glyphs for one and nothing for the others, which PDF/UA-1 forbids; and a
letter met first with an accent keeps the accent everywhere. What a glyph stands for is read from its font instead.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any
from unicodedata import normalize

from fontTools.ttLib import TTFont  # type: ignore[import-untyped,unused-ignore]

from ce_tui.core.referral.fonts import BODY, BOLD, coverage, font_file
from ce_tui.core.referral.pdf.html import FAMILY

_ENTRY = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]*)>")
_BODY_NAMES = {FAMILY.replace(" ", "-"): BODY, f"{FAMILY.replace(' ', '-')}-Bold": BOLD}
NOTHING = "\u200b"  # for a glyph that stands for nothing by itself


def mend_glyph_text(pdf: Any) -> None:
    """Mend the ToUnicode tables of a PDF that is being written."""
    for font in pdf.objects:
        if not isinstance(font, dict) or font.get("Type") != "/Font" or "ToUnicode" not in font:
            continue
        stream = pdf.objects[int(font["ToUnicode"].split()[0])].stream
        doubtful = [place for place, line in enumerate(stream) if _is_doubtful(line)]
        if doubtful:
            texts = _texts(_file_of(font["BaseFont"]))
            for place in doubtful:
                stream[place] = _mended(stream[place], texts)


def _is_doubtful(line: bytes) -> bool:
    entry = _ENTRY.fullmatch(line)
    if not entry:
        return False
    text = bytes.fromhex(entry[2].decode()).decode("utf-16-be")
    return len(text) != 1 or not text.isascii()


def _mended(line: bytes, texts: dict[int, str]) -> bytes:
    entry = _ENTRY.fullmatch(line)
    assert entry is not None
    given = bytes.fromhex(entry[2].decode()).decode("utf-16-be")
    own = texts.get(int(entry[1], 16))
    text = given if own and _same(given, own) else own or given or NOTHING
    return b"<" + entry[1] + b"> <" + text.encode("utf-16-be").hex().encode() + b">"


def _same(given: str, own: str) -> bool:
    """Whether both are one character that may share a glyph: a space and a no-break space, a letter and its form."""
    return len(given) == len(own) == 1 and normalize("NFKC", given) == normalize("NFKC", own)


def _file_of(base_font: bytes) -> str:
    name = base_font.decode().split("+")[1]
    return _BODY_NAMES.get(name) or name.removesuffix("-Bold")


@cache
def _texts(file: str) -> dict[int, str]:
    """By glyph: its characters by the font's own table, or by what its substitutions make it of."""
    if file not in coverage() and file != BOLD:
        return {}  # a font of the machine, outside the rendering process: nothing is known of it
    font = TTFont(font_file(file))
    by_name: dict[str, str] = {}
    for code, name in sorted(font.getBestCmap().items()):
        by_name.setdefault(name, chr(code))
    lookups = font["GSUB"].table.LookupList.Lookup
    tables = [getattr(table, "ExtSubTable", table) for lookup in lookups for table in lookup.SubTable]
    for table in (*tables, *tables):  # twice: some substitute what others have substituted
        for made, parts in _substitutions(table):
            if made not in by_name and all(part in by_name for part in parts):
                by_name[made] = "".join(by_name[part] for part in parts)
    return {font.getGlyphID(name): text for name, text in by_name.items()}


def _substitutions(table: Any) -> list[tuple[str, tuple[str, ...]]]:
    """What a table of a font makes of what: (made, parts)."""
    if hasattr(table, "mapping"):
        return [(made, (part,)) for part, made in table.mapping.items() if isinstance(made, str)]
    if hasattr(table, "alternates"):
        return [(made, (part,)) for part, choices in table.alternates.items() for made in choices]
    if hasattr(table, "ligatures"):
        return [
            (ligature.LigGlyph, (first, *ligature.Component))
            for first, ligatures in table.ligatures.items()
            for ligature in ligatures
        ]
    return []
