"""Someone who walks through the app in a real terminal by keyboard alone, at the app's own pace.

A witness inside the app (tests/terminal/apps/witnessed.py) says what is in front and when all that a key caused is
done: so no step waits longer than it must, and none goes on too early, however slow the machine is.
"""

from __future__ import annotations

import json
import select
import signal
import socket
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from ce_tui.commands.table import COMMANDS, NUMBERS
from support.checkout import CHECKOUT
from support.terminal.pty_screen import DOWN, ENTER, ESCAPE, TAB, UP, PtyScreen, ctrl

PROGRAM = CHECKOUT / "tests" / "terminal" / "apps" / "witnessed.py"
_LONGEST = 120.0
"""Seconds for one step: far more than any needs."""


class Gone(AssertionError):
    """The app has ended, or made way for a fresh process."""


@dataclass(frozen=True)
class State:
    """What the app has in front. `made_at`: the lines of code that made the field with the focus; `stops`: how many
    widgets can have it; `said`: what the status line says; `topic`: of the help for what is in front; `text`: of the
    item that is current; `writes`: how often something was written to the terminal; `late`: how often only because it
    had waited for so long; `saving`: whether notes that were typed are saved in a moment, and the list below them is
    another then.
    """

    front: str = ""
    keys: int = 0
    visited: list[str] = field(default_factory=list)
    stack: list[str] = field(default_factory=list)
    focus: int = 0
    name: str = ""
    takes_text: bool = False
    hidden: bool = False
    value: str = ""
    made_at: list[str] = field(default_factory=list, repr=False)
    texts: dict[str, list[str]] = field(default_factory=dict, repr=False)
    items: list[str] = field(default_factory=list)
    current: str = ""
    text: str = ""
    draft: str = ""
    menu: list[str] = field(default_factory=list, repr=False)
    demo: bool = False
    locked: bool = False
    busy: bool = False
    workers: int = 0
    drawing: bool = False
    writes: int = 0
    late: int = 0
    saving: bool = False
    kind: str = ""
    said: str = ""
    topic: str = ""
    stops: int = 0
    named: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Shown:
    """What is on a terminal: its lines, and the column and row of the cursor."""

    lines: list[str]
    cursor: list[int]


