"""Every screen, every widget that can have the focus: Tab comes to it and goes on from it, the hardware cursor is on
the character that matters, the status line names it and its state in words, and there is help for where one is.
In the smallest window, too: there each item of each list can be come to, and its words are on the screen.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ce_tui.core.pathway.document.help_texts import help_for
from support.people.places import TOURS, Tour
from support.stores.full_store import fill
from support.terminal.pty_screen import DOWN, HOME, TAB, UP
from support.terminal.walker import Walker

_SIGNED = {"FactorList": "[", "ChoiceList": "(", "CheckList": "["}
_WORDS = re.compile(r"\w+")
_FURTHER = 4  # cells by which the cursor may stand further right, so that nobody takes it for a letter typed


USUAL, SMALLEST = (80, 24), (60, 20)


@pytest.mark.parametrize(
    "every", [False, pytest.param(True, marks=pytest.mark.soak)], ids=["screens", "places"]
)
def test_every_focus_can_be_found_named_and_left(every: bool, tmp_path: Path) -> None:
    seen: set[str] = set()
    for tour in TOURS:
        walk(tour, tmp_path / tour.name, seen, every=every, size=USUAL)


@pytest.mark.parametrize("tour", TOURS, ids=lambda tour: tour.name)
def test_in_the_smallest_window_every_place_can_be_read_and_operated(tour: Tour, tmp_path: Path) -> None:
    walk(tour, tmp_path / "tour", set(), every=True, size=SMALLEST)


def walk(tour: Tour, folder: Path, seen: set[str], *, every: bool, size: tuple[int, int]) -> None:
    """Go round each place of a tour; without `every` only where the screen is one that was not gone round."""
    folder.mkdir()
    store = fill(folder / "home")
    home = store.home if tour.with_store else folder / "none"
    with Walker(home, *tour.arguments, columns=size[0], rows=size[1]) as walker:
        walker.until(lambda state: state.focus != 0, "the first screen")
        tour.begin(walker, store)
        for place in tour.places:
            if not every and place.screen in seen:
                continue
            seen.add(place.screen)
            place.way(walker, store)
            walker.until_front(place.screen)
            if place.screen != "TooSmallScreen":
                assert help_for(walker.state.topic).summary, place.name
            if place.takes_keys:
                go_round(walker, place.name)
            tour.back(walker)


def go_round(walker: Walker, where: str) -> None:
    """Tab through all that can have the focus, back to where it was."""
    stops = [walker.until(lambda state: not state.workers or bool(state.focus), "a focus").focus]
    while walker.state.focus:
        look(walker, where)
        if walker.size == SMALLEST and walker.state.items and not walker.state.takes_text:
            read_through(walker, where)
        walker.press(TAB)
        if walker.state.focus == stops[0]:
            break
        assert walker.state.focus not in stops, (
            f"{where}: Tab goes round without the first:\n{walker.term.text}"
        )
        stops.append(walker.state.focus)
    assert not walker.state.focus or len(stops) == walker.state.stops, (
        f"{where}: {len(stops)}\n{walker.term.text}"
    )


def read_through(walker: Walker, where: str) -> None:
    """Go down a list and back: each of its items is come to, and all of its text is on the screen, or is with Down."""
    began = walker.state.current
    for item in walker.press(HOME).items:
        while walker.state.current != item:
            walker.press(DOWN)
        told = f"{where}, {item}: {walker.state.text}\n{walker.term.text}"
        assert walker.state.said and walker.term.screen.display[walker.term.cursor[0]].lstrip()[0] == ">", (
            told
        )
        shown = {*_WORDS.findall(walker.term.text)}
        while not {*_WORDS.findall(walker.state.text)} <= shown:
            assert walker.press(DOWN).current == item, told
            shown |= {*_WORDS.findall(walker.term.text)}
    while walker.state.current != began:
        walker.press(UP)


def look(walker: Walker, where: str) -> None:
    """At the status line and the cursor."""
    state = walker.state
    told = f"{where}, {state.kind} {state.name}: {state.named}\n{walker.term.text}"
    assert state.said, told
    for words in state.named:
        assert " ".join(words.split()) in " ".join(state.said.split()), told
    row, column = walker.term.cursor
    line = walker.term.screen.display[row]
    if state.takes_text and state.kind != "NotesEditor":
        shown = "*" * len(state.value) if state.hidden else state.value
        assert line[:column].endswith(shown[-8:]), told
    elif state.kind in _SIGNED:
        assert line[column - 1] == _SIGNED[state.kind] and ">" in line[:column], told
    elif state.kind != "NotesEditor" and (state.items or state.kind == "TextView"):
        begins = (at for at in range(max(column - _FURTHER, 0), column + 1) if line[at].strip())
        assert any(line[:at].strip() == ">" for at in begins), told
