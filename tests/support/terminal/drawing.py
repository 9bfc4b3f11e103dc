"""One process that draws the PDFs of all the commands and apps of a test process, warm from the first one on.

It does what `worker_process` does, for many at a time; a renderer that begins a `Line` draws with it. Whoever asks
about the process itself (`core/referral/worker`) begins a real one.
"""

from __future__ import annotations

import os
import select
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path

from ce_tui.core.referral import worker, worker_process


class Line(worker._Process):
    """What a renderer has instead of a process: pipes to the one that draws for all."""

    def __init__(self, name: str) -> None:
        self._ready = False
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  closed by `end`
        questions, self._write = os.pipe()
        self._read, answers = os.pipe()
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(f"\0{name}")
            socket.send_fds(line, [b"."], [questions, answers, self._errors.fileno()])
        os.close(questions)
        os.close(answers)
        os.set_blocking(self._write, False)
        self._open = True

    @property
    def pid(self) -> int:
        return os.getpid()

    @property
    def alive(self) -> bool:
        return self._open

    def end(self) -> None:
        self._open = False
        os.close(self._write)
        os.close(self._read)
        self._errors.close()


def serve(door: socket.socket) -> None:
    """Draw for everybody who comes to `door`, until standard input ends."""
    worker_process._limit()
    with tempfile.TemporaryDirectory() as folder:
        worker_process._prepare(Path(folder))
        worker_process._warm_up()
        lines: dict[int, tuple[int, int]] = {}
        while 0 not in (ready := select.select([door, 0, *lines], [], [])[0]):
            for each in ready:
                if each is door:
                    _greet(door, lines)
                else:
                    _draw(each, lines)


def _greet(door: socket.socket, lines: dict[int, tuple[int, int]]) -> None:
    line, _ = door.accept()
    with line:
        _, files, _, _ = socket.recv_fds(line, 1, 3)
    if len(files) == 3:  # whoever was killed before has sent none
        questions, answers, errors = files
        lines[questions] = answers, errors
        _answer(questions, lines, lambda: (worker_process.READY, b""))


def _draw(questions: int, lines: dict[int, tuple[int, int]]) -> None:
    os.dup2(lines[questions][1], 2)
    _answer(questions, lines, lambda: worker_process._answer(*worker_process.receive(questions)))


def _answer(
    questions: int, lines: dict[int, tuple[int, int]], answer: Callable[[], tuple[bytes, bytes]]
) -> None:
    """Answer, unless whoever asked is gone."""
    answers, errors = lines[questions]
    try:
        worker_process.send(answers, *answer())
    except worker_process.PipeClosed:
        del lines[questions]
        for each in (questions, answers, errors):
            os.close(each)