class Walker:
    """The app in a terminal of its own. `env` and the rest as for PtyScreen; `start` comes before the command."""

    def __init__(
        self,
        home: Path,
        *arguments: str,
        start: Sequence[str] = (),
        env: Mapping[str, str | None] | None = None,
        cwd: Path | None = None,
        columns: int = 80,
        rows: int = 24,
        program: Path = PROGRAM,
        encoding: str = "utf-8",
    ) -> None:
        ours, theirs = socket.socketpair()
        theirs.set_inheritable(True)
        variables: dict[str, str | None] = {"CE_TUI_HOME": str(home), "HOME": str(home.parent)}
        variables |= {"XDG_CONFIG_HOME": str(home.parent / "config"), "PYTHONPATH": str(CHECKOUT)}
        argv = [*start, sys.executable, str(program), str(theirs.fileno()), *arguments]
        self.term = PtyScreen(
            argv,
            variables | dict(env or {}),
            columns=columns,
            rows=rows,
            encoding=encoding,
            cwd=cwd or home.parent,
        )
        theirs.close()
        self.size = (columns, rows)
        self._line = ours
        self._asked, self._answers = 0, b""
        self._process = 0
        self._typed = 0
        self.state = State()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.term.close()
        self._line.close()

    # -- what there is ---------------------------------------------------------------------------------------

    def rest(self) -> State:
        """Wait until all that was typed has been done, and what it wrote has arrived."""
        self.state = State(**self._ask({"ask": "rest"}))
        self._drain()
        return self.state

    def until(self, condition: Callable[[State], bool], what: str) -> State:
        """Wait until something is so; AssertionError with the screen where it never is."""
        end = time.monotonic() + _LONGEST
        while not condition(self.rest()):
            assert time.monotonic() < end, f"waited in vain for {what}: {self.state}\n{self.term.text}"
            self._read(0.02)
        return self.state

    def until_front(self, *screens: str) -> State:
        """Wait until one of these screens is in front."""
        return self.until(lambda state: state.front in screens, " or ".join(screens))

    # -- what is done ----------------------------------------------------------------------------------------

    def send(self, data: bytes) -> None:
        """Type, and wait for nothing."""
        self._typed += len(data)
        self.term.send(data)

    def press(self, *keys: bytes) -> State:
        """Press keys, each when the one before has been done."""
        for key in keys:
            self.send(key)
            self.rest()
        return self.state

    def escape(self, *, to: str = "") -> State:
        """Esc, which is taken for a key only after a while; until a screen is in front, where one is named."""
        before = self.rest().keys
        self.send(ESCAPE)
        self.until(lambda state: state.keys > before, "an answer to Esc")
        return self.until_front(to) if to else self.state

    def paste(self, text: str) -> State:
        """Paste, bracketed as terminals do it."""
        self.send(b"\x1b[200~" + text.encode("utf-8", "surrogatepass") + b"\x1b[201~")
        return self.rest()

    def go_to_field(self, name: str) -> State:
        """Tab until a field has the focus."""
        return self._tab_until(lambda state: state.name == name, f"the field {name}")

    def choose(self, item: str) -> State:
        """Go to an item of a list on the screen, and choose it."""
        return self.point_at(item) and self.press(ENTER)

    def point_at(self, item: str) -> State:
        """Go to an item of a list on the screen."""
        state = self._tab_until(lambda state: item in state.items, f"a list with {item!r}")
        by = state.items.index(item) - state.items.index(state.current)
        state = self.press(*[DOWN if by > 0 else UP] * abs(by))
        assert state.current == item, state
        return state

    def go_to(self, action: str) -> State:
        """Choose from the go-to menu: the action of a command, as "app.account", or "section:notes"."""
        self.press(ctrl("g"))
        self.until(lambda state: state.front == "GoToDialog" and bool(state.items), "the go-to menu")
        wanted = action if action.startswith("section:") else f"command:{action}"
        assert wanted in self.state.items, f"{wanted} is not in the go-to menu: {self.state.items}"
        ids = [each.id for each in COMMANDS if each.action == action] or [action.removeprefix("section:")]
        if number := NUMBERS.get(ids[0]):
            self.press(*(digit.encode() for digit in str(number)))
        while self.state.current != wanted and not number:
            self.press(DOWN)
        assert self.state.current == wanted, self.state
        return self.press(ENTER)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        self.term.resize(columns, rows)

    def dress(self, theme: str, depth: str) -> State:
        """Show the screen in a theme, with as many colours as a terminal of that depth is sent."""
        self._ask({"ask": "dress", "theme": theme, "depth": depth})
        return self.rest()

    def go(self, to: str) -> State:
        """Go somewhere without a key, whatever the keys are now: "section:…", "command:…", "item:…" of a list."""
        self._ask({"ask": "go", "to": to})
        return self.rest()

    def meant(self) -> Shown:
        """What the app means to be on the terminal."""
        return Shown(**self._ask({"ask": "shown"}))

    def choose_for_oneself(self, key: str, value: str) -> State:
        """Choose the "theme" or the "display", as in Your account."""
        self._ask({"ask": "choose", "key": key, "value": value})
        return self.drawn()

    def be_patient(self, seconds: float) -> None:
        """Have keys and pictures wait so long for the app to come to rest: `late` counts those that waited in vain."""
        self._ask({"ask": "patience", "seconds": seconds})

    def redraw(self) -> State:
        """Have all that is in front worked out, drawn and sent again, as if it had never been."""
        self._ask({"ask": "redraw"})
        return self.drawn()

    def drawn(self) -> State:
        """Wait until all is done and sent, what follows a moment later too."""
        return self.until(lambda state: not state.drawing, "what is still to be sent")

    def live(self) -> dict[str, int]:
        """How many screens, widgets and what they drew (StylesCache) are in the memory of the app, by kind."""
        self.rest()
        return dict((self._ask({"ask": "live"}) or {})["nodes"])

    def private_memory(self) -> int:
        """How much memory the app has for itself, in kB."""
        self.rest()
        return int((self._ask({"ask": "live"}) or {})["private"])

    def fail(self, name: str) -> None:
        """Have the app fail, with a name within reach of what it may say about that."""
        self.rest()
        with suppress(Gone):  # it may end before it has answered
            self._ask({"ask": "fail", "name": name})

    def signal(self, number: signal.Signals) -> None:
        """Send the app a signal."""
        self.term.signal(number)

    def _tab_until(self, condition: Callable[[State], bool], what: str) -> State:
        self.until(lambda state: state.focus != 0, "a focus")
        seen: list[int] = []
        while not condition(self.state):
            assert seen.count(self.state.focus) < 3, f"{what} is not here: {self.state}\n{self.term.text}"
            seen.append(self.state.focus)
            self.press(TAB)
        return self.state

    # -- the line to the witness -----------------------------------------------------------------------------

    def _ask(self, question: dict[str, Any]) -> dict[str, Any]:
        """The answer. A process that has begun meanwhile is asked anew: it knows nothing of what was typed before."""
        while True:
            self._asked += 1
            typed = {"typed": self._typed} if question["ask"] == "rest" else {}
            asked = {"number": self._asked, "process": self._process} | typed | question
            with suppress(OSError):  # where nobody listens any more, nobody answers
                self._line.sendall(json.dumps(asked).encode() + b"\n")
            if (answer := self._answer()) is not None:
                return answer
            self._typed = 0

    def _answer(self) -> dict[str, Any] | None:
        """What is said to the last question; None once a process has begun that it was not meant for."""
        while True:
            answer = json.loads(self._next_line())
            if "hello" in answer:
                self._process = answer["hello"]
                return None
            if answer["number"] == self._asked:
                return answer["answer"] or {}

    def _next_line(self) -> bytes:
        end = time.monotonic() + _LONGEST
        while b"\n" not in self._answers:
            assert time.monotonic() < end, f"no answer from the app; the screen:\n{self.term.text}"
            wanted = [self._line, *([self.term.fd] if self.term.fd >= 0 else [])]
            ready = select.select(wanted, [], [], 1)[0]
            if self.term.fd in ready:
                self.term._read(0)
            if self._line in ready:
                self._answers += self._received()
        line, _, self._answers = self._answers.partition(b"\n")
        return line

    def _received(self) -> bytes:
        try:
            data = self._line.recv(1 << 16)
        except ConnectionError:
            data = b""
        if not data:
            self.term.settle()
            raise Gone(f"the app has ended; the screen:\n{self.term.text}")
        return data

    def _read(self, timeout: float) -> None:
        if self.term._read(timeout) < 0:
            time.sleep(timeout)

    def _drain(self) -> None:
        while self.term._read(0) > 0:
            pass
