"""Home of a hub of 10,000 screenings with 20,000 actions: the list, what is due among it, and the first paint.

The paint is timed in a real pty, from the Enter that ends the passphrase, with a key that is derived at once, beside
a store of three: what the sign-in takes, Argon2id with it, is measured with the store.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from ce_tui.core.pathway.actions.action import Action, Gravity, Recorded
from ce_tui.core.pathway.actions.follow_up_summary import as_kept, followed
from ce_tui.core.pathway.actions.rules import dump_kept
from ce_tui.core.pathway.answers.screening import Answers, Child
from ce_tui.core.vault.casebook.casebook import Casebook
from ce_tui.core.vault.casebook.open_store import CasebookSettings
from ce_tui.core.vault.casebook.opening import set_up, sign_in
from ce_tui.core.vault.keys.passphrases import NewStore
from ce_tui.core.vault.keys.slots import Argon
from ce_tui.core.vault.store.records import KeptAction
from ce_tui.screens.home.due import FIRST
from support.terminal.pty_screen import ENTER, TAB, PtyScreen, ctrl

NAME, PASSPHRASE = "Ada Example", "seven odd lanterns over a harbour"
CHEAP = Argon(memory=8 * 1024, iterations=1, lanes=1)
SCREENINGS, FEW = 10_000, 3
SIGN_INS = 7
FIRST_ROW, DUE = b"CE-", b"overdue"
AT_ONCE = 500
RED = Gravity("red")
SERVICE = "Essex Children & Families' Hub"
MARKS = ({"Y1": "yes"}, {"A1": "suspected"}, {"R1": "suspected"})
RECORDED = (
    Action(at="2026-11-24T14:05", kind="phone", to=SERVICE, came_of_it="no answer"),
    Action(at="2026-11-24T15:05", kind="phone", to=SERVICE, came_of_it="", next="they ring back"),
    Action(at="2026-11-24T16:05", kind="form", to=SERVICE, came_of_it="accepted"),
)


def rows() -> list[str]:
    """Markdown rows: what, measured, budget, beside."""
    with tempfile.TemporaryDirectory() as folder:
        home, small = Path(folder) / "home", Path(folder) / "small"
        _fill(home, SCREENINGS)
        _fill(small, FEW)
        painted = [(*_first_paint(home), *_first_paint(small)) for _ in range(SIGN_INS)]
        casebook = sign_in(home, NAME, PASSPHRASE)
        first = _milliseconds(lambda: casebook.index.first(FIRST))
        listed = casebook.index.all()
        listing = _milliseconds(casebook.index.all)
        due = _milliseconds(lambda: casebook.follow_ups.among(listed))
        found = len(casebook.follow_ups.among(listed))
        casebook.close()
    what = f"{SCREENINGS:,} screenings with {2 * SCREENINGS:,} actions"
    rows_at, due_at, few_at, few_due = (statistics.median(each) * 1000 for each in zip(*painted, strict=True))
    return [
        f"| Home with {what}: Enter after the passphrase → first rows | {rows_at:.0f} ms | "
        f"≤ 100 ms more than with {FEW} | with {FEW}: {few_at:.0f} ms |",
        f"| … → what is due | {due_at:.0f} ms | | with {FEW}: {few_due:.0f} ms |",
        f"| the first {FIRST} of {what} | {first:.0f} ms | | |",
        f"| list {what} | {listing:.0f} ms | | |",
        f"| what is due among {what} | {due:.0f} ms | ≤ 60 ms | {found:,} of them have something due |",
    ]


def _fill(home: Path, screenings: int) -> None:
    casebook, _ = set_up(home, NewStore(name=NAME, passphrase=PASSPHRASE), CasebookSettings(argon=CHEAP))
    refs = casebook.screenings.import_answers([_answers(number) for number in range(screenings)])
    for first in range(0, screenings, AT_ONCE):
        _record(casebook, refs[first : first + AT_ONCE])
    casebook.close()


def _answers(number: int) -> Answers:
    child = Child(name=f"Made-up Child {number}", date_of_birth="2010-04-03")
    marks = MARKS[number % len(MARKS)]
    return Answers(pathway="set-2026-06", locality="essex", child=child, marks=marks, notes="words")


def _record(casebook: Casebook, refs: list[str]) -> None:
    """Two actions about each, past the casebook: one after the other it would take minutes."""
    store, by = casebook._desk.store, casebook._desk.account.id
    with store.together():
        for number, ref in enumerate(refs):
            recorded = list[Recorded]()
            for place in (1, 2):
                action = RECORDED[(number + place) % len(RECORDED)]
                now = casebook._desk.now()
                recorded.append(
                    Recorded(id=f"{place}", recorded_at=now, recorded_by=by, action=action, stood=RED)
                )
                content = dump_kept(action, RED)
                kept = KeptAction(number=place, recorded_at=now, recorded_by=by, content=content)
                listed = as_kept(followed(recorded, [by] * place, [SERVICE]))
                store.kept.add_action(ref, kept, listed, [])


def _first_paint(home: Path) -> tuple[float, float]:
    """Seconds from the Enter that signs in to Home's first row on the line, and to what is due."""
    env = {"CE_TUI_HOME": str(home), "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    with PtyScreen([sys.executable, "-m", "ce_tui"], env) as term:
        term.wait_for("Passphrase")
        term.settle()
        term.type(NAME)
        term.press(TAB)
        term.type(PASSPHRASE)
        term.settle(1.0)
        came, began = len(term.raw), time.perf_counter()
        os.write(term.fd, ENTER)
        moments = []
        for mark in (FIRST_ROW, DUE):
            while mark not in term.raw[came:]:
                term.read(1.0)
            moments.append(time.perf_counter() - began)
        term.send(ctrl("q"))  # an end without a sign-out is told at the next sign-in
        term.wait_for_end()
    return moments[0], moments[1]


def _milliseconds(work: Callable[[], object], times: int = 5) -> float:
    """The median."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1000


if __name__ == "__main__":
    print("\n".join(rows()))
