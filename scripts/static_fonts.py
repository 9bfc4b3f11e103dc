"""Makes the fallback fonts in data/fonts/ and the table of what every font covers.

Variable fonts fail PDF/UA-1 and change a PDF's bytes from run to run, so each is fixed at its regular weight.
Sources, from PyPI: manimgx-fonts 2026.9.26.post1 (Noto Sans, one file a script) and pylopdf-fonts-zh-cn 0.1.1
(Noto Sans SC), both under the SIL Open Font License 1.1. The Chinese face keeps the characters of GB 2312 and
of the first level of Big5. Run in an environment that has these two, fonttools and the app's own typeface:

    python scripts/static_fonts.py data/fonts
"""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.varLib import instancer

# In the order in which a character is looked for. Noto Sans first: Greek, Cyrillic, Vietnamese.
SCRIPTS = (
    "", "Arabic", "Hebrew", "Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Tamil", "Telugu", "Kannada",
    "Malayalam", "Oriya", "Sinhala", "Thai", "Lao", "Khmer", "Myanmar", "Ethiopic", "Armenian", "Georgian",
    "Symbols",
)  # fmt: skip
CHINESE_SOURCE = "NotoSansSC-Regular.otf"
CHINESE = "NotoSansSC-Regular.ttf"
BODY = "AtkinsonHyperlegible-Regular.ttf"


def package_folder(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{name} is not installed")
    return Path(spec.origin).parent


def fix_weight(source: Path, target: Path) -> None:
    font = instancer.instantiateVariableFont(
        TTFont(source, recalcTimestamp=False), {"wght": 400}, inplace=True
    )
    for table in ("STAT", "MVAR", "avar", "HVAR"):
        if table in font:
            del font[table]
    font.save(target)


def chinese_characters() -> set[int]:
    found = {
        *range(0x20, 0x7F),
        0xA0,
        *range(0x3000, 0x3100),
    }  # ASCII (the spaces between), punctuation, kana
    for encoding, last_row in (("gb2312", 0xF7), ("big5", 0xC6)):
        for high in range(0xA1, last_row + 1):
            for low in range(0x40, 0xFF):
                try:
                    character = bytes([high, low]).decode(encoding)
                except UnicodeDecodeError:
                    continue
                if 0x3400 <= ord(character) <= 0x9FFF:
                    found.add(ord(character))
    return found


def cut_chinese(source: Path, target: Path) -> None:
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    font = TTFont(source, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=chinese_characters())
    subsetter.subset(font)
    to_truetype(font)
    font.save(target)


def to_truetype(font: TTFont) -> None:
    """Quadratic outlines in place of cubic ones: WeasyPrint 70 writes fonts keyed by CID without their glyphs."""
    outlines, order = font.getGlyphSet(), font.getGlyphOrder()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(outlines)
        outlines[name].draw(Cu2QuPen(pen, 2.0, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = newTable("glyf")
    font["glyf"].glyphOrder = order
    font["glyf"].glyphs = glyphs
    for table in ("CFF ", "VORG"):
        if table in font:
            del font[table]
    font["glyf"].compile(font)
    sizes = font["maxp"]
    sizes.tableVersion = 0x00010000
    sizes.maxZones = 1
    for field in (
        "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements",
        "maxSizeOfInstructions", "maxComponentElements",
    ):  # fmt: skip
        setattr(sizes, field, 0)
    sizes.compile(font)
    font["post"].formatType = 3.0
    font.sfntVersion = "\x00\x01\x00\x00"


def ranges(font: Path) -> list[list[int]]:
    result: list[list[int]] = []
    for code in sorted(TTFont(font).getBestCmap()):
        if result and result[-1][1] == code - 1:
            result[-1][1] = code
        else:
            result.append([code, code])
    return result


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    noto = package_folder("manimgx_fonts")
    files = [package_folder("fontpkg_atkinson_hyperlegible") / "files" / BODY]
    for script in SCRIPTS:
        files.append(folder / f"NotoSans{script}-Regular.ttf")
        fix_weight(noto / f"NotoSans{script}[wght].ttf", files[-1])
    files.append(folder / CHINESE)
    cut_chinese(package_folder("pylopdf_fonts_zh_cn") / CHINESE_SOURCE, files[-1])
    covers = ",\n".join(
        f' "{file.name}": {json.dumps(ranges(file), separators=(",", ":"))}' for file in files
    )
    (folder / "coverage.json").write_text("{\n" + covers + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
