"""What forty cells of braille show: the end of the row that the cursor is on, and nothing else of the screen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.people.screens import NAME, PASSPHRASE
from support.terminal.apps import CE_TUI
from support.terminal.pty_screen import ENTER, PtyScreen

pytestmark = pytest.mark.usefixtures("store")
CELLS = 40


class Braille:
    """A terminal of which only the cursor's row can be felt."""

    def __init__(self, term: PtyScreen, cells: int = CELLS) -> None:
        self.term = term
        self._cells = cells

    @property
    def shows(self) -> str:
        """The cells up to the cursor, without colour, blanks run together."""
        row, column = self.term.cursor
        return " ".join(self.term.screen.display[row][:column].split())[-self._cells :]

    def feel(self, words: str) -> None:
        """Wait until the cells end with words."""
        self.term.wait_until(
            lambda: self.shows.endswith(words), f"{words!r} on the braille line ({self.shows!r})"
        )

    def type(self, line: str) -> None:
        self.term.send(line.encode() + ENTER)


def test_each_question_can_be_answered_by_the_cells_of_its_last_row(home: Path) -> None:
    env = {"CE_TUI_HOME": str(home), "HOME": str(home.parent), "TERM": "linux"}
    with PtyScreen([*CE_TUI, "lines"], env, columns=80, rows=24, cwd=home.parent) as term:
        braille = Braille(term)
        for felt, line in (
            ("Your name?", NAME),
            ("Passphrase?", PASSPHRASE),
            ("list, find, or a number? [new]", "new"),
            ("1 to 4? [Essex]", ""),
            ("I have checked? Now: not answered.", "n"),
            ("Yes or no? Now: not answered.", ""),
            ("Yes or no? Now: not answered.", ""),
            ("if another one did? Now: empty.", ""),
            ("1 to 3? Now: not answered.", "next"),
            ("Yes or no? Now: not marked.", "Y3"),
            ("Yes or no? Now: not marked.", "y"),
            ("Yes or no? Now: not marked.", "back"),
            ("Yes or no? Now: yes.", "go a4"),
            ("believe or no? Now: not marked.", "s"),
            ("believe or no? Now: not marked.", "go result"),
            ("Enter goes on, stop ends. [go on]", "stop"),
            ("1 to 5? Now: not answered.", "amber"),
            ("Your name? Now: empty.", "notes"),
            (
                "Enter to go on. Now: no lines.",
                "Seen twice by the school nurse, at the station, late at night.",
            ),
            ("Another line?", "go review"),
            ("[go on to Home]", "complete"),
            ("it all the same? Yes or no? [no]", "y"),
            ("[go on to Home]", "pdf"),
            ("-r1.pdf]", ""),
            ("do not show it again? Yes or no? [no]", "y"),
            ("[go on to Home]", ""),
            ("list, find, or a number? [list]", "quit"),
        ):
            braille.feel(felt)
            braille.type(line)
        assert term.wait_for_end() == 0
        assert len(list(home.parent.glob("ce-referral-*-r1.pdf"))) == 1
        words = re.sub(rb"\x1b\[(3J|\?2004[hl])", b"", bytes(term.raw))
        assert b"\x1b" not in words


@pytest.mark.parametrize(
    ("cells", "felt"),
    [
        (
            20,
            [
                "[new]",
                "1 to 4? [Essex]",
                "Now: not answered.",
                "Now: not answered.",
                "Now: not marked.",
                "[stay]",
            ],
        ),
        (
            40,
            [
                "new, list, find, or a number? [new]",
                "1 to 4? [Essex]",
                "Now: not answered.",
                "Yes or no? Now: not answered.",
                "Yes or no? Now: not marked.",
                "Go to which? [stay]",
            ],
        ),
    ],
)
def test_on_a_terminal_as_narrow_as_the_line_each_row_fits_and_each_question_ends_whole(
    home: Path, cells: int, felt: list[str]
) -> None:
    env = {"CE_TUI_HOME": str(home), "HOME": str(home.parent), "TERM": "linux"}
    with PtyScreen([*CE_TUI, "lines"], env, columns=cells, rows=24, cwd=home.parent) as term:
        braille = Braille(term, cells)
        lines = (NAME, PASSPHRASE, "new", "", "n", "next", "find school", "quit")
        for row, line in zip(["Your name?", "Passphrase?", *felt], lines, strict=True):
            braille.feel(row)
            braille.type(line)
        assert term.wait_for_end() == 0
        said = re.sub(rb"\x1b\[(3J|\?2004[hl])", b"", bytes(term.raw)).decode()
        rows = [
            row for row in said.replace("\r", "").split("\n") if not row.endswith(tuple(filter(None, lines)))
        ]
        assert max(map(len, rows)) < cells
