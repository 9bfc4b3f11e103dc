"""Supervises a process that renders referrals, warm before it is needed.

`start` while the practitioner still answers; `render` from a thread, since it blocks; `close` with the session. A
process that hangs, crashes or is killed costs one clear error, and the next referral gets a new one.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import IO, Self

import msgspec

from ce_tui.core.referral import worker_process
from ce_tui.core.referral.content.shapes import Referral, encode
from ce_tui.core.referral.unavailable import NotStarted, PdfUnavailable, RenderFailed
from ce_tui.resources import PACKAGE
from ce_tui.threads import begin

TIMEOUT = 30.0  # seconds for one referral; the longest narrative takes a few
START_TIMEOUT = 30.0  # seconds until the process has imported everything
IDLE = 300.0  # seconds without work, after which the process ends and gives its memory back
TAIL = 4096  # bytes of standard error that are kept for a fault report

# -I: no environment, no user folder, no current folder. The checkout or site-packages comes last in the search.
_BOOT = (
    "import sys, pathlib; sys.path.append(sys.argv[1]); "
    "from ce_tui.core.referral.worker_process import main; main(pathlib.Path(sys.argv[2]))"
)


class Renderer:
    """Renders referrals in a process of its own. May be used from any thread; one referral at a time."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._process: _Process | None = None
        self._timer: threading.Timer | None = None
        self._last: tuple[bytes, bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The process's id while it lives."""
        process = self._process
        return process.pid if process and process.alive else None

    def start(self) -> None:
        """Begin to warm up and return at once. What is missing on this machine is said by `render`."""
        with self._lock, contextlib.suppress(NotStarted):
            self._living()
            self._end_when_idle()

    def render(self, referral: Referral) -> bytes:
        """The PDF, unencrypted; the same referral again is given at once.

        Raises PdfUnavailable where Pango is missing or no process can be started, RenderFailed (with a reference) when
        the process failed, was killed or took longer than `TIMEOUT` seconds.
        """
        asked = encode(referral)
        digest = hashlib.sha256(asked).digest()
        with self._lock:
            if self._last is None or self._last[0] != digest:
                self._last = (digest, self._ask(worker_process.RENDER, asked))
            return self._last[1]

    def encrypt(self, pdf: bytes, password: str) -> bytes:
        """The PDF closed with a passphrase (`protect.encrypt`), made in the process. Raises as `render` does."""
        with self._lock:
            return self._ask(worker_process.CLOSE_WITH, msgspec.msgpack.encode((pdf, password)))

    def close(self) -> None:
        """End the process and forget what was rendered. The renderer may be used again."""
        with self._lock:
            if self._timer:
                self._timer.cancel()
            self._timer = self._last = None
            self._end_process()

    def _ask(self, kind: bytes, content: bytes) -> bytes:
        process = self._living()
        try:
            process.await_ready()
            answered, answer = process.ask(kind, content, time.monotonic() + TIMEOUT)
        except PdfUnavailable:
            self._end_process()
            raise
        except (worker_process.PipeClosed, TimeoutError) as error:
            failure = _failure(process, too_long=isinstance(error, TimeoutError))
            self._end_process()
            raise failure from None
        self._end_when_idle()
        if answered != worker_process.PDF:
            raise _failure(process)
        return answer

    def _living(self) -> _Process:
        if self._process is None or not self._process.alive:
            self._end_process()
            self._process = _begun()
        return self._process

    def _end_process(self) -> None:
        if self._process:
            self._process.end()
            self._process = None

    def _end_when_idle(self) -> None:
        if self._timer:
            self._timer.cancel()
        self._timer = threading.Timer(IDLE, self._idle_for_long)
        self._timer.daemon = True
        begin(self._timer)  # without it the process lives until the session ends

    def _idle_for_long(self) -> None:
        with self._lock:
            if self._timer is threading.current_thread():
                self._end_process()


def _begun() -> _Process:
    """A new process. Raises NotStarted, and then leaves nothing behind."""
    with contextlib.ExitStack() as cleared:
        try:
            folder = Path(tempfile.mkdtemp(prefix="ce-tui-"))
            cleared.callback(shutil.rmtree, folder, ignore_errors=True)
            errors = cleared.enter_context(tempfile.TemporaryFile())
            process = _Process(folder, errors)
        except OSError as error:
            raise NotStarted(error) from None
        cleared.pop_all()
        return process


class _Process:
    """One rendering process with its pipes, its private folder and what it said on standard error. Raises OSError."""

    def __init__(self, folder: Path, errors: IO[bytes]) -> None:
        self._folder = folder
        self._errors = errors
        self._ready = False
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", _BOOT, str(PACKAGE.parent), str(self._folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env={"LANG": "C.UTF-8", "HOME": str(self._folder), "TMPDIR": str(self._folder)},
            cwd=self._folder,
            start_new_session=True,  # the terminal's signals are for the app
        )
        questions, answers = self._process.stdin, self._process.stdout
        assert questions is not None
        assert answers is not None
        self._write, self._read = questions.fileno(), answers.fileno()
        os.set_blocking(self._write, False)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def await_ready(self) -> None:
        """Wait until everything is imported; PdfUnavailable where that cannot be."""
        if not self._ready:
            kind, content = worker_process.receive(self._read, time.monotonic() + START_TIMEOUT)
            if kind == worker_process.UNAVAILABLE:
                raise PdfUnavailable(content.decode())
            self._ready = True

    def ask(self, kind: bytes, content: bytes, deadline: float) -> tuple[bytes, bytes]:
        worker_process.send(self._write, kind, content, deadline)
        return worker_process.receive(self._read, deadline)

    def tail(self) -> str:
        """The end of what it wrote to standard error: class names and lines of code."""
        end = self._errors.seek(0, os.SEEK_END)
        self._errors.seek(max(0, end - TAIL))
        return self._errors.read().decode("utf-8", "replace")

    def end(self) -> None:
        """Kill it: it holds nothing that is not elsewhere. Its folder goes with it."""
        with self._process:  # closes its pipes and waits for it
            self._process.kill()
        self._errors.close()
        shutil.rmtree(self._folder, ignore_errors=True)


def _failure(process: _Process, *, too_long: bool = False) -> RenderFailed:
    reference = f"PDF-{secrets.token_hex(3).upper()}"
    words = f"The PDF took too long and was given up (reference {reference}). Nothing is lost: try again"
    return RenderFailed(
        reference, f"{words}, or export plain text." if too_long else "", trace=process.tail()
    )
