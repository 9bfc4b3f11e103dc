"""The rendering process: it imports WeasyPrint once, renders what it is sent, ends with the pipe.

Started by `worker.Renderer` with an environment of its own and a private folder. It sees the referral's content;
nothing of it goes to standard error, which holds class names and lines of code only.
"""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import gc
import logging
import os
import resource
import select
import shutil
import struct
import sys
import time
import traceback
import warnings
from pathlib import Path

import msgspec

from ce_tui.core.referral.content.shapes import (
    Bullets,
    Cell,
    Division,
    ListItem,
    Para,
    Prose,
    Referral,
    Rows,
    Table,
    TierMap,
    TierRow,
    decode,
)
from ce_tui.core.referral.fonts import FONTCONFIG, none_of_the_machine
from ce_tui.core.referral.unavailable import PdfUnavailable

HEAD = struct.Struct(">cI")
LARGEST = 256 * 1024 * 1024

RENDER, CLOSE_WITH, PDF, READY, UNAVAILABLE, FAILED = b"R", b"C", b"P", b"K", b"U", b"E"


class PipeClosed(Exception):
    """The other side of a pipe is gone."""


def send(descriptor: int, kind: bytes, content: bytes, deadline: float | None = None) -> None:
    """Write a message. `deadline` is `time.monotonic()`'s; past it TimeoutError. Raises PipeClosed.

    With a deadline the descriptor must not block: what a pipe has no room for is written once it has.
    """
    data = memoryview(HEAD.pack(kind, len(content)) + content)
    while data:
        _wait(descriptor, deadline, writing=True)
        try:
            data = data[os.write(descriptor, data) :]
        except OSError as error:
            raise PipeClosed from error


def receive(descriptor: int, deadline: float | None = None) -> tuple[bytes, bytes]:
    """Read a message: kind, content. `deadline` as in `send`. Raises PipeClosed, TimeoutError."""
    kind, length = HEAD.unpack(_exactly(descriptor, HEAD.size, deadline))
    if length > LARGEST:
        raise PipeClosed
    return kind, _exactly(descriptor, length, deadline)


def _exactly(descriptor: int, length: int, deadline: float | None) -> bytes:
    whole = bytearray(length)
    missing = memoryview(whole)
    while missing:
        _wait(descriptor, deadline, writing=False)
        try:
            read = os.readv(descriptor, [missing])
        except OSError as error:
            raise PipeClosed from error
        if not read:
            raise PipeClosed
        missing = missing[read:]
    return bytes(whole)


def _wait(descriptor: int, deadline: float | None, *, writing: bool) -> None:
    """Until the pipe can be written to or read from. `poll`, for descriptors above 1,023."""
    left = None if deadline is None else max(0.0, deadline - time.monotonic()) * 1000
    poll = select.poll()
    poll.register(descriptor, select.POLLOUT if writing else select.POLLIN)
    if not poll.poll(left):
        raise TimeoutError


_NOT_DUMPABLE = (4, 0)  # PR_SET_DUMPABLE and its value
LARGEST_FILE = 256 * 1024 * 1024  # bytes; it writes nothing larger than a font


def main(folder: Path) -> None:
    """Serve standard input until it closes. `folder` is this process's own and is removed at the end."""
    faulthandler.enable()
    warnings.simplefilter("ignore")
    _limit()
    answers = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not get into the answers
    try:
        _prepare(folder)
        _serve(sys.stdin.fileno(), answers)
    except PipeClosed:
        pass
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)  # a font configuration that is alive at exit raises; there is nothing left to save


def _prepare(folder: Path) -> None:
    """Only the bundled fonts: the same referral gives the same bytes on any machine, and no cache is written."""
    os.environ[FONTCONFIG] = str(none_of_the_machine(folder))


def _serve(questions: int, answers: int) -> None:
    try:
        _warm_up()
    except PdfUnavailable as unavailable:
        send(answers, UNAVAILABLE, unavailable.words.encode())
        return
    send(answers, READY, b"")
    while True:
        kind, content = receive(questions)
        gc.disable()
        send(answers, *_answer(kind, content))
        del content
        gc.enable()
        gc.collect()


def _answer(kind: bytes, content: bytes) -> tuple[bytes, bytes]:
    try:
        from ce_tui.core.referral.pdf.pdf import encrypt, render

        if kind == RENDER:
            return PDF, render(decode(content))
        if kind == CLOSE_WITH:
            return PDF, encrypt(*msgspec.msgpack.decode(content, type=tuple[bytes, str]))
        return FAILED, b""
    except BaseException as error:  # WeasyPrint's fatal errors are no Exceptions
        _report(error)
        return FAILED, b""


def _report(error: BaseException) -> None:
    """Where it happened, never what the values were."""
    frames = traceback.extract_tb(error.__traceback__)
    places = "\n".join(f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}" for frame in frames)
    print(f"{type(error).__name__}\n{places}", file=sys.stderr)


def _limit() -> None:
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    if sys.platform == "linux":
        _hide_memory()


def _hide_memory() -> None:
    """What it is sent is read by nobody else of the same user, and lands in no core file."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(*_NOT_DUMPABLE)


def _warm_up() -> None:
    """Import everything and render every kind of block once, then keep it out of the collector's way."""
    from ce_tui.core.referral.pdf.pdf import render

    logging.disable()  # a warning could quote the referral
    render(_sample())
    gc.collect()
    gc.freeze()


def _sample() -> Referral:
    blocks = (
        Para("Warm-up", "danger"),
        Prose("One\n\nTwo"),
        Bullets((ListItem("One", "Label", ("Remark",)),), ordered=True),
        Rows("Rows", (("Label", "Value"),)),
        Table("Table", ("One", "Two"), (("1", "2"),), (50, 50)),
        TierMap(
            "Tiers", ("Words",), (TierRow("red", "Red", "Words", (Cell("R1", "B", "Believe"),)),), "Legend"
        ),
    )
    return Referral(
        title="Warm-up",
        subtitle="Warm-up",
        marking="OFFICIAL",
        reference="None",
        edition="None",
        written="2026-01-01T00:00:00+00:00",
        facts=(("Label", "Value"),),
        sections=(Division("Warm-up", blocks, panel="result"),),
        attachment="{}",
    )
