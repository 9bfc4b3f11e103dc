"""The line mode's own console over two real pipes, with a program at their other ends that answers what is asked."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ce_tui.lines.dialogue.terminal import Event, Terminal


class Piped(Terminal):
    """`answer` gives the next line when one is asked for, "" for no more; `hear` takes what was said before it."""

    def __init__(
        self, ends: tuple[int, int, int, int], answer: Callable[[], str], hear: Callable[[str], object]
    ):
        source, self._type, self._listen, target = ends
        super().__init__(source, target, encoding="utf-8")
        self._answer = answer
        self._hear = hear

    def read(self, within: float | None, *, secret: bool = False) -> Event:
        """Whatever is answered to what was said by now."""
        self.heard()
        os.write(self._type, self._answer().encode())
        return super().read(within, secret=secret)

    def heard(self) -> None:
        """Take everything that was said by now."""
        said = b""
        while True:
            try:
                said += os.read(self._listen, 65536)
            except BlockingIOError:
                break
        self._hear(said.decode())


@contextmanager
def piped(answer: Callable[[], str], hear: Callable[[str], object], columns: int) -> Iterator[Piped]:
    """A console over pipes, whose rows are broken at so many columns."""
    source, typing = os.pipe()
    listening, target = os.pipe()
    os.set_blocking(listening, False)
    ends = (source, typing, listening, target)
    try:
        console = Piped(ends, answer, hear)
        console.columns = columns
        with console:
            yield console
            console.heard()
    finally:
        for end in ends:
            os.close(end)
