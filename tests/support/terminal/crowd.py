"""Many people at once on one store: real processes in terminals of their own, typing into their notes."""

from __future__ import annotations

import os
import re
import select
import signal
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from ce_tui.core.vault.casebook.open_store import CasebookSettings
from ce_tui.core.vault.casebook.opening import set_up
from ce_tui.core.vault.keys.passphrases import NewStore
from ce_tui.core.vault.keys.slots import Argon
from support.checkout import CHECKOUT
from support.terminal.pty_screen import ENTER, PtyScreen, ctrl

PASSPHRASE = "imaginary words for benchmarks only"
CHEAP = Argon(memory=8 * 1024, iterations=1, lanes=1)
WORDS = "a toast at a station eats into a tie to toot a note "
_ESCAPE = re.compile(rb"\x1b\[[0-9;?]*[a-zA-Z]")


def hub(home: Path, people: int) -> list[str]:
    """A store with that many practitioners: their names. Their passphrase is PASSPHRASE."""
    casebook, _ = set_up(
        home,
        NewStore(name="Lee Example", passphrase=PASSPHRASE, hub="Imaginary Hub", locality="essex"),
        CasebookSettings(argon=CHEAP),
    )
    names = [f"Example Person {number}" for number in range(people)]
    for name in names:
        casebook.people.add_account(name, PASSPHRASE, ["practitioner"])
    casebook.close()
    return names


@dataclass
class Person:
    """One of them at a terminal."""

    name: str
    term: PtyScreen
    typed: bytearray = field(default_factory=bytearray)
    waiting: list[tuple[bytes, float]] = field(default_factory=list)  # letters that have not come back yet

    @classmethod
    def sits_down(cls, name: str, home: Path) -> Person:
        """Start the app; it need not be there yet."""
        env = {"CE_TUI_HOME": str(home), "HOME": str(home), "PYTHONPATH": str(CHECKOUT)}
        return cls(name, PtyScreen([sys.executable, "-m", "ce_tui"], env, cwd="/"))

    def signs_in(self, patience: float) -> None:
        """From the sign-in screen on; does not wait for Home."""
        self.term.wait_for("Passphrase", patience)
        self.term.send(self.name.encode() + b"\t" + PASSPHRASE.encode() + ENTER)

    def begins(self, patience: float) -> None:
        """From Home to a new screening."""
        self.term.wait_for("No screenings yet", patience)
        self.term.send(b"n")
        self.term.wait_for("Where does the child live?", patience)
        self.term.send(ENTER)

    def goes_to_the_notes(self, patience: float) -> None:
        """From Start to the notes of the new screening."""
        self.term.wait_for("3 Start", patience)
        self.term.send(ctrl("t"))
        self.term.wait_for("7 Notes", patience)

    def types_one(self, now: float) -> None:
        """The next letter."""
        letter = WORDS[len(self.typed) % len(WORDS)].encode()
        os.write(self.term.fd, letter)
        self.typed += letter
        if letter != b" ":
            self.waiting.append((letter, now))

    def reads(self, now: float) -> list[float]:
        """Take what has come: how long each letter took that is on the screen with it, in seconds."""
        came = os.read(self.term.fd, 65536)
        self.term.raw += came
        letters = _ESCAPE.sub(b"", came)
        took = []
        while self.waiting and self.waiting[0][0] in letters:
            took.append(now - self.waiting.pop(0)[1])
        return took


def all_type(people: list[Person], seconds: float, per_second: float = 3.0) -> list[float]:
    """Everybody types for a while, each in turn: how long each letter took to come back, in seconds, sorted."""
    line = select.epoll()
    by_line = {person.term.fd: person for person in people}
    for descriptor in by_line:
        line.register(descriptor, select.EPOLLIN)
    begin = time.perf_counter()
    due = [(begin + number / (per_second * len(people)), person) for number, person in enumerate(people)]
    took: list[float] = []
    last_answer = 60.0
    while due or any(person.waiting for person in people):
        now = time.perf_counter()
        if now > begin + seconds + last_answer:
            raise AssertionError("letters never came back")
        while due and due[0][0] <= now:
            at, person = due.pop(0)
            person.types_one(now)
            if at + 1 / per_second < begin + seconds:
                due.append((at + 1 / per_second, person))
        pause = max(0.0, due[0][0] - time.perf_counter()) if due else 0.1
        for descriptor, _ in line.poll(pause):
            took += by_line[descriptor].reads(time.perf_counter())
    line.close()
    return sorted(took)


def bytes_within(people: list[Person], seconds: float) -> int:
    """How many bytes come from all of them while nobody does anything."""
    line = select.epoll()
    by_line = {person.term.fd: person for person in people}
    for descriptor in by_line:
        line.register(descriptor, select.EPOLLIN)
    end, total = time.monotonic() + seconds, 0
    while (left := end - time.monotonic()) > 0:
        for descriptor, _ in line.poll(left):
            came = os.read(descriptor, 65536)
            by_line[descriptor].term.raw += came
            total += len(came)
    line.close()
    return total


def processor_time(people: list[Person]) -> float:
    """Seconds of the processor that all of them have used so far."""
    nanoseconds = 0
    for person in people:
        for task in Path(f"/proc/{person.term.pid}/task").iterdir():
            nanoseconds += int((task / "schedstat").read_text().split()[0])
    return nanoseconds / 1e9


def memory_of(person: Person) -> float:
    """MiB of memory that is one's own, with a share of what is shared (PSS). PermissionError for others than root."""
    lines = Path(f"/proc/{person.term.pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def all_leave(people: list[Person]) -> None:
    """Hang up for all of them, and wait until they are gone."""
    for person in people:
        person.term.signal(signal.SIGHUP)
    for person in people:
        person.term.wait_for_end(120)
        person.term.close()
