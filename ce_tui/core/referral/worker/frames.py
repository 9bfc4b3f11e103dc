"""Messages between the app and its rendering process: a kind, a length, the content. With deadlines on both ways."""

from __future__ import annotations

import os
import select
import struct
import time

HEAD = struct.Struct(">cI")
LARGEST = 256 * 1024 * 1024

RENDER, CLOSE_WITH, PDF, READY, UNAVAILABLE, FAILED = b"R", b"C", b"P", b"K", b"U", b"E"


class PipeClosed(Exception):
    """The other side is gone."""


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
    """Read a message: kind, content. `deadline` as for `send`. Raises PipeClosed, TimeoutError."""
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
