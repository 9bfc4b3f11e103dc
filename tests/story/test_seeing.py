"""Every screen as it can be seen: in five sizes of window, each theme in every colour depth, by what is really sent.

Each is recorded in the theme that the app has by itself where nothing was chosen, and in the usual window all themes
are tried on: text has a contrast of 7:1 or more, a line 3:1, the focus stands out by 4.5:1 or more and never by colour
alone, nothing is dim; letters, cursor and focus are where tests/data/screens has them in every theme, which draws
hyphens where it has no thin lines. One window is of a terminal of eight bits without a locale, too: each of its rows
is there in ASCII.

After a change of words: `CE_TUI_RECORD=yes pytest tests/story/test_seeing.py`, and look at what `git diff` says.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from ce_tui.settings.preferences import DARK, NO_COLOUR, THEME
from ce_tui.terminal.character_set import stand_in
from support.people.places import TOURS, Place, Tour
from support.people.sights import NOON, sights
from support.recorded import RECORDING
from support.stores.full_store import Full, fill
from support.terminal import recording
from support.terminal.contrast import Least, too_weak
from support.terminal.eight_bits import beyond_ascii
from support.terminal.pty_screen import HOME, TAB
from support.terminal.walker import Walker

LEAST = Least(text=7.0, line=3.0, block=4.5)
USUAL, IN_EIGHT_BITS = (80, 24), (120, 40)
"""The window in which every theme is tried on, and that of the terminal of eight bits."""
DRESSES = [
    (theme, depth)
    for theme in filter(None, THEME.words)
    for depth in (("none",) if theme == NO_COLOUR else ("truecolor", "256", "standard"))
]
NOT_RECORDED = ("AuditScreen", "VerdictScreen", "log: an entry", "notes: taken over meanwhile")
"""What is said of the log follows from how often was saved on the way there; what someone else saved, from the hour."""
_LOOKS = re.compile(rb"\x1b\[([0-9;]*)m")
_COLOURS = re.compile(r"[34]8;(?:2;\d+;\d+;\d+|5;\d+)|(?:[349]|10)[0-7]")
_LINES = re.compile("[\u2500-\u257f]")
PARTS = {
    "inside": [tour for tour in TOURS if tour.name == "inside"],
    "in the office": [tour for tour in TOURS if tour.name == "in the office"],
    "elsewhere": [tour for tour in TOURS if tour.name not in ("inside", "in the office")],
}
not_while_recording = pytest.mark.skipif(RECORDING, reason="what it goes by is being recorded")
SELECT = b"\x1b[1;2C"  # Shift+Right


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder whose path is of one length: it is shown where a file's name is asked for."""
    made = Path(tempfile.mkdtemp(prefix="ce", dir="/tmp"))
    yield made
    shutil.rmtree(made)


@pytest.fixture
def store(folder: Path) -> Full:
    return fill(folder / "home", clock=lambda: NOON)


def nothing_else_was_sent(walker: Walker) -> None:
    """No look but bold, underlined, reversed and colours."""
    sent = attributes(walker.term.raw)
    assert sent <= {"", "0", "1", "4", "7", "22", "24", "27", "39", "49"}, sent


def nothing_else_was_sent_in_ascii(walker: Walker) -> None:
    """Nor a byte beyond ASCII."""
    nothing_else_was_sent(walker)
    assert not beyond_ascii(walker.term.raw), beyond_ascii(walker.term.raw)


def attributes(raw: bytes | bytearray) -> set[str]:
    """What looks were sent, less the colours."""
    sent = b";".join(_LOOKS.findall(raw)).decode()
    return set(_COLOURS.sub("", sent).split(";"))


def shown(walker: Walker) -> str:
    (row, column), (x, y) = walker.term.cursor, walker.meant().cursor
    # Not to be taken for a letter typed, it may stand a little further right for a key.
    meant = row == y and 0 <= column - x <= 4
    return recording.as_text(walker.term.screen, (y, x) if meant else (row, column))


def in_hyphens(text: str) -> str:
    """A screen as it is in a theme without thin lines."""
    return _LINES.sub(lambda line: stand_in(line[0]), text)


def in_ascii(text: str) -> str:
    """A screen as one sees it that has ASCII alone: whatever stands for a character is in its cell."""
    return "".join(map(stand_in, text))


