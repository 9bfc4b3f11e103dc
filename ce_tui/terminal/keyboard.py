"""What comes from the terminal: decoded leniently, and noticed when it ends."""

from __future__ import annotations

import os
import select
from collections.abc import Callable, Iterable
from threading import Event, Thread

from textual._xterm_parser import XTermParser
from textual.events import Key, Paste
from textual.message import Message

from ce_tui.terminal.character_set import LenientDecoder, Pasted, Pasting

_ESCAPE_WAIT = 0.05
"""Seconds between two looks at whether an Escape stands alone."""
_LOOKS = 4
"""So many looks after the last byte; then the thread sleeps until the next key."""


class Keyboard(Thread):
    """Reads keys and pastes from a file descriptor and hands them to `on_message`, in this thread.

    What else a terminal can send (a mouse, its size, answers to questions) was not asked for and goes nowhere.
    `on_gone` is called once, when the terminal has hung up. Between keys the thread sleeps.
    """

    def __init__(
        self, fd: int, encoding: str, on_message: Callable[[Message], None], on_gone: Callable[[], None]
    ) -> None:
        super().__init__(daemon=True, name="terminal-input")
        self._fd = fd
        self._decoder = LenientDecoder(encoding)
        self._parser = XTermParser()
        self._pasting = Pasting()
        self._on_message = on_message
        self._on_gone = on_gone
        self._ending = Event()
        self._wake_reader, self._wake_writer = os.pipe()

    def stop(self) -> None:
        """End the thread; returns when it has."""
        if not self._ending.is_set():
            self._ending.set()
            os.write(self._wake_writer, b"x")
            if self.is_alive():
                self.join(1)
            os.close(self._wake_writer)
            os.close(self._wake_reader)

    def run(self) -> None:
        """The thread."""
        poll = select.poll()
        poll.register(self._fd, select.POLLIN)
        poll.register(self._wake_reader, select.POLLIN)
        looks = 0
        while not self._ending.is_set():
            events = dict(poll.poll(_ESCAPE_WAIT * 1000 if looks else None))
            if self._ending.is_set():
                return
            if self._fd not in events:
                looks -= 1
                self._feed(self._decoder.flush())
                self._tick()
            elif data := self._read():
                looks = _LOOKS
                self._feed(self._decoder.decode(data))
                self._tick()
            else:
                self._on_gone()
                return

    def _read(self) -> bytes:
        try:
            return os.read(self._fd, 65536)
        except OSError:
            return b""

    def _feed(self, text: str) -> None:
        for part in self._pasting.split(text):
            if isinstance(part, Pasted):
                self._on_message(Paste(part.text))
                continue
            if part.afresh:
                self._parser = XTermParser()
            try:
                self._hand_on(self._parser.feed(part.text) if part.text else ())
            except (
                ValueError,
                OverflowError,
                StopIteration,
            ):  # an impossible sequence: begin afresh after it
                self._parser = XTermParser()

    def _tick(self) -> None:
        self._hand_on(self._parser.tick())

    def _hand_on(self, messages: Iterable[Message]) -> None:
        for message in messages:
            if isinstance(message, Key):
                self._on_message(message)
