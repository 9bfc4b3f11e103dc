"""The main job on the full screen by what forty cells of braille show: no colour, blanks run together, and of the whole
screen only the forty cells that follow the hardware cursor; and every stop of every screen in the display for screen
readers: what it is and its state are within those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.people.places import TOURS
from support.stores.full_store import NAME, PASSPHRASE, Full, fill
from support.terminal.apps import CE_TUI
from support.terminal.pty_screen import DOWN, ENTER, SPACE, TAB, UP, PtyScreen, ctrl
from support.terminal.walker import Walker

CELLS = 40


class Braille:
    """A terminal of which one line of braille is felt; it goes where the cursor goes."""

    def __init__(self, store: Full, folder: Path) -> None:
        env = {"CE_TUI_HOME": str(store.home), "HOME": str(folder)}
        self.term = PtyScreen(CE_TUI, env, cwd=folder)

    @property
    def shows(self) -> str:
        row, column = self.term.cursor
        left = max(column - CELLS + 1, 0)
        return " ".join(self.term.screen.display[row][left : left + CELLS].split())

    def feel(self, *words: str) -> None:
        """Wait until words, each of them, can be felt."""
        self.term.wait_until(
            lambda: all(each in self.shows for each in words), f"{words} on the braille line ({self.shows!r})"
        )

    def press(self, key: bytes, *words: str) -> None:
        """Press a key; what is then felt."""
        self.term.send(key)
        self.feel(*words)


@pytest.fixture
def braille(tmp_path: Path) -> Iterator[Braille]:
    store = fill(tmp_path / "home")
    felt = Braille(store, tmp_path)
    yield felt
    felt.term.close()


@pytest.mark.parametrize("display", ["ordinary", "for screen readers"])
def test_the_main_job_is_done_by_touch(braille: Braille, display: str, tmp_path: Path) -> None:
    quiet = display == "for screen readers"
    braille.feel("Your name")
    if quiet:
        braille.press(ctrl("r"))
        braille.term.wait_for("Display for screen readers: on.")
    for letter in range(1, len(NAME) + 1):
        braille.press(NAME[letter - 1].encode(), NAME[:letter].strip())
    braille.press(TAB, "Passphrase")
    braille.press(PASSPHRASE.encode(), "***")
    braille.press(ENTER, "CE-", *(["draft, Red"] if quiet else ["Red"]))

    # A new screening of a child whom Pat knows, danger first.
    braille.press(b"n", "Essex")
    braille.press(ENTER, "Chosen: Not answered. 1 of 7." if quiet else "(x) Not answered")
    braille.press(UP, "Not chosen: No, I have checked. 1 of 7." if quiet else "( ) No, I have checked")
    braille.press(SPACE, "Chosen: No, I have checked. 1 of 7." if quiet else "(x) No, I have checked")
    braille.press(TAB, "Chosen: Not answered. 2 of 7." if quiet else "(x) Not answered")
    braille.press(TAB, "Chosen: Not answered. 3 of 7." if quiet else "(x) Not answered")
    if quiet:
        braille.press(TAB, "4 of 7")  # a line to type in, its label above it
    else:
        braille.term.press(TAB)
    braille.press(
        TAB, "Not chosen: Yes, from working with them" if quiet else "( ) Yes, from working with them"
    )
    braille.term.press(SPACE)

    # Where a factor's mark is, the cursor is.
    def mark(key: bytes, item_id: str, place: str, sign: str, word: str) -> None:
        braille.press(
            key,
            f"{item_id}, {place}: {word}." if quiet else f"{item_id} [{sign}]",
            word if sign != " " else item_id,
        )
        row, column = braille.term.cursor
        line = braille.term.screen.display[row]
        assert (line[column] == sign) if not quiet else line[column:].startswith(word)

    mark(ctrl("n"), "Y1", "1 of 15", " ", "not marked")
    mark(SPACE, "Y1", "1 of 15", "x", "Yes")
    mark(DOWN, "Y2", "2 of 15", " ", "not marked")
    mark(b"9", "Y9", "9 of 15", " ", "not marked")
    mark(ctrl("n"), "A1", "1 of 11", " ", "not marked")
    mark(SPACE, "A1", "1 of 11", "S", "Suspected")
    mark(b"b", "A1", "1 of 11", "B", "Reasonably believe" if quiet else "Believe")
    for number in range(2, 12):
        mark(DOWN, f"A{number}", f"{number} of 11", " ", "not marked")

    # A note: what is typed is felt as it is typed.
    braille.press(b"n", "A11:")
    typed = ""
    for letter in "seen in town":
        typed += letter
        braille.press(letter.encode(), f"A11: {typed}".strip())

    # Review and export, the passphrase in hand.
    for _ in range(3):
        braille.term.press(ctrl("n"))
    braille.feel("Nothing was done yet, as far as")
    braille.press(DOWN, "! Not answered, holds nothing up" if quiet else "Whether you saw or were told of ha")
    braille.press(b"2", "Export the referral as a PDF")
    braille.press(ENTER, "-r1-draft.pdf")
    braille.term.press(ENTER)
    braille.term.wait_for("letter by letter as shown")
    braille.feel("1 Not yet: show it again in Review")
    braille.press(b"2", "I have it: do not show it again")
    braille.term.press(ENTER)
    braille.term.wait_for("Still to be done, in order")
    assert list(tmp_path.glob("ce-referral-CE-*-r1-draft.pdf"))
    braille.term.send(ctrl("q"))
    assert braille.term.wait_for_end() == 0


def in_forty_cells(walker: Walker) -> str:
    """What the braille line shows: forty cells of the cursor's line, to the cursor where that is beyond them."""
    row, column = walker.term.cursor
    left = max(column - CELLS + 1, 0)
    return " ".join(walker.term.screen.display[row][left : left + CELLS].split())