def as_recorded(walker: Walker, place: Place, recorded: dict[str, str]) -> str:
    """Wait until the screen is as it was recorded; what it then is."""
    if RECORDING:
        walker.term.settle(quiet=1.0)
    elif place.screen not in NOT_RECORDED and place.name not in NOT_RECORDED:
        assert place.name in recorded, f"{place.name} was never recorded: see above how"
        walker.until(
            lambda _: shown(walker) == recorded[place.name],
            f"{place.name} as recorded:\n{recorded[place.name]}",
        )
    return shown(walker)


def can_be_read_in_every_theme(walker: Walker, place: Place) -> None:
    before = in_hyphens(shown(walker))
    for theme, depth in DRESSES:
        walker.dress(theme, depth)
        weak = list(too_weak(walker.term.screen, LEAST))
        assert not weak, f"{place.name}, {theme}, {depth}: {weak[:4]}"
        if place.screen != "DisplayScreen" and place.screen not in NOT_RECORDED:
            assert in_hyphens(shown(walker)) == before, f"{place.name}, {theme}, {depth}"
    walker.dress(DARK, "256")


def focus_is_shown(walker: Walker, place: Place) -> None:
    """Without colours: the cursor is there, the current item has a ">", and each Tab shows something else."""
    walker.dress(NO_COLOUR, "none")
    before = None
    for _ in range(3):
        screen, state = walker.term.screen, walker.rest()
        now = (walker.term.text, walker.term.cursor)
        assert not screen.cursor.hidden, place.name
        assert now != before or state.stops < 2, f"{place.name}: Tab shows nothing\n{walker.term.text}"
        if state.items and not state.takes_text and state.focus:
            row, column = walker.term.cursor
            assert ">" in screen.display[row][:column], f"{place.name}: no > here\n{walker.term.text}"
        before = now
        walker.press(TAB)
    walker.dress(DARK, "256")


def as_they_are_recorded(
    recorded: dict[str, str], places: Iterator[tuple[Place, Walker]]
) -> Iterator[tuple[str, str]]:
    """Come to every place: each is as it was recorded, and none is missing. While recording: what each now is."""
    found: set[str] = set()
    for place, walker in places:
        text = as_recorded(walker, place, recorded)
        if place.screen not in NOT_RECORDED and place.name not in NOT_RECORDED:
            found.add(place.name)
            yield place.name, text
    assert RECORDING or found == set(recorded)


@pytest.mark.parametrize(("columns", "rows"), recording.SIZES, ids=lambda size: str(size))
def test_every_screen_is_as_recorded(columns: int, rows: int, store: Full, folder: Path) -> None:
    name = recording.name_of(columns, rows)
    visits = sights(folder, store, (columns, rows), afterwards=nothing_else_was_sent)
    screens = dict(as_they_are_recorded({} if RECORDING else recording.read(name), visits))
    if RECORDING:
        recording.write(name, screens)


@not_while_recording
def test_every_screen_is_there_in_ascii_where_the_terminal_has_no_more(store: Full, folder: Path) -> None:
    recorded = recording.read(recording.name_of(*IN_EIGHT_BITS))
    assert not "".join(recorded.values()).isascii()
    expected = {place: in_ascii(text) for place, text in recorded.items()}
    visits = sights(folder, store, IN_EIGHT_BITS, eight_bits=True, afterwards=nothing_else_was_sent_in_ascii)
    assert dict(as_they_are_recorded(expected, visits)) == expected


@not_while_recording
@pytest.mark.parametrize("tours", PARTS.values(), ids=PARTS)
def test_every_screen_can_be_read_in_every_theme(tours: Sequence[Tour], store: Full, folder: Path) -> None:
    """Not again where a screen was seen in another state."""
    recorded = recording.read(recording.name_of(*USUAL))
    seen: set[str] = set()
    for place, walker in sights(folder, store, USUAL, tours=tours, afterwards=nothing_else_was_sent):
        kind = place.name if place.screen == "FormScreen" else place.screen  # each section's form is another
        if kind in seen:
            continue
        seen.add(kind)
        as_recorded(walker, place, recorded)
        can_be_read_in_every_theme(walker, place)
        if kind in ("NotesScreen", "details"):  # the cursor on a letter, and two that are selected
            walker.press(HOME, SELECT, SELECT)
            can_be_read_in_every_theme(walker, place)
        focus_is_shown(walker, place)
    assert seen
