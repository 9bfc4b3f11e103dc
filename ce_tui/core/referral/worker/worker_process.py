"""The rendering process: imports WeasyPrint once, renders what it is sent, ends with the pipe.

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
import shutil
import sys
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
from ce_tui.core.referral.worker.frames import (
    CLOSE_WITH,
    FAILED,
    PDF,
    READY,
    RENDER,
    UNAVAILABLE,
    PipeClosed,
    receive,
    send,
)

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
        if kind == RENDER:
            from ce_tui.core.referral.pdf.pdf import render

            return PDF, render(decode(content))
        if kind == CLOSE_WITH:
            from ce_tui.core.referral.pdf.protect import encrypt

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
