"""Makes pictures of the app as a terminal shows it, colours and all, as SVG.

python scripts/pictures.py docs                 those of the README: the demo's made-up screenings, at a noon
python scripts/pictures.py --all build/sheets   every place of the app in every size, on sheets that a person can
                                                look through; --size 80x24 for some sizes, --theme ce-light for
                                                another theme, --png for PNG beside the SVG (needs pdftoppm, which
                                                poppler-utils has)
"""

from __future__ import annotations

import argparse
import html
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import count, groupby, islice
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from support.people.sights import AT_NOON, NO_PRINTER, NOON, sights
from support.stores.full_store import fill
from support.terminal.contrast import TERMINALS, Look, Rgb
from support.terminal.pty_screen import DOWN, ENTER, ctrl
from support.terminal.recording import SIZES, name_of
from support.terminal.walker import Walker

CELL_WIDTH, CELL_HEIGHT, BASELINE, FONT_SIZE = 9, 20, 15, 15
FONTS = "'DejaVu Sans Mono', Menlo, Consolas, monospace"
SHEET = (2300, 1700)
"""Pixels of a sheet; a screen that is larger has one to itself."""
CAPTION, GAP = 26, 16
OTHERWISE = TERMINALS[2]
"""The terminal whose own colours are drawn where the app sends none."""
_WORDS = re.compile(r"\S+(?: \S+)*")
_LINE, _UPRIGHT = "─", "│"


class Cell(NamedTuple):
    """A character, its colour and what is behind it, and whether it is bold."""

    character: str
    front: str
    behind: str
    bold: bool


class Picture(NamedTuple):
    """A screen, drawn: elements of SVG in so many pixels."""

    title: str
    width: int
    height: int
    parts: list[str]


def draw(screen: Any, title: str) -> Picture:
    """What a screen of pyte's shows, letter for letter."""
    rows = [[_cell(screen.buffer[y][x]) for x in range(screen.columns)] for y in range(screen.lines)]
    ground = Counter(cell.behind for row in rows for cell in row).most_common(1)[0][0]
    width, height = (screen.columns + 2) * CELL_WIDTH, (screen.lines + 1) * CELL_HEIGHT
    parts = [f'<rect width="{width}" height="{height}" fill="{ground}"/>']
    for y, row in enumerate(rows):
        parts += _grounds(y, row, ground)
    for y, row in enumerate(rows):
        parts += _texts(y, row)
    for x, column in enumerate(zip(*rows, strict=True)):
        parts += _uprights(x, column)
    return Picture(title, width, height, parts)


def _cell(cell: Any) -> Cell:
    front, behind = Look.of(cell).on(OTHERWISE)
    return Cell(cell.data or " ", _hex(front), _hex(behind), cell.bold)


def _hex(colour: Rgb) -> str:
    return f"#{bytes(colour).hex()}"


def _runs(cells: Sequence[Cell], alike: Callable[[Cell], object]) -> Iterator[tuple[int, list[Cell]]]:
    """Neighbours that are alike, and where they begin."""
    at = 0
    for _, found in groupby(cells, alike):
        run = list(found)
        yield at, run
        at += len(run)


def _grounds(y: int, row: Sequence[Cell], ground: str) -> Iterator[str]:
    for x, run in _runs(row, lambda cell: cell.behind):
        if run[0].behind != ground:
            left, top = _corner(x, y)
            yield (
                f'<rect x="{left}" y="{top}" width="{len(run) * CELL_WIDTH}" height="{CELL_HEIGHT}"'
                f' fill="{run[0].behind}"/>'
            )


def _texts(y: int, row: Sequence[Cell]) -> Iterator[str]:
    """A row's words, and its lines."""
    for x, run in _runs(row, lambda cell: (cell.front, cell.bold, cell.character == _LINE)):
        left, top = _corner(x, y)
        first = run[0]
        if first.character == _LINE:
            middle, right = top + CELL_HEIGHT // 2, left + len(run) * CELL_WIDTH
            yield f'<path d="M{left} {middle}.5H{right}" stroke="{first.front}"/>'
            continue
        text = "".join(cell.character for cell in run).replace(_UPRIGHT, " ")
        for words in _WORDS.finditer(text):
            bold = ' font-weight="bold"' if first.bold else ""
            yield (
                f'<text x="{left + words.start() * CELL_WIDTH}" y="{top + BASELINE}"'
                f' textLength="{len(words[0]) * CELL_WIDTH}" fill="{first.front}"{bold}>{html.escape(words[0])}</text>'
            )


def _uprights(x: int, column: Sequence[Cell]) -> Iterator[str]:
    for y, run in _runs(column, lambda cell: (cell.front, cell.character == _UPRIGHT)):
        if run[0].character == _UPRIGHT:
            left, top = _corner(x, y)
            bottom = top + len(run) * CELL_HEIGHT
            yield f'<path d="M{left + CELL_WIDTH // 2}.5 {top}V{bottom}" stroke="{run[0].front}"/>'


def _corner(x: int, y: int) -> tuple[int, int]:
    """The left upper corner of a cell."""
    return (x + 1) * CELL_WIDTH, y * CELL_HEIGHT + CELL_HEIGHT // 2


def as_svg(picture: Picture) -> str:
    """A picture as a file."""
    return _svg(
        picture.width, picture.height, [f"<title>{html.escape(picture.title)}</title>", *picture.parts]
    )


def _svg(width: int, height: int, parts: Sequence[str]) -> str:
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
            f' viewBox="0 0 {width} {height}" role="img" font-family="{FONTS}" font-size="{FONT_SIZE}">',
            *parts,
            "</svg>",
            "",
        ]
    )


# The README's


