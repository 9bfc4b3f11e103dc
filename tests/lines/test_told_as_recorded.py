"""What the line mode says, from question to question, as it was recorded: a conversation through each of its rooms.

The lines that begin with ">" are typed, one whenever something is asked; the others are what is heard. What differs
from one run to the next stands there by dots. Another conversation is another file, of what is typed at first.

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

from ce_tui.core.vault.keys import passphrases
from ce_tui.lines.dialogue import state
from ce_tui.lines.run import converse
from ce_tui.session.jobs import export
from support.checkout import CHECKOUT
from support.people.conversation import Heard, at_noon
from support.people.screens import NOON
from support.recorded import RECORDING
from support.stores.copies import copied
from support.stores.full_store import Full, fill
from support.terminal.streams import Streams

RECORDED = sorted((CHECKOUT / "tests" / "data" / "lines").iterdir())
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
    monkeypatch.setattr(passphrases, "generate", lambda: SIX_WORDS)
    monkeypatch.setattr(export, "new_password", lambda: SIX_WORDS.replace(" ", "-"))
    monkeypatch.setattr(state, "Timer", Never)
    monkeypatch.setenv("PATH", "/nowhere")  # whether there is a printer is said too


def _filled(home: Path) -> Full:
    return fill(home, clock=lambda: NOON)


@pytest.mark.parametrize("recorded", RECORDED, ids=lambda file: file.stem)
def test_all_that_is_said_is_as_recorded(recorded: Path, folder: Path) -> None:
    home = folder / "home"
    known = {"folder": str(folder), "nobodys": "CE-7K3M-2Q"}
    if recorded.stem != AT_THE_SET_UP:
        full = copied(home, _filled)
        known |= {"draft": full.draft, "completed": full.completed, "others": full.others}
    lines = recorded.read_text(encoding="utf-8").splitlines()
    typed = [line.removeprefix(_TYPED) for line in lines if line.startswith(_TYPED)]
    heard = Heard()
    assert converse(Streams(Typist(typed, heard, known), heard), at_noon(home)) == 0
    told = _VARIES.sub(lambda found: "." * len(found[0]), heard.text)
    told = _HIDDEN.sub("\n\n(What was said has gone off the screen.)\n\n", told)
    assert not _TWO_STOPS.search(told), "a sentence ends once"
    if RECORDING:
        recorded.write_text(told, encoding="utf-8")
    else:
        assert told.splitlines() == lines