def has_item_and_state(walker: Walker) -> bool:
    """Whether item and state are felt: a factor by its ID, a choice by its words, a line to type in by its name."""
    state, felt = walker.state, re.sub("^(First|Last)[.:] ", "", in_forty_cells(walker))
    if state.kind == "FactorList":
        return felt.startswith(f"{state.named[0]}, ") and state.named[1] in felt
    if state.kind in ("ChoiceList", "CheckList"):
        chosen = "Chosen: " if state.named[1] == ": chosen" else "Not chosen: "
        return felt.startswith(chosen) and len(felt) > len(chosen)
    if state.kind == "NotesEditor":
        lines = [" ".join(line.split()) for line in walker.term.screen.display]
        return felt in state.value and any(line.startswith("Notes, line ") for line in lines)
    if state.takes_text:
        held = "*" * len(state.value) if state.hidden else " ".join(state.value.split())
        row, column = walker.term.cursor
        typed = " ".join(walker.term.screen.display[row][max(column - CELLS + 1, 0) : column].split())
        name = typed.removesuffix(held[-CELLS:])
        return typed.endswith(held[-15:]) and bool(name.strip(" [") or len(held) > CELLS // 2)
    if not state.items:
        return bool(felt) and felt[:15] in " ".join(state.said.split())
    return " ".join(" ".join(state.named).split())[:15] in felt


def feel_each_stop(walker: Walker, where: str) -> None:
    """Go round with Tab, in each list to its second item, too."""
    stops: list[int] = []
    while walker.state.focus and walker.state.focus not in stops:
        stops.append(walker.state.focus)
        for key in (b"", DOWN)[: 2 if len(walker.state.items) > 1 else 1]:
            walker.press(*filter(None, [key]))
            walker.until(lambda state: not state.drawing, "the last picture")
            told = f"{where}, {walker.state.kind} {walker.state.name}: {in_forty_cells(walker)!r}"
            assert has_item_and_state(walker), f"{told}\n{walker.state}\n{walker.term.text}"
        walker.press(TAB)


def test_forty_cells_have_item_and_state_at_every_stop_of_every_screen(tmp_path: Path) -> None:
    felt: set[str] = set()
    for tour in TOURS:
        folder = tmp_path / tour.name
        folder.mkdir()
        store = fill(folder / "home")
        with Walker(store.home if tour.with_store else folder / "none", *tour.arguments) as walker:
            walker.until(lambda state: state.focus != 0, "the first screen")
            if tour.arguments:  # no door, where a key would do it
                walker.go_to("app.display")
                walker.choose("screen-reader")
                tour.back(walker)
            else:
                walker.press(ctrl("r"))
            tour.begin(walker, store)
            for place in tour.places:
                if place.screen in felt or not place.takes_keys or place.screen == "TooSmallScreen":
                    continue
                felt.add(place.screen)
                place.way(walker, store)
                walker.until_front(place.screen)
                feel_each_stop(walker, f"{tour.name}, {place.name}")
                tour.back(walker)
    assert len(felt) > 30
