"""What the line mode says, from question to question, as it was recorded: a conversation through each of its rooms.

The lines that begin with ">" are typed, one whenever something is asked; the others are what is heard. What differs
from one run to the next stands there by dots. Another conversation is another file, of what is typed at first.

The main job is recorded three times, over a pipe whose rows are broken at 20, 40 and 80 columns.

After a change of words: `CE_TUI_RECORD=yes pytest tests/lines/test_told_as_recorded.py`, and look at `git diff`.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from ce_tui.lines.dialogue import state
from ce_tui.lines.run import converse
from ce_tui.session.jobs import completing
from support.checkout import CHECKOUT
from support.people.conversation import Heard, at_noon
from support.people.screens import NOON
from support.recorded import RECORDING
from support.stores.copies import copied
from support.stores.full_store import Full, fill
from support.terminal.piped import piped
from support.terminal.streams import Streams

RECORDED = sorted((CHECKOUT / "tests" / "data" / "lines").glob("*.txt"))
OVER_A_PIPE = CHECKOUT / "tests" / "data" / "lines" / "over-a-pipe"
WIDTHS = (20, 40, 80)
AT_THE_SET_UP = "set-up"
SIX_WORDS = "amber kettle walks over quiet hills"
_TYPED = "> "
_CODE = re.compile(r"[0-9A-Z]{5}(?:-[0-9A-Z]{5}){6}")
_VARIES = re.compile(
    r"CE-[0-9A-Z]{4}-[0-9A-Z]{2}"  # references
    rf"|{_CODE.pattern}|(?<=of 7: )\w( \w){{4}}"  # recovery codes
    r"|(?<=/tmp/ce)\w{8}"  # folders
    r"|\d+(?= kB)"  # a backup's size
)
_TWO_STOPS = re.compile(r"\w\.\.(?!\.)")
_HIDDEN = re.compile(r"\n{20,}")


class Typist:
    """A reader of lines that are said as they are read; what they name in braces is known by then."""

    def __init__(self, lines: Sequence[str], heard: Heard, known: Mapping[str, str]) -> None:
        self._lines = iter(lines)
        self._heard = heard
        self._known = known

    def readline(self) -> str:
        line = next(self._lines, None)
        if line is None:
            return ""
        shown = _CODE.findall(self._heard.text)
        self._heard.write(f"{_TYPED}{line}\n")
        return line.format(**self._known, code=shown[-1] if shown else "") + "\n"


class Never(threading.Timer):
    """Time that does not pass: how fast a machine is, is not recorded."""

    def __init__(self, _: float, *more: Any) -> None:
        super().__init__(3600, *more)


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where one works: a folder whose path is of one length, since it is said where a file was written."""
    made = Path(tempfile.mkdtemp(prefix="ce", dir="/tmp"))
    monkeypatch.chdir(made)
    yield made
    shutil.rmtree(made)


@pytest.fixture(autouse=True)
def _the_same_on_every_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ce_tui.lines.gate.set_up.six_words", lambda: SIX_WORDS)
    monkeypatch.setattr(completing, "new_password", lambda: SIX_WORDS.replace(" ", "-"))
    monkeypatch.setattr(state, "Timer", Never)
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)  # whether there is a printer is said too


def _filled(home: Path) -> Full:
    return fill(home, clock=lambda: NOON)


@pytest.mark.parametrize("recorded", RECORDED, ids=lambda file: file.stem)
def test_all_that_is_said_is_as_recorded(recorded: Path, folder: Path) -> None:
    home = folder / "home"
    heard = Heard()
    typist = Typist(_typed(recorded), heard, _known(folder, filled=recorded.stem != AT_THE_SET_UP))
    assert converse(Streams(typist, heard), at_noon(home)) == 0
    _compare(recorded, _told(heard))


@pytest.mark.parametrize("width", WIDTHS)
def test_the_main_job_over_a_pipe_is_as_recorded_at_each_width(width: int, folder: Path) -> None:
    recorded = OVER_A_PIPE / f"{width}.txt"
    heard = Heard()
    typist = Typist(_typed(recorded), heard, _known(folder))
    with piped(typist.readline, heard.write, width) as console:
        assert converse(console, at_noon(folder / "home")) == 0
    _compare(recorded, _told(heard))


@pytest.mark.parametrize("width", WIDTHS)
def test_no_row_of_it_is_wider_than_the_pipe_but_where_one_word_is(width: int) -> None:
    said = [row for row in _rows(width) if not row.startswith((_TYPED, "(What was said"))]
    assert len(said) > 300
    assert not [row for row in said if len(row) > width and " " in row]
    assert not [row for row in said if re.search(r"(^| )0\d{2,4}( \d{3})?$", row)], "no number is cut"


@pytest.mark.parametrize("width", [each for each in WIDTHS if each != 80])
def test_the_same_words_are_said_in_the_same_order_at_each_width(width: int) -> None:
    assert _words(width) == _words(80)


def _rows(width: int) -> list[str]:
    return (OVER_A_PIPE / f"{width}.txt").read_text(encoding="utf-8").splitlines()


def _words(width: int) -> list[str]:
    """All that was said and typed, word by word; a stroke between two words may end a row."""
    return re.sub(r"(?<=\w/)\s+", "", "\n".join(_rows(width))).split()


def _typed(recorded: Path) -> list[str]:
    lines = recorded.read_text(encoding="utf-8").splitlines()
    return [line.removeprefix(_TYPED) for line in lines if line.startswith(_TYPED)]


def _known(folder: Path, *, filled: bool = True) -> dict[str, str]:
    """What typed lines name in braces: the folder, and the screenings of a store that is there then, where it is."""
    known = {"folder": str(folder), "nobodys": "CE-7K3M-2Q"}
    if not filled:
        return known
    full = copied(folder / "home", _filled)
    return known | {"draft": full.draft, "completed": full.completed, "others": full.others}


def _told(heard: Heard) -> str:
    told = _VARIES.sub(lambda found: "." * len(found[0]), heard.text)
    assert not _TWO_STOPS.search(told), "a sentence ends once"
    return _HIDDEN.sub("\n\n(What was said has gone off the screen.)\n\n", told)


def _compare(recorded: Path, told: str) -> None:
    if RECORDING:
        recorded.write_text(told, encoding="utf-8")
    else:
        assert told.splitlines() == recorded.read_text(encoding="utf-8").splitlines()
