"""Every screen as it can be seen: each theme in every colour depth, by what the terminal is really sent.

Text has a contrast of 7:1 or more, the focus stands out by 4.5:1 or more and never by colour alone, nothing is dim;
letters, cursor and focus are where tests/data/screens has them, in every theme. The larger window is a terminal of
eight bits without a locale: each of its rows is there in ASCII.

After a change of words: `CE_TUI_RECORD=yes pytest tests/story/test_seeing.py`, and look at what `git diff` says.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ce_tui.settings.preferences import NO_COLOUR, TERMINAL, THEME
from ce_tui.terminal.stand_ins import stand_in
from support.checkout import CHECKOUT
from support.people.places import TOURS, Place
from support.recorded import RECORDING
from support.stores.full_store import Full, fill
from support.terminal import recording
from support.terminal.contrast import TERMINALS, Look, contrast, too_weak
from support.terminal.eight_bits import EIGHT_BITS, beyond_ascii
from support.terminal.pty_screen import HOME, TAB
from support.terminal.walker import Walker

TEXT, FOCUS = 7.0, 4.5
DRESSES = [
    (theme, depth)
    for theme in THEME.words
    for depth in (("none",) if theme == NO_COLOUR else ("truecolor", "256", "standard"))
]
AT_NOON = CHECKOUT / "tests" / "terminal" / "apps" / "at_noon.py"
NOON = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
NOT_RECORDED = ("AuditScreen", "VerdictScreen", "log: an entry", "notes: taken over meanwhile")
"""What is said of the log follows from how often was saved on the way there; what someone else saved, from the hour."""
_LOOKS = re.compile(rb"\x1b\[([0-9;]*)m")
_COLOURS = re.compile(r"[34]8;(?:2;\d+;\d+;\d+|5;\d+)|(?:[349]|10)[0-7]")
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


def walk(
    folder: Path, store: Full, columns: int, rows: int, *, eight_bits: bool
) -> Iterator[tuple[Place, Walker]]:
    """Come to every place, one after the other."""
    encoding = EIGHT_BITS if eight_bits else "utf-8"
    for tour in TOURS:
        home = store.home if tour.with_store else folder / "none"
        env = {"PATH": "/nowhere"}  # whether there is a printer is said too
        env |= {"TERM": "vt220", "LC_ALL": "C"} if eight_bits else {}
        with Walker(
            home, *tour.arguments, env=env, columns=columns, rows=rows, program=AT_NOON, encoding=encoding
        ) as walker:
            walker.until(lambda state: state.focus != 0, "the first screen")
            tour.begin(walker, store)
            for place in tour.places:
                place.way(walker, store)
                walker.until_front(place.screen)
                yield place, walker
                tour.back(walker)
            sent = attributes(walker.term.raw)
            assert sent <= {"", "0", "1", "4", "7", "22", "24", "27", "39", "49"}, sent
            assert not (eight_bits and beyond_ascii(walker.term.raw)), beyond_ascii(walker.term.raw)


def attributes(raw: bytes | bytearray) -> set[str]:
    """What looks were sent, less the colours."""
    sent = b";".join(_LOOKS.findall(raw)).decode()
    return set(_COLOURS.sub("", sent).split(";"))


def shown(walker: Walker) -> str:
    (row, column), (x, y) = walker.term.cursor, walker.meant().cursor
    # Not to be taken for a letter typed, it may stand a little further right for a key.
    meant = row == y and 0 <= column - x <= 4
    return recording.as_text(walker.term.screen, (y, x) if meant else (row, column))


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
    before = shown(walker)
    for theme, depth in DRESSES:
        walker.dress(theme, depth)
        weak = list(too_weak(walker.term.screen, text=TEXT, block=FOCUS))
        assert not weak, f"{place.name}, {theme}, {depth}: {weak[:4]}"
        if place.screen != "DisplayScreen" and place.screen not in NOT_RECORDED:
            assert shown(walker) == before, f"{place.name}, {theme}, {depth}"
    walker.dress(TERMINAL, "256")


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
    walker.dress(TERMINAL, "256")


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (120, 40)], ids=lambda size: str(size))
def test_every_screen_is_as_recorded_and_can_be_read_in_every_theme(
    columns: int, rows: int, store: Full, folder: Path
) -> None:
    """In the larger window, and where a screen was seen before in another state, in the terminal's own colours only."""
    name = f"{columns}x{rows}"
    recorded = {} if RECORDING else recording.read(name)
    eight_bits = rows > 24 and not RECORDING
    if eight_bits:
        assert not "".join(recorded.values()).isascii()
        recorded = {place: in_ascii(text) for place, text in recorded.items()}
    screens: dict[str, str] = {}
    seen: set[str] = set()
    for place, walker in walk(folder, store, columns, rows, eight_bits=eight_bits):
        text = as_recorded(walker, place, recorded)
        if place.screen not in NOT_RECORDED and place.name not in NOT_RECORDED:
            screens[place.name] = text
        kind = place.name if place.screen == "FormScreen" else place.screen  # each section's form is another
        if kind not in seen and rows == 24:
            seen.add(kind)
            can_be_read_in_every_theme(walker, place)
            if kind in ("NotesScreen", "details"):  # the cursor on a letter, and two that are selected
                walker.press(HOME, SELECT, SELECT)
                can_be_read_in_every_theme(walker, place)
            focus_is_shown(walker, place)
    if RECORDING:
        recording.write(name, screens)
    else:
        assert set(screens) == set(recorded)


def test_weak_text_and_a_weak_focus_would_be_found() -> None:
    assert round(contrast((0, 0, 0), (255, 255, 255)), 1) == 21
    grey = Look("brightblack", "default", reversed=False)
    assert all(contrast(*grey.on(each)) < TEXT for each in TERMINALS if each.background == "000000")
    assert contrast(*Look("default", "default", reversed=True).on(TERMINALS[0])) > TEXT
