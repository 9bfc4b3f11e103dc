"""Every screen as it can be seen: each theme in every colour depth, by what the terminal is really sent.

Text has a contrast of 7:1 or more, the focus stands out by 4.5:1 or more and never by colour alone, nothing is dim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ce_tui.themes import CHOICES, NO_COLOUR
from support.contrast import blocks_too_weak, too_weak
from support.full_store import Full, fill
from support.places import TOURS, Place, Tour
from support.pty_screen import TAB
from support.walker import Walker

TEXT, FOCUS = 7.0, 4.5
DEPTHS = ("truecolor", "256", "standard")
DRESSES = [
    (theme, depth) for theme in CHOICES for depth in (("none",) if theme == NO_COLOUR else (*DEPTHS, "none"))
]
_LOOKS = re.compile(rb"\x1b\[([0-9;]*)m")
_COLOURS = re.compile(r"[34]8;(?:2;\d+;\d+;\d+|5;\d+)|(?:[349]|10)[0-7]")


@pytest.fixture
def store(tmp_path: Path) -> Full:
    return fill(tmp_path / "home")


def stops(tour: Tour, walker: Walker, store: Full, places: tuple[Place, ...]) -> Iterator[Place]:
    """Come to places of a tour, one after the other."""
    walker.until(lambda state: state.focus != 0, "the first screen")
    tour.begin(walker, store)
    for place in places:
        place.way(walker, store)
        walker.until_front(place.screen)
        yield place
        tour.back(walker)


def visited(tour: Tour, *, all_of_them: bool, seen: set[str]) -> tuple[Place, ...]:
    """All places, or one for each screen that was not yet seen."""
    if all_of_them:
        return tour.places
    return tuple(each for each in tour.places if each.screen not in seen and not seen.add(each.screen))  # type: ignore[func-returns-value]


def attributes(raw: bytes) -> set[str]:
    """What looks were sent, less the colours."""
    sent = b";".join(_LOOKS.findall(raw)).decode()
    return set(_COLOURS.sub("", sent).split(";"))


def weaknesses(walker: Walker) -> list[str]:
    return [*too_weak(walker.term.screen, TEXT), *blocks_too_weak(walker.term.screen, FOCUS)]


def focus_is_shown(walker: Walker, place: Place) -> None:
    """In no colours: the cursor is there, the current item has a ">", and each Tab shows something else."""
    walker.dress(NO_COLOUR, "none")
    before = None
    for _ in range(3):
        screen, state = walker.term.screen, walker.rest()
        shown = (walker.term.text, walker.term.cursor)
        assert not screen.cursor.hidden, place.name
        assert shown != before or state.stops < 2, f"{place.name}: Tab shows nothing\n{walker.term.text}"
        if state.items and not state.takes_text and state.focus:
            row, column = walker.term.cursor
            assert ">" in screen.display[row][:column], f"{place.name}: no > here\n{walker.term.text}"
        before = shown
        walker.press(TAB)


@pytest.mark.parametrize("everywhere", [False, pytest.param(True, marks=pytest.mark.soak)])
def test_every_screen_can_be_read_in_every_theme_and_colour_depth(
    everywhere: bool, store: Full, tmp_path: Path
) -> None:
    seen: set[str] = set()
    for tour in TOURS:
        home = store.home if tour.with_store else tmp_path / "none"
        places = visited(tour, all_of_them=everywhere, seen=seen)
        with Walker(home, *tour.arguments) as walker:
            for place in stops(tour, walker, store, places):
                for theme, depth in DRESSES:
                    walker.dress(theme, depth)
                    weak = weaknesses(walker)
                    assert not weak, f"{place.name}, {theme}, {depth}: {weak[:4]}"
                focus_is_shown(walker, place)
                walker.dress("ansi-dark", "256")
        sent = attributes(walker.term.raw)
        assert sent <= {"", "0", "1", "4", "7", "22", "24", "27", "39", "49"}, sent
    assert len(seen) > 25 or everywhere


def test_the_palettes_are_told_apart() -> None:
    """What the tests above rely on: weak text and a weak focus are found."""
    from support.contrast import TERMINALS, Look, contrast

    assert round(contrast((0, 0, 0), (255, 255, 255)), 1) == 21
    grey = Look("brightblack", "default", reversed=False)
    assert all(contrast(*grey.on(each)) < TEXT for each in TERMINALS if each.background == "000000")
    assert contrast(*Look("default", "default", reversed=True).on(TERMINALS[0])) > TEXT
