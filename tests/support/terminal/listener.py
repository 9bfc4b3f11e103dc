"""Someone who hears the line mode and types lines: another process over pipes, of which only whole lines are read."""

from __future__ import annotations

import os
import queue
import re
import subprocess
import threading
from pathlib import Path
from types import TracebackType

from support.checkout import CHECKOUT
from support.terminal.apps import CE_TUI

_LONGEST = 90.0  # seconds to wait for one line


class Listener:
    """One `ce-tui lines`. `heard` is every line so far."""

    def __init__(self, home: Path, *arguments: str, **env: str) -> None:
        folder = home.parent
        self.heard: list[str] = []
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self.process = subprocess.Popen(
            [*CE_TUI, "lines", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env={
                **os.environ,
                "PYTHONPATH": str(CHECKOUT),
                "CE_TUI_HOME": str(home),
                "HOME": str(folder),
                "XDG_CONFIG_HOME": str(folder / "config"),
                **env,
            },
            start_new_session=True,
        )
        threading.Thread(target=self._listen, daemon=True).start()

    def __enter__(self) -> Listener:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.decode("utf-8").rstrip("\n"))
        self._lines.put(None)

    @property
    def everything(self) -> str:
        """All that was heard."""
        return "\n".join(self.heard)

    def hear(self, words: str) -> str:
        """Listen until a line with these words has come: all that was heard on the way."""
        begin = len(self.heard)
        while True:
            try:
                line = self._lines.get(timeout=_LONGEST)
            except queue.Empty:
                raise AssertionError(f"waited in vain for {words!r}; heard:\n{self.everything}") from None
            if line is None:
                raise AssertionError(f"it ended before {words!r}; heard:\n{self.everything}")
            self.heard.append(line)
            if words in line:
                return "\n".join(self.heard[begin:])

    def type(self, *lines: str) -> None:
        """Type lines."""
        assert self.process.stdin is not None
        self.process.stdin.write("".join(f"{line}\n" for line in lines).encode())
        self.process.stdin.flush()

    def answer(self, question: str, line: str = "") -> str:
        """Listen for a question, then answer it: all that was heard before it."""
        heard = self.hear(question)
        self.type(line)
        return heard

    def found(self, pattern: str) -> str:
        """What was heard last of this kind."""
        matches = re.findall(pattern, self.everything)
        assert matches, self.everything
        return str(matches[-1])

    def hang_up(self) -> None:
        """The end of the input."""
        assert self.process.stdin is not None
        self.process.stdin.close()

    def end(self) -> int:
        """Listen to its end: the exit code."""
        while True:
            try:
                line = self._lines.get(timeout=_LONGEST)
            except queue.Empty:
                raise AssertionError(f"it does not end; heard:\n{self.everything}") from None
            if line is None:
                return self.process.wait(_LONGEST)
            self.heard.append(line)


NAME = "Pat Example"


def set_up(person: Listener) -> str:
    """Set up with six words: the passphrase."""
    person.answer("Your name?", NAME)
    person.answer("Your hub or team? [none]", "Imaginary Hub")
    person.answer("1 to 5? [No usual area", "essex")
    person.answer("1 to 2? [Six words made up for you]")
    person.hear("Type the six words:")
    passphrase = person.found(r"Your six words: ((?:[a-z]+ ){5}[a-z]+)")
    person.type(passphrase)
    person.hear("Its last group")
    person.type(person.found(r"The code: (?:[0-9A-Z]{5}-){6}([0-9A-Z]{5})"))
    return passphrase


def sign_in(person: Listener, passphrase: str) -> None:
    """Come back on another day."""
    person.answer("Your name?", NAME)
    person.answer("Passphrase?", passphrase)
