"""A line mode within this process, over a real store: what is typed and heard, with a clock that tests turn."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from ce_tui.lines.dialogue import dialogue
from ce_tui.lines.dialogue.terminal import Event
from ce_tui.lines.run import StartOptions, converse
from ce_tui.session.opening import Opening
from ce_tui.settings.config import Config
from support.people.screens import NAME, NOON, PASSPHRASE
from support.terminal.streams import Streams

__all__ = ["NAME", "PASSPHRASE", "Conversation", "Script", "cut_off", "talk"]
_LONGEST = 90.0
CONFIG = Config()


class Script:
    """A reader of lines that are all there from the beginning."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter([f"{line}\n" for line in lines])

    def readline(self) -> str:
        return next(self._lines, "")


class Heard:
    """A writer that keeps everything."""

    def __init__(self) -> None:
        self.text = ""
        self.changed = threading.Condition()

    def write(self, text: str) -> None:
        with self.changed:
            self.text += text
            self.changed.notify_all()


class Typist:
    """A reader that waits for what a test types."""

    def __init__(self) -> None:
        self.typed: queue.SimpleQueue[str] = queue.SimpleQueue()

    def readline(self) -> str:
        return self.typed.get()


def listen(home: Path, *lines: str, config: Config = CONFIG, now: datetime = NOON) -> str:
    """Type lines from the first question on, then nothing more: all that was heard."""
    heard = Heard()
    assert converse(Streams(Script(lines), heard), at_noon(home, config, now)) == 0
    return heard.text


def at_noon(home: Path, config: Config = CONFIG, now: datetime = NOON) -> Opening:
    """The way into a store, at noon unless it is another time."""
    return Opening(config, home, clock=lambda: now)


def talk(home: Path, *lines: str, config: Config = CONFIG, now: datetime = NOON) -> str:
    """Sign in, type lines, then nothing more: all that was heard."""
    return listen(home, NAME, PASSPHRASE, *lines, config=config, now=now)


class _Dropped(Streams):
    """The line drops while something is being typed, after all lines were answered."""

    def __init__(self, lines: Iterable[str], heard: Heard, typing: str) -> None:
        super().__init__(Script(lines), heard)
        self._typing = typing
        self._has_dropped = False

    def read(self, within: float | None, *, secret: bool = False) -> Event:
        event = super().read(within, secret=secret)
        self._has_dropped = event.kind == "end"
        return event

    def take_begun(self) -> str:
        begun = self._typing if self._has_dropped else ""
        self._typing = self._typing if not begun else ""
        return begun

    def put_back(self, begun: str, *, echo: bool = True) -> None:
        self._typing = begun or self._typing


def cut_off(home: Path, *lines: str, typing: str) -> str:
    """Sign in, type lines; the line drops while another one is being typed. All that was heard."""
    heard = Heard()
    dropped = _Dropped([NAME, PASSPHRASE, *lines], heard, typing)
    assert converse(dropped, at_noon(home)) == 0
    return heard.text


class Conversation:
    """The line mode in a thread of its own. `now` is the idle lock's clock, in seconds."""

    def __init__(
        self,
        home: Path,
        config: Config = CONFIG,
        beginning: StartOptions = StartOptions(),  # noqa: B008
    ) -> None:
        self.now = 0.0
        self._at = 0
        self.code: int | None = None
        self.fault: BaseException | None = None
        self._home = home
        self._config = config
        self._beginning = beginning
        self._heard = Heard()
        self._typist = Typist()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Conversation:
        self._patience, dialogue.TICK = dialogue.TICK, 0.02
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._typist.typed.put("")
        self._thread.join(_LONGEST)
        dialogue.TICK = self._patience
        assert not self._thread.is_alive(), "the conversation does not end"

    def _run(self) -> None:
        try:
            streams = Streams(self._typist, self._heard)
            self.code = converse(
                streams, at_noon(self._home, self._config), self._beginning, seconds=lambda: self.now
            )
        except BaseException as fault:
            self.fault = fault

    @property
    def text(self) -> str:
        """All that was heard."""
        return self._heard.text

    def type(self, *lines: str) -> None:
        """Type lines."""
        for line in lines:
            self._typist.typed.put(f"{line}\n")

    def hang_up(self) -> None:
        """The end of the input."""
        self._typist.typed.put("")

    def hear(self, words: str) -> str:
        """Wait until words are heard that were not heard before: everything up to their end."""
        end = time.monotonic() + _LONGEST
        with self._heard.changed:
            while words not in self._heard.text[self._at :]:
                left = end - time.monotonic()
                if left <= 0 or self.fault is not None:
                    raise AssertionError(f"waited in vain for {words!r}; heard:\n{self.text}") from self.fault
                self._heard.changed.wait(min(left, 0.5))
            begun = self._at
            self._at = self._heard.text.index(words, begun) + len(words)
            return self._heard.text[begun : self._at]

    def answer(self, question: str, line: str = "") -> str:
        """Wait for a question, then answer it: what was heard up to it."""
        heard = self.hear(question)
        self.type(line)
        return heard

    def end(self) -> int:
        """Wait for the end: the exit code."""
        self._thread.join(_LONGEST)
        assert not self._thread.is_alive(), "the conversation does not end"
        if self.fault is not None:
            raise self.fault
        assert self.code is not None
        return self.code
