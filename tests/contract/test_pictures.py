"""The pictures that scripts/pictures.py draws: what a terminal shows, where and in the colours it shows it in."""

from __future__ import annotations

import runpy
from xml.etree import ElementTree

import pyte

from support.checkout import CHECKOUT

SCRIPT = runpy.run_path(str(CHECKOUT / "scripts/pictures.py"))
SVG = "{http://www.w3.org/2000/svg}"
WIDTH, HEIGHT = SCRIPT["CELL_WIDTH"], SCRIPT["CELL_HEIGHT"]


def picture(written: str) -> ElementTree.Element:
    """Of a small dark screen on which this is written."""
    screen = pyte.Screen(20, 3)
    dark = "\x1b[0;38;2;228;228;228;48;2;28;28;28m"
    pyte.Stream(screen).feed(dark + " " * 60 + "\x1b[H" + written)
    return ElementTree.fromstring(SCRIPT["as_svg"](SCRIPT["draw"](screen, "A <tier>")))


def of(svg: ElementTree.Element, kind: str, *names: str) -> list[tuple[str | None, ...]]:
    """Its elements of a kind: their texts, and what they have under these names."""
    return [(each.text, *map(each.get, names)) for each in svg.iter(f"{SVG}{kind}")]


def test_words_stand_in_their_cells_in_their_colours() -> None:
    svg = picture("Y1  <&> \x1b[1;38;2;255;135;135mRed")
    assert of(svg, "title") == [("A <tier>",)]
    assert of(svg, "text", "x", "fill", "font-weight", "textLength") == [
        ("Y1", f"{WIDTH}", "#e4e4e4", None, f"{2 * WIDTH}"),
        ("<&>", f"{5 * WIDTH}", "#e4e4e4", None, f"{3 * WIDTH}"),
        ("Red", f"{9 * WIDTH}", "#ff8787", "bold", f"{3 * WIDTH}"),
    ]
    assert of(svg, "rect", "fill") == [(None, "#1c1c1c")]


def test_what_is_reversed_and_what_has_a_ground_of_its_own_stand_on_it() -> None:
    svg = picture("\x1b[7mY1\x1b[27m \x1b[38;2;28;28;28;48;2;215;175;0mAmber")
    assert of(svg, "text", "fill") == [("Y1", "#1c1c1c"), ("Amber", "#1c1c1c")]
    assert of(svg, "rect", "fill", "width")[1:] == [
        (None, "#e4e4e4", f"{2 * WIDTH}"),
        (None, "#d7af00", f"{5 * WIDTH}"),
    ]


def test_lines_are_drawn_as_lines() -> None:
    svg = picture("───── more below\x1b[2;5H│\x1b[3;5H│ Y1")
    assert of(svg, "text") == [("more below",), ("Y1",)]
    across, down = (each for _, each in of(svg, "path", "d"))
    assert across and across.startswith(f"M{WIDTH} ") and across.endswith(f"H{6 * WIDTH}")
    assert down and down.endswith(f"V{3 * HEIGHT + HEIGHT // 2}")