def of_the_demo(folder: Path) -> None:
    """The pictures of the README."""
    usual = {
        "home": ("home", "Home: what is due, drafts and completed screenings"),
        "section:yellow": ("yellow", "The yellow tier"),
        "section:amber": ("amber", "The amber tier"),
        "section:red": ("red", "The red tier"),
        "section:notes": ("notes", "Notes that cite factors"),
        "section:result": ("result", "The result, with what to do"),
        "menu": ("go-to", "The go-to menu"),
    }
    for (columns, rows), wanted in (
        ((80, 24), usual),
        ((160, 45), {"section:amber": ("wide", "The amber tier in a wide window")}),
    ):
        for name, picture in _in_the_demo(columns, rows, wanted):
            (folder / f"{name}.svg").write_text(as_svg(picture), encoding="utf-8")


def _in_the_demo(
    columns: int, rows: int, wanted: dict[str, tuple[str, str]]
) -> Iterator[tuple[str, Picture]]:
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / "home"
        with Walker(home, "demo", env=NO_PRINTER, columns=columns, rows=rows, program=AT_NOON) as walker:
            walker.until(
                lambda state: state.front == "HomeScreen" and len(state.items) > 1, "Home, with its list"
            )
            for place, (name, title) in wanted.items():
                _go(walker, place)
                walker.term.settle(quiet=0.5)
                yield name, draw(walker.term.screen, title)


def _go(walker: Walker, place: str) -> None:
    """To a section of the first draft, at a factor that is marked; or to the go-to menu."""
    if place == "menu":
        walker.press(ctrl("g"))
        walker.until(lambda state: bool(state.items), "the go-to menu")
    elif place != "home":
        if walker.rest().front == "HomeScreen":
            walker.press(ENTER)
            walker.until(lambda state: bool(state.draft) and state.front != "HomeScreen", "a section")
        walker.go_to(place)
        walker.until(lambda state: len(state.stack) == 1 and state.focus != 0, place)
        if place in ("section:yellow", "section:amber", "section:red"):
            walker.press(DOWN, DOWN)


# Sheets to look through


def all_of_it(folder: Path, sizes: Sequence[str], theme: str, *, png: bool) -> None:
    """Every place in these sizes, sheet by sheet."""
    for columns, rows in (size for size in SIZES if not sizes or name_of(*size) in sizes):
        with tempfile.TemporaryDirectory(prefix="ce", dir="/tmp") as scratch:
            pictures = _of_every_place(Path(scratch), columns, rows, theme)
            for number in count(1):
                if not (shown := list(islice(pictures, _on_a_sheet(columns, rows)))):
                    break
                sheet = folder / f"{name_of(columns, rows)}-{number:02}.svg"
                sheet.write_text(_sheet(shown), encoding="utf-8")
                if png:
                    _as_png(sheet)
                print(sheet)


def _of_every_place(scratch: Path, columns: int, rows: int, theme: str) -> Iterator[Picture]:
    store = fill(scratch / "home", clock=lambda: NOON)
    for place, walker in sights(scratch, store, (columns, rows)):
        if theme:
            walker.dress(theme, "256")
        walker.term.settle(quiet=0.5)
        yield draw(walker.term.screen, place.name)


def _on_a_sheet(columns: int, rows: int) -> int:
    """How many screens of a size are on a sheet."""
    width, height = (columns + 2) * CELL_WIDTH + GAP, (rows + 1) * CELL_HEIGHT + GAP + CAPTION
    return max(SHEET[0] // width, 1) * max(SHEET[1] // height, 1)


def _sheet(shown: Sequence[Picture]) -> str:
    """Pictures side by side, each below its name."""
    width, height = (
        max(each.width for each in shown) + GAP,
        max(each.height for each in shown) + GAP + CAPTION,
    )
    across = min(max(SHEET[0] // width, 1), len(shown))
    parts = ['<rect width="100%" height="100%" fill="#808080"/>']
    for number, each in enumerate(shown):
        left, top = number % across * width + GAP // 2, number // across * height + GAP // 2
        parts += [
            f'<g transform="translate({left} {top})">',
            f'<text y="{BASELINE}" fill="#000000">{html.escape(each.title)}</text>',
            f'<g transform="translate(0 {CAPTION})">',
            *each.parts,
            "</g></g>",
        ]
    return _svg(across * width, -(-len(shown) // across) * height, parts)


def _as_png(svg: Path) -> None:
    from weasyprint import HTML

    found = re.search(r'width="(\d+)" height="(\d+)"', svg.read_text("utf-8"))
    assert found
    width, height = found.groups()
    style = f"@page {{ size: {width}px {height}px; margin: 0 }} body {{ margin: 0 }} img {{ display: block }}"
    page = f'<style>{style}</style><img src="{svg.name}" alt="">'
    pdf = svg.with_suffix(".pdf")
    HTML(string=page, base_url=str(svg.parent.resolve()) + "/").write_pdf(pdf)
    subprocess.run(
        ["pdftoppm", "-png", "-r", "96", "-singlefile", str(pdf), str(svg.with_suffix(""))], check=True
    )
    pdf.unlink()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--all", action="store_true", help="every place, on sheets")
    parser.add_argument("--size", action="append", default=[], choices=[name_of(*size) for size in SIZES])
    parser.add_argument("--theme", default="", help="of the sheets: as ce-light, ce-contrast, ansi-dark")
    parser.add_argument("--png", action="store_true", help="sheets as PNG, too; needs pdftoppm")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    if given.all:
        all_of_it(given.folder, given.size, given.theme, png=given.png)
    else:
        of_the_demo(given.folder)


if __name__ == "__main__":
    main()
