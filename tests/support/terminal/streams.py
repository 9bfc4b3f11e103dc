"""Any reader and writer of text as a console of the line mode: whatever has `readline` and `write`."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Protocol

from ce_tui.lines.dialogue.terminal import LONGEST, ROWS, Event


class Reader(Protocol):
    """Whatever gives lines; an empty one ends it."""

    def readline(self) -> str:
        """The next line, with its end."""


class Writer(Protocol):
    """Whatever takes words."""

    def write(self, text: str, /) -> object:
        """Take some."""


class Streams:
    """Lines from a reader, words to a writer. A thread reads, so that waiting for a line can end."""

    is_terminal = False
    begun = ""

    def __init__(self, reader: Reader, writer: Writer, *, encoding: str = "utf-8", width: int = 0) -> None:
        self.encoding = encoding
        self.width = width
        self.touched: Callable[[], None] = lambda: None
        self._reader = reader
        self._writer = writer
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._wanted = threading.Semaphore(0)
        self._waiting = False
        threading.Thread(target=self._read_on, name="ce-tui lines reader", daemon=True).start()

    def _read_on(self) -> None:
        """A line is read only once it is asked for: what nobody asked for stays with the reader."""
        while True:
            self._wanted.acquire()
            try:
                line = self._reader.readline()
            except (OSError, ValueError):
                line = ""
            self._lines.put(line or None)
            if not line:
                return

    def write(self, text: str) -> None:
        """Send words; a writer that has gone gets none."""
        with suppress(OSError, ValueError):
            self._writer.write(text)

    def read(self, within: float | None, *, secret: bool = False) -> Event:
        """The next line."""
        if not self._waiting:
            self._waiting = True
            self._wanted.release()
        try:
            line = self._lines.get(timeout=within)
        except queue.Empty:
            return Event("waited")
        self._waiting = line is None  # after the end there is no more to ask for
        if line is None:
            self._lines.put(None)
            return Event("end")
        self.touched()
        return Event("line", line.rstrip("\r\n")[:LONGEST])

    def use_keys(self, keys: Mapping[str, str]) -> None:
        """Nothing: lines come whole, and no key does."""

    def take_begun(self) -> str:
        """Nothing: lines come whole."""
        return ""

    def put_back(self, begun: str, *, echo: bool = True) -> None:
        """Nothing is ever begun."""

    def hide(self) -> None:
        """Push everything out of view."""
        self.write("\n" * ROWS)
