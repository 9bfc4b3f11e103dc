"""What the app takes while nobody presses a key: of the processor, and how often it is woken; place by place.

From a minute after its start, when what a start leaves to be done has been done.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from support.checkout import CHECKOUT
from support.terminal.crowd import PASSPHRASE, Person, bytes_within, hub, processor_time
from support.terminal.pty_screen import ENTER, PtyScreen, ctrl

AT_FIRST, AT_REST, WHILE = 60.0, 4.0, 15.0
"""Seconds: after the start; after a key; of which each place is measured."""
_PATIENCE = 60.0
_WOKEN = re.compile(r"^voluntary_ctxt_switches:\s+(\d+)", re.MULTILINE)


def rows() -> list[str]:
    """A row a front end."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        name = hub(home, 1)[0]
        return [
            _row("full screen", _full_screen(Person.sits_down(name, home))),
            _row("line mode", _line_mode(name, home)),
        ]


def _row(what: str, places: Iterator[tuple[str, float, float]]) -> str:
    said = "; ".join(f"{place} {share:.2f} %, {woken:.0f}" for place, share, woken in places)
    return f"| idle, {what}: of a processor, wakings in a minute | {said} | ≤ 0.2 % | |"


def _full_screen(person: Person) -> Iterator[tuple[str, float, float]]:
    term = person.term
    try:
        term.wait_for("Passphrase", _PATIENCE)
        yield "sign-in", *_of(person, AT_FIRST)
        person.signs_in(_PATIENCE)
        term.wait_for("No screenings yet", _PATIENCE)
        yield "Home", *_of(person)
        person.begins(_PATIENCE)
        term.wait_for("3 Start", _PATIENCE)
        term.send(ctrl("n"))
        term.wait_for("4 Yellow", _PATIENCE)
        yield "a tier", *_of(person)
        term.send(ctrl("t"))
        term.wait_for("7 Notes", _PATIENCE)
        yield "notes", *_of(person)
        term.send(ctrl("l"))
        term.wait_for("Locked", _PATIENCE)
        yield "locked", *_of(person)
    finally:
        term.close()


def _line_mode(name: str, home: Path) -> Iterator[tuple[str, float, float]]:
    env = {"CE_TUI_HOME": str(home), "HOME": str(home), "PYTHONPATH": str(CHECKOUT)}
    person = Person(name, PtyScreen([sys.executable, "-m", "ce_tui", "lines"], env, cwd="/"))
    term = person.term
    try:
        term.wait_for("Your name?", _PATIENCE)
        yield "sign-in", *_of(person, AT_FIRST)
        term.send(name.encode() + ENTER)
        term.wait_for("Passphrase", _PATIENCE)
        term.send(PASSPHRASE.encode() + ENTER)
        yield "Home", *_of(person)
    finally:
        term.close()


def _of(person: Person, rest: float = AT_REST) -> tuple[float, float]:
    """Per cent of a processor, and how often in a minute it was woken."""
    bytes_within([person], rest)
    used, woken, began = processor_time([person]), _woken(person), time.monotonic()
    bytes_within([person], WHILE)
    seconds = time.monotonic() - began
    return (processor_time([person]) - used) / seconds * 100, (_woken(person) - woken) / seconds * 60


def _woken(person: Person) -> int:
    tasks = Path(f"/proc/{person.term.pid}/task").iterdir()
    return sum(int(found[1]) for task in tasks if (found := _WOKEN.search((task / "status").read_text())))


if __name__ == "__main__":
    print("\n".join(rows()))
