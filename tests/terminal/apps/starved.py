"""The program on a machine that starts no further process or thread: the kernel itself says so, to root too.

starved.py ERRNO now ARGUMENTS…      from the beginning
starved.py ERRNO PIPE ARGUMENTS…     from the moment at which something is written into a named pipe
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys
import threading

# clone, fork, vfork, clone3
CALLS = {"x86_64": (56, 57, 58, 435), "aarch64": (220, 435)}
_LOAD, _IS, _RETURN = 0x20, 0x15, 0x06  # BPF: load a word of the call's data; jump if equal; return
_ALLOW, _FAIL = 0x7FFF0000, 0x00050000
_NO_NEW_PRIVILEGES, _SECCOMP, _SET_FILTER, _ALL_THREADS = 38, {"x86_64": 317, "aarch64": 277}, 1, 1


def starve(errno: int) -> None:
    """From now on none of these calls starts anything, in any thread of this process."""
    calls = CALLS[platform.machine()]
    steps = [(_LOAD, 0, 0, 0)]
    steps += [(_IS, len(calls) - number, 0, call) for number, call in enumerate(calls)]
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _FAIL | errno)]
    program = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    filter_ = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(program)))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    if libc.syscall(_SECCOMP[platform.machine()], _SET_FILTER, _ALL_THREADS, filter_) != 0:
        raise OSError(ctypes.get_errno(), "seccomp")


def _when_told(pipe: str, errno: int) -> None:
    with open(pipe, "rb") as told:  # noqa: PTH123
        told.read()
    starve(errno)
    os.unlink(pipe)  # noqa: PTH108 - which says that it is so


def main() -> None:
    errno, when = int(sys.argv[1]), sys.argv[2]
    if when == "now":
        starve(errno)
    else:
        threading.Thread(target=_when_told, args=(when, errno), daemon=True).start()
    sys.argv[1:] = sys.argv[3:]
    from ce_tui.__main__ import main as ce_tui

    ce_tui()


if __name__ == "__main__":
    main()
