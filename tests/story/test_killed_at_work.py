"""Killed (-9) at random moments while someone marks and types at a terminal: what the screen had said is kept.

A mark is acknowledged when the screen shows it, words when the screen after them shows. The store is sound each time,
and whoever comes back finds their screening free.
"""

from __future__ import annotations

import random
import re
import signal
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ce_tui.core.pathway.answers.screening import Answers
from ce_tui.core.vault.casebook.open_store import CasebookSettings, PathwayRules
from ce_tui.core.vault.casebook.opening import set_up, sign_in
from ce_tui.core.vault.keys.passphrases import NewStore
from ce_tui.core.vault.log.anchors import FileAnchors
from ce_tui.settings.config import Config
from support.stores.vault import PASSPHRASE, QUICK
from support.terminal.pty_screen import DOWN, ENTER, SPACE, UP, PtyScreen, ctrl

KILLS, KILLS_IN_SOAK = 30, 1000
NAME = "Pat Example"
PATHWAYS = Config().pathways()
_ROW = re.compile(r"(Y[1-9]) +\[(.)\]")
_LONGEST = 0.3  # seconds between a key and the kill


@dataclass
class Known:
    """What the screen has said to be saved, and what is under way."""

    marks: dict[str, bool] = field(default_factory=dict)
    notes: str = ""
    typed: str = ""  # and not acknowledged yet


class Desk:
    """A practitioner's store with one draft, and the terminal at which they work until it is killed."""

    def __init__(self, home: Path, seed: int) -> None:
        self.home = home
        self.chosen = random.Random(seed)
        self.config = home.with_name(
            "config.toml"
        )  # its anchors lie elsewhere: what they know of must be there
        self.config.write_text('[audit]\nanchors = "anchors.log"\n')
        anchors = FileAnchors(home.with_name("anchors.log"))
        self.around = CasebookSettings(argon=QUICK, rules=PathwayRules(PATHWAYS), anchors=anchors)
        casebook, _ = set_up(home, NewStore(name=NAME, passphrase=PASSPHRASE), self.around)
        answers = Answers(pathway=PATHWAYS.current.id, locality="essex", known_to_practitioner=True)
        self.ref = casebook.screenings.begin(answers).ref
        casebook.close()
        self.known = Known()
        self.words = 0
        self.acknowledged = 0

    def work_until_killed(self) -> None:
        """Come in, open the draft, mark and type a little, and be killed at a random moment of it."""
        with self._at_yellow() as terminal:
            for _ in range(self.chosen.randrange(4)):
                self._act(terminal)
            for keys in self._keys():
                terminal.send(keys)
            time.sleep(self.chosen.random() * _LONGEST)
            terminal.signal(signal.SIGKILL)
            assert terminal.wait_for_end() == -signal.SIGKILL
            self._take_in(terminal)

    def _at_yellow(self) -> PtyScreen:
        environment = {
            "CE_TUI_HOME": str(self.home),
            "CE_TUI_CONFIG": str(self.config),
            "HOME": str(self.home.parent),
            "XDG_CONFIG_HOME": str(self.home.parent / "none"),
        }
        terminal = PtyScreen([sys.executable, "-m", "ce_tui"], environment, rows=50)
        terminal.wait_for("Sign in")
        terminal.send(f"{NAME}\t{PASSPHRASE}\r".encode())
        terminal.wait_for("Drafts: 1")
        terminal.send(ENTER)
        terminal.wait_for(f"draft {self.ref}   saved")
        terminal.send(ctrl("g"))
        terminal.wait_for("Go to: a number")
        terminal.send(b"4" + ENTER)
        terminal.wait_for("4 Yellow")
        self._take_in(terminal)
        return terminal

    def _keys(self) -> tuple[bytes, ...]:
        """What to do next: move, mark, or write a word in the notes and come back."""
        kind = self.chosen.choice(("move", "mark", "mark", "write"))
        if kind == "move":
            return (self.chosen.choice((UP, DOWN)),)
        if kind == "mark":
            return (SPACE,)
        self.words += 1
        self.known.typed = f"word{self.words} "
        return ctrl("t"), self.known.typed.encode(), ctrl("t")

    def _act(self, terminal: PtyScreen) -> None:
        """Do it, and wait until the screen acknowledges it: what it still drew of before would pass for that."""
        keys = self._keys()
        terminal.settle()
        before = _ROW.findall(terminal.text)
        if len(keys) == 1:
            terminal.send(keys[0])
            if keys[0] == SPACE:
                terminal.wait_until(lambda: _ROW.findall(terminal.text) != before, "the mark")
        else:
            for each, shown in zip(keys, ("7 Notes", self.known.typed.strip(), "4 Yellow"), strict=True):
                terminal.send(each)
                terminal.wait_for(shown)
            self.known.notes, self.known.typed = self.known.notes + self.known.typed, ""
        self.acknowledged += 1
        self._take_in(terminal)

    def _take_in(self, terminal: PtyScreen) -> None:
        """What the screen says is saved."""
        if "NOT SAVED" in terminal.text:
            return
        for item_id, mark in _ROW.findall(terminal.text):
            self.known.marks[item_id] = mark == "x"

    def look_into_the_store(self) -> None:
        """Compare what is there with what was said; the store is sound."""
        casebook = sign_in(self.home, NAME, PASSPHRASE, self.around)
        assert casebook.log.verify().faults == []
        assert casebook.presence.holder(self.ref) is None, "a killed session holds nobody up"
        answers = casebook.screenings.read(self.ref).answers
        casebook.close()
        kept = {f"Y{number}": f"Y{number}" in answers.marks for number in range(1, 10)}
        differ = [item_id for item_id, mark in self.known.marks.items() if kept[item_id] != mark]
        assert len(differ) <= 1, f"acknowledged marks are lost: {differ}"
        assert answers.notes.startswith(self.known.notes), "acknowledged words are lost"
        assert f"{self.known.notes}{self.known.typed}".startswith(answers.notes)
        self.known = Known(kept, answers.notes)


def kill(desk: Desk, times: int) -> None:
    for _ in range(times):
        desk.work_until_killed()
        desk.look_into_the_store()
    assert desk.acknowledged > times / 2


@pytest.mark.parametrize("seed", [7, 8, 9])
def test_what_the_screen_acknowledged_is_kept_when_the_app_is_killed(home: Path, seed: int) -> None:
    kill(Desk(home, seed), KILLS // 3)


@pytest.mark.soak
def test_what_the_screen_acknowledged_is_kept_however_often_the_app_is_killed(home: Path) -> None:
    kill(Desk(home, seed=70), KILLS_IN_SOAK)
